"""The page host: any anywidget on a page opened as a file, many on one page, one in another."""

import base64
import json
from pathlib import Path

import pytest
from javascript import javascript
from playwright.sync_api import expect

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.browser

COUNTER = javascript("counter")
BROKEN = "export default {"
UNSEEN = {"state": {"description": "a stock slider", "value": 0.5}}


def widget(esm, **state):
    return {"state": {"_esm": esm, **state}}


def script(kind, content):
    """What a build leaves in a page: the "state" of its widgets, or a "view" of one."""
    return f'<script type="application/vnd.jupyter.widget-{kind}+json">{json.dumps(content)}</script>'


def page_text(views, late, widgets):
    """A page with these widgets and views; the state of those named in `late` stands after the host."""
    host = (ROOT / "book/_static/widget-host.js").read_text()
    early_state = {name: state for name, state in widgets.items() if name not in late}
    late_state = {name: widgets[name] for name in late}
    shown = "".join(f"<div class='cell_output'>{script('view', {'model_id': name})}</div>" for name in views)
    return (
        f"<!doctype html><title>page</title>{script('state', {'state': early_state})}"
        f"<script>{host}</script>{shown}{script('state', {'state': late_state})}"
    )


@pytest.fixture
def mount(page, tmp_path):
    """``mount(views, late=(), **widgets)``: a page as `page_text` writes it, its widgets alive."""

    def mount(views, late=(), **widgets):
        file = tmp_path / "page.html"
        file.write_text(page_text(views, late, widgets))
        page.goto(file.as_uri())
        page.evaluate("window.widgetsReady")
        return page

    return mount


def test_widgets_share_one_copy_of_their_code(mount):
    css = ".counter { color: rgb(1, 2, 3); }"
    page = mount(
        ["b", "a"],
        a=widget(COUNTER, _css=css, name="a", count=1),
        b=widget({"same_as": "a"}, _css={"same_as": "a"}, name="b", count=5),
    )
    page.get_by_role("button", name="b 5").click()
    assert page.locator(".cell_output > .bp-widget-host").all_inner_texts() == ["b 6", "a 1"]


def test_widgets_live_side_by_side_in_their_own_places(mount):
    page = mount(
        ["b", "a"], a=widget(COUNTER, name="a", count=1), b=widget(COUNTER, name="b", count=5)
    )
    page.get_by_role("button", name="a 1").click()
    assert page.locator(".cell_output > .bp-widget-host").all_inner_texts() == ["b 5", "a 2"]


def test_states_may_stand_after_the_host(mount):
    page = mount(["a", "b"], late=["b"], a=widget(COUNTER, name="a", count=1), b=widget(COUNTER, name="b", count=5))
    page.get_by_role("button", name="b 5").click()
    assert page.locator(".bp-widget-host").all_inner_texts() == ["a 1", "b 6"]


def test_a_widget_lives_before_it_is_shown(mount):
    page = mount([], a=widget(javascript("unshown"), name="a"))
    expect(page).to_have_title("a")


def test_a_state_that_cannot_be_read_is_said_in_its_place(mount):
    broken = {**widget(COUNTER, name="a", count=1), "buffers": [{"path": ["name"], "data": "no base 64!"}]}
    page = mount(["a", "b"], a=broken, b=widget(COUNTER, name="b", count=5))
    said, works = page.locator(".bp-widget-host").all_inner_texts()
    assert said.startswith("This widget could not start") and works == "b 5"


def test_two_views_of_one_widget_share_its_state(mount):
    page = mount(["a", "a"], a=widget(COUNTER, name="a", count=1))
    page.get_by_role("button").first.click()
    assert page.get_by_role("button").all_inner_texts() == ["a 2", "a 2"]


def test_a_widget_holds_another(mount):
    page = mount(
        ["outer"],
        outer=widget(javascript("outer"), child="IPY_MODEL_inner"),
        inner=widget(COUNTER, name="inner", count=1),
    )
    page.get_by_role("button").click()
    assert page.locator("section").inner_text() == "inner 2"
    assert page.locator("p").inner_text() == "seen 2"


@pytest.mark.parametrize("esm, message", [(javascript("throws"), "out of ink"), (BROKEN, "Unexpected end")])
def test_a_widget_that_fails_says_so_and_leaves_the_others_alone(mount, esm, message):
    page = mount(["bad", "good"], bad=widget(esm), good=widget(COUNTER, name="good", count=1))
    first, second = page.locator(".cell_output").all()
    assert message in first.locator(".bp-widget-error").inner_text()
    second.get_by_role("button", name="good 1").click()
    assert second.inner_text() == "good 2"


def test_a_view_without_a_widget_says_so(mount):
    page = mount(["lost"])
    assert "lost" in page.locator(".bp-widget-error").inner_text()


def test_a_stock_widget_shows_nothing(mount):
    page = mount(["stock"], stock=UNSEEN)
    assert page.locator(".bp-widget-host").count() == 0


