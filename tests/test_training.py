"""Training: steps, epochs, records, stopping criteria, divergence, several runs at once."""

import subprocess
import sys
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

import backprop as bp
from backprop.training import History, Stopped

LINE = bp.Network([1, 1], output="identity", bias=False)
X, T = [[1.0], [2.0], [3.0]], [[2.0], [4.0], [6.0]]


def train_line(theta=(0.0,), x=X, t=T, train=bp.train, **settings):
    return train(LINE, list(theta), x, t, **settings)


def logic(rng=0):
    """A task that a 2-3-1 network can learn: logical or."""
    net = bp.Network([2, 3, 1])
    return net, net.initial(rng), [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [1]]


def as_one_of_several(network, theta, *task, **settings):
    """The history of a run that has a leading axis, as if it had none."""
    several = bp.train(network, np.asarray(theta)[np.newaxis], *task, **settings)
    return History(several.theta[:, 0], several.error[:, 0], several.step, several.stopped[0])


@pytest.fixture(params=[bp.train, as_one_of_several], ids=["one run", "one of several"])
def train(request):
    """The same is asked of one run, trained by numbers where a step has one example, and of several, by arrays."""
    return request.param


@pytest.fixture
def line(train):
    """`train_line` in both ways."""
    return partial(train_line, train=train)


def test_what_is_taken_where_nothing_is_said():
    plain = train_line()
    assert plain.step[-1] == 1000 and (plain.theta == train_line(optimizer=bp.SGD(0.1)).theta).all()
    assert (bp.Adam(), bp.Momentum(1)) == (bp.Adam(0.001, 0.9, 0.999, 1e-8), bp.Momentum(1, 0.9))


def test_adam_counts_its_steps():
    optimizer, theta = bp.Adam(), np.ones(2)
    state = optimizer.start(theta)
    for k in range(4):
        assert (state["count"], state["beta1_power"]) == (k, pytest.approx(0.9**k))
        theta, state = optimizer.step(theta, theta, state)


def test_full_batch_by_hand(line):
    history = line(theta=[3.0], optimizer=bp.SGD(0.1), epochs=2)
    # The gradient is mean(x²)·(w − 2) = 14/3·(w − 2).
    w1 = 3 - 0.1 * 14 / 3
    w2 = w1 - 0.1 * 14 / 3 * (w1 - 2)
    assert history.theta == pytest.approx(np.array([[3], [w1], [w2]]))
    assert history.error == pytest.approx([7 / 3 * (w - 2) ** 2 for w in (3, w1, w2)])
    assert history.step.tolist() == [0, 1, 2]
    assert history.stopped == Stopped("epochs", 2, history.error[-1])


def test_one_example_after_the_other_by_hand(line):
    history = line(theta=[3.0], optimizer=bp.SGD(0.1), epochs=2, batch_size=1)
    w = [3.0]
    for x in (1, 2, 3, 1, 2, 3):
        w.append(w[-1] - 0.1 * x * x * (w[-1] - 2))
    assert history.theta[:, 0] == pytest.approx(w)
    assert history.error == pytest.approx([7 / 3 * (each - 2) ** 2 for each in w])


def test_last_batch_is_the_rest(line):
    history = line(theta=[3.0], optimizer=bp.SGD(0.1), epochs=1, batch_size=2)
    w1 = 3 - 0.1 * (1 + 4) / 2
    assert history.theta[:, 0] == pytest.approx([3, w1, w1 - 0.1 * 9 * (w1 - 2)])


def test_batches_larger_than_the_data(line):
    assert (line(batch_size=99, epochs=5).theta == line(epochs=5).theta).all()


def test_momentum_and_adam_by_hand(line):
    x, t = [[1.0]], [[0.0]]  # The gradient is w itself.
    history = line([1.0], x, t, optimizer=bp.Momentum(0.1, 0.5), epochs=2)
    m1 = 1.0
    w1 = 1 - 0.1 * m1
    m2 = 0.5 * m1 + w1
    assert history.theta[:, 0] == pytest.approx([1, w1, w1 - 0.1 * m2])

    history = line([1.0], x, t, optimizer=bp.Adam(0.1, 0.9, 0.99, 1e-8), epochs=2)
    w1 = 1 - 0.1 * 1 / (1 + 1e-8)
    m2, v2 = 0.9 * 0.1 + 0.1 * w1, 0.99 * 0.01 + 0.01 * w1 * w1
    w2 = w1 - 0.1 * (m2 / (1 - 0.81)) / (np.sqrt(v2 / (1 - 0.99**2)) + 1e-8)
    assert history.theta[:, 0] == pytest.approx([1, w1, w2])


