"""Backpropagation, worked by hand and by code.

The library of the book: networks as functions of one flat parameter vector, their gradients, their evaluation
traces, training, error surfaces, and the worked examples of five documents.
"""

from importlib import import_module
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from . import data, examples, plots
    from .examples import Example
    from .paper.worksheet import worksheet
    from .widgets.explorer import Explorer
    from .widgets.find_the_slip import FindTheSlip
    from .widgets.question import Question
    from .widgets.tweak import tweak

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
    "Example",
    "Explorer",
    "FindTheSlip",
    "Momentum",
    "Network",
    "Question",
    "activations",
    "audit",
    "chain",
    "check_gradient",
    "data",
    "error_surface",
    "examples",
    "losses",
    "numerical_gradient",
    "plots",
    "slips",
    "trace",
    "train",
    "tweak",
    "until",
    "worksheet",
]


# A type checker that saw this function would take any name for one of the package.
if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, attribute = _LATER[name]
        loaded = import_module(module, __name__)
        globals()[name] = value = loaded if attribute is None else getattr(loaded, attribute)
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
