"""Two inputs and three classes, one step from input to softmax, for the chapter on softmax and cross-entropy.

No document: the numbers are this book's own. Nine parameters, so the whole update can be done by hand, and three
examples, one of each class. The start gets all of them wrong.
"""

from ..network import Network
from .example import Example

three_classes = Example(
    name="three_classes",
    title="Three classes",
    network=Network([2, 3], output="identity"),
    theta=[
        *(0.2, -0.4),  # w1, w2: into the score of the first class
        *(0.5, 0.3),  # w3, w4: into that of the second
        *(-0.3, 0.1),  # w5, w6: into that of the third
        *(0.1, 0.0, -0.1),  # b1..b3
    ],
    x=[[1.0, 2.0], [-1.0, 1.0], [0.5, -1.5]],
    t=[[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    loss="softmax_cross_entropy",
    learning_rate=0.5,
    axes=("w1", "w6"),
    bounds=(-2, 10, -10, 2),
)