@pytest.mark.parametrize("batch_size", [1, None])
@pytest.mark.parametrize("optimizer", [bp.SGD(0.5), bp.Momentum(0.5), bp.Adam(0.5)], ids=repr)
def test_frozen_parameters_stay(train, optimizer, batch_size):
    net, theta, x, t = logic()
    history = train(net, theta, x, t, optimizer=optimizer, epochs=20, frozen=("b1", "w9"), batch_size=batch_size)
    for k, name in enumerate(net.names):
        assert (np.ptp(history.theta[:, k]) == 0) == (name in ("b1", "w9"))


def test_all_frozen(line):
    for batch_size, steps in ((None, 3), (1, 9)):
        history = line(theta=[3.0], frozen=["w1"], epochs=3, optimizer=bp.Adam(0.1), batch_size=batch_size)
        assert history.theta.tolist() == [[3.0]] * (steps + 1)


def test_output_first_by_hand(train):
    net = bp.Network([1, 1, 1], hidden="identity", output="identity", bias=False)
    history = train(net, [2.0, 3.0], [1.0], [0.0], optimizer=bp.SGD(0.01), order="output_first", epochs=1)
    w2 = 3 - 0.01 * 6 * 2
    assert history.theta[-1] == pytest.approx([2 - 0.01 * 6 * w2, w2])


@pytest.mark.parametrize("kind", [bp.SGD, bp.Momentum, bp.Adam])
def test_output_first_for_several_runs_and_rates(kind):
    net, theta, x, t = logic()
    starts, rates = np.stack([[theta], [-theta]]), np.array([0.1, 0.5, 0.9])
    settings = dict(order="output_first", batch_size=1, epochs=5, frozen=["b2"])
    history = bp.train(net, starts, x, t, optimizer=kind(rates), **settings)
    assert history.theta.shape == (21, 2, 3, net.size)
    for run, (j, k) in enumerate(np.ndindex(2, 3)):
        alone = bp.train(net, starts[j, 0], x, t, optimizer=kind(rates[k]), **settings)
        np.testing.assert_allclose(history.theta[:, j, k], alone.theta, rtol=1e-11, err_msg=f"run {run}")


def test_shuffling_visits_every_example_once_an_epoch(line):
    """With targets of 0 and powers of 2 as inputs, each update tells which example it saw."""
    x, t = [[1.0], [2.0], [4.0], [8.0]], [[0.0]] * 4
    history = line([1.0], x, t, optimizer=bp.SGD(1e-3), epochs=6, batch_size=1, rng=3)
    w = history.theta[:, 0]
    seen = np.log2((w[:-1] - w[1:]) / w[:-1] / 1e-3) / 2
    epochs = seen.round(6).reshape(6, 4)
    assert (np.sort(epochs) == [0, 1, 2, 3]).all()
    assert len({tuple(epoch) for epoch in epochs}) > 1
    again = line([1.0], x, t, optimizer=bp.SGD(1e-3), epochs=6, batch_size=1, rng=np.random.default_rng(3))
    assert (again.theta == history.theta).all()


@pytest.mark.parametrize("batch_size", [1, 3])
def test_the_same_shuffled_batches_come_whatever_is_kept(train, batch_size):
    net, theta, x, t = logic()
    settings = dict(optimizer=bp.SGD(0.5), epochs=20, batch_size=batch_size)
    whole = bp.train(net, theta, x, t, rng=1, **settings)
    for record in (True, 7, False):
        rng = np.random.default_rng(1)
        part = train(net, theta, x, t, rng=rng, record=record, **settings)
        assert part.theta == pytest.approx(whole.theta[part.step], rel=1e-12)
        # The generator has made one order an epoch.
        twin = np.random.default_rng(1)
        assert [twin.permutation(4) for _ in range(20)] and rng.random() == twin.random()


def test_no_epochs_leave_the_start(line):
    for record in (True, False, 3):
        history = line(theta=[3.0], epochs=0, record=record)
        assert history.theta.tolist() == [[3.0]] and history.step.tolist() == [0]
        assert history.error == pytest.approx([7 / 3])
        assert history.stopped.criterion == "epochs" and history.stopped.step == 0


