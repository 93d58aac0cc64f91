"""Links that carry the state of an explorer, from the page and from Python, and what is refused in one."""

import numpy as np
import pytest
from explorer_page import error_of
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import two_two_two

pytestmark = pytest.mark.browser


def test_a_link_restores_the_state_exactly(explorer, explore):
    explorer.choose("optimizer", "Adam")
    explorer.press("×10", "edge w8", "zoom in", "Step", "Next", "Next")
    link, point, said = explorer.link(), explorer.point(), explorer.status.inner_text()
    other = explore(bp.Explorer(two_two_two), fragment=link)
    other.says(said)
    assert (other.link(), other.point()) == (link, point)
    for each in (explorer, other):
        each.press("×100")
        each.has_made(111)
    assert explorer.status.inner_text() == other.status.inner_text()


def test_a_link_from_python_opens_in_the_page(explore):
    prepared = bp.Explorer(two_two_two, axes=("w5", "w8"), optimizer="momentum", bounds=(-1, 1, 0, 2))
    prepared.theta = np.linspace(-1, 1, 10)
    explorer = explore(bp.Explorer(two_two_two), fragment=prepared.link()[1:])
    explorer.shows(error_of(two_two_two, **dict(zip(two_two_two.network.names, prepared.theta, strict=True))))
    expect(explorer.menu("optimizer")).to_have_value("momentum")
    explorer.stands_at(w5=prepared.theta[5], w8=prepared.theta[8])


@pytest.mark.parametrize("word", ["learning_rate", "rate"])
def test_a_link_names_the_learning_rate_by_its_new_word_or_its_old(explore, word):
    explorer = explore(bp.Explorer(two_two_two), fragment=f"two_two_two?{word}=0.25")
    expect(explorer.box("learning rate")).to_have_value("0.25")


REFUSED = [
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
]


def test_a_bad_link_is_refused_with_a_message(explorer):
    for text, told in REFUSED:
        page, _, _ = explorer.page.url.partition("#")
        explorer.page.goto(f"{page}#two_two_two?{text}")
        expect(explorer.alert).to_contain_text(told)
        explorer.says("Error 0.298371109")
        expect(explorer.box("learning rate")).to_have_value("0.5")


def test_a_page_that_opens_with_a_bad_link_says_so(explore):
    explorer = explore(bp.Explorer(two_two_two), fragment="two_two_two?w5=alert(1)")
    expect(explorer.alert).to_have_text('This link cannot be read: w5 must be a number, got "alert(1)".')
    explorer.says("Error 0.298371109")
