"""The front door: the current programme's table."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from units.views.current_programme import lead_to


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Lead to the table of the current programme."""
    return lead_to(request, "summary")
