"""backprop."""
from . import activations, losses
from .network import Network
from .optimizers import SGD, Momentum, Adam
from .trace import trace
