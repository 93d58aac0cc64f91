"""The diagram: what an assignment reads and gives stands out and moves into it, and no text lies on another."""

import numpy as np
import pytest
from explorer_page import Explorer, error_of, middle, numbers_in, overlaps
from javascript import javascript
from playwright.sync_api import expect

import backprop as bp
from backprop.examples import ALL, three_input_regression, two_two_two
from backprop.expression import names_in

pytestmark = pytest.mark.browser

TRACE = bp.trace(two_two_two.network, optimizer=bp.SGD(0.5), frozen=("b1", "b2"))
SCREENS = {"screen": (616, 900), "phone": (390, 844)}


def by_name(example):
    return example.name


def shown(trace):
    """The names of a trace that have a place in the diagram: all but what belongs to the optimizer."""
    units = [unit for layer in trace.units for unit in layer]
    numbers = [f"{sign}{unit}" for unit in units for sign in ("", "z_", "delta_", "E_")]
    learned = [
        f"{before}{name}{after}"
        for name in trace.parameters
        for before, after in (("", ""), ("g_", ""), ("mean_g_", ""), ("", "_new"))
    ]
    return {*numbers, *learned, *trace.targets, "E", "mean_E"}


def products(tree):
    """The products of a tree, each as its factors."""
    if not isinstance(tree, tuple):
        return []
    inside = [each for operand in tree[1:] for each in products(operand)]
    return [tree[1:], *inside] if tree[0] == "*" else inside


def paths(step, trace):
    """The edges that a step runs along, as (from, to), read off its tree."""
    units = [unit for layer in trace.units for unit in layer]
    weights = {*trace.parameters, *(f"{name}_new" for name in trace.parameters)}
    found = set()
    for factors in products(step.tree):
        deltas = [name.removeprefix("delta_") for name in factors if str(name).startswith("delta_")]
        activations = [name for name in factors if name in units]
        if step.name.startswith("z_"):
            found |= {(unit, step.name.removeprefix("z_")) for unit in activations}
        elif step.name.startswith("delta_") and any(name in weights for name in factors):
            found |= {(unit, step.name.removeprefix("delta_")) for unit in deltas}
        elif step.name.startswith("g_"):
            found |= {(above, below) for above in deltas for below in activations}
    return found


def marked(explorer):
    """What the diagram marks: (operands, paths, results), each a set."""
    return explorer.diagram.evaluate(javascript("marks"))


@pytest.mark.parametrize("optimizer", [bp.Momentum(0.5, 0.9), bp.Adam(0.5)], ids=["momentum", "adam"])
def test_what_an_optimizer_remembers_is_marked_where_it_is_read(explore, optimizer):
    trace = bp.trace(two_two_two.network, optimizer=optimizer, frozen=two_two_two.frozen)
    chosen = {"optimizer": type(optimizer).__name__.lower()}
    explorer = explore(bp.Explorer(two_two_two, **chosen), reduced_motion="reduce")
    memory = {f"{letter}_{name}{new}" for letter in "mv" for name in trace.parameters for new in ("", "_new")}
    names = shown(trace) | memory
    explorer.press("update")
    for step in [step for step in trace.steps if step.phase == "update"]:
        explorer.is_drawn()
        if step.name in names:
            assert marked(explorer) == {
                "operands": sorted(names & set(names_in(step.tree))), "paths": [], "results": [step.name]
            }, step
            assert explorer.diagram.evaluate(javascript("overlapping_texts")) == [], step
        explorer.press("Next")


