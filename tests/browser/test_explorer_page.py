"""The explorer and the questions in a page that is opened as a file, every request refused."""

import io
import json
import re
from contextlib import redirect_stdout

import anywidget
import ipywidgets
import numpy as np
import pytest
import traitlets
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import ALL, one_weight, single_neuron, two_two_two
from backprop.widgets.explorer import PANELS

pytestmark = pytest.mark.browser


class Reader:
    """What somebody does with an explorer, by the names that a screen reader says."""

    def __init__(self, page, place=0):
        self.page, self.root = page, page.locator("[data-example]").nth(place)

    def press(self, *names):
        for name in names:
            self.root.get_by_role("button", name=name, exact=True).click()
        self.is_drawn()

    def box(self, name):
        return self.root.get_by_role("spinbutton", name=name, exact=True)

    def slider(self, name):
        return self.root.get_by_role("slider", name=f"{name} slider", exact=True)

    def menu(self, name, value):
        box = self.root.get_by_role("combobox", name=name, exact=True)  # `select_option(value)` looks at labels too.
        box.select_option(index=box.evaluate("box => [...box.options].map(({ value }) => value)").index(value))

    def says(self, text):
        expect(self.root.get_by_role("status")).to_have_text(text)

    def shows(self, error):
        self.says(f"Error {precise(error)}")

    def is_drawn(self):
        """Wait for the frame after the last change: the error is said at once, the panels follow."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def open_all(self):
        closed = self.root.get_by_role("button", expanded=False)
        while closed.count():
            closed.first.click()

    def point(self):
        """Where the point of the surface is, as its handle says."""
        label = self.root.locator(".bp-handle").get_attribute("aria-label")
        return [float(value) for value in re.findall(r" (-?\d+\.\d+)[,;]", label)]

    def stands(self, where):
        expect(self.root.locator(".bp-handle")).to_have_attribute("aria-label", re.compile(f"point: {where};"))

    def text(self, name):
        return self.root.get_by_role("textbox", name=name, exact=True).input_value()


def numeral(text):
    """The number that a reader sees, with a true minus."""
    return float(text.replace("\u2212", "-"))


def precise(value):
    """As JavaScript's ``toPrecision(9)`` writes it."""
    exponent = int(f"{value:.8e}".partition("e")[2])
    if -7 < exponent < 9:
        return f"{value:.{8 - exponent}f}"
    return re.sub(r"e([+-])0+", r"e\1", f"{value:.8e}")


def loss_of(example, theta, x=None):
    return float(example.network.error(theta, example.x if x is None else x, example.t, example.loss))


def trained(example, epochs, **options):
    options = {"loss": example.loss, "optimizer": bp.SGD(example.learning_rate), "frozen": example.frozen} | options
    return bp.train(example.network, example.theta, example.x, example.t, epochs=epochs, **options)


@pytest.fixture
def reader(show):
    return Reader(show(bp.Explorer(two_two_two)))


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_every_example_starts_and_steps(show, example):
    reader = Reader(show(bp.Explorer(example)))
    reader.shows(loss_of(example, example.theta))
    reader.press("Step")
    reader.shows(trained(example, 1).error[-1])
    reader.press("×10", "×100")
    reader.shows(trained(example, 111).error[-1])
    reader.open_all()
    assert "nan" not in reader.root.inner_text().lower()
    assert "Infinity" not in reader.root.inner_text()


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_each_control_to_both_ends_and_back(show, example):
    reader = Reader(show(bp.Explorer(example)))
    reader.open_all()
    names = [*example.network.names, *(f"i{k + 1}" for k in range(example.network.sizes[0])), "learning rate"]
    for name in names:
        slider = reader.slider(name)
        for key in ("End", "Home"):
            slider.press(key)
        expect(reader.box(name)).not_to_have_value("")
        assert float(reader.box(name).input_value()) == pytest.approx(
            float(slider.get_attribute("aria-valuetext")), rel=1e-5
        )
    assert "nan" not in reader.root.inner_text().lower()
    reader.press("Reset")
    reader.shows(loss_of(example, example.theta))


def test_a_number_box_takes_any_number_and_its_slider_follows(reader):
    reader.box("w5").fill("123.25")
    theta = two_two_two.theta.copy()
    theta[5] = 123.25
    reader.shows(loss_of(two_two_two, theta))
    assert reader.slider("w5").input_value() == "123.25"
    reader.press("Inputs and targets")
    reader.box("i2").fill("-0.5")
    reader.shows(loss_of(two_two_two, theta, [[0.05, -0.5]]))
    reader.press("Undo", "Undo")
    reader.shows(loss_of(two_two_two, two_two_two.theta))


def test_the_learning_rate_must_be_above_0(reader):
    reader.box("learning rate").fill("-1")
    expect(reader.root.get_by_role("alert")).to_contain_text("above 0, got -1")
    expect(reader.box("learning rate")).to_have_attribute("aria-invalid", "true")
    reader.press("3-D")
    expect(reader.root.get_by_role("alert")).to_be_hidden()
    reader.box("learning rate").fill("-2")
    expect(reader.root.get_by_role("alert")).to_contain_text("above 0, got -2")
    reader.box("learning rate").fill("2")
    expect(reader.root.get_by_role("alert")).to_be_hidden()
    reader.press("Step")
    reader.shows(trained(two_two_two, 1, optimizer=bp.SGD(2)).error[-1])


