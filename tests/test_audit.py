"""The audit: verdicts and causes, each tried against numbers worked out by hand."""

import pytest

import backprop as bp
from backprop.audit import to_markdown
from backprop.examples import ALL, FOUND_IN_THE_WILD
from backprop.quantities import read_expression

EVERY = (*ALL, *FOUND_IN_THE_WILD)

# Every number whose verdict is not "agrees".
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
    "geeksforgeeks": dict(
        y3="slip",
        a3="slip",
        d5="rounding",
        d4="slip",
        dw23="slip",
        w23_new="inherited",
        dw11="slip",
        w11_new="inherited",
        w12_new="slip",
        w13_new="slip",
        w21_new="slip",
        w22_new="slip",
        y3_after="slip",
        y4_after="inherited",
        y5_after="slip",
        error_after="inherited",
    ),
    "robert_gordon": dict(
        in_final="rounding",
        delta="rounding",
        w1_new="rounding",
        w2_new="rounding",
        delta1="slip",
        delta2="slip",
        w3_new="inherited",
        w4_new="inherited",
        w5_new="inherited",
        w6_new="inherited",
    ),
    "han_kamber": dict(d6="rounding"),
}

# The value by the right rule from the numbers before it, and from the start, worked out apart from the library.
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
        delta1=(0.0067748, 0.0154082),
        w1_new=(0.4949, 0.4953775),
        b1_new=(0.1983, 0.1984592),
    ),
    "three_input_regression": dict(
        z1=(0.9, 0.9),
        z2=(1.1, 1.1),
        y=(0.49, 0.37),
        E=(4.805, 6.58845),
        g_w7=(-4.03, -3.267),
        g_b2=(-3.1, -3.63),
        g_w1=(-0.93, -1.089),
        g_w2=(-1.86, -2.178),
        g_b1=(-0.93, -1.089),
        w1_new=(0.587, 0.6089),
        w2_new=(0.275, 0.3178),
        b1_new=(0.287, 0.3089),
        w7_new=(0.587, 0.6267),
        b2_new=(0.35, 0.463),
    ),
}

# Words of the first cause, where one is found.
CAUSES = {
    "spam_classifier": dict(a2="The sign of `z_o1` was lost.", b1_new="`delta_h1` had its right value here"),
    "two_two_two": dict(
        E_after_1="updated parameters were read in place of the old ones",
        E_after_10000="one update early",
        out_o1_after_10000="The layer above was updated first",
        out_o2_after_10000="The layer above was updated first",
    ),
    "three_input_regression": dict(
        z1="The bias `b1` was multiplied by `i3`.",
        z2="The result of the line above, `z_h1`, was repeated.",
        w7_new="in place of",
    ),
    "geeksforgeeks": dict(
        d4="The decimal point moved one place to the right.",
        dw23="The number follows its line as printed, and the line is wrong.",
        dw11="The sign of the result was lost.",
    ),
    "robert_gordon": dict(
        delta1="The updated `w1_new` was read in place of the old `w1`.",
        delta2="The updated `w2_new` was read in place of the old `w2`.",
    ),
}


@pytest.fixture(scope="module")
def audits():
    return {each.name: {row.name: row for row in bp.audit(each)} for each in EVERY}


def rows_of(example, printed, lines=None):
    return {row.name: row for row in bp.audit(example, printed=printed, lines=lines)}


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts(audits, name):
    rows = audits[name].values()
    assert len(rows) == len(getattr(bp.examples, name).printed)
    assert {row.label: row.verdict for row in rows if row.verdict != "agrees"} == {
        printed.label or printed.name: VERDICTS[name][printed.name]
        for printed in getattr(bp.examples, name).printed
        if printed.name in VERDICTS[name]
    }


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


@pytest.mark.parametrize("name", CAUSES)
def test_first_causes(audits, name):
    for number, words in CAUSES[name].items():
        assert words in audits[name][number].causes[0].why, number


@pytest.mark.parametrize("name", ["single_neuron", "one_weight", "general_rule", "han_kamber"])
def test_clean_documents_have_no_causes(audits, name):
    assert not any(row.causes or row.is_wrong for row in audits[name].values())


def test_no_cause_is_an_answer(audits):
    row = audits["three_input_regression"]["E"]
    assert row.verdict == "slip" and row.causes == [] and "no cause found" in row.cause


