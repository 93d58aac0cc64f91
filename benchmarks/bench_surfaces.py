"""A 200 x 200 error surface of the 2-2-2 example, over two outer weights and over one of each layer."""

from functools import partial

import numpy as np
from side_by_side import clock, machine, peer, report

import backprop as bp

torch, jax = peer("torch"), peer("jax")
VMAP = "torch.vmap"
N, BOUNDS = 200, ((-4.0, 4.0), (-4.0, 4.0))


def error_of(sigmoid, ex, axes):
    """The error as a function of the two parameters `axes`, for plain numbers of any kind."""
    (i1, i2), (t1, t2) = ex.x[0].tolist(), ex.t[0].tolist()
    values = dict(zip(ex.network.names, ex.theta.tolist(), strict=True))

    def error(a, b):
        v = values | dict(zip(axes, (a, b), strict=True))
        h1 = sigmoid(v["w1"] * i1 + v["w2"] * i2 + v["b1"])
        h2 = sigmoid(v["w3"] * i1 + v["w4"] * i2 + v["b1"])
        o1 = sigmoid(v["w5"] * h1 + v["w6"] * h2 + v["b2"])
        o2 = sigmoid(v["w7"] * h1 + v["w8"] * h2 + v["b2"])
        return 0.5 * (t1 - o1) * (t1 - o1) + 0.5 * (t2 - o2) * (t2 - o2)

    return error


def torch_error(ex, axes):
    """The same as PyTorch is written: a network of matrices, two of whose entries are given."""
    names, x, t = ex.network.names, torch.tensor(ex.x[0]), torch.tensor(ex.t[0])
    values = dict(zip(names, torch.tensor(ex.theta), strict=True))

    def error(a, b):
        v = values | dict(zip(axes, (a, b), strict=True))
        first, second = (torch.stack([v[f"w{k + j}"] for j in range(4)]).reshape(2, 2) for k in (1, 5))
        o = torch.sigmoid(second @ torch.sigmoid(first @ x + v["b1"]) + v["b2"])
        return 0.5 * ((o - t) ** 2).sum()

    return error


def surface(axes):
    """The surface by each; all must agree."""
    ex = bp.examples.two_two_two

    def ours():
        return bp.error_surface(ex.network, ex.theta, ex.x, ex.t, ex.loss, axes, BOUNDS, N).error

    contestants = {"backprop": ours}
    if torch:
        a, b = (torch.linspace(*ends, N, dtype=torch.float64) for ends in BOUNDS)
        for name, function in (
            (VMAP, torch_error(ex, axes)),
            # What is the same over the whole surface in Python numbers: as tensors it would be slower.
            (f"{VMAP}, written out", error_of(lambda z: torch.sigmoid(torch.as_tensor(z, dtype=a.dtype)), ex, axes)),
        ):
            over_both = torch.vmap(torch.vmap(function, (0, None)), (None, 0))
            contestants[name] = partial(over_both, a, b)
    if jax:
        jax.config.update("jax_enable_x64", True)
        c, d = (jax.numpy.linspace(*ends, N) for ends in BOUNDS)
        plain_jax = error_of(jax.nn.sigmoid, ex, axes)
        compiled = jax.jit(jax.vmap(jax.vmap(plain_jax, (0, None)), (None, 0)))
        contestants["JAX jit(vmap)"] = lambda: compiled(c, d).block_until_ready()
    for function in contestants.values():
        assert np.allclose(np.asarray(function()), ours(), rtol=1e-12)
    report(
        f"2-2-2, {N} x {N} errors over {axes[0]} and {axes[1]}",
        clock(contestants, rounds=40, burst=10),
        [
            (VMAP, "backprop", "at least", 4),
            (f"{VMAP}, written out", "backprop", "at least", 1),
        ],
    )


if __name__ == "__main__":
    machine(torch, jax)
    surface(("w5", "w6"))
    surface(("w1", "w5"))
