"""An officer at a browser without a screen: signs in by the real form and states counts."""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.utils import timezone

from tests.drills.stage import PASSWORD
from tests.views.html import parse

PATIENCE = 40
"""Seconds; longer than the server itself waits for its database."""

REASON = "Diễn tập"
"""A second statement for the same day is a correction, which needs one."""

BROKEN_OFF = (OSError, HTTPException)
"""What the server's sudden end looks like from outside."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement as sent; the same once more has the same key."""

    place: int
    amount: int
    days_ago: int = 0
    seen: int = 0
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def day(self) -> date:
        return timezone.localdate() - timedelta(days=self.days_ago)

    @property
    def row(self) -> list[str]:
        """As `stage.tell` tells of it."""
        return [str(self.place), self.day.isoformat(), str(self.amount), self.key]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; `number` is that of the recorded statement when the answer is that it is saved."""

    status: int
    page: bytes
    number: str | None


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """The answer itself is looked at."""


class Officer:
    def __init__(self, address: str, name: str) -> None:
        self.address = address
        self._cookies = CookieJar()
        self._browser: OpenerDirector = build_opener(HTTPCookieProcessor(self._cookies), _Stay)
        page = parse(self._open("/dang-nhap/").page)
        token = page.all("input", name="csrfmiddlewaretoken")[0].attributes["value"]
        fields = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": token}
        if self._open("/dang-nhap/", fields).status != 302:
            raise RuntimeError(f"{name} cannot sign in.")

    def state(self, sent: Sent) -> Reply:
        """Save a statement, as the check page's button does."""
        token = next(cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken")
        fields = {
            "amount": str(sent.amount),
            "counted_on": sent.day.strftime("%d/%m/%Y"),
            "reason": REASON,
            "seen": str(sent.seen),
            "key": sent.key,
            "csrfmiddlewaretoken": token,
        }
        return self._open(f"/so-lieu/{sent.place}/1/luu/", fields)

    def look(self, place: int) -> Reply:
        return self._open(f"/so-lieu/{place}/")

    def _open(self, path: str, fields: dict[str, str] | list[tuple[str, str]] | None = None) -> Reply:
        body = urlencode(fields).encode() if fields else None
        try:
            response = self._browser.open(Request(self.address + path, body), timeout=PATIENCE)
        except HTTPError as answered:
            response = answered
        with response:
            query = parse_qs(urlsplit(response.headers.get("Location", "")).query)
            return Reply(response.status, response.read(), query.get("da-luu", [None])[0])
