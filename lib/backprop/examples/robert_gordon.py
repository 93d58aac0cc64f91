"""Lecture notes of the Robert Gordon University: a 2-2-1 network without biases, one update.

The notes print the deltas with the sign of t - o and add the changes of the weights. Both hidden deltas read the
weights after their update.
"""

from ..network import Network
from .example import Example, Printed, given

PRINTED = (
    given("x1", "0.35", "i1", label="input A"),
    given("x2", "0.9", "i2", label="input B"),
    given("w3", "0.1"),
    given("w4", "0.8"),
    given("w5", "0.4"),
    given("w6", "0.6"),
    given("w1", "0.3"),
    given("w2", "0.9"),
    given("t", "0.5", "t1", label="target"),
    Printed("in_top", "0.755", "z_h1", "x1*w3 + x2*w4", label="input to top neuron"),
    Printed("in_bottom", "0.68", "z_h2", "x2*w6 + x1*w5", label="input to bottom neuron"),
    Printed("out_top", "0.68", "h1", "sigmoid(in_top)", label="output of top neuron"),
    Printed("out_bottom", "0.6637", "h2", "sigmoid(in_bottom)", label="output of bottom neuron"),
    Printed("in_final", "0.80133", "z_o1", "w1*out_top + w2*out_bottom", label="input to final neuron"),
    Printed("out_final", "0.69", "o1", "sigmoid(in_final)", label="output of final neuron"),
    Printed("delta", "-0.0406", "-delta_o1", "(t - out_final)*(1 - out_final)*out_final", label="δ"),
    Printed("w1_new", "0.272392", "w1_new", "w1 + delta*out_top", label="w1+"),
    Printed("w2_new", "0.87305", "w2_new", "w2 + delta*out_bottom", label="w2+"),
    Printed("delta1", "-2.406 * 10^-3", "-delta_h1", "delta*w1_new*(1 - out_top)*out_top", label="δ1"),
    Printed("delta2", "-7.916 * 10^-3", "-delta_h2", "delta*w2_new*(1 - out_bottom)*out_bottom", label="δ2"),
    Printed("w3_new", "0.09916", "w3_new", "w3 + delta1*x1", label="w3+"),
    Printed("w4_new", "0.7978", "w4_new", "0.1 + delta1*x2", label="w4+"),
    Printed("w5_new", "0.3972", "w5_new", "0.1 + delta2*x1", label="w5+"),
    Printed("w6_new", "0.5928", "w6_new", "0.1 + delta2*x2", label="w6+"),
)

robert_gordon = Example(
    name="robert_gordon",
    title="Both hidden deltas read updated weights",
    document="gordon_notes",
    network=Network([2, 2, 1], bias=False, names=["w3", "w4", "w5", "w6", "w1", "w2"]),
    theta=[0.1, 0.8, 0.4, 0.6, 0.3, 0.9],
    x=[[0.35, 0.9]],
    t=[[0.5]],
    learning_rate=1,
    printed=PRINTED,
    axes=("w1", "w2"),
)
