"""The labelled pairs of likely_duplicates.csv, mixed among other titles, and what the product says of each.

A pair belongs to one of two halves by a checksum of its first title: constants were chosen on the tuning half
alone, what is claimed is read off the measured half.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from zlib import crc32

from benchmarks import dossier_words
from units.choices import Basis, Role, UnitKind
from units.domain.likeness.index import rebuild_terms
from units.domain.likeness.similarity import Asked, likely_duplicates
from units.models import Author, Initiative, Participation, Programme, Unit, User
from units.vietnamese import fold

SET = Path(__file__).with_name("likely_duplicates.csv")
SAME = "cùng"
DAY = date(2022, 3, 1)
BIRTH_YEAR = 1984
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two titles, whether they are one initiative, and what else is known of the two dossiers."""

    kind: str
    is_same: bool
    first: str
    second: str
    same_unit: bool
    same_author: bool
    days_apart: int | None

    @property
    def is_for_tuning(self) -> bool:
        return crc32(self.first.encode()) % 2 == 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How often what was asked for was found, and what was found wrongly."""

    found: int
    missed: int
    wrong: int
    quiet: int

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.wrong)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)


def pairs() -> list[Pair]:
    with SET.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                kind=line["kind"],
                is_same=line["same"] == "có",
                first=line["first"],
                second=line["second"],
                same_unit=line["unit"] == SAME,
                same_author=line["author"] == SAME,
                days_apart=int(line["days_apart"]) if line["days_apart"] else None,
            )
            for line in csv.DictReader(file)
        ]


def tally(judged: Iterable[tuple[Pair, bool]]) -> Tally:
    counted = Counter((pair.is_same, is_found) for pair, is_found in judged)
    return Tally(
        found=counted[True, True],
        missed=counted[True, False],
        wrong=counted[False, True],
        quiet=counted[False, False],
    )


class Stage:
    """The first title of every pair stands among `others` invented ones; the second is asked about."""

    def __init__(self, labelled: Sequence[Pair], *, others: int) -> None:
        self.staff = User.objects.create_user(username="do-trung", full_name="Người Đo", role=Role.STAFF)
        self.here, self.elsewhere = _places()
        random = Random(2022)  # noqa: S311  # the same titles every time is what is wanted
        titles = iter([*(pair.first for pair in labelled), *_invented(random, others)])
        while batch := list(islice(titles, BATCH)):
            Initiative.objects.bulk_create(self._initiative(title) for title in batch)
        stored = Initiative.objects.filter(created_by=self.staff).order_by("pk").values_list("pk", flat=True)
        self.keys = list(stored[: len(labelled)])
        Author.objects.bulk_create(
            Author(initiative_id=pk, position=1, share=100, name=_author(place), birth_year=BIRTH_YEAR)
            for place, pk in enumerate(self.keys)
        )
        rebuild_terms()

    def _initiative(self, title: str) -> Initiative:
        return Initiative(participation=self.here, title=title, first_applied_on=DAY, created_by=self.staff)

    def judge(self, labelled: Sequence[Pair]) -> Iterator[tuple[Pair, bool]]:
        """Each pair with whether the product takes the second for a duplicate of the first."""
        for place, pair in enumerate(labelled):
            said = likely_duplicates(self._asked(pair, place), self.staff)
            yield pair, self.keys[place] in {each.initiative.pk for each in said if each.initiative}

    def _asked(self, pair: Pair, place: int) -> Asked:
        apart = timedelta(days=pair.days_apart or 0)
        author = _author(place) if pair.same_author else "Người Khác"
        return Asked(
            title=pair.second,
            participation=self.here if pair.same_unit else self.elsewhere,
            authors=frozenset({(fold(author), BIRTH_YEAR)}),
            first_applied_on=None if pair.days_apart is None else DAY + apart,
        )


def _author(place: int) -> str:
    return f"Tác Giả Số {place}"


def _invented(random: Random, number: int) -> Iterator[str]:
    return (dossier_words.title(random) for _ in range(number))


def _places() -> tuple[Participation, Participation]:
    programme = Programme.objects.create(
        slug="do-trung",
        name="Đo gợi ý hồ sơ trùng",
        short_name="Đo gợi ý",
        organiser_name="Liên đoàn Lao động tỉnh",
        organiser_short_name="LĐLĐ tỉnh",
        table_subtitle="Các đơn vị cập nhật sáng kiến",
    )
    here, elsewhere = (
        Participation.objects.create(
            programme=programme,
            unit=Unit.objects.create(code=f"do-trung-{place}", name=name, kind=UnitKind.GRASSROOTS),
            position=place,
            name=name,
            basis=Basis.ACCEPTED,
        )
        for place, name in enumerate(("Công đoàn cơ sở Một", "Công đoàn cơ sở Hai"), start=1)
    )
    return here, elsewhere
