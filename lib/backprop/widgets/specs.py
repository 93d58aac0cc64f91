"""What a page is told of an example."""

from ..losses import get_loss

__all__ = ["network_spec"]


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