def test_inherited_numbers_say_what_they_carry_on(audits):
    assert audits["spam_classifier"]["w2_new"].carries == ["δ2 = -0.065"]
    assert "carries on δ2 = -0.065" in audits["spam_classifier"]["w2_new"].cause
    assert audits["geeksforgeeks"]["y4_after"].carries == ["w12_new = 0.273225", "w22_new = 0.18534"]


def test_documents_are_cited(audits):
    assert {row.document for row in audits["two_two_two"].values()} == {"mazur2015"}
    assert {row.document for row in audits["one_weight"].values()} == {"deb2017"}


SPAM = bp.examples.spam_classifier
TWO = bp.examples.two_two_two


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ({"h1": "0.846"}, "agrees"),
        ({"h1": "0.845"}, "rounding"),  # cut off
        ({"h1": "0.8"}, "agrees"),
        ({"h1": "0.87"}, "slip"),
        ({"h1": "0.848"}, "slip"),
        ({"h1": "84.6%"}, "agrees"),
        ({"h1": "8.46 × 10^-1"}, "agrees"),
        ({"-h1": "−0.846"}, "agrees"),
        ({"-h1": "0.846"}, "slip"),
        ({"h1": 0.846}, "agrees"),
        ({"10*h1": "8.455"}, "agrees"),
        ({"h1": "0.846", "10*h1": "8.455"}, "agrees"),  # 8.46 too rounds to it, from a number that rounds to 0.846
        ({"z_h1": "1.7", "h1": "0.154"}, "slip"),
        ({"z_h1": "2.7", "h1": "0.937"}, "inherited"),
        ({"z_h1": "2.7", "h1": "0.846"}, "agrees"),  # the right number, whatever was printed before
        # Six roundings add up to three units.
        ({"h1": "0.85", "z_o1": "-0.58", "o1": "0.36", "delta_o1": "-0.147"}, "agrees"),
        ({"h1": "0.9", "z_o1": "-0.62", "o1": "0.35", "delta_o1": "-0.148"}, "rounding"),
        ({"delta_h1": "0.0154", "b1_new": "0.199"}, "slip"),  # of the change, this is half
        ({"E": "0"}, "agrees"),
        ({"h1": "0.846", "E": "0"}, "slip"),  # three decimals are printed elsewhere
    ],
)
def test_thresholds(printed, expected):
    assert bp.audit(SPAM, printed=printed)[-1].verdict == expected


def test_an_exact_zero_has_digits():
    dead = bp.Example(network=bp.Network([2, 1], bias=False), theta=[0.5, 0.5], x=[0, 1], t=[1])
    rows = rows_of(dead, {"g_w1": "0.000", "w1_new": "0.5"})
    assert [row.verdict for row in rows.values()] == ["agrees", "agrees"]
    wrong = rows_of(dead, {"g_w1": "-0.089"})["g_w1"]
    assert wrong.verdict == "slip" and any("`i1` was left out" in cause.why for cause in wrong.causes)


def test_numbers_may_be_printed_in_any_order_and_with_gaps():
    rows = rows_of(TWO, {"w5_new": "0.35891648", "E": "0.298371109", "h1": "0.593269992", "w1_new": "0.149780716"})
    assert {row.verdict for row in rows.values()} == {"agrees"}


def test_a_number_printed_after_the_update():
    rows = rows_of(TWO, {"w5_new": "0.35891648", "after_o1": "0.742088111", "after_E": "0.291027774"})
    assert {row.verdict for row in rows.values()} == {"agrees"}
    old = rows_of(TWO, {"o1": "0.75136507", "after_o1": "0.75136507"})["after_o1"]
    assert old.verdict == "slip"


def test_a_slip_behind_what_is_printed_explains_several_numbers():
    """Each hidden delta without its slope: only the new weights are printed."""
    _, values = bp.slips, bp.trace(TWO.network).run(bp.trace(TWO.network).values(TWO.theta, TWO.x, TWO.t))
    part = values["delta_o1"] * 0.4 + values["delta_o2"] * 0.5
    printed = {"w1_new": f"{0.15 - 0.5 * part * 0.05:.9f}", "w2_new": f"{0.20 - 0.5 * part * 0.1:.9f}"}
    rows = rows_of(TWO, printed)
    for row in rows.values():
        assert row.verdict == "slip"
        assert row.causes[0].kind == "slope dropped" and row.causes[0].step == "delta_h1"


