"""The 2-2-2 network of Deb (2017).

Her tables and sums are pictures. The figures of the network are those of Mazur (2015), and are cited from there.
"""

from ..network import Network
from .example import Example, Printed, given

MAZUR = "mazur2015"


def _mazur(name, text, start, own="", **rest):
    return Printed(name, text, start, own, source=MAZUR, **rest)


H2 = "sigmoid(w3*i1 + w4*i2 + b1)"
DELTA_O2 = "(out_o2 - t2)*out_o2*(1 - out_o2)"
HIDDEN_1 = "dE_douth1*dout_h1"
HIDDEN_2 = f"(delta_o1*w6 + {DELTA_O2}*w8)*out_h2*(1 - out_h2)"

PRINTED = (
    given("i1", "0.05", source=MAZUR),
    given("i2", "0.10", source=MAZUR),
    given("w1", "0.15", source=MAZUR),
    given("w2", "0.20", source=MAZUR),
    given("w3", "0.25", source=MAZUR),
    given("w4", "0.30", source=MAZUR),
    given("w5", "0.40", source=MAZUR),
    given("w6", "0.45", source=MAZUR),
    given("w7", "0.50", source=MAZUR),
    given("w8", "0.55", source=MAZUR),
    given("b1", "0.35", source=MAZUR),
    given("b2", "0.60", source=MAZUR),
    given("t1", "0.01", source=MAZUR),
    given("t2", "0.99", source=MAZUR),
    given("eta", "0.5", "rate", source=MAZUR),
    _mazur("net_h1", "0.3775", "z_h1", "w1*i1 + w2*i2 + b1"),
    _mazur("out_h1", "0.593269992", "h1", "sigmoid(net_h1)"),
    _mazur("out_h2", "0.596884378", "h2", H2),
    _mazur("net_o1", "1.105905967", "z_o1", "w5*out_h1 + w6*out_h2 + b2"),
    _mazur("out_o1", "0.75136507", "o1", "sigmoid(net_o1)"),
    _mazur("out_o2", "0.772928465", "o2", "sigmoid(w7*out_h1 + w8*out_h2 + b2)"),
    _mazur("E_o1", "0.274811083", "E_o1", "1/2*(t1 - out_o1)**2"),
    _mazur("E_o2", "0.023560026", "E_o2", "1/2*(t2 - out_o2)**2"),
    _mazur("E_total", "0.298371109", "E", "E_o1 + E_o2"),
    _mazur("dE_dout_o1", "0.74136507", "o1 - t1", "out_o1 - t1", label="dE/dout_o1"),
    _mazur("dout_o1", "0.186815602", "o1*(1 - o1)", "out_o1*(1 - out_o1)", label="dout_o1/dnet_o1"),
    _mazur("dE_dw5", "0.082167041", "g_w5", "dE_dout_o1*dout_o1*out_h1", label="dE/dw5"),
    _mazur("delta_o1", "0.138498562", "delta_o1", "dE_dout_o1*dout_o1", label="δ_o1"),
    _mazur("w5_new", "0.35891648", "w5_new", "w5 - eta*dE_dw5", label="w5+"),
    _mazur("w6_new", "0.408666186", "w6_new", "w6 - eta*delta_o1*out_h2", label="w6+"),
    _mazur("w7_new", "0.511301270", "w7_new", f"w7 - eta*{DELTA_O2}*out_h1", label="w7+"),
    _mazur("w8_new", "0.561370121", "w8_new", f"w8 - eta*{DELTA_O2}*out_h2", label="w8+"),
    _mazur("dEo1_douth1", "0.055399425", "delta_o1*w5", "delta_o1*w5", label="dE_o1/dout_h1"),
    _mazur("dEo2_douth1", "-0.019049119", "delta_o2*w7", f"{DELTA_O2}*w7", label="dE_o2/dout_h1"),
    _mazur(
        "dE_douth1",
        "0.036350306",
        "delta_o1*w5 + delta_o2*w7",
        "dEo1_douth1 + dEo2_douth1",
        label="dE/dout_h1",
    ),
    _mazur("dout_h1", "0.241300709", "h1*(1 - h1)", "out_h1*(1 - out_h1)", label="dout_h1/dnet_h1"),
    _mazur("dE_dw1", "0.000438568", "g_w1", f"{HIDDEN_1}*i1", label="dE/dw1"),
    _mazur("w1_new", "0.149780716", "w1_new", "w1 - eta*dE_dw1", label="w1+"),
    _mazur("w2_new", "0.19956143", "w2_new", f"w2 - eta*{HIDDEN_1}*i2", label="w2+"),
    _mazur("w3_new", "0.24975114", "w3_new", f"w3 - eta*{HIDDEN_2}*i1", label="w3+"),
    _mazur("w4_new", "0.29950229", "w4_new", f"w4 - eta*{HIDDEN_2}*i2", label="w4+"),
    _mazur("E_after_1", "0.291027924", "E", steps=1, label="E_total after 1 step"),
    _mazur("E_after_10000", "0.0000351085", "E", steps=10_000, label="E_total after 10,000 steps"),
    _mazur("out_o1_after_10000", "0.015912196", "o1", steps=10_000, label="out_o1 after 10,000 steps"),
    _mazur("out_o2_after_10000", "0.984065734", "o2", steps=10_000, label="out_o2 after 10,000 steps"),
)

two_two_two = Example(
    name="two_two_two",
    title="The 2-2-2 network",
    document="deb2017",
    network=Network(
        [2, 2, 2], names=["w1", "w2", "w3", "w4", "b1", "b1", "w5", "w6", "w7", "w8", "b2", "b2"]
    ),
    theta=[0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60],
    x=[[0.05, 0.10]],
    t=[[0.01, 0.99]],
    learning_rate=0.5,
    frozen=("b1", "b2"),
    printed=PRINTED,
    axes=("w5", "w7"),
    bounds=(-16, 4, -4, 16),
)
