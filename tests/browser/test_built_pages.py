"""The widgets of the built book, page by page, opened as files with every request refused."""

import io
import json
import re
from contextlib import redirect_stdout

import pytest
from explorer_page import Explorer, number
from javascript import javascript
from playwright.sync_api import expect

from backprop.widgets.bundle import HERE

pytestmark = pytest.mark.browser

BOOK = HERE.parents[2] / "book"
CHAPTERS = set(
    "intro one-weight single-neuron spam-classifier two-two-two general-rule three-input-regression error-surfaces "
    "optimizers real-email deep-networks matrices-and-batches softmax engine frameworks found-in-the-wild "
    "your-own-example".split()
)
#: Pages with a widget, by their sources: when tests are collected the book may not be built yet.
ALIVE = sorted(
    path.stem
    for path in BOOK.glob("*.ipynb")
    if re.search(r"bp\.(Explorer|Question|tweak)\(", path.read_text(encoding="utf-8"))
)


@pytest.fixture(scope="module", params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ALIVE])
def chapter(request, new_shared_page, site):
    """A page of the book, opened once for the tests of this file."""
    page = new_shared_page()
    page.goto((site / f"book/{request.param}.html").as_uri())
    page.evaluate("window.widgetsReady")
    page.chapter = request.param
    yield page
    page.close()


@pytest.fixture
def explorer(chapter):
    """The explorer of the page, at its start again."""
    explorer = Explorer(chapter)
    expect(explorer.root).to_have_count(1)
    explorer.press("Reset")
    explorer.has_made(0)
    return explorer


def state(explorer):
    """What an explorer says of itself."""
    return explorer.status.inner_text(), explorer.updates_made(), explorer.point()


def tab_to(explorer, wanted):
    """Go on by the Tab key to the control whose name begins so; each on the way has a name and is in sight."""
    for _ in range(50):
        explorer.page.keyboard.press("Tab")
        focus = explorer.root.evaluate(javascript("focus_in"))
        assert not focus["inside"] or (focus["seen"] and focus["name"].strip()), f"{focus} on the way to {wanted}"
        if focus["inside"] and focus["name"].startswith(wanted):
            return
    pytest.fail(f"the Tab key does not reach {wanted!r}")


def test_the_pages_with_widgets_are_the_chapters(site):
    built = {path.stem for path in (site / "book").glob("*.html") if "widget-view+json" in path.read_text()}
    assert built == set(ALIVE) >= CHAPTERS


def states_of(page):
    """What the build left in a page of each of its widgets."""
    text = page.locator("script[type$='widget-state+json']").first.text_content()
    return json.loads(text)["state"]


def spec_of(question, states):
    """What the model of a question holds, found by the view that the build left in front of it."""
    view = json.loads(question.locator("xpath=preceding-sibling::script[1]").text_content())
    return states[view["model_id"]]["state"]["spec"]


def plain(text):
    """`text` without its marks of code and emphasis."""
    marked = r"`([^`]+)`|\*\*(\S[^*]*)\*\*|\*(\S[^*]*)\*"
    return re.sub(marked, lambda match: next(filter(None, match.groups())), text or "").strip()


def reading(text):
    """A pattern for `text` as the page writes it, where code such as `w5` may be set as a symbol."""
    words = (re.escape(plain(each)) for each in (text or "").split("`")[::2])
    return re.compile(r"\s*.*\s*".join(words), re.DOTALL)


def tried(spec):
    """(what a reader gives as an answer, what is said to it), the right one last."""
    answer, choices = spec["answer"], spec["choices"]
    feedback = {}
    for about, text in spec["feedback"]:
        feedback.setdefault(about, text)  # of several slips with the same value the first is told
    if choices:
        given = sorted(choices, key=lambda choice: choice == answer)
        return [(each, said_to(each == answer, feedback.get(each))) for each in given]

    def near(value, other):
        return abs(value - other) <= spec["tolerance"]

    given = [*feedback, answer + 1000 * (1 + spec["tolerance"]), answer]
    known = [next((text for about, text in feedback.items() if near(value, about)), "") for value in given]
    return [(value, said_to(near(value, answer), text)) for value, text in zip(given, known, strict=True)]


