"""The explorer: a small network to take hold of, in a notebook and, with no kernel, in a built page."""

from __future__ import annotations

import keyword
import math
from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets
from numpy.typing import ArrayLike

from ..examples.example import Example, checked_axes, checked_bounds, checked_example
from ..losses import get_loss
from ..network import Network
from ..optimizers import OPTIMIZERS, Optimizer
from ..trace import ORDERS, trace
from ..validation import (
    JAVASCRIPT_RESERVED,
    examples_array,
    finite_array,
    flag,
    instance,
    listed,
    number,
    one_of,
    positive,
    shown,
    whole,
)
from . import bundle, links
from .specs import formulas_of, network_spec

__all__ = ["Explorer", "Parameter"]

#: The modules of the page in the order in which they are joined: each imports only from those before it.
MODULES = (
    "model/primitives model/expression model/evaluate model/writer model/program model/clock model/history "
    "model/printed model/table model/own model/own-reading model/own-edits model/own-starts model/own-link model/state "
    "model/roles model/edits model/readings model/mistakes model/digits model/slips model/worked model/estimates "
    "model/check-number model/causes model/quantities model/audit model/find-slip model/link model/marks "
    "model/python model/torch sync "
    "drawing/dom drawing/mathml drawing/numbers drawing/table drawing/colors drawing/plot drawing/error-scale "
    "drawing/field drawing/contours drawing/glide drawing/places drawing/layout "
    "views/symbols views/formula views/spoken views/inline views/sentences views/assignment views/scrubber "
    "views/your-number views/steps "
    "views/speech views/scrub views/network-parts views/flow views/diagram views/exact-numbers views/network "
    "views/range views/surface-plots views/surface-marks views/surface-bar views/surface-sample views/color-bar "
    "views/point views/surface "
    "views/scales views/controls views/history views/numbers views/check views/sheet views/worksheet "
    "views/copied views/share views/audit-panel views/find-slip views/find-slip-panel "
    "views/toolbar views/method views/sparkline views/figures views/panels views/display "
    "views/own-fields views/own-layers views/own-rows views/own-weights views/own-form views/own-address "
    "views/explorer"
).split()
PANELS = (
    "network", "surface", "controls", "steps", "history",
    "numbers", "check", "audit", "find_slip", "worksheet", "share",
)  # fmt: skip
MOST_EXAMPLES = 64


class Parameter(traitlets.HasTraits):
    """One parameter of an explorer, made by :meth:`Explorer.parameter`.

    Attributes
    ----------
    name : str
    value : float
        Follows the explorer, and moves it when set.
    """

    value: traitlets.TraitType[float, float] = traitlets.TraitType(0.0)

    def __init__(self, explorer: Explorer, name: str) -> None:
        self.name = name
        self._explorer = explorer
        super().__init__(value=explorer[name])
        explorer.observe(self._follow, "theta")

    def _follow(self, change):
        if self.name in self._explorer.example.network.names:
            self.value = self._explorer[self.name]

    @traitlets.validate("value")
    def _check_value(self, proposal):
        example = self._explorer.example
        if self.name not in example.network.names:
            raise ValueError(
                f"the example {example.name} has no parameter {self.name!r}, got {shown(proposal.value)} for it"
            )
        return number(self.name, proposal.value)

    @traitlets.observe("value")
    def _move(self, change):
        if self._explorer[self.name] != change.new:
            self._explorer[self.name] = change.new


