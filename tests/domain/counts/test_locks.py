"""Locks, requests to correct, reopenings: to the second, and open for further rules."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories import make_participation, make_phase, make_programme, make_user
from units.choices import EventVerb, Role
from units.domain.counts import locks
from units.domain.counts.closing import set_closing_day
from units.domain.counts.counting import Statement, state_count
from units.domain.counts.lock_board import board_of
from units.domain.counts.locks import Lock, decline, lock_on, reopen, request_correction, require_open
from units.domain.versions import EditedMeanwhileError
from units.models import CorrectionRequest, Event, Participation, Phase, Reopening, User

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSING = date(2022, 5, 31)
LAST_SECOND = datetime(2022, 5, 31, 23, 59, 59, tzinfo=HANOI)
MIDNIGHT = datetime(2022, 6, 1, tzinfo=HANOI)
SENTENCE = "Giai đoạn 1 đã hết hạn nhận số liệu vào cuối ngày 31/05/2022."
EDITION_DAY = date(2022, 3, 31)
ISSUED = datetime(2022, 4, 2, 8, tzinfo=HANOI)
EDITION = "Số liệu đến ngày 31/03/2022 đã phát hành theo bản số 1."


@pytest.fixture
def phase(db: None) -> Phase:
    """Begins on 01/01/2022; closed for years."""
    phase = make_phase(programme=make_programme())
    phase.reporting_closes_on = CLOSING
    phase.save()
    return phase


@pytest.fixture
def unit(phase: Phase) -> Participation:
    return make_participation(programme=phase.programme)


@pytest.fixture
def officer(unit: Participation) -> User:
    return make_user(role=Role.OFFICER, home_unit=unit.unit)


@pytest.fixture
def edition() -> Iterator[None]:
    """A further rule: what an issued edition contains is locked."""

    def issued(phase: Phase, counted_on: date, now: datetime) -> Lock | None:
        return Lock(EDITION, ISSUED) if counted_on <= EDITION_DAY and now >= ISSUED else None

    locks.LOCK_RULES.append(issued)
    yield
    locks.LOCK_RULES.remove(issued)


def open_phase(phase: Phase) -> None:
    Phase.objects.filter(pk=phase.pk).update(reporting_closes_on=None)
    phase.refresh_from_db()


def statement(unit: Participation, phase: Phase, day: date = EDITION_DAY) -> Statement:
    return Statement(participation=unit, phase=phase, counted_on=day, amount=5, key=uuid.uuid4())


def ask(unit: Participation, phase: Phase, by: User, key: uuid.UUID | None = None) -> CorrectionRequest:
    return request_correction(
        participation=unit,
        phase=phase,
        counted_on=EDITION_DAY,
        amount=5,
        reason="trùng 1 hồ sơ",
        key=key or uuid.uuid4(),
        by=by,
    )


def verbs() -> list[str]:
    return list(Event.objects.order_by("sequence").values_list("verb", flat=True))


# The closing day


def test_phase_takes_statements_until_the_last_second_of_its_closing_day(
    phase: Phase, unit: Participation
) -> None:
    require_open(unit, phase, CLOSING, now=LAST_SECOND)
    assert lock_on(phase, CLOSING, now=LAST_SECOND) is None


def test_phase_is_closed_from_midnight_on(phase: Phase, unit: Participation) -> None:
    with pytest.raises(ValidationError, match=SENTENCE) as refused:
        require_open(unit, phase, CLOSING, now=MIDNIGHT)
    assert refused.value.code == "locked"
    assert lock_on(phase, CLOSING, now=MIDNIGHT) == Lock(SENTENCE, MIDNIGHT)


def test_closing_day_is_the_local_one(phase: Phase) -> None:
    evening_in_utc = datetime(2022, 5, 31, 17, tzinfo=ZoneInfo("UTC"))

    assert lock_on(phase, CLOSING, now=evening_in_utc - timedelta(microseconds=1)) is None
    assert lock_on(phase, CLOSING, now=evening_in_utc) is not None


@pytest.mark.parametrize(("days", "is_locked"), [(0, False), (-1, True)])
def test_statement_is_taken_today_and_refused_from_tomorrow_on(
    phase: Phase, unit: Participation, officer: User, days: int, is_locked: bool
) -> None:
    closes_on = timezone.localdate() + timedelta(days=days)
    Phase.objects.filter(pk=phase.pk).update(reporting_closes_on=closes_on)

    if is_locked:
        with pytest.raises(ValidationError, match="đã hết hạn nhận số liệu"):
            state_count(statement(unit, phase), by=officer)
    else:
        assert state_count(statement(unit, phase), by=officer).amount == 5


def test_set_closing_day_tells_what_it_was(phase: Phase, lan: User) -> None:
    closes_on = date(2022, 6, 15)

    saved = set_closing_day(phase=phase, closes_on=closes_on, seen=1, by=lan)

    phase.refresh_from_db()
    assert (saved, phase.reporting_closes_on, phase.version) == (phase, closes_on, 2)
    event = Event.objects.get()
    assert (event.verb, event.before, event.after, event.programme) == (
        EventVerb.PHASE_CLOSING_SET,
        {"reporting_closes_on": "2022-05-31"},
        {"reporting_closes_on": "2022-06-15"},
        phase.programme,
    )


def test_set_closing_day_again_changes_nothing(phase: Phase, lan: User) -> None:
    assert set_closing_day(phase=phase, closes_on=CLOSING, seen=99, by=lan).version == 1
    assert verbs() == []


def test_set_closing_day_of_an_old_form_is_refused(phase: Phase, lan: User) -> None:
    with pytest.raises(EditedMeanwhileError) as refused:
        set_closing_day(phase=phase, closes_on=None, seen=99, by=lan)
    assert (refused.value.current, verbs()) == (phase, [])


def test_set_closing_day_before_the_phase_begins_is_refused(phase: Phase, lan: User) -> None:
    with pytest.raises(ValidationError, match="Hạn nhận số liệu không thể trước ngày đầu giai đoạn"):
        set_closing_day(phase=phase, closes_on=date(2021, 12, 31), seen=1, by=lan)
    assert verbs() == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER])
def test_set_closing_day_is_for_staff(phase: Phase, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        set_closing_day(phase=phase, closes_on=None, seen=1, by=make_user(role=role))


# Requests and reopenings


def test_reopening_lets_only_its_own_figure_through_until_its_hour(
    phase: Phase, unit: Participation, lan: User
) -> None:
    other = make_participation(programme=phase.programme)

    opened = reopen(participation=unit, phase=phase, hours=2, reason="sửa trùng", by=lan)

    require_open(unit, phase, CLOSING, now=opened.until - timedelta(microseconds=1))
    for who, when in ((unit, opened.until), (other, opened.granted_at)):
        with pytest.raises(ValidationError, match=SENTENCE):
            require_open(who, phase, CLOSING, now=when)


def test_reopening_answers_the_request(phase: Phase, unit: Participation, officer: User, lan: User) -> None:
    asked = ask(unit, phase, officer)

    reopen(participation=unit, phase=phase, hours=2, reason="đúng", by=lan, request=asked)

    assert locks.waiting_requests([unit]) == []
    assert state_count(statement(unit, phase), by=officer).amount == 5
    assert verbs() == ["correction_requested", "reopened", "count_stated"]


def test_request_is_answered_once(phase: Phase, unit: Participation, officer: User, lan: User) -> None:
    asked = ask(unit, phase, officer)
    decline(request=asked, note="số đã đúng", by=lan)

    with pytest.raises(ValidationError, match="đã được trả lời rồi"):
        reopen(participation=unit, phase=phase, hours=2, reason="đúng", by=lan, request=asked)
    with pytest.raises(ValidationError, match="đã được trả lời rồi"):
        decline(request=asked, note="vẫn không", by=lan)
    assert decline(request=asked, note="số đã đúng", by=lan) == asked
    assert verbs() == ["correction_requested", "correction_declined"]


def test_reopening_sent_again_is_made_once(phase: Phase, unit: Participation, lan: User) -> None:
    first = reopen(participation=unit, phase=phase, hours=2, reason="sửa trùng ", seen=0, by=lan)

    assert reopen(participation=unit, phase=phase, hours=2, reason="sửa trùng", seen=0, by=lan) == first
    assert verbs() == ["reopened"]


def test_reopening_by_two_people_at_once_is_noticed(phase: Phase, unit: Participation, lan: User) -> None:
    first = reopen(participation=unit, phase=phase, hours=2, reason="sửa trùng", seen=0, by=lan)
    other = make_user(role=Role.ADMINISTRATOR)

    with pytest.raises(ValidationError, match="Nguyễn Thị Lan vừa mở khoá số liệu này đến"):
        reopen(participation=unit, phase=phase, hours=5, reason="sửa", seen=0, by=other)
    reopen(participation=unit, phase=phase, hours=5, reason="sửa", seen=first.pk, by=other)
    assert Reopening.objects.count() == 2


@pytest.mark.parametrize("hours", [0, -1, locks.MAX_REOPENING_HOURS + 1])
def test_reopening_lasts_a_sensible_time(phase: Phase, unit: Participation, lan: User, hours: int) -> None:
    with pytest.raises(ValidationError, match="Số giờ mở khoá phải từ 1 đến 336"):
        reopen(participation=unit, phase=phase, hours=hours, reason="sửa", by=lan)


def test_only_staff_answer(phase: Phase, unit: Participation, officer: User) -> None:
    asked = ask(unit, phase, officer)

    with pytest.raises(PermissionDenied):
        reopen(participation=unit, phase=phase, hours=2, reason="sửa", by=officer)
    with pytest.raises(PermissionDenied):
        decline(request=asked, note="không", by=officer)
    assert verbs() == ["correction_requested"]


def test_request_sent_again_is_one_request(phase: Phase, unit: Participation, officer: User) -> None:
    key = uuid.uuid4()
    assert ask(unit, phase, officer, key) == ask(unit, phase, officer, key)
    assert verbs() == ["correction_requested"]


def test_request_for_an_open_figure_is_refused(phase: Phase, unit: Participation, officer: User) -> None:
    open_phase(phase)
    with pytest.raises(ValidationError, match="chưa khoá"):
        ask(unit, phase, officer)


def test_request_for_a_foreign_unit_is_refused(phase: Phase, officer: User) -> None:
    with pytest.raises(PermissionDenied):
        ask(make_participation(programme=phase.programme), phase, officer)


# A further rule


@pytest.mark.usefixtures("edition")
def test_edition_locks_its_day_and_all_before_with_its_sentence(
    phase: Phase, unit: Participation, officer: User
) -> None:
    open_phase(phase)

    for day in (phase.starts_on, EDITION_DAY):
        with pytest.raises(ValidationError, match=EDITION):
            state_count(statement(unit, phase, day), by=officer)
    assert state_count(statement(unit, phase, EDITION_DAY + timedelta(days=1)), by=officer).amount == 5


@pytest.mark.usefixtures("edition")
def test_edition_is_asked_for_and_reopened_like_a_closed_phase(
    phase: Phase, unit: Participation, officer: User, lan: User
) -> None:
    open_phase(phase)
    asked = ask(unit, phase, officer)

    reopen(participation=unit, phase=phase, hours=2, reason="đúng", by=lan, request=asked)

    assert state_count(statement(unit, phase), by=officer).amount == 5


# The board


@pytest.mark.usefixtures("edition")
def test_board_finds_the_last_locked_day(phase: Phase, unit: Participation) -> None:
    open_phase(phase)
    [state] = board_of([unit], [phase], now=timezone.now()).phases

    assert (state.lock, state.through, state.reopened) == (Lock(EDITION, ISSUED), EDITION_DAY, ())


def test_board_shows_locks_waiting_requests_and_running_reopenings(
    phase: Phase, unit: Participation, officer: User, lan: User
) -> None:
    later = make_phase(programme=phase.programme)
    asked = ask(unit, phase, officer)
    opened = reopen(participation=unit, phase=phase, hours=2, reason="sửa", by=lan)
    foreign = make_participation(programme=phase.programme)
    reopen(participation=foreign, phase=phase, hours=2, reason="sửa", by=lan)

    board = board_of([unit], [phase, later], now=timezone.now())

    assert board.participations == (unit,)
    assert board.waiting == (asked,)
    assert [(state.lock, state.through, state.reopened) for state in board.phases] == [
        (Lock(SENTENCE, MIDNIGHT), None, (opened,)),
        (None, None, ()),
    ]
    ended = board_of([unit], [phase], now=opened.until)
    assert ended.phases[0].reopened == ()
