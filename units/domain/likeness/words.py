"""The words of a title as they are compared: folded, with place and year told apart from the subject."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from units.vietnamese import fold

LONGEST_TERM = 60

SYLLABLE = re.compile(
    r"(?!.*(?:aa|ee|ii|yy))(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?"
    r"[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
SPELT_TWO_WAYS = re.compile(r"(?<=[hklmstv])y$|(?<=qu)y$")  # kỹ and kĩ, lý and lí, quy and qui
YEAR = re.compile(r"(?:19|20)\d\d")
BEFORE_YEAR = {"nam", "hoc", "giai", "doan", "tu", "den", "nien", "khoa", "thang", "qui", "dot", "ki"}
BEFORE_NUMBER_OF_TIME = {"thang", "qui", "dot"}
AT = {"tai", "o", "cua", "thuoc"}

HOUSES = (
    "truong ",
    "cong ti ",
    "xa ",
    "phuong ",
    "huyen ",
    "tinh ",
    "thanh pho ",
    "thi tran ",
    "thi xa ",
    "benh vien ",
    "tram y te ",
    "trung tam ",
    "nha may ",
    "xi nghiep ",
    "hop tac xa ",
    "chi nhanh ",
    "phong giao duc ",
    "doanh nghiep ",
    "co quan ",
    "ban quan li ",
    "uy ban ",
)
AFTER_NAME = {"bang", "nham", "de", "qua", "thong", "trong", "nam", "mon", "lop", "cho", "giai", "tu"}
LONGEST_PLACE = 14
WIDEST_GAP = 5


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word as written, the key it is compared by, and whether it only says where or when."""

    text: str
    key: str
    is_setting: bool = False


def words_of(title: str) -> list[Word]:
    """The words in their order, without the signs between them."""
    found = list(_written(title))
    setting = _settings(found)
    return [Word(text, key, place in setting) for place, (text, key) in enumerate(found)]


def keys_of(title: str) -> list[str]:
    """The keys of the words, in their order."""
    return [key for _, key in _written(title)]


def _written(title: str) -> Iterator[tuple[str, str]]:
    for text in re.findall(r"\w+", unicodedata.normalize("NFC", title)):
        for key in _keys(text):
            yield text, key


@lru_cache(maxsize=8_192)  # more than there are syllables
def _keys(text: str) -> tuple[str, ...]:
    """The keys of one written word: mostly one, none for marks alone, several for some signs of other
    scripts.
    """
    return tuple(SPELT_TWO_WAYS.sub("i", key) for key in fold(text).split())


def terms_of(title: str) -> frozenset[str]:
    """The terms by which a title is indexed: its words, and its pairs of neighbouring words."""
    keys = keys_of(title)
    pairs = (f"{first} {second}" for first, second in pairwise(keys))
    return frozenset(term[:LONGEST_TERM] for term in (*keys, *pairs))


@lru_cache(maxsize=8_192)
def is_syllable(key: str) -> bool:
    """Whether the key can be pronounced as one Vietnamese syllable."""
    return SYLLABLE.fullmatch(key) is not None


def unabbreviated(words: Sequence[Word], other: Sequence[Word]) -> list[Word]:
    """The words with abbreviations (CNTT) replaced by the words that the other title writes out, and with
    joined words (“nângcao”) split.
    """
    keys = [word.key for word in other]
    known, initials = set(keys), "".join(key[0] for key in keys)
    joined = {first + second: [first, second] for first, second in pairwise(keys)}
    found: list[Word] = []
    for word in words:
        run = [] if word.key in known else _written_out(word.key, keys, initials) or joined.get(word.key, [])
        found += [Word(word.text, key, word.is_setting) for key in run] or [word]
    return found


def _written_out(key: str, others: Sequence[str], initials: str) -> Sequence[str]:
    """The neighbouring words of the other title whose initials form this key."""
    if len(key) < 2 or not key.isalpha() or is_syllable(key):
        return []
    start = initials.find(key)
    return others[start : start + len(key)] if start >= 0 else []


def _settings(words: Sequence[tuple[str, str]]) -> set[int]:
    return {*_times([key for _, key in words]), *_places(words)}


def _times(keys: Sequence[str]) -> Iterator[int]:
    """The indexes of years, of the numbers of months and quarters, and of the words that lead to them."""
    for place, key in enumerate(keys):
        before = keys[place - 1] if place else ""
        if YEAR.fullmatch(key) or (key.isdigit() and before in BEFORE_NUMBER_OF_TIME):
            yield place
            lead = place - 1
            while lead >= 0 and (keys[lead] in BEFORE_YEAR or YEAR.fullmatch(keys[lead])):
                yield lead
                lead -= 1


def _places(words: Sequence[tuple[str, str]]) -> Iterator[int]:
    """The indexes of a place: from “tại Trường …” to the end of the name; in a title without capitals, to the
    first word that cannot be part of a name.
    """
    keys = [key for _, key in words]
    capital = [text[0].isupper() for text, _ in words]
    tells = any(capital[1:]) and not all(text.isupper() for text, _ in words)
    for start, key in enumerate(keys):
        first = start + (key in AT) + (2 if keys[start : start + 2] == ["dia", "ban"] else 0)
        if first >= len(keys):
            continue
        end = _end_of_name(keys, capital if tells else None, first)
        is_house = " ".join([*keys[first : first + 4], ""]).startswith(HOUSES)
        if first == start:
            is_name = is_house and tells and start > 0 and capital[start]
        elif is_house:
            is_name = not tells or capital[first] or end > first
        else:
            is_name = tells and capital[first] and key != "cua"
        if is_name:
            yield from range(start, end + 1)
            return


def _end_of_name(keys: Sequence[str], capital: Sequence[bool] | None, first: int) -> int:
    end = first
    for place in range(first, min(len(keys), first + LONGEST_PLACE)):
        if keys[place] in AFTER_NAME and not (capital and capital[place]):
            break
        if capital is None or (capital[place] and place - end <= WIDEST_GAP):
            end = place
    return end