def test_a_misprint_is_told_by_the_numbers_after_it():
    rows = rows_of(TWO, {"h1": "0.593269992", "z_o1": "1.109505967", "o1": "0.75136507"})
    assert rows["o1"].verdict == "agrees"
    assert rows["z_o1"].verdict == "slip" and rows["z_o1"].causes[0].kind == "digits swapped"
    decimal = rows_of(TWO, {"delta_o1": "0.01385", "g_w5": "0.08217"})
    assert decimal["delta_o1"].causes[0].kind == "decimal point moved"


def test_single_precision_is_no_slip():
    rows = rows_of(TWO, {"E": "0.2983711063861847", "after_E": "0.29102779"})
    assert [row.verdict for row in rows.values()] == ["rounding", "slip"]


def test_given_numbers_that_contradict_the_example_or_each_other():
    rows = rows_of(SPAM, {"w2": "-0.7", "z_o1": "-0.492"})
    assert rows["w2"].verdict == "slip" and "is -0.8 in the example" in rows["w2"].cause
    assert rows["z_o1"].verdict == "inherited" and rows["z_o1"].carries == ["w2 = -0.7"]
    first, second = bp.audit(SPAM, printed=[("w2", "-0.8"), ("w2", "-0.9")])
    assert first.verdict == "agrees" and second.verdict == "slip"


def test_a_number_printed_twice():
    rows = bp.audit(SPAM, printed=[("z_h1", "1.9"), ("h1", "0.87"), ("z_h1", "1.9"), ("z_h1", "1.7")])
    assert [row.verdict for row in rows] == ["slip", "inherited", "inherited", "agrees"]


def test_printed_lines():
    printed = {"z_h1": "1.7", "h1": "0.846", "z_o1": "-0.876", "o1": "0.294", "E": "0.35", "delta_o1": "-0.4"}
    lines = {
        "h1": "1/(1 + exp(1.7))",  # the wrong line, but the right number
        "z_o1": "0.846·(−0.8) − 0.2",  # a wrong line and the number that it gives
        "o1": "1/(1 + e^(0.876))",
        "E": "½(t1 − o1)²",
        "delta_o1": "o1 − t1",
    }
    rows = rows_of(SPAM, printed, lines)
    assert rows["h1"].verdict == "agrees" and rows["h1"].line.verdict == "right number, wrong line"
    assert rows["z_o1"].verdict == "slip" and rows["z_o1"].line.verdict == "number follows the wrong line"
    assert rows["o1"].verdict == "inherited" and rows["o1"].line.verdict == "agrees"
    assert rows["E"].verdict == "slip" and rows["E"].line.verdict == "agrees"
    assert rows["delta_o1"].line.verdict == "wrong line, and number does not follow it"


def test_a_cause_that_is_the_printed_line_comes_first():
    lines = {"z_o1": "0.8*h1 + b2"}
    row = rows_of(SPAM, {"h1": "0.846", "z_o1": "0.777"}, lines)["z_o1"]
    assert row.causes[0].why == "The sign of `w2*h1` was lost."
    assert row.line.verdict == "number follows the wrong line"


def test_a_printed_part_of_a_step_is_read_by_later_ones():
    printed = {"o1": "0.36", "t1 - o1": "0.46", "delta_o1": "-0.106"}
    rows = rows_of(SPAM, printed)
    assert rows["t1 - o1"].verdict == "slip"
    assert rows["delta_o1"].verdict == "inherited" and rows["delta_o1"].carries == ["t1 - o1 = 0.46"]
    change = rows_of(SPAM, {"g_w2": "-0.125", "-rate*g_w2": "0.0125", "w2_new": "-0.7875"})
    assert {row.verdict for row in change.values()} == {"agrees"}


def test_the_mean_over_several_examples():
    one = bp.examples.one_weight
    rows = rows_of(one, {"mean_g_W": "3.33", "W_new": "2.667"})
    assert {row.verdict for row in rows.values()} == {"agrees"}
    total = rows_of(one, {"mean_g_W": "10.0", "W_new": "2.0"})
    assert total["mean_g_W"].causes[0].kind == "sum for the mean"
    assert total["W_new"].verdict == "inherited"


