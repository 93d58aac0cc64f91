"""Tweak, as Python sees it: live in Jupyter, and with its pictures in the built book."""

import io
import math

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

import backprop as bp
from backprop.pictures import picture

TWO = bp.examples.two_two_two
EXAMPLE = TWO.network, TWO.theta, TWO.x, TWO.t


def curve(ax, rate, power=1, kind="plain"):
    ax.plot([0, 1], [0, rate**power], label=kind)
    ax.set(ylim=(-1, 2))
    ax.set_axis_off()  # Ticks take most of the time of a drawing.


def test_tweak_redraws_one_figure_over_the_whole_range():
    before = plt.get_fignums()
    tweaked = bp.tweak(curve, rate=(0.01, 10.0), power=(1, 4), kind=["plain", "bold"])
    figure = tweaked.figure
    for control in tweaked.controls.values():
        for value in whole_range(control):
            control.value = value
            assert len(figure.axes) == 1
            line = figure.axes[0].lines[0]
            values = tweaked.values
            assert line.get_ydata()[1] == values["rate"] ** values["power"] and line.get_label() == values["kind"]
    assert tweaked.figure is figure and plt.get_fignums() == before


def whole_range(control):
    if isinstance(control, ipywidgets.Dropdown):
        return control.options
    if isinstance(control, ipywidgets.FloatLogSlider):
        return 10 ** np.linspace(control.min, control.max, 9)
    return np.linspace(control.min, control.max, 9).astype(type(control.value))


def image_of(tweaked, place=0):
    return np.asarray(Image.open(io.BytesIO(tweaked.pictures[place]["png"])).convert("RGB"))


def stops(tweaked, name):
    return next(each["stops"] for each in tweaked.sliders if each["name"] == name)


# ---- live, in Jupyter


def test_a_move_of_the_slider_is_answered_by_a_picture():
    tweaked = bp.tweak(curve, rate=(0.0, 1.0, 0.1), power=(1, 3))
    before = tweaked.pictures
    tweaked.positions = [9, 2]  # What the page sends.
    assert tweaked.values == {"rate": 0.9, "power": 3} and len(tweaked.pictures) == 1
    assert tweaked.figure.axes[0].lines[0].get_ydata()[1] == 0.9**3
    assert tweaked.pictures[0]["png"] != before[0]["png"]


def test_a_value_given_from_python_moves_the_slider():
    tweaked = bp.tweak(curve, rate=(0.0, 1.0, 0.1))
    assert (tweaked.positions, stops(tweaked, "rate")[5]) == ([5], "0.5")
    tweaked.controls["rate"].value = 0.8
    assert tweaked.positions == [8]
    tweaked.controls["rate"].value = 0.33  # Between two stops: the page does not answer with its own.
    assert tweaked.positions == [3] and tweaked.values == {"rate": 0.33}


def test_a_menu_is_a_slider_over_its_choices():
    tweaked = bp.tweak(curve, rate=(0.0, 1.0), kind=["plain", "bold"])
    assert stops(tweaked, "kind") == ["plain", "bold"]
    tweaked.positions = [tweaked.positions[0], 1]
    assert tweaked.values["kind"] == "bold"
    pairs = bp.tweak(curve, rate=[("slow", 0.1), ("fast", 0.5)])
    assert stops(pairs, "rate") == ["slow", "fast"] and pairs.values == {"rate": 0.1}


def test_a_range_of_very_many_values_has_fewer_stops():
    tweaked = bp.tweak(lambda ax, count: None, count=(0, 1_000_000))
    shown = stops(tweaked, "count")
    assert len(shown) <= 1001 and (shown[0], shown[-1]) == ("0", "1000000")
    assert shown[tweaked.positions[0]] == "500000"


def test_the_alternative_text_says_the_values():
    assert bp.tweak(curve, rate=(-1.0, 1.0, 0.5, -0.5)).pictures[0]["alt"] == "rate −0.5"
    tweaked = bp.tweak(curve, alt="A line.", rate=(0.0, 1.0, 0.5), power=(1, 2))
    assert tweaked.pictures[0]["alt"] == "rate 0.5, power 1: A line."
    tweaked.positions = [2, 0]
    assert tweaked.pictures[0]["alt"] == "rate 1.0, power 1. At rate 0.5, power 1: A line."
    told = bp.tweak(curve, alt=lambda rate: f"A line to {rate}.", rate=(0.0, 1.0, 0.5))
    told.positions = [0]
    assert told.pictures[0]["alt"] == "rate 0.0: A line to 0.0."