@pytest.mark.parametrize("kind, optimizer", [("momentum", bp.Momentum(0.5)), ("adam", bp.Adam(0.5))])
def test_the_optimizers(reader, kind, optimizer):
    reader.menu("optimizer", kind)
    reader.press("×100")
    expected = trained(two_two_two, 100, optimizer=optimizer)
    reader.shows(expected.error[-1])
    assert float(reader.box("w5").input_value()) == pytest.approx(expected.theta[-1, 5], abs=1e-8)


def test_the_order_of_update(reader):
    reader.menu("order of update", "output_first")
    reader.press("Step")
    reader.says("Error 0.291027924")
    reader.press("Reset")
    reader.menu("order of update", "simultaneous")
    reader.press("Step")
    reader.says("Error 0.291027774")


@pytest.mark.parametrize("typed, kept", [("1e400", "1e+40"), ("-", "0.4"), ("", "0.4")])
def test_what_is_no_number_is_said_and_taken_back(reader, typed, kept):
    box, alert = reader.box("w5"), reader.root.get_by_role("alert")
    box.press("Control+a")
    box.press("Backspace")
    box.press_sequentially(typed)
    expect(alert).to_be_hidden()
    box.press("Tab")
    expect(alert).to_have_text("w5 must be a finite number.")
    expect(box).to_have_value(kept)
    reader.press("3-D")
    expect(alert).to_be_hidden()


def test_examples_in_turn(show):
    reader = Reader(show(bp.Explorer(one_weight)))
    reader.menu("examples of an update", "true")
    reader.press("×10")
    expected = trained(one_weight, 4, batch_size=1)
    reader.shows(expected.error[10])


def test_in_turn_the_walk_is_that_of_the_example_that_is_due(show):
    reader = Reader(show(bp.Explorer(one_weight, in_turn=True)))
    weight = float(reader.box("W").input_value())
    result = reader.root.locator(".bp-assignment strong")
    for k in range(2 * len(one_weight.x)):
        example = k % len(one_weight.x) + 1
        expect(reader.root.get_by_role("combobox", name="example", exact=True)).to_have_value(str(example - 1))
        expect(reader.root).to_contain_text(f"Example {example} of 3; the next update takes example {example}.")
        reader.press("update")
        expect(reader.root.locator(".bp-steps")).to_contain_text("6 of 6")
        expected = result.inner_text()
        reader.press("Next", "Back")
        expect(result).to_have_text(expected)
        expect(reader.root).to_contain_text(f"Example {example} of 3;")
        reader.press("Next")
        expect(reader.root.locator(".bp-step")).to_have_text(f"update {k + 1}")
        reader.is_drawn()
        weight = float(reader.box("W").input_value())
        assert weight == pytest.approx(float(expected), rel=1e-8)
    reader.menu("example", "1")
    expect(reader.root).to_contain_text("Example 2 of 3; the next update takes example 1.")
    assert weight != one_weight.theta[0]
    reader.press("Step", "Reset")
    expect(reader.root).to_contain_text("Example 1 of 3; the next update takes example 1.")


def test_what_must_be_known_of_the_numbers_is_said(show):
    page = show(bp.Explorer(two_two_two), bp.Explorer(one_weight))
    first, second = Reader(page), Reader(page, 1)
    expect(first.root).to_contain_text("Never updated: b1, b2.")
    expect(first.root).not_to_contain_text("already updated")
    first.menu("order of update", "output_first")
    expect(first.root).to_contain_text("Some ∂ read weights that are already updated.")
    expect(second.root).to_contain_text("an update takes the mean gradient.")
    expect(second.root).not_to_contain_text("Never")


def test_an_update_that_is_refused_leaves_nothing_to_undo(show):
    reader = Reader(show(bp.Explorer(one_weight)))
    reader.box("learning rate").fill("1e200")
    reader.press("Step", "Step", "Step", "Undo")
    expect(reader.box("learning rate")).to_have_value(str(one_weight.learning_rate))
    expect(reader.root.get_by_role("alert")).to_be_hidden()
    reader.box("learning rate").fill("1e200")
    reader.press("Play")
    reader.says("Error overflow")
    expect(reader.root.get_by_role("button", name="Pause", exact=True)).to_be_disabled()
    reader.press("Undo")
    reader.shows(loss_of(one_weight, one_weight.theta))
    expect(reader.box("learning rate")).to_have_value(str(one_weight.learning_rate))


def test_undo_takes_back_a_change_that_stops_play(show):
    reader = Reader(show(bp.Explorer(one_weight)))
    reader.press("Play")
    expect(reader.root.locator(".bp-step")).not_to_have_text("update 0")
    reader.box("learning rate").fill("1e200")
    reader.says("Error overflow")
    step = reader.root.locator(".bp-step").inner_text()
    reader.press("Undo")
    expect(reader.box("learning rate")).to_have_value(str(one_weight.learning_rate))
    expect(reader.root.locator(".bp-step")).to_have_text(step)
    reader.press("Undo")
    expect(reader.root.locator(".bp-step")).to_have_text("update 0")