@pytest.mark.parametrize("batch_size", [1, None])
@pytest.mark.parametrize("optimizer", [bp.SGD(0.001), bp.Momentum(0.001), bp.Adam(0.0005)], ids=repr)
def test_a_run_that_is_looked_at_now_and_then_is_the_same_run(line, optimizer, batch_size):
    """A criterion is asked after 100 steps, then after 100 more, then after 200 more."""
    settings = dict(theta=[3.0], optimizer=optimizer, epochs=350, batch_size=batch_size)
    whole, never = line(**settings), bp.until.error_below(1e-300)
    for how in (dict(until=never), dict(until=never, record=10), dict(until=never, record=False), dict(record=False)):
        part = line(**settings, **how)
        assert part.step[-1] == whole.step[-1] and part.stopped.criterion == "epochs"
        assert (part.theta == whole.theta[part.step]).all()
        assert (part.error == whole.error[part.step]).all()


def test_error_below(line):
    whole = line(optimizer=bp.SGD(0.01), epochs=500)
    bound = whole.error[300] * 1.001
    for record in (True, 7, False):
        history = line(optimizer=bp.SGD(0.01), epochs=500, until=bp.until.error_below(bound), record=record)
        assert history.step[-1] == 300
        assert history.error[-1] == whole.error[300] and (history.theta[-1] == whole.theta[300]).all()
        assert history.stopped == Stopped(f"error_below({bound:g})", 300, history.error[-1])
        assert str(history.stopped).startswith("error_below(") and "at step 300, error" in str(history.stopped)


def test_a_criterion_met_at_the_start_ends_the_run_there(line):
    history = line(theta=[2.0], until=bp.until.error_below(1e-3))
    assert history.step.tolist() == [0] and history.stopped.step == 0


def test_no_longer_falling(line):
    # A rate of 3/14 lands on the minimum at once: the error falls in step 1 and never again.
    for patience in (1, 5, 150):
        until = bp.until.no_longer_falling(tolerance=1e-9, patience=patience)
        history = line(theta=[3.0], optimizer=bp.SGD(3 / 14), until=until, epochs=400)
        assert history.stopped.step == 1 + patience
        assert history.stopped.criterion == f"no_longer_falling(1e-09, {patience})"


def test_no_longer_falling_compares_the_lowest_errors():
    watch = bp.until.no_longer_falling(patience=2).watch()
    errors = np.array([5.0, 4.0, 6.0, 3.0, 3.5, 3.0, 2.0])
    met = [watch(part, None, None).tolist() for part in (errors[:1], errors[1:4], errors[4:5], errors[5:])]
    assert met == [[False], [False, False, False], [False], [True, False]]


def test_all_correct(train):
    net, theta, x, t = logic()
    history = train(net, theta, x, t, optimizer=bp.SGD(2.0), epochs=5000, until=bp.until.all_correct())
    outputs = net.forward(history.theta, x).output
    correct = ((outputs > 0.5) == (np.array(t) > 0.5)).all(axis=(1, 2))
    assert correct.tolist() == [False] * (len(correct) - 1) + [True]
    assert history.stopped.criterion == "all_correct(0.5)" and history.stopped.step == len(correct) - 1


def test_every_kth_step_and_the_last_are_kept(line):
    whole = line(optimizer=bp.SGD(0.01), epochs=25)
    history = line(optimizer=bp.SGD(0.01), epochs=25, record=10)
    assert history.step.tolist() == [0, 10, 20, 25]
    assert (history.theta == whole.theta[history.step]).all() and (history.error == whole.error[history.step]).all()


def test_epsilon_of_adam_is_added_to_the_root(line):
    """The first step divides the gradient by its own size."""
    theta = line([1.0], [1.0], [0.5], optimizer=bp.Adam(0.1, epsilon=0.5), epochs=1).theta
    assert theta[1, 0] == pytest.approx(1.0 - 0.1 * 0.5 / (0.5 + 0.5), rel=1e-14)


def test_an_error_at_the_bound_is_not_below_it():
    errors = train_line(optimizer=bp.SGD(0.01), epochs=10).error
    stopped = train_line(optimizer=bp.SGD(0.01), epochs=10, until=bp.until.error_below(errors[4])).stopped
    assert stopped.step == 5


def test_an_output_at_the_threshold_is_not_above_it():
    for target, step in ((0.0, 0), (0.5, 0), (1.0, 1)):
        assert train_line([0.5], [1.0], [target], until=bp.until.all_correct()).stopped.step == step


