"""Backpropagation, worked by hand and by code.

The library of the book: networks as functions of one flat parameter vector, their gradients, their evaluation
traces, training, error surfaces, and the worked examples of five documents.
"""

from importlib import import_module

from . import activations, losses, until
from .audit import audit
from .chain import chain
from .gradient_check import check_gradient, numerical_gradient
from .network import Network
from .optimizers import SGD, Adam, Momentum
from .slips import slips
from .surfaces import error_surface
from .trace import trace
from .training import train

__version__ = "1.0.0"

# Loaded at first use: they need matplotlib, ipywidgets or anywidget, or are not needed to compute.
_LATER = {
    "data": (".data", None),
    "plots": (".plots", None),
    "examples": (".examples", None),
    "Example": (".examples", "Example"),
    "Explorer": (".widgets.explorer", "Explorer"),
    "FindTheSlip": (".widgets.find_the_slip", "FindTheSlip"),
    "Question": (".widgets.question", "Question"),
    "tweak": (".widgets.tweak", "tweak"),
    "worksheet": (".paper.worksheet", "worksheet"),
}

__all__ = [
    "SGD",
    "Adam",
    "Momentum",
    "Network",
    "activations",
    "audit",
    "chain",
    "check_gradient",
    "error_surface",
    "losses",
    "numerical_gradient",
    "slips",
    "trace",
    "train",
    "until",
    *_LATER,
]


def __getattr__(name):
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _LATER[name]
    loaded = import_module(module, __name__)
    globals()[name] = value = loaded if attribute is None else getattr(loaded, attribute)
    return value


def __dir__():
    return sorted(__all__)
