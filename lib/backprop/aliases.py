"""Short names for the types that many signatures share."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["FloatOrFloats", "Floats", "Tree"]

#: An array of float64.
Floats: TypeAlias = NDArray[np.float64]
#: One float where `theta` is one network, and an array over its leading axes otherwise. No type tells which of the two
#: it is, since that depends on a shape: a type checker takes it for either, as it does the sums of NumPy.
FloatOrFloats: TypeAlias = Any
#: An expression, see ``backprop/expression.py``: a name, a number, or a head and its operands.
Tree: TypeAlias = str | float | tuple[Any, ...]
