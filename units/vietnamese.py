"""Vietnamese words and figures as text: folding for search, dotted thousands, dates in letters."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache


def fold(text: str) -> str:
    """A key in which accents, case and runs of spaces do not count: "LĐLĐ  Tỉnh" gives "ldld tinh"."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
    return " ".join(bare.casefold().replace("đ", "d").split())


def same_name(text: str) -> str:
    """A key of a person's name in which accents count: Hùng is not Hưng. Case, runs of spaces and the
    letter over which a tone is written do not: HOÀ is Hòa.
    """
    found = []
    for word in unicodedata.normalize("NFD", text.casefold()).split():
        tones = "".join(mark for mark in word if mark in TONES)
        found.append("".join(mark for mark in word if mark not in TONES) + tones)
    return unicodedata.normalize("NFC", " ".join(found))


def words(text: str) -> list[str]:
    """The words, folded and in order, without signs: "Sấy, sao chè!" gives say, sao, che."""
    return "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()


def dotted(number: int) -> str:
    """2152 gives "2.152"."""
    return f"{number:,}".replace(",", ".")


def comma_decimal(number: Decimal) -> str:
    """Decimal("1234.5") gives "1.234,5"."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def money_words(amount: int) -> str:
    """120000000 gives "120 triệu đồng", 1500000 gives "1 triệu 500 nghìn đồng"."""
    billions, rest = divmod(amount, 10**9)
    parts = ((billions, "tỷ"), (rest // 10**6, "triệu"), (rest // 1000 % 1000, "nghìn"), (rest % 1000, ""))
    words = [f"{dotted(number)} {word}".strip() for number, word in parts if number]
    return " ".join([*(words or ["0"]), "đồng"])


def file_size(size: int) -> str:
    """1258291 gives "1,2 MB", 5242880 "5 MB", 350000 "342 KB"; anything smaller than 1 KB gives "1 KB"."""
    if size >= 2**20:
        return f"{comma_decimal(round(Decimal(size) / 2**20, 1)).removesuffix(',0')} MB"
    return f"{max(1, round(size / 1024))} KB"


def short_date(day: date) -> str:
    """10/11/2022."""
    return f"{day:%d/%m}/{day.year:04d}"  # %Y does not fill up years before 1000


def letter_date(day: date) -> str:
    """ "ngày 10 tháng 11 năm 2022", zero-padded as official letters require against alteration."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: they make a letter of its own

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def sort_key(text: str) -> SortKey:
    """Sorts names as Vietnamese readers expect: An, Ăn, Ân, Bé, Dũng, Đức; 2 before 10.

    Letters decide first, tones only between words of the same letters, then the text itself.
    """
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for token in re.findall(r"\d+|\D", unicodedata.normalize("NFC", text.casefold())):
        if token.isdecimal():
            letters.append((1, int(token)))
            continue
        letter, tone = _weights(token)
        letters.append(letter)
        tones.append(tone)
    return tuple(letters), tuple(tones), text


@lru_cache(maxsize=1024)
def _weights(sign: str) -> tuple[tuple[int, int], int]:
    """The sort weight of a sign that is no digit, and of its tone."""
    marks = unicodedata.normalize("NFD", sign)
    shape = unicodedata.normalize("NFC", marks[0] + "".join(mark for mark in marks if mark in SHAPES))
    place = ALPHABET.find(shape)
    letter = (2, place) if place >= 0 else (0, ord(sign[0]))
    return letter, max((TONES.find(mark) + 1 for mark in marks), default=0)


def order_text(text: str) -> str:
    """The order of `sort_key` as text of digits, which every database sorts alike.

    Database collations would ignore signs and weigh letters differently.
    """
    letters, tones, _ = sort_key(text)
    return "".join(map(_order_digits, letters)) + END_OF_LETTERS + "".join(map(str, tones))


END_OF_LETTERS = "00000000"  # sorts before every letter, so that An comes before An Lão


def _order_digits(letter: tuple[int, int]) -> str:
    group, value = letter
    match group:
        case 1:
            return f"1{len(str(value)):03d}{value}"
        case 2:
            return f"2{value:02d}"
    return f"0{value:07d}"
