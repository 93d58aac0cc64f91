"""The data behind every figure: what is drawn is what the library computed."""

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from matplotlib_inline.backend_inline import _fetch_figure_metadata

import backprop as bp

EXAMPLE = bp.examples.two_two_two
ARGUMENTS = EXAMPLE.network, EXAMPLE.theta, EXAMPLE.x, EXAMPLE.t
ONE = bp.examples.one_weight
ONE_ARGUMENTS = ONE.network, ONE.theta, ONE.x, ONE.t, ONE.loss


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def history():
    return bp.train(*ARGUMENTS, optimizer=bp.SGD(0.5), epochs=50, frozen=EXAMPLE.frozen)


@pytest.fixture(scope="module")
def surface():
    return bp.error_surface(*ARGUMENTS, axes=("w5", "w7"), n=30)


def texts(ax):
    return " | ".join(each.get_text() for each in ax.texts)


def test_network_diagram_shows_weights_biases_values_and_targets():
    ax = bp.plots.network_diagram(*ARGUMENTS)
    shown = texts(ax)
    output = EXAMPLE.network.forward(EXAMPLE.theta, EXAMPLE.x).output[0]
    for expected in ("w1 = 0.15", "w8 = 0.55", "b1 = 0.35", f"o1\n{output[0]:.4g}", "target 0.99"):
        assert expected in shown
    assert len(ax.get_lines()) == 8


def test_network_diagram_tells_sign_by_line_style_and_size_by_width():
    net = bp.Network([2, 1], bias=False)
    small, large = bp.plots.network_diagram(net, [0.5, -2.0]).get_lines()
    assert (small.get_linestyle(), large.get_linestyle()) == ("-", "--")
    assert large.get_linewidth() > small.get_linewidth()
    zero, huge = bp.plots.network_diagram(net, [0.0, 1000.0]).get_lines()
    assert zero.get_linestyle() == "-" and huge.get_linewidth() < 10


def test_network_diagram_writes_the_gradient():
    _, gradient = EXAMPLE.network.gradient(*ARGUMENTS[1:])
    shown = texts(bp.plots.network_diagram(*ARGUMENTS, gradient=gradient))
    assert f"dE/dw5 = {gradient[EXAMPLE.network.index('w5')]:.3g}" in shown


def test_network_diagram_names_deeper_layers_as_the_trace_does():
    net = bp.Network([1, 2, 2, 1])
    shown = texts(bp.plots.network_diagram(net, np.zeros(net.size)))
    for unit in ("i1", "h2", "h2_1", "o1"):
        assert unit in shown.split(" | ")


def test_training_curve_draws_the_recorded_errors(history):
    line = bp.plots.training_curve(history, log=True, label="rate 0.5").get_lines()[0]
    np.testing.assert_array_equal(line.get_xdata(), history.step)
    np.testing.assert_array_equal(line.get_ydata(), history.error)


def test_steps_are_ticked_at_whole_numbers():
    history = bp.train(*ARGUMENTS, epochs=5)
    ticks = bp.plots.training_curve(history).get_xticks()
    np.testing.assert_array_equal(ticks, np.round(ticks))


def test_training_curves_in_one_figure_differ_in_color_and_dashes(history):
    ax = bp.plots.training_curve(history)
    first, second = bp.plots.training_curve(history, ax=ax).get_lines()
    assert first.get_color() != second.get_color()
    assert first.get_linestyle() != second.get_linestyle()


def test_learning_rates_end_a_diverging_run_with_a_cross_while_it_can_be_drawn():
    rates = [0.1, 5.0]
    history = bp.train(*ONE_ARGUMENTS, optimizer=bp.SGD(rates), epochs=1000)
    ax = bp.plots.learning_rates(history, rates)
    converged, diverged, cross = ax.get_lines()
    assert len(converged.get_xdata()) == 1001
    assert history.stopped[1].criterion == "diverged"
    last = int(diverged.get_xdata()[-1])
    assert history.error[last, 1] <= 1e6 * history.error[0, 1] < history.error[last + 1, 1]
    assert cross.get_ydata()[0] == history.error[last, 1]
    assert "diverges" in ax.get_legend().get_texts()[1].get_text()