def test_a_stock_box_shows_the_anywidgets_in_it(mount):
    children = ["IPY_MODEL_stock", "IPY_MODEL_a"]
    page = mount(
        ["box"],
        box={"state": {"children": children}},
        stock=UNSEEN,
        a=widget(COUNTER, name="a", count=1),
    )
    assert page.locator(".cell_output").inner_text() == "a 1"


def test_listeners_hear_each_change_once_until_taken_off(mount):
    page = mount(["events"], events=widget(javascript("events"), a=0, b=0, log=[]))
    assert page.locator(".bp-widget-host").inner_text() == "a=1, a or b, a or b, a or b"


def test_binary_state_is_decoded(mount):
    data = base64.b64encode(b"\0\0\0\0\0\0\xf8\x3f").decode()
    entry = widget(javascript("bytes"), data={"values": None})
    entry["buffers"] = [{"path": ["data", "values"], "encoding": "base64", "data": data}]
    page = mount(["bytes"], bytes=entry)
    assert page.locator(".bp-widget-host").inner_text() == "1.5"


def test_styles_are_added_once(mount):
    css = "button { color: rgb(1, 2, 3); }"
    page = mount(
        ["a", "b"],
        a=widget(COUNTER, _css=css, name="a", count=1),
        b=widget(COUNTER, _css=css, name="b", count=1),
    )
    assert page.locator("style").count() == 1
    for button in page.get_by_role("button").all():
        expect(button).to_have_css("color", "rgb(1, 2, 3)")


# A build that is damaged: what is left of it lives, and what is not is said in its place.

GOOD = widget(COUNTER, name="good", count=1)


def said_by(page, place=0):
    return page.locator(".bp-widget-error").nth(place).inner_text()


def test_a_box_that_holds_itself_is_not_shown_without_end(mount):
    box = {"state": {"children": ["IPY_MODEL_good", "IPY_MODEL_box"]}}
    page = mount(["box", "good"], box=box, good=GOOD)
    assert "it holds itself" in said_by(page)
    assert page.get_by_role("button").all_inner_texts() == ["good 1"] * 2


def test_boxes_that_hold_each_other(mount):
    one, two = ({"state": {"children": [f"IPY_MODEL_{name}"]}} for name in ("two", "one"))
    assert "it holds itself" in said_by(mount(["one"], one=one, two=two))


@pytest.mark.parametrize("entry", [None, 3, "x", [], {}, {"state": None}])
def test_an_entry_that_is_none_takes_no_other_with_it(mount, entry):
    page = mount(["bad", "good"], bad=entry, good=GOOD)
    assert 'no widget "bad"' in said_by(page)
    assert page.get_by_role("button").inner_text() == "good 1"


def test_code_that_is_shared_with_nobody(mount):
    page = mount(["good", "bad"], good=GOOD, bad=widget({"same_as": "nobody"}))
    assert page.get_by_role("button").inner_text() == "good 1"


@pytest.mark.parametrize("view", ["no JSON", "null", "{}", '{"model_id": 3}'])
def test_a_view_that_cannot_be_read_takes_no_other_with_it(page, tmp_path, view):
    file = tmp_path / "page.html"
    kind = "application/vnd.jupyter.widget-view+json"
    text = page_text(["good"], [], {"good": GOOD})
    file.write_text(text + f"<script type='{kind}'>{view}</script>")
    page.goto(file.as_uri())
    page.evaluate("window.widgetsReady")
    assert "could not start" in said_by(page)
    assert page.get_by_role("button").inner_text() == "good 1"


def test_a_state_that_is_no_json_leaves_its_views_a_word(page, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page_text(["good"], [], {"good": GOOD}).replace('{"state"', '{"state', 1))
    page.goto(file.as_uri())
    page.evaluate("window.widgetsReady")
    assert 'no widget "good"' in said_by(page)


def test_a_module_that_never_comes_holds_nothing_back_for_long(page, tmp_path):
    file = tmp_path / "page.html"
    waits = widget("await new Promise(() => {}); export default {}")
    file.write_text(page_text(["waits", "good"], [], {"waits": waits, "good": GOOD}))
    page.clock.install()
    page.goto(file.as_uri())
    expect(page.get_by_role("button")).to_have_text("good 1")
    page.clock.fast_forward(11_000)
    page.evaluate("window.widgetsReady")


@pytest.mark.parametrize("thrown", ["null", "undefined", "'ink'", "{}"])
def test_anything_may_be_thrown(mount, thrown):
    page = mount(["bad", "good"], bad=widget(f"throw {thrown}; export default {{}}"), good=GOOD)
    assert "could not start" in said_by(page)
    assert page.get_by_role("button").inner_text() == "good 1"


@pytest.mark.parametrize("path", [["__proto__", "polluted"], ["constructor", "prototype", "polluted"], ["__proto__"]])
def test_a_buffer_has_its_place_in_its_own_state_alone(mount, path):
    bad = widget(COUNTER, name="bad", count=1) | {"buffers": [{"path": path, "encoding": "base64", "data": "AAAA"}]}
    page = mount(["bad", "good"], bad=bad, good=GOOD)
    assert page.evaluate("({}).polluted") is None
    assert "no place in the state" in said_by(page)
    assert page.get_by_role("button").inner_text() == "good 1"
