"""The form in which a reader builds an example of their own, and the explorer that follows it."""

import re

import numpy as np
import pytest
from accessibility import violations
from explorer_page import Explorer
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp

pytestmark = pytest.mark.browser

START = bp.examples.two_two_two.replace(name="own_example", title="Your own example")


class Form:
    """What somebody does with the form, and what they see of it."""

    def __init__(self, page):
        self.page = page
        self.root = page.get_by_role("group", name="Build your network")
        self.explorer = Explorer(page)
        self.read = self.root.get_by_role("table")
        self.summary = self.root.get_by_text(re.compile("explorer below"))

    def press(self, name):
        self.root.get_by_role("button", name=name, exact=True).click()

    def box(self, name):
        return self.root.get_by_role("textbox", name=name, exact=True)

    def value(self, name):
        """The value box of a parameter, at its first place."""
        return self.root.get_by_role("textbox", name=re.compile(f"^value of {name},")).first

    def name(self, where):
        return self.box(f"name, {where}")

    def choose(self, menu, word):
        self.root.get_by_role("combobox", name=menu, exact=True).select_option(label=word)

    def freeze(self, name):
        self.root.get_by_role("checkbox", name=re.compile(f"^{name} frozen,")).first.check()

    @property
    def rows(self):
        return self.box("One example a line: its inputs, then its targets")

    def shows_the_error_of(self, network, theta, x, t, loss="half_squared_error"):
        self.explorer.shows(float(network.error(theta, x, t, loss)))

    def is_refused(self, box, reason):
        """The box keeps what is typed, and the reason stands beside it."""
        expect(box).to_have_attribute("aria-invalid", "true")
        expect(box).to_have_accessible_description(reason)
        expect(self.root.get_by_text(reason)).to_be_visible()

    def reload(self):
        """As a reader does, once the address has followed; the page is the same."""
        self.page.wait_for_timeout(1000)
        self.page.reload()
        self.page.evaluate("window.widgetsReady")


@pytest.fixture
def form(show):
    return Form(show(bp.Explorer(START, editable=True)))


def test_it_begins_with_the_2_2_2_network(form):
    form.explorer.says("Error 0.298371109")
    expect(form.value("w5")).to_have_value("0.4")
    expect(form.rows).to_have_value("0.05 0.1 0.01 0.99")
    expect(form.summary).to_contain_text("shows this network")


def test_a_network_is_built_from_nothing_but_the_form(form):
    form.press("One neuron")
    form.box("Title").fill("Homework 3")
    form.press("Inputs: one more")
    form.choose("Output activation", "tanh")
    form.rows.fill("1 2 -1 0.5")
    form.box("Learning rate").fill("0,25")
    for name, value in {"w1": "0.3", "w2": "-0.2", "w3": "0.7", "b1": "0,1"}.items():
        form.value(name).fill(value)
    form.name("i3 to o1").fill("slope")
    form.freeze("w2")
    network = bp.Network([3, 1], output="tanh", names=["w1", "w2", "slope", "b1"])
    theta = [0.3, -0.2, 0.7, 0.1]
    form.shows_the_error_of(network, theta, [[1, 2, -1]], [[0.5]])
    expect(form.explorer.root.get_by_text("Homework 3")).to_be_visible()
    form.explorer.press("Step")
    history = bp.train(network, theta, [[1, 2, -1]], [[0.5]], optimizer=bp.SGD(0.25), epochs=1, frozen=["w2"])
    form.explorer.shows(history.error[-1])


@pytest.mark.parametrize("start", ["One neuron", "Two layers, 2-2-2", "XOR, 2-2-1", "Three classes, softmax"])
def test_each_start_is_alive_at_once(form, start):
    form.press(start)
    explorer = form.explorer
    expect(explorer.root).to_have_attribute("aria-label", start)
    before = explorer.status.inner_text()
    explorer.open_all()
    explorer.press("Step", "Next", "Next")
    explorer.has_made(1)
    assert explorer.status.inner_text() != before
    assert not re.search("nan|undefined", explorer.root.inner_text(), re.IGNORECASE)


def test_a_deeper_network_has_all_its_weights(form):
    form.press("Add a hidden layer")
    form.press("Hidden layer 2: one more")
    form.choose("Hidden activation", "relu")
    expect(form.root.get_by_role("textbox", name=re.compile("^value of "))).to_have_count(6 + 9 + 8)
    values = [box.input_value() for box in form.root.get_by_role("textbox", name=re.compile("^value of ")).all()]
    network = bp.Network([2, 2, 3, 2], hidden="relu")
    form.shows_the_error_of(network, [float(value) for value in values], START.x, START.t)


