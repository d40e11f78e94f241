"""The ranked table: the real one cell by cell, and each rule of its order, totals and words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    OFFICIAL_DAY,
    make_bloc,
    make_count,
    make_directive,
    make_participation,
    make_phase,
    make_programme,
    make_quota,
    official_rows,
)
from units import rates
from units.choices import Band, Basis, CountSource
from units.domain.figures.pacing import Pace
from units.domain.figures.ranking import Figure, SummaryRow, figure
from units.domain.figures.summary import Summary, SummaryHeading, SummaryPhase, SummaryTotal, build_summary
from units.models import Bloc, Directive, Participation, Phase, Programme, Quota, ReportedCount, Unit


def summary_of(
    programme: Programme,
    as_of: date = OFFICIAL_DAY,
    *,
    known_at: datetime | None = None,
    bloc: Bloc | None = None,
    directive: Directive | None = None,
) -> Summary:
    phases = list(programme.phases.order_by("number"))
    return build_summary(
        programme, phases=phases, as_of=as_of, known_at=known_at, bloc=bloc, directive=directive
    )


def add(
    phase: Phase,
    name: str,
    quota: int | None,
    result: int | None,
    *,
    bloc: Bloc | None = None,
    parent: Participation | None = None,
    basis: Basis = Basis.REPORTED,
) -> Participation:
    """A participation of the phase's programme with a quota and a statement where they are given."""
    participation = make_participation(
        programme=phase.programme, name=name, bloc=bloc, parent=parent, basis=basis
    )
    if quota is not None:
        make_quota(participation=participation, phase=phase, amount=quota)
    if result is not None:
        make_count(participation=participation, phase=phase, amount=result)
    return participation


def places(summary: Summary) -> list[tuple[int, int | None, str]]:
    return [(row.number, row.rank, row.name) for row in summary.rows]


# The real table


def printed(rate: Fraction | None) -> str:
    return "" if rate is None else str(rates.rounded_percent(rate))


def line(rank: int | None, name: str, phases: Sequence[Figure], overall: Figure) -> dict[str, str]:
    cells: dict[str, object] = {"rank": rank or "", "unit": name, "quota_total": overall.quota}
    for number, each in enumerate(phases, start=1):
        cells |= {
            f"phase{number}_quota": each.quota,
            f"phase{number}_result": each.result,
            f"phase{number}_rate": printed(each.rate),
        }
    cells |= {"result_total": overall.result, "rate_total": printed(overall.rate)}
    return {column: str(value) for column, value in cells.items()}


def test_summary_is_the_real_table_cell_by_cell(official: Programme) -> None:
    summary = summary_of(official)

    lines = [line(row.number, row.name, row.phases, row.overall) for row in summary.rows]
    lines.append(line(None, "Tổng", summary.total.phases, summary.total.overall))

    assert lines == official_rows()


def test_summary_counts_of_the_real_table_are_the_letters(official: Programme) -> None:
    summary = summary_of(official)
    counts = {band: summary.count_in(band) for band in Band}
    assert counts == {Band.EXCEEDED: 3, Band.MET: 0, Band.UNDER: 7, Band.LOW: 1, Band.NONE: 1}
    assert summary.total.overall == Figure(2300, 2152, Fraction(2152, 2300), Band.UNDER)
    assert summary.pace == Pace(remaining=148, days_left=295, per_week=Fraction(148 * 7, 295))
    assert summary.rows[-1].rank is None


def test_summary_of_the_day_before_the_real_table_is_blank(official: Programme) -> None:
    summary = summary_of(official, OFFICIAL_DAY - timedelta(days=1))
    assert (summary.has_quotas, summary.has_results, len(summary.rows)) == (False, False, 12)


# Order and ranks


