"""The worked examples of the five documents."""

from .document_000 import spam_classifier
from .document_001 import single_neuron
from .document_002 import one_weight, two_two_two
from .document_003 import general_rule
from .document_004 import three_input_regression
from .example import Cause, Example, Printed

__all__ = [
    "ALL",
    "Cause",
    "Example",
    "Printed",
    "general_rule",
    "one_weight",
    "single_neuron",
    "spam_classifier",
    "three_input_regression",
    "two_two_two",
]

#: The examples in the order of their documents.
ALL = (
    spam_classifier,
    single_neuron,
    one_weight,
    two_two_two,
    general_rule,
    three_input_regression,
)
