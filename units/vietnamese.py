"""Vietnamese words and figures as text: folding for search, dotted thousands, dates in letters."""

import unicodedata
from datetime import date
from decimal import Decimal


def fold(text: str) -> str:
    """A key in which accents, case and runs of spaces do not count: "LĐLĐ  Tỉnh" gives "ldld tinh"."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
    return " ".join(bare.casefold().replace("đ", "d").split())


def dotted(number: int) -> str:
    """2152 gives "2.152"."""
    return f"{number:,}".replace(",", ".")


def comma_decimal(number: Decimal) -> str:
    """Decimal("1234.5") gives "1.234,5"."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def short_date(day: date) -> str:
    """10/11/2022."""
    return f"{day:%d/%m/%Y}"


def letter_date(day: date) -> str:
    """ "ngày 10 tháng 11 năm 2022", with the zeros that keep days and months from being altered."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
