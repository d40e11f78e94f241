"""Session: somebody signed in on some browser, stored in the database with a reference to the person.

Also the session engine of Django (SESSION_ENGINE): it ends sessions that are idle or old.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone

from units.models.text_places import PERSON, THING

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
TOUCH_EVERY = timedelta(minutes=5)

STARTED = "started"
ORIGIN = "origin"
BROWSER = "browser"
MAX_BROWSER = 200


class SessionQuerySet(models.QuerySet["Session"]):
    def alive(self) -> SessionQuerySet:
        """Sessions that have not ended, the last used first."""
        return self.filter(expire_date__gt=timezone.now()).order_by("-seen_at")


SessionManager = BaseSessionManager.from_queryset(SessionQuerySet)


class Session(AbstractBaseSession):
    """A row of Django's session table with the person, the start, the last use and the origin."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sessions", null=True
    )
    started_at = models.DateTimeField("bắt đầu lúc")
    seen_at = models.DateTimeField("dùng lần cuối lúc")
    origin = models.GenericIPAddressField("từ địa chỉ", null=True)
    browser = models.CharField("trình duyệt", max_length=MAX_BROWSER, blank=True)

    text_places = {"session_key": THING, "session_data": PERSON, "browser": PERSON}

    objects: ClassVar = SessionManager()

    class Meta:
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


class SessionStore(DatabaseStore):
    """Ends a session after IDLE without a request, and LONGEST after sign-in in any case.

    Requests save the session at most every TOUCH_EVERY, to spare the single writer of SQLite.
    """

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        row: Any = self._get_session_from_db()  # type: ignore[attr-defined]  # not in the stubs
        self.seen_at = row.seen_at if row else None
        return self.decode(row.session_data) if row else {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        now = timezone.now()
        if SESSION_KEY in data:
            data.setdefault(STARTED, now.timestamp())
        started_at = datetime.fromtimestamp(data.get(STARTED, now.timestamp()), UTC)
        return Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]  # not in the stubs
            session_data=self.encode(data),
            expire_date=min(now + IDLE, started_at + LONGEST),
            user_id=data.get(SESSION_KEY),
            started_at=started_at,
            seen_at=now,
            origin=data.get(ORIGIN),
            browser=data.get(BROWSER, ""),
        )

    def touch(self) -> None:
        """Save the time of use, if the last saving is long enough ago."""
        if self.seen_at and timezone.now() - self.seen_at >= TOUCH_EVERY:
            self.modified = True
