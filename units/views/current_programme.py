"""Addresses that name no programme lead to the current one."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from units.models import Programme


def lead_to(request: HttpRequest, page: str) -> HttpResponseBase:
    """To this page (name of its address) of the current programme that the person may read; where there is
    none, to sign-in, or for those who have signed in to a page that says so.
    """
    programme = Programme.objects.visible_to(request.user).current_first(timezone.localdate()).first()
    if programme is not None:
        return redirect(page, slug=programme.slug)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return render(request, "programme/none.html")