def test_the_point_is_held_where_it_is_pressed(reader):
    reader.press("Step")
    reader.is_drawn()
    mouse, box = reader.page.mouse, reader.root.locator(".bp-handle").bounding_box()
    x, y = box["x"] + box["width"] / 2 + 6, box["y"] + box["height"] / 2 - 5
    before = reader.root.locator(".bp-handle").get_attribute("aria-label")
    mouse.click(x, y)
    reader.stands(before[len("point: ") :].partition(";")[0])
    expect(reader.root.locator(".bp-step")).to_have_text("update 1")
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 40, y)
    expect(reader.root.locator(".bp-step")).to_have_text("update 0")
    mouse.up()
    reader.is_drawn()
    moved = reader.root.locator(".bp-handle").bounding_box()
    assert (moved["x"] - box["x"], moved["y"] - box["y"]) == pytest.approx((40, 0), abs=0.5)


def test_walking_the_trace_takes_one_update(reader):
    trace = bp.trace(two_two_two.network, optimizer=bp.SGD(0.5), frozen=("b1", "b2"))
    values = trace.run(trace.values(two_two_two.theta, two_two_two.x, two_two_two.t))
    result = reader.root.locator(".bp-assignment strong")
    for k, step in enumerate(trace.steps):
        reader.press("Next")
        expect(reader.root.locator(".bp-steps")).to_contain_text(f"{k + 1} of {len(trace.steps)}")
        assert numeral(result.inner_text()) == pytest.approx(values[step.name], rel=1e-8)
    reader.press("Back")
    expect(reader.root.locator(".bp-steps")).to_contain_text(f"{len(trace.steps) - 1} of")
    assert numeral(result.inner_text()) == pytest.approx(values[trace.steps[-2].name], rel=1e-8)
    reader.press("Next", "Next")
    reader.says("Error 0.291027774")
    assert reader.root.get_by_text("update 1", exact=True).is_visible()


def test_a_walk_goes_on_while_a_weight_moves(reader):
    trace = bp.trace(two_two_two.network, optimizer=bp.SGD(0.5), frozen=("b1", "b2"))
    reader.press("Next", "Next", "Next", "Next", "Next")
    reader.box("w5").fill("0.75")
    reader.is_drawn()
    expect(reader.root.locator(".bp-steps")).to_contain_text(f"5 of {len(trace.steps)}")
    theta = two_two_two.theta.copy()
    theta[5] = 0.75
    step = trace.steps[4]
    value = trace.run(trace.values(theta, two_two_two.x, two_two_two.t))[step.name]
    assert "w5" in step.expression
    assert numeral(reader.root.locator(".bp-assignment strong").inner_text()) == pytest.approx(value, rel=1e-8)
    reader.press("Reset")
    expect(reader.root.locator(".bp-assignment")).to_be_hidden()


def test_back_takes_back_what_next_did(reader):
    last = len(bp.trace(two_two_two.network, optimizer=bp.SGD(0.5), frozen=("b1", "b2")).steps)
    back, count = reader.root.get_by_role("button", name="Back", exact=True), reader.root.locator(".bp-steps .bp-count")
    expect(back).to_be_disabled()
    reader.press("Next", "Next", "Back")
    expect(count).to_have_text(f"1 of {last}")
    reader.press("Back")
    expect(count).to_have_text(f"{last} assignments")
    expect(back).to_be_disabled()
    for update in (1, 2):
        reader.press("update", *["Next"] * 8)  # one for each weight
        expect(reader.root.locator(".bp-step")).to_have_text(f"update {update}")
    for update in (1, 0):
        reader.press("Back")
        expect(reader.root.locator(".bp-step")).to_have_text(f"update {update}")
        expect(count).to_have_text(f"{last} of {last}")
        reader.press(*["Back"] * last)
        expect(count).to_have_text(f"{last} assignments")
    expect(back).to_be_disabled()
    reader.says("Error 0.298371109")
    reader.press("Step")
    expect(back).to_be_disabled()


SEND = """([name, value, type]) => {
  const root = document.querySelector("[data-example]"), find = (name) => root.querySelector(`[aria-label="${name}"]`);
  const input = find(name);
  input.value = value;
  input.dispatchEvent(new Event(type, { bubbles: true }));
  const [parameter] = name.split(" ");
  return [root.querySelector("[role=status]").textContent, find(parameter).value, find(`${parameter} slider`).value];
}"""


@pytest.mark.parametrize("type", ["input", "change"])
@pytest.mark.parametrize("name", ["w5", "w5 slider"])
def test_the_error_and_the_pair_are_written_in_the_handler(reader, name, type):
    theta = two_two_two.theta.copy()
    theta[5] = 0.75
    said = reader.page.evaluate(SEND, [name, "0.75", type])
    assert said == [f"Error {precise(loss_of(two_two_two, theta))}", "0.75", "0.75"]
    assert reader.page.evaluate(SEND, [name, "0.75", "change"]) == said
    reader.press("Undo")
    reader.says("Error 0.298371109")
    expect(reader.root.get_by_role("button", name="Undo")).to_be_disabled()