def test_the_first_of_several_criteria():
    both = [bp.until.error_below(1e-12), bp.until.error_below(0.1)]
    assert train_line(optimizer=bp.SGD(0.01), until=both).stopped.criterion == "error_below(0.1)"
    at_once = [bp.until.error_below(9), bp.until.error_below(8)]
    for until in (at_once, at_once[::-1]):
        assert train_line(theta=[2.0], until=until).stopped.criterion == str(until[0])


@pytest.mark.parametrize("batch_size", [1, None])
@pytest.mark.parametrize("record", [True, 10, False])
def test_divergence_ends_with_the_last_finite_numbers(line, record, batch_size):
    history = line(theta=[3.0], optimizer=bp.SGD(1.5), epochs=1000, record=record, batch_size=batch_size)
    assert history.stopped.criterion == "diverged"
    last = history.stopped.step - 1
    assert history.step[-1] == last
    assert np.isfinite(history.theta).all() and np.isfinite(history.error).all()
    assert history.error[-1] == history.stopped.error > 1e300
    assert history.error[-1] == LINE.error(history.theta[-1], X, T)
    assert f"diverged at step {last + 1}:" in str(history.stopped)
    assert f"the last finite error was {history.stopped.error:.9g} at step {last}" in str(history.stopped)
    assert len(set(history.step.tolist())) == len(history.step)


@pytest.mark.parametrize("batch_size", [1, 2])
def test_divergence_of_a_shuffled_run_is_the_same_whatever_is_kept(line, batch_size):
    settings = dict(theta=[3.0], optimizer=bp.SGD(0.6), epochs=1000, batch_size=batch_size)
    whole, last = (line(**settings, rng=np.random.default_rng(5), record=record) for record in (True, False))
    assert whole.stopped.criterion == "diverged" and last.stopped == whole.stopped
    assert (last.theta == whole.theta[-1:]).all()


@pytest.mark.parametrize("steps", [100, 101])
@pytest.mark.parametrize("record", [True, 10, False])
def test_divergence_at_either_end_of_a_stretch(line, record, steps):
    """At this rate the distance from the minimum grows until its square is too large for a float."""
    growth = 10 ** (153.97 / (steps - 0.5))
    settings = dict(theta=[3.0], optimizer=bp.SGD(3 / 14 * (1 + growth)), epochs=1000)
    whole = line(**settings)
    assert whole.stopped.step == steps
    history = line(**settings, record=record, until=bp.until.error_below(1e-300))
    assert history.stopped == whole.stopped
    assert history.step[-1] == steps - 1 and (np.diff(history.step) > 0).all()
    assert (history.theta == whole.theta[history.step]).all()


