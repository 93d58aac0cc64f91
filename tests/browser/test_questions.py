"""Questions: predict first, then check, then reveal."""

import pytest
from playwright.sync_api import expect

import backprop as bp

pytestmark = pytest.mark.browser


def test_a_question_is_predicted_checked_and_revealed(show):
    question = bp.Question(
        "What is `delta_h1`?", answer=0.25, feedback={0.5: "That is the value with the *updated* w2."},
        hint="Use `w2` as it was.", solution="A quarter.",
    )
    page = show(question)
    status, reveal = page.get_by_role("status"), page.get_by_role("button", name="Reveal")
    expect(reveal).to_be_disabled()
    page.get_by_label("your answer").press("Enter")
    expect(status).to_contain_text("Type a number first")
    expect(reveal).to_be_disabled()
    known = "Not yet. That is the value with the updated w2."
    for given, said in [("0.5", known), ("1/2", known), ("0,2501", "Right."), ("1 / 4", "Right."), ("7", "Not yet.")]:
        page.get_by_label("your answer").fill(given)
        expect(status).to_have_text("")
        page.get_by_label("your answer").press("Enter")
        expect(status).to_have_text(said)
    for given in "1/", "/4", "1/0", "a quarter", "1/2/4/":
        page.get_by_label("your answer").fill(given)
        page.get_by_label("your answer").press("Enter")
        expect(status).to_contain_text("Type a number first")
    page.get_by_role("button", name="Hint").click()
    expect(page.get_by_text("Use w2 as it was.")).to_be_visible()
    reveal.click()
    expect(status).to_have_text("Answer: 0.25")
    expect(page.get_by_text("A quarter.")).to_be_visible()


@pytest.mark.parametrize(
    "answer, given", [(-0.0445833, "-0.0446"), (0.0445833, "4.46e-2"), (1234.5678, "1235"), (3.14159, "3")]
)
def test_an_answer_of_too_few_digits_is_asked_for_more(show, answer, given):
    page = show(bp.Question("How much?", answer=answer, tolerance=1e-9))
    more = "Not yet. Give more digits."
    for text, said in (given, more), (f"{float(given) * 1.1}", "Not yet."), (f"{answer}", "Right."):
        page.get_by_label("your answer").fill(text)
        page.get_by_label("your answer").press("Enter")
        expect(page.get_by_role("status")).to_have_text(said)


def test_a_question_with_choices(show):
    page = show(bp.Question("Which?", answer="this", choices=["that", "this"], feedback={"that": "No, the other."}))
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_contain_text("Choose one first")
    page.get_by_label("that").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_have_text("Not yet. No, the other.")
    page.get_by_label("that").press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Right.")


def test_names_of_a_trace_are_set_as_symbols_and_other_code_stays_code(show):
    prompt = "Is `dE/dw5` more than `delta_h1`, or than `0.1 + 0.2`?"
    page = show(bp.Question(prompt, choices=["`w5`", "no"], answer="no"))
    expect(page.get_by_role("math", name="dE/dw5", exact=True)).to_have_text("∂E/∂w5")
    expect(page.get_by_role("math", name="delta h1", exact=True)).to_have_text("δh1")
    expect(page.get_by_role("radio", name="w5", exact=True)).to_be_visible()
    expect(page.get_by_role("code")).to_have_text("0.1 + 0.2")


def test_the_names_in_an_expression_are_symbols_too(show):
    page = show(bp.Question("Is it `h1*(1 - h1)`, or `net.size * 2`, or `x @ w`?", answer=1))
    expect(page.get_by_role("math", name="h1", exact=True)).to_have_count(2)
    expect(page.get_by_text("Is it")).to_contain_text("·(1 − ")
    expect(page.get_by_role("code")).to_have_text(["net.size * 2", "x @ w"])


def test_text_of_a_question_is_never_markup(show):
    page = show(bp.Question("<b>bold</b> & `<i>`?", answer=1))
    expect(page.get_by_text("<b>bold</b> & <i>?")).to_be_visible()