def test_the_trace_is_that_of_the_first_data_row_where_no_mean_is_printed():
    one = bp.examples.one_weight.replace(x=[[2], [0], [1]])
    assert rows_of(one, {"z_o1": "6"})["z_o1"].verdict == "agrees"


def test_the_loss_is_that_of_the_example():
    assert rows_of(bp.examples.single_neuron, {"E": "0.91302"})["E"].verdict == "agrees"  # log(1 + exp(0.4))


def test_a_cross_entropy_is_read_from_the_printed_output():
    """As people compute it: from 0.36, which is rounded, and not from the weighted sum."""
    neuron = bp.examples.single_neuron
    rounded = rows_of(neuron, {"z_o1": "-0.4000", "o1": "0.40", "E": "0.9163"})
    assert rounded["E"].verdict == "rounding"
    wrong = rows_of(neuron, {"z_o1": "-0.4000", "o1": "0.60", "E": "0.5108"})
    assert wrong["o1"].verdict == "slip" and wrong["E"].verdict == "inherited"
    base = rows_of(neuron, {"o1": "0.4013", "E": "0.3965"})["E"]
    assert base.causes[0].kind == "logarithm to base 10"


def test_the_shares_of_softmax_are_read_by_what_comes_after_them():
    three = bp.examples.three_classes
    three = three.replace(x=three.x[:1], t=three.t[:1])
    share = "exp(z_o1)/(exp(z_o1) + exp(z_o2) + exp(z_o3))"
    rows = rows_of(three, {share: "0.137", "delta_o1": "-0.863", "E": "1.988"})
    assert {row.verdict for row in rows.values()} <= {"agrees", "rounding"}
    wrong = rows_of(three, {"softmax(z_o1, z_o2, z_o3)": "0.173", "delta_o1": "-0.827", "E": "1.754"})
    assert [row.verdict for row in wrong.values()] == ["slip", "inherited", "inherited"]


@pytest.mark.parametrize(
    ("printed", "lines", "message"),
    [
        ({"h9": "1"}, None, "unknown name 'h9'; expected names of the trace: w1, b1, w2"),
        ({"h1": "one"}, None, "'one' is no number"),
        ({"h1": None}, None, "the number printed for h1 must be a text"),
        ({"open('x')": "1"}, None, "a printed name may hold names, numbers"),
        ({"h1.real": "1"}, None, "a printed name may hold names"),
        ({"3": "3"}, None, "must name a number of the trace"),
        ({"h1": "0.8"}, {"h2": "1"}, "no number is printed for 'h2'; expected one of h1"),
        ({"h1": "0.8"}, {"h1": "__import__('os')"}, "the line of h1 may hold names"),
        ({"h1": "0.8"}, {"h1": "sigmoid(z_h9)"}, "unknown name 'z_h9'"),
        (["h1"], None, "printed must hold names and texts"),
        (3, None, "printed must be"),
        ({"h1": "0.8"}, 3, "lines must be"),
    ],
)
def test_what_cannot_be_audited(printed, lines, message):
    with pytest.raises(ValueError, match=message):
        bp.audit(SPAM, printed=printed, lines=lines)


@pytest.mark.parametrize("text", ["2**(3**9)", "w" * 500, "lambda: 1", "a[1:2]", "1 if 1 else 2", "h1 +", "max(1)"])
def test_what_is_no_expression(text):
    with pytest.raises(ValueError, match="may hold|must be a text"):
        read_expression(text)


@pytest.mark.parametrize("kind", sorted(bp.slips.__globals__["KINDS"]))
def test_the_audit_notices_every_kind_of_slip(kind):
    """In some step of some example, printed with nine digits."""
    noticed = 0
    for example in (TWO, bp.examples.single_neuron, bp.examples.one_weight):
        steps, values = bp.slips.__globals__["worked"](example)
        for step in steps:
            if isinstance(values[step.name], list) or noticed > 2:
                continue
            for slip in bp.slips(example, step.name):
                if slip.kind == kind and abs(slip.value - values[step.name]) > 1e-7:
                    name = {"mean_g_W": {"mean_g_W": f"{slip.value:.9f}"}}
                    printed = name.get(step.name, {step.name: f"{slip.value:.9f}"})
                    if example is bp.examples.one_weight and not step.name.startswith("mean_"):
                        break
                    (row,) = bp.audit(example, printed=printed)
                    assert row.verdict == "slip", slip
                    noticed += 1
                    break
    assert noticed


