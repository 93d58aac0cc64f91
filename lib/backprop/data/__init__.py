"""The measurements of real e-mails that the book works with."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["spambase"]


def spambase() -> NDArray[Any]:
    """Six measurements of each of 4,601 e-mails, and whether a person called it spam.

    The e-mails were collected in the 1990s at Hewlett-Packard Labs by Hopkins, Reeber, Forman and Suermondt:
    Spambase, UCI Machine Learning Repository (1999), doi 10.24432/C53G6X, license CC BY 4.0.

    Returns
    -------
    ndarray, shape (4601,)
        With named columns of floats: ``bang`` and ``dollar``, the shares of "!" and "$" among all characters, in
        percent; ``money``, ``zeros000`` and ``make``, the shares of the words "money", "000" and "make" among all
        words, in percent; ``capital_run_total``, the number of capital letters in runs; ``spam``, 1 or 0.

    Examples
    --------
    >>> emails = spambase()
    >>> float(emails["spam"].sum())
    1813.0
    """
    with files(__package__).joinpath("spambase.csv").open(encoding="utf-8") as file:
        return np.genfromtxt(file, delimiter=",", names=True)
