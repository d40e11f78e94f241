"""The project's addresses with views that fail, for tests of the pages for what goes wrong."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from sangkien import urls


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


@login_not_required
def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("secret detail")


@login_not_required
def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("secret detail")


urlpatterns = [
    path("hong", broken),
    path("cam", forbidden),
    path("la", suspicious),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
