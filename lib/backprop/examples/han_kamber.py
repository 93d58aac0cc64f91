"""Han and Kamber, *Data Mining*: a 3-2-1 network, one update. Its numbers follow, each from those before it.

The book numbers its units from 1 to 6, writes w04 for the bias of unit 4, and prints its errors with the sign of t - o.
"""

from ..network import Network
from .example import Example, Printed, given

PRINTED = (
    given("x1", "1", "i1"),
    given("x2", "0", "i2"),
    given("x3", "1", "i3"),
    given("w14", "0.2"),
    given("w15", "-0.3"),
    given("w24", "0.4"),
    given("w25", "0.1"),
    given("w34", "-0.5"),
    given("w35", "0.2"),
    given("w46", "-0.3"),
    given("w56", "-0.2"),
    given("w04", "-0.4"),
    given("w05", "0.2"),
    given("w06", "0.1"),
    given("eta", "0.9", "rate", label="l"),
    Printed("I4", "-0.7", "z_h1", "x1*w14 + x2*w24 + x3*w34 + w04"),
    Printed("O4", "0.332", "h1", "1/(1 + exp(-I4))"),
    Printed("I5", "0.1", "z_h2", "x1*w15 + x2*w25 + x3*w35 + w05"),
    Printed("O5", "0.525", "h2", "1/(1 + exp(I5))"),
    Printed("I6", "-0.105", "z_o1", "w46*O4 + w56*O5 + w06"),
    Printed("O6", "0.474", "o1", "1/(1 + exp(-I6))"),
    Printed("d6", "0.1311", "-delta_o1", "O6*(1 - O6)*(1 - O6)", label="Err6"),
    Printed("d5", "-0.0065", "-delta_h2", "O5*(1 - O5)*d6*w56", label="Err5"),
    Printed("d4", "-0.0087", "-delta_h1", "O4*(1 - O4)*d6*w46", label="Err4"),
    Printed("w46_new", "-0.261", "w46_new", "w46 + eta*d6*O4"),
    Printed("w56_new", "-0.138", "w56_new", "w56 + eta*d6*O5"),
    Printed("w14_new", "0.192", "w14_new", "w14 + eta*d4*x1"),
    Printed("w15_new", "-0.306", "w15_new", "w15 + eta*d5*x1"),
    Printed("w24_new", "0.4", "w24_new", "w24 + eta*d4*x2"),
    Printed("w25_new", "0.1", "w25_new", "w25 + eta*d5*x2"),
    Printed("w34_new", "-0.508", "w34_new", "w34 + eta*d4*x3"),
    Printed("w35_new", "0.194", "w35_new", "w35 + eta*d5*x3"),
    Printed("w06_new", "0.218", "w06_new", "w06 + eta*d6"),
    Printed("w05_new", "0.194", "w05_new", "w05 + eta*d5"),
    Printed("w04_new", "-0.408", "w04_new", "w04 + eta*d4"),
)

han_kamber = Example(
    name="han_kamber",
    title="Three inputs, of which one is 0",
    document="han2006",
    network=Network(
        [3, 2, 1],
        names=["w14", "w24", "w34", "w15", "w25", "w35", "w04", "w05", "w46", "w56", "w06"],
    ),
    theta=[0.2, 0.4, -0.5, -0.3, 0.1, 0.2, -0.4, 0.2, -0.3, -0.2, 0.1],
    x=[[1, 0, 1]],
    t=[[1]],
    learning_rate=0.9,
    printed=PRINTED,
    axes=("w46", "w56"),
)
