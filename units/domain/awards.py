"""Who may be proposed for an award: people of accepted initiatives held against the thresholds of a rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce

from units.choices import AttachmentPurpose, InitiativeState, Qualification, RecognitionLevel, SolutionKind
from units.domain.access import subtree
from units.domain.award_paths import LEVELS, PERCENT, Path, Work, fitting, path_to
from units.models import Attachment, Author, AwardRule, AwardThreshold, Initiative, Participation, Programme
from units.vietnamese import short_date, sort_key


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person of one unit. Who is known from confidential dossiers only is named, since nobody can be
    proposed without a name, and nothing else is said of them (`is_hidden`). `missing`: sentences.
    """

    name: str
    birth_year: int | None
    job: str
    qualification: str
    unit: str
    is_hidden: bool
    works: tuple[Work, ...]
    path: Path
    missing: tuple[str, ...]

    @property
    def benefit(self) -> int:
        """What is counted, in whole VND."""
        return self.path.benefit

    @property
    def counted_works(self) -> tuple[Work, ...]:
        """Those that make the benefit, and what the way to the award rests on."""
        chosen = [work for work in self.works if work.year in self.path.years]
        rest = [work for work in self.works if work not in chosen and work.kind == SolutionKind.MANAGEMENT]
        return tuple(chosen + (rest if self.path.threshold.management_level else []))


@dataclass(frozen=True, slots=True)
class Row:
    """An author of an initiative as the database gives it, in the order of COLUMNS."""

    participation: int
    name_key: str
    birth_year: int | None
    is_confidential: bool
    initiative: int
    name: str
    job: str
    qualification: str
    holds_leadership: bool | None
    share: int
    unit: str
    title: str
    kind: str
    first_applied_on: date | None
    benefit_value: int | None
    benefit_reasoning_is_empty: bool
    recognition_level: str
    recognition_number: str
    recognition_on: date | None
    has_decision_file: bool
    has_effect_file: bool


PERSON = ("initiative__participation", "name_key", "birth_year")
COLUMNS = (
    *PERSON,
    "initiative__is_confidential",
    "initiative",
    "name",
    "job",
    "qualification",
    "holds_leadership",
    "share",
    "initiative__participation__name",
    "initiative__title",
    "initiative__kind",
    "initiative__first_applied_on",
    "initiative__benefit_value",
    "benefit_reasoning_is_empty",
    "initiative__recognition_level",
    "initiative__recognition_number",
    "initiative__recognition_on",
    "has_decision_file",
    "has_effect_file",
)


def candidates(
    rule: AwardRule, programme: Programme, as_of: date, *, below: Participation | None = None
) -> list[Candidate]:
    """Who reaches a threshold of the rule by what was first applied up to `as_of`, by benefit downward.

    A person is a name with a birth year in one unit: people of different units are never taken for one. The
    database adds up and gives only the works of people who can reach something; two queries, three with
    `below`.
    """
    thresholds = list(rule.thresholds.all())
    if not thresholds:
        return []
    rows = _rows(thresholds, programme, as_of)
    if below:
        rows = rows.filter(
            initiative__participation__in=subtree(programme.participations.all(), below.unit_id)
        )
    found = [
        candidate for works in _by_person(rows) if (candidate := _candidate(works, thresholds)) is not None
    ]
    return sorted(
        found, key=lambda each: (-each.path.hundredths, sort_key(each.name), each.works[0].initiative)
    )


def _rows(thresholds: Sequence[AwardThreshold], programme: Programme, as_of: date) -> QuerySet[Author]:
    """Every part of everybody whose whole benefit reaches the lowest sum asked, or who has a management
    solution at the lowest level asked.
    """
    sums = [each.amount for each in thresholds]
    sums += [each.several_years_amount for each in thresholds if each.several_years_amount is not None]
    levels = [LEVELS.index(each.management_level) for each in thresholds if each.management_level]
    high_enough = LEVELS[min(levels) :] if levels else []
    part = Coalesce(F("initiative__benefit_value"), 0) * F("share")
    manages = Case(
        When(
            initiative__kind=SolutionKind.MANAGEMENT,
            initiative__recognition_level__in=high_enough,
            then=Value(1),
        ),
        default=Value(0),
        output_field=IntegerField(),
    )
    files = Attachment.objects.filter(initiative=OuterRef("initiative"))
    accepted = Author.objects.filter(
        Q(initiative__first_applied_on__lte=as_of) | Q(initiative__first_applied_on__isnull=True),
        erased_at__isnull=True,
        initiative__state=InitiativeState.ACCEPTED,
        initiative__participation__programme=programme,
    )
    partition = [F(name) for name in PERSON]
    return (
        accepted.annotate(
            reached=Window(Sum(part), partition_by=partition),
            manages=Window(Max(manages), partition_by=partition),
            benefit_reasoning_is_empty=Q(initiative__benefit_reasoning=""),
            has_decision_file=Exists(files.filter(purpose=AttachmentPurpose.DECISION)),
            has_effect_file=Exists(files.filter(purpose=AttachmentPurpose.EFFECT)),
        )
        .filter(Q(reached__gte=min(sums) * PERCENT) | Q(manages=1))
        .order_by(*PERSON, "initiative")
    )


