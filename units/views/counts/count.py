"""Stating a count: the list of what one answers for, the desk, the check page, the save."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from units.digits import read_number
from units.domain import access
from units.domain.counts import counting
from units.domain.counts.counting import KeyReusedError, StatedMeanwhileError
from units.domain.counts.desk import desk_of
from units.domain.counts.standing import effect_of
from units.forms.counts.count import CorrectionRequestForm, CountForm
from units.models import Participation, Phase, Programme, ReportedCount
from units.vietnamese import dotted, fold, short_date
from units.views.counts import correction
from units.views.gates import for_people, for_reporters
from units.views.requests import PersonRequest, searched

LISTED = 100
"""How many units of a programme the list shows; a name finds the others."""


@never_cache
@require_safe
@for_people
def index(request: PersonRequest) -> HttpResponseBase:
    """What one answers for, by programme, the current one first; a single one is opened at once."""
    own = list(access.own_participations(request.user))
    if len(own) == 1:
        return redirect("count", pk=own[0].pk)
    wanted = searched(request)
    found: dict[int, list[Participation]] = {}
    for each in own:
        if fold(wanted) in fold(each.name):
            found.setdefault(each.programme_id, []).append(each)
    programmes = Programme.objects.visible_to(request.user).current_first(timezone.localdate())
    groups = [
        (programme, found[programme.pk][:LISTED], len(found[programme.pk][LISTED:]))
        for programme in programmes
        if programme.pk in found
    ]
    context = {
        "groups": groups,
        "wanted": wanted,
        "has_own": bool(own),
    }
    return render(request, "count/index.html", context)


@never_cache
@require_safe
@for_reporters
def show(request: PersonRequest, participation: Participation) -> HttpResponse:
    """The desk of one participation; after a save with what was saved."""
    return _desk_page(request, participation, saved=_saved(request, participation))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_reporters
def check(request: PersonRequest, participation: Participation, number: int) -> HttpResponseBase:
    """Show what a statement would change, before it is saved."""
    phase = _phase(participation, number)
    if request.method != "POST":
        return redirect("count", pk=participation.pk)
    sent: QueryDict = request.POST
    if "sua" in sent:
        typed = CountForm(participation=participation, phase=phase, initial=sent.dict())
        return _desk_page(request, participation, typed)
    if "khong-phat-sinh" in sent:
        sent = _nothing_more(sent, participation, phase)
    form = CountForm(sent, participation=participation, phase=phase)
    if not form.is_valid():
        return _desk_page(request, participation, form, status=400)
    try:
        counting.require_permission(participation, by=request.user)
        counting.require_possible(form.statement(), now=timezone.now())
    except ValidationError as error:
        return _refused(request, form, error)
    return _check_page(request, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_reporters
def save(request: PersonRequest, participation: Participation, number: int) -> HttpResponseBase:
    """Record the statement; sent again, it leads to the same page and records nothing more."""
    phase = _phase(participation, number)
    if request.method != "POST":
        return redirect("count", pk=participation.pk)
    form = CountForm(request.POST, participation=participation, phase=phase)
    if not form.is_valid():
        return _desk_page(request, participation, form, status=400)
    try:
        count = counting.state_count(form.statement(), by=request.user)
    except StatedMeanwhileError as error:
        return _conflict_page(request, form, error.newest, form.cleaned_data["key"])
    except KeyReusedError as error:
        return _conflict_page(request, form, error.recorded, uuid4(), is_repeated=True)
    except ValidationError as error:
        return _refused(request, form, error)
    return redirect(f"{reverse('count', args=[participation.pk])}?da-luu={count.pk}")


def _phase(participation: Participation, number: int) -> Phase:
    phase = participation.programme.phases.filter(number=number).first()
    if phase is None:
        raise Http404
    return phase


def _saved(request: PersonRequest, participation: Participation) -> ReportedCount | None:
    key = read_number(request.GET.get("da-luu", ""))
    return participation.counts.select_related("phase").filter(pk=key).first() if key else None


def _nothing_more(sent: QueryDict, participation: Participation, phase: Phase) -> QueryDict:
    """What was sent, with the last number once more (0 when there is none) for today."""
    newest = counting.newest_statement(participation, phase)
    day = min(timezone.localdate(), counting.programme_end(participation.programme))
    filled = sent.copy()
    filled["amount"] = dotted(newest.amount) if newest else "0"
    filled["counted_on"] = short_date(day)
    return filled


def _refused(request: PersonRequest, form: CountForm, error: ValidationError) -> HttpResponse:
    """Say why, where it can be mended: on the desk, on the check page, or by a request to reopen."""
    if getattr(error, "code", None) == "locked":
        asking = CorrectionRequestForm(
            participation=form.participation,
            phase=form.phase,
            initial={name: form.cleaned_data[name] for name in ("amount", "counted_on", "reason")},
        )
        return correction.page(request, asking, refusal=error.messages[0], status=409)
    form.refuse(error)
    if list(form.errors) == ["reason"]:
        return _check_page(request, form, status=400)
    return _desk_page(request, form.participation, form, status=400)


def _desk_page(
    request: PersonRequest,
    participation: Participation,
    form: CountForm | None = None,
    *,
    saved: ReportedCount | None = None,
    status: int = 200,
) -> HttpResponse:
    phases = list(participation.programme.phases.all())
    desk = desk_of(participation, phases, now=timezone.now())
    cards = [
        (each, form if form and form.phase == each.phase else CountForm.blank(participation, each))
        for each in desk.phases
    ]
    context = {
        "programme": participation.programme,
        "desk": desk,
        "cards": cards,
        "form": form,
        "saved": saved,
    }
    return render(request, "count/show.html", context, status=status)


def _check_page(request: PersonRequest, form: CountForm, *, status: int = 200) -> HttpResponse:
    phases = list(form.participation.programme.phases.all())
    context = {
        "programme": form.participation.programme,
        "participation": form.participation,
        "form": form,
        "effect": effect_of(form.statement(), phases, now=timezone.now()),
    }
    return render(request, "count/check.html", context, status=status)


def _conflict_page(
    request: PersonRequest,
    form: CountForm,
    recorded: ReportedCount,
    key: object,
    *,
    is_repeated: bool = False,
) -> HttpResponse:
    """Both versions, and a choice. A key that belongs to another unit shows nothing of it."""
    newest = counting.newest_statement(form.participation, form.phase)
    context = {
        "programme": form.participation.programme,
        "participation": form.participation,
        "form": form,
        "recorded": recorded if recorded.participation_id == form.participation.pk else newest,
        "is_repeated": is_repeated,
        "carried": form.carried(key=key, seen=newest.pk if newest else 0),
    }
    return render(request, "count/conflict.html", context, status=409)
