"""Quotas, for administrators: the whole table for one effective day, and how each quota came about."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from units.domain.programmes import allotting, enrolling
from units.domain.programmes.allotting import AllottedMeanwhileError
from units.forms.programmes.quota import QuotaDecisionForm, QuotaTable, proposed_day
from units.models import Participation, Programme
from units.vietnamese import dotted, short_date
from units.views.gates import for_administrators
from units.views.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def show_quotas(request: PersonRequest, slug: str) -> HttpResponse:
    """The table for a day; what is changed in it is recorded from that day on, everything or nothing."""
    programme = get_object_or_404(Programme, slug=slug)
    decision = _decision(request, programme)
    is_whole = decision.is_valid()
    context: dict[str, Any] = {"programme": programme, "decision": decision}
    day = decision.cleaned_data.get("ngay")
    if day is None:
        return render(request, "quota/table.html", context, status=400)
    if request.method == "POST" and is_whole and _save(request, programme, decision):
        return redirect(f"{request.path}?ngay={short_date(day)}")
    # The newest number first: what is allotted while the table is read then counts as not seen.
    context |= {"day": day, "newest": allotting.newest_number(programme)}
    context["table"] = _table(request, programme, decision)
    return render(request, "quota/table.html", context)


def _decision(request: PersonRequest, programme: Programme) -> QuotaDecisionForm:
    """What was sent; a table that is just opened is for the programme's first day or for today."""
    if request.method == "POST" or "ngay" in request.GET:
        return QuotaDecisionForm(request.POST if request.method == "POST" else request.GET)
    newest = allotting.newest_number(programme)
    day = proposed_day(any_allotted=bool(newest), phases=programme.phases.all(), today=timezone.localdate())
    return QuotaDecisionForm({"ngay": short_date(day)})


def _table(request: PersonRequest, programme: Programme, decision: QuotaDecisionForm) -> QuotaTable:
    """As it stands by now, with what was typed."""
    day, seen = decision.cleaned_data["ngay"], decision.cleaned_data.get("seen")
    stored = allotting.quotas_in_force(programme, day)
    shown = stored if seen is None else allotting.quotas_in_force(programme, day, seen=seen)
    branches, phases = enrolling.branches_of(programme), list(programme.phases.all())
    table = QuotaTable.of(branches, phases, shown=shown, stored=stored)
    if request.method == "POST":
        table.take(request.POST)
    return table


def _save(request: PersonRequest, programme: Programme, decision: QuotaDecisionForm) -> bool:
    table, day = _table(request, programme, decision), decision.cleaned_data["ngay"]
    if table.errors:
        return False
    try:
        made = allotting.allot(
            programme,
            table.allotments(),
            effective_on=day,
            decision_number=decision.cleaned_data["so"],
            by=request.user,
            seen=decision.cleaned_data["seen"],
        )
    except AllottedMeanwhileError:  # the table, read anew, says where
        return False
    if made:
        text = f"Đã giao {dotted(len(made))} chỉ tiêu, hiệu lực từ ngày {short_date(day)}."
        messages.success(request, text)
    else:
        messages.info(request, "Không có chỉ tiêu nào thay đổi.")
    return True


@require_safe
@for_administrators
def show_revisions(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Every quota that a participation was ever given, phase by phase, the newest first."""
    places = Participation.objects.select_related("programme")
    place = get_object_or_404(places, programme__slug=slug, pk=pk)
    revisions = place.quotas.select_related("phase", "recorded_by").order_by(
        F("phase__number").asc(nulls_last=True), "-effective_on", "-recorded_at", "-pk"
    )
    context = {"programme": place.programme, "place": place, "revisions": revisions}
    return render(request, "quota/revisions.html", context)
