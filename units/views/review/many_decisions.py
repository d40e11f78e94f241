"""One decision on many dossiers: what will happen is shown first; then all of it happens, or nothing."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units.choices import ReviewVerb, Verdict
from units.domain.review import note_templates, objections, queue, stepping
from units.domain.review.queue import QueueLine, queue_lines
from units.domain.review.stepping import StepsRefusedError
from units.forms.review.decision import BULK, DecisionForm, ticked
from units.models import DossierRules, Programme, User
from units.views.gates import for_programme_reviewers
from units.views.requests import PersonRequest
from units.views.review.queue import SENDING, queue_address, queue_page, tab_of

Seen = dict[int, int]
"""The versions that the person has seen, by dossier."""


@never_cache
@require_http_methods(SENDING)
@for_programme_reviewers
def check(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """Show what a decision on the ticked dossiers would do; ask for what is to be said with it."""
    if request.method != "POST":
        return redirect("review-queue", slug=programme.slug)
    try:
        verb, seen = _asked(request)
        return _check_page(request, programme, _form(programme, verb), seen)
    except ValidationError as error:
        return _back(request, programme, error)


@never_cache
@require_http_methods(SENDING)
@for_programme_reviewers
def decide(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """Take the decision on all of them, or say for each why not."""
    if request.method != "POST":
        return redirect("review-queue", slug=programme.slug)
    try:
        return _decided(request, programme, request.user)
    except ValidationError as error:
        return _back(request, programme, error)


def _decided(request: PersonRequest, programme: Programme, person: User) -> HttpResponse:
    """Raises ValidationError when one of them is not there, or no longer for this person to know of."""
    verb, seen = _asked(request)
    form = _form(programme, verb, request.POST)
    initiatives = queue.chosen(programme, seen, person)
    if not form.is_valid():
        return _check_page(request, programme, form, seen, status=400)
    steps = [form.step(each, seen=seen[each.pk]) for each in initiatives]
    try:
        stepping.take_all(steps, by=person)
    except StepsRefusedError as error:
        if not objections.taken_before(steps, person=person):
            return _check_page(request, programme, form, seen, refusals=error.refusals, status=409)
    messages.success(request, f"Đã {form.button.lower()} {len(steps)} hồ sơ.")
    return redirect(queue_address(programme, tab_of(request.POST.get("xem"))))


def _asked(request: PersonRequest) -> tuple[ReviewVerb, Seen]:
    verb = next((verb for verb in BULK if verb == request.POST.get("viec")), None)
    if verb is None:
        raise ValidationError("Hãy chọn việc cần làm với các hồ sơ: công nhận, trả lại hay không công nhận.")
    return verb, ticked(request.POST.getlist("ho-so"))


def _form(programme: Programme, verb: ReviewVerb, data: Any = None) -> DecisionForm:
    templates = note_templates.active(verb)
    return DecisionForm(data, verb=verb, rules=DossierRules.objects.of(programme), templates=templates)


def _back(request: PersonRequest, programme: Programme, error: ValidationError) -> HttpResponse:
    """The queue, with what cannot be done."""
    tab = tab_of(request.POST.get("xem"))
    return queue_page(request, programme, tab=tab, error=error.messages[0], status=400)


def _check_page(
    request: PersonRequest,
    programme: Programme,
    form: DecisionForm,
    seen: Seen,
    *,
    refusals: Mapping[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The dossiers line by line: those that would be refused are named and not ticked."""
    initiatives = queue.chosen(programme, seen, request.user)
    lines = queue_lines(
        initiatives, DossierRules.objects.of(programme), programme.phases.all(), now=timezone.now()
    )
    found = dict(refusals or {})
    rows = [
        (line, objections.objection(line, form.verb, seen=seen[key]) or found.get(key, ""))
        for line in lines
        for key in [line.initiative.pk]
    ]
    going = [line for line, refusal in rows if not refusal]
    context = {
        "programme": programme,
        "form": form,
        "rows": rows,
        "going": going,
        "failing": sum(line.verdict == Verdict.FAIL for line in going),
        "places": _places(going) if form.verb == ReviewVerb.ACCEPT else [],
        "tab": tab_of(request.POST.get("xem")),
        "is_refused": bool(found),
    }
    return render(request, "review/check.html", context, status=status)


def _places(lines: list[QueueLine]) -> list[tuple[str, int]]:
    """Into which phase how many would count; the empty name for none."""
    return sorted(Counter(line.place[0].name if line.place else "" for line in lines).items())
