"""The worked examples: their data, and every number that their documents print."""

import dataclasses

import numpy as np
import pytest

import backprop as bp
from backprop.examples import ALL, Example

DATA = {
    "spam_classifier": dict(
        document="sanchez2024",
        sizes=(1, 1, 1),
        parameters=dict(w1=0.5, b1=0.2, w2=-0.8, b2=0.1),
        x=[[3]],
        t=[[1]],
        loss="half_squared_error",
        learning_rate=0.1,
        frozen=(),
    ),
    "single_neuron": dict(
        document="lesson_neuron",
        sizes=(2, 1),
        parameters=dict(w1=0.5, w2=-0.5, b=0.1),
        x=[[1, 2]],
        t=[[1]],
        loss="cross_entropy",
        learning_rate=0.1,
        frozen=(),
    ),
    "one_weight": dict(
        document="deb2017",
        sizes=(1, 1),
        parameters=dict(W=3),
        x=[[0], [1], [2]],
        t=[[0], [2], [4]],
        loss="mean_squared_error",
        learning_rate=0.1,
        frozen=(),
    ),
    "two_two_two": dict(
        document="deb2017",
        sizes=(2, 2, 2),
        parameters=dict(
            **dict(w1=0.15, w2=0.20, w3=0.25, w4=0.30, b1=0.35),
            **dict(w5=0.40, w6=0.45, w7=0.50, w8=0.55, b2=0.60),
        ),
        x=[[0.05, 0.10]],
        t=[[0.01, 0.99]],
        loss="half_squared_error",
        learning_rate=0.5,
        frozen=("b1", "b2"),
    ),
    "three_input_regression": dict(
        document="worked_regression",
        sizes=(3, 2, 1),
        parameters=dict(
            **dict(w1=0.5, w2=0.1, w3=0, w4=0.5, w5=0.2, w6=0, b1=0.2),
            **dict(w7=0.3, w8=0, b2=0.1),
        ),
        x=[[1, 2, 3]],
        t=[[4]],
        loss="half_squared_error",
        learning_rate=0.1,
        frozen=(),
    ),
}

# Every number, in the order of the document: those that it states, then those that it computes.
PRINTED = {
    "spam_classifier": (
        "3 0.5 0.2 -0.8 0.1 1 0.1",
        "1.7 0.846 -0.581 0.641 0.105 -0.065 -0.795 0.107 0.017 0.5 0.199",
    ),
    "single_neuron": ("1 2 1 0.5 -0.5 0.1 0.1", ""),
    "one_weight": ("3 4", ""),
    "two_two_two": (
        "0.05 0.10 0.15 0.20 0.25 0.30 0.40 0.45 0.50 0.55 0.35 0.60 0.01 0.99 0.5",
        "0.3775 0.593269992 0.596884378 1.105905967 0.75136507 0.772928465 "
        "0.274811083 0.023560026 0.298371109 0.74136507 0.186815602 0.082167041 0.138498562 "
        "0.35891648 0.408666186 0.511301270 0.561370121 "
        "0.055399425 -0.019049119 0.036350306 0.241300709 0.000438568 "
        "0.149780716 0.19956143 0.24975114 0.29950229 "
        "0.291027924 0.0000351085 0.015912196 0.984065734",
    ),
    "general_rule": ("", ""),
    "three_input_regression": (
        "1 2 3 4 0.5 0.1 0.2 0.3 0.1 0.1 0.5 0.2",
        "1.3 1.3 0.9 6.31 -2.87 -2.5 -0.87 -1.75 -0.87 0.57 0.275 0.27 0.387 0.35",
    ),
}


def example(name):
    return getattr(bp.examples, name)


def test_all_examples_are_listed_by_name():
    assert [each.name for each in ALL] == list(PRINTED)
    assert all(example(each.name) is each for each in ALL)


@pytest.mark.parametrize("name", DATA)
def test_data(name):
    found, expected = example(name), DATA[name]
    assert found.network.sizes == expected["sizes"]
    assert found.parameters == expected["parameters"]
    for field in ("document", "loss", "learning_rate", "frozen"):
        assert getattr(found, field) == expected[field]
    np.testing.assert_array_equal(found.x, expected["x"])
    np.testing.assert_array_equal(found.t, expected["t"])


@pytest.mark.parametrize("name", PRINTED)
def test_every_printed_number_is_kept(name):
    stated, computed = (text.split() for text in PRINTED[name])
    printed = example(name).printed
    assert [each.text for each in printed if each.given] == stated
    assert [each.text for each in printed if not each.given] == computed
    assert len({each.name for each in printed}) == len(printed)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_arrays_are_read_only_float64(each):
    assert each.theta.shape == (each.network.size,)
    for array in (each.theta, each.x, each.t):
        assert array.dtype == np.float64
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_repr_names_the_example_and_its_parameters(each):
    text = repr(each)
    assert each.name in text and each.title in text and each.document in text
    assert all(f"{name}={value:g}" in text for name, value in each.parameters.items())


def test_an_example_of_ones_own_needs_no_document():
    own = bp.Example("own", "My homework", bp.Network([1, 1]), [2, 1], [[3]], [[4]])
    assert own.document == "" and repr(own).startswith("Example own: My homework\n")
    network, theta, x, t = own.problem
    assert network is own.network
    assert network.error(theta, x, t) == 0.5 * (1 / (1 + np.exp(-7)) - 4) ** 2


def test_an_example_does_not_change():
    with pytest.raises(dataclasses.FrozenInstanceError):
        example("one_weight").learning_rate = 1.0


