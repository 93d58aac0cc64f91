"""Matplotlib figures of what the library computed.

Each function takes axes (or makes them) and returns them.
"""

from .canvas import BLUE, GREEN, ORANGE
from .curvature import curvature
from .formula import formula
from .graph import computation_graph
from .network import network_diagram
from .neuron import neuron
from .paths import paths
from .shapes import matrix_products
from .surfaces import contours, curve, surface_3d
from .training import learning_rates, training_curve

__all__ = [
    "BLUE",
    "GREEN",
    "ORANGE",
    "computation_graph",
    "contours",
    "curvature",
    "curve",
    "formula",
    "learning_rates",
    "matrix_products",
    "network_diagram",
    "neuron",
    "paths",
    "surface_3d",
    "training_curve",
]