def test_curve_draws_errors_point_tangent_and_path():
    surface = bp.error_surface(*ONE_ARGUMENTS, axes="W", bounds=(-1, 5), n=40)
    error, gradient = ONE.network.gradient(*ONE_ARGUMENTS[1:])
    history = bp.train(*ONE_ARGUMENTS, optimizer=bp.SGD(0.1), epochs=5)
    lines = bp.plots.curve(surface, (ONE.theta[0], error), gradient[0], history).get_lines()
    curve, path, point, tangent = lines
    np.testing.assert_array_equal(curve.get_ydata(), surface.error)
    np.testing.assert_array_equal(path.get_xdata(), history.theta[:, 0])
    assert point.get_ydata()[0] == error
    rise = np.diff(tangent.get_ydata()) / np.diff(tangent.get_xdata())
    np.testing.assert_allclose(rise, gradient[0])


def test_contours_draw_path_point_and_arrow_downhill(surface, history):
    _, gradient = EXAMPLE.network.gradient(*ARGUMENTS[1:])
    ax = bp.plots.contours(surface, EXAMPLE.theta, gradient, history)
    path, point = ax.get_lines()
    w5, w7 = surface.index
    np.testing.assert_array_equal(path.get_xdata(), history.theta[:, w5])
    np.testing.assert_array_equal(path.get_ydata(), history.theta[:, w7])
    assert point.get_xdata()[0] == EXAMPLE.theta[w5]
    arrow = ax.texts[-1]
    direction = np.subtract(arrow.xy, arrow.get_position())
    np.testing.assert_allclose(
        direction / np.hypot(*direction), -gradient[[w5, w7]] / np.hypot(*gradient[[w5, w7]])
    )


@pytest.mark.parametrize("log", [False, True])
def test_contour_levels_span_the_errors(surface, log):
    ax = bp.plots.contours(surface, log=log)
    levels = ax.collections[0].levels
    assert levels[0] <= surface.error.min() * (1 + 1e-12)
    assert levels[-1] >= surface.error.max() * (1 - 1e-12)


def test_log_levels_need_an_error_above_zero():
    net = bp.Network([1, 1], hidden="relu", output="relu")
    flat = bp.error_surface(net, [-9.0, -9.0], [1.0], [0.0], axes=("w1", "b1"), bounds=((-9, -8), (-9, -8)), n=3)
    assert (flat.error == 0).all()
    bp.plots.contours(flat)
    with pytest.raises(ValueError, match="needs an error above 0 somewhere"):
        bp.plots.contours(flat, log=True)


def test_log_levels_are_round_numbers(surface):
    levels = bp.plots.contours(surface, log=True).collections[0].levels
    assert all(float(f"{level:.2g}") == pytest.approx(level) for level in levels)


def test_contours_draw_no_arrow_where_the_gradient_vanishes(surface):
    labels = len(bp.plots.contours(surface, EXAMPLE.theta).texts)
    ax = bp.plots.contours(surface, EXAMPLE.theta, np.zeros(EXAMPLE.network.size))
    assert len(ax.texts) == labels


def test_surface_3d_draws_the_grid_and_the_path(surface, history):
    ax = bp.plots.surface_3d(surface, history)
    x, y, z = ax.get_lines()[0].get_data_3d()
    np.testing.assert_array_equal(x, history.theta[:, surface.index[0]])
    np.testing.assert_array_equal(y, history.theta[:, surface.index[1]])
    np.testing.assert_array_equal(z, history.error)
    low, high = ax.get_zlim()
    assert low <= surface.error.min() and high >= surface.error.max()


def test_plots_draw_into_the_axes_they_are_given(surface, history):
    _, ax = plt.subplots()
    assert bp.plots.training_curve(history, ax=ax) is ax
    assert bp.plots.contours(surface, ax=ax) is ax
    assert bp.plots.network_diagram(*ARGUMENTS, ax=ax) is ax


def test_plots_refuse_what_they_cannot_draw(surface):
    curve = bp.error_surface(*ARGUMENTS, axes="w5", n=5)
    runs = bp.train(*ARGUMENTS, optimizer=bp.SGD([0.1, 0.5]), epochs=2)
    with pytest.raises(ValueError, match="see contours"):
        bp.plots.curve(surface)
    with pytest.raises(ValueError, match="see curve"):
        bp.plots.contours(curve)
    with pytest.raises(ValueError, match="see curve"):
        bp.plots.surface_3d(curve)
    with pytest.raises(ValueError, match="see learning_rates"):
        bp.plots.training_curve(runs)
    with pytest.raises(ValueError, match="history of 3 runs"):
        bp.plots.learning_rates(runs, [1, 2, 3])


