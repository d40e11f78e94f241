"""Whole numbers read from text."""

import pytest

from units.digits import LARGEST_KEY, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("007", 7),
        (str(LARGEST_KEY), LARGEST_KEY),
        (str(LARGEST_KEY + 1), None),
        ("9" * 5000, None),
        ("0" * 5000 + "1", 1),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        (" 1", None),
        ("1_0", None),
        ("١٢", None),
        ("²", None),
    ],
)
def test_only_digits_that_fit_a_key_are_a_number(text: str, number: int | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(("text", "number"), [("0", None), ("1", 1), ("9", 9), ("10", None)])
def test_bounds_belong_to_what_is_read(text: str, number: int | None) -> None:
    assert read_number(text, least=1, most=9) == number
