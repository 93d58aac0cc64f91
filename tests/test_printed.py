"""What a printed text says as a number."""

import pytest

from backprop.printed import read_number, uses_decimal_comma


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0.755", 0.755, 1e-3),
        (" .5 ", 0.5, 0.1),
        ("3", 3, 1),
        ("3.", 3, 1),
        ("0.0", 0, 0.1),
        ("-0.20", -0.2, 0.01),
        ("\u22120.0406", -0.0406, 1e-4),
        ("\u2013 0.5", -0.5, 0.1),
        ("+1.5", 1.5, 0.1),
        ("\u2248 0.67", 0.67, 0.01),
        ("1.2 \u00d7 10^-3", 0.0012, 1e-4),
        ("-7.916 * 10^-3", -0.007916, 1e-6),
        ("1.20\u00b710\u207b\u00b3", 0.0012, 1e-5),
        ("2.5x10^{-2}", 0.025, 1e-3),
        ("2.5*10**(-2)", 0.025, 1e-3),
        ("10^-4", 1e-4, 1e-4),
        ("1.2e-3", 0.0012, 1e-4),
        ("1.2E+02", 120, 10),
        ("12.5%", 0.125, 1e-3),
        ("0,25", 0.25, 0.01),
        ("-1,5", -1.5, 0.1),
        ("0,234", 0.234, 1e-3),
        ("1,234", 1234, 1),
        ("12,345,678", 12345678, 1),
        ("1,234.5", 1234.5, 0.1),
        ("1.234,5", 1234.5, 0.1),
        ("1.234.567", 1234567, 1),
        ("12 345.6", 12345.6, 0.1),
        ("12\u202f345", 12345, 1),
        ("12'345.6", 12345.6, 0.1),
    ],
)
def test_what_is_printed(text, value, unit):
    assert read_number(text) == (value, unit)


def test_a_decimal_comma_of_the_other_numbers_decides():
    assert read_number("1,105", decimal_comma=True) == (1.105, 1e-3)
    assert read_number("12,345,678", decimal_comma=True) == (12345678, 1)
    assert uses_decimal_comma(["1,105", "0,25"]) and uses_decimal_comma(["-1,5e-3"])
    assert not uses_decimal_comma(["1,105", "0.25", "1,234.5"])


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "x", "0.5.1", "1,23,4", "1,2.3,4", "--1", "1e", "1e1.5", "10^x", "1e999", "nan", "inf", "\u0663",
     "0.5 and more", "%", "1.2.345", "e-3", "5\u00b2", None, 0.5],
)  # fmt: skip
def test_what_is_no_number(text):
    with pytest.raises(ValueError, match="number"):
        read_number(text)


@pytest.mark.parametrize("text", ["1e-400", "5e-324", "0." + "0" * 290 + "1", "1e300", "9" * 400])
def test_what_no_float_can_be_compared_with(text):
    with pytest.raises(ValueError, match="too large a number|digits too small to compute with") as caught:
        read_number(text)
    assert len(str(caught.value)) < 300