def test_markdown_table_and_causes(audits):
    rows = list(audits["two_two_two"].values())
    table, causes = (text.splitlines() for text in to_markdown(rows).split("\n\n"))
    assert len(table) == len(rows) + 2
    assert table[0] == "| Number | Printed | Verdict | From the numbers before it | From the start |"
    assert len({line.count("|") for line in table}) == 1
    assert "| w5+ | 0.35891648 | agrees | 0.3589164795 | 0.3589164797 |" in table
    assert "| E_total after 10,000 steps | 0.0000351085 | slip |  | 0.000035101878 |" in table
    assert len(causes) == sum(row.verdict == "slip" for row in rows)
    assert causes[1].startswith("- E_total after 10,000 steps = 0.0000351085: The number was read one update early.")


def test_a_printed_line_keeps_its_asterisks_in_markdown(audits):
    """As code, for two of them would set what stands between them in italics."""
    text = to_markdown([audits["three_input_regression"]["g_w1"]])
    assert "(`(1/2*(t - y)**2)*(-1)*w7*x1` = -1.4415)" in text


@pytest.mark.parametrize("rows", [None, "rows", [1], 3])
def test_what_is_no_row_is_refused(rows):
    with pytest.raises(ValueError, match="rows must be a list of rows|a row must be a row of audit"):
        to_markdown(rows)


def small_example(**changed):
    """Two hidden neurons and one output, with numbers such as people choose."""
    choices = dict(
        network=bp.Network([2, 2, 1]), theta=[0.1, 0.3, 0.2, 0.4, 0.2, 0.1, 0.5, 0.6, 0.15], x=[[1, 0.5]], t=[[1]],
        learning_rate=0.5,
    )  # fmt: skip
    return bp.Example(**(choices | changed))


def test_a_last_digit_one_off_from_the_right_rounding_is_rounding():
    example = small_example()  # z_h1 is 0.45, and sigmoid(0.45) 0.61064
    one_off, two_off = (bp.audit(example, printed={"h1": text})[0] for text in ("0.6105", "0.6104"))
    assert (one_off.verdict, two_off.verdict) == ("rounding", "slip")


def test_a_number_that_goes_on_rightly_after_a_misprint_is_not_wrong():
    example = small_example()  # delta_o1 is -0.06429, and delta_h2 -0.009065
    printed = {"delta_o1": "-0.6429", "delta_h2": "-0.00907"}
    misprint, following = bp.audit(example, printed=printed)
    assert (misprint.verdict, following.verdict) == ("slip", "rounding")


@pytest.mark.parametrize(("text", "verdict"), [("1", "slip"), ("0.6", "agrees"), ("0.61", "slip")])
def test_a_bare_digit_among_decimals_has_decimals_too(text, verdict):
    example = small_example(theta=[0.1, 0.3, 0.2, 0.4, 0.31, 0.1, 0.5, 0.6, 0.15])  # z_h1 is 0.56
    row, _ = bp.audit(example, printed={"z_h1": text, "h2": "0.6225"})
    assert row.verdict == verdict


def test_a_neighbor_that_happens_to_be_near_does_not_hide_the_slip():
    example = small_example(
        theta=[0.15, 0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.45, 0.6], x=[[0.05, 0.1]], t=[[0.01]]
    )  # fmt: skip
    printed = {"h1": "0.5933", "h2": "0.5969", "w5_new": "0.3589", "w6_new": "0.4087", "b3_new": "0.5307"}
    printed |= {"after_h1": "0.5916", "after_h2": "0.5951", "after_z_o1": "0.9876"}  # with after_h2 twice: 0.98750
    row = bp.audit(example, printed=printed)[-1]
    assert row.causes[0].why == "The values from before the update were read."


def test_the_slope_as_a_number_of_its_own_has_causes():
    row = bp.audit(small_example(), printed={"o1": "0.6962", "o1*(1 - o1)": "-0.3961"})[1]  # (o1 - t1)*(1 - (o1 - t1))
    assert "computed from `o1 - t1`" in row.causes[0].why


def test_each_row_names_the_document_that_prints_its_number():
    documents = {row.document for row in bp.audit(bp.examples.two_two_two)}
    assert documents == {"mazur2015"}
