"""Whom a trusted proxy speaks for: its last word in X-Forwarded-For is the visitor's address."""

import ipaddress
from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponseBase


class VisitorAddressMiddleware:
    """Behind a proxy (TRUST_PROXY=1) the socket's address is the proxy's, the same for everybody.

    Only the last entry is the proxy's own word; those before it are what the visitor claims. Without
    a readable entry the socket's address stays.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        with suppress(ValueError):
            request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(told))
        return self.get_response(request)