@pytest.mark.django_db
def test_rows_stand_by_rate_then_result_then_position() -> None:
    phase = make_phase()
    for name, quota, result in [
        ("half", 100, 50),
        ("half of less", 10, 5),
        ("best", 10, 11),
        ("half again", 100, 50),
        ("zero", 10, 0),
        ("zero of more", 99, 0),
    ]:
        add(phase, name, quota, result)

    assert places(summary_of(phase.programme)) == [
        (1, 1, "best"),
        (2, 2, "half"),
        (3, 2, "half again"),
        (4, 2, "half of less"),
        (5, 5, "zero"),
        (6, 5, "zero of more"),
    ]


@pytest.mark.django_db
def test_rows_without_a_rate_come_last_unranked_and_count_in_the_total() -> None:
    phase = make_phase()
    for name, quota, result in [
        ("no quota, nothing stated", None, None),
        ("quota nought", 0, 81),
        ("no quota", None, 81),
        ("quota, nothing stated", 100, None),
        ("nothing arisen", 100, 0),
    ]:
        add(phase, name, quota, result)

    summary = summary_of(phase.programme)

    assert places(summary) == [
        (1, 1, "nothing arisen"),
        (2, None, "quota, nothing stated"),
        (3, None, "quota nought"),
        (4, None, "no quota"),
        (5, None, "no quota, nothing stated"),
    ]
    assert summary.total.overall == Figure(200, 162, Fraction(81, 100), Band.UNDER)
    assert [(row.overall.quota, row.overall.result) for row in summary.rows] == [
        (100, 0),
        (100, None),
        (0, 81),
        (None, 81),
        (None, None),
    ]
    assert summary.unreported == 1


@pytest.mark.django_db
def test_rank_follows_the_exact_rate_though_both_print_100() -> None:
    phase = make_phase()
    add(phase, "99,6 %", 250, 249)
    add(phase, "100 %", 250, 250)
    add(phase, "100,4 %", 250, 251)

    summary = summary_of(phase.programme)

    assert [(row.rank, row.name, printed(row.overall.rate), row.overall.band) for row in summary.rows] == [
        (1, "100,4 %", "100", Band.EXCEEDED),
        (2, "100 %", "100", Band.MET),
        (3, "99,6 %", "100", Band.UNDER),
    ]


def row_with(quota: int | None, result: int | None, *, position: int) -> SummaryRow:
    overall = figure(quota, result, 50)
    return SummaryRow(
        number=position,
        rank=1,
        participation_id=position,
        position=position,
        name=f"Đơn vị {position}",
        phases=(overall,),
        overall=overall,
        registered_quota=None,
    )


def test_row_is_tied_when_an_earlier_line_has_its_rank() -> None:
    row = row_with(10, 5, position=1)
    ties = [replace(row, number=2, rank=rank).is_tied for rank in (2, 1, None)]
    assert ties == [False, True, False]


@pytest.mark.parametrize(
    ("quota", "registered", "differs"),
    [
        (100, None, False),
        (100, 100, False),
        (100, 99, True),
        (None, 100, True),
        (None, 0, True),
        (0, 0, False),
    ],
)
def test_quota_differs_from_a_registered_one(
    quota: int | None, registered: int | None, differs: bool
) -> None:
    row = replace(row_with(quota, 5, position=1), registered_quota=registered)
    assert row.quota_differs is differs


# Blank, zero, missing


@pytest.mark.parametrize(
    ("quota", "result", "expected"),
    [
        (None, None, Figure(None, None, None, Band.NONE)),
        (None, 0, Figure(None, 0, None, Band.NONE)),
        (0, None, Figure(0, None, None, Band.NONE)),
        (0, 0, Figure(0, 0, None, Band.NONE)),
        (0, 5, Figure(0, 5, None, Band.NONE)),
        (5, None, Figure(5, None, None, Band.NONE)),
        (5, 0, Figure(5, 0, Fraction(0), Band.LOW)),
        (5, 5, Figure(5, 5, Fraction(1), Band.MET)),
    ],
)
def test_figure_keeps_blank_zero_and_missing_apart(
    quota: int | None, result: int | None, expected: Figure
) -> None:
    assert figure(quota, result, 50) == expected