def test_errors_too_large_for_a_float_are_left_out():
    net, theta, bounds = bp.Network([1, 1, 1], hidden="identity", output="identity"), [0, 0, 1, 0], (-1e160, 1e160)
    task = net, theta, [1.0], [1.0], "half_squared_error"
    curve = bp.error_surface(*task, axes="w1", bounds=bounds, n=9)
    assert np.isinf(curve.error).any()
    low, high = bp.plots.curve(curve).get_ylim()
    assert low <= 0.5 <= high and np.isfinite([low, high]).all()
    surface = bp.error_surface(*task, axes=("w1", "w2"), bounds=(bounds, (-1, 1)), n=9)
    for draw in (bp.plots.contours, bp.plots.surface_3d, lambda surface: bp.plots.contours(surface, log=True)):
        draw(surface).figure.canvas.draw()
    away = bp.error_surface(*task, axes=("w1", "b1"), bounds=((1e170, 1e171), (0, 1)), n=3)
    with pytest.raises(ValueError, match="the surface holds no finite error to draw"):
        bp.plots.contours(away)


def positions(ax):
    """Where each label of a diagram stands: the point, and how far from it in typographic points."""
    return {each.get_text().split(" = ")[0]: (each.xy, each.get_position()) for each in ax.texts}


def test_places_in_the_network_diagram():
    net = bp.Network([1, 3, 1])
    ax = bp.plots.network_diagram(net, np.arange(net.size) / 10, [1.0], [0.5])
    spots = [tuple(place) for each in ax.collections for place in each.get_offsets()]
    # One column a layer, each centred on the tallest.
    assert spots == [(0, 1), (1, 2), (1, 1), (1, 0), (2, 1)]
    shown = positions(ax)
    # Bias and target stand below their neuron, one under the other.
    assert [shown[name][0] for name in ("b1", "b4", "target 0.5")] == [(1, 2), (2, 1), (2, 1)]
    (_, first), (_, bias), (_, target) = (shown[name][1] for name in ("b1", "b4", "target 0.5"))
    assert first == bias < -20 and target < bias - 10
    # A label stands on its edge; where edges slant, nearer to where the edge starts.
    assert shown["w2"][0] == pytest.approx((0.5, 1))
    for name, start, end in (("w1", (0, 1), (1, 2)), ("w3", (0, 1), (1, 0)), ("w4", (1, 2), (2, 1))):
        (x, y), (x0, y0), (x1, y1) = shown[name][0], start, end
        share = (x - x0) / (x1 - x0)
        assert 0.2 < share < 0.4 and y == pytest.approx(y0 + share * (y1 - y0))


def test_each_neuron_shows_its_own_values():
    net = bp.Network([2, 2, 2])
    theta = net.initial(0)
    run, (_, gradient) = net.forward(theta, [0.3, 0.7]), net.gradient(theta, [0.3, 0.7], [0.0, 1.0])
    shown = texts(bp.plots.network_diagram(net, theta, [0.3, 0.7], gradient=gradient)).split(" | ")
    for letter, values in zip("iho", run.a, strict=True):
        assert all(f"{letter}{k + 1}\n{value:.4g}" in shown for k, value in enumerate(values))
    for name, value, slope in zip(net.names, theta, gradient, strict=True):
        text = f"{name} = {value:.4g}" + (f"\ndE/d{name} = {slope:.3g}" if name[0] == "w" else "")
        text = text.replace("-", "\N{MINUS SIGN}")
        assert text in shown


def test_axes_are_labeled_and_scaled(surface, history):
    ax = bp.plots.contours(surface)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("w5", "w7")
    assert ax.get_xlim() == (surface.a[0], surface.a[-1]) != ax.get_ylim() == (surface.b[0], surface.b[-1])
    solid = bp.plots.surface_3d(surface)
    assert (solid.get_xlabel(), solid.get_ylabel(), solid.get_zlabel()) == ("w5", "w7", "error")
    for log, scale in ((False, "linear"), (True, "log")):
        ax = bp.plots.training_curve(history, log=log)
        assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_yscale()) == ("step", "error", scale)


def test_a_diverged_run_is_not_drawn_where_it_is_held():
    stopped = np.array([bp.training.Stopped("diverged", 2, 5.0), bp.training.Stopped("epochs", 3, 1.0)])
    error = np.array([[1.0, 4.0], [5.0, 3.0], [5.0, 2.0], [5.0, 1.0]])
    history = bp.training.History(np.zeros((4, 2, 1)), error, np.arange(4), stopped)
    first, cross, second = bp.plots.learning_rates(history, [0.1, 0.2]).get_lines()
    assert [each.get_xdata()[-1] for each in (first, cross, second)] == [1, 1, 3]


