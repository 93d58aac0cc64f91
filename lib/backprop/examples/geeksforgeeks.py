"""GeeksforGeeks (2025): a 2-2-1 network without biases, one update. Many of its printed numbers do not follow.

The page prints the deltas with the sign of t - o, so its -dE/dz, and adds the changes of the weights.
"""

from ..network import Network
from .example import Example, Printed, given

PRINTED = (
    given("x1", "0.35", "i1"),
    given("x2", "0.7", "i2"),
    given("w11", "0.2"),
    given("w21", "0.2"),
    given("w12", "0.3"),
    given("w22", "0.3"),
    given("w13", "0.3"),
    given("w23", "0.9"),
    given("t", "0.5", "t1"),
    given("eta", "1", "rate", label="η"),
    Printed("a1", "0.21", "z_h1", "w11*x1 + w21*x2"),
    Printed("y3", "0.56", "h1", "sigmoid(a1)"),
    Printed("a2", "0.315", "z_h2", "w12*x1 + w22*x2"),
    Printed("y4", "0.578", "h2", "sigmoid(a2)"),
    Printed("a3", "0.702", "z_o1", "0.3*0.56 + 0.9*0.58"),
    Printed("y5", "0.67", "o1", "sigmoid(a3)"),
    Printed("error", "-0.17", "t1 - o1", "t - y5"),
    Printed("d5", "-0.0376", "-delta_o1", "y5*(1 - y5)*error", label="δ5"),
    Printed("d3", "-0.0027", "-delta_h1", "y3*(1 - y3)*(w13*d5)", label="δ3"),
    Printed("d4", "-0.0819", "-delta_h2", "0.59*(1 - 0.59)*(w23*d5)", label="δ4"),
    Printed("dw23", "-0.022184", "-g_w23", "eta*d5*0.59", label="Δw23"),
    Printed("w23_new", "0.877816", "w23_new", "dw23 + w23"),
    Printed("dw11", "0.000945", "-g_w11", "eta*d3*x1", label="Δw11"),
    Printed("w11_new", "0.200945", "w11_new", "dw11 + w11"),
    Printed("w12_new", "0.273225", "w12_new"),
    Printed("w13_new", "0.086615", "w13_new"),
    Printed("w21_new", "0.269445", "w21_new"),
    Printed("w22_new", "0.18534", "w22_new"),
    Printed("y3_after", "0.57", "h1", label="y3, after", steps=1),
    Printed("y4_after", "0.56", "h2", label="y4, after", steps=1),
    Printed("y5_after", "0.61", "o1", label="y5, after", steps=1),
    Printed("error_after", "-0.11", "t1 - o1", label="error, after", steps=1),
)

geeksforgeeks = Example(
    name="geeksforgeeks",
    title="A network with two hidden neurons and no biases",
    document="geeksforgeeks2025",
    network=Network([2, 2, 1], bias=False, names=["w11", "w21", "w12", "w22", "w13", "w23"]),
    theta=[0.2, 0.2, 0.3, 0.3, 0.3, 0.9],
    x=[[0.35, 0.7]],
    t=[[0.5]],
    learning_rate=1,
    printed=PRINTED,
    axes=("w13", "w23"),
)
