"""The front door: the current programme's table."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from units.models import Programme


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Lead to the current programme; without a readable one to sign-in, or to a page that says so."""
    programme = Programme.objects.visible_to(request.user).current_first(timezone.localdate()).first()
    if programme is not None:
        return redirect("summary", slug=programme.slug)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return render(request, "programme/none.html")
