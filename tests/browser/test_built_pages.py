"""The widgets of the built book, page by page, opened as files with every request refused."""

import io
import json
import re
from contextlib import redirect_stdout

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_explorer_page import Reader

from backprop.widgets.bundle import HERE

pytestmark = pytest.mark.browser

CHAPTERS = set(
    "intro one-weight single-neuron spam-classifier two-two-two general-rule three-input-regression error-surfaces "
    "optimizers real-email".split()
)
#: Pages with a widget, by their sources: when tests are collected the book may not be built yet.
ALIVE = sorted(
    path.stem
    for path in (HERE.parents[2] / "book").glob("*.ipynb")
    if re.search(r"bp\.(Explorer|Question|tweak)\(", path.read_text(encoding="utf-8"))
)
every_page = pytest.mark.parametrize("name", ALIVE)

# Whether a button is free, and is where a finger finds it.
REACHED = """(button) => {
  button.scrollIntoView({ block: "center" });
  const { left, top, width, height } = button.getBoundingClientRect();
  return !button.disabled && document.elementFromPoint(left + width / 2, top + height / 2) === button;
}"""
# What is wrong with an explorer one frame after each change to its controls of these kinds.
FAULTS = r"""async (reached, root, kinds) => {
  const found = [], all = (kind) => [...root.querySelectorAll(kind)].filter((each) => each.checkVisibility());
  async function look(after) {
    await new Promise(requestAnimationFrame);
    const said = root.querySelector("[role=status]").textContent, error = Number(said.slice("Error ".length));
    const text = root.outerHTML + [...root.querySelectorAll("input, textarea")].map(({ value }) => value);
    const odd = /NaN|\bnan\b|infinity|undefined|\[object/i.exec(text), { scrollWidth } = document.documentElement;
    if (said !== "Error overflow" && said !== `Error ${error.toPrecision(9)}`) found.push([after, said]);
    if (odd) found.push([after, text.slice(odd.index - 60, odd.index + 20)]);
    if (scrollWidth > innerWidth) found.push([after, `${scrollWidth} pixels wide`]);
  }
  async function put(input, value) {
    input.value = value;
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
    await look(`${input.ariaLabel} = ${value}`);
  }
  const tries = {
    async sliders() { // to both ends
      for (const slider of all("input[type=range]")) for (const end of ["max", "min"]) await put(slider, slider[end]);
    },
    async menus() { // through all choices, or to both ends of many
      for (const menu of all("select")) {
        const first = menu.value, values = [...menu.options].map(({ value }) => value);
        for (const value of [...(values.length > 12 ? [values.at(-1)] : values), first]) await put(menu, value);
      }
    },
    async boxes() { // empty, far too large, and a number that its slider can follow
      for (const box of all("input[type=number]")) {
        for (const value of ["", "1e200", "0.125"]) await put(box, value);
        const { ariaValueText: slider } = box.previousElementSibling;
        if (slider !== "0.125") found.push([box.ariaLabel, `the slider is at ${slider}`]);
      }
    },
    async buttons() {
      for (const button of all("button:not([aria-expanded])")) {
        if (!reached(button)) found.push([button.outerHTML, "cannot be pressed"]);
        button.click();
        await look(button.outerHTML);
      }
    },
    async parts() { // of the diagram, by key
      for (const part of all("svg [role=button]")) {
        part.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        await look(part.outerHTML);
      }
    },
  };
  for (const kind of kinds) await tries[kind]();
  return found;
}"""
# The last link or button before an explorer takes the focus.
BEFORE = """(root) => [...document.querySelectorAll("a[href], button")].findLast((each) => {
  if (each.compareDocumentPosition(root) === Node.DOCUMENT_POSITION_FOLLOWING) each.focus();
  return document.activeElement === each;
})"""
FOCUS = """(root) => {
  const { activeElement: node } = document, { top, bottom } = node.getBoundingClientRect();
  const name = node.ariaLabel ?? node.textContent;
  return { inside: root.contains(node), seen: bottom > 0 && top < innerHeight, name };
}"""
# What the model of a widget holds, found by the view that the build left in front of the widget.
SPEC = """(host) => {
  const { model_id: id } = JSON.parse(host.previousElementSibling.textContent);
  return JSON.parse(document.querySelector("script[type$='widget-state+json']").textContent).state[id].state.spec;
}"""
# What a question says when it is checked at once, given these answers (text, or places of choices), and asked for more.
ANSWERED = """(reached, host, given, hinted) => {
  const text = (kind) => host.querySelector(kind).innerText, inputs = host.querySelectorAll("input");
  const button = (name) => [...host.querySelectorAll("button")].find(({ textContent }) => textContent === name);
  function press(name, kind) { // and read what it changes
    if (!reached(button(name))) throw Error(`${name} cannot be pressed`);
    button(name).click();
    return text(kind);
  }
  function give(answer) {
    if (typeof answer === "number") inputs[answer].click();
    else inputs[0].value = answer;
    inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
    return [text("[role=status]"), press("Check", "[role=status]")];
  }
  const prompt = text("legend"), before = text("[role=status]"), hidden = button("Reveal").disabled;
  const unanswered = press("Check", "[role=status]"), stillHidden = button("Reveal").disabled, said = given.map(give);
  const hint = hinted ? press("Hint", ".bp-more") : "", revealed = press("Reveal", "[role=status]");
  return { prompt, first: [before, hidden, unanswered, stillHidden], said, hint, revealed, solution: text(".bp-more") };
}"""
# What paper would cut, a control or a picture that sticks out of its widget; and a picture with nothing on it.
ON_PAPER = """(all) => all.flatMap((host) => {
  const { left, right } = host.getBoundingClientRect();
  const shown = (kinds) => [...host.querySelectorAll(kinds)].filter((each) => each.checkVisibility());
  const cut = shown("button, input, select, textarea, canvas, svg").filter((node) => {
    const box = node.getBoundingClientRect();
    return box.left < left - 1 || box.right > right + 1;
  });
  const blank = shown("canvas[role=img]").filter((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size < 8;
  });
  return [...cut, ...blank].map((node) => node.ariaLabel ?? node.outerHTML);
})"""


