"""The explorer of a page, found as a reader finds it: by roles, names and texts, which stay when its insides change."""

import re

import pytest
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp

#: The parts of an explorer that a button opens and closes.
PANELS = "Network", "Controls", "Steps", "Method", "Error history", "All numbers", "Gradient check"
PANELS += "Audit", "Find the slip", "Worksheet", "Share"
#: A number as a page shows it, with a hyphen or a true minus.
NUMBER = r"(?<![\w.])[-−]?\d+(?:\.\d+)?(?:e[-+−]?\d+)?"


class Explorer:
    """What somebody does with an explorer, and what they see of it."""

    def __init__(self, page, place=0):
        self.page = page
        self.root = page.locator("[data-example]").nth(place)
        self.status = self.root.get_by_role("status")
        self.alert = self.root.get_by_role("alert")
        self.updates = self.root.get_by_text(re.compile(r"^update \d+$"))
        self.diagram = self.root.get_by_role("group", name="Network diagram", exact=True)
        self.steps = self.panel("Steps")
        self.picture = self.root.get_by_role("img", name=re.compile("^Error over "))
        self.handle = self.root.get_by_role("button", name=re.compile("^point: "))
        self.colors = self.root.get_by_role("img", name=re.compile("^Colors"))
        self.marker = self.colors.locator(".bp-marker")
        self.change = self.colors.locator(".bp-change")
        self.ghost = self.root.locator(".bp-ghost")
        self.downhill = self.root.get_by_text(re.compile("^downhill"))

    # What there is.

    def button(self, name):
        return self.root.get_by_role("button", name=name, exact=True)

    def box(self, name):
        """The number box of a parameter, an input, a target or the learning rate."""
        return self.root.get_by_role("spinbutton", name=name, exact=True)

    def slider(self, name):
        return self.root.get_by_role("slider", name=f"{name} slider", exact=True)

    def menu(self, name):
        return self.root.get_by_role("combobox", name=name, exact=True)

    def panel(self, title):
        return self.root.get_by_role("group", name=title, exact=True)

    # What a reader does.

    def press(self, *names):
        for name in names:
            self.button(name).click()

    def set(self, name, value):
        self.box(name).fill(str(value))

    def choose(self, menu, choice):
        self.menu(menu).select_option(label=choice)

    def open(self, *titles):
        for title in titles:
            if self.button(title).get_attribute("aria-expanded") == "false":
                self.press(title)

    def open_all(self):
        closed = self.root.get_by_role("button", expanded=False)
        while closed.count():
            closed.first.click()

    def walk_to(self, name):
        """Move the scrubber on to the assignment of what is said so: "delta h1"."""
        scrubber = self.root.get_by_role("slider", name="assignment", exact=True)
        for place in range(1, int(scrubber.get_attribute("max")) + 1):
            scrubber.fill(str(place))
            if self.formula().startswith(f"{name} equals "):
                return
        raise ValueError(f"there is no assignment of {name}")

    def copied(self, what):
        """The text of "Copy link" or of "Copy as Python"."""
        self.open("Share")
        self.press(f"Copy {what}")
        return self.root.get_by_role("textbox", name=what.removeprefix("as ").capitalize(), exact=True).input_value()

    def link(self):
        """The fragment of the link to the present state."""
        return self.copied("link").partition("#")[2]

    def drag(self, right, down):
        """Drag the point by so many pixels."""
        self.handle.scroll_into_view_if_needed()
        self.is_at_rest()
        x, y = middle(self.handle)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right, y + down, steps=3)
        self.page.mouse.up()

    def is_drawn(self):
        """Wait for the frame after the last change: the error is said at once, the panels follow."""
        self.page.evaluate(javascript("next_frame"))

    def is_at_rest(self):
        """Wait until the point of the surface no longer glides."""
        before = None
        while before != (before := self.handle.bounding_box()):
            self.page.wait_for_timeout(60)

    def faults(self, *kinds):
        """What is wrong after each change to the controls of these kinds, as ``js/faults.js`` tries them."""
        return self.root.evaluate(javascript("faults"), kinds)

    # What a reader sees.

    def says(self, text):
        expect(self.status).to_have_text(text)

    def shows(self, error):
        """The error of the status line, to its nine digits."""
        self.says(f"Error {precise(error)}")

    def has_made(self, updates):
        expect(self.updates).to_have_text(f"update {updates}")

    def updates_made(self):
        return int(self.updates.inner_text().split()[1])

    def point(self):
        """Where the point of the surface is: a number for each name."""
        self.is_drawn()
        said = re.findall(rf"(\w+) ({NUMBER})", self.handle.get_attribute("aria-label"))
        return {name: number(text) for name, text in said}

    def stands_at(self, **place):
        assert self.point() == pytest.approx(place, abs=1e-4)

    def number_in(self, name):
        return float(self.box(name).input_value())

    def term(self, name):
        """A name of the present assignment: its symbol with its number below."""
        return self.steps.get_by_role("math", name=name, exact=True).first

    def value_of(self, name):
        """The number below a name of the present assignment, as it is written."""
        self.is_drawn()
        return re.findall(NUMBER, self.term(name).locator("mn").last.text_content())[0]

    def result(self):
        """The number that the present assignment gives, as it is written."""
        return self.value_of("result")

    def formula(self):
        """The present assignment as it is said."""
        self.is_drawn()
        return self.steps.get_by_role("group").get_attribute("aria-label")


def middle(locator):
    """The middle of what is found, in pixels of the page."""
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def overlaps(one, other):
    """Whether two boxes lie on each other."""
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    down = one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
    return across and down


def number(text):
    """The number that a text shows."""
    return float(text.replace("−", "-"))


def numbers_in(text):
    return [number(each) for each in re.findall(NUMBER, text)]


def agrees(text, value):
    """Whether a text is this number, to the digits that it shows.

    Zeros at the end may be left out: so a number without an exponent counts as one of four digits at least.
    """
    mantissa, exponent, _ = text.partition("e")
    shown = len(re.sub(r"\D", "", mantissa).lstrip("0"))
    digits = shown if exponent else max(4, shown)
    return number(text) == pytest.approx(value, rel=10 ** (1 - digits))


def precise(value):
    """As JavaScript's ``toPrecision(9)`` writes it."""
    exponent = int(f"{value:.8e}".partition("e")[2])
    if -7 < exponent < 9:
        return f"{value:.{8 - exponent}f}"
    return re.sub(r"e([+-])0+", r"e\1", f"{value:.8e}")


# What Python computes of the same example.


def error_of(example, x=None, **parameters):
    """The error of an example, with other inputs or with some parameters changed."""
    theta = example.theta.copy()
    for name, value in parameters.items():
        theta[example.network.index(name)] = value
    return float(example.network.error(theta, example.x if x is None else x, example.t, example.loss))


def trained(example, epochs, **options):
    """The history of an example that Python has trained as the explorer does."""
    options = {"loss": example.loss, "optimizer": bp.SGD(example.learning_rate), "frozen": example.frozen} | options
    return bp.train(example.network, example.theta, example.x, example.t, epochs=epochs, **options)
