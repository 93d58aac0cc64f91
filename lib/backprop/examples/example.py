"""What a worked example holds: a network, its data, and every number that its document prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..aliases import Floats
from ..losses import Loss
from ..network import Network, checked_network
from ..printed import read_number
from ..trace import checked_frozen
from ..validation import finite_array, instance, listed, number, one_of, positive, shown

__all__ = ["Example", "Printed", "given"]


@dataclass(frozen=True)
class Printed:
    """A number that a document prints, and what it stands for.

    Attributes
    ----------
    name : str
        An identifier, by which the lines of later numbers call it.
    text : str
        The number as printed, so that its digits are known.
    start : str
        What it stands for, in the names of the example's trace: ``z_o1``, ``w5_new``, ``o1 - t1``; ``-delta_o1``
        where it is printed with the other sign.
    own : str
        The line beside it as the document reads, in the document's names; empty where it shows no line.
    label : str
        What the document calls the number; `name` by default.
    steps : int
        Updates made before `start` is read.
    given : bool
        Whether the document states the number without computing it. A given number is exact.
    source : str
        Citation key, where it is not that of the example.
    """

    name: str
    text: str
    start: str
    own: str = ""
    label: str = ""
    steps: int = 0
    given: bool = False
    source: str = ""

    @property
    def value(self) -> float:
        """The printed number as a float."""
        return read_number(self.text)[0]

    @property
    def unit(self) -> float:
        """One unit in the last printed digit: 0.001 for "0.846"."""
        return read_number(self.text)[1]


def given(name: str, text: str, start: str = "", *, label: str = "", source: str = "") -> Printed:
    """A number that the document states, called `start` in the trace (`name` by default)."""
    return Printed(name, text, start or name, label=label, given=True, source=source)


def checked_example(value: object) -> Example:
    """`value`, if it is an :class:`Example`."""
    return instance("example", value, Example, "an Example such as bp.examples.two_two_two")


def checked_axes(network, axes):
    """`axes` as a list of names, two of them or the only parameter of `network`; ``ValueError`` for others."""
    axes = [axes] if isinstance(axes, str) else list(listed("axes", axes, "parameters"))
    for name in axes:
        network.index(name)
    count = min(2, network.size)
    if len(axes) != count or len(set(axes)) < count:
        wanted = ("one parameter", "two different parameters")[count - 1]
        raise ValueError(f"axes must name {wanted}, got {shown(axes)}")
    return axes


def checked_bounds(axes, value):
    """`value` as a list of the lower and upper end of each axis, or of nothing; ``ValueError`` for others."""
    bounds = finite_array("bounds", value)
    ends = bounds.reshape(-1, 2) if bounds.size in (0, 2 * len(axes)) else None
    if ends is None or not (ends[:, 0] < ends[:, 1]).all():
        raise ValueError(f"bounds must hold a lower and an upper end for each of {axes}, got {shown(value)}")
    return bounds.ravel().tolist()


@dataclass(frozen=True, eq=False, init=False)
class Example:
    """A worked example: that of a document, or one of your own.

    Attributes
    ----------
    name : str
        Its name in :mod:`backprop.examples`; for one of your own an identifier, ``own_example`` by default.
    title : str
        By default it says what the network is.
    network : Network
    theta : ndarray, shape (P,)
        Starting parameters, read-only.
    x : ndarray, shape (n, inputs)
        Read-only.
    t : ndarray, shape (n, outputs)
        Targets, read-only.
    loss : str
    learning_rate : float
    frozen : tuple of str
        Parameters that the document leaves as they are.
    printed : tuple of Printed
        Every number that the document prints for this example, in its order.
    document : str
        Citation key of the document; empty for an example of one's own.
    axes : tuple of str
        The two parameters (or the only one) over which its error surface is shown first; empty leaves the choice to
        the explorer.
    bounds : tuple of float
        The range of that view: lower and upper end of each axis; empty is one around the start.

    Raises
    ------
    ValueError
        For arrays that do not fit the network, an unknown loss, a rate that is not above 0, axes or bounds that are
        not those of a view, and what is not of the kind named above.

    Examples
    --------
    >>> import backprop as bp
    >>> homework = bp.Example(network=bp.Network([1, 1]), theta=[2, 1], x=[[3]], t=[[0]])
    >>> homework.title
    'A 1-1 network'
    """

    name: str
    title: str
    network: Network
    theta: Floats
    x: Floats
    t: Floats
    loss: str | Loss
    learning_rate: float
    frozen: tuple[str, ...]
    printed: tuple[Printed, ...]
    document: str
    axes: tuple[str, ...]
    bounds: tuple[float, ...]

    def __init__(
        self,
        name: str = "",
        title: str = "",
        network: Network | None = None,
        theta: ArrayLike | None = None,
        x: ArrayLike | None = None,
        t: ArrayLike | None = None,
        loss: str | Loss = "half_squared_error",
        learning_rate: float = 0.1,
        frozen: Sequence[str] = (),
        printed: Sequence[Printed] = (),
        document: str = "",
        axes: str | Sequence[str] = (),
        bounds: ArrayLike = (),
    ) -> None:
        # Written out, since what may be given is more than what is kept: a list becomes an array.
        vars(self).update(
            name=name, title=title, network=network, theta=theta, x=x, t=t, loss=loss, learning_rate=learning_rate,
            frozen=frozen, printed=printed, document=document, axes=axes, bounds=bounds,
        )  # fmt: skip
        self._check()

    def _check(self):
        """Refuse what does not fit, and keep the rest as the attributes are described."""
        for field in ("theta", "x", "t"):
            array = finite_array(field, getattr(self, field)).copy()
            array.setflags(write=False)
            object.__setattr__(self, field, array)
        for field in ("name", "title", "document"):
            instance(field, getattr(self, field), str, "a text")
        checked_network(self.network)
        if not self.name:
            object.__setattr__(self, "name", "own_example")
        if not self.title:
            object.__setattr__(self, "title", f"A {self._sizes} network")
        for field in ("x", "t"):  # one example may come as a vector
            if getattr(self, field).ndim == 1:
                object.__setattr__(self, field, getattr(self, field)[np.newaxis])
        self.network.checked_vector(self.theta)
        self.network.checked_task(self.theta, self.x, self.t, self.loss)
        rate = positive("learning_rate", number("learning_rate", self.learning_rate))
        object.__setattr__(self, "learning_rate", rate)
        object.__setattr__(self, "frozen", checked_frozen(self.network, self.frozen))
        object.__setattr__(self, "printed", listed("printed", self.printed, "numbers that the document prints"))
        for each in self.printed:
            instance("an entry of printed", each, Printed, "a Printed")
        axes = listed("axes", self.axes, "parameters")
        object.__setattr__(self, "axes", axes and tuple(checked_axes(self.network, axes)))
        object.__setattr__(self, "bounds", tuple(checked_bounds(axes, self.bounds)))

    def __reduce__(self):
        # A copy is made anew, since that of a read-only array would be writable.
        return type(self), tuple(vars(self).values())

    def replace(self, **changes: Any) -> Example:
        """A copy with some of its fields changed, such as ``example.replace(t=[[0]])``.

        Raises
        ------
        ValueError
            If an example has no such field, or its value is refused.
        """
        fields = vars(self)
        for name in changes:
            one_of("field", name, fields)
        return type(self)(**(fields | changes))

    @property
    def _sizes(self):
        return "-".join(map(str, self.network.sizes))

    @property
    def problem(self) -> tuple[Network, Floats, Floats, Floats]:
        """What most functions of the library ask for first: network, starting parameters, inputs and targets.

        Each chapter begins with ``network, theta, x, t = example.problem``, and a call may spread them out:
        ``bp.train(*example.problem, loss=example.loss)``.
        """
        return self.network, self.theta, self.x, self.t

    @property
    def parameters(self) -> dict[str, float]:
        """Starting parameters by name, as a dict of floats."""
        return dict(zip(self.network.names, self.theta.tolist(), strict=True))

    def __repr__(self):
        parameters = " ".join(f"{name}={value:g}" for name, value in self.parameters.items())
        source = f" ({self.document})" if self.document else ""
        return (
            f"Example {self.name}: {self.title}{source}\n"
            f"  network {self._sizes}, {self.network.hidden} / {self.network.output}, {self.loss}, "
            f"learning rate {self.learning_rate:g}\n"
            f"  {parameters}\n"
            f"  {self._data}"
        )

    @property
    def _data(self):
        """The first rows of the data in words."""
        rows = [f"x={_row(x)} t={_row(t)}" for x, t in zip(self.x[:4], self.t[:4], strict=True)]
        more = len(self.x) - len(rows)
        return "; ".join(rows) + (f"; and {more} more" if more > 0 else "")


def _row(row):
    return "(" + ", ".join(f"{value:g}" for value in np.ravel(row)) + ")"