class Explorer(Reader):
    """The explorer of a page."""

    def __init__(self, page):
        super().__init__(page)
        expect(self.root).to_have_count(1)
        self.handle = self.root.locator(".bp-handle")

    def faults(self, *kinds):
        return json.dumps(self.root.evaluate(f"(root, kinds) => ({FAULTS})({REACHED}, root, kinds)", kinds), indent=1)

    def state(self):
        """What it says of itself."""
        return [self.root.locator(each).inner_text() for each in (".bp-status", ".bp-step")] + self.point()

    def link(self):
        """The fragment of the link to it."""
        self.press("Copy link")
        return self.text("Link").partition("#")[2]

    def tab_to(self, wanted):
        """Go on by the Tab key to the control whose name begins so; each on the way has a name and is in sight."""
        for _ in range(50):
            self.page.keyboard.press("Tab")
            focus = self.root.evaluate(FOCUS)
            assert not focus["inside"] or (focus["seen"] and focus["name"].strip()), f"{focus} on the way to {wanted}"
            if focus["inside"] and focus["name"].startswith(wanted):
                return
        pytest.fail(f"the Tab key does not reach {wanted!r}")

    def drag(self, right, down):
        self.handle.scroll_into_view_if_needed()
        box, mouse = self.handle.bounding_box(), self.page.mouse
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + right, y + down, steps=3)
        mouse.up()


def work_by_keyboard(explorer):
    keyboard = explorer.page.keyboard
    explorer.root.evaluate(BEFORE)
    for button, key, step in ("Step", "Enter", 1), ("×10", "Space", 11):
        explorer.tab_to(button)
        keyboard.press(key)
        expect(explorer.root.locator(".bp-step")).to_have_text(f"update {step}")
    explorer.tab_to("point:")
    start = explorer.point()
    for there, back in ("ArrowRight", "ArrowLeft"), ("Shift+ArrowLeft", "Shift+ArrowRight"):
        for key in there, back:
            before = explorer.handle.get_attribute("aria-label")
            keyboard.press(key)
            expect(explorer.handle).not_to_have_attribute("aria-label", before)
        assert explorer.point() == pytest.approx(start, rel=1e-3)


def work_by_pointer(explorer):
    before, start = explorer.handle.get_attribute("aria-label"), explorer.point()
    explorer.drag(-50, 20)
    expect(explorer.handle).not_to_have_attribute("aria-label", before)
    assert all(now < was for now, was in zip(explorer.point(), start, strict=True))
    explorer.press("Undo")
    expect(explorer.handle).to_have_attribute("aria-label", before)
    if len(start) > 1:
        explorer.press("3-D")
        turn = explorer.root.get_by_role("slider", name="turn")
        before = turn.input_value()
        explorer.drag(-50, 20)
        expect(turn).not_to_have_value(before)


def take_python(explorer):
    explorer.press("Copy as Python")
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(explorer.text("Python"), "copied", "exec"), {})
    explorer.shows(float(re.match(r"error (\S+)", said.getvalue())[1]))


def outer_html(page, kind):
    return page.locator(kind).evaluate_all("all => all.map((each) => each.outerHTML)")


