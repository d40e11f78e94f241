"""Adding, changing and disabling people; their passwords and sessions; each change with one event."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from tests.factories import make_unit, make_user
from units.choices import EventVerb, Role
from units.domain.accounts import people
from units.domain.versions import EditedMeanwhileError
from units.models import Event, Session, User


def verbs() -> list[str]:
    return list(Event.objects.order_by("sequence").values_list("verb", flat=True))


def signed_in(user: User, times: int = 1) -> list[Client]:
    clients = [Client() for _ in range(times)]
    for client in clients:
        client.force_login(user)
    return clients


def test_add_person_gives_a_first_password_for_a_day(admin: User) -> None:
    person = User(username="moi", full_name="Người Mới", role=Role.VIEWER)
    before = timezone.now()
    first = people.add_person(person, by=admin)
    person = User.objects.get(username="moi")
    assert person.check_password(first.password)
    assert person.must_change_password
    assert person.first_password_until is not None
    assert timedelta(hours=24) <= person.first_password_until - before < timedelta(hours=24, minutes=1)
    assert verbs() == [EventVerb.PERSON_SAVED, EventVerb.FIRST_PASSWORD_SET]
    assert first.password not in str(list(Event.objects.values_list("before", "after", "reason")))


def test_add_person_refused_leaves_nothing(admin: User) -> None:
    with pytest.raises(ValidationError):
        people.add_person(User(username="moi", full_name="Mới", role=Role.OFFICER), by=admin)
    assert User.objects.count() == 1
    assert verbs() == []


ACTIONS: list[Callable[[User, User], object]] = [
    lambda person, by: people.add_person(User(username="moi", full_name="Mới"), by=by),
    lambda person, by: people.save_person(person, seen=person.version, by=by),
    lambda person, by: people.set_first_password(person, by=by),
    lambda person, by: people.end_sessions(person, by=by),
]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER, Role.STAFF])
def test_only_administrators_change_people(
    action: Callable[[User, User], object], role: Role, admin: User
) -> None:
    with pytest.raises(PermissionDenied):
        action(admin, make_user(role=role))
    assert verbs() == []


def test_disabled_administrator_changes_nobody(admin: User, lan: User) -> None:
    admin.is_active = False
    admin.save()
    with pytest.raises(PermissionDenied):
        people.set_first_password(lan, by=admin)


@pytest.mark.parametrize(("field", "value"), [("is_active", False), ("role", Role.VIEWER)])
def test_save_person_ends_sessions_when_disabled_or_given_another_role(
    field: str, value: object, admin: User, lan: User
) -> None:
    signed_in(lan, 2)
    setattr(lan, field, value)
    people.save_person(lan, seen=1, by=admin)
    assert Session.objects.count() == 0
    assert verbs() == [EventVerb.PERSON_SAVED, EventVerb.SESSIONS_ENDED]


def test_save_person_keeps_sessions_for_a_new_name(admin: User, lan: User) -> None:
    signed_in(lan)
    lan.full_name = "Nguyễn Thị Lan Anh"
    people.save_person(lan, seen=1, by=admin)
    assert Session.objects.count() == 1
    assert verbs() == [EventVerb.PERSON_SAVED]


def test_save_person_leaves_a_password_changed_meanwhile(admin: User, lan: User) -> None:
    opened = User.objects.get(pk=lan.pk)
    people.change_password("con mèo trèo cây cau", by=lan)
    opened.full_name = "Lan Mới"
    people.save_person(opened, seen=1, by=admin)
    lan.refresh_from_db()
    assert (lan.full_name, lan.check_password("con mèo trèo cây cau")) == ("Lan Mới", True)


def test_save_person_notices_another_editor(admin: User, lan: User) -> None:
    mine, theirs = User.objects.get(pk=lan.pk), User.objects.get(pk=lan.pk)
    theirs.full_name = "Của người khác"
    people.save_person(theirs, seen=1, by=admin)
    mine.full_name = "Của tôi"
    with pytest.raises(EditedMeanwhileError) as caught:
        people.save_person(mine, seen=1, by=admin)
    assert caught.value.current == theirs
    lan.refresh_from_db()
    assert lan.full_name == "Của người khác"


@pytest.mark.parametrize(("field", "value"), [("is_active", False), ("role", Role.STAFF)])
def test_administrators_do_not_shut_themselves_out(field: str, value: object, admin: User) -> None:
    make_user(role=Role.ADMINISTRATOR)
    setattr(admin, field, value)
    with pytest.raises(ValidationError) as caught:
        people.save_person(admin, seen=1, by=User.objects.get(pk=admin.pk))
    assert list(caught.value.message_dict) == [field]
    assert verbs() == []


def test_last_administrator_stays(admin: User) -> None:
    other = make_user(role=Role.ADMINISTRATOR)
    disabled = make_user(role=Role.ADMINISTRATOR)
    disabled.is_active = False
    disabled.save()
    other.role = Role.VIEWER
    people.save_person(other, seen=1, by=admin)
    present = User.objects.get(pk=admin.pk)
    admin.role = Role.VIEWER
    with pytest.raises(ValidationError):
        people.save_person(admin, seen=1, by=present)
    with pytest.raises(PermissionDenied):
        people.save_person(admin, seen=1, by=other)


def test_set_first_password_replaces_password_and_sessions(admin: User) -> None:
    person = make_user(username="hoa", password="mot mat khau cu ky", home_unit=make_unit())
    signed_in(person)
    first = people.set_first_password(person, by=admin)
    person.refresh_from_db()
    assert not person.check_password("mot mat khau cu ky")
    assert person.check_password(first.password)
    assert Session.objects.count() == 0
    event = Event.objects.get()
    assert (event.verb, event.by, event.unit) == (EventVerb.FIRST_PASSWORD_SET, admin, person.home_unit)


def test_set_first_password_refuses_oneself_and_the_disabled(admin: User, lan: User) -> None:
    lan.is_active = False
    lan.save()
    for person in (admin, lan):
        with pytest.raises(ValidationError):
            people.set_first_password(person, by=admin)
    assert verbs() == []


def test_change_password_ends_the_first_password_and_sessions(admin: User, lan: User) -> None:
    people.set_first_password(lan, by=admin)
    signed_in(lan)
    people.change_password("con mèo trèo cây cau", by=lan)
    lan.refresh_from_db()
    assert lan.check_password("con mèo trèo cây cau")
    assert (lan.must_change_password, lan.first_password_until) == (False, None)
    assert Session.objects.count() == 0
    assert verbs() == [EventVerb.FIRST_PASSWORD_SET, EventVerb.PASSWORD_CHANGED]


def test_end_sessions_spares_the_named_one_and_other_people(lan: User, admin: User) -> None:
    keys = [client.session.session_key for client in signed_in(lan, 3)]
    signed_in(admin)
    assert people.end_sessions(lan, by=lan, but=keys[1]) == 2
    assert [session.session_key for session in lan.sessions.all()] == [keys[1]]
    assert admin.sessions.count() == 1
    assert people.end_sessions(lan, by=lan, but=keys[1]) == 0
    assert verbs() == [EventVerb.SESSIONS_ENDED]
