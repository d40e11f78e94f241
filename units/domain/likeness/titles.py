"""How alike two titles are, and in what they differ. No database: the caller brings the frequencies of words.

Words are compared without accents and case, in any order. A word replaced by another weighs most, an added
one (a subtitle) little, another school or year least.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, LCSseq

from units.domain.likeness.words import Word, is_syllable, unabbreviated, words_of

PRIOR = 60
"""Added to the number of known titles, so that with few titles not every word counts as frequent."""

HEAVIEST = 7.0  # bounds of the weight of a word
LIGHTEST = 0.3
REPLACED = 3.0  # factors on the weight of words that only one title has: replaced by others,
ADDED = 0.15  # added,
SETTING = 0.08  # or only saying where or when
UNTOLD = 2.5  # lowers the score of titles that share little weight
GARBLED, MISSPELT = 0.95, 0.6  # how well a misspelling matches: no word at all, another word
SELDOM = 2  # a word in at most so many titles is rare
FARTHEST = 2  # letters by which a misspelling may differ


@dataclass(frozen=True, slots=True)
class Corpus:
    """In how many of `total` titles each word occurs; a word that is not listed occurs in none."""

    total: int
    counts: Mapping[str, int]

    def weight(self, word: str) -> float:
        """How much a word matters: the rarer, the more."""
        share = (self.total + PRIOR) / (self.counts.get(word, 0) + 1)
        return min(HEAVIEST, max(LIGHTEST, math.log(share)))

    def is_seldom(self, word: str) -> bool:
        return self.counts.get(word, 0) <= SELDOM


@dataclass(frozen=True, slots=True)
class TitleLikeness:
    """A score from 0 to 1, and the words that only one of the titles has, as they are spelt there."""

    score: float
    here: tuple[str, ...] = ()
    there: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means the same words."""
        return int(self.score * 100 + 1e-9)


def compare(here: str, there: str, corpus: Corpus) -> TitleLikeness:
    """How alike two titles are. Symmetric; the score is 1 when both have the same words."""
    return compare_words(words_of(here), words_of(there), corpus)


def may_be_alike(here: Collection[str], there: Collection[str]) -> bool:
    """Whether the titles share at least half of the keys of the shorter one; with fewer they cannot be likely
    duplicates.
    """
    shared = (Counter(here) & Counter(there)).total()
    return 2 * shared >= min(len(here), len(there)) > 0


def compare_words(ours: Sequence[Word], theirs: Sequence[Word], corpus: Corpus) -> TitleLikeness:
    """As `compare`, for titles already split into words."""
    if sorted(word.key for word in ours) == sorted(word.key for word in theirs):
        return TitleLikeness(1.0)
    if not ours or not theirs:
        return TitleLikeness(0.0)
    ours, theirs = unabbreviated(ours, theirs), unabbreviated(theirs, ours)
    pairs = _matched(ours, theirs, corpus)
    known_here, known_there = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    left = [word for place, word in enumerate(ours) if place not in known_here]
    right = [word for place, word in enumerate(theirs) if place not in known_there]
    score = _score([(ours[i], theirs[j], credit) for i, j, credit in pairs], left, right, corpus)
    return TitleLikeness(score, _runs(ours, left), _runs(theirs, right))


Matches = list[tuple[int, int, float]]
"""Index in the first title, index in the second, how well the words match (0 to 1)."""