def said_to(right, known):
    return reading(f"{'Right.' if right else 'Not yet.'} {known or ''}")


def field(question, spec, answer):
    """Where an answer is given."""
    if spec["choices"]:
        return question.get_by_role("radio").nth(spec["choices"].index(answer))
    return question.get_by_label("your answer")


def give(question, spec, answer):
    """Give an answer, of which nothing is said until it is checked."""
    given = field(question, spec, answer)
    if spec["choices"]:
        given.press("Space")
    else:
        given.fill(repr(answer))
    expect(question.get_by_role("status")).to_have_text("")
    given.press("Enter")


def is_hidden_until_an_answer(question):
    """Expect a question to keep its answer as long as nothing was answered."""
    status, reveal = question.get_by_role("status"), question.get_by_role("button", name="Reveal")
    expect(status).to_have_text("")
    expect(reveal).to_be_disabled()
    question.get_by_role("button", name="Check").press("Enter")
    expect(status).to_contain_text("first")
    expect(reveal).to_be_disabled()


def reveals(question, spec):
    """Expect a question to give its hint, its answer and its solution."""
    if spec["hint"]:
        question.get_by_role("button", name="Hint").press("Enter")
        expect(question).to_contain_text(reading(spec["hint"]))
    question.get_by_role("button", name="Reveal").click()
    revealed = question.get_by_role("status").inner_text().removeprefix("Answer: ")
    if spec["choices"]:
        assert reading(spec["answer"]).fullmatch(revealed)
    else:
        assert abs(number(revealed) - spec["answer"]) <= spec["tolerance"]
    if spec["solution"]:
        expect(question).to_contain_text(reading(spec["solution"]))


def answer_question(question, spec):
    """Answer it in each way that its author foresaw, and have it reveal all; returns what it says at the end."""
    status = question.get_by_role("status")
    assert reading(spec["prompt"]).fullmatch(question.locator("legend").inner_text())
    is_hidden_until_an_answer(question)
    *wrong, (right, said) = tried(spec)
    answers = question.evaluate(javascript("said_to"), [str(answer) for answer, _ in wrong])
    for (answer, expected), (before, after) in zip(wrong, answers, strict=True):
        assert before == "" and expected.fullmatch(after), (answer, before, after)
    give(question, spec, right)
    expect(status).to_have_text(said)
    reveals(question, spec)
    field(question, spec, right).press("Enter")  # it is still there
    expect(status).to_have_text(said)
    return said


def test_questions_are_answered_and_leave_the_explorer_alone(explorer, chapter):
    before, questions = state(explorer), chapter.locator(".bp-widget-host:has(.bp-question)")
    states = states_of(chapter)
    said = [answer_question(question, spec_of(question, states)) for question in questions.all()]
    expect(questions.get_by_role("status")).to_have_text(said)
    assert state(explorer) == before


def test_a_tweak_shows_its_picture_and_says_what_it_is(chapter):
    source = (BOOK / f"{chapter.chapter}.ipynb").read_text(encoding="utf-8")
    tweaks = chapter.locator(".bp-tweak").all()
    assert len(tweaks) == len(re.findall(r"bp\.tweak\(", source))
    for tweak in tweaks:
        picture = tweak.get_by_role("img").first
        assert len(picture.get_attribute("alt").split()) > 3
        assert picture.evaluate(javascript("width_of_image")) > 300


def test_an_explorer_is_worked_by_the_keyboard(explorer):
    keyboard = explorer.page.keyboard
    explorer.root.evaluate(javascript("focus_before"))
    tab_to(explorer, "Step")
    keyboard.press("Enter")
    explorer.has_made(1)
    tab_to(explorer, "point:")
    start = explorer.point()
    for there, back in ("ArrowRight", "ArrowLeft"), ("Shift+ArrowLeft", "Shift+ArrowRight"):
        keyboard.press(there)
        assert explorer.point() != start
        keyboard.press(back)
        assert explorer.point() == pytest.approx(start, rel=1e-3, abs=1.1e-4)  # four decimals are said
    tab_to(explorer, "×10")
    keyboard.press("Space")
    explorer.has_made(10)


