"""An inverted index of the terms of titles (TitleTerm): kept in step, checked, and searched for similar
titles.

The cost of a look-up is bounded: frequencies are counted among the newest titles only, and candidates come
from the rarest terms of a title, up to a fixed number of index entries.
"""

from collections.abc import Collection, Iterator
from itertools import accumulate

from django.db import transaction
from django.db.models import Count, Max

from units.domain.likeness.titles import Corpus
from units.domain.likeness.words import terms_of
from units.models import Initiative, TitleTerm

WINDOW = 2_000
"""How many of the newest titles are used to count how frequent a term is."""

ENTRIES = 12_000
"""How many entries of the index one look-up may read for candidates."""

CANDIDATES = 24
CHUNK = 500
BATCH = 5_000


def index_title(initiative: Initiative) -> None:
    """Make the stored terms of this initiative those of its title; call it in the transaction that writes the
    title.
    """
    wanted = terms_of(initiative.title)
    rows = TitleTerm.objects.filter(initiative=initiative)
    present = set(rows.values_list("term", flat=True))
    if present - wanted:
        rows.filter(term__in=present - wanted).delete()
    TitleTerm.objects.bulk_create(_rows(initiative.pk, wanted - present))


def _rows(initiative: int, terms: Collection[str]) -> Iterator[TitleTerm]:
    return (TitleTerm(initiative_id=initiative, term=term) for term in sorted(terms))


def wrong_titles() -> Iterator[int]:
    """The initiatives (pk) whose stored terms differ from those of their title. Memory is constant."""
    for chunk in _chunks():
        yield from _wrong(chunk)


def rebuild_terms() -> int:
    """Correct the stored terms wherever they are wrong; returns for how many initiatives."""
    mended = 0
    for chunk in _chunks():
        with transaction.atomic():
            wrong = _wrong(chunk)
            TitleTerm.objects.filter(initiative__in=wrong).delete()
            rows = (row for pk, wanted in wrong.items() for row in _rows(pk, wanted))
            TitleTerm.objects.bulk_create(rows, batch_size=BATCH)
        mended += len(wrong)
    return mended


def _chunks() -> Iterator[list[int]]:
    """All initiatives, in chunks."""
    last = 0
    while chunk := list(
        Initiative.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        yield chunk
        last = chunk[-1]


def _wrong(chunk: Collection[int]) -> dict[int, frozenset[str]]:
    """The right terms of those initiatives of the chunk whose stored terms differ."""
    stored: dict[int, set[str]] = {pk: set() for pk in chunk}
    for pk, term in TitleTerm.objects.filter(initiative__in=chunk).values_list("initiative_id", "term"):
        stored[pk].add(term)
    titles = Initiative.objects.filter(pk__in=chunk).order_by("pk").values_list("pk", "title")
    wanted = ((pk, terms_of(title)) for pk, title in titles)
    return {pk: terms for pk, terms in wanted if terms != stored[pk]}


class TitleIndex:
    """One look-up. Each term is counted once, among at most WINDOW titles."""

    def __init__(self) -> None:
        self.newest: int = Initiative.objects.aggregate(newest=Max("pk"))["newest"] or 0
        self.first = self.newest - WINDOW
        self.total = min(self.newest, WINDOW)  # numbers have few gaps, since dossiers are never deleted
        self.counts: dict[str, int] = {}

    def learn(self, words: Collection[str]) -> Corpus:
        """The frequencies of these words."""
        self._count(words)
        return Corpus(self.total, self.counts)

    def _count(self, terms: Collection[str]) -> None:
        """Count these terms among the newest titles, unless they have been counted already."""
        unknown = set(terms) - self.counts.keys()
        if not unknown:
            return
        rows = TitleTerm.objects.filter(term__in=unknown, initiative__gt=self.first)
        found = dict(rows.values_list("term").annotate(Count("initiative")).order_by())
        self.counts |= {term: found.get(term, 0) for term in unknown}

    def candidates(self, title: str, *, besides: int | None) -> list[int]:
        """The initiatives (pk) that share most of the title's rarest terms, the most shared first."""
        terms = terms_of(title)
        self._count(terms)
        by_rarity = sorted(terms, key=lambda term: (self.counts[term], term))
        if not by_rarity or not self.newest:
            return []
        reading = list(accumulate(self._entries(term) for term in by_rarity))
        chosen = [term for term, read in zip(by_rarity, reading, strict=True) if read <= ENTRIES]
        rows = TitleTerm.objects.filter(term__in=chosen or by_rarity[:1])
        if not chosen:  # even the rarest term is too frequent: only the newest titles are searched
            rows = rows.filter(initiative__gt=self.newest - self.newest * ENTRIES // reading[0])
        if besides is not None:
            rows = rows.exclude(initiative=besides)
        ranked = (
            rows.values_list("initiative")
            .annotate(shared=Count("initiative"))
            .order_by("-shared", "-initiative")
        )
        return [pk for pk, _ in ranked[:CANDIDATES]]

    def _entries(self, term: str) -> int:
        """An estimate of how many titles contain the term."""
        return (self.counts[term] + 1) * max(1, self.newest // max(1, self.total))
