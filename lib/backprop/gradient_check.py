"""Gradients by finite differences, to check those of backpropagation."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from .aliases import FloatOrFloats, Floats
from .losses import Loss
from .network import OVERFLOW, Network, checked_network

__all__ = ["check_gradient", "numerical_gradient"]

#: Step relative to the parameter. The error of a central difference is of the order h² from the formula and
#: eps/h from rounding; their sum is least near the cube root of eps.
RELATIVE_STEP = np.finfo(float).eps ** (1 / 3)


def numerical_gradient(
    network: Network, theta: ArrayLike, x: ArrayLike, t: ArrayLike, loss: str | Loss = "half_squared_error"
) -> Floats:
    """Gradient of the error by central differences.

    Parameters
    ----------
    network : Network
    theta : array_like, shape (..., P)
    x : array_like, shape (n, inputs) or (inputs,)
    t : array_like, shape (n, outputs) or (outputs,)
    loss : str or Loss

    Returns
    -------
    ndarray, shape (..., P)
        ``(E(theta + h) - E(theta - h)) / 2h`` for each parameter, all 2P errors in one call.

    Raises
    ------
    ValueError
        As :meth:`backprop.Network.error`, and for a `theta` so large that the errors overflow.
    """
    theta, x, t, loss = checked_network(network).checked_task(theta, x, t, loss)
    h = RELATIVE_STEP * np.maximum(1.0, np.abs(theta))
    shifts = h[..., np.newaxis] * np.eye(network.size)
    with np.errstate(**OVERFLOW):
        ahead, behind = theta[..., np.newaxis, :] + shifts, theta[..., np.newaxis, :] - shifts
        errors = network.mean_error(np.stack([ahead, behind]), x, t, loss)
        # The distance as it was rounded, not as it was meant.
        distance = np.diagonal(ahead, axis1=-2, axis2=-1) - np.diagonal(behind, axis1=-2, axis2=-1)
        gradient = (errors[0] - errors[1]) / distance
    if not (np.isfinite(errors).all() and np.isfinite(gradient).all()):
        raise ValueError("theta is too large: the error a step away from it overflows")
    return gradient


def check_gradient(
    network: Network, theta: ArrayLike, x: ArrayLike, t: ArrayLike, loss: str | Loss = "half_squared_error"
) -> FloatOrFloats:
    """Largest difference between the backpropagated and the numerical gradient, relative to the gradient.

    Parameters are those of :func:`numerical_gradient`.

    Returns
    -------
    ndarray, shape (...)
        The largest absolute difference of a component, divided by the largest component of either gradient;
        0 where both gradients vanish. Around 1e-9 is agreement; a wrong derivative gives far more.

    Raises
    ------
    ValueError
        As :func:`numerical_gradient`.
    """
    _, exact = checked_network(network).gradient(theta, x, t, loss)
    numerical = numerical_gradient(network, theta, x, t, loss)
    difference = np.abs(exact - numerical).max(axis=-1)
    largest = np.maximum(np.abs(exact), np.abs(numerical)).max(axis=-1)
    return np.divide(difference, largest, out=np.zeros_like(difference), where=largest > 0)[()]
