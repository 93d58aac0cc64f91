"""The explorer: a small network to take hold of, in a notebook and, with no kernel, in a built page."""

from __future__ import annotations

import math
from collections.abc import Mapping

import anywidget
import numpy as np
import traitlets

from ..examples.example import checked_example
from ..losses import get_loss
from ..network import Network
from ..optimizers import SGD, Adam, Momentum, Optimizer
from ..trace import ORDERS, trace
from ..validation import examples_array, finite_array, flag, instance, listed, number, one_of, positive, whole
from . import bundle

__all__ = ["Explorer"]

#: The modules of the page in the order in which they are joined: each imports only from those before it.
MODULES = (
    "model/primitives model/program drawing/dom drawing/plot drawing/field model/study model/link "
    "views/network-view views/controls views/surface-view views/history-view views/steps-view views/panels "
    "views/explorer"
).split()
OPTIMIZERS = {"sgd": SGD, "momentum": Momentum, "adam": Adam}
PANELS = ("network", "surface", "controls", "steps", "history", "numbers", "check", "share")
MOST_EXAMPLES = 64
#: Words of a link, which no parameter may be called.
LINK_WORDS = ("rate", "axes", "optimizer", "order", "bounds", "examples", "example", "view", "scale", "walk", "step")


def _program(network, loss, kind, order, frozen, constants):
    written = trace(network, loss, OPTIMIZERS[kind](**constants), order, frozen)
    return {
        "steps": [list(step) for step in written.steps],
        "state": written.state,
        "constants": written.constants,
        "renewals": written.renewals,
    }


def _layers(network):
    """Names of the parameters of each layer: ``weights[unit][input]`` and ``biases[unit]``."""
    return [
        {
            "weights": np.array(network.places[layer.weights]).reshape(layer.units, layer.inputs).tolist(),
            "biases": list(network.places[layer.biases]) if layer.biases else None,
        }
        for layer in network.layers
    ]


class Parameter(traitlets.TraitType):
    """One number of ``theta``, or None where only an example before the present one has such a parameter."""

    default_value = 0.0

    def get(self, obj, cls=None):
        return super().get(obj, cls) if self.name in obj._linked else None

    def validate(self, obj, value):
        if self.name not in obj._linked:
            raise ValueError(f"the example {obj.example.name} has no parameter {self.name!r}, got {value!r} for it")
        return number(self.name, value)


