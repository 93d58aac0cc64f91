"""What no reader means: links with anything in them, and the controls used at random."""

import pytest
from explorer_page import Explorer
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import one_weight, three_input_regression, two_two_two

pytestmark = pytest.mark.browser

#: Where numbers end. The page must show these, with no error of the console and no "NaN".
EXTREMES = [
    "three_input_regression?i1=1.04e155&scale=log",
    "two_two_two?axes=w1,w5&bounds=-5e-324,5e-324,0,1",
    "two_two_two?axes=w1,w5&bounds=-8e307,8e307,-8e307,8e307&scale=log",
    "two_two_two?w1=1.7e308&w5=-1.7e308&learning_rate=1.7e308&scale=log",
    "one_weight?W=1e154&scale=log&step=1000000000",
]
#: What a link cannot mean, and what the page says to it.
REFUSED = [
    ("two_two_two?w1=1?w5=2", 'a link holds different name=value pairs, got "w1=1?w5=2"'),
    ("two_two_two?w1=1?w5", 'w1 must be a number, got "1?w5"'),
    ("two_two_two?bounds=-1e308,1e308,0,1", "bounds must be a lower and an upper number for each axis"),
    ("two_two_two?optimizer=adam&step=3&v_w1=-1", 'v_w1 must not be negative, got "-1"'),
    ("two_two_two?optimizer=adam&step=3&beta2_power=1.5", 'beta2_power must be from 0 to 1, got "1.5"'),
    ("two_two_two?optimizer=adam&step=3&count=0.5", 'count must be a whole number, got "0.5"'),
    (f"two_two_two?w1={'9' * 200_000}e", "w1 must be a number, got"),
    (f"two_two_two?{'x' * 3000}=1", "a link names only what its example has, got"),
    ("two_two_two?w1=%E0%A4%A", "This link cannot be read"),
    ("two_two_two?w1=<img%20src%3Dx%20onerror%3Dalert(1)>", 'w1 must be a number, got "<img src=x'),
]
WORDS = ["", "nan", "-", "1e309", "1e308", "-1e308", "5e-324", "0", "-0.5", "0,5", "<b>", "9" * 400, "3"]
PHONE = {"viewport": {"width": 390, "height": 844}}


def words_of(explorer):
    return explorer.root.inner_text()


@pytest.fixture
def three(show):
    """A page with three explorers, by the names of their examples."""
    examples = [two_two_two, one_weight, three_input_regression]

    def three(fragment, **options):
        page = show(*map(bp.Explorer, examples), fragment=fragment, **options)
        names = [example.name for example in examples]
        return page, Explorer(page, names.index(fragment.partition("?")[0]))

    return three


@pytest.mark.parametrize("fragment", EXTREMES)
def test_where_numbers_end_the_page_goes_on(three, fragment):
    _, explorer = three(fragment)
    explorer.open("Error history", "Gradient check", "All numbers")
    explorer.press("zoom out", "zoom in", "zoom in", "Step", "log", "linear", "log")
    explorer.is_drawn()
    assert "NaN" not in words_of(explorer) and "NaN" not in explorer.link()


@pytest.mark.parametrize(("fragment", "message"), REFUSED, ids=[fragment[:40] for fragment, _ in REFUSED])
def test_a_link_without_a_meaning_is_refused_in_few_words(three, fragment, message):
    page, explorer = three(fragment, **PHONE)
    expect(explorer.alert).to_contain_text(message)
    assert len(explorer.alert.inner_text()) < 250
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    explorer.shows(float(two_two_two.network.error(two_two_two.theta, two_two_two.x, two_two_two.t)))


def test_a_name_may_hold_anything(explore):
    name = """say "b" and 'c' ]<d>"""
    explorer = explore(bp.Explorer(two_two_two.replace(name=name)), fragment=f"{name}?w5=0.75")
    expect(explorer.box("w5")).to_have_value("0.75")
    assert explorer.link().partition("&")[0].endswith("?w1=0.15")


def test_a_long_word_is_broken_where_a_phone_ends(show):
    word = "x" * 3000
    widgets = [
        bp.Explorer(two_two_two.replace(title=word)),
        bp.Question(word, answer=1),
        bp.Question("?", answer=word, choices=[word, "b"]),
    ]
    assert show(*widgets, **PHONE).evaluate("document.documentElement.scrollWidth") == 390


def test_a_widget_that_is_taken_out_of_its_page_minds_no_printing(explorer):
    explorer.root.evaluate("root => root.parentElement.remove()")
    explorer.page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")
    explorer.page.evaluate("dispatchEvent(new Event('hashchange'))")
    assert explorer.page.get_by_role("heading").count() == 1


def test_a_link_that_comes_while_it_plays_is_answered(explorer):
    explorer.press("Play")
    explorer.page.evaluate("location.hash = '#two_two_two?w1=x'")
    expect(explorer.alert).to_contain_text("w1 must be a number")
    explorer.page.wait_for_timeout(300)
    expect(explorer.alert).to_contain_text("w1 must be a number")
    expect(explorer.button("Pause")).to_be_disabled()


@pytest.mark.parametrize("example", [two_two_two, one_weight, three_input_regression], ids=lambda each: each.name)
def test_random_use_breaks_nothing_and_reset_brings_back_the_start(explore, example):
    explorer = explore(bp.Explorer(example))
    explorer.page.evaluate("window.print = () => {}")
    start = explorer.link()
    assert explorer.root.evaluate(javascript("use_at_random"), [len(example.name), 600, WORDS]) == []
    explorer.press("Reset")
    ends, begins = (
        dict(pair.split("=") for pair in link.partition("?")[2].split("&")) for link in (explorer.link(), start)
    )
    for name in (*example.network.names, "learning_rate"):
        assert ends[name] == begins[name]
