"""Whole numbers read from text that somebody sent: an address, a hidden field, a form. No Django."""

LARGEST_KEY = 2**63 - 1
"""The largest primary key that a database can store."""


def read_number(text: str, *, least: int = 0, most: int = LARGEST_KEY) -> int | None:
    """The number written in the digits 0 to 9, if it lies between `least` and `most`; None
    for anything else.
    """
    if not (text.isascii() and text.isdecimal()):
        return None
    digits = text.lstrip("0") or "0"
    if len(digits) > len(str(most)):  # Python refuses to read thousands of digits
        return None
    number = int(digits)
    return number if least <= number <= most else None
