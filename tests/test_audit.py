"""The audit: verdicts and causes, each tried against numbers worked out by hand."""

from dataclasses import replace

import pytest

import backprop as bp
from backprop.audit import to_markdown
from backprop.examples import ALL, Cause, Printed

# Every computed number whose verdict is not "agrees".
VERDICTS = {
    "spam_classifier": dict(
        z2="slip",
        a2="slip",
        E="slip",
        delta2="slip",
        w2_new="inherited",
        b2_new="inherited",
        delta1="slip",
        b1_new="slip",
    ),
    "single_neuron": {},
    "one_weight": {},
    "two_two_two": dict(
        dEo2_douth1="rounding",
        E_after_1="slip",
        E_after_10000="slip",
        out_o1_after_10000="slip",
        out_o2_after_10000="slip",
    ),
    "general_rule": {},
    "three_input_regression": dict(
        z1="slip",
        z2="slip",
        y="slip",
        E="slip",
        g_w7="slip",
        g_b2="slip",
        g_w1="slip",
        g_w2="slip",
        g_b1="slip",
        w1_new="slip",
        w2_new="inherited",
        b1_new="slip",
        w7_new="slip",
        b2_new="inherited",
    ),
}

# The value from the document's own numbers, and from the start, worked out apart from the library.
VALUES = {
    "spam_classifier": dict(
        z1=(1.7, 1.7),
        a1=(0.8455347, 0.8455347),
        z2=(-0.5768, -0.5764278),
        a2=(0.3587025, 0.3597550),
        E=(0.0644405, 0.2049568),
        delta2=(-0.0826127, -0.1474685),
        w2_new=(-0.794501, -0.7875310),
        b2_new=(0.1065, 0.1147468),
        delta1=(0.0067324, 0.0154082),
        w1_new=(0.4949, 0.4953775),
        b1_new=(0.1983, 0.1984592),
    ),
    "three_input_regression": dict(
        z1=(0.9, 0.9),
        z2=(0.9, 1.1),
        y=(0.49, 0.37),
        E=(4.805, 6.58845),
        g_w7=(-6.2465, -3.267),
        g_b2=(-4.805, -3.63),
        g_w1=(-1.4415, -1.089),
        g_w2=(-2.883, -2.178),
        g_b1=(-1.4415, -1.089),
        w1_new=(0.587, 0.6089),
        w2_new=(0.275, 0.3178),
        b1_new=(0.287, 0.3089),
        w7_new=(0.587, 0.6267),
        b2_new=(0.35, 0.463),
    ),
}

# Words of the one cause that the digits allow.
CAUSES = {
    "spam_classifier": dict(
        a2="the sign of z2 was lost (0.64130)",
        delta1="misprint of 0.007",
        b1_new="0.007 here, not 0.017 (0.19930)",
    ),
    "two_two_two": dict(
        E_after_1="output layer was updated first",
        E_after_10000="a step early, after 9,999 (0.000035108548)",
        out_o1_after_10000="output layer was updated first",
        out_o2_after_10000="output layer was updated first",
    ),
    "three_input_regression": dict(
        z1="the bias was multiplied by the third input (1.300)",
        z2="the result of the line above was repeated (1.300)",
        y="(0.880); or the right hidden sum",
        g_w2="twice the figure of weight 1",
        g_b1="the figure of weight 1 was repeated",
        w1_new="the 8 of 0.587 was dropped (0.5700)",
        b1_new="the 8 of 0.287 was dropped (0.2700)",
        w7_new="the gradient of a hidden weight",
    ),
}


@pytest.fixture(scope="module")
def audits():
    return {each.name: {row.name: row for row in bp.audit(each)} for each in ALL}


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts(audits, name):
    rows = audits[name].values()
    assert len(rows) == len(getattr(bp.examples, name).printed)
    assert {row.name: row.verdict for row in rows if row.verdict != "agrees"} == VERDICTS[name]