@pytest.mark.django_db
def test_phase_that_is_not_stated_stays_blank_beside_one_that_is() -> None:
    programme = make_programme()
    first, second = make_phase(programme=programme), make_phase(programme=programme)
    participation = add(first, "one phase only", 40, 10)
    make_quota(participation=participation, phase=second, amount=60)

    (row,) = summary_of(programme).rows

    assert [each.result for each in row.phases] == [10, None]
    assert row.overall == Figure(100, 10, Fraction(1, 10), Band.LOW)


# Trees, blocs, phases


@pytest.mark.django_db
def test_rows_are_the_top_of_the_tree_and_count_what_is_below_once() -> None:
    phase = make_phase()
    top = add(phase, "top", 10, None, basis=Basis.CHILDREN)
    middle = add(phase, "middle", 99, 1000, parent=top, basis=Basis.CHILDREN)
    add(phase, "leaf", 99, 4, parent=middle)
    add(phase, "other leaf", 99, 2, parent=top)
    own = add(phase, "own", 10, 5)
    add(phase, "below own", 99, 1000, parent=own)

    summary = summary_of(phase.programme)

    assert [(row.name, row.overall.quota, row.overall.result) for row in summary.rows] == [
        ("top", 10, 6),
        ("own", 10, 5),
    ]
    assert summary.total.overall == figure(20, 11, 50)


@pytest.mark.django_db
def test_bloc_is_ranked_and_summed_within_itself() -> None:
    phase = make_phase()
    bloc = make_bloc(programme=phase.programme, code="khoi-1", name="Khối 1")
    add(phase, "outside", 10, 10)
    add(phase, "elsewhere", 10, 10, bloc=make_bloc(programme=phase.programme))
    second = add(phase, "second", 10, 5, bloc=bloc)
    add(phase, "first", 10, 9, bloc=bloc)
    add(phase, "below", 10, 10, bloc=bloc, parent=second)

    summary = summary_of(phase.programme, bloc=bloc)

    assert places(summary) == [(1, 1, "first"), (2, 2, "second")]
    assert summary.total.overall == figure(20, 14, 50)
    assert (summary.heading.bloc_code, summary.heading.bloc_name) == ("khoi-1", "Khối 1")


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 2, 5])
def test_overall_adds_up_any_number_of_phases(count: int) -> None:
    programme = make_programme()
    participation = make_participation(programme=programme)
    for number in range(1, count + 1):
        phase = make_phase(programme=programme)
        make_quota(participation=participation, phase=phase, amount=10 * number)
        make_count(participation=participation, phase=phase, amount=number, counted_on=OFFICIAL_DAY)

    summary = summary_of(programme)

    figures = tuple(figure(10 * number, number, 50) for number in range(1, count + 1))
    overall = figure(sum(range(1, count + 1)) * 10, sum(range(1, count + 1)), 50)
    assert summary.total == SummaryTotal(figures, overall)
    assert [(row.phases, row.overall) for row in summary.rows] == [(figures, overall)]


@pytest.mark.django_db
def test_programme_without_phases_or_units_gives_an_empty_table() -> None:
    summary = summary_of(make_programme())
    nothing = Figure(None, None, None, Band.NONE)
    assert (summary.phases, summary.rows, summary.total, summary.pace) == (
        (),
        (),
        SummaryTotal((), nothing),
        None,
    )


@pytest.mark.django_db
def test_low_band_begins_below_the_programmes_own_threshold() -> None:
    phase = make_phase(programme=make_programme(low_threshold=80, rate_decimals=1))
    add(phase, "at the threshold", 100, 80)
    add(phase, "below", 100, 79)

    summary = summary_of(phase.programme)

    assert [row.overall.band for row in summary.rows] == [Band.UNDER, Band.LOW]
    assert (summary.low_threshold, summary.rate_decimals) == (80, 1)


