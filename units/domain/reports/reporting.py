"""Reports by author group, field, unit or period: people, dossiers, accepted ones and their benefit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from django.db.models import CharField, Count, F, Func, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable, CombinedExpression
from django.db.models.functions import Cast, Coalesce, Substr

from units.choices import AuthorGroup, InitiativeState, SolutionField, UnitKind
from units.domain import access, tree
from units.domain.access import Person
from units.domain.reports.counters import SENT, count_people
from units.models import Author, Initiative, Participation, Programme


class Dimension(StrEnum):
    """What the rows of a report stand for; the value stands in the address."""

    GROUP = "nhom"
    FIELD = "linh-vuc"
    UNIT = "don-vi"
    MONTH = "thang"
    QUARTER = "quy"


MONTHS_IN_QUARTER = 3
NAMES = {
    Dimension.GROUP: "Nhóm tác giả",
    Dimension.FIELD: "Lĩnh vực",
    Dimension.UNIT: "Đơn vị",
    Dimension.MONTH: "Tháng",
    Dimension.QUARTER: "Quý",
}

BLANK = "Chưa ghi"
"""The row of dossiers that leave the field blank: the last row, if there are any."""

NOTES = (
    "Người, hồ sơ đã nộp và đơn vị xếp theo ngày nộp; sáng kiến được công nhận và giá trị làm lợi xếp theo "
    "ngày được tính của chương trình.",
    "Ở dòng tổng, mỗi người và mỗi đơn vị chỉ đếm một lần, nên có thể nhỏ hơn tổng các dòng.",
)
"""What every reader of a report must know."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """`people`: distinct authors (name, birth year, unit) of submitted dossiers. `benefit`: VND a year, of
    the accepted ones. `grassroots`: distinct grassroots units that submitted; `units`: all units that did.
    """

    people: int = 0
    submitted: int = 0
    accepted: int = 0
    benefit: int = 0
    grassroots: int = 0
    units: int = 0


@dataclass(frozen=True, slots=True)
class ReportRow:
    name: str
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Report:
    """One report. People and units of the total are counted anew, not added up."""

    programme_name: str
    slug: str
    dimension: Dimension
    since: date
    until: date
    rows: tuple[ReportRow, ...]
    total: Numbers
    uncounted: int
    """Recognised on a day that lies in no phase: submitted, but not among the accepted."""


def report_of(
    programme: Programme, dimension: Dimension, *, since: date, until: date, reader: Person
) -> Report:
    """What was submitted and what counts between two days, both inclusive, in the readable units.

    People, dossiers and units go by the day of submission; accepted ones and benefit by the day on which they
    count. The number of queries is constant; the database groups.
    """
    places = access.readable_participations(reader, programme)
    here = places.order_by().values("pk")
    everything = Initiative.objects.filter(participation__in=here)
    days = {"state__in": SENT, "submitted_on__gte": since, "submitted_on__lte": until}
    sent = everything.filter(**days)
    counted = everything.filter(state=InitiativeState.ACCEPTED, counted_on__gte=since, counted_on__lte=until)
    authors = Author.objects.filter(
        initiative__participation__in=here,
        erased_at=None,
        **{f"initiative__{name}": value for name, value in days.items()},
    )
    by_key = _grouped(sent, counted, authors, dimension)
    if dimension == Dimension.UNIT:
        rows = _unit_rows(places, by_key)
    else:
        keys = _keys(dimension, since, until)
        if "" in by_key:  # a dossier that was sent back may be saved with blank fields
            keys.append(("", BLANK))
        rows = [ReportRow(name, by_key.get(key, Numbers())) for key, name in keys]
    return Report(
        programme_name=programme.short_name,
        slug=programme.slug,
        dimension=dimension,
        since=since,
        until=until,
        rows=tuple(rows),
        total=_grouped(sent, counted, authors, None).get(None, Numbers()),
        uncounted=sent.filter(state=InitiativeState.ACCEPTED, counted_on=None).count(),
    )


def _grouped(
    sent: QuerySet[Initiative],
    counted: QuerySet[Initiative],
    authors: QuerySet[Author],
    dimension: Dimension | None,
) -> dict[object, Numbers]:
    """The numbers by key; without a dimension everything under None. Three queries."""
    found: dict[object, Numbers] = {}
    is_grassroots = Q(participation__unit__kind=UnitKind.GRASSROOTS)
    dossiers = sent.annotate(key=_key(dimension, "submitted_on")).order_by().values("key")
    figures = dossiers.annotate(
        submitted=Count("pk"),
        units=Count("participation", distinct=True),
        grassroots=Count("participation", distinct=True, filter=is_grassroots),
    )
    for key, submitted, units, grassroots in figures.values_list("key", "submitted", "units", "grassroots"):
        found[key] = Numbers(submitted=submitted, units=units, grassroots=grassroots)
    done = counted.annotate(key=_key(dimension, "counted_on")).order_by().values("key")
    results = done.annotate(accepted=Count("pk"), benefit=Coalesce(Sum("benefit_value"), 0))
    for key, accepted, benefit in results.values_list("key", "accepted", "benefit"):
        found[key] = replace(found.get(key, Numbers()), accepted=accepted, benefit=benefit)
    if dimension is None:
        found[None] = replace(found.get(None, Numbers()), people=count_people(authors))
        return found
    names = authors.annotate(key=_key(dimension, "submitted_on", "initiative__")).order_by().values("key")
    for key, people in names.annotate(people=Count(_person(), distinct=True)).values_list("key", "people"):
        found[key] = replace(found.get(key, Numbers()), people=people)
    return found


def _key(dimension: Dimension | None, day: str, path: str = "") -> Combinable:
    match dimension:
        case Dimension.GROUP:
            return F(f"{path}author_group")
        case Dimension.FIELD:
            return F(f"{path}field")
        case Dimension.UNIT:
            return F(f"{path}participation")
        case Dimension.MONTH:
            return _month(f"{path}{day}")
        case Dimension.QUARTER:
            return _month(f"{path}{day}") / MONTHS_IN_QUARTER
    return Value(None, output_field=CharField())


class Joined(Func):
    """SQL: texts joined by a sign that no name contains."""

    template = "(%(expressions)s)"
    arg_joiner = " || '|' || "
    output_field = CharField()


def _month(day: str) -> CombinedExpression:
    """SQL: months since year 0, cut out of the day as text (2022-11-10, ensured by sangkien/database.py).
    Date functions would make SQLite call Python for each row.
    """
    written = Cast(day, CharField())
    year, month = (Cast(Substr(written, *place), IntegerField()) for place in ((1, 4), (6, 2)))
    return year * Value(12) + month - Value(1)


def _person() -> Combinable:
    """SQL: what tells authors apart: unit, birth year, name."""
    parts = (F("initiative__participation"), Coalesce("birth_year", Value(0)), F("name_key"))
    return Joined(*(Cast(part, CharField()) for part in parts))


def _keys(dimension: Dimension, since: date, until: date) -> list[tuple[object, str]]:
    """The keys and labels of all rows, also of those without any dossier."""
    match dimension:
        case Dimension.GROUP:
            return [(group.value, str(group.label)) for group in AuthorGroup]
        case Dimension.FIELD:
            return [(each.value, str(each.label)) for each in SolutionField]
    a_year, name = (4, "Quý") if dimension == Dimension.QUARTER else (12, "Tháng")
    first, last = ((day.year * 12 + day.month - 1) * a_year // 12 for day in (since, until))
    return [(key, f"{name} {key % a_year + 1}/{key // a_year}") for key in range(first, last + 1)]


def _unit_rows(places: QuerySet[Participation], by_key: Mapping[object, Numbers]) -> list[ReportRow]:
    """One row for each topmost readable unit with all below it. A single topmost unit gets a row for itself
    alone and one for each unit directly below it. No unit is in two rows, so the rows add up.
    """
    listed = list(places.order_by("position").values_list("pk", "parent_id", "name"))
    parents, names = {pk: parent for pk, parent, _ in listed}, {pk: name for pk, _, name in listed}
    children = tree.children_of(parents)
    whole = tree.added_up(parents, lambda pk, below: _added([by_key.get(pk, Numbers()), *below]))
    shown, rows = children.get(None, []), []
    if len(shown) == 1 and children.get(shown[0]):
        rows = [ReportRow(f"{names[shown[0]]} (riêng đơn vị)", by_key.get(shown[0], Numbers()))]
        shown = children[shown[0]]
    return rows + [ReportRow(names[pk], whole[pk]) for pk in shown]


def _added(parts: Sequence[Numbers]) -> Numbers:
    return Numbers(**{each.name: sum(getattr(part, each.name) for part in parts) for each in fields(Numbers)})