@pytest.mark.parametrize("name", VALUES)
def test_values(audits, name):
    rows = audits[name]
    assert set(VALUES[name]) == {row.name for row in rows.values() if not row.given}
    for number, (own, computed) in VALUES[name].items():
        assert rows[number].own == pytest.approx(own, abs=6e-8), number
        assert rows[number].computed == pytest.approx(computed, abs=6e-8), number


def test_late_figures_of_two_two_two(audits):
    rows = audits["two_two_two"]
    assert rows["E_after_1"].own == pytest.approx(0.2910277737, abs=2e-10)
    assert rows["E_after_1"].computed == pytest.approx(0.29102777369, abs=1e-11)
    assert rows["E_after_10000"].own is None
    assert rows["E_after_10000"].computed == pytest.approx(3.5101878e-5, abs=1e-12)
    assert rows["out_o1_after_10000"].computed == pytest.approx(0.0159136204, abs=1e-10)
    assert rows["out_o2_after_10000"].computed == pytest.approx(0.9840642735, abs=1e-10)


@pytest.mark.parametrize("name", VERDICTS)
def test_causes(audits, name):
    slips = [row for row in audits[name].values() if row.verdict == "slip"]
    for row in slips:
        expected = CAUSES[name].get(row.name)
        assert row.cause.startswith("no cause found; tried: ") == (expected is None), row.name
        assert expected is None or expected in row.cause, row.name
    assert CAUSES.get(name, {}).keys() <= {row.name for row in slips}


def test_what_was_tried_is_shown_with_its_value(audits):
    cause = audits["three_input_regression"]["g_w7"].cause
    assert "the printed error 6.31 was used (-8.2030)" in cause
    assert "the difference was used, as it should be (-4.0300)" in cause


def test_inherited_numbers_say_what_they_carry_on(audits):
    assert audits["spam_classifier"]["w2_new"].cause == "carries on δ2 = -0.065"
    carried = audits["three_input_regression"]["b2_new"].cause
    assert carried == "carries on gradient, hidden to output, bias = -2.5"


def test_a_line_that_departs_from_the_rule_carries_nothing_on():
    row = verdict(A1, Printed("a", "0.844", start="h1", own="a1 - 0.002"))
    assert row.verdict == "inherited" and row.cause == ""


def test_an_inherited_number_is_carried_on_too():
    wrong = Printed("wrong", "0.8", start="0.9", own="0.7")
    half = Printed("half", "0.4", start="h1", own="wrong/2")
    quarter = Printed("quarter", "0.2", start="h1", own="half/2")
    row = verdict(wrong, half, quarter)
    assert row.verdict == "inherited" and row.cause == "carries on half = 0.4"


def test_only_wrong_numbers_have_a_cause(audits):
    for rows in audits.values():
        for row in rows.values():
            assert bool(row.cause) == (row.verdict in ("slip", "inherited")), row


def test_documents_are_cited(audits):
    assert {row.document for row in audits["two_two_two"].values()} == {"mazur2015"}
    assert {row.document for row in audits["one_weight"].values()} == {"deb2017"}


def verdict(*printed):
    """Verdict on the last of some numbers of the spam classifier: w1 = 0.5, h1 = 0.84553..."""
    return bp.audit(replace(bp.examples.spam_classifier, printed=printed))[-1]


