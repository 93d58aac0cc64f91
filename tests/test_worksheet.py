"""Worksheets: what is given, what is left blank, and what the key says."""

from xml.etree import ElementTree

import numpy as np
import pytest

import backprop as bp
from backprop.examples import ALL, Example, one_weight, spam_classifier, two_two_two
from backprop.paper.mathml import number_text

PHASES = ("forward", "error", "backward", "update")


def sections(sheet):
    """The sheet and, where there is one, its key, as trees."""
    body = sheet.html.partition("<body>")[2].partition("</body>")[0]
    return list(ElementTree.fromstring(body))


def text_of(node):
    return "".join(node.itertext()).replace("\u200b", "")


def lines(section):
    """The steps of a sheet or a key, as texts, by their number."""
    return {int(item.get("value")): text_of(item) for item in section.iter("li")}


def headings(section):
    return [text_of(each) for each in section.iter("h2")]


def blanks_in(section):
    """How many places there are to fill in, name and date apart."""
    return sum("bp-sheet-put-in" in (each.get("class") or "") for each in section.iter("span"))


def results_of(example):
    """Each step of one update with its number to six digits, as a sheet writes it."""
    program = bp.trace(example.network, example.loss, bp.SGD(example.learning_rate), frozen=example.frozen)
    values = program.run(program.values(example.theta, example.x, example.t))
    return {step: number_text(values[step.name], 6).replace("-", "−") for step in program.steps}


@pytest.mark.parametrize("example", [two_two_two, spam_classifier], ids=lambda each: each.name)
def test_what_is_blank_stands_in_the_key_alone(example):
    sheet, key = map(lines, sections(bp.worksheet(example)))
    for k, (step, result) in enumerate(results_of(example).items(), 1):
        assert sheet[k].rstrip().endswith("="), step
        assert key[k].endswith(f"= {result}"), step


def test_the_key_puts_the_numbers_in():
    _, key = sections(bp.worksheet(two_two_two))
    assert lines(key)[1] == "zh1=w1·i1+w2·i2+b1= 0.15·0.05+0.2·0.1+0.35= 0.3775"
    assert lines(key)[9] == "Eo1=12·(t1−o1)2= 12·(0.01−0.751365)2= 0.274811"
    assert "(−0.0380982)·0.59327" in lines(key)[16]


def test_steps_before_a_blank_have_their_results_and_those_behind_the_last_are_left_out():
    sheet, key = sections(bp.worksheet(two_two_two, blanks=["backward"]))
    assert headings(sheet) == ["Given", "Forward pass", "Error", "Backward pass"]
    assert headings(key) == ["Backward pass"]
    assert lines(sheet)[1] == "zh1=w1·i1+w2·i2+b1= 0.3775"
    assert lines(sheet)[12].rstrip().endswith("=") and 12 in lines(key) and 1 not in lines(key)
    assert max(lines(sheet)) == 25


@pytest.mark.parametrize("blanks", ["delta_h1", ["delta_h1"], ("delta_h1",), iter(["delta_h1"])])
def test_a_single_step_can_be_left_blank(blanks):
    sheet, key = sections(bp.worksheet(two_two_two, blanks=blanks))
    assert list(lines(sheet)) == list(range(1, 20)) and list(lines(key)) == [19]
    assert blanks_in(sheet) == 2  # Numbers put in, and the result.
    assert lines(key)[19].endswith("= 0.00877135")


def test_what_is_given_is_there_with_all_its_digits():
    theta = two_two_two.theta.copy()
    theta[0] = -0.123456789
    example = Example("mine", "Mine", two_two_two.network, theta, two_two_two.x, two_two_two.t, learning_rate=1e-7)
    text = text_of(sections(bp.worksheet(example))[0])
    for given in ("w1=−0.123456789", "i1=0.05", "t2=0.99", "b2=0.6", "η=1·10−7", "w5 = 0.4", "t1 = 0.01"):
        assert given in text
    assert "σ(z) = 1 / (1 + exp(−z))" in text and "Error: half squared error" in text


def test_each_row_has_its_results_and_the_update_takes_the_mean():
    sheet, key = sections(bp.worksheet(one_weight))
    assert "Example 3" in text_of(sheet) and "mean gradient of the 3 examples" in text_of(sheet)
    assert lines(sheet)[1] == "zo1=W·i1" + "".join(f"example {k}: " for k in (1, 2, 3))
    assert lines(key)[1] == "zo1=W·i1example 1: 0example 2: 3example 3: 6"
    assert lines(key)[7].endswith("= 3.33333") and lines(key)[8].endswith("= 2.66667")