def test_a_change_of_nothing_changes_nothing(reader):
    reader.press("Step")
    said = reader.root.get_by_role("status").inner_text()
    for name in ("w5", "w5 slider"):
        value = reader.page.evaluate("name => document.querySelector(`[aria-label='${name}']`).value", name)
        assert reader.page.evaluate(SEND, [name, value, "change"])[0] == said
    reader.press("Undo")
    reader.says("Error 0.298371109")


def test_a_refused_number_gives_way_to_the_old_one(reader):
    rate = reader.box("learning rate")
    rate.fill("-1")
    rate.press("Tab")
    expect(rate).to_have_value("0.5")
    expect(rate).to_have_attribute("aria-invalid", "false")


def test_the_diagram_opens_on_the_selected_example(show):
    explorer = bp.Explorer(one_weight, selected=2)
    reader = Reader(show(explorer))
    expect(reader.root.get_by_role("combobox", name="example", exact=True)).to_have_value("2")
    reader.press("Share", "Copy link")
    fragment = reader.text("Link").partition("#")[2]
    assert "example=" not in fragment
    plain = Reader(show(explorer, fragment=fragment))
    expect(plain.root.get_by_role("combobox", name="example", exact=True)).to_have_value("2")
    other = Reader(show(explorer, fragment=fragment + "&example=1"))
    expect(other.root.get_by_role("combobox", name="example", exact=True)).to_have_value("0")


def test_a_history_without_its_theta_is_not_the_present_run(show):
    explorer = bp.Explorer(two_two_two)
    explorer.theta = np.full(10, 0.25)
    reader = Reader(show(explorer))
    reader.press("Error history")
    error = loss_of(two_two_two, np.full(10, 0.25))
    reader.shows(error)
    label = re.compile(f"Error after each update: {error:.4f} at update 0")
    expect(reader.root.get_by_role("img", name=label)).to_be_visible()


def test_the_canvas_keeps_no_clip(reader):
    """A clip that is never taken off is cut anew with every frame, and each frame takes longer than the one before."""
    clips = """() => new Promise((done) => {
      const { prototype } = CanvasRenderingContext2D, { clip, save, restore } = prototype;
      let open = 0;
      const kept = [];
      Object.assign(prototype, {
        clip(...path) { open += kept.length ? 0 : 1; clip.apply(this, path); },
        save() { kept.push(this); save.call(this); },
        restore() { kept.pop(); restore.call(this); },
      });
      document.querySelector("[aria-label='w5 slider']").stepUp();
      document.querySelector("[aria-label='w5 slider']").dispatchEvent(new Event("input", { bubbles: true }));
      requestAnimationFrame(() => requestAnimationFrame(() => done([open, kept.length])));
    })"""
    assert reader.page.evaluate(clips) == [0, 0]


@pytest.mark.parametrize("width", [625, 704])
def test_the_bar_and_the_caption_of_the_surface_fit_half_a_column(show, width):
    page = show(bp.Explorer(two_two_two), viewport={"width": width + 16, "height": 900})
    heights = page.evaluate(
        "['.bp-surface .bp-bar', '.bp-caption'].map((name) => document.querySelector(name).offsetHeight)"
    )
    assert heights[0] < 40 and heights[1] < 24


def test_a_number_is_not_cut_by_its_box(show):
    page = show(bp.Explorer(two_two_two, learning_rate=9.0574347e152), viewport={"width": 1000, "height": 900})
    box = page.get_by_role("spinbutton", name="learning rate", exact=True)
    assert box.input_value() == "9.057e+152"
    assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth")


class Dial(anywidget.AnyWidget):
    """Sets w5 of an explorer by the traits alone, as a linked slider of the page does, and shows what it hears."""

    _esm = """export default { async render({ model, el, host }) {
      const other = await host.getModel(model.get("explorer")), shown = document.createElement("p");
      const button = document.createElement("button");
      button.textContent = "set w5";
      button.onclick = () => { other.set("w5", 0.75); other.save_changes(); };
      other.on("change:w5", () => { shown.textContent = `heard ${other.get("w5")}, ${other.get("theta")[5]}`; });
      el.append(button, shown);
    } };"""
    explorer = traitlets.Any().tag(sync=True, **ipywidgets.widget_serialization)


def test_a_parameter_is_set_and_heard_by_its_own_trait(show):
    explorer = bp.Explorer(two_two_two)
    page = show(explorer, Dial(explorer=explorer))
    reader, heard = Reader(page), page.get_by_text(re.compile("^heard"))
    page.get_by_role("button", name="set w5").click()
    theta = two_two_two.theta.copy()
    theta[5] = 0.75
    reader.shows(loss_of(two_two_two, theta))
    expect(reader.box("w5")).to_have_value("0.75")
    reader.box("w5").fill("-2")
    expect(heard).to_have_text("heard -2, -2")
    reader.press("Undo", "Undo")
    reader.says("Error 0.298371109")
    expect(heard).to_have_text("heard 0.4, 0.4")


def test_labels_of_the_diagram_keep_apart(reader):
    reader.box("w6").fill("-1.7767")
    reader.stands("w5 0.4000, w6 -1.7767")
    boxes = reader.page.evaluate(
        """[...document.querySelectorAll(".bp-weight")].map((node) => {
          const { left, top, right, bottom } = node.getBoundingClientRect();
          return [left - 2, top, right + 2, bottom];
        })"""
    )
    for k, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[k + 1 :]:
            assert right <= other[0] or bottom <= other[1] or left >= other[2] or top >= other[3]


