"""Asking for a locked figure to be opened, and what became of it."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units.domain.counts import counting, locks
from units.domain.figures.bases import rules_for
from units.forms.counts.count import CorrectionRequestForm
from units.models import Participation
from units.views.gates import for_reporters
from units.views.requests import PersonRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_reporters
def ask(request: PersonRequest, participation: Participation, number: int) -> HttpResponseBase:
    """The form of a request and the requests so far; sent again, a request is recorded once."""
    phase = participation.programme.phases.filter(number=number).first()
    if phase is None:
        raise Http404
    if not rules_for(participation.basis).is_stated:
        return redirect("count", pk=participation.pk)
    if request.method != "POST":
        newest = counting.newest_statement(participation, phase)
        initial = {"counted_on": newest.counted_on if newest else phase.ends_on}
        return page(request, CorrectionRequestForm(participation=participation, phase=phase, initial=initial))
    form = CorrectionRequestForm(request.POST, participation=participation, phase=phase)
    if not form.is_valid():
        return page(request, form, status=400)
    try:
        asked = locks.request_correction(
            participation=participation, phase=phase, by=request.user, **form.cleaned_data
        )
    except ValidationError as error:
        form.refuse(error)
        return page(request, form, status=400)
    return redirect(f"{reverse('correction', args=[participation.pk, number])}?da-gui={asked.pk}")


def page(
    request: PersonRequest, form: CorrectionRequestForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """The form beside the requests so far; `refusal` says why a statement was not saved."""
    participation, phase, now = form.participation, form.phase, timezone.now()
    day = form.initial.get("counted_on") or timezone.localdate(now)
    context = {
        "programme": participation.programme,
        "participation": participation,
        "phase": phase,
        "form": form,
        "refusal": refusal,
        "sent": request.GET.get("da-gui", ""),
        "lock": locks.lock_on(phase, day, now=now),
        "reopening": locks.open_reopening(participation, phase, now=now),
        "requests": [each for each in locks.requests_of(participation) if each.phase_id == phase.pk],
        "now": now,
    }
    return render(request, "count/correction.html", context, status=status)
