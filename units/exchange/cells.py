"""What goes into the cells of files: values, and text without the signs that no document can hold."""

import re
from decimal import Decimal

CellValue = int | Decimal | str | None
"""None prints nothing. A rate is in percent, rounded as printed."""

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
"""Characters that XML forbids, or that would break a line inside a cell."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A spreadsheet runs text that begins with one of these as a formula, the full-width forms too."""


def printable(text: str) -> str:
    """The text on one line."""
    return UNPRINTABLE.sub(" ", text).strip()


def printable_lines(text: str) -> str:
    """The text with its line ends."""
    return "\n".join(printable(line) for line in text.splitlines())
