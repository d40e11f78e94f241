"""Who may see and do what. Lists, objects, files and forms all ask here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from units.choices import InitiativeState, Role
from units.domain import tree
from units.models import Initiative, Participation, Programme, User

Person = User | AnonymousUser

WHOLE_PROVINCE = (Role.STAFF, Role.ADMINISTRATOR)
READS_EVERYTHING = (Role.VIEWER, Role.REVIEWER, Role.STAFF, Role.ADMINISTRATOR)
REVIEWS = (Role.REVIEWER, Role.STAFF, Role.ADMINISTRATOR)


def is_staff(user: Person) -> bool:
    """Whether this active user works for the whole province: staff and administrators."""
    return isinstance(user, User) and user.is_active and user.role in WHOLE_PROVINCE


def is_administrator(user: Person) -> bool:
    """Whether this active user sets up units, programmes, quotas and people, and reads the audit."""
    return isinstance(user, User) and user.is_active and user.role == Role.ADMINISTRATOR


def is_officer(user: Person) -> bool:
    return isinstance(user, User) and user.is_active and user.role == Role.OFFICER


def is_reviewer(user: Person) -> bool:
    """Whether this active user decides on initiatives, of every unit."""
    return isinstance(user, User) and user.is_active and user.role in REVIEWS


def writes_dossiers(user: Person) -> bool:
    """Whether the person works on the unit's side of dossiers: officers for their units, staff for all."""
    return is_officer(user) or is_staff(user)


def needs_home_unit(role: str) -> bool:
    """Whether a person of this role works for a unit."""
    return role == Role.OFFICER


def reviewers() -> QuerySet[User]:
    """Who decides on initiatives."""
    return User.objects.filter(role__in=REVIEWS, is_active=True)


def administrators() -> QuerySet[User]:
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)


@dataclass(frozen=True, slots=True)
class May:
    """What a person may do wherever it is, so that no page asks for roles. No query but for the person."""

    person: Person

    @property
    def administer(self) -> bool:
        return is_administrator(self.person)

    @property
    def review(self) -> bool:
        return is_reviewer(self.person)

    @property
    def assign_reviewers(self) -> bool:
        """Anybody, not only themselves."""
        return is_staff(self.person)

    @property
    def enter_tables(self) -> bool:
        """The figures of a whole programme at once."""
        return is_staff(self.person)

    @property
    def open_locks(self) -> bool:
        return is_staff(self.person)

    @property
    def state_counts(self) -> bool:
        return is_officer(self.person) or is_staff(self.person)

    @property
    def write_dossiers(self) -> bool:
        return writes_dossiers(self.person)

    @property
    def read_everything(self) -> bool:
        """Of all units, not only of their own."""
        return reads_everything(self.person)


def own_participations(user: Person, programme: Programme | None = None) -> QuerySet[Participation]:
    """The participations that a person reports for. Staff: all. An officer: those of the home unit and of
    every unit below it in the programme's tree. Others: none. Without a programme: in every programme.
    """
    everything = Participation.objects.all()
    if programme:
        everything = everything.filter(programme=programme)
    if is_staff(user):
        return everything
    if isinstance(user, User) and is_officer(user):
        return everything.filter(pk__in=subtree(everything, user.home_unit_id))
    return everything.none()


def answers_for(user: Person, participation: Participation) -> bool:
    return own_participations(user, participation.programme).filter(pk=participation.pk).exists()


def readable_participations(user: Person, programme: Programme) -> QuerySet[Participation]:
    """The participations whose statements the person may read one by one: an officer their own, all other
    roles every one.
    """
    if reads_everything(user):
        return Participation.objects.filter(programme=programme)
    return own_participations(user, programme)


def reads_statements_of(user: Person, participation: Participation) -> bool:
    return readable_participations(user, participation.programme).filter(pk=participation.pk).exists()


def readable_among(user: Person, programme: Programme, keys: Iterable[int]) -> frozenset[int]:
    """Which of these participations (pk) of the programme the person may read. At most one query."""
    if reads_everything(user):
        return frozenset(keys)
    if isinstance(user, User) and is_officer(user):
        return frozenset(keys) & frozenset(subtree(programme.participations.all(), user.home_unit_id))
    return frozenset()


def reads_everything(user: Person) -> bool:
    return isinstance(user, User) and user.is_active and user.role in READS_EVERYTHING


def subtree(participations: QuerySet[Participation], unit_id: int | None) -> list[int]:
    """Those of the participations (pk) that are the unit's, and all below them. One query."""
    rows = list(participations.order_by("pk").values_list("pk", "parent_id", "unit_id"))
    return tree.below(
        {key: parent for key, parent, _ in rows}, [key for key, _, unit in rows if unit == unit_id]
    )


def own_initiatives(user: Person, programme: Programme | None = None) -> QuerySet[Initiative]:
    """The initiatives that a person may write. Staff: all. An officer: those of the home unit and of every
    unit below it.
    """
    if is_staff(user):
        everything = Initiative.objects.all()
        return everything.of(programme) if programme else everything
    return Initiative.objects.filter(participation__in=own_participations(user, programme))


def readable_initiatives(user: Person, programme: Programme | None = None) -> QuerySet[Initiative]:
    """The initiatives that a person may know to exist: their own, and for roles that read everything also
    those of other units that are no longer drafts. How much of each may be read: `rights_over`.
    """
    if is_staff(user) or not reads_everything(user):
        return own_initiatives(user, programme)
    sent = Initiative.objects.exclude(state=InitiativeState.DRAFT)
    return sent.of(programme) if programme else sent


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may do with one initiative. `reads_content`: read the problem, solution, novelty, scope
    and how the benefit was calculated. `reads_people`: read the authors and the files, which name people.
    """

    writes: bool
    reviews: bool
    reads_content: bool
    reads_people: bool

    @property
    def writes_whole(self) -> bool:
        """Whether the person may change it: only who may read all of a dossier may change it."""
        return self.writes and self.reads_people


def rights_over(user: Person, initiative: Initiative) -> Rights:
    """The rights over an initiative that the person may read. The content, authors and files of a
    confidential one are open only to the officers who write for its unit and to whoever created it.
    """
    return rights_among(user, [initiative])[initiative.pk]


def rights_among(user: Person, initiatives: Collection[Initiative]) -> dict[int, Rights]:
    """The rights over each initiative, by pk. As many queries as for one."""
    keys = [each.pk for each in initiatives]
    written = set(own_initiatives(user).filter(pk__in=keys).values_list("pk", flat=True))
    return {each.pk: _rights(user, each, writes=each.pk in written) for each in initiatives}


def _rights(user: Person, initiative: Initiative, *, writes: bool) -> Rights:
    wrote = isinstance(user, User) and user.is_active and initiative.created_by_id == user.pk
    inside = (writes and is_officer(user)) or wrote
    reviews = is_reviewer(user)
    return Rights(
        writes=writes,
        reviews=reviews,
        reads_content=inside or not initiative.is_confidential,
        reads_people=inside or (reviews and not initiative.is_confidential),
    )
