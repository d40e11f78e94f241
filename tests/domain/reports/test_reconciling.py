"""Stated, accepted and portal figures side by side, their gaps, and the dossiers that explain them."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    accept,
    make_count,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_user,
    submit,
)
from units.choices import Basis, InitiativeState, ReviewVerb, Role
from units.domain.dossiers.finding import InitiativeFilter, find
from units.domain.reports.explaining import Explanation, StateCount
from units.domain.reports.portal import PortalRow, set_portal_counts
from units.domain.reports.reconciling import (
    Comparison,
    Reconciliation,
    ReconciliationLine,
    added,
    gap_words,
    reconcile,
)
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import Participation, Phase, User
from units.vietnamese import short_date

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def phase() -> Phase:
    return make_phase(programme=make_programme(), starts_on=TODAY - timedelta(days=30))


@pytest.fixture
def place(phase: Phase) -> Participation:
    return make_participation(programme=phase.programme, name="Phường Một")


@pytest.fixture
def below(place: Participation) -> Participation:
    return make_participation(parent=place, basis=Basis.ACCEPTED, name="Cơ sở Một")


def result(phase: Phase, reader: User, days_ago: int = 0) -> Reconciliation:
    return reconcile(
        phase.programme,
        [phase],
        as_of=timezone.localdate() - timedelta(days=days_ago),
        reader=reader,
    )


def line_of(found: Reconciliation, place: Participation) -> ReconciliationLine:
    return next(line for line in found.lines if line.participation_id == place.pk)


def test_three_figures_stand_side_by_side(
    phase: Phase, place: Participation, below: Participation, lan: User
) -> None:
    make_count(participation=place, phase=phase, amount=5, counted_on=TODAY - timedelta(days=2))
    for own in (place, below, below):
        accept(make_initiative(participation=own))
    set_portal_counts([PortalRow(place, phase, TODAY - timedelta(days=1), 2)], by=lan)

    found = result(phase, lan)

    line = line_of(found, place)
    assert (line.basis, line.depth) == (Basis.REPORTED, 0)
    assert line.phases == (Comparison(5, 3, 2, TODAY - timedelta(days=1), 2, -1),)
    inner = line_of(found, below)
    assert (inner.depth, inner.phases) == (1, (Comparison(None, 2, None),))
    assert found.total == (Comparison(5, 3, 2, None, 2, -1),) * 2
    assert (found.total[0].stated_note, found.total[0].portal_note) == ("", "")


def test_day_before_has_none_of_it(phase: Phase, place: Participation, lan: User) -> None:
    make_count(participation=place, phase=phase, amount=5, counted_on=TODAY)
    accept(make_initiative(participation=place))
    assert line_of(result(phase, lan, 1), place).phases == (Comparison(None, 0, None),)


def test_unit_above_states_what_those_below_state(phase: Phase, lan: User) -> None:
    top = make_participation(programme=phase.programme, basis=Basis.CHILDREN)
    for amount in (3, 4):
        make_count(participation=make_participation(parent=top), phase=phase, amount=amount)
    assert line_of(result(phase, lan), top).phases[0].stated == 7


def test_sums_compare_only_those_who_have_the_figure(phase: Phase, lan: User) -> None:
    """What nobody states or shows is accepted of others: no gap comes of it."""
    top = make_participation(programme=phase.programme, basis=Basis.CHILDREN)
    other = make_participation(programme=phase.programme, basis=Basis.ACCEPTED)
    stating = make_participation(parent=top)
    silent = make_participation(parent=top, basis=Basis.ACCEPTED)
    make_count(participation=stating, phase=phase, amount=1)
    for place in (stating, silent, silent, other):
        accept(make_initiative(participation=place))
    set_portal_counts([PortalRow(other, phase, TODAY, 1)], by=lan)

    found = result(phase, lan)

    [outer] = line_of(found, top).phases
    assert outer == Comparison(1, 3, None, None, 0, None)
    assert outer.stated_note == "chỉ so nơi có số báo cáo; 2 được công nhận ở nơi khác không so"
    assert found.total == (Comparison(1, 4, 1, None, 0, 0),) * 2
    assert found.total[0].stated_note == "chỉ so nơi có số báo cáo; 3 được công nhận ở nơi khác không so"
    assert found.total[0].portal_note == "chỉ so nơi có số trên cổng; 3 được công nhận ở nơi khác không so"


AMOUNTS = st.none() | st.integers(0, 99)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """A row of one unit."""
    stated, accepted, portal = draw(AMOUNTS), draw(st.integers(0, 99)), draw(AMOUNTS)
    gaps = [None if figure is None else figure - accepted for figure in (stated, portal)]
    return Comparison(stated, accepted, portal, None, *gaps)


@given(rows=st.lists(comparisons(), max_size=6), cut=st.integers(0, 6))
def test_gap_of_a_sum_is_the_gap_of_those_who_have_the_figure(rows: list[Comparison], cut: int) -> None:
    found = added(rows)

    stating = [(each.stated, each.accepted) for each in rows if each.stated is not None]
    shown = [(each.portal, each.accepted) for each in rows if each.portal is not None]
    for pairs, gap, note in (
        (stating, found.stated_gap, found.stated_note),
        (shown, found.portal_gap, found.portal_note),
    ):
        known = sum(accepted or 0 for _, accepted in pairs)
        assert gap == (sum(figure for figure, _ in pairs) - known if pairs else None)
        assert bool(note) == bool(pairs and known < (found.accepted or 0))
    assert added([added(rows[:cut]), added(rows[cut:])]) == found
    assert all(added(order) == found for order in permutations(rows[:3]) if len(rows) <= 3)


def test_dossiers_explain_the_gap(
    phase: Phase, place: Participation, below: Participation, lan: User
) -> None:
    reviewer = make_user(role=Role.REVIEWER)
    kept = submit(make_initiative(participation=place))
    due = TODAY + timedelta(days=5)

    def take(verb: ReviewVerb, where: Participation, **values: object) -> None:
        sent = submit(make_initiative(participation=where))
        stepping.take(Step(sent, verb, note="Lý do", **values), by=reviewer)  # type: ignore[arg-type]

    take(ReviewVerb.SEND_BACK, below, due_on=due)
    take(ReviewVerb.REJECT, place)
    take(ReviewVerb.REJECT, place)
    take(ReviewVerb.MERGE, below, into=kept)
    stepping.take(Step(submit(make_initiative(participation=place)), ReviewVerb.WITHDRAW), by=lan)
    make_initiative(participation=below)

    found = line_of(result(phase, lan), place).explanation

    assert found == Explanation(
        timezone.localdate(), waiting=1, returned=1, rejected=3, merged=1, withdrawn=1, drafts=1
    )
    assert [(part.words, part.number) for part in found.parts] == [
        ("chờ duyệt", 1),
        ("đang trả lại", 1),
        ("không công nhận (gồm 1 đã nhập vào hồ sơ khác)", 3),
        ("đã rút", 1),
        ("còn là dự thảo", 1),
    ]


def test_accepted_outside_all_phases_is_said(lan: User) -> None:
    phase = make_phase(starts_on=TODAY - timedelta(days=30), ends_on=TODAY - timedelta(days=1))
    place = make_participation(programme=phase.programme)
    accept(make_initiative(participation=place))
    line = line_of(result(phase, lan), place)
    assert line.phases[0].accepted == 0
    today = timezone.localdate()
    words = (
        f"được công nhận nhưng không tính vào số đến hết ngày {short_date(today)} (gồm 1 ngoài mọi giai đoạn)"
    )
    assert line.explanation.parts == [StateCount(words, 1, InitiativeState.ACCEPTED, uncounted_by=today)]


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER, Role.REVIEWER, Role.OFFICER])
@pytest.mark.parametrize("days_ago", [0, 1])
def test_accepted_and_explained_are_all_dossiers_and_each_part_is_a_list(
    days_ago: int, role: Role, phase: Phase, place: Participation, below: Participation
) -> None:
    reader = make_user(role=role, home_unit=place.unit if role == Role.OFFICER else None)
    reviewer, staff = make_user(role=Role.REVIEWER), make_user(role=Role.STAFF)
    make_participation(programme=phase.programme)
    due = timezone.localdate() + timedelta(days=5)
    for where in (place, below, below):
        kept = accept(make_initiative(participation=where))
        sent = [submit(make_initiative(participation=where)) for _ in range(5)]
        make_initiative(participation=where)
        stepping.take(Step(sent[0], ReviewVerb.REJECT, note="Lý do"), by=reviewer)
        stepping.take(Step(sent[1], ReviewVerb.MERGE, note="Trùng", into=kept), by=reviewer)
        stepping.take(Step(sent[2], ReviewVerb.SEND_BACK, note="Lý do", due_on=due), by=reviewer)
        stepping.take(Step(sent[3], ReviewVerb.WITHDRAW), by=staff)
    Phase.objects.update(ends_on=timezone.localdate() - timedelta(days=2))
    accept(make_initiative(participation=below))  # on a day that lies in no phase
    everything = InitiativeFilter()

    for line in result(phase, reader, days_ago).lines:
        here = replace(everything, place=Participation.objects.get(pk=line.participation_id))
        for part in line.explanation.parts:
            wanted = replace(here, state=part.state, uncounted_by=part.uncounted_by)
            assert find(reader, phase.programme, wanted).count() == part.number
        told = (line.overall.accepted or 0) + sum(part.number for part in line.explanation.parts)
        dossiers = find(reader, phase.programme, here).count()
        assert told == dossiers
        assert bool(dossiers) == (line.name in ("Phường Một", "Cơ sở Một"))


def test_phase_that_was_moved_away_takes_no_dossier_with_it(
    phase: Phase, place: Participation, lan: User
) -> None:
    accept(make_initiative(participation=place))
    Phase.objects.update(starts_on=TODAY + timedelta(days=3), ends_on=TODAY + timedelta(days=9))
    phase.refresh_from_db()
    found = line_of(result(phase, lan), place)
    assert found.overall.accepted == 1
    assert found.explanation.parts == []
    wanted = InitiativeFilter(place=place, uncounted_by=timezone.localdate())
    assert find(lan, phase.programme, wanted).count() == 0


@pytest.mark.parametrize(
    ("role", "drafts"), [(Role.STAFF, 1), (Role.ADMINISTRATOR, 1), (Role.VIEWER, None), (Role.REVIEWER, None)]
)
def test_drafts_are_told_only_to_who_may_read_them(
    role: Role, drafts: int | None, phase: Phase, place: Participation
) -> None:
    make_initiative(participation=place)
    found = line_of(result(phase, make_user(role=role)), place)
    assert found.explanation == Explanation(timezone.localdate(), drafts=drafts)


def test_officer_sees_only_their_own(phase: Phase, place: Participation, below: Participation) -> None:
    other = make_participation(programme=phase.programme)
    make_initiative(participation=below)
    make_count(participation=place, phase=phase, amount=5)
    make_count(participation=other, phase=phase, amount=9)

    outer = result(phase, make_user(role=Role.OFFICER, home_unit=place.unit))
    inner = result(phase, make_user(role=Role.OFFICER, home_unit=below.unit))

    assert [(line.name, line.depth) for line in outer.lines] == [("Phường Một", 0), ("Cơ sở Một", 1)]
    assert outer.total[0].stated == 5
    assert [(line.name, line.depth) for line in inner.lines] == [("Cơ sở Một", 0)]
    assert inner.lines[0].explanation.drafts == 1
    assert result(phase, make_user(role=Role.OFFICER)).lines == ()


def test_programme_without_phases_or_units_is_empty(lan: User) -> None:
    empty = reconcile(make_programme(), [], as_of=TODAY, reader=lan)
    assert (empty.lines, empty.total) == ((), (Comparison(None, None, None),))


@pytest.mark.parametrize(
    ("gap", "words"), [(None, ""), (0, "khớp"), (2, "nhiều hơn 2"), (-1234, "ít hơn 1.234")]
)
def test_gap_is_said_in_words(gap: int | None, words: str) -> None:
    assert gap_words(gap) == words


def test_number_of_queries_is_constant(phase: Phase, place: Participation, lan: User) -> None:
    with CaptureQueriesContext(connection) as one:
        result(phase, lan)
    for _ in range(3):
        accept(make_initiative(participation=make_participation(parent=place, basis=Basis.ACCEPTED)))
    with CaptureQueriesContext(connection) as four:
        result(phase, lan)
    assert len(four) <= len(one) + 1  # once anybody counts accepted initiatives
    assert len(four) <= 7