class Explorer(anywidget.AnyWidget):
    """A worked example, to be taken hold of.

    Parameters
    ----------
    example : Example
        Such as ``bp.examples.two_two_two``: at most 64 parameters and 64 examples.
    axes : sequence of str, optional
        The two parameters of the error surface, or the one of the error curve. By default those of the example, or the
        first two weights of the last layer.
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
        The range of the surface: lower and upper end of the first axis, then of the second. By default that of the
        example for these axes, or 4 to either side of the start.
    open : sequence of str
        The panels that are open at first, out of network, surface, controls, steps, history, numbers, check, audit,
        find_slip, worksheet, share.
    selected : int
        The example that the diagram shows at first, counted from 0.
    editable : bool
        Whether a form above it lets the reader build another example: layers, activations, loss, names, values, and
        the examples themselves. `example` is then the reader's own, as last it could be read.

    Attributes
    ----------
    theta : list of float
        Present parameters, in the order of ``example.network.names``. Setting it moves the widget; it is set as a
        whole, since nobody hears of a change inside the list. One of them is ``explorer["w5"]``, which can be set too.
    learning_rate : float
    axes, optimizer, order, in_turn, bounds, x, t
        As above; `x` and `t` as lists of rows.
    history : dict
        The run so far, thinned to 2,000 points: lists ``step``, ``theta`` and ``error``. The last point is the
        present one; an error that overflows is None. It begins anew where `theta`, `x` or `t` is set.
    example : Example
        Setting it begins anew with another example.

    Raises
    ------
    ValueError
        For anything that does not fit the example.

    Notes
    -----
    All computing is done in the page, by the example's :func:`backprop.trace`: no kernel is asked. A link into a page,
    such as ``two-two-two.html#two_two_two?w5=0.4&learning_rate=0.5&axes=w5,w6``, opens its explorer in a
    prepared state. It may name each parameter, input and target (``i1``; with several examples ``i1.2`` is that of
    the second), and ``learning_rate``, ``axes``, ``optimizer``, ``order``, ``bounds``, ``examples`` (``at_once`` or
    ``in_turn``), ``example``, ``scale`` (``linear`` or ``log``), ``walk`` (an assignment, by its name or number),
    ``step``, ``find_slip`` (level and seed of the game) and ``printed.z_h1`` (what the reader has typed in the audit).
    What is left out is as at the start. The link of an editable explorer holds the whole example: it opens in the
    page *Your own example*, where the name is the one that an :class:`Example` has by default.

    Examples
    --------
    >>> import backprop as bp
    >>> explorer = bp.Explorer(bp.examples.two_two_two, axes=("w5", "w7"))
    >>> explorer["w5"]
    0.4
    >>> explorer["w5"] = 0.3
    """

    _esm = bundle.esm(*MODULES)
    _css = bundle.css(
        "base", "explorer", "network", "controls", "surface", "steps", "audit", "find-slip", "own",
        "print", "worksheet",
    )  # fmt: skip

    #: The example, as the page reads it: it changes only with another example.
    spec = traitlets.Dict().tag(sync=True)
    formulas = traitlets.Dict().tag(sync=True)
    # Of any type: the validators below say in words what does not fit.
    theta: traitlets.TraitType[list[float], ArrayLike] = traitlets.TraitType([]).tag(sync=True)
    learning_rate: traitlets.TraitType[float, float] = traitlets.TraitType(1.0).tag(sync=True)
    x: traitlets.TraitType[list[list[float]], ArrayLike] = traitlets.TraitType([]).tag(sync=True)
    t: traitlets.TraitType[list[list[float]], ArrayLike] = traitlets.TraitType([]).tag(sync=True)
    axes: traitlets.TraitType[list[str], str | Sequence[str]] = traitlets.TraitType([]).tag(sync=True)
    bounds: traitlets.TraitType[list[float], ArrayLike] = traitlets.TraitType([]).tag(sync=True)
    optimizer: traitlets.TraitType[str, str] = traitlets.TraitType("sgd").tag(sync=True)
    order: traitlets.TraitType[str, str] = traitlets.TraitType("simultaneous").tag(sync=True)
    in_turn: traitlets.TraitType[bool, bool] = traitlets.TraitType(False).tag(sync=True)
    history: traitlets.TraitType[dict[str, Any], dict[str, Any]] = traitlets.TraitType({}).tag(sync=True)
    #: What stands in the form of an editable explorer, text by text: the page's own memory.
    draft = traitlets.Dict().tag(sync=True)
    example: traitlets.TraitType[Example, Example] = traitlets.TraitType(None)

    def __init__(
        self,
        example: Example,
        axes: str | Sequence[str] | None = None,
        optimizer: str | Optimizer = "sgd",
        order: str = "simultaneous",
        in_turn: bool = False,
        learning_rate: float | None = None,
        theta: ArrayLike | None = None,
        bounds: ArrayLike = (),
        open: Sequence[str] = ("network", "surface", "controls", "steps"),
        selected: int = 0,
        editable: bool = False,
    ) -> None:
        checked_example(example)
        self._from_page: dict[str, Any] = {}
        self._open = _checked_panels(open)
        self._selected = whole("selected", selected, least=0)
        self._editable = flag("editable", editable)
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
        if order not in _orders(example):
            trace(example.network, example.loss, order=order)  # Says why it cannot be had.
        start = self._start(example, axes, theta, learning_rate)
        super().__init__(**start, example=example, optimizer=optimizer, order=order, in_turn=in_turn)
        self.bounds = bounds

    # ---- one parameter

    def __getitem__(self, name: str) -> float:
        return self.theta[self.example.network.index(name)]

    def __setitem__(self, name: str, value: float) -> None:
        theta = list(self.theta)
        theta[self.example.network.index(name)] = number(name, value)
        self.theta = theta

    def parameter(self, name: str) -> Parameter:
        """One parameter as an object with a trait ``value``, to be linked with a control.

        Parameters
        ----------
        name : str

        Returns
        -------
        Parameter

        Raises
        ------
        ValueError
            If the example has no such parameter.

        Examples
        --------
        >>> import backprop as bp, ipywidgets
        >>> explorer = bp.Explorer(bp.examples.two_two_two)
        >>> slider = ipywidgets.FloatSlider(value=0.25, min=-8, max=8)
        >>> link = ipywidgets.link((slider, "value"), (explorer.parameter("w5"), "value"))
        >>> explorer["w5"]
        0.25
        """
        return Parameter(self, name)

    def link(self, page: str = "") -> str:
        """Address of `page` with the present numbers, which opens its explorer in this state.

        Parameters
        ----------
        page : str
            Such as ``"two-two-two.html"``; without it the fragment alone.

        Returns
        -------
        str
        """
        return instance("page", page, str, "a text") + links.fragment(self)

    # ---- the state at the start of an example

    def _start(self, example, axes=None, theta=None, learning_rate=None):
        """The traits at the start of `example`."""
        network = example.network
        _refuse_unfit(example)
        rate = _rate(example.learning_rate if learning_rate is None else learning_rate)
        start = {
            "theta": network.checked_vector(example.theta if theta is None else theta).tolist(),
            "x": examples_array("x", example.x, network.sizes[0], "inputs")[0].tolist(),
            "t": examples_array("t", example.t, network.sizes[-1], "outputs")[0].tolist(),
        }
        return {
            **start,
            "learning_rate": rate,
            "axes": _axes(example, axes),
            "bounds": [],
            "history": _beginning(example, **start),
            "formulas": formulas_of(example) | {"reserved": _reserved()},
            "spec": self._describe(example, start | {"learning_rate": rate}),
        }

    def _describe(self, example, start):
        return {
            "name": example.name,
            "title": example.title,
            **network_spec(example),
            "start": start,
            "optimizers": self._constants,
            "open": list(self._open),
            "editable": self._editable,
            "selected": self._selected,
            "view": {"axes": _axes(example, None), "bounds": list(example.bounds)},
        }

    @traitlets.observe("example")
    def _begin(self, change):
        if change.old is None or self._from_page:
            return
        self._selected = 0
        start = self._start(change.new)
        # Python and page hear of all at once: half of two examples is none.
        with self.hold_sync(), self.hold_trait_notifications():
            for name in ("spec", "formulas", "axes", "theta", "x", "t", "learning_rate", "bounds", "history"):
                setattr(self, name, start[name])
            self.draft = {}
            if self.order not in _orders(change.new):
                self.order = "simultaneous"
            if self.order == "output_first" and len(self.x) > 1:
                self.in_turn = True

    # ---- what follows from a change that Python makes; the page says itself what follows from its own

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """What the page says; see :class:`ipywidgets.Widget`."""
        self._from_page = sync_data
        try:
            if "spec" in sync_data:
                self.example = _built(sync_data["spec"], self.example.loss)
            super().set_state(sync_data)
        finally:
            self._from_page = {}

    def _is_from_page(self, change):
        return change.name in self._from_page and self._from_page[change.name] == change.new

    @traitlets.observe("theta", "x", "t")
    def _begin_history(self, change):
        if not self._is_from_page(change):
            self.history = _beginning(self.example, self.theta, self.x, self.t)

    @traitlets.observe("axes")
    def _fit_range(self, change):
        if not self._is_from_page(change):
            self.bounds = []

    @traitlets.observe("order", "in_turn")
    def _take_in_turn(self, change):
        """The order "output_first" takes examples in turn: whichever of the two is set later decides."""
        if self.in_turn or self.order == "simultaneous" or len(self.x) == 1:
            return
        if change.name == "order":
            self.in_turn = True
        else:
            self.order = "simultaneous"

    # ---- checks

    @traitlets.validate("example")
    def _check_example(self, proposal):
        example = checked_example(proposal.value)
        self._start(example)  # What it refuses is refused before anything has changed.
        return example

    @traitlets.validate("theta")
    def _check_theta(self, proposal):
        return self.example.network.checked_vector(proposal.value).tolist()

    @traitlets.validate("x", "t")
    def _check_data(self, proposal):
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
        return _axes(self.example, proposal.value)

    @traitlets.validate("bounds")
    def _check_bounds(self, proposal):
        return checked_bounds(self.axes, proposal.value)

    @traitlets.validate("optimizer")
    def _check_optimizer(self, proposal):
        one_of("optimizer", proposal.value, OPTIMIZERS)
        return proposal.value

    @traitlets.validate("in_turn")
    def _check_in_turn(self, proposal):
        return flag("in_turn", proposal.value)

    @traitlets.validate("order")
    def _check_order(self, proposal):
        one_of("order", proposal.value, dict.fromkeys(_orders(self.example)))
        return proposal.value

    @traitlets.validate("history")
    def _check_history(self, proposal):
        history = proposal.value
        if not (isinstance(history, Mapping) and set(history) in (set(), {"step", "theta", "error"})):
            raise ValueError(f"history must be a dict with the keys step, theta and error, got {shown(history)}")
        if history:
            _check_run(history, self.example.network.size)
        return history