def paste(box, text):
    """Paste a text, as from a spreadsheet."""
    box.focus()
    box.evaluate(javascript("paste"), text)


@pytest.mark.parametrize(
    "text",
    ["0,5\t0,1\t0\t1\n-1,5\t2\t1\t0\n", "i1;i2;t1;t2\n0,5;0,1;0;1\n-1,5;2;1;0", "0.5, 0.1, 0, 1\n-1.5, 2, 1, 0"],
    ids=["tabs", "semicolons", "commas"],
)
def test_rows_are_pasted_from_a_spreadsheet(form, text):
    form.rows.fill(text)
    expect(form.read).to_contain_text("Read as 2 examples")
    expect(form.read.get_by_role("row").nth(2)).to_have_text(re.compile(r"-1\.5\s*2\s*1\s*0"))
    form.shows_the_error_of(START.network, START.theta, [[0.5, 0.1], [-1.5, 2]], [[0, 1], [1, 0]])
    expect(form.explorer.root.get_by_text(re.compile("Example 1 of 2"))).to_be_visible()


def test_several_numbers_pasted_into_a_value_fill_those_that_follow(form):
    paste(form.value("w5"), "1\t2,5\t-3")
    for name, value in {"w5": "1", "w6": "2,5", "w7": "-3", "w8": "0.55"}.items():
        expect(form.value(name)).to_have_value(value)
    theta = START.theta.copy()
    theta[5:8] = 1, 2.5, -3
    form.shows_the_error_of(START.network, theta, START.x, START.t)


def test_what_is_refused_stays_with_its_reason_and_a_reload_keeps_it(form):
    form.value("w6").fill("0.25")
    form.explorer.press("Step")
    before = form.explorer.status.inner_text()
    form.value("w5").fill("0.4 or so")
    form.name("i1 to h1").fill("z_h2")
    form.rows.fill("0.05 0.1 0.01")
    for _ in range(2):
        form.is_refused(form.value("w5"), 'w5 must be a number, got "0.4 or so".')
        form.is_refused(form.rows, "Line 1: it must hold 4 numbers, for i1 i2 t1 t2; got 3.")
        expect(form.value("w5")).to_have_value("0.4 or so")
        expect(form.name("i1 to h1")).to_have_value("z_h2")
        expect(form.rows).to_have_value("0.05 0.1 0.01")
        expect(form.summary).to_contain_text("still shows the network from before")
        form.explorer.says(before)
        form.reload()
    form.value("w5").fill("0.4")
    form.rows.fill("0.05 0.1 0.01 0.99")
    form.is_refused(form.name("i1 to h1"), "The parameter name 'z_h2' is also the name of an intermediate value.")
    form.name("i1 to h1").fill("w1")
    expect(form.summary).to_contain_text("shows this network")
    form.explorer.says(before)


def test_a_link_opens_the_example_as_it_was_left(form):
    form.press("XOR, 2-2-1")
    form.name("i1 to h1").fill("u")
    form.choose("Optimizer", "momentum")
    explorer = form.explorer
    explorer.set("w5", 0.25)
    explorer.press("Step", "Step")
    before = explorer.status.inner_text()
    link = explorer.link()
    form.press("One neuron")
    expect(form.page).to_have_url(re.compile("own.title=One"))
    page, _, _ = form.page.url.partition("#")
    form.page.goto(f"{page}#{link}")
    explorer.says(before)
    explorer.has_made(2)
    expect(form.name("i1 to h1")).to_have_value("u")
    form.reload()
    explorer.says(before)
    assert explorer.link() == link


def test_the_last_edit_is_taken_back(form):
    form.value("w5").fill("7")
    form.press("Three classes, softmax")
    form.press("Undo last edit")
    expect(form.value("w5")).to_have_value("7")
    form.press("Undo last edit")
    expect(form.value("w5")).to_have_value("0.4")
    form.explorer.says("Error 0.298371109")


def test_a_name_used_twice_is_one_parameter(form):
    form.name("i2 to h1").fill("w1")
    names = ["w1", "w1", *START.network.places[2:]]
    theta = np.delete(START.theta, 1)
    form.shows_the_error_of(bp.Network([2, 2, 2], names=names), theta, START.x, START.t)
    form.root.get_by_role("textbox", name="value of w1, i2 to h1").fill("0.9")
    expect(form.value("w1")).to_have_value("0.9")


