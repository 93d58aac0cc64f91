"""Links into a page: the state of an explorer as the fragment of an address."""

from __future__ import annotations

from urllib.parse import quote

import numpy as np

from ..losses import get_loss
from ..network import Network
from ..writer import unit_names

__all__ = ["RESERVED", "fragment"]

#: Words of a link, which no parameter may be called; links said ``rate`` before ``learning_rate``.
RESERVED = (
    "learning_rate", "rate", "axes", "optimizer", "order", "bounds", "examples", "example", "view", "scale", "walk",
    "step", "find_slip",
)  # fmt: skip


def fragment(explorer):
    """The fragment that opens the explorer's page in its present state, such as ``#two_two_two?w5=0.4&axes=w5,w6``."""
    network, start = explorer.example.network, explorer.spec["start"]
    inputs, *_, outputs = unit_names(network.sizes)
    targets = [f"t{k + 1}" for k in range(len(outputs))]
    pairs = dict(zip(network.names, explorer.theta, strict=True))
    pairs |= _changed(inputs, explorer.x, start["x"]) | _changed(targets, explorer.t, start["t"])
    pairs |= {"learning_rate": explorer.learning_rate, "axes": ",".join(explorer.axes)}
    pairs |= {"optimizer": explorer.optimizer, "order": explorer.order}
    if explorer.bounds:
        pairs["bounds"] = ",".join(map(repr, explorer.bounds))
    if len(explorer.x) > 1:
        pairs["examples"] = "in_turn" if explorer.in_turn else "at_once"
    if explorer.spec["editable"]:
        pairs |= _form(explorer.example)
    return f"#{explorer.spec['name']}?" + "&".join(f"{name}={value}" for name, value in pairs.items())


def _changed(names, rows, start):
    """The data that differ from the start, by name; with several examples ``i1.2`` is that of the second."""
    changed = {}
    for k, (row, former) in enumerate(zip(rows, start, strict=True)):
        for name, value, before in zip(names, row, former, strict=True):
            if value != before:
                changed[f"{name}.{k + 1}" if len(rows) > 1 else name] = value
    return changed


def _form(example):
    """The form in which a reader would build `example`, as ``widgets/js/model/own-link.js`` reads it."""
    network = example.network
    plain = Network(network.sizes, network.hidden, network.output, network.bias)
    rows = [" ".join(map(repr, row)) for row in np.hstack([example.x, example.t]).tolist()]
    fields = {
        "title": [example.title],
        "units": map(str, network.sizes),
        "hidden": [network.hidden],
        "output": [network.output],
        "bias": ["yes" if network.bias else "no"],
        "loss": [get_loss(example.loss).name],
        "rate": [repr(example.learning_rate)],
        "rows": rows,
        "names": network.places if network.places != plain.places else (),
        "values": map(repr, example.theta.tolist()),
        "frozen": [
            key for key, name in zip(_places(network), network.places, strict=True) if name in example.frozen
        ],
    }
    return {f"own.{field}": ",".join(map(_encoded, texts)) for field, texts in fields.items()}


def _places(network):
    """Each weight and bias as the form calls it: "1.2.1" is the weight into unit 2 of layer 1 from unit 1 below."""
    for k, layer in enumerate(network.layers, start=1):
        for unit in range(1, layer.units + 1):
            yield from (f"{k}.{unit}.{below}" for below in range(1, layer.inputs + 1))
        if network.bias:
            yield from (f"{k}.{unit}.b" for unit in range(1, layer.units + 1))


def _encoded(text):
    """`text` for a list of a link: encoded twice, a blank as a plus sign."""
    once = quote(text, safe="-_.!~*'()").replace("%20", "+")
    return quote(once, safe="-_.!~*'()+")
