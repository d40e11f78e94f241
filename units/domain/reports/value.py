"""The value of accepted initiatives: benefit in VND, estimated for one year, by unit and by field."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from units.choices import InitiativeState
from units.domain import tree
from units.domain.reports.outliers import MOST_SHOWN, Bounds, Outlier, bounds_of, field_name, outliers_among
from units.models import Initiative, Programme


@dataclass(frozen=True, slots=True)
class BenefitSums:
    """How many initiatives state their benefit in money, how many do not, and the sum in VND."""

    in_money: int = 0
    not_in_money: int = 0
    total: int = 0

    def __add__(self, other: "BenefitSums") -> "BenefitSums":
        return BenefitSums(
            self.in_money + other.in_money,
            self.not_in_money + other.not_in_money,
            self.total + other.total,
        )

    @property
    def number(self) -> int:
        return self.in_money + self.not_in_money

    @property
    def average(self) -> int | None:
        """The average of those in money, rounded half up to whole VND; None where there are none."""
        return (2 * self.total + self.in_money) // (2 * self.in_money) if self.in_money else None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A unit with all below it, or a field. `share`: of the total; None where the total is 0."""

    name: str
    amounts: BenefitSums
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class ProgrammeValue:
    """Everything that the page and the file show. Rows are sorted by total, then number, both descending."""

    programme: str
    organiser: str
    is_demonstration: bool
    day: date
    units: tuple[ValueRow, ...]
    fields: tuple[ValueRow, ...]
    total: BenefitSums
    bounds: tuple[tuple[str, Bounds], ...]
    outliers: tuple[Outlier, ...]
    has_more_outliers: bool


def value_of(programme: Programme, readable: QuerySet[Initiative]) -> ProgrammeValue:
    """The value at present. Figures cover all accepted initiatives of the programme; outliers are named only
    among the `readable` ones of the same programme.
    """
    accepted = Initiative.objects.of(programme).filter(state=InitiativeState.ACCEPTED)
    by_place, by_field = _summed(accepted)
    total = sum(by_field.values(), BenefitSums())
    bounds = bounds_of(accepted)
    outliers = outliers_among(readable.filter(state=InitiativeState.ACCEPTED), bounds)
    return ProgrammeValue(
        programme=programme.short_name,
        organiser=programme.organiser_name,
        is_demonstration=programme.is_demonstration,
        day=timezone.localdate(),
        units=_rows(_by_top(programme, by_place), total),
        fields=_rows([(field_name(field), amounts) for field, amounts in by_field.items()], total),
        total=total,
        bounds=tuple((field_name(field), each) for field, each in bounds.items()),
        outliers=tuple(outliers[:MOST_SHOWN]),
        has_more_outliers=len(outliers) > MOST_SHOWN,
    )


def _summed(accepted: QuerySet[Initiative]) -> tuple[dict[int, BenefitSums], dict[str, BenefitSums]]:
    """By participation and by field; one query."""
    by_place: dict[int, BenefitSums] = defaultdict(BenefitSums)
    by_field: dict[str, BenefitSums] = defaultdict(BenefitSums)
    groups = accepted.order_by("participation_id", "field").values_list("participation_id", "field")
    for place, field, number, in_money, total in groups.annotate(
        Count("pk"), Count("benefit_value"), Sum("benefit_value")
    ):
        amounts = BenefitSums(in_money, number - in_money, total or 0)
        by_place[place] += amounts
        by_field[field] += amounts
    return by_place, by_field


def _by_top(programme: Programme, by_place: dict[int, BenefitSums]) -> list[tuple[str, BenefitSums]]:
    """The rows of the biểu in their order, each with all units below it."""
    rows = list(programme.participations.order_by("position").values_list("pk", "parent_id", "name"))

    def whole(pk: int, below: list[BenefitSums]) -> BenefitSums:
        return sum(below, by_place.get(pk, BenefitSums()))

    sums = tree.added_up({pk: parent for pk, parent, _ in rows}, whole)
    return [(name, sums[pk]) for pk, parent, name in rows if parent is None]


def _rows(named: list[tuple[str, BenefitSums]], total: BenefitSums) -> tuple[ValueRow, ...]:
    ordered = sorted(named, key=lambda each: (-each[1].total, -each[1].number))
    return tuple(
        ValueRow(name, amounts, Fraction(amounts.total, total.total) if total.total else None)
        for name, amounts in ordered
    )