def _by_person(rows: QuerySet[Author]) -> Iterator[list[Row]]:
    read = (Row(*values) for values in rows.values_list(*COLUMNS).iterator(chunk_size=2000))

    def person(row: Row) -> Any:
        return (row.participation, row.name_key, row.birth_year)

    for _, group in groupby(read, key=person):
        yield list(group)


def _candidate(rows: Sequence[Row], thresholds: Sequence[AwardThreshold]) -> Candidate | None:
    """What is known of a person is what the latest dossier says."""
    qualification = next((row.qualification for row in reversed(rows) if row.qualification), "")
    leads = next((row.holds_leadership for row in reversed(rows) if row.holds_leadership is not None), None)
    works = tuple(_work(row) for row in rows)
    possible = fitting(thresholds, qualification=qualification, holds_leadership=leads)
    reached = [path for path in (path_to(each, works) for each in possible) if path]
    if not reached:
        return None
    told = [row for row in rows if not row.is_confidential]
    found = Candidate(
        name=rows[-1].name,
        birth_year=rows[-1].birth_year if told else None,
        job=next((row.job for row in reversed(told) if row.job), ""),
        qualification=str(Qualification(qualification).label) if told and qualification else "",
        unit=rows[-1].unit,
        is_hidden=not told,
        works=works,
        path=reached[-1],
        missing=(),
    )
    gaps = _gaps_of_person(found, qualification, leads, all_reached=len(reached) == len(possible))
    for work in works:
        if work in found.counted_works or work.year is None:
            gaps += [f"{work.code}: {gap}" for gap in work.gaps]
    return replace(found, missing=tuple(gaps))


def _gaps_of_person(
    found: Candidate, qualification: str, leads: bool | None, *, all_reached: bool
) -> list[str]:
    asked = {
        "Tác giả chưa ghi năm sinh.": not found.is_hidden and found.birth_year is None,
        "Tác giả chưa ghi chức vụ, công việc.": not found.is_hidden and not found.job,
        "Hồ sơ giữ kín: đề nghị đơn vị ghi năm sinh, chức vụ, trình độ.": found.is_hidden,
        "Tác giả chưa rõ trình độ.": not qualification,
        "Tác giả chưa rõ có giữ chức vụ lãnh đạo không.": leads is None,
        "Phải biết rõ trình độ và chức vụ, vì có ngưỡng mà người này chưa đạt.": not all_reached
        and (leads is None or not qualification),
    }
    return [text for text, lacks in asked.items() if lacks]


def _work(row: Row) -> Work:
    day, level = row.recognition_on, row.recognition_level
    words = [
        f"Số {row.recognition_number}" if row.recognition_number else "",
        f"ngày {short_date(day)}" if day else "",
        str(RecognitionLevel(level).label).lower() if level else "",
    ]
    return Work(
        initiative=row.initiative,
        code=Initiative(pk=row.initiative).code,
        title=row.title,
        kind=row.kind,
        year=row.first_applied_on.year if row.first_applied_on else None,
        hundredths=(row.benefit_value or 0) * row.share,
        is_confidential=row.is_confidential,
        recognition=", ".join(word for word in words if word),
        level=level,
        gaps=tuple(_gaps_of_work(row)),
    )


def _gaps_of_work(row: Row) -> list[str]:
    asked = {
        "chưa ghi số quyết định công nhận.": not row.recognition_number,
        "chưa ghi ngày quyết định công nhận.": row.recognition_on is None,
        "chưa đính kèm quyết định công nhận.": not row.has_decision_file,
        "chưa đính kèm minh chứng hiệu quả.": not row.has_effect_file,
        "chưa nêu cách tính giá trị làm lợi.": bool(row.benefit_value) and row.benefit_reasoning_is_empty,
        "chưa ghi ngày áp dụng lần đầu, nên chưa tính vào năm nào.": row.first_applied_on is None,
    }
    return [text for text, lacks in asked.items() if lacks]