A1 = Printed("a1", "0.846", start="h1")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ([A1], "agrees"),
        ([replace(A1, text="0.845")], "rounding"),  # cut off
        ([replace(A1, text="0.847")], "slip"),
        # Right from its own numbers, and one unit, then two, off from the start.
        ([A1, Printed("a", "0.845", start="h1", own="a1 - 0.001")], "rounding"),
        ([A1, Printed("a", "0.844", start="h1", own="a1 - 0.002")], "inherited"),
        ([A1, Printed("a", "0.844", start="h1", own="a1")], "slip"),
        # 10*0.846 is 8.460; the unrounded 0.84553 gives 8.455, which rounds to 0.846 too.
        ([A1, Printed("a", "8.455", start="10*h1", own="10*a1")], "agrees"),
        ([A1, Printed("a", "8.454", start="10*h1", own="10*a1")], "slip"),
        # A given number is exact, so nothing but 8.460 follows from it.
        ([replace(A1, given=True), Printed("a", "8.455", start="10*h1", own="10*a1")], "slip"),
        # A negative number is cut off towards zero.
        ([Printed("a", "-0.845", start="-h1", own="-0.84553")], "rounding"),
        ([Printed("a", "-0.847", start="-h1", own="-0.84553")], "slip"),
        ([A1, Printed("a", "-1.691", start="-2*h1", own="-2*a1")], "agrees"),
        # A tie may be rounded either way: 0.5/4 = 0.125.
        ([Printed("a", "0.13", start="w1/4")], "agrees"),
        ([Printed("a", "0.12", start="w1/4")], "agrees"),
    ],
)
def test_thresholds(printed, expected):
    assert verdict(*printed).verdict == expected


def test_a_cause_is_accepted_only_if_it_gives_the_digits():
    wrong = Printed("z", "0.154", start="h1", own="a1", causes=(Cause("one minus it", "1 - a1"),))
    assert verdict(A1, wrong).cause == "one minus it (0.15400)"
    missed = replace(wrong, text="0.155")
    assert verdict(A1, missed).cause == "no cause found; tried: one minus it (0.15400)"
    untried = replace(wrong, causes=())
    assert verdict(A1, untried).cause == "no cause found"


def test_a_cause_may_be_a_training_run():
    network = bp.examples.two_two_two
    later = Cause("a step late", "E", steps=1)
    wrong = Printed("E0", "0.291027774", start="E", causes=(later,))
    (row,) = bp.audit(replace(network, printed=(wrong,)))
    assert row.verdict == "slip" and row.cause == "a step late (0.29102777369)"


def test_expressions_reach_no_builtins():
    with pytest.raises(NameError):
        verdict(Printed("a", "1", start="open('x')"))


def test_markdown_table_and_causes(audits):
    rows = list(audits["two_two_two"].values())
    table, causes = (text.splitlines() for text in to_markdown(rows).split("\n\n"))
    assert len(table) == len(rows) + 2
    assert table[0] == "| Number | Printed | Verdict | From its own numbers | From the start |"
    assert len({line.count("|") for line in table}) == 1
    assert "| w5+ | 0.35891648 | agrees | 0.3589164795 | 0.3589164797 |" in table
    assert "| E_total after 10,000 steps | 0.0000351085 | slip |  | 0.000035101878 |" in table
    assert len(causes) == sum(row.verdict == "slip" for row in rows)
    assert causes[1].startswith("- E_total after 10,000 steps = 0.0000351085: the error was read a step early")


def test_the_loss_is_that_of_the_example():
    row = bp.audit(replace(bp.examples.single_neuron, printed=(Printed("E", "0.91302", start="E"),)))[0]
    assert row.verdict == "agrees"  # log(1 + exp(0.4))


def test_the_trace_is_that_of_the_first_data_row():
    row = bp.audit(replace(bp.examples.one_weight, x=[[2], [0], [1]], printed=(Printed("z", "6", start="z_o1"),)))[0]
    assert row.verdict == "agrees"


def test_a_cause_may_give_the_digits_cut_off():
    wrong = Printed("z", "0.120", start="h1", own="a1", causes=(Cause("a seventh of it", "a1/7"),))
    assert verdict(A1, wrong).cause == "a seventh of it (0.12086)"


def test_a_cause_may_read_the_trace_before_any_update():
    wrong = Printed("z", "0.205", start="h1", own="a1", causes=(Cause("the error was read", "E", steps=0),))
    assert verdict(A1, wrong).cause == "the error was read (0.20496)"


@pytest.mark.parametrize("rows", [None, "rows", [1], 3])
def test_what_is_no_row_is_refused(rows):
    with pytest.raises(ValueError, match="rows must be a list of rows|a row must be a row of audit"):
        to_markdown(rows)
