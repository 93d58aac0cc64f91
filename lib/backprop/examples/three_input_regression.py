"""An unsigned web text: regression with three inputs, a 3-2-1 network whose neurons are all linear.

The document lists fewer parameters than its network has. This example completes it:

- Each hidden neuron has weights for the first two inputs only: ``w3`` and ``w6`` are 0.
- The list gives the weights of the first hidden neuron; those of the second, 0.5 and 0.2, are read
  off its sum.
- One hidden bias is listed, so both hidden neurons share ``b1`` (the second sum leaves it out).
- One output weight is listed, ``w7``: the second hidden neuron's outgoing weight ``w8`` is 0.

With ``w8 = 0`` the second hidden neuron has no part in the output or in any gradient that the
document prints, so these can be audited whichever way its bias is read. The document's text stands
twice in its file and is counted once.
"""

from ..network import Network
from .example import Example, Printed, given

HALF_SQUARE = "1/2*(t - y)**2"


def _gradient(name, text, factor, label):
    """A gradient line: the document multiplies its *error* by -1 and by `factor`."""
    return Printed(name, text, name, f"({HALF_SQUARE})*(-1)*{factor}", label=label)


def _update(name, text, own, label):
    return Printed(name, text, name, own, label="new " + label)


HIDDEN = "input to hidden, "
OUTPUT = "hidden to output, "

PRINTED = (
    given("x1", "1", "i1", label="input 1"),
    given("x2", "2", "i2", label="input 2"),
    given("x3", "3", "i3", label="input 3"),
    given("t", "4", "t1", label="actual output"),
    given("w1", "0.5", label=HIDDEN + "weight 1"),
    given("w2", "0.1", label=HIDDEN + "weight 2"),
    given("b1", "0.2", label=HIDDEN + "bias"),
    given("w7", "0.3", label=OUTPUT + "weight 1"),
    given("b2", "0.1", label=OUTPUT + "bias"),
    given("rate", "0.1", label="learning rate"),
    given("w4", "0.5", label="neuron 2, first weight"),
    given("w5", "0.2", label="neuron 2, second weight"),
    Printed("z1", "1.3", "z_h1", "x1*w1 + x2*w2 + b1", label="hidden neuron 1"),
    Printed("z2", "1.3", "z_h2", "x1*w4 + x2*w5", label="hidden neuron 2"),
    Printed("y", "0.9", "o1", "z1*w7 + b2", label="output"),
    Printed("E", "6.31", "E", HALF_SQUARE, label="error"),
    _gradient("g_w7", "-2.87", "z1", "gradient, " + OUTPUT + "weight 1"),
    _gradient("g_b2", "-2.5", "1", "gradient, " + OUTPUT + "bias"),
    _gradient("g_w1", "-0.87", "w7*x1", "gradient, " + HIDDEN + "weight 1"),
    _gradient("g_w2", "-1.75", "w7*x2", "gradient, " + HIDDEN + "weight 2"),
    _gradient("g_b1", "-0.87", "w7*1", "gradient, " + HIDDEN + "bias"),
    _update("w1_new", "0.57", "w1 - rate*g_w1", HIDDEN + "weight 1"),
    _update("w2_new", "0.275", "w2 - rate*g_w2", HIDDEN + "weight 2"),
    _update("b1_new", "0.27", "b1 - rate*g_b1", HIDDEN + "bias"),
    _update("w7_new", "0.387", "w7 - rate*g_w7", OUTPUT + "weight 1"),
    _update("b2_new", "0.35", "b2 - rate*g_b2", OUTPUT + "bias"),
)

three_input_regression = Example(
    name="three_input_regression",
    title="Regression with three inputs",
    document="worked_regression",
    network=Network(
        [3, 2, 1],
        hidden="identity",
        output="identity",
        names=["w1", "w2", "w3", "w4", "w5", "w6", "b1", "b1", "w7", "w8", "b2"],
    ),
    theta=[0.5, 0.1, 0.0, 0.5, 0.2, 0.0, 0.2, 0.3, 0.0, 0.1],
    x=[[1, 2, 3]],
    t=[[4]],
    learning_rate=0.1,
    printed=PRINTED,
    axes=("w1", "w7"),
)