def _matched(ours: Sequence[Word], theirs: Sequence[Word], corpus: Corpus) -> Matches:
    """Equal words, the n-th occurrence with the n-th; then, among the rest, probable misspellings."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in reversed(list(enumerate(theirs))):
        places[word.key].append(place)
    found: Matches = [
        (place, places[word.key].pop(), 1.0) for place, word in enumerate(ours) if places[word.key]
    ]
    taken_here, taken_there = {i for i, _, _ in found}, {j for _, j, _ in found}
    here = [(i, word.key) for i, word in enumerate(ours) if i not in taken_here and word.key.isalpha()]
    there = [(j, word.key) for j, word in enumerate(theirs) if j not in taken_there and word.key.isalpha()]
    odd = {key for _, key in (*here, *there) if not is_syllable(key) or corpus.is_seldom(key)}
    slips = sorted(
        (distance, min(a, b), max(a, b), i, j, credit)
        for i, a in here
        for j, b in there
        if (a in odd or b in odd) and abs(len(a) - len(b)) <= FARTHEST
        for distance, credit in _slip(a, b)
    )
    for _, _, _, i, j, credit in slips:
        if i not in taken_here and j not in taken_there:
            taken_here.add(i)
            taken_there.add(j)
            found.append((i, j, credit))
    return found


def _slip(a: str, b: str) -> Iterable[tuple[int, float]]:
    """If one word may be a misspelling of the other, the edit distance and how well they match; else nothing.
    The caller asks only where one of them is rare or no Vietnamese syllable.
    """
    longest = max(len(a), len(b))
    if longest < 4:
        return ()
    are_words = is_syllable(a) and is_syllable(b)
    allowed = FARTHEST if longest >= 6 and not are_words else 1
    distance = OSA.distance(a, b, score_cutoff=allowed)
    return () if distance > allowed else ((distance, MISSPELT if are_words else GARBLED),)


def _score(
    pairs: Iterable[tuple[Word, Word, float]], left: Iterable[Word], right: Iterable[Word], corpus: Corpus
) -> float:
    shared, lost = 0.0, 0.0
    for a, b, credit in pairs:
        weight = (_weight(a, corpus) + _weight(b, corpus)) / 2
        shared += weight * credit
        lost += weight * (1 - credit)
    less, more = sorted(
        sum(_weight(word, corpus) for word in side if not word.is_setting) for side in (left, right)
    )
    setting = max(sum(_weight(word, corpus) for word in side if word.is_setting) for side in (left, right))
    off = REPLACED * less + ADDED * (more - less) + setting + lost
    # UNTOLD lowers the score of titles that share only frequent words.
    return shared / (shared + off + min(UNTOLD, off))


def _weight(word: Word, corpus: Corpus) -> float:
    return corpus.weight(word.key) * (SETTING if word.is_setting else 1)


def _runs(words: Sequence[Word], unmatched: Iterable[Word]) -> tuple[str, ...]:
    """The unmatched words in their order, neighbours joined: “năm 2022”, “Nậm Loỏng”."""
    wanted = {id(word) for word in unmatched}
    runs: list[list[str]] = [[]]
    for word in words:
        if id(word) not in wanted:
            runs.append([])
        elif word.text not in runs[-1][-1:]:
            runs[-1].append(word.text)
    return tuple(" ".join(run) for run in runs if run)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `differs`: the other text does not have it there."""

    text: str
    differs: bool


def side_by_side(here: str, there: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut into pieces, which joined give the whole text again; accents count here, case and signs
    do not.
    """
    ours, theirs = _tokens(here), _tokens(there)
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for step in LCSseq.opcodes(*([_bare(token) for token in side] for side in (ours, theirs))):
        differs = step.tag != "equal"
        _add(sides[0], "".join(ours[step.src_start : step.src_end]), differs)
        _add(sides[1], "".join(theirs[step.dest_start : step.dest_end]), differs)
    return sides


def _tokens(text: str) -> list[str]:
    """The words, each with the signs and spaces that follow it."""
    return re.findall(r"\w+\W*|^\W+", unicodedata.normalize("NFC", text))


def _bare(token: str) -> str:
    return re.sub(r"\W+", "", token).casefold()


def _add(side: list[Piece], text: str, differs: bool) -> None:
    if text and side and side[-1].differs == differs:
        side[-1] = Piece(side[-1].text + text, differs)
    elif text:
        side.append(Piece(text, differs))