def _check_run(history, size):
    """``ValueError`` for lists that are no run of a network of so many parameters."""
    steps, errors = (listed(key, history[key], "numbers") for key in ("step", "error"))
    count = len(steps)
    thetas = finite_array("theta of history", history["theta"])
    if thetas.shape != (count, size) or len(errors) != count or count == 0:
        raise ValueError(
            f"history must hold equally many steps, thetas of {size} numbers and errors; "
            f"got {count} steps, thetas of shape {thetas.shape} and {len(errors)} errors"
        )
    counts = [whole("a step of history", step, least=0) for step in steps]
    if counts != sorted(set(counts)):
        raise ValueError(f"the steps of history must rise, got {shown(steps)}")
    for error in errors:
        if error is not None:  # An error that overflows is None.
            number("an error of history", error)


def _rate(rate):
    return positive("learning_rate", number("learning_rate", rate))


def _axes(example, axes):
    network = example.network
    if axes is not None:
        return checked_axes(network, axes)
    names = dict.fromkeys((*network.places[network.layers[-1].weights], *network.names))
    return list(example.axes) or list(names)[:2]


def _checked_panels(names):
    panels = listed("open", names, "panels")
    for panel in panels:
        one_of("panel", panel, dict.fromkeys(PANELS))
    return panels


