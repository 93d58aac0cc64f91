"""One weight tried by hand (Deb 2017).

The text names the one weight ``W``; the table is inputs 0, 1, 2 with labels 0, 2, 4.
"""

from ..network import Network
from .example import Example, given

# The document tabulates squared errors, so the error is their mean, without the half. It prints no
# learning rate, since it moves W by whole steps: 0.1 is this book's choice.
one_weight = Example(
    name="one_weight",
    title="One weight",
    document="deb2017",
    network=Network([1, 1], output="identity", bias=False, names=["W"]),
    theta=[3],
    x=[[0], [1], [2]],
    t=[[0], [2], [4]],
    loss="mean_squared_error",
    learning_rate=0.1,
    printed=(
        given("W", "3"),
        given("W_increased", "4", "W + 1", label="W, increased"),
    ),
    axes=("W",),
    bounds=(-1, 5),
)
