"""The queue of the review: what waits, how long, for whom, and how much each reviewer has to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, Min, Q, QuerySet, When
from django.utils import timezone

from units.choices import InitiativeState, ReviewVerb, Verdict
from units.domain import access
from units.domain.figures import accepted
from units.domain.review.eligibility import Finding, findings_of, overall
from units.domain.review.stakes import has_stake
from units.models import DossierRules, Initiative, Phase, Programme, ReviewStep, User

RECENT = timedelta(days=30)
DECISIONS = (ReviewVerb.ACCEPT, ReviewVerb.REJECT, ReviewVerb.SEND_BACK, ReviewVerb.MERGE)


class Tab(StrEnum):
    """The parts of the queue; the value stands in the address."""

    MINE = "cua-toi"
    ALL = "tat-ca"
    RETURNED = "tra-lai"


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A dossier of the queue as one person sees it. `is_own`: they must not decide on it. `overdue_days`:
    days since the deadline of a returned one, 0 or negative before it. `place`: the phase and day under which
    it would count if accepted today.
    """

    initiative: Initiative
    findings: tuple[Finding, ...]
    is_own: bool
    age_days: int
    overdue_days: int
    place: tuple[Phase, date] | None

    @property
    def verdict(self) -> Verdict:
        return overall(self.findings)

    @property
    def doubts(self) -> list[Finding]:
        """The rules that are not passed."""
        return [finding for finding in self.findings if finding.verdict != Verdict.PASS]


@dataclass(frozen=True, slots=True)
class Load:
    """The work of one reviewer (person None: what nobody is assigned to): how many wait, since when the
    oldest, how many were decided in the last 30 days.
    """

    person: User | None
    waiting: int
    oldest_at: datetime | None
    decided: int


def dossiers(programme: Programme, tab: Tab, person: User) -> QuerySet[Initiative]:
    """The dossiers of a tab in the order of work: the longest waiting first; returned ones by deadline."""
    found = with_own(Initiative.objects.filter(participation__programme=programme), person)
    if tab == Tab.RETURNED:
        return found.filter(state=InitiativeState.RETURNED).order_by("due_on", "pk")
    waiting = found.filter(state=InitiativeState.SUBMITTED).order_by("submitted_at", "pk")
    return waiting.filter(_for(person)) if tab == Tab.MINE else waiting


def with_own(initiatives: QuerySet[Initiative], person: User) -> QuerySet[Initiative]:
    """Annotated with `is_own`: whether the person must not decide on it."""
    return initiatives.annotate(is_own=Case(When(has_stake(person), then=True), default=False))


def chosen(programme: Programme, keys: Iterable[int], person: User) -> list[Initiative]:
    """These dossiers of the programme, the longest waiting first.

    Raises ValidationError when one does not exist or the person may not know of it.
    """
    wanted = set(keys)
    readable = access.readable_initiatives(person, programme).filter(pk__in=wanted)
    found = list(
        with_own(readable, person)
        .select_related("participation__programme", "reviewer")
        .order_by("submitted_at", "pk")
    )
    if len(found) < len(wanted):
        raise ValidationError("Có hồ sơ không còn trong hàng đợi của chương trình này. Hãy mở lại trang.")
    return found


def _for(person: User) -> Q:
    """Assigned to the person or to nobody, and not the person's own."""
    return (Q(reviewer=person) | Q(reviewer=None)) & ~has_stake(person)


def queue_lines(
    initiatives: Iterable[Initiative], rules: DossierRules, phases: Iterable[Phase], *, now: datetime
) -> list[QueueLine]:
    """The lines of these dossiers (from `dossiers`), all of one programme. No queries."""
    today, phases = timezone.localdate(now), list(phases)
    return [
        QueueLine(
            initiative=each,
            findings=findings_of(each, rules),
            is_own=getattr(each, "is_own", False),
            age_days=(today - timezone.localdate(each.submitted_at)).days if each.submitted_at else 0,
            overdue_days=(today - each.due_on).days if each.due_on else 0,
            place=accepted.place_among(phases, each, rules, accepted_on=today),
        )
        for each in initiatives
    ]


def sizes(programme: Programme, person: User, *, today: date) -> dict[str, int]:
    """How many dossiers each tab has, and how many returned ones are overdue. One query."""
    returned = Q(state=InitiativeState.RETURNED)
    waiting = Q(state=InitiativeState.SUBMITTED)
    open_ones = Initiative.objects.of(programme).filter(
        state__in=[InitiativeState.SUBMITTED, InitiativeState.RETURNED]
    )
    return open_ones.aggregate(
        mine=Count("pk", filter=waiting & _for(person)),
        all=Count("pk", filter=waiting),
        returned=Count("pk", filter=returned),
        overdue=Count("pk", filter=returned & Q(due_on__lt=today)),
    )


def loads_of(programme: Programme, *, now: datetime) -> list[Load]:
    """The load of every reviewer and of everybody else who has dossiers, the largest first; before all the
    dossiers of nobody. Three queries.
    """
    rows = (
        Initiative.objects.of(programme)
        .filter(state=InitiativeState.SUBMITTED)
        .order_by()
        .values("reviewer")
        .annotate(waiting=Count("pk"), oldest_at=Min("submitted_at"))
    )
    waiting: dict[int | None, tuple[int, datetime | None]] = {
        row["reviewer"]: (row["waiting"], row["oldest_at"]) for row in rows
    }
    laden = [key for key in waiting if key is not None]
    people = list(access.reviewers() | User.objects.filter(pk__in=laden))
    recent = ReviewStep.objects.filter(
        by__in=people,
        verb__in=DECISIONS,
        recorded_at__gte=now - RECENT,
        initiative__participation__programme=programme,
    )
    decided = dict(recent.order_by().values_list("by").annotate(Count("pk")))
    loads = [
        Load(person, *waiting.get(person.pk, (0, None)), decided=decided.get(person.pk, 0))
        for person in people
        if not access.is_staff(person) or person.pk in waiting or person.pk in decided
    ]
    loads.sort(key=lambda load: (-load.waiting, load.person.pk if load.person else 0))
    nobody = [Load(None, *waiting[None], decided=0)] if None in waiting else []
    return nobody + loads


def next_after(initiative: Initiative, person: User) -> Initiative | None:
    """The next dossier of the person's queue after this one, else its first; None when nothing is left."""
    queue = dossiers(initiative.participation.programme, Tab.MINE, person).exclude(pk=initiative.pk)
    later = queue.none()
    if initiative.submitted_at:
        at = initiative.submitted_at
        later = queue.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=initiative.pk))
    return later.first() or queue.first()
