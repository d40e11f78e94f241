"""The words of all titles, turned round (TitleTerm): kept in step, proved, and asked for what looks alike.

What a look-up costs is bounded: how common a term is, is counted among the newest titles, and candidates come
from the rarest terms of a title, as many as fit into a fixed number of entries of the index.
"""

from collections.abc import Collection, Iterator
from itertools import accumulate

from django.db import transaction
from django.db.models import Count, Max

from units.domain.likeness.titles import Corpus
from units.domain.likeness.words import terms_of
from units.models import Initiative, TitleTerm

WINDOW = 2_000
"""The newest titles, from which is learned what is boilerplate."""

ENTRIES = 12_000
"""How many entries of the index one look-up may read for candidates."""

CANDIDATES = 24
CHUNK = 500
BATCH = 5_000


def index_title(initiative: Initiative) -> None:
    """Make the terms of this initiative those of its title; belongs in the transaction that writes it."""
    wanted = terms_of(initiative.title)
    rows = TitleTerm.objects.filter(initiative=initiative)
    present = set(rows.values_list("term", flat=True))
    if present - wanted:
        rows.filter(term__in=present - wanted).delete()
    TitleTerm.objects.bulk_create(_rows(initiative.pk, wanted - present))


def _rows(initiative: int, terms: Collection[str]) -> Iterator[TitleTerm]:
    return (TitleTerm(initiative_id=initiative, term=term) for term in sorted(terms))


def wrong_titles() -> Iterator[int]:
    """The initiatives (pk) whose terms are not those of their title; in constant memory."""
    for chunk in _chunks():
        yield from _wrong(chunk)


def rebuild_terms() -> int:
    """Make the terms anew wherever they are wrong; of how many initiatives that was."""
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
    """All initiatives, some hundred at a time."""
    last = 0
    while chunk := list(
        Initiative.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        yield chunk
        last = chunk[-1]


def _wrong(chunk: Collection[int]) -> dict[int, frozenset[str]]:
    """The terms that those of them should have whose terms are others."""
    stored: dict[int, set[str]] = {pk: set() for pk in chunk}
    for pk, term in TitleTerm.objects.filter(initiative__in=chunk).values_list("initiative_id", "term"):
        stored[pk].add(term)
    titles = Initiative.objects.filter(pk__in=chunk).order_by("pk").values_list("pk", "title")
    wanted = ((pk, terms_of(title)) for pk, title in titles)
    return {pk: terms for pk, terms in wanted if terms != stored[pk]}


class TitleIndex:
    """One look-up: what is common is learned once, of a number of titles that does not grow."""

    def __init__(self) -> None:
        self.newest: int = Initiative.objects.aggregate(newest=Max("pk"))["newest"] or 0
        self.first = self.newest - WINDOW
        self.total = min(self.newest, WINDOW)  # dossiers are never deleted, so that nearly all are there
        self.counts: dict[str, int] = {}

    def learn(self, words: Collection[str]) -> Corpus:
        """The corpus, as far as these words go."""
        self._count(words)
        return Corpus(self.total, self.counts)

    def _count(self, terms: Collection[str]) -> None:
        """Count these terms among the newest titles; those that are counted already cost nothing."""
        unknown = set(terms) - self.counts.keys()
        if not unknown:
            return
        rows = TitleTerm.objects.filter(term__in=unknown, initiative__gt=self.first)
        found = dict(rows.values_list("term").annotate(Count("initiative")).order_by())
        self.counts |= {term: found.get(term, 0) for term in unknown}

    def candidates(self, title: str, *, besides: int | None) -> list[int]:
        """The initiatives (pk) that share most of the title's rarest terms."""
        terms = terms_of(title)
        self._count(terms)
        by_rarity = sorted(terms, key=lambda term: (self.counts[term], term))
        if not by_rarity or not self.newest:
            return []
        reading = list(accumulate(self._entries(term) for term in by_rarity))
        chosen = [term for term, read in zip(by_rarity, reading, strict=True) if read <= ENTRIES]
        rows = TitleTerm.objects.filter(term__in=chosen or by_rarity[:1])
        if not chosen:  # even the rarest is in too many: look among the newest
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
        """About how many titles have it in all."""
        return (self.counts[term] + 1) * max(1, self.newest // max(1, self.total))