def test_the_landscape_stands_on_its_grid(surface, monkeypatch):
    drawn = []
    ax = plt.figure().add_subplot(projection="3d")
    monkeypatch.setattr(ax, "plot_surface", lambda *grids, **style: drawn.extend(grids))
    bp.plots.surface_3d(surface, ax=ax)
    a, b, error = drawn
    assert (a[4] == surface.a).all() and (b[:, 4] == surface.b).all() and (error == surface.error).all()


@pytest.mark.parametrize("first, second", [(1e6, 1e7), (1e7, 1e6)])
def test_a_diverging_run_is_drawn_up_to_a_million_times_its_first_error(first, second):
    """The cut is at a million exactly, and at the last finite step where the error stays below it."""
    stopped = bp.training.Stopped("diverged", 3, 1.0)
    over = np.array([1.0, first, second])
    history = bp.training.History(np.zeros((3, 1, 1)), over[:, None], np.arange(3), np.array([stopped]))
    curve, cross = bp.plots.learning_rates(history, [0.1]).get_lines()
    drawn = over[over <= 1e6].tolist()
    assert curve.get_ydata().tolist() == drawn and cross.get_ydata()[0] == drawn[-1]


def test_labels_of_learning_rates_are_their_own():
    rates = [0.1, 5.0]
    history = bp.train(*ONE_ARGUMENTS, optimizer=bp.SGD(rates), epochs=1000)
    legend = bp.plots.learning_rates(history, rates).get_legend()
    assert [each.get_text() for each in legend.get_texts()] == ["rate 0.1", "rate 5, diverges"]


def test_extent_of_tangent_and_curve():
    curve = bp.error_surface(*ONE_ARGUMENTS, axes="W", bounds=(-1, 5), n=40)
    ax = bp.plots.curve(curve, (3.0, 1.0), 2.0)
    tangent = ax.get_lines()[-1].get_xdata()
    assert tangent.mean() == pytest.approx(3) and np.ptp(tangent) == pytest.approx(0.3 * 6)
    assert ax.get_xlabel() == "W"
    low, high = ax.get_ylim()
    assert low < curve.error.min() and high > curve.error.max()
    flat = replace(curve, error=np.full(40, 2.0))
    assert bp.plots.curve(flat).get_ylim() == pytest.approx((1.9, 2.1))


def test_a_path_is_drawn_along_the_axis_of_the_curve(history):
    curve = bp.error_surface(*ARGUMENTS, axes="w5", n=5)
    path = bp.plots.curve(curve, history=history).get_lines()[1]
    np.testing.assert_array_equal(path.get_xdata(), history.theta[:, EXAMPLE.network.index("w5")])


def test_the_arrow_has_the_length_of_a_part_of_the_figure():
    """In units of the ranges of both axes, however different they are."""
    wide = bp.error_surface(*ARGUMENTS, axes=("w5", "w7"), bounds=((-100, 100), (0, 1)), n=5)
    _, gradient = EXAMPLE.network.gradient(*ARGUMENTS[1:])
    arrow = bp.plots.contours(wide, EXAMPLE.theta, gradient).texts[-1]
    across, up = np.subtract(arrow.xy, arrow.get_position()) / (200, 1)
    assert np.hypot(across, up) == pytest.approx(0.18)


def test_colors_of_contours_follow_the_levels(surface):
    for log, spaced in ((False, np.diff), (True, lambda levels: np.diff(np.log(levels)))):
        ax = bp.plots.contours(surface, log=log)
        filled = ax.collections[0]
        ends, step = filled.norm.inverse([0.0, 0.5, 1.0]), spaced(filled.norm.inverse([0.0, 0.5, 1.0]))
        assert step[0] == pytest.approx(step[1]) and ends[0] < ends[-1]


def test_a_formula_has_words_under_its_parts_that_do_not_touch():
    parts = [(r"\delta_{h_1}", "how fast the error changes with the weighted sum of the hidden neuron"), "=",
             (r"\delta_{o_1}", "the delta of the neuron that it feeds"), r"\cdot", ("w_2", "the weight between them")]
    ax = bp.plots.formula(parts)
    shown = [each.get_text() for each in ax.texts]
    assert shown[:5] == [r"$\delta_{h_1}$", "$=$", r"$\delta_{o_1}$", r"$\cdot$", "$w_2$"]
    assert [words.replace("\n", " ") for words in shown[5:]] == [part[1] for part in parts[::-1] if len(part) == 2]
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])
    assert all(ax.figure.bbox.contains(*corner) for box in boxes for corner in box.corners())


