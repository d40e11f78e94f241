"""The locks page: what is locked and for whom; staff set closing days, answer requests and reopen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from units.domain import access
from units.domain.counts import closing, lock_board, locks
from units.domain.figures import bases
from units.domain.versions import EditedMeanwhileError
from units.forms.counts.lock import (
    ClosingForm,
    DeclineForm,
    GrantForm,
    ReopenForm,
    SentForm,
    closing_sentence,
    edited_sentence,
    opened_sentence,
)
from units.models import CorrectionRequest, Programme
from units.views.gates import for_answerers, for_programme_readers, for_programme_staff
from units.views.requests import PersonRequest

PAGE = 50
SENDING = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@for_programme_readers
def show(request: PersonRequest, programme: Programme) -> HttpResponse:
    """The board: for staff of everybody, for an officer of the own units."""
    return _page(request, programme)


@never_cache
@require_http_methods(SENDING)
@for_programme_staff
def close(request: PersonRequest, programme: Programme, number: int) -> HttpResponseBase:
    """Set until when a phase takes statements."""
    phase = get_object_or_404(programme.phases, number=number)
    if request.method != "POST":
        return redirect("locks", slug=programme.slug)
    form = ClosingForm.of(phase, request.POST)
    if not form.is_valid():
        return _page(request, programme, form)
    try:
        phase = closing.set_closing_day(phase=phase, **form.cleaned_data, by=request.user)
    except EditedMeanwhileError:
        phase.refresh_from_db()
        form.add_error("closes_on", edited_sentence(phase))
        return _page(request, programme, form, status=409)
    except ValidationError as error:
        form.add_error("closes_on", error.messages)
        return _page(request, programme, form)
    messages.success(request, closing_sentence(phase))
    return redirect("locks", slug=programme.slug)


@never_cache
@require_http_methods(SENDING)
@for_programme_staff
def reopen(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """Reopen without a request."""

    def act(**said: Any) -> str:
        return opened_sentence(locks.reopen(**said, by=request.user))

    return _act(request, programme, _reopen_form(programme, request.POST), act)


@never_cache
@require_http_methods(SENDING)
@for_answerers
def grant(request: PersonRequest, asked: CorrectionRequest) -> HttpResponseBase:
    """Answer a request by opening what it asks for."""

    def act(**said: Any) -> str:
        figure: dict[str, Any] = {"participation": asked.participation, "phase": asked.phase}
        return opened_sentence(locks.reopen(**figure, **said, request=asked, by=request.user))

    return _act(request, asked.participation.programme, GrantForm.of(asked, request.POST), act)


@never_cache
@require_http_methods(SENDING)
@for_answerers
def decline(request: PersonRequest, asked: CorrectionRequest) -> HttpResponseBase:
    """Answer a request with no."""

    def act(**said: Any) -> str:
        locks.decline(**said, request=asked, by=request.user)
        return f"Đã từ chối đề nghị của {asked.participation.name}."

    return _act(request, asked.participation.programme, DeclineForm.of(asked, request.POST), act)


def _act(
    request: PersonRequest, programme: Programme, form: SentForm, act: Callable[..., str]
) -> HttpResponseBase:
    """Do what a form of the board asks for, and say the sentence that `act` gives; or show the refusal."""
    if request.method != "POST":
        return redirect("locks", slug=programme.slug)
    if not form.is_valid():
        return _page(request, programme, form)
    try:
        done = act(**form.cleaned_data)
    except ValidationError as error:
        form.refuse(error)
        return _page(request, programme, form, status=409)
    messages.success(request, done)
    return redirect("locks", slug=programme.slug)


def _reopen_form(programme: Programme, data: Any = None) -> ReopenForm:
    participations = bases.stating(programme.participations.order_by("position"))
    return ReopenForm(data, participations=participations, phases=programme.phases.all())


def _page(
    request: PersonRequest, programme: Programme, refused: SentForm | None = None, *, status: int = 400
) -> HttpResponse:
    """The board; a form that was refused stands in its place, with what was typed."""
    readable = access.readable_participations(request.user, programme).order_by("position")
    phases = list(programme.phases.all())
    board = lock_board.board_of(readable, phases, now=timezone.now())
    own = {refused.ids: refused} if refused else {}
    closings = [ClosingForm.of(state.phase) for state in board.phases]
    grants = [(GrantForm.of(each), DeclineForm.of(each)) for each in board.waiting]
    reopening = _reopen_form(programme)
    context = {
        "programme": programme,
        "board": board,
        "phases": [
            (state, own.get(form.ids, form)) for state, form in zip(board.phases, closings, strict=True)
        ],
        "waiting": [
            (asked, own.get(grant.ids, grant), own.get(decline.ids, decline))
            for asked, (grant, decline) in zip(board.waiting, grants, strict=True)
        ],
        "reopening_form": own.get(reopening.ids, reopening),
        "refused": refused,
        "newest": lock_board.newest_reopening(),
        "page": Paginator(lock_board.reopenings_of(readable), PAGE).get_page(request.GET.get("trang")),
        "now": timezone.now(),
    }
    return render(request, "lock/show.html", context, status=status if refused else 200)
