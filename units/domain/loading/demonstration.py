"""One account for each role, for trying a demonstration programme."""

from dataclasses import dataclass

from django.db import transaction

from units.choices import EventVerb, Role
from units.domain.accounts import passwords, people
from units.domain.figures.bases import STATED
from units.domain.journal import audit
from units.models import Participation, Unit, User


class NoDemonstrationError(Exception):
    """No demonstration programme has a unit that an officer could report for."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person with the password in clear: the data behind it are invented."""

    person: User
    password: str


def create_people() -> list[Account]:
    """Create the accounts that are missing; returns those just created."""
    with transaction.atomic():
        unit = _some_unit()
        wanted = (
            ("can-bo-tinh", "Cán bộ tỉnh (minh hoạ)", Role.STAFF, None),
            ("can-bo-don-vi", "Cán bộ đơn vị (minh hoạ)", Role.OFFICER, unit),
            ("nguoi-tham-dinh", "Người thẩm định (minh hoạ)", Role.REVIEWER, None),
            ("quan-tri", "Quản trị (minh hoạ)", Role.ADMINISTRATOR, None),
        )
        names = [username for username, *_ in wanted]
        present = set(User.objects.filter(username__in=names).values_list("username", flat=True))
        return [
            _create(username, full_name, role, home_unit)
            for username, full_name, role, home_unit in wanted
            if username not in present
        ]


def _create(username: str, full_name: str, role: Role, home_unit: Unit | None) -> Account:
    person = User(username=username, full_name=full_name, role=role, home_unit=home_unit)
    password = passwords.one_time()
    person.set_password(password)
    person.full_clean()
    person.save(force_insert=True)
    after = audit.values_of(person, *people.FIELDS)
    audit.record(EventVerb.PERSON_SAVED, person, by=None, after=after, unit=home_unit)
    return Account(person, password)


def _some_unit() -> Unit:
    """The first unit of a demonstration programme that states its own counts."""
    places = Participation.objects.filter(
        programme__is_demonstration=True, parent=None, basis__in=STATED
    ).select_related("unit")
    place = places.order_by("programme", "position").first()
    if place is None:
        raise NoDemonstrationError
    return place.unit