def said(ax):
    """The texts of a picture, with the minus sign of code."""
    return [each.get_text().replace("\N{MINUS SIGN}", "-") for each in ax.texts if each.get_text()]


def arrows(ax):
    """Color, and whether it leads to the right, of each arrow."""
    drawn = [each for each in ax.texts if getattr(each, "arrow_patch", None) is not None]
    return [(each.arrow_patch.get_edgecolor(), bool(each.xy[0] > each.get_position()[0])) for each in drawn]


def test_paths_of_a_hidden_weight_multiply_along_each_path_and_add():
    ax = bp.plots.paths(*ARGUMENTS, "w1")
    chain = bp.chain(*ARGUMENTS, "w1")
    shown = said(ax)
    for path in chain:
        first, *rest = [f"{factor.value:.3g}" for factor in reversed(path.factors)]
        factors = [f"({each})" if each.startswith("-") else each for each in rest]
        assert "×".join([first, *factors]) + f" = {path.product:.3g}" in shown
    assert f"dE/dw1 = {chain.paths[0].product:.3g} - {-chain.paths[1].product:.3g} = {chain.gradient:.3g}" in shown
    assert {"×0.05", "×0.4", "×0.5", "×0.241", "w1"} <= set(shown)


def test_paths_have_a_color_each_and_lead_forward_or_back():
    forward, backward = (arrows(bp.plots.paths(*ARGUMENTS, "w1", backward=back)) for back in (False, True))
    assert len(forward) == len(backward) == 6
    assert len({color for color, _ in forward}) == 2
    assert all(right for _, right in forward) and not any(right for _, right in backward)


def test_paths_backward_write_the_delta_of_each_neuron_on_the_way():
    values = bp.trace(EXAMPLE.network).run(
        dict(zip(EXAMPLE.network.names, EXAMPLE.theta, strict=True)) | dict(i1=0.05, i2=0.1, t1=0.01, t2=0.99, rate=0.5)
    )
    shown = said(bp.plots.paths(*ARGUMENTS, "w1", backward=True))
    for unit in ("o1", "o2"):
        assert f"δ {values[f'delta_{unit}']:.3g}" in shown
    assert f"δ {values['delta_h1']:.3g}" in shown


def test_paths_of_a_neuron_begin_at_it_and_those_of_a_shared_bias_at_each_use():
    chain = bp.chain(*ARGUMENTS, "h1")
    shown = said(bp.plots.paths(*ARGUMENTS, "h1"))
    assert f"dE/dh1 = {chain.paths[0].product:.3g} - {-chain.paths[1].product:.3g} = {chain.gradient:.3g}" in shown
    assert said(bp.plots.paths(*ARGUMENTS, "b1")).count("b1") == 2


def test_paths_leave_out_the_slope_of_a_neuron_without_an_activation_function():
    ax = bp.plots.paths(ONE.network, ONE.theta, ONE.x[1], ONE.t[1], "W", ONE.loss)
    assert "dE/dW = 1×2 = 2" in said(ax)


def test_paths_stay_within_the_picture():
    for parameter in ("w1", "w3", "w5", "b1", "b2", "h2", "i1"):
        ax = bp.plots.paths(*ARGUMENTS, parameter)
        ax.figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
        assert all(ax.figure.bbox.contains(*corner) for box in boxes for corner in box.corners()), parameter


def test_a_neuron_shows_its_inputs_weights_sum_and_output():
    example = bp.examples.single_neuron
    shown = said(bp.plots.neuron(example.network, example.theta, example.x))
    assert {"i1 = 1", "i2 = 2", "w1: ×0.5", "w2: ×-0.5", "b: +0.1", "-0.4", "0.401"} <= set(shown)
    assert "added up,\nwith the bias" in shown
    plain = said(bp.plots.neuron(ONE.network, ONE.theta, ONE.x[1]))
    assert "added up" in plain and not any("bias" in text for text in plain)


