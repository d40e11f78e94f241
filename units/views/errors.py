"""Pages for what goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from units.forms.accounts.kept import KeptEntry
from units.views.accounts.account import send_again


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # No request in the context: what reads it (session, person) may be what has failed.
    return render(None, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or another site sent it. What was typed on our own page can be sent again."""
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    kept = KeptEntry.of(request) if is_ours else None
    if kept and kept.fields:
        return send_again(request, kept, status=403)
    return render(request, "403_csrf.html", {"is_ours": is_ours}, status=403)
