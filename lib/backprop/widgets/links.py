"""Links into a page: the state of an explorer as the fragment of an address."""

from __future__ import annotations

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
    return f"#{explorer.spec['name']}?" + "&".join(f"{name}={value}" for name, value in pairs.items())


def _changed(names, rows, start):
    """The data that differ from the start, by name; with several examples ``i1.2`` is that of the second."""
    changed = {}
    for k, (row, former) in enumerate(zip(rows, start, strict=True)):
        for name, value, before in zip(names, row, former, strict=True):
            if value != before:
                changed[f"{name}.{k + 1}" if len(rows) > 1 else name] = value
    return changed