def test_an_explorer_is_worked_by_the_pointer(explorer):
    start = explorer.point()
    explorer.drag(-50, 20)
    moved = explorer.point()
    assert all(moved[name] < start[name] for name in start)
    explorer.press("Undo")
    assert explorer.point() == start


def test_the_copied_python_gives_the_error_that_is_shown(explorer):
    explorer.open("Steps")
    explorer.choose("optimizer", "Adam")
    explorer.press("×10", "Next")
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(explorer.copied("as Python"), "copied", "exec"), {})
    explorer.shows(float(re.match(r"error (\S+)", said.getvalue())[1]))


def test_a_link_restores_the_explorer_and_a_bad_one_changes_nothing(explorer, chapter, visit):
    explorer.open("Steps")
    explorer.choose("optimizer", "Adam")
    explorer.press("×10", "Next")
    wanted, link = state(explorer), explorer.link()
    other = Explorer(visit(f"book/{chapter.chapter}", fragment=link))
    assert (state(other), other.link()) == (wanted, link)
    other.page.evaluate(javascript("follow_link"), link.replace("=", "=x", 1))
    expect(other.alert).to_contain_text(re.compile("This link cannot be read: .* must be a number, got"))
    assert state(other) == wanted
    other.press("Step")
    expect(other.alert).to_be_hidden()
    expect(other.updates).not_to_have_text(f"update {wanted[1]}")


def test_every_button_of_an_explorer_is_reached_and_a_phone_is_wide_enough(explorer, chapter):
    questions = chapter.locator(".bp-question")
    before = questions.evaluate_all(javascript("outer_html"))
    explorer.open_all()
    assert explorer.faults("reach") == []
    wide = chapter.viewport_size
    chapter.set_viewport_size({"width": 360, "height": 800})
    assert explorer.faults("menus") == []
    chapter.set_viewport_size(wide)
    assert questions.evaluate_all(javascript("outer_html")) == before


def test_on_paper_no_widget_is_cut_and_no_picture_blank(explorer, chapter):
    explorer.open_all()
    explorer.press("Next")
    chapter.set_viewport_size({"width": 680, "height": 1000})
    chapter.emulate_media(media="print")
    chapter.evaluate(javascript("go_to_paper"))
    widgets = chapter.locator(".bp-widget-host")
    assert widgets.evaluate_all(javascript("cut_on_paper")) == []
    chapter.emulate_media(media="screen")


@pytest.mark.parametrize("width, height, least", [(1440, 900, 1000), (1920, 1080, 1300)])
def test_an_explorer_takes_the_width_that_there_is_and_one_screen(visit, width, height, least):
    page = visit("book/two-two-two", fragment="two_two_two?walk=delta_h1", viewport={"width": width, "height": height})
    explorer = Explorer(page)
    assert explorer.root.bounding_box()["width"] >= least
    explorer.is_drawn()
    header = page.locator(".bd-header-article").bounding_box()
    seen = [explorer.status, explorer.panel("Network"), explorer.panel("Error surface"), explorer.steps]
    boxes = [part.bounding_box() for part in seen]
    assert all(box["y"] >= header["y"] + header["height"] for box in boxes)
    assert all(box["y"] + box["height"] <= height for box in boxes)
    # Text is read in lines of a usual length.
    assert page.locator(".bd-article section > p").first.bounding_box()["width"] <= 900


def test_a_formula_that_is_wider_than_a_phone_is_scrolled_by_the_keyboard(visit):
    page = visit("book/general-rule", viewport={"width": 360, "height": 740})
    page.wait_for_function(javascript("wide_formulas_are_reached"))
    page.set_viewport_size({"width": 1600, "height": 900})
    page.wait_for_function("!document.querySelector('mjx-container[display][tabindex]')")