def test_labels_that_grow_are_not_cut_off():
    def wide(ax, power):
        ax.plot([0, 1], [-(10**power), 10**power])
        ax.ticklabel_format(style="plain")

    tweaked = bp.tweak(wide, power=(0, 7))
    for place in range(8):
        tweaked.positions = [place]
        assert (image_of(tweaked)[:, 0] == 255).all()


def test_several_axes_are_laid_out_each_time():
    def two(ax, rate):
        ax.figure.colorbar(ax.imshow([[0, rate]]))

    tweaked = bp.tweak(two, rate=(1.0, 2.0))
    tweaked.positions = [0]
    first, second = tweaked.figure.axes
    assert first.get_window_extent().x1 < second.get_window_extent().x0


# ---- in the built book


@pytest.fixture
def in_the_book(monkeypatch):
    monkeypatch.setenv("BACKPROP_BOOK", "1")


def test_the_book_carries_a_picture_for_each_stop(in_the_book):
    tweaked = bp.tweak(curve, figsize=(1.0, 0.8), rate=(0.0, 1.0, 0.05))
    assert len(tweaked.pictures) == len(stops(tweaked, "rate")) == 21
    assert len({each["png"] for each in tweaked.pictures}) == 21
    assert [each["alt"] for each in tweaked.pictures] == [f"rate {text}" for text in stops(tweaked, "rate")]
    tweaked.controls["rate"].value = 0.2
    assert tweaked.positions == [4] and len(tweaked.pictures) == 21


@pytest.mark.parametrize("at", [0.0, 0.37, 0.99])
def test_a_long_slider_keeps_its_ends_and_its_first_value(in_the_book, at):
    tweaked = bp.tweak(curve, figsize=(1.0, 0.8), rate=(0.0, 1.0, 0.01, at))
    shown = stops(tweaked, "rate")
    assert 20 <= len(shown) <= 32 and (shown[0], shown[-1]) == ("0.00", "1.00")
    assert shown[tweaked.positions[0]] == f"{at:.2f}"


@pytest.mark.parametrize(
    "sliders, counts",
    [
        ({"rate": (0.0, 1.0, 0.25), "power": (1, 4)}, [5, 4]),
        ({"rate": (0.0, 1.0, 0.01), "power": (1, 2)}, [27, 2]),
        ({"rate": (0.0, 1.0, 0.01), "power": (1, 100)}, [7, 7]),
        ({"rate": (0.0, 1.0, 0.5), "power": (1, 2), "kind": ["plain", "bold"]}, [3, 2, 1]),
    ],
)
def test_two_sliders_share_the_pictures_and_the_rest_stand_still(in_the_book, sliders, counts):
    tweaked = bp.tweak(curve, figsize=(1.0, 0.8), **sliders)
    assert [len(each["stops"]) for each in tweaked.sliders] == counts
    assert len(tweaked.pictures) == math.prod(counts) <= 60
    first = np.ravel_multi_index(tweaked.positions, counts)
    spoken = ", ".join(
        f"{each['name']} {each['stops'][at]}" for each, at in zip(tweaked.sliders, tweaked.positions, strict=True)
    )
    assert tweaked.pictures[first]["alt"] == spoken


# ---- pictures


def test_a_picture_is_small_and_its_white_is_white():
    surface = bp.error_surface(*EXAMPLE, axes=("w5", "w6"))
    ax = bp.plots.contours(surface, theta=EXAMPLE[1])
    drawn = picture(ax.figure, 160)
    image = np.asarray(Image.open(io.BytesIO(drawn.png)).convert("RGB"))
    assert image.shape == (464, 640, 3) and (image[0] == 255).all()
    assert len(drawn.png) < 20_000
    # The map lies where the blue is, and nothing else has a color.
    (left, top, right, bottom), blue = drawn.maps[0], (image[..., 2].astype(int) - image[..., 0] > 60)
    rows, columns = np.nonzero(blue)
    edges = (columns.min() / 640, rows.min() / 464, columns.max() / 640, rows.max() / 464)
    assert left <= edges[0] + 0.01 and top <= edges[1] + 0.01 and right >= edges[2] - 0.01 and bottom >= edges[3] - 0.01
    assert 0 < left < 0.3 and 0.7 < right < 1


