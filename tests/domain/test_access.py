"""What a person may do wherever it is. Page by page, object by object: tests/access."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import make_user
from units.choices import Role
from units.domain import access
from units.domain.access import May
from units.models import User

WORDS = (
    "administer",
    "review",
    "assign_reviewers",
    "enter_tables",
    "open_locks",
    "state_counts",
    "write_dossiers",
    "read_everything",
)
ALLOWED = {
    Role.OFFICER: {"state_counts", "write_dossiers"},
    Role.VIEWER: {"read_everything"},
    Role.REVIEWER: {"read_everything", "review"},
    Role.STAFF: set(WORDS) - {"administer"},
    Role.ADMINISTRATOR: set(WORDS),
}


def allowed(may: May) -> set[str]:
    return {word for word in WORDS if getattr(may, word)}


def test_every_role_is_told() -> None:
    assert set(ALLOWED) == set(Role)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_do(role: Role) -> None:
    person = make_user(role=role)

    assert allowed(May(person)) == ALLOWED[role]
    person.is_active = False
    assert allowed(May(person)) == set()


def test_a_stranger_may_do_nothing() -> None:
    assert allowed(May(AnonymousUser())) == set()


@pytest.mark.django_db
def test_reviewers_and_administrators_are_those_who_may() -> None:
    for role in Role:
        make_user(role=role)
    User.objects.filter(pk=make_user(role=Role.ADMINISTRATOR).pk).update(is_active=False)
    people = list(User.objects.order_by("pk"))

    assert list(access.reviewers().order_by("pk")) == [each for each in people if May(each).review]
    assert list(access.administrators().order_by("pk")) == [each for each in people if May(each).administer]
