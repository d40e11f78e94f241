"""Dossiers through the whole workflow in any order, against plain lists: no illegal step succeeds, every
legal one leaves one event and one line of the ledger, and every number equals a recount from them.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.factories import make_initiative, make_participation, make_phase, make_programme, make_user
from tests.initiative_model import ACCEPTED, MOVES, REVIEWER, SUBMITTED, Dossier, Model, Move
from units.choices import Basis, CountingDay, ReviewVerb, Role
from units.domain import proof
from units.domain.figures.results import facts_at, roll_up
from units.domain.figures.summary import build_summary
from units.domain.journal import audit
from units.domain.likeness import index
from units.domain.reports.counters import Counters, counters_of
from units.domain.review import stepping
from units.domain.review.stepping import Step, StepsRefusedError
from units.domain.versions import EditedMeanwhileError
from units.models import DossierRules, Event, Initiative, Participation, ReviewStep, User

EXAMPLES, STEPS = 10, 20
REFUSALS = (PermissionDenied, ValidationError, EditedMeanwhileError, StepsRefusedError)

# Few values, so that dossiers meet each other. Two phases of a few days: time runs through and out of them.
PARENTS = [None, 0, 0, None, 3]
BASES = [Basis.ACCEPTED, Basis.ACCEPTED, Basis.REPORTED, Basis.CHILDREN, Basis.ACCEPTED]
BEGIN = datetime(2022, 3, 1, 2, tzinfo=UTC)
FIRST = date(2022, 3, 1)
PHASES = [(FIRST, FIRST + timedelta(days=5)), (FIRST + timedelta(days=5), FIRST + timedelta(days=20))]
OWN = {
    "officer of 0": {0, 1, 2},
    "officer of 4": {4},
    "staff": {0, 1, 2, 3, 4},
    "reviewer": set[int](),
    "second reviewer": set[int](),
    "viewer": set[int](),
}
REVIEWERS = {"reviewer", "second reviewer", "staff"}

people = st.sampled_from(sorted(OWN))
numbers = st.integers(0, 30)
verbs = st.sampled_from(sorted(MOVES))
wishes = st.fixed_dictionaries(
    {
        "nth": numbers,
        "verb": verbs,
        "who": st.sampled_from(["fitting", "fitting", "fitting", *sorted(OWN)]),
        "says_why": st.sampled_from([True, True, True, False]),
        "due": st.sampled_from([1, 7, 90, None, 0, 91]),
        "into": numbers,
        "is_stale": st.sampled_from([False, False, False, False, True]),
    }
)
drafts = st.fixed_dictionaries(
    {
        "place": st.sampled_from(range(len(PARENTS))),
        "author": st.sampled_from(["Lò Thị Mai", "Vàng A Páo"]),
        "is_complete": st.sampled_from([True, True, True, True, False]),
        "created_by": st.sampled_from(["officer of 0", "officer of 4", "staff"]),
    }
)


class InitiativeMachine(RuleBasedStateMachine):
    """Each rule asks the model what must come of it; after each the product is compared with the model."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = BEGIN
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(timezone, "now", self.tick)
        self.programme = make_programme()
        self.phases = [
            make_phase(programme=self.programme, starts_on=first, ends_on=last) for first, last in PHASES
        ]
        self.places: list[Participation] = []
        for parent, basis in zip(PARENTS, BASES, strict=True):
            above = None if parent is None else self.places[parent]
            self.places.append(make_participation(programme=self.programme, parent=above, basis=basis))
        self.people = {who: self.person(who) for who in OWN}
        self.model = Model(PARENTS, BASES, list(PHASES), OWN, REVIEWERS)
        self.initiatives: list[Initiative] = []
        self.steps = self.turn = 0
        self.instants = [BEGIN]

    def teardown(self) -> None:
        try:
            self.numbers_are_equal_whenever_they_are_asked_for()
        finally:
            self.end()

    def end(self) -> None:
        self.patch.undo()
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # Rules

    @initialize(first=st.lists(drafts, min_size=3, max_size=5))
    def some_drafts(self, first: list[dict[str, object]]) -> None:
        for values in first:
            self.write(Dossier(**values))  # type: ignore[arg-type]  # as the strategy has drawn them

    @rule(values=drafts)
    def draft(self, values: dict[str, object]) -> None:
        self.write(Dossier(**values))  # type: ignore[arg-type]

    def write(self, dossier: Dossier) -> None:
        person = self.people[dossier.created_by]
        initiative = make_initiative(
            participation=self.places[dossier.place], created_by=person, authors=0, title="Cải tiến"
        )
        initiative.authors.create(
            position=1,
            name=dossier.author,
            birth_year=1985,
            job="Công nhân",
            holds_leadership=False,
            qualification="college" if dossier.is_complete else "",
            share=100,
        )
        index.index_title(initiative)
        self.model.dossiers.append(dossier)
        self.initiatives.append(initiative)

    @rule(several=st.lists(wishes, min_size=3, max_size=8))
    def take_steps(self, several: list[dict[str, object]]) -> None:
        for wish in several:
            self.attempt(self.move(**wish))  # type: ignore[arg-type]

    @rule(nth=numbers, days=st.sampled_from([0, 0, 1]))
    def count_it(self, nth: int, days: int) -> None:
        """The way most go: submitted, and accepted some days later."""
        self.attempt(self.move(nth=nth, verb=ReviewVerb.SUBMIT))
        self.now += timedelta(days=days)
        self.attempt(self.move(nth=nth, verb=ReviewVerb.ACCEPT))

    @rule(choices=st.lists(numbers, min_size=2, max_size=6), days=st.sampled_from([0, 0, 1]))
    def walk(self, choices: list[int], days: int) -> None:
        """Only what is legal, so that every way through the table is gone, the later steps too."""
        for choice in choices:
            open_moves = [move for move in self.every_move() if not self.model.refuses(move)]
            if open_moves:
                self.attempt(open_moves[choice % len(open_moves)])
            self.now += timedelta(days=days)

    def every_move(self) -> Iterator[Move]:
        """Each verb on each dossier by somebody who might, the later steps first."""
        for verb in reversed(MOVES):
            for number in range(len(self.initiatives)):
                yield self.move(nth=number, verb=verb, into=number + 1)

    @rule(nths=st.lists(numbers, min_size=1, max_size=4), verb=verbs, into=numbers)
    def take_many(self, nths: list[int], verb: ReviewVerb, into: int) -> None:
        """All or none; the same dossier may be named twice, and two may be merged into each other."""
        first = self.move(nth=nths[0], verb=verb, into=into)
        moves = [self.move(nth=nth, verb=verb, into=into)._replace(who=first.who) for nth in nths]
        if verb == ReviewVerb.MERGE and len(moves) > 1:
            moves[1] = moves[1]._replace(into=moves[0].dossier)
        by = self.people[first.who]
        copy = self.imagined()
        for move in moves:
            if copy.refuses(move):
                self.refuse(lambda: stepping.take_all([self.step(each) for each in moves], by=by))
                return
            copy.take(move, self.now, self.today)
        stepping.take_all([self.step(each) for each in moves], by=by)
        for move in moves:
            self.keep(move)

    @rule(days=st.sampled_from([1, 1, 2, 4]))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(day=st.sampled_from(sorted(CountingDay)))
    def change_the_rule(self, day: CountingDay) -> None:
        DossierRules.objects.update_or_create(programme=self.programme, defaults={"counting_day": day})
        self.model.counting_day = day

    @rule(number=st.sampled_from([0, 1]), days=st.integers(0, 12))
    def move_a_phase(self, number: int, days: int) -> None:
        """Its first day alone: earlier or later, also behind days on which something counts."""
        last = PHASES[number][1]
        first = min(FIRST + timedelta(days=days), last)
        self.phases[number].starts_on = first
        self.phases[number].save()
        self.model.phases[number] = (first, last)

    # What holds after each of them

    @invariant()
    def one_event_and_one_line_for_each_step(self) -> None:
        assert Event.objects.count() == ReviewStep.objects.count() == self.steps
        assert audit.broken_links() == []

    @invariant()
    def dossiers_are_as_they_should_be(self) -> None:
        stored = Initiative.objects.in_bulk()
        places = {each.pk: number for number, each in enumerate(self.initiatives)}
        phases = [phase.pk for phase in self.phases]
        for initiative, dossier in zip(self.initiatives, self.model.dossiers, strict=True):
            row = stored[initiative.pk]
            into = places.get(row.merged_into_id or 0)
            counted = (
                (phases.index(row.phase_id), row.counted_on) if row.phase_id and row.counted_on else None
            )
            assert (row.state, row.version, row.submitted_on, counted, into) == (
                dossier.state,
                dossier.version,
                dossier.submitted_on,
                dossier.counting,
                dossier.merged_into,
            )

    def another_to_keep(self, number: int) -> int:
        """One into which a dossier might be merged, so that a merge is refused for its own state alone."""
        others = (nth for nth in range(len(self.initiatives)) if nth != number)
        kept = (nth for nth in others if self.model.dossiers[nth].state in (SUBMITTED, ACCEPTED))
        return next(kept, number + 1)

    @invariant()
    def nothing_illegal_succeeds(self) -> None:
        """Everything that may not be done to one dossier in its state, by those who could in another; the
        dossiers take turns.
        """
        self.turn += 1
        number = self.turn % len(self.initiatives)
        for verb, (before, _, _) in MOVES.items():
            if self.model.dossiers[number].state not in before:
                self.refused(self.move(nth=number, verb=verb, into=self.another_to_keep(number)))
        assert Event.objects.count() == self.steps

    @invariant()
    def numbers_are_equal_now_and_at_one_instant_of_the_past(self) -> None:
        self.compare(self.today, self.now)
        days = self.model.days()
        self.compare(days[self.turn % len(days)], self.instants[self.turn * 7 % len(self.instants)])

    def numbers_are_equal_whenever_they_are_asked_for(self) -> None:
        """At the end of all: before and after the last six instants at which a number became another one,
        on the last four days.
        """
        for known_at in [self.now, *(entry.instant for entry in self.model.ledger[-6:])]:
            for as_of in self.model.days()[-4:]:
                self.compare(as_of, known_at)
                self.compare(as_of, known_at - timedelta(milliseconds=1))

    @invariant()
    def what_is_kept_for_speed_equals_the_ledger(self) -> None:
        assert list(proof.faults()) == []

    @invariant()
    def the_three_counters_are_never_mixed(self) -> None:
        everything = set(range(len(PARENTS)))
        for places in (everything, {0, 1}, {4}):
            chosen = None if places == everything else [self.places[place] for place in sorted(places)]
            assert counters_of(self.programme, chosen) == Counters(*self.model.counters(places))

    def compare(self, as_of: date, known_at: datetime) -> None:
        standings = facts_at(self.programme, self.phases, as_of=as_of, known_at=known_at)
        results = roll_up(standings)
        wanted = [
            tuple(self.model.result(place, phase, as_of, known_at) for phase in range(len(PHASES)))
            for place in range(len(PARENTS))
        ]
        assert [results[place.pk] for place in self.places] == wanted
        summary = build_summary(self.programme, phases=self.phases, as_of=as_of, known_at=known_at)
        rows = {row.participation_id: tuple(each.result for each in row.phases) for row in summary.rows}
        assert rows == {self.places[place].pk: wanted[place] for place in (0, 3)}

    # Between the product and the model

    def tick(self) -> datetime:
        """The clock: never the same instant twice."""
        self.now += timedelta(milliseconds=1)
        return self.now

    @property
    def today(self) -> date:
        return timezone.localtime(self.now).date()

    def person(self, who: str) -> User:
        role, _, place = who.partition(" of ")
        if role == "officer":
            return make_user(role=Role.OFFICER, home_unit=self.places[int(place)].unit)
        return make_user(role=Role.REVIEWER if "reviewer" in role else Role(role))

    def imagined(self) -> Model:
        """The model as it stands, to be tried out."""
        dossiers = [Dossier(**vars(each)) for each in self.model.dossiers]
        phases = self.model.phases
        return Model(PARENTS, BASES, phases, OWN, REVIEWERS, self.model.counting_day, dossiers)

    def move(
        self,
        *,
        nth: int,
        verb: ReviewVerb,
        who: str = "fitting",
        says_why: bool = True,
        due: int | None = 7,
        into: int = 0,
        is_stale: bool = False,
    ) -> Move:
        """`fitting`: somebody who may, if anybody may."""
        number = nth % len(self.initiatives)
        dossier = self.model.dossiers[number]
        if who == "fitting":
            is_deciding = MOVES[verb][2] == REVIEWER
            who = "reviewer" if is_deciding else "officer of 0" if dossier.place < 3 else "officer of 4"
            who = "staff" if not is_deciding and dossier.place == 3 else who
        return Move(number, verb, who, says_why, due, into % len(self.initiatives), is_stale)

    def step(self, move: Move) -> Step:
        initiative = self.initiatives[move.dossier]
        version = self.model.dossiers[move.dossier].version
        return Step(
            initiative,
            move.verb,
            seen=version - 1 if move.is_stale else None,
            note="Theo hồ sơ" if move.says_why else "  ",
            due_on=None if move.due is None else self.today + timedelta(days=move.due),
            into=None if move.into is None else self.initiatives[move.into],
        )

    def attempt(self, move: Move) -> None:
        if self.model.refuses(move):
            self.refused(move)
            return
        stepping.take(self.step(move), by=self.people[move.who])
        self.keep(move)

    def keep(self, move: Move) -> None:
        self.steps += 1
        recorded = ReviewStep.objects.filter(initiative=self.initiatives[move.dossier])
        places = [phase.pk for phase in self.phases]
        last = recorded.order_by("-pk")[0]
        self.model.take(move, last.recorded_at, timezone.localtime(last.recorded_at).date())
        self.instants.append(last.recorded_at)
        assert (last.weight != 0) == (last.phase_id in places)

    def refused(self, move: Move) -> None:
        self.refuse(lambda: stepping.take(self.step(move), by=self.people[move.who]))

    def refuse(self, write: Callable[[], object]) -> None:
        """The invariants then find that it has left nothing."""
        with pytest.raises(REFUSALS), transaction.atomic():
            write()


@pytest.mark.django_db
def test_dossiers_in_any_order_equal_plain_lists() -> None:
    run_state_machine_as_test(
        InitiativeMachine,
        settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS),
    )