@pytest.mark.parametrize("order", ["simultaneous", "output_first"])
@pytest.mark.parametrize("example", ALL, ids=by_name)
def test_each_assignment_marks_what_it_reads_its_paths_and_what_it_gives(explore, example, order):
    if order == "output_first" and (len(example.network.sizes) < 3 or len(example.x) > 1):
        pytest.skip("no layer is updated before another")
    trace = bp.trace(
        example.network,
        example.loss,
        bp.SGD(example.learning_rate),
        order,
        example.frozen,
        examples=len(example.x),
    )
    explorer = explore(bp.Explorer(example, order=order), reduced_motion="reduce")
    assert marked(explorer) == {"operands": [], "paths": [], "results": []}
    names = shown(trace)
    for step in trace.steps:
        explorer.press("Next")
        explorer.is_drawn()
        assert marked(explorer) == {
            "operands": sorted(names & set(names_in(step.tree))),
            "paths": sorted(map(list, paths(step, trace))),
            "results": sorted(names & {step.name}),
        }, step


def random_parameters(example, seed):
    """Parameters of either sign and of every size up to 1e6."""
    rng = np.random.default_rng(seed)
    size = len(example.theta)
    return rng.choice([-1, 1], size) * 10 ** rng.uniform(-6, 6, size)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("example", ALL, ids=by_name)
def test_no_text_lies_on_another_or_on_a_neuron_whatever_the_weights(show, example, screen):
    width, height = SCREENS[screen]
    thetas = [example.theta, *(random_parameters(example, seed) for seed in range(6))]
    widgets = [bp.Explorer(example, theta=theta, open=["network", "steps"]) for theta in thetas]
    page = show(*widgets, viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.add_style_tag(content=".bp-column { flex-basis: 100% !important }")
    for place, theta in enumerate(thetas):
        explorer = Explorer(page, place)
        overlapping = explorer.diagram.evaluate(javascript("overlapping_texts"))
        assert overlapping == [], theta
        explorer.press("update", *["Next"] * (len(example.theta) - len(example.frozen) - 1))
        explorer.is_drawn()
        assert explorer.diagram.evaluate(javascript("overlapping_texts")) == [], theta


def moving(explorer):
    """How many parts of the diagram move."""
    explorer.is_drawn()
    return explorer.diagram.evaluate("diagram => diagram.getAnimations({ subtree: true }).length")


def is_still(explorer):
    """Waits until nothing moves any more."""
    explorer.is_drawn()
    explorer.page.wait_for_function(
        "diagram => diagram.getAnimations({ subtree: true }).length === 0", arg=explorer.diagram.element_handle()
    )


def test_next_moves_what_the_assignment_takes_and_then_all_is_still(explorer):
    assert moving(explorer) == 0
    explorer.page.evaluate(javascript("count_moves"))
    explorer.press("Next")
    explorer.is_drawn()
    assert explorer.page.evaluate("window.moves") >= 2  # a dot on each edge into h1
    is_still(explorer)
    explorer.press("backward")
    is_still(explorer)
    explorer.set("w5", 0.7)
    assert moving(explorer) == 0


def test_step_and_play_move_nothing_in_the_diagram(explorer):
    explorer.press("Step")
    assert moving(explorer) == 0
    explorer.press("Play")
    assert moving(explorer) == 0
    explorer.press("Pause")


def test_for_a_reader_who_wants_less_motion_there_are_only_marks(explore):
    explorer = explore(bp.Explorer(two_two_two), reduced_motion="reduce")
    for _ in range(3):
        explorer.press("Next")
        assert moving(explorer) == 0
    assert marked(explorer)["results"] == ["h1"]


def test_a_link_into_the_walk_opens_still_and_marked(explore):
    explorer = explore(bp.Explorer(two_two_two), fragment="two_two_two?walk=3")
    assert moving(explorer) == 0
    assert marked(explorer)["results"] != []


def test_a_number_beyond_all_numbers_is_said_in_its_neuron(explore):
    theta = [1.7e308, 1.7e308, *three_input_regression.theta[2:]]
    explorer = explore(bp.Explorer(three_input_regression, theta=theta))
    expect(explorer.button("neuron h1")).to_contain_text("h1too large")
    assert explorer.diagram.evaluate(javascript("overlapping_texts")) == []


def test_an_edge_that_is_dragged_changes_its_weight_and_one_undo_takes_it_back(explorer):
    x, y = middle(explorer.button("edge w8"))
    mouse = explorer.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 10, y)
    mouse.move(x + 30, y + 2)
    mouse.up()
    explorer.shows(error_of(two_two_two, w8=0.55 + 0.3))
    expect(explorer.button("edge w8")).to_have_attribute("aria-pressed", "false")  # a drag is no click
    explorer.press("Undo")
    explorer.shows(error_of(two_two_two))
    explorer.press("edge w8")
    expect(explorer.button("edge w8")).to_have_attribute("aria-pressed", "true")


