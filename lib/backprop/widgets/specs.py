"""What a page is told of an example."""

from .. import formulas
from ..losses import LOSSES, get_loss

__all__ = ["formulas_of", "network_spec"]


def network_spec(example):
    """The network of an example and how it is trained, as the page writes its trace from it.

    Returns
    -------
    dict
        See ``Example`` in ``js/model/writer.js``; the numbers of the optimizers are left out.
    """
    network = example.network
    return {
        "sizes": list(network.sizes),
        "hidden": network.hidden,
        "output": network.output,
        "bias": network.bias,
        "names": list(network.places),
        "loss": get_loss(example.loss).name,
        "frozen": list(example.frozen),
    }


def formulas_of(example):
    """The table of formulas, with that of the example's loss where it is one of somebody's own."""
    loss = get_loss(example.loss)
    return formulas.table(*([] if loss.name in LOSSES else [loss]))
