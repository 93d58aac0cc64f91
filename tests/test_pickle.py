"""What the library makes can be pickled and copied, and computes the same afterwards."""

import copy
import pickle

import numpy as np
import pytest

import backprop as bp

WAYS = [lambda value: pickle.loads(pickle.dumps(value)), copy.deepcopy]
NET = bp.Network([2, 3, 1], hidden="tanh", names=[*"abcdef", *"pqr", *"uvw", "p"])
THETA = NET.initial(0)
X, T = [[0.5, -1.0], [2.0, 0.25]], [[0.0], [1.0]]


@pytest.fixture(params=WAYS, ids=["pickle", "deepcopy"])
def copied(request):
    return request.param


@pytest.mark.parametrize("loss", list(bp.losses.LOSSES)[:3])
def test_network(copied, loss):
    twin = copied(NET)
    assert twin is not NET and twin.names == NET.names and repr(twin) == repr(NET)
    for one, other in zip(twin.gradient(THETA, X, T, loss), NET.gradient(THETA, X, T, loss), strict=True):
        np.testing.assert_array_equal(one, other)


def test_activations_and_losses_are_themselves(copied):
    for each in (*bp.activations.ACTIVATIONS.values(), *bp.losses.LOSSES.values()):
        assert copied(each) is each


def test_activations_and_losses_of_ones_own(copied):
    double = bp.activations.Activation("tanh", np.tanh, np.multiply, "tanh(z)", "1")
    assert copied(double) == double != bp.activations.tanh
    fields = dict(of_output=np.add, error=np.add, delta=np.add, formula="o", delta_formula="o", unit_targets=True)
    loss = bp.losses.Loss("cross_entropy", **fields)
    assert copied(loss) == loss != bp.losses.cross_entropy


@pytest.mark.parametrize("optimizer", [bp.SGD(0.3), bp.Momentum(0.3, 0.5), bp.Adam([0.1, 0.2])])
def test_optimizers(copied, optimizer):
    bp.train(NET, THETA, X, T, optimizer=optimizer, epochs=1)
    twin = copied(optimizer)
    assert repr(twin) == repr(optimizer)
    ends = [bp.train(NET, THETA, X, T, optimizer=each, epochs=5).theta for each in (twin, optimizer)]
    np.testing.assert_array_equal(*ends)


@pytest.mark.parametrize("run_before", [False, True])
def test_trace(copied, run_before):
    trace = bp.trace(NET, optimizer=bp.Adam(), frozen=["a"])
    values = trace.values(THETA, X[0], T[0])
    if run_before:
        trace.run(values)
    assert str(copied(trace)) == str(trace)
    assert copied(trace).run(values) == trace.run(values)


@pytest.mark.parametrize("until", [None, bp.until.error_below(0.1), bp.until.all_correct()])
def test_criteria_and_histories(copied, until):
    assert copied(until) == until
    history = bp.train(NET, [THETA, THETA], X, T, epochs=20, until=until)
    twin = copied(history)
    np.testing.assert_array_equal(twin.theta, history.theta)
    assert twin.stopped.tolist() == history.stopped.tolist()


def test_surfaces_and_chains(copied):
    surface = bp.error_surface(NET, THETA, X, T, axes=("a", "p"), n=5)
    np.testing.assert_array_equal(copied(surface).error, surface.error)
    assert str(copied(bp.chain(NET, THETA, X[0], T[0], "p"))) == str(bp.chain(NET, THETA, X[0], T[0], "p"))


def test_examples(copied):
    for example in bp.examples.ALL:
        twin = copied(example)
        assert bp.audit(twin) == bp.audit(example) and repr(twin) == repr(example)
        assert not any(array.flags.writeable for array in (twin.theta, twin.x, twin.t))