# Time and words


@pytest.mark.django_db
def test_summary_knows_what_is_recorded_by_now_unless_told_otherwise() -> None:
    phase = make_phase()
    participation = add(phase, "unit", 10, 5)
    before = timezone.now()
    make_count(participation=participation, phase=phase, amount=6)
    make_count(participation=participation, phase=phase, amount=7, recorded_at=before + timedelta(hours=1))

    then, now = (summary_of(phase.programme, known_at=known_at) for known_at in (before, None))

    assert [then.total.overall.result, now.total.overall.result] == [5, 6]
    assert then.known_at == before < now.known_at


@pytest.mark.django_db
def test_heading_says_the_programmes_words_and_the_annexed_letter() -> None:
    programme = make_programme(slug="thi-dua", name="Chương trình thi đua", short_name="Thi đua")
    make_phase(programme=programme, starts_on=date(2022, 1, 8), ends_on=date(2022, 5, 31))
    annexed = make_directive(programme=programme, number="1070/LĐLĐ", as_of=OFFICIAL_DAY)
    plain = SummaryHeading(
        slug="thi-dua",
        programme_name="Chương trình thi đua",
        programme_short_name="Thi đua",
        superior_name="Tổng Liên đoàn Lao động Việt Nam",
        organiser_name="Liên đoàn Lao động tỉnh Lai Châu",
        organiser_short_name="LĐLĐ tỉnh Lai Châu",
        subtitle="Các đơn vị cập nhật sáng kiến",
        bloc_code="",
        bloc_name="",
        directive_number="",
        directive_issued_on=None,
        is_demonstration=False,
    )

    summary = summary_of(programme, directive=annexed)

    assert summary.heading == replace(plain, directive_number="1070/LĐLĐ", directive_issued_on=OFFICIAL_DAY)
    assert summary.phases == (SummaryPhase(1, "Giai đoạn 1", date(2022, 1, 8), date(2022, 5, 31)),)
    assert summary_of(programme).heading == plain


@pytest.mark.django_db
def test_heading_names_no_letter_whose_figures_are_of_another_day() -> None:
    programme = make_programme()
    letters = [
        make_directive(programme=programme, as_of=as_of) for as_of in (None, OFFICIAL_DAY - timedelta(days=1))
    ]
    headings = [summary_of(programme, directive=letter).heading for letter in letters]
    assert headings == [summary_of(programme).heading] * 2


# Cost


@pytest.mark.django_db
@pytest.mark.parametrize("count", [12, 500])
def test_summary_takes_one_query_whatever_its_length(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    programme = make_programme()
    phases = [make_phase(programme=programme), make_phase(programme=programme)]
    fill(programme, phases, count)

    with django_assert_num_queries(1):
        summary = build_summary(programme, phases=phases, as_of=OFFICIAL_DAY)

    assert (len(summary.rows), summary.total.overall) == (count, figure(200 * count, 20 * count, 50))


def fill(programme: Programme, phases: Sequence[Phase], count: int) -> None:
    """That many participations with a quota and a statement in each phase."""
    units = Unit.objects.bulk_create(
        Unit(code=f"u-{n}", name=f"Đơn vị {n}", kind="district") for n in range(count)
    )
    participations = Participation.objects.bulk_create(
        Participation(programme=programme, unit=unit, position=position, name=unit.name)
        for position, unit in enumerate(units, start=1)
    )
    facts = [(participation, phase) for participation in participations for phase in phases]
    Quota.objects.bulk_create(
        Quota(participation=participation, phase=phase, amount=100, effective_on=OFFICIAL_DAY)
        for participation, phase in facts
    )
    ReportedCount.objects.bulk_create(
        ReportedCount(
            participation=participation,
            phase=phase,
            amount=10,
            counted_on=OFFICIAL_DAY,
            source=CountSource.FILE,
        )
        for participation, phase in facts
    )
