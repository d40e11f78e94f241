"""The door of every page of a programme: readable, or sign in first, or not found."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from units.models import Programme

P = ParamSpec("P")


def for_readers(
    view: Callable[Concatenate[HttpRequest, Programme, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the programme of this slug that the person may read.

    A stranger is asked to sign in, whether the programme is closed or does not exist; a signed-in
    person gets 404 for what they may not see.
    """

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        programme = Programme.objects.visible_to(request.user).filter(slug=slug).first()
        if programme is not None:
            return view(request, programme, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404

    return guarded
