"""Sanchez (2024): is an e-mail with three exclamation marks spam? A 1-1-1 network, one update."""

from ..network import Network
from .example import Example, Printed, given

PRINTED = (
    given("x", "3", "i1"),
    given("w1", "0.5"),
    given("b1", "0.2"),
    given("w2", "-0.8"),
    given("b2", "0.1"),
    given("y_true", "1", "t1"),
    given("learning_rate", "0.1", "rate"),
    Printed("z1", "1.7", start="z_h1", own="x*w1 + b1"),
    Printed("a1", "0.846", start="h1", own="sigmoid(z1)"),
    Printed("z2", "-0.581", start="z_o1", own="a1*w2 + b2"),
    Printed("a2", "0.641", start="o1", own="sigmoid(z2)"),
    Printed("E", "0.105", start="E", own="1/2*(a2 - y_true)**2"),
    Printed("delta2", "-0.065", label="δ2", start="delta_o1", own="(a2 - y_true)*a2*(1 - a2)"),
    Printed("w2_new", "-0.795", start="w2_new", own="w2 - learning_rate*delta2*a1"),
    Printed("b2_new", "0.107", start="b2_new", own="b2 - learning_rate*delta2"),
    Printed("delta1", "0.017", label="δ1", start="delta_h1", own="delta2*w2_new*a1*(1 - a1)"),
    Printed("w1_new", "0.5", start="w1_new", own="w1 - learning_rate*delta1*x"),
    Printed("b1_new", "0.199", start="b1_new", own="b1 - learning_rate*delta1"),
)

spam_classifier = Example(
    name="spam_classifier",
    title="A spam classifier",
    document="sanchez2024",
    network=Network([1, 1, 1]),
    theta=[0.5, 0.2, -0.8, 0.1],
    x=[[3]],
    t=[[1]],
    learning_rate=0.1,
    printed=PRINTED,
    axes=("w1", "w2"),
)