def test_a_larger_network_labels_what_is_chosen_or_read(explore):
    network = bp.Network([5, 5, 4])
    theta = np.linspace(-1, 1, network.size)
    large = bp.Example("large", "Large", network, theta, np.full((1, 5), 0.5), np.full((1, 4), 0.5))
    explorer = explore(bp.Explorer(large), reduced_motion="reduce")
    labels = explorer.diagram.locator(".bp-weight").filter(visible=True, has_text="w")
    chosen = [text.split()[0] for text in labels.all_text_contents()]
    explorer.press("Next")
    explorer.is_drawn()
    read = [text.split()[0] for text in labels.all_text_contents()]
    assert (chosen, read) == (["w26", "w27"], ["w1", "w2", "w3", "w4", "w5"])
    assert explorer.diagram.evaluate(javascript("overlapping_texts")) == []


def test_what_is_focused_in_the_diagram_says_its_numbers_to_nine_digits(explorer):
    values = TRACE.run(TRACE.values(two_two_two.theta, two_two_two.x, two_two_two.t))
    exact = explorer.panel("Network").locator(".bp-exact-numbers")
    expect(exact).to_be_hidden()
    for part, names in {"neuron h1": ["h1", "z_h1", "delta_h1"], "edge w5": ["w5", "g_w5"]}.items():
        explorer.button(part).focus()
        expect(exact).to_be_visible()
        shown = numbers_in(exact.inner_text().replace("w5", "w").replace("h1", "h"))
        heard = explorer.button(part).get_attribute("aria-description")
        for name in names:
            value = 0.4 if name == "w5" else values[name]
            assert any(each == pytest.approx(value, rel=1e-8) for each in shown), (name, shown)
            assert f"{value:.9g}" in heard
    explorer.walk_to("z h1")
    explorer.press("Check my number")
    explorer.button("neuron h1").focus()
    assert "z" not in explorer.button("neuron h1").get_attribute("aria-description")


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_the_nine_digits_lie_on_no_other_number(explore, width):
    explorer = explore(bp.Explorer(two_two_two), viewport={"width": width, "height": 844})
    exact = explorer.panel("Network").locator(".bp-exact-numbers")
    explorer.press("Step")
    for unit in "h1", "h2", "o1", "o2":
        explorer.button(f"neuron {unit}").focus()
        numbers = [text.bounding_box() for text in explorer.diagram.locator("text").filter(visible=True).all()]
        assert not any(overlaps(exact.bounding_box(), box) for box in numbers if box), unit


def three_classes():
    network = bp.Network([2, 3, 3], hidden="tanh", output="identity")
    theta = np.linspace(-1, 1, network.size)
    return bp.Example("three", "Three", network, theta, [[0.5, -1]], [[0, 1, 0]], loss="softmax_cross_entropy")


@pytest.mark.parametrize("example", [two_two_two, three_classes()], ids=by_name)
def test_on_a_phone_what_is_read_can_be_read(explore, example):
    explorer = explore(bp.Explorer(example), viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    scrubber = explorer.root.get_by_role("slider", name="assignment", exact=True)
    for place in range(0, int(scrubber.get_attribute("max")) + 1, 3):
        scrubber.fill(str(place))
        explorer.is_drawn()
        sizes = explorer.diagram.evaluate(javascript("type_sizes"))
        assert len(sizes) >= 2 and min(size for _, size in sizes) >= 10.99, sizes