@pytest.mark.parametrize("batch_size", [1, 2])
@pytest.mark.parametrize("optimizer", [bp.SGD(1e80), bp.Momentum(1e80, 0.5), bp.Adam(1e80)], ids=repr)
@pytest.mark.parametrize("loss", bp.losses.LOSSES)
def test_divergence_of_every_kind(train, loss, optimizer, batch_size):
    output = "sigmoid" if loss == "cross_entropy" else "identity"
    net = bp.Network([1, 2, 2, 2, 2], hidden="identity", output=output)
    theta, x, t = net.initial(4), X, [[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]
    settings = dict(loss=loss, optimizer=optimizer, batch_size=batch_size, epochs=30)
    history = train(net, theta, x, t, **settings)
    stopped = history.stopped
    assert stopped.criterion == "diverged" and np.isfinite(history.theta).all()
    assert history.error[-1] == stopped.error == net.error(history.theta[-1], x, t, loss) < np.inf
    assert history.step[-1] == stopped.step - 1
    for record in (False, 3):
        again = train(net, theta, x, t, record=record, **settings)
        assert again.stopped == stopped and (again.theta[-1] == history.theta[-1]).all()
    one, other = bp.train(net, [theta, 0.5 * theta], x, t, **settings).stopped
    assert one.criterion == other.criterion == "diverged" and np.isfinite([one.error, other.error]).all()
    assert one.step == stopped.step and one.error == pytest.approx(stopped.error, rel=1e-6)


def test_divergence_at_the_first_step(line):
    history = line(theta=[1e10], optimizer=bp.SGD(1e300), epochs=5)
    assert history.stopped.step == 1 and history.theta.tolist() == [[1e10]]


@pytest.mark.parametrize("record", [True, False])
def test_an_infinite_parameter_is_divergence_where_the_error_stays_finite(train, record):
    net = bp.Network([1, 1], bias=False)
    settings = dict(optimizer=bp.SGD(1e308), epochs=3, record=record)
    history = train(net, [0.0], [1e3], [0.0], **settings)
    assert history.stopped == Stopped("diverged", 1, 0.125) and history.theta.tolist() == [[0.0]]


def test_divergence_of_adam_on_a_huge_gradient(line):
    history = line(theta=[1e150], x=[[1.0]], t=[[0.0]], optimizer=bp.Adam(1e154), epochs=5)
    assert np.isfinite(history.theta).all() and np.isfinite(history.error).all()


def test_a_start_without_a_finite_error():
    for record in (True, False):
        with pytest.raises(ValueError, match="finite error at the start"):
            train_line(theta=[1e200], epochs=3, record=record)


@pytest.mark.parametrize("record", [True, False])
def test_saturated_sigmoids(record):
    """Where exp(-z) is too large for a float the sigmoid is 0, for numbers and for arrays."""
    task = bp.Network([1, 1, 1]), [-900.0, 0, 1, 0], [1.0], [1.0]
    numbers, arrays = (each(*task, epochs=5, record=record) for each in (bp.train, as_one_of_several))
    np.testing.assert_allclose(numbers.theta, arrays.theta, rtol=1e-13)


def test_several_rates_at_once():
    rates = [0.01, 0.05, 0.1]
    history = train_line(theta=[3.0], optimizer=bp.SGD(rates), epochs=10)
    assert history.theta.shape == (11, 3, 1) and history.error.shape == (11, 3)
    assert history.stopped.shape == (3,)
    for k, rate in enumerate(rates):
        alone = train_line(theta=[3.0], optimizer=bp.SGD(rate), epochs=10)
        assert history.theta[:, k] == pytest.approx(alone.theta, rel=1e-13)
        assert history.stopped[k].criterion == "epochs"
    assert repr(history) == "<History: 11 of 10 steps kept; 3 runs>"


@pytest.mark.parametrize("kind", [bp.SGD, bp.Momentum, bp.Adam])
def test_rates_and_thetas_broadcast(kind):
    theta = np.arange(6.0).reshape(2, 3, 1)
    rates = np.array([[0.01], [0.02]])
    history = train_line(theta, optimizer=kind(rates), epochs=4)
    assert history.theta.shape == (5, 2, 3, 1)
    for k in np.ndindex(2, 3):
        alone = train_line(theta[k], optimizer=kind(rates[k[0], 0]), epochs=4)
        assert history.theta[(slice(None), *k)] == pytest.approx(alone.theta, rel=1e-12)


@pytest.mark.parametrize("record", [True, 6, False])
def test_each_of_several_runs_ends_by_itself(record):
    rates = [0.01, 5.0, 0.1, 30.0]
    until = bp.until.error_below(1e-4) if record else None
    settings = dict(theta=[3.0], epochs=170, record=record, until=until)
    history = train_line(optimizer=bp.SGD(rates), **settings)
    assert np.isfinite(history.theta).all() and np.isfinite(history.error).all()
    assert (np.diff(history.step) > 0).all()
    alone = [train_line(optimizer=bp.SGD(rate), **settings) for rate in rates]
    assert history.step[-1] == max(each.step[-1] for each in alone)
    for k, each in enumerate(alone):
        assert history.stopped[k].criterion == each.stopped.criterion
        assert history.stopped[k].step == each.stopped.step
        assert history.stopped[k].error == pytest.approx(each.stopped.error, rel=1e-9)
        # A run that has ended is held there.
        assert history.theta[-1, k] == pytest.approx(each.theta[-1], rel=1e-9)
        assert history.error[-1, k] == pytest.approx(each.error[-1], rel=1e-9)
    assert history.stopped[1].criterion == "diverged"


def test_runs_that_all_end_early_are_cut_off():
    history = train_line([[1.0], [1.9]], optimizer=bp.SGD(0.1), until=bp.until.error_below(1e-6), epochs=1000)
    assert history.step[-1] == max(stopped.step for stopped in history.stopped) < 100


def test_large_network_of_many_examples():
    net = bp.Network([5, 30, 3], hidden="tanh", output="identity")
    rng = np.random.default_rng(0)
    x, t = rng.standard_normal((50, 5)), np.eye(3)[rng.integers(0, 3, 50)]
    theta = net.initial(rng)
    history = bp.train(net, theta, x, t, "softmax_cross_entropy", bp.SGD(0.2), epochs=2, batch_size=16)
    assert len(history.step) == 2 * 4 + 1
    for k in range(8):
        rows = slice(16 * (k % 4), 16 * (k % 4) + 16)
        _, gradient = net.gradient(history.theta[k], x[rows], t[rows], "softmax_cross_entropy")
        np.testing.assert_allclose(history.theta[k + 1], history.theta[k] - 0.2 * gradient, atol=1e-14)


@pytest.mark.parametrize("batch_size", [1, None])
def test_arguments_and_results_share_no_memory(batch_size):
    theta, x, t, rates = np.array([3.0]), np.array(X), np.array(T), np.array([0.1, 0.2])
    for record in (True, 2, False):
        for optimizer in (bp.SGD(0.1), bp.SGD(rates)):
            settings = dict(optimizer=optimizer, epochs=4, record=record, batch_size=batch_size)
            first, second = (bp.train(LINE, theta, x, t, **settings) for _ in range(2))
            for one in (first.theta, first.error, first.step):
                for other in (theta, x, t, rates, second.theta, second.error, second.step):
                    assert not np.shares_memory(one, other)
    assert theta.tolist() == [3.0] and x.tolist() == X and t.tolist() == T
    optimizer = bp.SGD(rates)
    rates[:] = -1
    assert optimizer.rate.tolist() == [0.1, 0.2]


@pytest.mark.parametrize("names", ["values state mean exp rounds s_w1 size math rate", "p8 p7 p6 p5 p4 p3 p2 p1 p0"])
def test_names_of_parameters_are_free(names):
    plain, odd = bp.Network([2, 2, 1]), bp.Network([2, 2, 1], names=names.split())
    theta, x, t = plain.initial(0), [[0.5, 1.0], [1.0, -1.0]], [[1.0], [0.0]]
    settings = dict(epochs=10, batch_size=1)
    expected = bp.train(plain, theta, x, t, frozen=plain.names[:2], **settings)
    assert (bp.train(odd, theta, x, t, frozen=odd.names[:2], **settings).theta == expected.theta).all()


def test_progress_bar(monkeypatch):
    bars = []

    class Bar:
        def __init__(self, total, unit):
            self.total, self.made, self.closed = total, [], False
            bars.append(self)

        def update(self, count):
            self.made.append(count)

        def close(self):
            self.closed = True

    monkeypatch.setitem(sys.modules, "tqdm.auto", SimpleNamespace(tqdm=Bar))
    history = train_line(epochs=1000, progress=True)
    train_line(epochs=1000, progress=True, optimizer=bp.SGD(1.0))
    whole, diverged = bars
    assert whole.total == sum(whole.made) == 1000 and len(whole.made) == 50 and whole.closed
    assert sum(diverged.made) < 1000 and diverged.closed
    assert (history.theta == train_line(epochs=1000).theta).all()
    assert len(bars) == 2


def test_representation():
    assert repr(train_line(epochs=3)).startswith("<History: 4 of 3 steps kept; stopped by epochs at step 3, error ")


#: Ctrl-C half a second after the start of a long run. It is heard also where the tests run in the background of a
#: shell, which has its programs ignore it.
INTERRUPTED = """
import _thread, signal, threading
import numpy as np
import backprop as bp

network, theta, x, t = bp.examples.two_two_two.problem
bp.train(network, theta, x, t, epochs=1, **{options})  # All is imported and compiled before the clock runs.
signal.signal(signal.SIGINT, signal.default_int_handler)
threading.Timer(0.5, _thread.interrupt_main).start()
history = bp.train(network, theta, x, t, epochs=10**9, **{options})
steps = history.stopped.step
assert history.stopped.criterion == "interrupted" and "interrupted" in str(history.stopped)
assert 0 < steps == history.step[-1] < 10**9 and np.isfinite(history.error).all()
assert history.error[-1] < network.error(theta, x, t)
"""


@pytest.mark.parametrize("options", [{}, {"record": False}, {"record": 1000}, {"batch_size": 1}, {"progress": True}])
def test_an_interruption_keeps_what_was_made(options):
    # In a process of its own: one that arrives while coverage holds its lock would leave it locked for good.
    program = INTERRUPTED.format(options=options)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
