"""Training the 2-2-2 example for 10,000 steps, and one epoch of a 64-64-10 network."""

import numpy as np
from side_by_side import clock, machine, peer, report

import backprop as bp

torch, jax = peer("torch"), peer("jax")
STEPS = 10_000


def two_two_two():
    """10,000 steps by each, all of which must arrive at the same error."""
    ex = bp.examples.two_two_two
    task = dict(loss=ex.loss, optimizer=bp.SGD(ex.learning_rate), frozen=ex.frozen, epochs=STEPS)

    def ours(theta, record):
        return bp.train(ex.network, theta, ex.x, ex.t, record=record, **task).error[-1]

    contestants = {
        "every step kept": lambda: ours(ex.theta, record=True),
        "last step kept": lambda: ours(ex.theta, record=False),
        # With a leading axis the steps are made by arrays.
        "by arrays, last step kept": lambda: ours(ex.theta[np.newaxis], record=False)[0],
    }
    if torch:
        contestants["PyTorch eager"] = lambda: torch_two_two_two(ex)
    if jax:
        contestants["JAX jit per step"] = jax_two_two_two(ex)
    errors = [function() for function in contestants.values()]
    assert np.allclose(errors, errors[0], rtol=1e-9), errors
    report(
        f"2-2-2, {STEPS} steps",
        clock(contestants, rounds=9),
        [
            ("PyTorch eager", "every step kept", "at least", 60),
            ("PyTorch eager", "last step kept", "at least", 120),
        ],
    )


def torch_two_two_two(ex):
    net = torch.nn.Sequential(
        torch.nn.Linear(2, 2), torch.nn.Sigmoid(), torch.nn.Linear(2, 2), torch.nn.Sigmoid()
    ).double()
    for layer, (w, b) in zip(net[::2], ex.network.weights(ex.theta), strict=True):
        layer.weight.data[:] = torch.tensor(w)
        layer.bias.data[:] = torch.tensor(b)
        layer.bias.requires_grad_(False)
    optimizer = torch.optim.SGD([layer.weight for layer in net[::2]], lr=ex.learning_rate)
    x, t = torch.tensor(ex.x), torch.tensor(ex.t)
    for _ in range(STEPS):
        optimizer.zero_grad()
        (0.5 * ((net(x) - t) ** 2).sum()).backward()
        optimizer.step()
    return (0.5 * ((net(x) - t) ** 2).sum()).item()


def jax_two_two_two(ex):
    jax.config.update("jax_enable_x64", True)
    (w1, b1), (w2, b2) = ex.network.weights(ex.theta)
    x, t = ex.x[0], ex.t[0]

    def error(weights):
        first, second = weights
        o = jax.nn.sigmoid(second @ jax.nn.sigmoid(first @ x + b1) + b2)
        return 0.5 * ((o - t) ** 2).sum()

    @jax.jit
    def step(weights):
        return [w - ex.learning_rate * g for w, g in zip(weights, jax.grad(error)(weights), strict=True)]

    def run():
        weights = [jax.numpy.array(w1), jax.numpy.array(w2)]
        for _ in range(STEPS):
            weights = step(weights)
        return float(error(weights))

    return run


def epoch():
    """One epoch, batch 32, of a 64-64-10 tanh / softmax network on 1,797 rows in float64."""
    rng = np.random.default_rng(0)
    net = bp.Network([64, 64, 10], hidden="tanh", output="identity")
    x, labels = rng.uniform(0, 1, (1797, 64)), rng.integers(0, 10, 1797)
    t, theta = np.eye(10)[labels], net.initial(rng)

    def ours():
        return bp.train(
            net, theta, x, t, "softmax_cross_entropy", bp.SGD(0.1), epochs=1, batch_size=32, record=False
        )

    contestants = {"backprop": ours}
    if torch:
        rows, classes = torch.tensor(x), torch.tensor(labels)
        contestants["PyTorch eager"] = lambda: torch_epoch(net, theta, rows, classes)
        found = torch.cat([p.flatten() for p in contestants["PyTorch eager"]().parameters()])
        assert np.allclose(found.detach(), ours().theta[-1], rtol=0, atol=1e-12)
    report(
        "64-64-10, one epoch of 1,797 rows in batches of 32",
        clock(contestants, rounds=40),
        [("PyTorch eager", "backprop", "at least", 5)],
    )


def torch_epoch(network, theta, x, labels):
    net = torch.nn.Sequential(torch.nn.Linear(64, 64), torch.nn.Tanh(), torch.nn.Linear(64, 10)).double()
    for layer, (w, b) in zip(net[::2], network.weights(theta), strict=True):
        layer.weight.data[:] = torch.tensor(w)
        layer.bias.data[:] = torch.tensor(b)
    optimizer, loss = torch.optim.SGD(net.parameters(), lr=0.1), torch.nn.CrossEntropyLoss()
    for k in range(0, len(x), 32):
        optimizer.zero_grad()
        loss(net(x[k : k + 32]), labels[k : k + 32]).backward()
        optimizer.step()
    return net


if __name__ == "__main__":
    machine(torch, jax)
    two_two_two()
    epoch()