ODD = ["constructor", "__proto__", "toString", "hasOwnProperty", "Float64Array"]


def test_names_of_javascript_break_nothing(form):
    form.press("One neuron")
    form.press("Inputs: one more")
    form.press("Inputs: one more")
    for k, name in enumerate(ODD[:4]):
        form.name(f"i{k + 1} to o1").fill(name)
    form.name("bias of o1").fill(ODD[4])
    expect(form.summary).to_contain_text("shows this network")
    explorer = form.explorer
    explorer.open_all()
    for optimizer in ("momentum", "Adam"):
        explorer.choose("optimizer", optimizer)
        explorer.press("Step")
    for name in ODD:
        explorer.set(name, 0.5)
    form.shows_the_error_of(bp.Network([4, 1], names=ODD), [0.5] * 5, [[1, 2, 0, 0]], [[1]])
    for axis in ODD[:2]:
        explorer.menu("horizontal axis").select_option(axis)
        explorer.is_drawn()
    assert "nan" not in explorer.root.inner_text().lower()


def test_64_parameters_and_64_rows_are_taken_and_no_more(form):
    form.press("One neuron")
    form.box("Inputs").fill("9")
    form.box("Inputs").press("Enter")
    form.box("Outputs").fill("6")
    form.box("Outputs").press("Enter")
    form.rows.fill("\n".join(["0.1 " * 15] * 64))
    expect(form.summary).to_contain_text("shows this network")
    form.explorer.press("Step")
    form.explorer.has_made(1)
    form.box("Outputs").fill("7")
    form.box("Outputs").press("Enter")
    expect(form.root.get_by_text("A trace holds at most 64 parameters, got a network with 70.")).to_be_visible()
    form.press("Undo last edit")
    form.rows.fill("\n".join(["0.1 " * 15] * 65))
    form.is_refused(form.rows, "An explorer carries at most 64 examples, got 65.")


def test_the_open_panels_stay_open_while_one_types(form):
    form.explorer.open("All numbers", "Gradient check")
    form.value("w5").fill("0.45")
    for panel in ("All numbers", "Gradient check"):
        expect(form.explorer.button(panel)).to_have_attribute("aria-expanded", "true")


def test_what_is_typed_into_the_explorer_stays_while_the_network_changes(form):
    explorer = form.explorer
    explorer.open("Audit")
    explorer.root.get_by_role("textbox", name="printed E", exact=True).fill("0.298")
    explorer.press("Check my number")
    mine = explorer.steps.get_by_role("textbox")
    mine.fill("0.3775")
    form.value("w5").fill("0.41")
    expect(explorer.root.get_by_role("textbox", name="printed E", exact=True)).to_have_value("0.298")
    explorer.press("Check my number")
    expect(mine).to_have_value("0.3775")
    form.reload()
    explorer.open("Audit")
    expect(explorer.root.get_by_role("textbox", name="printed E", exact=True)).to_have_value("0.298")


def test_the_numbers_of_the_explorer_are_taken_over(form):
    form.explorer.set("w5", 0.75)
    form.press("Take over the explorer's numbers")
    expect(form.value("w5")).to_have_value("0.75")
    form.explorer.set("w5", 0.1)
    form.explorer.press("Reset")
    expect(form.explorer.box("w5")).to_have_value("0.75")


def test_the_keyboard_alone_builds_and_folds_the_form(form):
    toggle = form.root.get_by_role("button", name="Build your network")
    toggle.focus()
    form.page.keyboard.press("Tab")
    form.page.keyboard.press("Enter")
    expect(form.explorer.root).to_have_attribute("aria-label", "One neuron")
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(form.rows).to_be_hidden()


def test_axe_finds_nothing_in_either_theme(form):
    form.value("w5").fill("x")
    expect(form.value("w5")).to_have_attribute("aria-invalid", "true")
    assert violations(form.page, "dark") == []
    assert violations(form.page, "light", runOnly=["color-contrast"]) == []


def test_on_a_phone_all_fits_its_width(show):
    form = Form(show(bp.Explorer(START, editable=True), viewport={"width": 360, "height": 740}))
    form.press("Three classes, softmax")
    form.value("w1").fill("no number")
    assert form.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_paper_has_the_explorer_without_the_form(form):
    form.page.emulate_media(media="print")
    expect(form.root).to_be_hidden()
    expect(form.explorer.status).to_be_visible()


def test_other_explorers_have_no_form(explorer):
    expect(explorer.page.get_by_role("group", name="Build your network")).to_have_count(0)
