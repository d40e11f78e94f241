"""The product's addresses, the empty page that others are compared with, and the server's CPU clock."""

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing but what every page of a signed-in person costs: middleware, session, person."""
    return HttpResponse()


@login_not_required
def cpu_clock(request: HttpRequest) -> HttpResponse:
    """Nanoseconds of CPU, user and system, that the process which answers has used so far."""
    return HttpResponse(str(time.process_time_ns()))


urlpatterns = [
    path("do-luong/trang-rong/", empty),
    path("do-luong/cpu/", cpu_clock),
    path("", include("sangkien.urls")),
]
