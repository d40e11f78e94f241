"""What happens around every page: where it was asked from, who may pass, what browsers may keep."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers

from units.domain import audit
from units.models import User
from units.models.session import SessionStore
from units.views.account import sign_in_first

GetResponse = Callable[[HttpRequest], HttpResponseBase]

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
        if isinstance(request.user, User):
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
    try:
        return resolve(path).url_name not in OPEN_BEFORE_OWN_PASSWORD
    except Resolver404:
        return False


def asks_for_sign_in(response: HttpResponseBase) -> bool:
    target = urlsplit(response.url) if isinstance(response, HttpResponseRedirect) else None
    return target is not None and target.path == resolve_url(settings.LOGIN_URL)