def test_a_term_and_its_edge_light_each_other(reader):
    reader.press("forward")
    edge = reader.root.get_by_role("button", name="edge w1", exact=True)
    term = reader.root.get_by_role("math", name="w1", exact=True)
    term.focus()
    expect(edge).to_have_class(re.compile("bp-lit"))
    edge.focus()
    expect(term).to_have_class(re.compile("bp-lit"))
    reader.root.get_by_role("button", name="neuron h1").hover()
    expect(reader.root.get_by_role("math", name="z_h1")).to_have_class(re.compile("bp-lit"))
    expect(term).not_to_have_class(re.compile("bp-lit"))
    reader.root.get_by_role("button", name="Step", exact=True).hover()
    expect(term).to_have_class(re.compile("bp-lit"))  # its edge still has the focus


def test_an_update_by_the_mean_shows_the_mean(show):
    reader = Reader(show(bp.Explorer(one_weight)))
    reader.press("update")
    steps = reader.root.locator(".bp-assignment")
    before, rate, gradient, after = map(float, re.findall(r"\d[\d.]*", "".join(steps.inner_text().split("=")[2:])))
    assert after == pytest.approx(before - rate * gradient, rel=1e-8)


def test_the_mean_is_a_step_with_the_number_of_each_example(show):
    reader = Reader(show(bp.Explorer(one_weight)))
    steps, ex = reader.root.locator(".bp-assignment"), one_weight
    reader.press("backward")
    while "mean of 3" not in steps.inner_text():
        reader.press("Next")
    assert steps.inner_text().startswith("∂E/∂W, mean of 3 = mean(∂E/∂W)")
    shown = re.search(r"\((.*)\) / 3", steps.inner_text())[1].split(" + ")
    each = [ex.network.gradient(ex.theta, x, t, ex.loss)[1][0] for x, t in zip(ex.x, ex.t, strict=True)]
    np.testing.assert_allclose([numeral(value.strip("()")) for value in shown], each, rtol=1e-8)
    _, gradient = ex.network.gradient(ex.theta, ex.x, ex.t, ex.loss)
    assert numeral(steps.locator("strong").inner_text()) == pytest.approx(gradient[0], rel=1e-8)


def test_a_negative_number_stands_in_one_pair_of_parentheses(show):
    reader = Reader(show(bp.Explorer(two_two_two, theta=[-1.0] * 10)))
    for _ in range(4):
        reader.press("Next")
        assert "((" not in reader.root.locator(".bp-assignment").inner_text()


