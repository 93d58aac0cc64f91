"""The audit: what somebody printed, typed beside the computed numbers."""

import io
from contextlib import redirect_stdout

import pytest
from accessibility import violations
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import one_weight, two_two_two

pytestmark = pytest.mark.browser

#: A worked 2-2-2 example in which the slope of h1 was left out, so that later numbers inherit the slip.
PRINTED = {
    "z h1": "0.3775", "h1": "0.593269992", "h2": "0.596884378", "o1": "0.75136507", "o2": "0.772928465",
    "delta o1": "0.138498562", "delta o2": "−0.0380982365", "delta h1": "0.036350306", "dE/dw1": "0.00181751",
    "new w1": "0.14909",
}  # fmt: skip
VERDICTS = ["✓ agrees"] * 7 + ["✗ slip"] + ["↳ inherited"] * 2


class Audit:
    """What somebody does with the audit of an explorer, and what they see of it."""

    def __init__(self, explorer):
        explorer.open("Audit")
        self.explorer = explorer
        self.root = explorer.panel("Audit")
        self.rows = self.root.get_by_role("row")
        self.summary = self.root.locator(".bp-audit-summary")
        self.minus = self.root.get_by_role("checkbox", name="it prints t − o and −δ")

    def box(self, name):
        return self.root.get_by_role("textbox", name=f"printed {name}", exact=True)

    def row(self, name):
        box = self.explorer.page.get_by_role("textbox", name=f"printed {name}", exact=True)
        return self.rows.filter(has=box)

    def type(self, **printed):
        for name, text in printed.items():
            self.box(name).fill(text)

    def verdict(self, name):
        return self.row(name).locator(".bp-verdict")

    def cause(self, name):
        return self.row(name).locator(".bp-cause")


@pytest.fixture
def audit(explorer):
    return Audit(explorer)


def test_each_number_gets_its_verdict_and_a_slip_its_cause_as_one_types(audit):
    expect(audit.summary).to_have_text("Nothing is typed yet.")
    audit.type(**PRINTED)
    for name, verdict in zip(PRINTED, VERDICTS, strict=True):
        expect(audit.verdict(name)).to_have_text(verdict)
    expect(audit.cause("delta h1")).to_contain_text("The slope of the activation")
    expect(audit.cause("new w1")).to_contain_text("It carries on")
    expect(audit.summary).to_have_text("10 numbers: ✓ 7 agree, ✗ 1 slip, ↳ 2 inherited.")
    expect(audit.box("delta h1")).to_have_accessible_description("✗ slip")


def test_what_cannot_be_read_stays_with_its_reason_and_is_left_out(audit):
    audit.type(**{"z h1": "about a third", "h1": "0.593"})
    expect(audit.box("z h1")).to_have_value("about a third")
    expect(audit.box("z h1")).to_have_attribute("aria-invalid", "true")
    expect(audit.cause("z h1")).to_contain_text('"about a third" is no number')
    expect(audit.verdict("h1")).to_have_text("✓ agrees")
    expect(audit.summary).to_have_text("2 numbers: ✓ 1 agrees, 1 not read.")


def test_a_source_that_prints_the_deltas_with_the_other_sign(audit):
    audit.type(**{"delta o1": "−0.1385"})
    expect(audit.verdict("delta o1")).to_have_text("✗ slip")
    audit.minus.check()
    expect(audit.verdict("minus delta o1")).to_have_text("✓ agrees")
    expect(audit.row("minus delta o1")).to_contain_text("−0.138498562")
    audit.minus.uncheck()
    expect(audit.verdict("delta o1")).to_have_text("✗ slip")


def test_the_difference_of_an_output_and_its_target_can_be_printed_too(audit):
    audit.type(**{"o1": "0.751", "o1 minus t1": "0.641"})
    expect(audit.verdict("o1 minus t1")).to_have_text("✗ slip")
    audit.type(**{"o1 minus t1": "0.741", "delta o1": "0.1385"})
    expect(audit.verdict("o1 minus t1")).to_have_text("✓ agrees")
    expect(audit.verdict("delta o1")).to_have_text("✓ agrees")
    audit.minus.check()
    expect(audit.box("t1 minus o1")).to_have_value("0.741")
    expect(audit.verdict("t1 minus o1")).to_have_text("✗ slip")


