"""The workflow of initiatives as plain lists: what the product must be equal to, whatever is done to them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from units.choices import Basis, CountingDay, InitiativeState, ReviewVerb

DRAFT, SUBMITTED, RETURNED, ACCEPTED, REJECTED, WITHDRAWN = InitiativeState
UNIT, REVIEWER = "unit", "reviewer"

# Written down again on purpose: the product's own table must not be its own judge.
MOVES: dict[ReviewVerb, tuple[set[InitiativeState], InitiativeState, str]] = {
    ReviewVerb.SUBMIT: ({DRAFT, RETURNED}, SUBMITTED, UNIT),
    ReviewVerb.WITHDRAW: ({SUBMITTED, RETURNED}, WITHDRAWN, UNIT),
    ReviewVerb.RESUME: ({WITHDRAWN}, DRAFT, UNIT),
    ReviewVerb.SEND_BACK: ({SUBMITTED}, RETURNED, REVIEWER),
    ReviewVerb.ACCEPT: ({SUBMITTED}, ACCEPTED, REVIEWER),
    ReviewVerb.REJECT: ({SUBMITTED}, REJECTED, REVIEWER),
    ReviewVerb.REOPEN: ({ACCEPTED, REJECTED}, SUBMITTED, REVIEWER),
    ReviewVerb.MERGE: ({SUBMITTED, RETURNED, ACCEPTED}, REJECTED, REVIEWER),
}
MUST_SAY_WHY = {ReviewVerb.SEND_BACK, ReviewVerb.REJECT, ReviewVerb.REOPEN, ReviewVerb.MERGE}
SENT = {SUBMITTED, RETURNED, ACCEPTED, REJECTED}


@dataclass
class Dossier:
    """One dossier. `counting`: the phase (by its place in the list) and the day on which it counts now."""

    place: int
    author: str
    is_complete: bool
    created_by: str
    state: InitiativeState = DRAFT
    version: int = 1
    submitted_on: date | None = None
    submitted_by: str = ""
    counting: tuple[int, date] | None = None
    merged_into: int | None = None


class Move(NamedTuple):
    """What somebody wants to do; `due`: in how many days; `into`: the dossier to be kept, by its place."""

    dossier: int
    verb: ReviewVerb
    who: str
    says_why: bool = True
    due: int | None = 7
    into: int | None = None
    is_stale: bool = False


class Entry(NamedTuple):
    """One line of the ledger that counts."""

    place: int
    phase: int
    day: date
    instant: datetime
    weight: int


@dataclass
class Model:
    """`own`: for whose dossiers a person writes, by place; `reviewers`: who decides; `phases`: their days, as
    they are by now.
    """

    parents: list[int | None]
    bases: list[Basis]
    phases: list[tuple[date, date]]
    own: dict[str, set[int]]
    reviewers: set[str]
    counting_day: CountingDay = CountingDay.ACCEPTED
    dossiers: list[Dossier] = field(default_factory=list)
    ledger: list[Entry] = field(default_factory=list)

    def refuses(self, move: Move) -> bool:
        dossier = self.dossiers[move.dossier]
        before, _, side = MOVES[move.verb]
        if side == UNIT:
            is_theirs = dossier.place in self.own[move.who]
        else:
            is_theirs = move.who in self.reviewers - {dossier.created_by, dossier.submitted_by}
        return (
            not is_theirs
            or move.is_stale
            or dossier.state not in before
            or (move.verb in MUST_SAY_WHY and not move.says_why)
            or (move.verb == ReviewVerb.SUBMIT and not dossier.is_complete)
            or (move.verb == ReviewVerb.SEND_BACK and (move.due is None or not 1 <= move.due <= 90))
            or (move.verb == ReviewVerb.MERGE and not self.can_keep(move))
        )

    def can_keep(self, move: Move) -> bool:
        return (
            move.into is not None
            and move.into != move.dossier
            and self.dossiers[move.into].state in (SUBMITTED, ACCEPTED)
        )

    def take(self, move: Move, now: datetime, today: date) -> None:
        """What a legal move changes."""
        dossier = self.dossiers[move.dossier]
        if dossier.counting:
            self.ledger.append(Entry(dossier.place, *dossier.counting, now, -1))
        dossier.counting = None
        dossier.merged_into = move.into if move.verb == ReviewVerb.MERGE else None
        dossier.state = MOVES[move.verb][1]
        dossier.version += 1
        if move.verb == ReviewVerb.SUBMIT:
            dossier.submitted_on, dossier.submitted_by = dossier.submitted_on or today, move.who
        elif move.verb == ReviewVerb.RESUME:
            dossier.submitted_on, dossier.submitted_by = None, ""
        elif move.verb == ReviewVerb.ACCEPT:
            by_submission = self.counting_day == CountingDay.SUBMITTED
            day = dossier.submitted_on if by_submission and dossier.submitted_on else today
            around = [n for n, (first, last) in enumerate(self.phases) if first <= day <= last]
            if around:
                dossier.counting = (around[-1], day)
                self.ledger.append(Entry(dossier.place, *dossier.counting, now, 1))

    def below(self, place: int) -> list[int]:
        found = [place]
        for each in found:
            found.extend(child for child, parent in enumerate(self.parents) if parent == each)
        return found

    def result(self, place: int, phase: int, as_of: date, known_at: datetime) -> int | None:
        """The result of a participation by its basis; nobody states anything here."""
        match self.bases[place]:
            case Basis.REPORTED:
                return None
            case Basis.CHILDREN:
                children = [child for child, parent in enumerate(self.parents) if parent == place]
                parts = [self.result(child, phase, as_of, known_at) for child in children]
                known = [part for part in parts if part is not None]
                return sum(known) if known else None
        places = self.below(place)
        amount = sum(
            entry.weight
            for entry in self.ledger
            if entry.place in places
            and entry.phase == phase
            and entry.day <= as_of
            and entry.instant <= known_at
        )
        return None if amount == 0 and self.phases[phase][0] > as_of else amount

    def counters(self, places: set[int]) -> tuple[int, int, int]:
        """People, dossiers submitted, initiatives accepted."""
        sent = [each for each in self.dossiers if each.place in places and each.state in SENT]
        people = {(each.author, each.place) for each in sent}
        return len(people), len(sent), sum(each.state == ACCEPTED for each in sent)

    def days(self) -> list[date]:
        """Days around which a table may differ."""
        days = {entry.day for entry in self.ledger} | {first for first, _ in self.phases}
        return sorted(days | {day - timedelta(days=1) for day in days})