def test_a_finger_that_scrolls_leaves_the_point_and_one_that_taps_moves_it(show):
    page = show(bp.Explorer(two_two_two), viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    reader = Reader(page)
    reader.press("\u00d710")
    plot = reader.root.locator(".bp-surface .bp-plot")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    x, y = box["x"] + 120, box["y"] + 80
    touch = page.context.new_cdp_session(page)
    for kind, up in (("Start", 0), *(("Move", 20 * k) for k in range(1, 6)), ("End", None)):
        points = [] if up is None else [{"x": x, "y": y - up}]
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    expect(reader.root.locator(".bp-step")).to_have_text("update 10")
    plot.tap(position={"x": 120, "y": 80})
    expect(reader.root.locator(".bp-step")).to_have_text("update 0")


def test_the_check_agrees_where_the_gradient_vanishes(show):
    reader = Reader(show(bp.Explorer(one_weight, theta=[2.0], open=["check"])))
    expect(reader.root.locator(".bp-panel-check .bp-note")).to_contain_text("The two agree.")


def test_on_paper_the_canvases_let_each_other_through(reader):
    """Chromium prints what is clear of a canvas as white."""
    reader.page.emulate_media(media="print")
    blends = "list => list.map((each) => getComputedStyle(each).mixBlendMode)"
    assert reader.root.locator(".bp-surface canvas").evaluate_all(blends) == ["multiply"] * 3


@pytest.mark.parametrize("screen", [360, 768, 1100])
def test_on_paper_the_surface_is_whole_and_under_its_axes(show, screen):
    """What is printed was drawn for the screen: paper is narrower or wider."""
    reader = Reader(show(bp.Explorer(two_two_two), viewport={"width": screen, "height": 800}))
    expect(reader.root.locator(".bp-caption")).to_contain_text("downhill")
    reader.page.emulate_media(media="print")
    # All in one turn: on its way to paper nothing is drawn again.
    base, field, _, root = reader.root.evaluate("""(root) => {
      root.parentElement.style.width = "660px";
      const nodes = [...root.querySelectorAll(".bp-surface canvas"), root];
      return nodes.map((node) => node.getBoundingClientRect().toJSON());
    }""")
    assert (field["left"] - base["left"], base["right"] - field["right"]) == (46, 10)
    assert (field["top"] - base["top"], base["bottom"] - field["bottom"]) == (18, 36)
    assert base["right"] <= root["right"]


def test_play_pause_and_reset(reader):
    expect(reader.root.get_by_role("button", name="Pause")).to_be_disabled()
    reader.press("Play")
    expect(reader.root.locator(".bp-step")).not_to_have_text("update 0")
    reader.press("Pause")
    step = int(reader.root.locator(".bp-step").inner_text().split()[1])
    assert step > 0 and step % 10 == 0
    reader.shows(trained(two_two_two, step).error[-1])
    reader.press("Undo")
    reader.says("Error 0.298371109")


def test_reduced_motion_plays_slowly(show):
    reader = Reader(show(bp.Explorer(two_two_two), reduced_motion="reduce"))
    began = reader.page.evaluate("performance.now()")
    reader.press("Play")
    expect(reader.root.locator(".bp-step")).not_to_have_text("update 0")
    reader.press("Pause")
    passed = reader.page.evaluate("performance.now()") - began
    step = int(reader.root.locator(".bp-step").inner_text().split()[1])
    # Ten updates every half a second, however long this took.
    assert passed >= 500 and 10 <= step <= passed / 50


def test_divergence_is_said_in_words_and_undone(show):
    reader = Reader(show(bp.Explorer(one_weight)))
    reader.open_all()
    reader.box("learning rate").fill("1e200")
    reader.press("Play")
    reader.says("Error overflow")
    expect(reader.root.get_by_role("alert")).to_contain_text("the learning rate is too high")
    expect(reader.root.get_by_role("button", name="Pause")).to_be_disabled()
    assert not re.search("nan|infinity", reader.root.inner_text(), re.IGNORECASE)
    reader.press("log")
    reader.box("W").fill("")
    reader.box("W").press("Tab")
    expect(reader.root.get_by_role("alert")).to_contain_text("the learning rate is too high")
    reader.press("Undo")
    reader.shows(loss_of(one_weight, one_weight.theta))
    expect(reader.root.get_by_role("alert")).to_be_hidden()
    reader.box("W").fill("1e200")
    reader.says("Error overflow")
    assert not re.search("nan|infinity", reader.root.inner_text(), re.IGNORECASE)
    reader.press("Reset")
    reader.shows(loss_of(one_weight, one_weight.theta))


def test_the_bowl_stays_in_view_when_the_weight_is_far_away(show):
    reader = Reader(show(bp.Explorer(one_weight)))
    curve = reader.root.get_by_role("img", name=re.compile("Error over W"))
    seen = re.search(r"from (\S+) to (\S+);", curve.get_attribute("aria-label"))
    reader.box("W").fill("1e60")
    reader.stands("W 1e\\+60")
    told = re.search(r"from (\S+) to (\S+);", curve.get_attribute("aria-label"))
    assert told.groups() == seen.groups()
    handle, plot = (reader.root.locator(f".bp-surface {part}").bounding_box() for part in (".bp-handle", ".bp-plot"))
    right = plot["x"] + plot["width"] - 10
    assert abs(handle["x"] + handle["width"] / 2 - right) < 2
    reader.root.locator(".bp-handle").press("ArrowLeft")
    expect(reader.box("W")).to_have_value(re.compile(r"^-?1?\d(\.\d+)?$"))
    reader.press("Undo", "Undo")
    reader.shows(loss_of(one_weight, one_weight.theta))


def test_the_caption_writes_one_minus_sign(reader):
    caption = reader.root.locator(".bp-caption").inner_text()
    assert re.search(r"=\s\u22120.08217", caption) and not re.search(r"-\d", caption)


@pytest.mark.parametrize("order", ["simultaneous", "output_first"])
def test_downhill_is_the_gradient_of_the_error_in_either_order(show, order):
    reader = Reader(show(bp.Explorer(two_two_two, axes=("w1", "w2"), order=order)))
    ex = two_two_two
    _, gradient = ex.network.gradient(ex.theta, ex.x, ex.t, ex.loss)
    caption = reader.root.locator(".bp-caption")
    expect(caption).to_contain_text("downhill:")
    shown = [numeral(value) for value in re.findall(r"=\s(\S+)", caption.inner_text())]
    assert shown == [float(f"{-value:.1e}") for value in gradient[:2]]


def test_the_caption_says_of_how_many_examples_it_is_the_mean(show):
    reader = Reader(show(bp.Explorer(one_weight)))
    expect(reader.root.locator(".bp-caption")).to_contain_text(f"mean of {len(one_weight.x)} examples")


def test_labels_of_contours_are_written_after_the_path(reader):
    """So that a long path hides none of them."""
    drawn = reader.page.evaluate(
        """() => new Promise((done) => {
          const { prototype } = CanvasRenderingContext2D, { stroke, fillText } = prototype, drawn = [];
          Object.assign(prototype, {
            stroke(...path) { drawn.push("line"); stroke.apply(this, path); },
            fillText(...label) { drawn.push("label"); fillText.apply(this, label); },
          });
          const slider = document.querySelector("[aria-label='w1 slider']");
          slider.stepUp();
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          requestAnimationFrame(() => requestAnimationFrame(() => done(drawn)));
        })"""
    )
    assert drawn[-1] == "label" and "line" in drawn


def test_axes_by_edge_menu_and_3d(reader):
    edge = reader.root.get_by_role("button", name="edge w1", exact=True)
    edge.press("Space")
    expect(edge).to_have_attribute("aria-pressed", "true")
    reader.stands("w6 0.4500, w1 0.1500")
    reader.root.get_by_role("button", name="bias b2", exact=True).click()
    reader.stands("w1 0.1500, b2 0.6000")
    reader.menu("horizontal axis", "w8")
    reader.stands("w8 0.5500, b2 0.6000")
    reader.menu("horizontal axis", "b2")
    reader.stands("b2 0.6000, w8 0.5500")
    before = reader.root.locator(".bp-surface canvas").first.evaluate("canvas => canvas.toDataURL()")
    reader.press("3-D")
    reader.root.get_by_role("slider", name="turn").press("End")
    expect(reader.root.get_by_role("slider", name="tilt")).to_be_visible()
    drawn = "before => document.querySelector('.bp-surface canvas').toDataURL() !== before"
    reader.page.wait_for_function(drawn, arg=before)


def test_the_point_moves_by_arrow_keys_and_by_dragging(reader):
    handle = reader.root.locator(".bp-handle")
    handle.press("ArrowRight")
    handle.press("Shift+ArrowDown")
    expect(reader.box("w5")).to_have_value("0.45")
    expect(reader.box("w6")).to_have_value("-0.05")
    theta = two_two_two.theta.copy()
    theta[5:7] = 0.45, -0.05
    reader.shows(loss_of(two_two_two, theta))
    area = handle.bounding_box()
    x, y = area["x"] + area["width"] / 2, area["y"] + area["height"] / 2
    mouse = reader.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - 60, y + 40, steps=4)
    mouse.up()
    expect(handle).not_to_have_attribute("aria-label", re.compile("w5 0.4500"))
    a, b = reader.point()
    assert a < 0.4 and b < -0.06
    reader.press("Undo")
    reader.stands("w5 0.4500, w6 -0.0500")


