"""The worked examples of the five documents, those that the book adds, and three well known on the web."""

from .example import Example, Printed
from .four_examples import four_examples
from .geeksforgeeks import geeksforgeeks
from .general_rule import general_rule
from .han_kamber import han_kamber
from .one_weight import one_weight
from .robert_gordon import robert_gordon
from .single_neuron import single_neuron
from .spam_classifier import spam_classifier
from .three_classes import three_classes
from .three_input_regression import three_input_regression
from .two_two_two import two_two_two

__all__ = [
    "ALL",
    "FOUND_IN_THE_WILD",
    "Example",
    "Printed",
    "four_examples",
    "geeksforgeeks",
    "general_rule",
    "han_kamber",
    "one_weight",
    "robert_gordon",
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

#: Three examples from elsewhere.
FOUND_IN_THE_WILD = (geeksforgeeks, robert_gordon, han_kamber)
