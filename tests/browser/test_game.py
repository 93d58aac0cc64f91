"""Find the slip: alone, as at the end of a chapter, and in the explorer."""

import re

import pytest
from accessibility import violations
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import one_weight, two_two_two
from backprop.slips import KINDS

pytestmark = pytest.mark.browser


class Game:
    """What somebody does with the game, and what they see of it."""

    def __init__(self, root):
        self.root = root
        self.lines = root.locator("ol").get_by_role("button")
        self.marks = root.locator("ol li")
        self.said = root.locator(".bp-find-slip .bp-answer")
        self.kinds = root.get_by_role("group", name="kind of slip", exact=True).get_by_role("button")

    def press(self, name):
        self.root.get_by_role("button", name=name, exact=True).click()

    def find(self):
        """Click the lines in turn until one holds the slip, and return its place."""
        for place, line in enumerate(self.lines.all()):
            line.click()
            if self.said.inner_text().startswith("✓ The slip is in the line of"):
                return place
        raise AssertionError("no line holds the slip")


@pytest.fixture
def game(show):
    return Game(show(bp.FindTheSlip(two_two_two, seed=3)).locator(".bp-game"))


def test_the_line_is_found_the_kind_is_named_and_the_answer_explains_it(game):
    expect(game.kinds).to_have_count(0)
    place = game.find()
    assert all("✓ follows" in mark.inner_text() for mark in game.marks.all()[:place])
    expect(game.marks.nth(place)).to_contain_text("✗ the slip")
    names = [kind.inner_text() for kind in game.kinds.all()]
    assert 2 <= len(names) <= 5 and set(names) <= set(KINDS)
    for name in names:
        game.press(name)
        if "right is" in game.said.inner_text():
            break
        expect(game.said).to_have_text(f'✗ Not "{name}": that would give another number.')
    expect(game.said).to_contain_text(re.compile(r"^✓ Right\. The slip in the line of .* That gives .*; right is "))


def test_a_line_that_inherits_the_slip_is_not_where_it_is_made(game):
    game.press("Show the slip")
    expect(game.said).to_contain_text("These inherit it")
    heirs = [place for place, mark in enumerate(game.marks.all()) if "↳ inherits it" in mark.inner_text()]
    page = game.root.page
    page.reload()
    page.evaluate("window.widgetsReady")
    game.lines.nth(heirs[0]).click()
    expect(game.said).to_contain_text("it inherits the slip: it follows from the lines above it. Look further up.")
    expect(game.marks.nth(heirs[0])).to_contain_text("↳ inherits it")


def test_by_keyboard_alone(game):
    keyboard = game.root.page.keyboard
    game.root.get_by_role("button", name="Show the slip").focus()
    for _ in range(game.lines.count()):
        keyboard.press("Tab")
        keyboard.press("Enter")
        if game.kinds.count():
            break
    expect(game.kinds.first).to_be_focused()
    for _ in range(game.kinds.count()):
        keyboard.press("Enter")
        if "right is" in game.said.inner_text():
            return
        keyboard.press("Tab")
    pytest.fail("no kind is right")


def test_a_level_has_its_digits_and_another_round_its_number(game):
    game.root.get_by_role("combobox", name="level").select_option("3")
    expect(game.root).to_contain_text("rounded to 6 digits")
    expect(game.lines.first).to_contain_text(re.compile(r"= 0\.\d{6}"))
    seed = game.root.get_by_role("spinbutton", name="round")
    seeds = set()
    for _ in range(3):
        game.press("Another")
        seeds.add(seed.input_value())
    assert len(seeds) > 1


def test_a_round_that_is_none_is_refused_and_stays_in_its_field(game):
    seed = game.root.get_by_role("spinbutton", name="round")
    for text in ("0", "1.5", "10000"):
        seed.fill(text)
        seed.press("Enter")
        expect(game.said).to_have_text("A round is a whole number from 1 to 9999.")
        expect(seed).to_have_value(text)
    seed.fill("5")
    seed.press("Enter")
    expect(game.said).to_have_text("")


def test_a_link_has_its_round(show):
    link = bp.FindTheSlip(two_two_two, seed=17, level=2).link()[1:]
    alone = Game(show(bp.FindTheSlip(two_two_two), fragment=link).locator(".bp-game"))
    expect(alone.root.get_by_role("spinbutton", name="round")).to_have_value("17")
    expect(alone.root.get_by_role("combobox", name="level")).to_have_value("2")
    same = Game(show(bp.FindTheSlip(two_two_two, seed=17, level=2)).locator(".bp-game"))
    assert same.lines.all_inner_texts() == alone.lines.all_inner_texts()
    alone.root.page.goto(alone.root.page.url.replace("2,17", "9,17"))
    expect(alone.root).to_contain_text("This link cannot be read: find_slip must be a level (1, 2, 3)")


def test_in_the_explorer_it_is_played_with_the_present_numbers_and_its_round_is_in_the_link(explore):
    explorer = explore(bp.Explorer(two_two_two, open=("controls", "find_slip")))
    game = Game(explorer.panel("Find the slip"))
    game.root.get_by_role("combobox", name="level").select_option("2")
    before = game.lines.all_inner_texts()
    explorer.open("All weights")
    explorer.set("w1", 0.9)
    explorer.is_drawn()
    assert game.lines.all_inner_texts() != before
    link = explorer.link()
    assert "find_slip=2,1" in link
    other = explore(bp.Explorer(two_two_two, open=("find_slip",)), fragment=link)
    assert Game(other.panel("Find the slip")).lines.all_inner_texts() == game.lines.all_inner_texts()


def test_of_several_examples_one_is_worked(show):
    game = Game(show(bp.FindTheSlip(one_weight)).locator(".bp-game"))
    game.press("Show the slip")
    expect(game.said).to_contain_text("right is")


@pytest.mark.parametrize("width", [360, 820])
def test_it_fits_a_phone_and_axe_finds_nothing(show, width):
    page = show(bp.FindTheSlip(two_two_two), viewport={"width": width, "height": 844})
    assert page.evaluate(javascript("page_width")) <= width
    game = Game(page.locator(".bp-game"))
    game.find()
    assert violations(page, "dark", ".bp-game") == []
    assert violations(page, "light", ".bp-game", runOnly=["color-contrast"]) == []
    if width < 600:
        assert all(line.bounding_box()["height"] >= 40 for line in game.lines.all())


def test_what_is_said_of_a_line_is_in_sight(show):
    game = Game(show(bp.FindTheSlip(two_two_two), viewport={"width": 390, "height": 844}).locator(".bp-game"))
    game.lines.first.click()
    said = game.said.bounding_box()
    assert 0 <= said["y"] and said["y"] + said["height"] <= 844


def test_bad_arguments_are_refused():
    for options, told in (
        ({"seed": 0}, "seed must be a whole number of at least 1"),
        ({"seed": 10_000}, "seed must be a whole number from 1 to 9999, got 10000"),
        ({"level": 4}, "level must be a whole number from 1 to 3, got 4"),
    ):
        with pytest.raises(ValueError, match=told):
            bp.FindTheSlip(two_two_two, **options)


def test_numbers_that_are_too_large_make_no_round_until_they_are_smaller(explore):
    explorer = explore(bp.Explorer(one_weight, selected=2))
    explorer.open("Find the slip")
    panel = explorer.panel("Find the slip")
    explorer.set("W", 1e200)
    expect(panel).to_contain_text("With these numbers no slip would show: change them")
    expect(panel.locator("li")).to_have_count(0)
    explorer.set("W", 3)
    expect(panel.locator("li").first).to_be_visible()