def test_curvature_is_seen_from_three_points():
    """The neighbors at their heights, the line between them, and an arrow from the point to that line."""
    along = np.linspace(-2.0, 2.0, 81)
    ax = bp.plots.curvature(along, along**2, middles=[0.5], nudge=1.0)
    _, chord, points = (line.get_xydata() for line in ax.get_lines())
    np.testing.assert_allclose(points, [[-0.5, 0.25], [0.5, 0.25], [1.5, 2.25]], atol=1e-12)
    np.testing.assert_allclose(chord, points[[0, 2]])
    arrow = ax.texts[0]
    gap = arrow.xy[1] - arrow.xyann[1]
    assert 2 * gap / 1.0**2 == pytest.approx(2.0)  # the curvature of the parabola
    assert "bends up" in texts(ax)
    assert "bends down" in texts(bp.plots.curvature(along, -(along**2), [0.5], 1.0))
    assert "straight" in texts(bp.plots.curvature([0, 1, 2], [0, 1, 2], [1], 1))


@pytest.mark.parametrize(
    "along, error, middles, nudge",
    [
        ([0, 1], [0, 1, 2], [0.5], 0.1),
        ([1, 0], [0, 1], [0.5], 0.1),
        ([0, 1], [0, 1], [0.5], 1),
        ([0, 1], [0, 1], [0.5], 0),
    ],
)
def test_curvature_refuses_points_off_the_line(along, error, middles, nudge):
    with pytest.raises(ValueError):
        bp.plots.curvature(along, error, middles, nudge)


def named_products(ax):
    """Name and shape of each framed product that backpropagation takes."""
    return dict(text.get_text().split("\n") for text in ax.texts if "\n" in text.get_text())


def test_the_table_of_matrix_products_shows_those_that_fit():
    ax = bp.plots.matrix_products(4, 2, 3)
    assert len(ax.texts) == 36 and len(ax.patches) == 12
    assert named_products(ax) == {"z": "4×3", "g_W": "3×2", "below": "4×2"}
    shown = [text.get_text().split("\n")[-1] for text in ax.texts]
    assert [shown.count(shape) for shape in ("4×3", "3×2", "4×2")] == [1, 1, 1]


def test_in_a_table_of_square_matrices_every_product_fits():
    assert len(bp.plots.matrix_products(2, 2, 2).patches) == 36


@pytest.mark.parametrize("wrong", [(0, 2, 3), (4, 2.5, 3), (4, 2, "three")])
def test_a_table_of_matrix_products_needs_whole_sizes(wrong):
    with pytest.raises(ValueError, match="must be a whole number"):
        bp.plots.matrix_products(*wrong)


CALCULATION = [
    ("W", 3, 8, []),
    ("i", 2, None, []),
    ("o", 6, 4, [("W", 2), ("i", 3)]),
    ("E", 36, 1, [("o", 6), ("o", 6)]),
]


def test_a_calculation_shows_values_factors_and_what_is_known_of_the_blame():
    shown = texts(bp.plots.computation_graph(CALCULATION)).split(" | ")
    assert {"W\n3", "i\n2", "o\n6", "E\n36", "grad 8", "grad 4", "grad 1"} <= set(shown)
    assert sum(text.startswith("grad") for text in shown) == 3
    assert shown.count("× 6") == 2 and shown.count("× 3") == 1


@pytest.mark.parametrize(
    "values, told",
    [
        ([("E", 4, 1, [("d", 2)])], "does not stand before it"),
        ([("E", 4, 1)], "must have a name"),
        ([("E", "four", 1, [])], "must be a"),
    ],
)
def test_a_calculation_must_be_one(values, told):
    with pytest.raises(ValueError, match=told):
        bp.plots.computation_graph(values)


def luminance(color):
    """As the guidelines on accessible contents count it."""
    channels = np.array(to_rgb(color))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_a_figure_lies_on_a_page_of_either_theme(surface, history):
    """It has no ground, a notebook puts none behind it, and its texts are read on white and on Lab's dark."""
    for ax in (bp.plots.contours(surface), bp.plots.training_curve(history), bp.plots.matrix_products(4, 2, 3)):
        ax.figure.canvas.draw()
        assert np.asarray(ax.figure.canvas.buffer_rgba())[0, 0, 3] == 0
        assert _fetch_figure_metadata(ax.figure) is None
    for ax in (bp.plots.training_curve(history), bp.plots.matrix_products(4, 2, 3)):
        inks = {each.get_color() for each in ax.figure.findobj(Text) if each.get_text()}
        assert all(contrast(ink, ground) >= 4 for ink in inks for ground in ("white", "#111111")), inks
