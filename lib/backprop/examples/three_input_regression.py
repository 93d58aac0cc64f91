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
from .example import Cause, Example, Printed, given

HALF_SQUARE = "1/2*(t - y)**2"


def _gradient(name, text, start, factor, label, cause=None):
    """A gradient line: the document multiplies its *error* by -1 and by `factor`."""
    tried = (
        Cause("the printed error 6.31 was used", f"E*(-1)*{factor}"),
        Cause("the difference was used, as it should be", f"(t - y)*(-1)*{factor}"),
        Cause("the difference was used, with the output 0.49", f"(t - 0.49)*(-1)*{factor}"),
    )
    causes = tried if cause is None else (*tried, cause)
    return Printed(name, text, start, f"({HALF_SQUARE})*(-1)*{factor}", label=label, causes=causes)


def _update(name, text, own, label, *causes):
    return Printed(name, text, name, own, label="new " + label, causes=causes)


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
    Printed(
        "z1",
        "1.3",
        start="z_h1",
        own="x1*w1 + x2*w2 + b1",
        label="hidden neuron 1",
        causes=(Cause("the bias was multiplied by the third input", "x1*w1 + x2*w2 + x3*b1"),),
    ),
    Printed(
        "z2",
        "1.3",
        start="z_h2",
        own="x1*w4 + x2*w5",
        label="hidden neuron 2",
        causes=(
            Cause("the bias was added after all", "x1*w4 + x2*w5 + b1"),
            Cause("the bias was multiplied by the third input", "x1*w4 + x2*w5 + x3*b1"),
            Cause("the result of the line above was repeated", "z1"),
        ),
    ),
    Printed(
        "y",
        "0.9",
        start="o1",
        own="z1*w7 + b2",
        label="output",
        causes=(
            Cause(
                "both hidden neurons were sent through the one output weight", "z1*w7 + z2*w7 + b2"
            ),
            Cause("the right hidden sum was written down as the output", "x1*w1 + x2*w2 + b1"),
        ),
    ),
    Printed(
        "E",
        "6.31",
        start="E",
        own=HALF_SQUARE,
        label="error",
        causes=(
            Cause("the half was left out", "(t - y)**2"),
            Cause("the output 0.49 was used, which its line gives", "1/2*(t - 0.49)**2"),
        ),
    ),
    _gradient("g_w7", "-2.87", "g_w7", "z1", "gradient, " + OUTPUT + "weight 1"),
    _gradient("g_b2", "-2.5", "g_b2", "1", "gradient, " + OUTPUT + "bias"),
    _gradient("g_w1", "-0.87", "g_w1", "w7*x1", "gradient, " + HIDDEN + "weight 1"),
    _gradient(
        "g_w2",
        "-1.75",
        "g_w2",
        "w7*x2",
        "gradient, " + HIDDEN + "weight 2",
        Cause(
            "twice the figure of weight 1, before -0.875 was cut off to -0.87", "x2*(g_w1 - 0.005)"
        ),
    ),
    _gradient(
        "g_b1",
        "-0.87",
        "g_b1",
        "w7*1",
        "gradient, " + HIDDEN + "bias",
        Cause("the figure of weight 1 was repeated, whose line reads the same", "g_w1"),
    ),
    _update(
        "w1_new",
        "0.57",
        "w1 - rate*g_w1",
        HIDDEN + "weight 1",
        Cause("the 8 of 0.587 was dropped", "without_digit(w1 - rate*g_w1, 2)"),
    ),
    _update("w2_new", "0.275", "w2 - rate*g_w2", HIDDEN + "weight 2"),
    _update(
        "b1_new",
        "0.27",
        "b1 - rate*g_b1",
        HIDDEN + "bias",
        Cause("the 8 of 0.287 was dropped", "without_digit(b1 - rate*g_b1, 2)"),
    ),
    _update(
        "w7_new",
        "0.387",
        "w7 - rate*g_w7",
        OUTPUT + "weight 1",
        Cause("the gradient of a hidden weight was read in place of its own", "w7 - rate*g_w1"),
    ),
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
