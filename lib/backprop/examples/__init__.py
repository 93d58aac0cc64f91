"""The worked examples of the five documents, and those that the book adds."""

from .example import Cause, Example, Printed
from .four_examples import four_examples
from .general_rule import general_rule
from .one_weight import one_weight
from .single_neuron import single_neuron
from .spam_classifier import spam_classifier
from .three_classes import three_classes
from .three_input_regression import three_input_regression
from .two_two_two import two_two_two

__all__ = [
    "ALL",
    "Cause",
    "Example",
    "Printed",
    "four_examples",
    "general_rule",
    "one_weight",
    "single_neuron",
    "spam_classifier",
    "three_classes",
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
