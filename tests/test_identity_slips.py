"""The page finds the same slips as Python and audits alike, on random examples; and it reads the same numbers."""

import json
import subprocess

import numpy as np
import pytest
from test_identity import DENO, OWN_LOSS, SCRIPT, random_case

import backprop as bp
from backprop.expression import evaluate
from backprop.formulas import table
from backprop.printed import read_number, uses_decimal_comma
from backprop.roles import roles_of
from backprop.slips import Slip, slips_behind, slips_of, worked
from backprop.widgets import bundle
from backprop.widgets.specs import network_spec

pytestmark = [pytest.mark.xdist_group("slips"), pytest.mark.usefixtures("unmeasured")]

EXAMPLES = 1000
STEPS_OF_EACH = 3
AUDITS = 1000
#: Of the networks whose numbers are audited: a larger one takes longer and has no other rules.
MOST_PARAMETERS = 16
MODULES = (
    "expression evaluate writer printed roles edits readings mistakes digits slips estimates causes quantities audit"
).split()
TEXTS = """
    0.755|.5|3|3.|-0.20|−0.0406|– 0.5|+1.5|≈ 0.67|1.2 × 10^-3|-7.916 * 10^-3|1.20·10⁻³|2.5x10^{-2}|2.5*10**(-2)|10^-4
    1.2e-3|1.2E+02|12.5%|0,25|-1,5|0,234|1,234|12,345,678|1,234.5|1.234,5|1.234.567|12 345.6|12'345.6|1e999|1e9999
    abc||.|-|--1|1,2,3|1.2.3|0x10|NaN|1e|%|5 %|1_000|1 234,5|007|1e-400|−|^2|10^|3^2|1.2×10|12,34.5|0.1.|,5|5,|1,,2
""".replace("\n", "|").split("|")


def random_example(rng):
    """A random network with its data; of one data row in three cases out of four."""
    case = random_case(rng)
    rows = slice(None) if rng.random() < 0.25 else slice(1)
    return bp.Example(
        network=case.network, theta=case.theta, x=case.x[rows], t=case.t[rows], loss=case.loss,
        learning_rate=float(rng.choice([0.1, 0.5, 1.0])), frozen=case.frozen,
    )  # fmt: skip


def as_json(example, steps, values, names):
    """What the page is given of an example."""
    assigned = {step.name for step in steps}
    return {
        "example": network_spec(example) | {"optimizers": {"sgd": {"rate": example.learning_rate}}},
        "examples": len(example.x),
        "given": {name: value for name, value in values.items() if name not in assigned},
        "names": names,
    }


@pytest.fixture(scope="module")
def asked():
    """Examples with some of their steps, as ``(steps, values, names)``, and what the page is asked of them."""
    rng = np.random.default_rng(13)
    cases = []
    for _ in range(EXAMPLES):
        example = random_example(rng)
        steps, values = worked(example)
        names = [step.name for step in steps if not isinstance(values[step.name], list)]
        chosen = rng.choice(names, size=min(STEPS_OF_EACH, len(names)), replace=False).tolist()
        cases.append(((steps, values, chosen), as_json(example, steps, values, chosen)))
    return cases


def printed_numbers(rng, steps, values):
    """The numbers of a worked example as somebody prints them, most with one slip somewhere that others inherit."""
    shown = [step.name for step in steps if rng.random() < 0.8 or step.name.startswith("mean_")]
    slipped = str(rng.choice(shown)) if shown and rng.random() < 0.8 else None
    digits, fixed, minus = int(rng.choice([2, 3, 4, 5, 9])), rng.random() < 0.5, rng.random() < 0.3
    values, printed = dict(values), {}
    targets = roles_of(steps).targets
    for step in steps:
        if step.name in shown and not isinstance(values[step.name], list):
            value = evaluate(step.tree, values)
            if step.name == slipped:
                found = slips_of(steps, values, step.name)
                value = found[rng.integers(len(found))].value if found else value
            text = f"{value:.{digits}f}" if fixed else f"{value:.{digits - 1}e}"
            values[step.name] = float(text)
            is_minus = minus and step.name.startswith("delta_")
            printed[f"-{step.name}" if is_minus else step.name] = f"{-float(text)!r}" if is_minus else text
            if step.name in targets and rng.random() < 0.5:
                pair = (targets[step.name], step.name) if minus else (step.name, targets[step.name])
                wrong = 2.0 if rng.random() < 0.2 else 1.0
                printed[" - ".join(pair)] = f"{wrong * (values[pair[0]] - values[pair[1]]):.{digits}f}"
    return printed


