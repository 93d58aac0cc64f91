"""Decimal digits: a number rounded to some of them and written, and the slips that are made in copying them.

The page has the same, in ``widgets/js/model/digits.js`` and ``widgets/js/drawing/numbers.js``. Rounding is the one of
school, half a unit upwards, so that both languages agree on ties.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

__all__ = ["POINT_MOVES", "digit_slips", "fixed", "number_text", "rounded"]

#: How many digits of a number are looked at where nobody says how many were written down.
SIGNIFICANT = 6
MOST_DECIMALS = 12
#: Before the point; a larger number has an exponent.
MOST_PLAIN_DIGITS = 6
#: How a decimal point is moved: in words, by which factor, and by which factor it moves back.
POINT_MOVES = (
    ("The decimal point moved one place to the right.", 10.0, 0.1),
    ("The decimal point moved one place to the left.", 0.1, 10.0),
    ("The decimal point moved two places to the right.", 100.0, 0.01),
    ("The decimal point moved two places to the left.", 0.01, 100.0),
)


def rounded(value, decimals):
    """`value` rounded to so many decimals, as a float; one that is too large to have so many stays."""
    scale = 10.0**decimals
    if not math.isfinite(value * scale):
        return value
    return math.copysign(math.floor(abs(value) * scale + 0.5) / scale, value)


def fixed(value, decimals):
    """The absolute value as text with so many decimals: ``0.5770`` for -0.577 and 4."""
    whole = math.floor(abs(value) * 10.0**decimals + 0.5)
    digits = str(whole).rjust(decimals + 1, "0")
    point = len(digits) - decimals
    return digits[:point] + ("." + digits[point:] if decimals else "")


def number_text(number, digits):
    """A number to so many significant digits without the zeros that end it, as the page writes it.

    Parameters
    ----------
    number : float
    digits : int

    Returns
    -------
    str
        With an exponent, such as ``1.2e-7``, below 1e-6 and from 1e6 on, where there are more digits before the point
        than `digits`.
    """
    if not math.isfinite(number):
        return "overflow"
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(Decimal(float(number)))
    exponent = rounded.adjusted()
    if rounded and not (-7 < exponent and abs(number) < 10.0 ** max(digits, MOST_PLAIN_DIGITS)):
        return f"{_plain(rounded.scaleb(-exponent))}e{exponent}"
    return _plain(rounded)


def _plain(decimal):
    text = f"{decimal:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def significant_decimals(value):
    """So many decimals that `value` has :data:`SIGNIFICANT` digits, but at most :data:`MOST_DECIMALS`."""
    decimals = 0
    while abs(value) * 10.0**decimals < 10.0 ** (SIGNIFICANT - 1) and decimals < MOST_DECIMALS:
        decimals += 1
    return decimals


def digit_slips(value, decimals=None):
    """What copying makes of a number: the decimal point moved, digits swapped, one left out, one doubled.

    Parameters
    ----------
    value : float
        Where it is 0, or too large to be written out, there is nothing to copy wrong.
    decimals : int, optional
        To how many it is written down; as many as make six digits by default.

    Returns
    -------
    list of (str, str, float)
        The kind, what was done in words, and what results.
    """
    if decimals is None:
        decimals = significant_decimals(value)
    if value == 0 or not math.isfinite(100 * value * 10.0**decimals):
        return []
    found = [("decimal point moved", why, value * factor) for why, factor, _ in POINT_MOVES]
    written = fixed(value, decimals)
    return [*found, *_in_copying(written, math.copysign(1.0, value))]


def _in_copying(written, sign):
    """The slips in copying a number that is written down without its sign."""
    found = []
    digits = [place for place in range(len(written)) if written[place] != "."]
    for place, following in zip(digits, digits[1:], strict=False):
        one, other = written[place], written[following]
        if one != other:
            between = written[place + 1 : following]
            text = written[:place] + other + between + one + written[following + 1 :]
            found.append(("digits swapped", f"The digits {one} and {other} were swapped.", sign * float(text)))
    for place in digits:
        text = written[:place] + written[place + 1 :]
        if text and text[0] != ".":
            found.append(("digit dropped", f"The digit {written[place]} was left out.", sign * float(text)))
    for place in digits:
        text = written[: place + 1] + written[place:]
        found.append(("digit doubled", f"The digit {written[place]} was written twice.", sign * float(text)))
    return found
