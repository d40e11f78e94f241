"""What happens around every page: where it was asked from, who may pass, what browsers may keep."""

import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers

from units.domain.journal import audit
from units.models.attachment import MAX_FILE_BYTES
from units.models.session import SessionStore
from units.views.accounts.account import sign_in_first
from units.views.requests import is_of_person

GetResponse = Callable[[HttpRequest], HttpResponseBase]

MOST_BODY_BYTES = MAX_FILE_BYTES + 1024 * 1024
"""Of a request: one file, and the fields beside it."""

MOST_PASSED_BY = 256 * 1024 * 1024
PASSING_SECONDS = 60
AT_ONCE = 64 * 1024

OPEN_BEFORE_OWN_PASSWORD = {"change-password", "sign-out", "sign-in", "health"}


class OriginMiddleware:
    """Keeps the network address of the request for the events that it causes.

    Behind a trusted proxy the project has already put the visitor's address in the place of the socket's.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = audit.origin.set(request.META.get("REMOTE_ADDR") or None)
        try:
            return self.get_response(request)
        finally:
            audit.origin.reset(token)


class BodySizeMiddleware:
    """Refuses a request whose body is too long before anything of it is kept, in memory or on disk.

    What arrives is read and forgotten: a browser whose connection is cut while it sends shows its own page
    of errors instead of ours. There is a length and a time after which it is cut all the same.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= MOST_BODY_BYTES:
            return self.get_response(request)
        until, left = time.monotonic() + PASSING_SECONDS, min(int(length), MOST_PASSED_BY)
        with suppress(OSError):  # whoever has gone away needs no answer
            while left > 0 and time.monotonic() < until and (block := request.read(AT_ONCE)):
                left -= len(block)
        came_from = request.path if name_of(request.path_info) == "dossier-files" else ""
        context = {"sent": int(length), "most": MAX_FILE_BYTES, "came_from": came_from}
        return render(request, "413.html", context, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


class NoStoreMiddleware:
    """Pages are not kept by the browser or on the way, unless a view says otherwise."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class SignInMiddleware:
    """Around Django's own asking for sign-in: keeps what was sent meanwhile, and sessions in use alive.

    Whoever still has a one-time password is led to choosing their own before all else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_of_person(request):
            if isinstance(request.session, SessionStore):
                request.session.touch()
            if request.user.must_change_password and is_closed_before_own_password(request.path_info):
                return redirect("change-password")
            return self.get_response(request)
        response = self.get_response(request)
        if request.method == "POST" and asks_for_sign_in(response):
            return sign_in_first(request)
        return response


def is_closed_before_own_password(path: str) -> bool:
    name = name_of(path)
    return name is not None and name not in OPEN_BEFORE_OWN_PASSWORD


def name_of(path: str) -> str | None:
    """The name of the address; None where there is nothing."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return None


def asks_for_sign_in(response: HttpResponseBase) -> bool:
    target = urlsplit(response.url) if isinstance(response, HttpResponseRedirect) else None
    return target is not None and target.path == resolve_url(settings.LOGIN_URL)