def test_zoom_and_reset_of_the_range(reader):
    canvas = reader.root.get_by_role("img", name=re.compile("Error over w5 and w6"))
    start = canvas.get_attribute("aria-label")
    reader.press("zoom in", "zoom in")
    expect(canvas).not_to_have_attribute("aria-label", start)
    reader.press("zoom out", "Fit range")
    expect(canvas).to_have_attribute("aria-label", start)


def test_the_gradient_check(reader):
    reader.press("Gradient check")
    region = reader.root.get_by_role("group", name="Gradient check")
    expect(region).to_contain_text("The two agree.")
    _, gradient = two_two_two.network.gradient(two_two_two.theta, two_two_two.x, two_two_two.t)
    rows = region.get_by_role("row").all()[1:]
    shown = [[numeral(cell.inner_text()) for cell in row.get_by_role("cell").all()[1:3]] for row in rows]
    np.testing.assert_allclose([row[0] for row in shown], gradient, rtol=1e-8)
    np.testing.assert_allclose([row[1] for row in shown], gradient, rtol=1e-5)
    reader.menu("order of update", "output_first")
    expect(region).to_contain_text("The two differ: the deltas")


def test_the_history_is_linear_or_logarithmic(reader):
    reader.press("Error history", "×100", "log")
    canvas = reader.root.get_by_role("img", name=re.compile("Error after each update"))
    expect(canvas).to_have_attribute("aria-label", re.compile("0.2984 at update 0, .* at update 100; log scale"))


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_the_copied_python_runs_and_has_the_state(show, example):
    reader = Reader(show(bp.Explorer(example)))
    reader.menu("optimizer", "adam")
    reader.press("×10", "Share", "Copy as Python")
    expect(reader.root.get_by_text("update 10", exact=True)).to_be_visible()
    shown = reader.root.get_by_role("status").inner_text().split()[1]
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(reader.text("Python"), "copied", "exec"), {})
    assert "its memory begins at 0" in reader.text("Python")
    lines = dict(re.findall(r"^(error.*) (\S+)$", said.getvalue(), re.MULTILINE))
    assert precise(float(lines["error"])) == shown


def test_a_link_restores_the_state_exactly(reader, show):
    reader.menu("optimizer", "adam")
    reader.press("×10", "edge w8", "zoom in", "3-D", "Inputs and targets")
    reader.press("Step", "Next", "Next", "Share", "Copy link")
    state = reader.root.get_by_role("status").inner_text(), reader.point(), reader.text("Link")
    fragment = state[2].partition("#")[2]
    other = Reader(show(bp.Explorer(two_two_two), fragment=fragment))
    other.press("Share", "Copy link")
    assert other.text("Link").partition("#")[2] == fragment
    other.says(state[0])
    assert other.point() == state[1]
    for each in (reader, other):
        each.press("×100")
        expect(each.root.get_by_text(re.compile(r"^update 111$"))).to_be_visible()
    assert reader.root.get_by_role("status").inner_text() == other.root.get_by_role("status").inner_text()


def test_a_link_from_python_opens_in_the_page(show):
    prepared = bp.Explorer(two_two_two, axes=("w5", "w8"), optimizer="momentum", bounds=(-1, 1, 0, 2))
    prepared.theta = np.linspace(-1, 1, 10)
    reader = Reader(show(bp.Explorer(two_two_two), fragment=prepared.link()[1:]))
    reader.shows(loss_of(two_two_two, prepared.theta))
    expect(reader.root.get_by_role("combobox", name="optimizer")).to_have_value("momentum")


