"""The network of the general rule with a batch of four examples, for the chapter on matrices and batches.

No document: the numbers are this book's own. Four examples, two inputs, three hidden neurons: with three different
sizes a matrix that should have been transposed does not fit, and the mistake is seen.
"""

from ..network import Network
from .example import Example
from .general_rule import general_rule

four_examples = Example(
    name="four_examples",
    title="Four examples at once",
    network=Network([2, 3, 2]),
    theta=general_rule.theta,
    # The first output should be near 1 where the second input is positive, the second output where it is negative.
    x=[[0.5, 1.0], [1.0, -0.5], [-1.0, 0.5], [0.5, -1.0]],
    t=[[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]],
    learning_rate=0.5,
    axes=("w2", "w10"),
    bounds=(-4, 12, -12, 4),
)