@pytest.fixture(scope="module")
def audited():
    """Examples with printed numbers, as ``(example, printed)``, and what the page is asked of them."""
    rng = np.random.default_rng(14)
    cases = []
    while len(cases) < AUDITS:
        example = random_example(rng)
        if example.network.size > MOST_PARAMETERS:
            continue
        steps, values = worked(example)
        printed = printed_numbers(rng, steps, values)
        if any(name.startswith("mean_") for name in printed) or len(example.x) == 1:
            asked = as_json(example, steps, values, []) | {"printed": list(printed.items())}
            cases.append(((example, printed), asked))
    return cases


@pytest.fixture(scope="module")
def answers(asked, audited):
    if DENO is None:
        pytest.skip("no deno found: the page's JavaScript is not compared with Python")
    addresses = [(bundle.HERE / f"js/model/{module}.js").as_uri() for module in MODULES]
    told = {"formulas": table(OWN_LOSS), "cases": [case for _, case in asked], "texts": TEXTS}
    told["audits"] = [case for _, case in audited]
    command = [DENO, "run", "--quiet", "--no-config", "--allow-read", SCRIPT.with_name("run_slips.js"), *addresses]
    done = subprocess.run(command, input=json.dumps(told), capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def in_words(slip):
    """What is the same letter for letter; of a number that was copied wrong, the last bits may differ."""
    return slip.kind, slip.why, "" if isinstance(slip.tree, int | float) else slip.expression


def test_every_step_has_the_same_slips_in_the_same_order(asked, answers):
    compared = 0
    for ((steps, values, names), _), answer in zip(asked, answers["cases"], strict=True):
        for name, found in zip(names, answer, strict=True):
            ours = [*slips_of(steps, values, name), *slips_behind(steps, values, name)]
            theirs = [Slip(**slip) for slip in found["slips"]]
            assert [in_words(slip) for slip in theirs] == [in_words(slip) for slip in ours], name
            np.testing.assert_allclose(
                [slip.value for slip in theirs], [slip.value for slip in ours], rtol=1e-12, atol=1e-12
            )
            compared += len(ours)
    assert compared > 20 * EXAMPLES


def test_every_text_is_read_as_the_same_number(answers):
    for text, answer in zip(TEXTS, answers["texts"], strict=True):
        assert answer["comma"] == uses_decimal_comma([text]), text
        try:
            ours = [read_number(text, comma) for comma in (False, True)]
        except ValueError:
            assert "refused" in answer, text
        else:
            assert [(each["value"], each["unit"]) for each in answer["read"]] == ours, text


def test_every_audit_has_the_same_verdicts_and_causes(audited, answers):
    for ((example, printed), _), theirs in zip(audited, answers["audits"], strict=True):
        ours = bp.audit(example, printed=printed)
        assert [(row["name"], row["verdict"], row["carries"]) for row in theirs] == [
            (row.name, row.verdict, row.carries) for row in ours
        ]
        for our, their in zip(ours, theirs, strict=True):
            causes = [(cause["kind"], cause["why"], cause["step"]) for cause in their["causes"]]
            assert causes == [(cause.kind, cause.why, cause.step) for cause in our.causes], our
            np.testing.assert_allclose(
                [their["own"], their["computed"], *(cause["value"] for cause in their["causes"])],
                [our.own, our.computed, *(cause.value for cause in our.causes)], rtol=1e-12, atol=1e-12,
            )  # fmt: skip
