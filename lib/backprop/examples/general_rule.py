"""The lesson ML0034: the general rule.

The document gives formulas and works no numbers, so the numbers here are this book's own. Three
hidden neurons and two outputs: with unequal layers a sum over the wrong index cannot go unnoticed,
and with two outputs the sum for a hidden neuron has more than one term.
"""

from ..network import Network
from .example import Example

general_rule = Example(
    name="general_rule",
    title="The general rule",
    document="ml0034",
    network=Network([2, 3, 2]),
    theta=[
        *(0.4, -0.6, 0.7, 0.1, -0.3, 0.5),  # w1..w6, into the hidden layer
        *(0.1, -0.2, 0.3),  # b1..b3
        *(0.8, -0.5, 0.2, -0.4, 0.6, 0.9),  # w7..w12, into the output layer
        *(0.3, -0.1),  # b4, b5
    ],
    x=[[0.5, 1.0]],
    t=[[1.0, 0.0]],
    learning_rate=0.5,
    axes=("w7", "w10"),
    bounds=(-4, 12, -12, 4),
)
