"""The rows that the database returns for awards: authors of accepted initiatives within
reach of a threshold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    ExpressionWrapper,
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

from units.choices import AttachmentPurpose, InitiativeState, SolutionKind
from units.domain.awards.paths import LEVELS, PERCENT
from units.models import Attachment, Author, AwardThreshold, Programme
from units.vietnamese import same_name


@dataclass(frozen=True, slots=True)
class AwardRow:
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


ALIKE = ("initiative__participation", "name_key", "birth_year")
"""The columns by which the database groups the rows of a person. The name key has no accents, so people whose
names differ only in accents fall into one group. Its sum is then too high, never too low, and Python splits
it.
"""
COLUMNS = (
    *ALIKE,
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

# Declared as BigIntegerField: Django assumes that a plain integer cannot be so large on PostgreSQL.
PART = ExpressionWrapper(
    Coalesce(F("initiative__benefit_value"), 0) * F("share"), output_field=BigIntegerField()
)


def rows_within_reach(
    thresholds: Sequence[AwardThreshold], programme: Programme, as_of: date
) -> QuerySet[Author]:
    """All rows of every group whose total benefit reaches the lowest amount asked, or that has a management
    solution recognised at the lowest level asked.
    """
    sums = [each.amount for each in thresholds]
    sums += [each.several_years_amount for each in thresholds if each.several_years_amount is not None]
    levels = [LEVELS.index(each.management_level) for each in thresholds if each.management_level]
    high_enough = LEVELS[min(levels) :] if levels else []
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
    partition = [F(name) for name in ALIKE]
    return (
        accepted.annotate(
            reached=Window(Sum(PART), partition_by=partition),
            manages=Window(Max(manages), partition_by=partition),
            benefit_reasoning_is_empty=Q(initiative__benefit_reasoning=""),
            has_decision_file=Exists(files.filter(purpose=AttachmentPurpose.DECISION)),
            has_effect_file=Exists(files.filter(purpose=AttachmentPurpose.EFFECT)),
        )
        .filter(Q(reached__gte=min(sums) * PERCENT) | Q(manages=1))
        .order_by(*ALIKE, "initiative")
    )


def by_person(rows: QuerySet[Author]) -> Iterator[list[AwardRow]]:
    """The rows grouped by person; within a group in the order of the initiatives."""
    read = (AwardRow(*values) for values in rows.values_list(*COLUMNS).iterator(chunk_size=2000))

    def alike(row: AwardRow) -> Any:
        return (row.participation, row.name_key, row.birth_year)

    for _, group in groupby(read, key=alike):
        first, *others = group
        if not others:  # the usual case: nothing to split
            yield [first]
            continue
        people: dict[str, list[AwardRow]] = {}
        for row in (first, *others):
            people.setdefault(same_name(row.name), []).append(row)
        yield from people.values()