def test_that_it_prints_the_other_sign_may_be_said_first(audit):
    audit.minus.check()
    audit.type(**{"z h1": "0.3775"})
    expect(audit.minus).to_be_checked()
    expect(audit.box("minus delta o1")).to_be_visible()


def test_a_second_forward_pass_is_audited_too(audit):
    audit.type(**{"E after the update": "0.291027774"})
    expect(audit.verdict("E after the update")).to_have_text("✓ agrees")
    audit.type(**{"E after the update": "0.291027924"})
    expect(audit.verdict("E after the update")).to_have_text("✗ slip")
    once = "In δh1: The updated parameters were read in place of the old ones. The same in δh2."
    expect(audit.cause("E after the update")).to_have_text(once)


def test_the_link_holds_what_was_typed_and_a_reload_too(audit, explore):
    audit.type(**PRINTED | {"h2": "0,6 & <b> = 4%", "o1 minus t1": "0.7414"})
    link = audit.explorer.link()
    other = Audit(explore(bp.Explorer(two_two_two), fragment=link))
    expect(other.box("h2")).to_have_value("0,6 & <b> = 4%")
    expect(other.verdict("o1 minus t1")).to_have_text("✓ agrees")
    expect(other.verdict("delta h1")).to_have_text("✗ slip")
    assert other.explorer.link() == link


def test_clear_takes_all_away_and_brings_it_back(audit):
    audit.type(**PRINTED)
    audit.root.get_by_role("button", name="Clear").click()
    expect(audit.summary).to_have_text("Nothing is typed yet.")
    expect(audit.box("delta h1")).to_have_value("")
    audit.root.get_by_role("button", name="Bring back").click()
    expect(audit.box("delta h1")).to_have_value("0.036350306")


def test_the_verdicts_follow_a_weight_that_is_moved(audit):
    audit.type(**{"z h1": "0.3775"})
    audit.explorer.open("All weights")
    audit.explorer.set("w1", 0.25)
    expect(audit.verdict("z h1")).to_have_text("✗ slip")


def test_the_copied_python_gives_the_same_verdicts(audit):
    audit.type(**PRINTED)
    audit.root.get_by_role("button", name="Copy as Python").click()
    text, said = audit.root.get_by_role("textbox", name="Audit").input_value(), io.StringIO()
    with redirect_stdout(said):
        exec(compile(text, "copied", "exec"), {})
    lines = said.getvalue().splitlines()
    assert [line.split()[2] for line in lines] == [verdict.split()[1] for verdict in VERDICTS]
    assert "The slope of the activation" in lines[7]


def test_of_several_examples_the_mean_is_audited(explore):
    audit = Audit(explore(bp.Explorer(one_weight)))
    audit.type(**{"mean dE/dW": "10.00"})
    expect(audit.cause("mean dE/dW")).to_contain_text("The sum over the examples was taken, not the mean.")
    audit.type(**{"mean dE/dW": "3.333"})
    expect(audit.verdict("mean dE/dW")).to_have_text("✓ agrees")


@pytest.mark.parametrize("width, height", [(1104, 900), (360, 800)])
def test_it_fits_its_place_and_axe_finds_nothing(explore, width, height):
    options = {"viewport": {"width": width, "height": height}}
    audit = Audit(explore(bp.Explorer(two_two_two, open=("audit",)), **options))
    audit.type(**PRINTED | {"h2": "x"})
    assert audit.explorer.page.evaluate(javascript("page_width")) <= width
    assert violations(audit.explorer.page, "dark", ".bp-audit") == []
    assert violations(audit.explorer.page, "light", ".bp-audit", runOnly=["color-contrast"]) == []


def test_by_keyboard_a_field_follows_the_other(audit):
    audit.box("z h1").focus()
    audit.explorer.page.keyboard.type("0.3775")
    audit.explorer.page.keyboard.press("Tab")
    expect(audit.box("z h2")).to_be_focused()
