"""What a printed text says as a number.

The page has the same, in ``widgets/js/model/printed.js``.
"""

from __future__ import annotations

from .validation import instance, shown

__all__ = ["read_number", "uses_decimal_comma"]

MINUS_SIGNS = "\u2212\u2013\u2014\u2012\ufe63\uff0d"
#: Spaces, and the apostrophes that part thousands.
PARTING = " \t\n\r\u00a0\u2009\u202f\u2007_'\u2019"
#: What may stand before a number.
LEADING = "=\u2248~\u2245"
RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u207a"
SUPERSCRIPTS = dict(zip(RAISED, "0123456789-+", strict=True))
TIMES = "\u00b7\u22c5\u2219\u00d7\u2a2f*xX"
#: Smaller units and larger numbers leave no room for what is computed from them.
LEAST_UNIT, MOST = 1e-290, 1e290
EXPECTED = "expected a number such as 0.755, \u22120.04, 1.2 \u00d7 10^-3, 1e-3 or 12%"


def read_number(text: str, decimal_comma: bool = False) -> tuple[float, float]:
    """The value of a printed number and one unit in the last digit printed.

    Parameters
    ----------
    text : str
        Minus signs of every kind, powers of ten as ``1.2 × 10^-3``, ``1.2·10⁻³`` or ``1.2e-3``, percent, thousands
        (``12,345.6``, ``12 345.6``) and decimal commas (``0,25``).
    decimal_comma : bool
        How to take a text that can be read both ways: whether ``1,234`` is a little more than 1.

    Returns
    -------
    value, unit : float

    Raises
    ------
    ValueError
        If the text is no number, or one too large, or has digits too small.

    Examples
    --------
    >>> read_number("−7.92 × 10^-3")
    (-0.00792, 1e-05)
    """
    plain = _plain(instance("a printed number", text, str, "a text such as '0.755'"))
    sign, plain = _sign(plain)
    exponent = 0
    if plain.endswith("%"):
        plain, exponent = plain[:-1], -2
    mantissa, power = _parts(plain, text)
    digits = _without_thousands(mantissa, decimal_comma)
    whole, point, decimals = digits.partition(".")
    if not (whole + decimals).isdecimal() or not (whole + decimals).isascii():
        raise ValueError(f"{shown(text)} is no number: {EXPECTED}")
    exponent += power
    value = float(f"{sign}{whole or '0'}.{decimals or '0'}e{exponent}")
    if abs(value) > MOST:
        raise ValueError(f"{shown(text)} is too large a number")
    unit = float(f"1e{exponent - len(decimals)}")
    if unit < LEAST_UNIT:
        raise ValueError(f"{shown(text)} has digits too small to compute with")
    return value, unit


def _plain(text):
    """The text with one kind of minus, without spaces, and with powers written in one way: ``1.2e-3``."""
    plain = ""
    raised = False
    for letter in text:
        if letter in SUPERSCRIPTS:
            plain += SUPERSCRIPTS[letter] if raised else "^" + SUPERSCRIPTS[letter]
            raised = True
            continue
        raised = False
        if letter in MINUS_SIGNS:
            plain += "-"
        elif letter not in PARTING:
            plain += letter
    while plain and plain[0] in LEADING:
        plain = plain[1:]
    return plain.replace("**", "^").replace("^{", "^").replace("^(", "^").rstrip("})")


def _sign(plain):
    if plain[:1] in ("-", "+"):
        return ("-" if plain[0] == "-" else ""), plain[1:]
    return "", plain


def _parts(plain, text):
    """The mantissa as text and the power of ten as a whole number."""
    for times in TIMES:
        plain = plain.replace(f"{times}10^", "e")
    if plain.startswith("10^"):
        plain = "1e" + plain[len("10^") :]
    mantissa, mark, power = plain.replace("E", "e").partition("e")
    if not mark:
        return mantissa, 0
    digits = power.removeprefix("-").removeprefix("+")
    if not digits.isdecimal() or not digits.isascii() or len(digits) > 3:
        raise ValueError(f"{shown(text)} is no number: {EXPECTED}")
    return mantissa, int(power)


def _without_thousands(mantissa, decimal_comma):
    """The digits with a point before the decimals, and nothing between thousands."""
    commas, points = mantissa.count(","), mantissa.count(".")
    if commas and points:
        last = max(mantissa.rfind(","), mantissa.rfind("."))
        parting = "." if mantissa[last] == "," else ","
        return mantissa.replace(parting, "").replace(",", ".") if mantissa.count(mantissa[last]) == 1 else "?"
    if points > 1:
        return mantissa.replace(".", "") if _parts_thousands(mantissa.split(".")) else "?"
    if commas > 1:
        return mantissa.replace(",", "") if _parts_thousands(mantissa.split(",")) else "?"
    if commas == 1 and not decimal_comma and _parts_thousands(mantissa.split(",")):
        return mantissa.replace(",", "")
    return mantissa.replace(",", ".")


def _parts_thousands(groups):
    """Whether the parts between commas are groups of three digits, after a first one that is no zero."""
    first, *others = groups
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in others)


def uses_decimal_comma(texts):
    """Whether some of the texts can only be read with a decimal comma."""
    for text in texts:
        mantissa = _plain(text).lstrip("+-").partition("e")[0]
        if mantissa.count(",") == 1 and "." not in mantissa and not _parts_thousands(mantissa.split(",")):
            return True
    return False