@pytest.mark.parametrize(
    "text, told",
    [
        ("w5=alert(1)", 'w5 must be a number, got "alert(1)"'),
        ("w5=1e999", "w5 must be a number"),
        ("w5=NaN", "w5 must be a number"),
        ("w5=", "w5 must be a number"),
        ("w99=1", "names only what its example has"),
        ("rate=-1", "rate must be a number above 0"),
        ("axes=w5,w5", "2 different names"),
        ("axes=w5,__proto__", "axes must be one of"),
        ("optimizer=lbfgs", "optimizer must be one of sgd, momentum, adam"),
        ("order=constructor", "order must be one of"),
        ("bounds=1,0,0,1", "bounds must be"),
        ("w5=1&w5=2", "different name=value pairs"),
        ("step=1.5", "a whole number"),
        ("%", "cannot be read"),
    ],
)
def test_a_bad_link_is_refused_with_a_message(show, text, told):
    reader = Reader(show(bp.Explorer(two_two_two), fragment=f"two_two_two?{text}"))
    expect(reader.root.get_by_role("alert")).to_contain_text(told)
    reader.says("Error 0.298371109")


def test_two_explorers_keep_apart_and_a_link_finds_its_own(show):
    page = show(bp.Explorer(two_two_two), bp.Explorer(single_neuron), bp.Explorer(two_two_two))
    first, neuron, second = (Reader(page, place) for place in range(3))
    second.press("Step", "Share", "Copy link")
    first.says("Error 0.298371109")
    neuron.shows(loss_of(single_neuron, single_neuron.theta))
    assert "#two_two_two.2?" in second.text("Link")
    page.goto(second.text("Link"))
    second.says("Error 0.291027774")
    first.says("Error 0.298371109")


def test_a_menu_of_the_toolbar_shows_its_name(show):
    root = Reader(show(bp.Explorer(one_weight))).root
    for name in ("optimizer", "examples of an update", "example", "updates a frame"):
        expect(root.get_by_role("combobox", name=name, exact=True)).to_have_count(1)
        label = root.locator("label").filter(has=root.page.locator(f"select[aria-label='{name}']"))
        expect(label).to_contain_text(re.compile(f"^{name}"))


def test_the_keyboard_alone(reader):
    page = reader.page
    page.keyboard.press("Tab")
    expect(reader.root.get_by_role("button", name="Step", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    reader.says("Error 0.291027774")
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = "document.activeElement"
        reached.add(page.evaluate(f"{focused}.getAttribute('aria-label') || {focused}.innerText"))
    assert {"edge w5", "neuron h1", "bias b1", "w5", "w5 slider", "learning rate", "Next", "horizontal axis"} <= reached
    assert any(name.startswith("point:") for name in reached)


def test_exactly_one_status_and_no_output(reader):
    assert reader.root.get_by_role("status").count() == 1
    assert reader.root.locator("output").count() == 0


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.name)
def test_no_text_of_the_diagram_lies_on_another(show, example):
    reader = Reader(show(bp.Explorer(example)))
    reader.press("update")
    reader.is_drawn()
    overlaps = reader.root.locator(".bp-network").evaluate("""(diagram) => {
      const texts = [...diagram.querySelectorAll("text")].filter((each) => each.textContent && each.checkVisibility());
      const boxes = texts.map((each) => [each.textContent, each.getBBox()]), air = 4; // above and below the letters
      return boxes.length < 8 ? "no texts" : boxes.flatMap(([one, a], k) => boxes.slice(k + 1).filter(([, b]) =>
        a.x < b.x + b.width && b.x < a.x + a.width && a.y + air < b.y + b.height && b.y + air < a.y + a.height
      ).map(([other]) => [one, other]));
    }""")
    assert overlaps == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_runs_sideways(show, width):
    page = show(bp.Explorer(two_two_two, open=PANELS), viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.evaluate(
        """[...document.querySelectorAll(".bp-panels > *")].map((node) => {
          const { left, top, right, bottom } = node.getBoundingClientRect();
          return [left, top, right, bottom];
        })"""
    )
    for k, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[k + 1 :]:
            assert right <= other[0] or bottom <= other[1] or left >= other[2] or top >= other[3]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", ["contours", "3d"])
def test_axe_finds_nothing(show, theme, view):
    question = bp.Question("How much is `1 + 1`?", answer=2, hint="Count.", solution="Two.")
    choice = bp.Question("Which?", answer="a", choices=["a", "b"])
    page = show(bp.Explorer(two_two_two, open=PANELS), bp.Explorer(one_weight), question, choice)
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    reader = Reader(page)
    surface = "3-D" if view == "3d" else "Contours"
    reader.press("All weights", "All biases", "Inputs and targets", surface, "backward", "Copy link")
    page.get_by_label("your answer").fill("3")
    page.get_by_role("button", name="Check").first.click()
    page.wait_for_timeout(200)
    results = Axe().run(page).response
    found = [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in results["violations"]]
    assert not found, json.dumps(found, indent=1)


# ---- questions


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


def test_text_of_a_question_is_never_markup(show):
    page = show(bp.Question("<b>bold</b> & `<i>`?", answer=1))
    expect(page.get_by_text("<b>bold</b> & <i>?")).to_be_visible()
