"""Names and numbers as MathML, which browsers set by themselves.

The page sets them in the same way, in ``widgets/js/views/symbols.js``.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from ..digits import number_text

__all__ = ["element", "fraction", "identifier", "number_text", "numeral", "operator", "row", "sign", "symbol", "value"]

MINUS, TIMES, PARTIAL = "\u2212", "\u00b7", "\u2202"
GREEK = {"rate": "\u03b7", "epsilon": "\u03b5", "beta": "\u03b2", "delta": "\u03b4"}
#: What may stand before the name of a neuron or a parameter.
LETTER_PREFIXES = ("z_", "delta_", "E_", "m_", "v_")


def element(tag, *children, **attributes):
    """An element of HTML, SVG or MathML as text; a trailing or inner ``_`` of an attribute is a hyphen or nothing."""
    written = "".join(
        f' {name.strip("_").replace("_", "-")}="{escape(str(given))}"' for name, given in attributes.items()
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>"


def row(nodes):
    return nodes[0] if len(nodes) == 1 else element("mrow", *nodes)


def identifier(text):
    return element("mi", text)


def numeral(text):
    return element("mn", text)


def sign(text, form="infix"):
    """A sign between two operands, or before one."""
    return element("mo", text, form=form)


def operator(text):
    """A parenthesis, or another sign with no space around it."""
    return element("mo", text, stretchy="false", lspace="0", rspace="0")


def fraction(over, under):
    return element("mfrac", row(over), row(under))


# ---- numbers


def value(number, digits, enclosed=False):
    """A number as MathML: a true minus, a power of ten for an exponent; `enclosed` where it needs parentheses."""
    mantissa, _, exponent = number_text(number, digits).partition("e")
    nodes = [numeral(mantissa.replace("-", MINUS))]
    if exponent:
        nodes += [sign(TIMES), element("msup", numeral("10"), numeral(exponent.replace("-", MINUS)))]
    if enclosed and (exponent or mantissa.startswith("-")):
        nodes = [operator("("), *nodes, operator(")")]
    return row(nodes)


# ---- names


class Parts(NamedTuple):
    """What a name says: ``mean_g_w5_new`` is the new mean of the gradient of a w with the index 5."""

    is_mean: bool
    is_gradient: bool
    is_new: bool
    is_power: bool
    word: str
    subscript: str


def parts_of(name):
    """The :class:`Parts` of a name of a trace."""
    rest = name.removesuffix("_new")
    is_new = rest != name
    is_power = rest.endswith("_power")
    rest = rest.removesuffix("_power")
    is_mean = rest.startswith("mean_")
    rest = rest.removeprefix("mean_")
    is_gradient = rest.startswith("g_")
    rest = rest.removeprefix("g_")
    for prefix in LETTER_PREFIXES:
        if rest.startswith(prefix):
            return Parts(is_mean, is_gradient, is_new, is_power, prefix[:-1], rest.removeprefix(prefix))
    return Parts(is_mean, is_gradient, is_new, is_power, *_without_digits(rest))


def _without_digits(name):
    """A letter or a Greek word, and the digits behind it: they are its index."""
    digits = next((k for k, character in enumerate(name) if _is_digit(character)), len(name))
    word = name[:digits]
    return (word, name[digits:]) if len(word) == 1 or word in GREEK else (name, "")


def _is_digit(character):
    return "0" <= character <= "9"


def symbol(name):
    """A name as a course writes it: a Greek letter, an index below, a derivative."""
    parts = parts_of(name)
    above = ["count"] * parts.is_power + ["new"] * parts.is_new
    letter = _with_scripts(identifier(GREEK.get(parts.word, parts.word)), parts.subscript.replace("_", ","), above)
    if parts.is_gradient:
        letter = fraction([operator(PARTIAL), identifier("E")], [operator(PARTIAL), letter])
    return row([element("mtext", "mean\u00a0"), letter]) if parts.is_mean else letter


def _with_scripts(letter, below, above):
    index = numeral(below) if _is_digit(below[:1]) else element("mtext", below)
    exponent = element("mtext", ", ".join(above))
    if below and above:
        return element("msubsup", letter, index, exponent)
    if below:
        return element("msub", letter, index)
    return element("msup", letter, exponent) if above else letter