@pytest.mark.parametrize(
    "wrong", [dict(theta=[1, 2]), dict(x=[[1, 2]]), dict(t=[[np.nan]]), dict(loss="hinge")]
)
def test_data_that_does_not_fit_the_network_is_refused(wrong):
    good = dict(theta=[3], x=[[1]], t=[[2]], loss="mean_squared_error")
    network = example("one_weight").network
    with pytest.raises(ValueError):
        Example("wrong", "Wrong", network, **good | wrong)


def test_printed_knows_its_last_digit():
    printed = {each.name: each for each in example("two_two_two").printed}
    assert printed["net_h1"].value == 0.3775
    assert printed["net_h1"].unit == pytest.approx(1e-4)
    assert printed["w7_new"].unit == pytest.approx(1e-9)  # its last digit is a 0


# W, then per row of the table: output, absolute error, squared error.
TABLES = {
    3: [(0, 0, 0), (3, 1, 1), (6, 2, 4)],
    4: [(0, 0, 0), (4, 2, 4), (8, 4, 16)],
    2: [(0, 0, 0), (2, 0, 0), (4, 0, 0)],
}


@pytest.mark.parametrize("weight", TABLES)
def test_tables_of_the_one_weight(weight):
    one = example("one_weight")
    output = one.network.forward([weight], one.x).output
    difference = output - one.t
    table = np.hstack([output, np.abs(difference), difference**2])
    np.testing.assert_array_equal(table, TABLES[weight])
    assert one.network.error([weight], one.x, one.t, loss=one.loss) == table[:, 2].mean()


def test_both_hidden_neurons_of_the_regression_share_one_bias():
    three = example("three_input_regression")
    z = three.network.forward(three.theta, three.x).z
    np.testing.assert_allclose(z[0], [[0.9, 1.1]], rtol=1e-15)
    np.testing.assert_allclose(z[1], [[0.37]], rtol=1e-15)


def test_the_regression_bounces_and_then_finds_its_missing_weights():
    three = example("three_input_regression")
    history = bp.train(
        three.network,
        three.theta,
        three.x,
        three.t,
        loss=three.loss,
        optimizer=bp.SGD(three.learning_rate),
        epochs=1000,
    )
    rises = np.flatnonzero(np.diff(history.error) > 0)
    assert len(rises) > 5
    assert history.error[-1] < 1e-20
    final = dict(zip(three.network.names, history.theta[-1], strict=True))
    assert all(abs(final[name]) > 0.005 for name in ("w3", "w6", "w8"))


def test_an_example_shares_no_memory_with_what_it_was_given():
    given = [np.ones(2), np.ones((1, 1)), np.ones((1, 1))]
    example = Example("own", "Own", bp.Network([1, 1]), *given)
    for mine, kept in zip(given, (example.theta, example.x, example.t), strict=True):
        assert mine.flags.writeable and not kept.flags.writeable and not np.shares_memory(mine, kept)


def test_a_frozen_name_must_be_a_parameter():
    with pytest.raises(ValueError, match="unknown parameter 'w9'"):
        Example("own", "Own", bp.Network([1, 1]), [1, 1], [[1]], [[1]], frozen=("w9",))


@pytest.mark.parametrize(
    "view, told",
    [
        (dict(axes=("w1", "w99")), "w99"),
        (dict(axes=("w1",)), "two different parameters"),
        (dict(axes=("w1", "w1")), "two different parameters"),
        (dict(axes="w1"), "must be a list"),
        (dict(axes=("w1", "w2"), bounds=(1, -1, 0, 1)), "lower and an upper end"),
        (dict(axes=("w1", "w2"), bounds=(0, 1)), "lower and an upper end"),
        (dict(axes=(), bounds=(0, 1, 0, 1)), "lower and an upper end"),
    ],
)
def test_a_first_view_must_fit_the_network(view, told):
    with pytest.raises(ValueError, match=told):
        dataclasses.replace(bp.examples.two_two_two, **view)


@pytest.mark.parametrize("each", ALL, ids=lambda example: example.name)
def test_the_first_view_holds_the_start(each):
    for k, name in enumerate(each.axes[: len(each.bounds) // 2]):
        assert each.bounds[2 * k] < each.parameters[name] < each.bounds[2 * k + 1]


def test_an_example_needs_no_name():
    own = Example(network=bp.Network([1, 1]), theta=[2, 1], x=[3], t=[0])
    assert own.name == "own_example" and own.title == "A 1-1 network"
    assert own.x.shape == own.t.shape == (1, 1)
    assert repr(own).endswith("x=(3) t=(0)")


def test_an_example_without_a_network_is_refused():
    with pytest.raises(ValueError, match="network must be"):
        Example(theta=[2, 1], x=[3], t=[0])


def test_an_example_with_some_fields_changed():
    spam = bp.examples.spam_classifier
    ham = spam.replace(t=[[0]])
    assert ham.t.tolist() == [[0.0]] and spam.t.tolist() == [[1.0]]
    assert ham.name == spam.name and ham.network is spam.network
    with pytest.raises(ValueError, match="unknown field 'target'; expected one of name, title"):
        spam.replace(target=0)
    with pytest.raises(ValueError, match="t must have shape"):
        spam.replace(t=[[0, 1]])


@pytest.mark.parametrize("name, start, end", [("four_examples", 0.2917, 0.002), ("three_classes", 1.6404, 0.01)])
def test_an_example_of_the_books_own_can_be_learned(name, start, end):
    own = example(name)
    assert own.document == "" and not own.printed
    history = bp.train(*own.problem, loss=own.loss, optimizer=bp.SGD(own.learning_rate), epochs=2000)
    assert history.error[0] == pytest.approx(start, abs=5e-5)
    assert history.error[-1] < end
