"""Statements, corrections, locks, reopenings and revisions of quotas in any order, against plain lists."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.factories import make_participation, make_phase, make_programme, make_user
from tests.reporting_model import JUMP, Cell, Fact, Model, Stated
from units.choices import Basis, Role
from units.domain.counts import closing, counting, locks, table
from units.domain.counts.counting import KeyReusedError, StatedMeanwhileError, Statement
from units.domain.counts.table import StatementsRefusedError
from units.domain.figures.summary import build_summary
from units.domain.journal import audit
from units.domain.programmes import allotting
from units.domain.programmes.allotting import Allotment
from units.models import CorrectionRequest, Event, Participation, Phase, Quota, Reopening, ReportedCount, User

EXAMPLES, STEPS = 15, 25
REFUSALS = (
    PermissionDenied,
    ValidationError,
    StatedMeanwhileError,
    KeyReusedError,
    StatementsRefusedError,
)

# Few values, so that corrections, repetitions and ties are common.
PARENTS = [None, None, None, 2, 2, None]
REPORTING = [True, True, False, True, True, True]
PHASE_STARTS = (-50, -25)
LAST_DAY = 30
TABLE_DAYS = (-45, -20, 0)

people = st.sampled_from(["staff", "staff", "staff", "admin", "viewer", "officer of 0", "officer of 2"])
cells = st.tuples(st.sampled_from([0, 0, 1, 2, 3, 4, 5]), st.sampled_from([0, 0, 1]))
days = st.sampled_from([-60, -40, -20, -20, -5, 0, 0, 1])
amounts = st.sampled_from([0, 1, 40, 50, 80, 99, 100, 101, JUMP + 1, 250])
quota_cells = st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, None]))

statements = st.fixed_dictionaries(
    {
        "who": people,
        "cell": cells,
        "day": days,
        "amount": amounts,
        "has_reason": st.booleans(),
        "key": st.none() | st.integers(0, 3),
        "seen": st.sampled_from([None, None, None, "newest", "first"]),
    }
)
corrections = st.fixed_dictionaries(
    {
        "nth": st.integers(0, 20),
        "who": people,
        "amount": amounts,
        "has_reason": st.sampled_from([True, True, False]),
        "seen": st.sampled_from(["first", "first", "newest", None]),
    }
)


def several(wishes: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Some, one after the other: what is compared after them costs most of the time."""
    return st.lists(wishes, min_size=2, max_size=5)


