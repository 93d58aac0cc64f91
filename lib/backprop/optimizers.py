"""Gradient descent and two of its refinements.

An optimizer is a handful of assignments. Each is written once, as text, and serves three readers: the trace shows
it and runs it for a parameter such as ``w5`` (in Python and in the page), and training runs it on whole arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from .aliases import FloatOrFloats, Floats
from .compile import compile_steps
from .expression import Step, names_in, parse, renamed
from .validation import positive, share

__all__ = ["SGD", "Adam", "Momentum"]


def with_parameter(name: str, parameter: str) -> str:
    """A name of a rule with a parameter in the place of ``p``: ``m_p_new`` is ``m_w5_new`` for the parameter w5."""
    return "_".join(parameter if part == "p" else part for part in name.split("_"))


@dataclass(frozen=True)
class Optimizer:
    """What the optimizers share.

    Attributes
    ----------
    once : tuple of (str, str)
        Assignments made once a step, as (name, formula).
    rules : tuple of (str, str)
        Assignments made for each parameter, called ``p``, from its gradient ``g_p``; the last one gives ``p_new``.
    memory : dict
        The state kept from step to step and its start, with ``p`` where it is kept for each parameter.
    """

    once: ClassVar[tuple[tuple[str, str], ...]] = ()
    rules: ClassVar[tuple[tuple[str, str], ...]]
    memory: ClassVar[dict[str, float]] = {}

    def __post_init__(self):
        for name, value in self.constants.items():
            checked = share(name, value) if name.startswith("beta") else positive(name, value)
            object.__setattr__(self, name, checked)

    @property
    def constants(self) -> dict[str, FloatOrFloats]:
        """The numbers of the rules, by the name that the rules give them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def steps_once(cls) -> list[Step]:
        """The steps that are made once an update, before those of the parameters."""
        return [Step("update", name, parse(formula)) for name, formula in cls.once]

    @classmethod
    def steps_for(cls, parameter: str, gradient: str) -> list[Step]:
        """The steps that update one parameter, from the name of its gradient."""
        steps = []
        for name, formula in cls.rules:
            tree = parse(formula)
            names = {each: with_parameter(each, parameter) for each in names_in(tree)} | {"g_p": gradient}
            steps.append(Step("update", with_parameter(name, parameter), renamed(tree, names)))
        return steps

    @classmethod
    def memory_of(cls, parameters: Iterable[str]) -> dict[str, float]:
        """The state before the first step, by name, for these parameters."""
        start: dict[str, float] = {}
        for name, value in cls.memory.items():
            if "p" in name.split("_"):
                start |= {with_parameter(name, parameter): value for parameter in parameters}
            else:
                start[name] = value
        return start

    def start(self, theta: Floats) -> dict[str, FloatOrFloats]:
        """State before the first step: a dict of arrays that broadcast against `theta`."""
        state = self.memory_of(["theta"])
        return {
            name: np.full_like(theta, value) if "theta" in name.split("_") else np.float64(value)
            for name, value in state.items()
        }

    def step(
        self, theta: Floats, gradient: Floats, state: Mapping[str, FloatOrFloats]
    ) -> tuple[Floats, dict[str, FloatOrFloats]]:
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
        # A rate for each of K runs stands beside parameters of shape (K, P).
        numbers = [np.asarray(value)[..., np.newaxis] if np.ndim(value) else value for value in self.constants.values()]
        update = _update_of_arrays(type(self))  # type: ignore[arg-type]  # a class has a hash
        theta, memory = update(theta, gradient, state.values(), numbers)
        return theta, dict(zip(state, memory, strict=True))


@cache
def _update_of_arrays(kind):
    """The rules of an optimizer class as one function of arrays, which calls all parameters together ``theta``."""
    memory = list(kind.memory_of(["theta"]))
    return compile_steps(
        [*kind.steps_once(), *kind.steps_for("theta", "g_theta")],
        arguments=["theta", "g_theta", memory, [field.name for field in fields(kind)]],
        results=["theta_new", [f"{name}_new" for name in memory]],
        arrays=True,
    )


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

    rate: ArrayLike

    rules: ClassVar = (("p_new", "p - rate*g_p"),)


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

    rate: ArrayLike
    beta: float = 0.9

    rules: ClassVar = (("m_p_new", "beta*m_p + g_p"), ("p_new", "p - rate*m_p_new"))
    memory: ClassVar = {"m_p": 0.0}


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

    rate: ArrayLike = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    once: ClassVar = (
        ("count_new", "count + 1"),
        ("beta1_power_new", "beta1_power*beta1"),
        ("beta2_power_new", "beta2_power*beta2"),
    )
    rules: ClassVar = (
        ("m_p_new", "beta1*m_p + (1 - beta1)*g_p"),
        ("v_p_new", "beta2*v_p + (1 - beta2)*g_p*g_p"),
        ("p_new", "p - rate*(m_p_new/(1 - beta1_power_new))/(sqrt(v_p_new/(1 - beta2_power_new)) + epsilon)"),
    )
    memory: ClassVar = {"count": 0.0, "beta1_power": 1.0, "beta2_power": 1.0, "m_p": 0.0, "v_p": 0.0}

#: By the names that the explorer and its links use.
OPTIMIZERS = {"sgd": SGD, "momentum": Momentum, "adam": Adam}
