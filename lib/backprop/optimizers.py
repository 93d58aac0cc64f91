"""Gradient descent and two of its refinements.

An optimizer is a handful of assignments. Each is written once, as text, and serves three readers: the trace shows
it and runs it for a parameter such as ``w5`` (in Python and in the page), and training runs it on whole arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import ClassVar

import numpy as np

from .validation import positive, share

__all__ = ["SGD", "Adam", "Momentum"]


class Optimizer:
    """What the optimizers share.

    Attributes
    ----------
    once : tuple of (str, str)
        Assignments made once a step, as (name, expression).
    rules : tuple of (str, str)
        Assignments made for each parameter, with ``{p}`` where its name goes; the last one gives ``{p}_new``.
    memory : dict
        The state kept from step to step and its start, with ``{p}`` where it is kept for each parameter.
    """

    once: ClassVar[tuple] = ()
    rules: ClassVar[tuple]
    memory: ClassVar[dict] = {}

    def __post_init__(self):
        for name, value in self.constants.items():
            checked = share(name, value) if name.startswith("beta") else positive(name, value)
            object.__setattr__(self, name, checked)

    @property
    def constants(self):
        """The numbers of the rules, by the name that the rules give them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def start(self, theta):
        """State before the first step: a dict of arrays that broadcast against `theta`."""
        return {
            name.format(p="theta"): np.full_like(theta, value) if "{p}" in name else np.float64(value)
            for name, value in self.memory.items()
        }

    def step(self, theta, gradient, state):
        """One update.

        Parameters
        ----------
        theta, gradient : ndarray, shape (..., P)
        state : dict
            As :meth:`start` or the step before returned it.

        Returns
        -------
        theta : ndarray, shape (..., P)
        state : dict
        """
        return _compiled(type(self))(theta, gradient, state, self._numbers)

    @cached_property
    def _numbers(self):
        # A rate for each of K runs stands beside parameters of shape (K, P).
        return {
            name: np.array(value)[..., np.newaxis] if np.ndim(value) else np.array(value)
            for name, value in self.constants.items()
        }


_STEPS = {}


def _compiled(kind):
    """The rules of an optimizer class as one function of arrays."""
    if kind not in _STEPS:
        lines = [f"{name} = {text}".format(p="theta") for name, text in (*kind.once, *kind.rules)]
        memory = [name.format(p="theta") for name in kind.memory]
        lines = (
            ["def step(theta, g_theta, state, numbers):"]
            + [f"    {name} = numbers[{name!r}]" for name in (each.name for each in fields(kind))]
            + [f"    {name} = state[{name!r}]" for name in memory]
            + [f"    {line}" for line in lines]
            + ["    return theta_new, {" + ", ".join(f"{name!r}: {name}_new" for name in memory) + "}"]
        )
        namespace = {"sqrt": np.sqrt}
        exec("\n".join(lines), namespace)
        _STEPS[kind] = namespace["step"]
    return _STEPS[kind]


@dataclass(frozen=True)
class SGD(Optimizer):
    """Gradient descent: ``theta - rate * gradient``.

    Parameters
    ----------
    rate : float or array_like
        Learning rate, above 0. An array gives one to each of several runs.

    Raises
    ------
    ValueError
        If the rate is not positive and finite.
    """

    rate: float

    rules: ClassVar = (("{p}_new", "{p} - rate*g_{p}"),)


@dataclass(frozen=True)
class Momentum(Optimizer):
    """Gradient descent with momentum, the heavy ball of Polyak (1964).

    The velocity ``m = beta * m + gradient`` starts at 0; the step is ``-rate * m``.

    Parameters
    ----------
    rate : float or array_like
        Learning rate, above 0.
    beta : float
        Share of the velocity that is kept, from 0 to below 1.

    Raises
    ------
    ValueError
        If a number is outside its range.
    """

    rate: float
    beta: float = 0.9

    rules: ClassVar = (("m_{p}_new", "beta*m_{p} + g_{p}"), ("{p}_new", "{p} - rate*m_{p}_new"))
    memory: ClassVar = {"m_{p}": 0.0}


@dataclass(frozen=True)
class Adam(Optimizer):
    """Adam, as in algorithm 1 of Kingma and Ba (2015).

    Parameters
    ----------
    rate : float or array_like
        Learning rate, above 0.
    beta1, beta2 : float
        Share kept of the means of the gradient and of its square, from 0 to below 1.
    epsilon : float
        Added to the root of the mean square, above 0.

    Raises
    ------
    ValueError
        If a number is outside its range.
    """

    rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    once: ClassVar = (
        ("count_new", "count + 1"),
        ("beta1_power_new", "beta1_power*beta1"),
        ("beta2_power_new", "beta2_power*beta2"),
    )
    rules: ClassVar = (
        ("m_{p}_new", "beta1*m_{p} + (1 - beta1)*g_{p}"),
        ("v_{p}_new", "beta2*v_{p} + (1 - beta2)*g_{p}*g_{p}"),
        (
            "{p}_new",
            "{p} - rate*(m_{p}_new/(1 - beta1_power_new))/(sqrt(v_{p}_new/(1 - beta2_power_new)) + epsilon)",
        ),
    )
    memory: ClassVar = {"count": 0.0, "beta1_power": 1.0, "beta2_power": 1.0, "m_{p}": 0.0, "v_{p}": 0.0}