class ReportingMachine(RuleBasedStateMachine):
    """Each rule asks the model what must come of it; after each the product is compared with the model."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.today = timezone.localdate()
        self.programme = make_programme()
        starts = [self.day(offset) for offset in PHASE_STARTS]
        self.phases = [
            make_phase(programme=self.programme, starts_on=start, ends_on=self.day(LAST_DAY))
            for start in starts
        ]
        self.places: list[Participation] = []
        for parent, is_reporting in zip(PARENTS, REPORTING, strict=True):
            self.places.append(
                make_participation(
                    programme=self.programme,
                    parent=None if parent is None else self.places[parent],
                    basis=Basis.REPORTED if is_reporting else Basis.CHILDREN,
                )
            )
        self.people = {who: self.make_person(who) for who in ("staff", "admin", "viewer")}
        self.people |= {f"officer of {place}": self.make_person("officer", place) for place in (0, 2)}
        everything = set(range(len(PARENTS)))
        self.own = {"staff": everything, "admin": everything, "viewer": set()}
        self.own |= {"officer of 0": {0}, "officer of 2": {2, 3, 4}}
        self.model = Model(PARENTS, REPORTING, starts, self.day(LAST_DAY))
        self.phases[0].reporting_closes_on = self.model.closing[0] = self.day(-1)
        self.phases[0].save()
        self.events = 0
        self.waiting: list[CorrectionRequest] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # Rules

    @rule(wishes=several(statements))
    def state(self, wishes: list[dict[str, Any]]) -> None:
        for wish in wishes:
            who = wish.pop("who")
            self.attempt(self.said(**wish), who)

    @rule(wishes=several(corrections))
    def correct(self, wishes: list[dict[str, Any]]) -> None:
        """Another number for a day that has one, sometimes from a page on which an older one was shown."""
        for wish in wishes if self.model.counts else ():
            who, nth = wish.pop("who"), wish.pop("nth")
            fact = self.model.counts[nth % len(self.model.counts)]
            day = (fact.day - self.today).days
            self.attempt(self.said(cell=fact.cell, day=day, **wish), who)

    @rule(nth=st.integers(0, 5), day=st.sampled_from([-20, 0]), amounts=several(amounts))
    def state_what_was_reopened(self, nth: int, day: int, amounts: list[int]) -> None:
        opened = sorted(self.model.opened, key=str)
        for amount in amounts if opened else ():
            self.attempt(self.said(opened[nth % len(opened)], day, amount, has_reason=True), "staff")

    @rule(nth=st.integers(0, 5), amount=amounts, more=amounts)
    def state_from_an_old_page(self, nth: int, amount: int, more: int) -> None:
        """Two state the same figure from the same page: the second is told of the first."""
        cells = sorted({each.cell for each in self.model.counts}, key=str)
        if cells:
            cell = cells[nth % len(cells)]
            both = [self.said(cell, 0, each, has_reason=True, seen="newest") for each in (amount, more)]
            for said in both:
                self.attempt(said, "staff")

    @rule(nth=st.integers(0, 20), who=people)
    def state_the_same_again(self, nth: int, who: str) -> None:
        """A double click, Back, a retry: the key and the content of an earlier sending."""
        if self.model.sent:
            key, (cell, day, amount) = list(self.model.sent.items())[nth % len(self.model.sent)]
            said = Stated(cell, day, amount, key, has_reason=False, seen=None)
            count = counting.state_count(self.statement(said), by=self.people[who])
            assert (count.idempotency_key, count.amount) == (key, amount)

    @rule(
        who=people,
        day=days,
        values=st.dictionaries(cells, amounts, min_size=2, max_size=4),
        has_reason=st.booleans(),
    )
    def state_a_table(self, who: str, day: int, values: dict[Cell, int], has_reason: bool) -> None:
        said = [self.said(cell, day, amount, has_reason) for cell, amount in values.items()]
        statements = [self.statement(each) for each in said]
        if any(self.model.refuses(each, self.own[who], self.today) for each in said):
            self.refused(lambda: table.state_counts(statements, by=self.people[who]))
            return
        news = [self.model.is_new(each) for each in said]
        counts = table.state_counts(statements, by=self.people[who])
        for each, count, is_new in zip(said, counts, news, strict=True):
            self.keep(each, count, is_new=is_new)

    @rule(who=people, phase=st.sampled_from([0, 1]), day=st.sampled_from([-1, -1, 0, None]))
    def set_closing_day(self, who: str, phase: int, day: int | None) -> None:
        closes_on = None if day is None else self.day(day)

        def write() -> None:
            closing.set_closing_day(
                phase=self.phases[phase], closes_on=closes_on, seen=None, by=self.people[who]
            )

        if who not in ("staff", "admin"):
            self.refused(write)
            return
        write()
        self.events += self.model.closing.get(phase) != closes_on
        self.model.closing[phase] = closes_on

    @rule(who=people, cell=cells, day=days)
    def request_correction(self, who: str, cell: Cell, day: int) -> None:
        def write() -> CorrectionRequest:
            return locks.request_correction(
                participation=self.places[cell[0]],
                phase=Phase.objects.get(pk=self.phases[cell[1] or 0].pk),
                counted_on=self.day(day),
                amount=5,
                reason="Sót",
                key=uuid4(),
                by=self.people[who],
            )

        if cell[0] not in self.own[who] or not self.model.is_locked(cell[1] or 0, self.today):
            self.refused(write)
            return
        self.waiting.append(write())
        self.events += 1

    @rule(who=people, cell=cells, answers=st.booleans())
    def reopen(self, who: str, cell: Cell, answers: bool) -> None:
        request = self.waiting[-1] if self.waiting and answers else None
        if request:
            cell = (self.places.index(request.participation), self.phases.index(request.phase))

        def write() -> None:
            locks.reopen(
                participation=self.places[cell[0]],
                phase=self.phases[cell[1] or 0],
                hours=1,
                reason="Theo đề nghị",
                request=request,
                by=self.people[who],
            )

        if who not in ("staff", "admin"):
            self.refused(write)
            return
        write()
        self.events += 1
        self.model.opened.add(cell)
        if request:
            self.waiting.remove(request)
            self.refused(write)  # a request is answered once

    @rule(who=people)
    def decline(self, who: str) -> None:
        if not self.waiting:
            return

        def write() -> None:
            locks.decline(request=self.waiting[-1], note="Đã chốt", by=self.people[who])

        if who not in ("staff", "admin"):
            self.refused(write)
            return
        write()
        self.waiting.pop()
        self.events += 1

    @rule()
    def an_hour_passes(self) -> None:
        """Reopenings end by themselves: here their hours are moved into the past instead of waiting."""
        now = timezone.now()
        Reopening.objects.update(granted_at=now - timedelta(hours=2), until=now)
        self.model.opened.clear()

    @rule(
        who=st.sampled_from(["admin", "admin", "staff", "officer of 0"]),
        values=st.dictionaries(quota_cells, amounts, min_size=1, max_size=4),
        day=st.sampled_from([-60, -60, -20, 0, 5]),
    )
    def allot(self, who: str, values: dict[Cell, int], day: int) -> None:
        def write() -> list[Quota]:
            return allotting.allot(
                self.programme,
                [
                    Allotment(self.places[place], None if phase is None else self.phases[phase], amount)
                    for (place, phase), amount in values.items()
                ],
                effective_on=self.day(day),
                decision_number="12/QĐ",
                by=self.people[who],
            )

        if who != "admin":
            self.refused(write)
            return
        now, on = timezone.now(), self.day(day)
        changed = [
            cell
            for cell, amount in values.items()
            if self.model.amount(self.model.quotas, cell, on, now) != amount
        ]
        made = write()
        for cell, quota in zip(changed, made, strict=True):
            self.model.quotas.append(Fact(cell, on, values[cell], quota.recorded_at, quota.pk))
        self.events += len(made)

    # What holds after each of them

    @invariant()
    def one_event_for_each_change(self) -> None:
        assert Event.objects.count() == self.events
        assert audit.broken_links() == []

    @invariant()
    def nothing_is_lost_or_altered(self) -> None:
        for facts, model in ((self.model.counts, ReportedCount), (self.model.quotas, Quota)):
            stored = model._default_manager.order_by("pk").values_list("pk", "amount", "recorded_at")
            assert list(stored) == sorted((each.pk, each.amount, each.instant) for each in facts)

    @invariant()
    def tables_are_equal_whenever_they_are_asked_for(self) -> None:
        now = timezone.now()
        for offset in TABLE_DAYS:
            self.compare(self.day(offset), now)
        instants = sorted(each.instant for each in (*self.model.counts, *self.model.quotas))
        for instant in {instants[len(instants) // 2], instants[-1]} if instants else ():
            self.compare(self.today, instant)
            self.compare(self.day(-20), instant - timedelta(microseconds=1))

    def compare(self, as_of: date, known_at: datetime) -> None:
        summary = build_summary(self.programme, phases=self.phases, as_of=as_of, known_at=known_at)
        places = {place.pk: number for number, place in enumerate(self.places)}
        assert [
            (
                row.rank,
                places[row.participation_id],
                [figure.quota for figure in row.phases],
                [figure.result for figure in row.phases],
                row.overall.rate,
                row.registered_quota,
            )
            for row in summary.rows
        ] == self.model.table(as_of, known_at)

    # Between the product and the model

    def make_person(self, role: str, place: int | None = None) -> User:
        roles = {"admin": Role.ADMINISTRATOR}
        home = None if place is None else self.places[place].unit
        return make_user(role=roles.get(role) or Role(role), home_unit=home)

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def said(
        self,
        cell: Cell,
        day: int,
        amount: int,
        has_reason: bool,
        key: int | None = None,
        seen: str | None = None,
    ) -> Stated:
        """`key`: that of an earlier sending, by its place; `seen`: the first or the newest of the cell."""
        keys: list[UUID] = list(self.model.sent)
        reused = keys[key] if key is not None and key < len(keys) else uuid4()
        first = next((each for each in self.model.counts if each.cell == cell), None)
        shown = {"newest": self.model.newest(self.model.counts, cell), "first": first}.get(seen or "")
        return Stated(cell, self.day(day), amount, reused, has_reason, shown.pk if shown else None)

    def attempt(self, said: Stated, who: str) -> None:
        def write() -> ReportedCount:
            return counting.state_count(self.statement(said), by=self.people[who])

        if self.model.refuses(said, self.own[who], self.today):
            self.refused(write)
            return
        is_new = self.model.is_new(said)
        self.keep(said, write(), is_new=is_new)

    def statement(self, said: Stated) -> Statement:
        place, phase = said.cell
        return Statement(
            participation=self.places[place],
            phase=self.phases[phase or 0],
            counted_on=said.day,
            amount=said.amount,
            key=said.key,
            reason="Đếm lại" if said.has_reason else "",
            seen=said.seen,
        )

    def keep(self, said: Stated, count: ReportedCount, *, is_new: bool) -> None:
        assert (count.amount, count.counted_on) == (said.amount, said.day)
        if is_new:
            self.model.sent[said.key] = (said.cell, said.day, said.amount)
            self.model.counts.append(Fact(said.cell, said.day, said.amount, count.recorded_at, count.pk))
            self.events += 1

    def refused(self, write: Callable[[], object]) -> None:
        """The invariants then find that it has left nothing."""
        with pytest.raises(REFUSALS), transaction.atomic():
            write()


@pytest.mark.django_db
def test_reporting_in_any_order_equals_plain_lists() -> None:
    run_state_machine_as_test(
        ReportingMachine,
        settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS),
    )