def axe(page, theme, **options):
    """What axe finds in the widgets of a page."""
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    page.evaluate("new Promise(requestAnimationFrame)")
    places = [[kind] for kind in (".bp-widget-host", ".cell_output:has(.bp-tweak-note)") if page.locator(kind).count()]
    # What passes is not described, which takes half the time.
    options |= {"preload": False, "resultTypes": ["violations"]}
    found = Axe().run(page, context={"include": places}, options=options).response["violations"]
    return json.dumps([(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found], indent=1)


class TestExplorers:
    def test_the_pages_with_widgets_are_the_chapters(self, site):
        built = {path.stem for path in (site / "book").glob("*.html") if "widget-view+json" in path.read_text()}
        assert built == set(ALIVE) >= CHAPTERS

    @every_page
    def test_an_explorer_in_the_hands_of_a_reader(self, visit, name):
        page = visit(f"book/{name}")
        explorer, questions = Explorer(page), outer_html(page, ".bp-question")
        first = explorer.root.get_by_role("status").inner_text()
        work_by_keyboard(explorer)
        work_by_pointer(explorer)
        explorer.open_all()
        explorer.menu("optimizer", "adam")
        explorer.press("×10", "Next")
        take_python(explorer)
        state, link = explorer.state(), explorer.link()

        assert explorer.faults("sliders", "menus") == "[]"
        explorer.press("Reset")
        assert explorer.faults("buttons", "parts") == "[]"
        page.set_viewport_size({"width": 360, "height": 800})
        assert explorer.faults("sliders", "boxes") == "[]"
        explorer.press("Reset")
        explorer.says(first)
        assert outer_html(page, ".bp-question") == questions

        other = Explorer(visit(f"book/{name}", fragment=link))
        other.press("Share")
        assert (other.state(), other.link()) == (state, link)
        other.page.evaluate("link => { location.hash = link; }", link.replace("=", "=x", 1))
        alert = other.root.get_by_role("alert")
        expect(alert).to_contain_text(re.compile("This link cannot be read: .* must be a number, got"))
        assert other.state() == state
        other.press("Step")
        expect(alert).to_be_hidden()
        expect(other.root.locator(".bp-step")).not_to_have_text(state[1])


def plain(text):
    """`text` without its marks of code and emphasis."""
    marked = r"`([^`]+)`|\*\*(\S[^*]*)\*\*|\*(\S[^*]*)\*"
    return re.sub(marked, lambda match: next(filter(None, match.groups())), text or "")


def tried(spec):
    """(what a reader gives as an answer, what is said to it), the right one last."""
    answer, feedback = spec["answer"], [tuple(pair) for pair in spec["feedback"]]
    if spec["choices"]:
        known = dict(feedback)
        order = sorted(spec["choices"], key=lambda choice: choice == answer)
        return [(choice, f"{'Right.' if choice == answer else 'Not yet.'} {known.get(choice, '')}") for choice in order]

    def said(value):
        known = next((text for about, text in feedback if abs(value - about) <= spec["tolerance"]), "")
        return f"{'Right.' if abs(value - answer) <= spec['tolerance'] else 'Not yet.'} {known}"

    values = [about for about, _ in feedback] + [answer + 1000 * (1 + spec["tolerance"]), answer]
    return [(repr(value), said(value)) for value in values]


def answer_question(host):
    """Answer it as `tried` says, take its hint and its answer, and return what it says then."""
    spec = host.evaluate(SPEC)
    given, said = zip(*tried(spec), strict=True)
    places = [spec["choices"].index(each) for each in given] if spec["choices"] else given
    arguments = [places, bool(spec["hint"])]
    found = host.evaluate(f"(host, [given, hinted]) => ({ANSWERED})({REACHED}, host, given, hinted)", arguments)
    before, hidden, unanswered, still_hidden = found["first"]
    assert before == "" and hidden and "first" in unanswered and still_hidden
    assert found["prompt"] == plain(spec["prompt"])
    assert found["said"] == [["", plain(text).strip()] for text in said], spec["prompt"]
    assert found["hint"] == plain(spec["hint"])
    shown = found["revealed"].removeprefix("Answer: ")
    if spec["choices"]:
        assert shown == plain(spec["answer"])
    else:
        assert abs(float(shown) - spec["answer"]) <= spec["tolerance"]
    assert found["solution"] == plain(spec["solution"])
    # The right answer is still there: once more by hand, found as a screen reader finds it.
    box = host.get_by_role("radio", checked=True) if spec["choices"] else host.get_by_label("your answer")
    box.press("Enter")
    assert host.get_by_role("status").inner_text() == plain(said[-1]).strip()
    return plain(said[-1]).strip()


class TestPages:
    @every_page
    def test_questions_pictures_axe_and_paper(self, visit, name):
        page = visit(f"book/{name}")
        explorer = Explorer(page)
        state, hosts = explorer.state(), page.locator(".bp-widget-host:has(.bp-question)")
        answers = [answer_question(host) for host in hosts.all()]
        assert hosts.get_by_role("status").all_inner_texts() == answers
        assert explorer.state() == state

        source = (HERE.parents[2] / f"book/{name}.ipynb").read_text(encoding="utf-8")
        notes = page.locator(".bp-tweak-note").all()
        assert len(notes) == len(re.findall(r"bp\.tweak\(", source))
        for note in notes:
            expect(note).to_have_text(re.compile(r"Open this page in Jupyter to move \w+( and \w+)* yourself\."))
            expect(note).to_be_visible()
            picture = note.locator("xpath=preceding-sibling::img")
            assert len(picture.get_attribute("alt").split()) > 3
            assert picture.evaluate("image => image.naturalWidth") > 300

        assert axe(page, "dark") == "[]"
        assert axe(page, "light", runOnly=["color-contrast"]) == "[]"  # A theme changes nothing but colors.
        explorer.open_all()
        explorer.press("Next")
        page.set_viewport_size({"width": 680, "height": 1000})
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint')); new Promise(requestAnimationFrame)")
        assert page.locator(".bp-widget-host").evaluate_all(ON_PAPER) == []
