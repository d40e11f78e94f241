"""Sessions: whose they are, and when they end."""

from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from units.models import Session, User
from units.models.session import IDLE, LONGEST, TOUCH_EVERY, SessionStore

SHORT = timedelta(seconds=20)


def test_session_belongs_to_the_person_and_ends_when_idle(client: Client, lan: User) -> None:
    client.force_login(lan)
    [session] = Session.objects.all()
    assert session.user == lan
    assert abs(session.expire_date - session.seen_at - IDLE) < SHORT


def test_session_ends_ten_hours_after_sign_in_however_much_used(client: Client, lan: User) -> None:
    client.force_login(lan)
    store = SessionStore(client.session.session_key)
    started = timezone.now() - LONGEST + timedelta(minutes=3)
    store["started"] = started.timestamp()
    store.save()
    assert abs(Session.objects.get().expire_date - started - LONGEST) < SHORT


def test_over_session_opens_nothing(client: Client, lan: User) -> None:
    client.force_login(lan)
    Session.objects.update(expire_date=timezone.now() - SHORT)
    assert client.get("/tai-khoan/").status_code == 302


def test_use_keeps_a_session_alive_writing_at_most_every_five_minutes(client: Client, lan: User) -> None:
    client.force_login(lan)
    fresh = timezone.now() - TOUCH_EVERY + SHORT
    Session.objects.update(seen_at=fresh, expire_date=fresh + IDLE)
    client.get("/tai-khoan/")
    assert Session.objects.get().seen_at == fresh
    old = timezone.now() - TOUCH_EVERY - SHORT
    Session.objects.update(seen_at=old, expire_date=old + IDLE)
    client.get("/tai-khoan/")
    session = Session.objects.get()
    assert timezone.now() - session.seen_at < SHORT
    assert abs(session.expire_date - session.seen_at - IDLE) < SHORT


def test_clear_sessions_deletes_those_that_are_over(lan: User, admin: User) -> None:
    for user in (lan, admin):
        Client().force_login(user)
    Session.objects.filter(user=lan).update(expire_date=timezone.now() - SHORT)
    call_command("clear_sessions", verbosity=0)
    assert [session.user for session in Session.objects.all()] == [admin]
