"""An unsigned web lesson: one sigmoid neuron with two inputs and cross-entropy.

The document states its data and leaves every result to its code, so only given numbers
are there to audit.
"""

from ..network import Network
from .example import Example, given

PRINTED = (
    given("x1", "1", "i1", label="X[0]"),
    given("x2", "2", "i2", label="X[1]"),
    given("y_true", "1", "t1"),
    given("w1", "0.5", label="weights[0]"),
    given("w2", "-0.5", label="weights[1]"),
    given("b", "0.1", label="bias"),
    given("learning_rate", "0.1", "rate"),
)

single_neuron = Example(
    name="single_neuron",
    title="A single neuron",
    document="lesson_neuron",
    network=Network([2, 1], names=["w1", "w2", "b"]),
    theta=[0.5, -0.5, 0.1],
    x=[[1, 2]],
    t=[[1]],
    loss="cross_entropy",
    learning_rate=0.1,
    printed=PRINTED,
)
