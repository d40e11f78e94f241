"""The doors of pages: of a programme, of a participation. Readable, or sign in first, or not found."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from units.domain import access
from units.models import Initiative, Participation, Programme

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


def for_history_readers(
    view: Callable[Concatenate[HttpRequest, Participation, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the participation whose statements the person may read; any other is not found."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        found = Participation.objects.select_related("programme", "unit", "parent").filter(pk=pk).first()
        if found and access.readable_participations(request.user, found.programme).filter(pk=pk).exists():
            return view(request, found, *args, **kwargs)
        raise Http404

    return guarded


def for_reporters(
    view: Callable[Concatenate[HttpRequest, Participation, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the participation that the person answers for; who may only read it is refused."""

    @wraps(view)
    def guarded(
        request: HttpRequest, participation: Participation, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        own = access.own_participations(request.user, participation.programme)
        if not own.filter(pk=participation.pk).exists():
            raise PermissionDenied
        return view(request, participation, *args, **kwargs)

    return for_history_readers(guarded)


def for_administrators(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Refuse everybody else before anything is looked up: what exists and what does not look alike."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not access.is_administrator(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def for_signed_in(
    view: Callable[Concatenate[HttpRequest, Programme, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the programme of this slug; strangers are asked to sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        programme = Programme.objects.visible_to(request.user).filter(slug=slug).first()
        if programme is None:
            raise Http404
        return view(request, programme, *args, **kwargs)

    return guarded


def for_staff(
    view: Callable[Concatenate[HttpRequest, Programme, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the programme of this slug; who does not work for the whole province is refused."""

    def guarded(
        request: HttpRequest, programme: Programme, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not access.is_staff(request.user):
            raise PermissionDenied
        return view(request, programme, *args, **kwargs)

    return for_signed_in(guarded)


def for_province(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """For who works for the whole province; everybody else is refused before anything is looked up."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not access.is_staff(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def for_reviewers(
    view: Callable[Concatenate[HttpRequest, Programme, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the programme of this slug; who does not review is refused."""

    def guarded(
        request: HttpRequest, programme: Programme, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not access.is_reviewer(request.user):
            raise PermissionDenied
        return view(request, programme, *args, **kwargs)

    return for_signed_in(guarded)


def for_deciders(
    view: Callable[Concatenate[HttpRequest, Initiative, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the dossier that the person may know of; who does not review is refused."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        readable = access.readable_initiatives(request.user).filter(pk=pk)
        found = readable.select_related("participation__programme", "participation__unit", "reviewer").first()
        if found is None:
            raise Http404
        if not access.is_reviewer(request.user):
            raise PermissionDenied
        return view(request, found, *args, **kwargs)

    return guarded


def for_dossier_readers(
    view: Callable[Concatenate[HttpRequest, Initiative, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the dossier that the person may know of; any other is not found."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        readable = access.readable_initiatives(request.user).filter(pk=pk)
        found = readable.select_related("participation__programme", "participation__unit", "reviewer").first()
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return guarded


def for_dossier_writers(
    view: Callable[Concatenate[HttpRequest, Initiative, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give the view the dossier that the person writes and reads whole; who may only read it is refused."""

    @wraps(view)
    def guarded(
        request: HttpRequest, initiative: Initiative, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        rights = access.rights_over(request.user, initiative)
        if not (rights.writes and rights.reads_people):
            raise PermissionDenied
        return view(request, initiative, *args, **kwargs)

    return for_dossier_readers(guarded)