def _refuse_unfit(example):
    """``ValueError`` for an example that no page can show."""
    if len(example.x) > MOST_EXAMPLES:
        raise ValueError(f"an explorer carries at most {MOST_EXAMPLES} examples, got {len(example.x)}")
    for name in example.network.names:
        if name in links.RESERVED:
            raise ValueError(f"the parameter name {name!r} has another meaning in the explorer's links")
    for kind in OPTIMIZERS.values():  # The reader may choose each of them.
        trace(example.network, example.loss, kind(0.1), frozen=example.frozen)


def _reserved():
    """Names that no parameter may have in the page."""
    return {"words": sorted({*keyword.kwlist, *JAVASCRIPT_RESERVED}), "links": list(links.RESERVED)}


def _built(spec, loss):
    """The example that the reader has built in the page, from one with this loss, which may be of one's own."""
    start = spec["start"]
    return Example(
        name=spec["name"],
        title=spec["title"],
        network=Network(spec["sizes"], spec["hidden"], spec["output"], spec["bias"], spec["names"]),
        theta=start["theta"],
        x=start["x"],
        t=start["t"],
        loss=loss if get_loss(loss).name == spec["loss"] else spec["loss"],
        learning_rate=start["learning_rate"],
        frozen=tuple(spec["frozen"]),
    )


def _orders(example):
    """The orders of update that the example can have."""
    if len(example.network.sizes) == 2:
        return ["simultaneous"]  # There is no layer below.
    try:
        trace(example.network, example.loss, order="output_first", frozen=example.frozen)
    except ValueError:
        return ["simultaneous"]
    return list(ORDERS)


def _beginning(example, theta, x, t):
    """The history of a run that has not begun."""
    error = example.network.error(theta, x, t, example.loss).tolist()
    return {"step": [0], "theta": [theta], "error": [error if math.isfinite(error) else None]}
