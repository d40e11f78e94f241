"""What every template knows besides what its view gives it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from units.domain.access import May


def may(request: HttpRequest) -> dict[str, Any]:
    """`may`: what the person of this request may do. Nobody is looked up before a template asks."""
    return {"may": May(getattr(request, "user", AnonymousUser()))}