def test_the_optimizer_and_the_order_are_those_that_are_asked_for():
    sheet = text_of(sections(bp.worksheet(two_two_two, optimizer=bp.Momentum(0.25, 0.5), order="output_first"))[0])
    assert "η=0.25" in sheet and "β=0.5" in sheet and "What the optimizer keeps and is not listed is 0." in sheet
    assert "Each layer is updated before the layer below reads its weights." in sheet
    assert "Never updated: b1, b2." in sheet


def test_without_a_key_nothing_is_given_away():
    (sheet,) = sections(bp.worksheet(two_two_two, key=False, digits=3))
    assert "3 significant digits" in text_of(sheet)
    assert "0.593" not in text_of(sheet)


def test_digits_are_those_that_are_asked_for():
    _, key = sections(bp.worksheet(two_two_two, digits=3))
    assert lines(key)[3].endswith("= 0.593")


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_a_sheet_is_a_file_that_needs_no_other(example, tmp_path):
    sheet = bp.worksheet(example)
    path = sheet.save(tmp_path / "sheet.html")
    assert path.read_text(encoding="utf-8") == sheet.html
    assert "src=" not in sheet.html and "href=" not in sheet.html and "<script" not in sheet.html
    assert sheet.html.count("http") == sheet.html.count('xmlns="http://www.w3.org/2000/svg"')
    assert all(part in sheet.html for part in sheet._repr_html_().partition("</style>"))
    assert repr(sheet) == f"<Worksheet: {example.title}>"


def test_a_title_is_text():
    example = Example("mine", "<b>5 & 6</b>", two_two_two.network, two_two_two.theta, two_two_two.x, two_two_two.t)
    assert "<b>5" not in bp.worksheet(example).html
    assert text_of(sections(bp.worksheet(example))[0].find("h1")) == "<b>5 & 6</b>"


def test_a_large_network_is_drawn_with_all_its_neurons():
    network = bp.Network([8, 7])
    example = Example("mine", "Mine", network, network.initial(np.random.default_rng(0)), [0.5] * 8, [0.5] * 7)
    sheet = bp.worksheet(example, blanks="error").html
    assert sheet.count("<circle") == 15 and sheet.count("<line") == 56


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (0.0, 6, "0"), (-0.0, 6, "0"), (100.0, 6, "100"), (1234567.0, 6, "1.23457e6"), (123456.0, 6, "123456"),
        (1e-6, 6, "0.000001"), (1.5e-7, 6, "1.5e-7"), (-0.5, 6, "-0.5"), (2.0, 1, "2"), (9.9999999, 3, "10"),
        (0.001953125, 6, "0.00195313"), (1 / 3, 9, "0.333333333"),
        (79180.3, 4, "79180"), (999999.9, 4, "1000000"), (-1e6, 4, "-1e6"),
        (1e300, 9, "1e300"), (np.inf, 6, "overflow"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_in_the_page(number, digits, text):
    assert number_text(number, digits) == text


def ten_weights():
    """An example with weights of both signs."""
    network = bp.Network([3, 2, 2])
    theta = [0.1 * (k + 1) * (-1) ** k for k in range(network.size)]
    return Example(
        name="ten_weights",
        title="Ten weights",
        document="",
        network=network,
        theta=theta,
        x=[[1, 2, 3]],
        t=[[0, 1]],
        learning_rate=0.1,
    )


def test_the_ninth_weight_has_its_index_below_as_the_first_has():
    indexed = {text_of(part) for section in sections(bp.worksheet(ten_weights())) for part in section.iter("msub")}
    assert {"w1", "w9"} <= indexed


def test_the_edges_of_negative_weights_are_dashed():
    """The class is drawn dashed by the style of the sheet; an edge stands for each weight, in their order."""
    example = ten_weights()
    weights = [value for name, value in zip(example.network.names, example.theta, strict=True) if name[0] == "w"]
    sheet = sections(bp.worksheet(example))[0]
    edges = [each.get("class", "").split() for each in sheet.iter("{http://www.w3.org/2000/svg}line")]
    edges = [kinds for kinds in edges if "bp-line" in kinds]
    assert ["bp-negative" in kinds for kinds in edges] == [value < 0 for value in weights]
