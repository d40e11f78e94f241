"""People: adding, changing and disabling them; their passwords and sessions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from units.choices import EventVerb
from units.domain import access, versions
from units.domain.accounts import passwords
from units.domain.journal import audit
from units.domain.programmes import registry
from units.models import Session, User

FIRST_PASSWORD_LASTS = timedelta(hours=24)
FIELDS = ("username", "full_name", "role", "home_unit", "is_active")


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """A one-time password in clear. It can be shown only now: only its hash is stored."""

    person: User
    password: str


def add_person(person: User, *, by: User) -> FirstPassword:
    """Save a new person; returns the one-time password for the first sign-in."""
    with transaction.atomic():
        person.set_unusable_password()
        registry.save(person, FIELDS, seen=None, by=by)
        return set_first_password(person, by=by)


def save_person(person: User, *, seen: int | None, by: User) -> User:
    """Save changed fields; a new role, or being disabled, ends the person's sessions.

    Raises PermissionDenied, ValidationError (keys: role, is_active), versions.EditedMeanwhileError.
    """
    if not access.is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        # All administrators are locked first, in one order: two who disable each other wait here.
        others = [each for each in versions.locked(access.administrators()) if each.pk != person.pk]
        before = versions.lock(person)
        _require_administrators(person, before, others, by=by)
        saved = registry.save(person, FIELDS, seen=seen, by=by)
        if before.role != saved.role or (before.is_active and not saved.is_active):
            _end(saved, by=by)
        return saved


def _require_administrators(person: User, before: User, others: Iterable[User], *, by: User) -> None:
    """Refuse a change by which administrators lock themselves out or no administrator is left."""
    if not access.is_administrator(before) or access.is_administrator(person):
        return
    field = "role" if person.role != before.role else "is_active"
    if person.pk == by.pk:
        raise ValidationError(
            {field: "Bạn không thể tự khoá hay tự bỏ vai trò quản trị của mình; hãy nhờ quản trị khác."}
        )
    if not any(others):
        raise ValidationError({field: "Đây là quản trị cuối cùng; hãy thêm một quản trị khác trước."})


def set_first_password(person: User, *, by: User) -> FirstPassword:
    """Set a new one-time password, valid for 24 hours and only for choosing one's own. The old password and
    all sessions of the person end.
    """
    if not access.is_administrator(by):
        raise PermissionDenied
    if person.pk == by.pk:
        raise ValidationError("Mật khẩu của chính mình thì đổi ở trang Tài khoản.")
    with transaction.atomic():
        person = versions.lock(person)
        if not person.is_active:
            raise ValidationError("Tài khoản này đang khoá; hãy mở lại trước khi cấp mật khẩu.")
        password = passwords.one_time()
        person.set_password(password)
        person.must_change_password = True
        person.first_password_until = timezone.now() + FIRST_PASSWORD_LASTS
        person.save(update_fields=["password", "must_change_password", "first_password_until"])
        person.sessions.all().delete()
        audit.record(
            EventVerb.FIRST_PASSWORD_SET,
            person,
            by=by,
            after=audit.values_of(person, "first_password_until"),
            unit=person.home_unit,
        )
        return FirstPassword(person, password)


def is_first_password_over(person: User) -> bool:
    """Whether the one-time password has expired without having been replaced."""
    until = person.first_password_until
    return person.must_change_password and (until is None or until <= timezone.now())


def change_password(password: str, *, by: User) -> User:
    """Set one's own new password. Every session of the person ends, so the caller must renew the present one.

    The form has already checked the old password and the validators.
    """
    with transaction.atomic():
        person = versions.lock(by)
        person.set_password(password)
        person.must_change_password = False
        person.first_password_until = None
        person.save(update_fields=["password", "must_change_password", "first_password_until"])
        person.sessions.all().delete()
        audit.record(EventVerb.PASSWORD_CHANGED, person, by=person, unit=person.home_unit)
        return person


def note_sign_in(person: User) -> None:
    """Record that a person has signed in, and delete their expired sessions."""
    with transaction.atomic():
        person.sessions.filter(expire_date__lte=timezone.now()).delete()
        audit.record(EventVerb.SIGNED_IN, person, by=person, unit=person.home_unit)


def note_sign_out(person: User) -> None:
    with transaction.atomic():
        audit.record(EventVerb.SIGNED_OUT, person, by=person, unit=person.home_unit)


def end_sessions(person: User, *, by: User, but: str | None = None) -> int:
    """End a person's sessions except the one with the key `but`; returns how many were open.

    Allowed to the person and to administrators. Raises PermissionDenied.
    """
    if person.pk != by.pk and not access.is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        return _end(person, by=by, but=but)


def _end(person: User, *, by: User, but: str | None = None) -> int:
    sessions = Session.objects.filter(user=person)
    if but:
        sessions = sessions.exclude(session_key=but)
    alive = sessions.alive().count()
    sessions.delete()
    if alive:
        audit.record(
            EventVerb.SESSIONS_ENDED, person, by=by, after={"sessions": alive}, unit=person.home_unit
        )
    return alive