class Explorer(anywidget.AnyWidget):
    """A worked example, to be taken hold of.

    Parameters
    ----------
    example : Example
        Such as ``bp.examples.two_two_two``: at most 64 parameters and 64 examples.
    axes : sequence of str, optional
        The two parameters of the error surface, or the one of the error curve. By default the first two weights of the
        last layer.
    optimizer : str or Optimizer
        ``"sgd"``, ``"momentum"`` or ``"adam"``, or an optimizer whose numbers (its rate too) are to be used.
    order : {"simultaneous", "output_first"}
        Whether all gradients come before all updates, or the output layer is updated first.
    in_turn : bool
        Whether an update takes one example, in turn, rather than the mean of all.
    learning_rate : float, optional
        By default that of the example, or of `optimizer`.
    theta : array_like, shape (P,), optional
        Starting parameters, by default those of the example.
    bounds : sequence of float, optional
        The range of the surface: lower and upper end of the first axis, then of the second.
    open : sequence of str
        The panels that are open at first, out of network, surface, controls, steps, history, numbers, check, share.
    selected : int
        The example that the diagram shows at first, counted from 0.

    Attributes
    ----------
    theta : list of float
        Present parameters, in the order of ``example.network.names``. Setting it moves the widget; it is set as a
        whole, since nobody hears of a change inside the list.
    learning_rate : float
    axes, optimizer, order, in_turn, bounds, x, t
        As above; `x` and `t` as lists of rows.
    history : dict
        The run so far, thinned to 2,000 points: lists ``step``, ``theta`` and ``error``. The last point is the
        present one; an error that overflows is None.
    example : Example
        Setting it begins anew with another example.

    Raises
    ------
    ValueError
        For anything that does not fit the example.

    Notes
    -----
    All computing is done in the page, by the example's :func:`backprop.trace`: no kernel is asked. A link into a page,
    such as ``two-two-two.html#two_two_two?w5=0.4&rate=0.5&axes=w5,w6&optimizer=momentum``, opens its explorer in a
    prepared state. It may name each parameter, input and target (``i1``; with several examples ``i1.2`` is that of
    the second), and ``rate``, ``axes``, ``optimizer``, ``order``, ``bounds``, ``examples`` (``at_once`` or
    ``in_turn``), ``example``, ``view`` (``contours`` or ``3d``), ``scale`` (``linear`` or ``log``), ``walk`` and
    ``step``. What is left out is as at the start.

    Examples
    --------
    >>> import backprop as bp
    >>> explorer = bp.Explorer(bp.examples.two_two_two, axes=("w5", "w7"))
    >>> explorer.theta[5]
    0.4
    """

    _esm = bundle.esm(*MODULES)
    _css = bundle.css("explorer")

    spec = traitlets.Dict().tag(sync=True)
    # Of any type: the validators below say in words what does not fit.
    theta = traitlets.TraitType([]).tag(sync=True)
    learning_rate = traitlets.TraitType(1.0).tag(sync=True)
    x = traitlets.TraitType([]).tag(sync=True)
    t = traitlets.TraitType([]).tag(sync=True)
    axes = traitlets.TraitType([]).tag(sync=True)
    bounds = traitlets.TraitType([]).tag(sync=True)
    optimizer = traitlets.TraitType("sgd").tag(sync=True)
    order = traitlets.TraitType("simultaneous").tag(sync=True)
    in_turn = traitlets.TraitType(False).tag(sync=True)
    history = traitlets.TraitType({}).tag(sync=True)
    example = traitlets.TraitType(None)

    def __init__(
        self, example, axes=None, optimizer="sgd", order="simultaneous", in_turn=False, learning_rate=None,
        theta=None, bounds=(), open=("network", "surface", "controls", "steps"), selected=0,
    ):
        checked_example(example)
        self._open = listed("open", open, "panels")
        for panel in self._open:
            one_of("panel", panel, dict.fromkeys(PANELS))
        self._selected = whole("selected", selected, least=0)
        if selected >= len(example.x):
            raise ValueError(f"selected must be below {len(example.x)}, the number of examples, got {selected}")
        self._constants = {kind: {"rate": example.learning_rate} for kind in OPTIMIZERS}
        if isinstance(optimizer, Optimizer):
            kind = type(optimizer).__name__.lower()
            self._constants[kind] = optimizer.constants
            learning_rate = optimizer.constants["rate"] if learning_rate is None else learning_rate
            optimizer = kind
        one_of("optimizer", optimizer, OPTIMIZERS)
        one_of("order", order, ORDERS)
        if order == "output_first" and len(example.x) > 1 and not in_turn:
            raise ValueError('order "output_first" takes one example at a time: give in_turn=True')
        self._linked = {}
        self._link(example)
        state = self._start(example, axes, theta, learning_rate)
        if order not in state["spec"]["orders"]:
            trace(example.network, example.loss, order=order)
        super().__init__(**state, example=example, optimizer=optimizer, order=order, in_turn=in_turn)
        self.bounds = bounds

    def _link(self, example):
        """Give each parameter of `example` a trait of its own, unless a widget has something else of that name."""
        former, names = self._linked, example.network.names
        self._linked = {name: k for k, name in enumerate(names) if name[0] != "_" and not hasattr(Explorer, name)}
        self.add_traits(**{name: Parameter().tag(sync=True) for name in self._linked if not self.has_trait(name)})
        # A trait cannot be taken away: that of a parameter that is no more is None, and the page hears no more of it.
        self.keys = [*(name for name in self.keys if name not in former | self._linked), *self._linked]

    @traitlets.observe(traitlets.All)
    def _keep_equal(self, change):
        if change.name == "theta" and self.example:
            for name, k in self._linked.items():
                setattr(self, name, self.theta[k])
        elif change.name in self._linked and change.new != self.theta[self._linked[change.name]]:
            theta = list(self.theta)
            theta[self._linked[change.name]] = change.new
            self.theta = theta

    def _should_send_property(self, key, value):
        # The page keeps the parameters of its theta equal itself: sent back, they would undo what came to it since.
        known = key in self._linked and "theta" in self._property_lock
        return not known and super()._should_send_property(key, value)

    def _start(self, example, axes=None, theta=None, learning_rate=None):
        """The state of the widget at the start of `example`."""
        network = example.network
        if len(example.x) > MOST_EXAMPLES:
            raise ValueError(f"an explorer carries at most {MOST_EXAMPLES} examples, got {len(example.x)}")
        for name in network.names:
            if name in LINK_WORDS:
                raise ValueError(f"the parameter name {name!r} has another meaning in the explorer's links")
        rate = _rate(example.learning_rate if learning_rate is None else learning_rate)
        start = {
            "theta": _parameters(network, example.theta if theta is None else theta),
            "x": examples_array("x", example.x, network.sizes[0], "inputs")[0].tolist(),
            "t": examples_array("t", example.t, network.sizes[-1], "outputs")[0].tolist(),
        }
        error = network.error(*start.values(), example.loss).tolist()
        history = {"step": [0], "theta": [start["theta"]], "error": [error if math.isfinite(error) else None]}
        state = {**start, "learning_rate": rate, "axes": _axes(network, axes), "bounds": [], "history": history}
        return {**state, "spec": self._describe(example, {**start, "rate": rate})}

    def _describe(self, example, start):
        network, loss = example.network, get_loss(example.loss)
        orders = ["simultaneous"]
        try:
            written = trace(network, loss, order="output_first", frozen=example.frozen)
            orders += ["output_first"] * (len(network.sizes) > 2)
        except ValueError:
            written = trace(network, loss, frozen=example.frozen)
        return {
            "name": example.name,
            "title": example.title,
            "code": _code(network),
            "loss": loss.name,
            "unit_targets": loss.unit_targets,
            "frozen": list(example.frozen),
            "parameters": list(network.names),
            "inputs": list(written.inputs),
            "targets": list(written.targets),
            "units": [list(units) for units in written.units],
            "layers": _layers(network),
            "start": start,
            "orders": orders,
            "optimizers": list(OPTIMIZERS),
            "programs": {
                f"{kind} {order}": _program(network, loss, kind, order, example.frozen, self._constants[kind])
                for kind in OPTIMIZERS
                for order in orders
            },
            "open": list(self._open),
            "selected": self._selected,
            "linked": list(self._linked),
        }

    def link(self, page=""):
        """Address of `page` with the present numbers, which opens its explorer in this state.

        Parameters
        ----------
        page : str
            Such as ``"two-two-two.html"``; without it the fragment alone.

        Returns
        -------
        str
        """
        instance("page", page, str, "a text")
        pairs = dict(zip(self.spec["parameters"], self.theta, strict=True))
        for names, rows, start in (("inputs", self.x, "x"), ("targets", self.t, "t")):
            for k, row in enumerate(rows):
                for name, value, was in zip(self.spec[names], row, self.spec["start"][start][k], strict=True):
                    if value != was:
                        pairs[f"{name}.{k + 1}" if len(rows) > 1 else name] = value
        pairs |= {"rate": self.learning_rate, "axes": ",".join(self.axes)}
        pairs |= {"optimizer": self.optimizer, "order": self.order}
        if self.bounds:
            pairs["bounds"] = ",".join(map(repr, self.bounds))
        if self.in_turn:
            pairs["examples"] = "in_turn"
        return f"{page}#{self.spec['name']}?" + "&".join(f"{name}={value}" for name, value in pairs.items())

    @traitlets.validate("example")
    def _check_example(self, proposal):
        example = checked_example(proposal.value)
        if self.example:
            self._start(example)  # What it refuses is refused before anything has changed.
        return example

    @traitlets.validate("theta")
    def _check_theta(self, proposal):
        return _parameters(self.example.network, proposal.value) if self.example else proposal.value

    @traitlets.validate("x", "t")
    def _check_data(self, proposal):
        if not self.example:
            return proposal.value
        name, network = proposal.trait.name, self.example.network
        width, what = (network.sizes[0], "inputs") if name == "x" else (network.sizes[-1], "outputs")
        rows, _ = examples_array(name, proposal.value, width, what)
        if len(rows) != len(self.spec["start"][name]):
            raise ValueError(f"{name} must hold {len(self.spec['start'][name])} examples, got {len(rows)}")
        if name == "t":
            get_loss(self.example.loss).check_targets(rows)
        return rows.tolist()

    @traitlets.validate("learning_rate")
    def _check_rate(self, proposal):
        return _rate(proposal.value)

    @traitlets.validate("axes")
    def _check_axes(self, proposal):
        return _axes(self.example.network, proposal.value) if self.example else proposal.value

    @traitlets.validate("bounds")
    def _check_bounds(self, proposal):
        bounds = finite_array("bounds", proposal.value)
        ends = bounds.reshape(-1, 2) if bounds.size in (0, 2 * len(self.axes)) else None
        if ends is None or not (ends[:, 0] < ends[:, 1]).all():
            raise ValueError(
                f"bounds must hold a lower and an upper end for each of {self.axes}, got {proposal.value}"
            )
        return bounds.ravel().tolist()

    @traitlets.validate("optimizer")
    def _check_optimizer(self, proposal):
        one_of("optimizer", proposal.value, OPTIMIZERS)
        return proposal.value

    @traitlets.validate("in_turn")
    def _check_in_turn(self, proposal):
        return flag("in_turn", proposal.value)

    @traitlets.validate("order")
    def _check_order(self, proposal):
        one_of("order", proposal.value, dict.fromkeys(self.spec["orders"]) if self.spec else ORDERS)
        return proposal.value

    @traitlets.validate("history")
    def _check_history(self, proposal):
        history = proposal.value
        if not (isinstance(history, Mapping) and set(history) in (set(), {"step", "theta", "error"})):
            raise ValueError(f"history must be a dict with the keys step, theta and error, got {history!r}")
        if history and len({len(listed(key, history[key], "equal length")) for key in history}) > 1:
            raise ValueError("history must hold equally many steps, thetas and errors")
        return history

    @traitlets.observe("example")
    def _begin(self, change):
        if change.old is None:
            return
        self._selected = 0
        self._link(change.new)
        state = self._start(change.new)
        with self.hold_sync():
            for name in ("spec", "axes", "theta", "x", "t", "learning_rate", "bounds", "history"):
                setattr(self, name, state[name])


def _rate(rate):
    return positive("learning_rate", number("learning_rate", rate))


def _parameters(network, theta):
    theta = finite_array("theta", theta)
    if theta.shape != (network.size,):
        raise ValueError(
            f"theta must have shape ({network.size},), one entry for each of {' '.join(network.names)}; "
            f"got shape {theta.shape}"
        )
    return theta.tolist()


def _axes(network, axes):
    if axes is None:
        names = dict.fromkeys((*network.places[network.layers[-1].weights], *network.names))
        return list(names)[:2]
    axes = [axes] if isinstance(axes, str) else list(listed("axes", axes, "parameters"))
    for name in axes:
        network.index(name)
    count = min(2, network.size)
    if len(axes) != count or len(set(axes)) < count:
        raise ValueError(f"axes must name {('one parameter', 'two different parameters')[count - 1]}, got {axes}")
    return axes


def _code(network: Network):
    names = f", names={list(network.places)}" if network.places != network._default_names() else ""
    bias = "" if network.bias else ", bias=False"
    return (
        f"bp.Network({list(network.sizes)}, hidden={network.hidden!r}, output={network.output!r}{bias}{names})"
    )
