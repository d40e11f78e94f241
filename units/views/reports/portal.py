"""Figures of the national portal, entered by staff: a grid of one day, or lines pasted and uploaded."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units.domain.reports.portal import PortalRow, WrittenMeanwhileError, readings_at, set_portal_counts
from units.forms.reports.portal import PortalGrid
from units.forms.reports.portal_lines import PortalLinesForm
from units.forms.reports.report import DayQuery
from units.models import Programme
from units.vietnamese import dotted, short_date
from units.views.gates import for_programme_staff
from units.views.requests import PersonRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme_staff
def grid(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """Show the grid of a day, or record what was changed in it: everything or nothing."""
    query = DayQuery(request.POST if request.method == "POST" else request.GET, day=timezone.localdate())
    if not query.is_valid():
        return _page(request, programme, query=query, status=400)
    table = _grid(programme, query)
    if request.method != "POST":
        return _page(request, programme, query=query, grid=table)
    table.take(request.POST)
    try:
        refusal = "" if table.errors else _save(request, table.changed())
    except WrittenMeanwhileError as error:
        table.take_refusal(error)
        return _page(request, programme, query=query, grid=table, status=409)
    if table.errors or refusal:
        return _page(request, programme, query=query, grid=table, refusal=refusal, status=400)
    return redirect(f"{request.path}?den-ngay={short_date(query.day)}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme_staff
def load(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """Record all lines, or say of every line what is wrong and record none."""
    address = reverse("portal-counts", args=[programme.slug])
    if request.method != "POST":
        return redirect(address)
    form = _lines(programme, request.POST, request.FILES)
    if form.is_valid() and not (refusal := _save(request, form.rows)):
        return redirect(f"{address}?den-ngay={short_date(form.cleaned_data['ngay'])}")
    refusal = "" if form.errors else refusal
    query = DayQuery(request.GET, day=timezone.localdate())
    table = _grid(programme, query) if query.is_valid() else None
    return _page(request, programme, query=query, grid=table, lines=form, refusal=refusal, status=400)


def _save(request: PersonRequest, rows: list[PortalRow]) -> str:
    """Record; what is wrong otherwise."""
    try:
        made = set_portal_counts(rows, by=request.user)
    except ValidationError as error:
        return " ".join(error.messages)
    if made:
        messages.success(request, f"Đã ghi {dotted(len(made))} số trên cổng.")
    else:
        messages.success(request, "Không có số nào thay đổi.")
    return ""


def _grid(programme: Programme, query: DayQuery) -> PortalGrid:
    phases = list(programme.phases.all())
    readings = readings_at(programme, phases, as_of=query.day, known_at=timezone.now())
    participations = programme.participations.select_related("parent").order_by("position")
    return PortalGrid.of(participations, phases, readings, query.day)


def _lines(programme: Programme, *sent: Any, **kwargs: Any) -> PortalLinesForm:
    participations = list(programme.participations.select_related("unit").order_by("position"))
    phases = list(programme.phases.all())
    return PortalLinesForm(*sent, participations=participations, phases=phases, **kwargs)


def _page(
    request: PersonRequest,
    programme: Programme,
    *,
    lines: PortalLinesForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    lines = lines or _lines(programme, initial={"ngay": timezone.localdate()})
    context = {"programme": programme, "lines": lines, **more}
    return render(request, "portal/show.html", context, status=status)