def test_only_maps_are_maps():
    figure = Figure()
    line, lines, colors = figure.subplots(1, 3)
    line.plot([0, 1])
    lines.contour([[0, 1], [1, 2]])
    colors.pcolormesh([[0, 1], [1, 2]])
    assert len(picture(figure, 50).maps) == 1


# ---- sliders


@pytest.mark.parametrize(
    "sliders, low, high, value, step",
    [
        ({"rate": (-1.0, 3.0)}, -1, 3, 1, 0.01),
        ({"rate": (0, 9)}, 0, 9, 4, 1),
        ({"rate": (0.0, 1.0, 0.25)}, 0, 1, 0.5, 0.25),
        ({"rate": (0.0, 1.0, 0.25, 0.75)}, 0, 1, 0.75, 0.25),
    ],
)
def test_a_tuple_is_a_slider(sliders, low, high, value, step):
    control = bp.tweak(curve, **sliders).controls["rate"]
    assert (control.min, control.max, control.value) == (low, high, value)
    assert control.step == pytest.approx(step)


def test_a_control_is_taken_as_it_is():
    control = ipywidgets.FloatText(2.0)
    tweaked = bp.tweak(curve, rate=control, power=(1, 2))
    assert tweaked.controls["rate"] is control and [each["name"] for each in tweaked.sliders] == ["power"]
    control.value = 3.0
    assert tweaked.figure.axes[0].lines[0].get_ydata()[1] == 3 and tweaked.pictures[0]["alt"] == "rate 3.0, power 1"


@pytest.mark.parametrize("low, high", [(0.01, 1.0), (2, 500), (1e-150, 1e200)])
def test_a_wide_range_above_0_is_logarithmic(low, high):
    control = bp.tweak(lambda ax, rate: None, rate=(low, high)).controls["rate"]
    assert isinstance(control, ipywidgets.FloatLogSlider) and control.step == 0.05
    assert [10**control.min, control.value**2, 10**control.max] == pytest.approx([low, low * high, high], rel=1e-9)


@pytest.mark.parametrize("given", [(0.01, 0.9), (0.0, 1000.0), (-1.0, 1000.0), (0.01, 10.0, 0.01)])
def test_any_other_range_is_linear(given):
    assert type(bp.tweak(lambda ax, rate: None, rate=given).controls["rate"]) is ipywidgets.FloatSlider


@pytest.mark.parametrize(
    "given, places",
    [((0.0, 1.0), 2), ((0.0, 1.0, 0.25), 2), ((0.0, 9.0, 0.5), 1), ((0.0, 90.0, 10), 0), ((0, 1e-4), 6)],
)
def test_a_slider_shows_each_step(given, places):
    assert bp.tweak(lambda ax, rate: None, rate=given).controls["rate"].readout_format == f".{places}f"


def test_the_look_of_a_tweak():
    tweaked = bp.tweak(lambda ax, **values: None, learning_rate=(0, 1))
    assert tweaked.controls["learning_rate"].description == "learning rate"
    assert tweaked.figure.get_size_inches().tolist() == [4.0, 2.8] and tweaked.width == 480


@pytest.mark.parametrize(
    "given",
    [(1.0,), (2.0, 1.0), (0.0, math.inf), "wide", [], (1, 2, 3, 4, 5), (0, 10**400), (False, True), (0, math.nan)]
    + [(0, 1, 0), (0.0, 1.0, -0.1), (0, 4, 1, 5), (0, 4, 1, -1)],
)
def test_what_is_no_slider_is_refused(given):
    with pytest.raises(ValueError, match="rate must be"):
        bp.tweak(curve, rate=given)


def test_a_function_must_take_axes_and_sliders():
    with pytest.raises(ValueError, match="argument 'speed'"):
        bp.tweak(curve, speed=(0, 1))
    with pytest.raises(ValueError, match="argument 'ax'"):
        bp.tweak(lambda rate: None, rate=(0, 1))
