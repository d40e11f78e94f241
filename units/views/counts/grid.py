"""The grid: staff enter the figures of a whole programme for one day, on behalf of the units."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units.domain.counts.grid import Grid, amounts_of, grid_at, last_day
from units.domain.counts.table import StatementsRefusedError, refusals, state_counts
from units.forms.counts.grid import GridForm, GridQuery, seen_numbers
from units.models import Programme
from units.vietnamese import dotted, short_date
from units.views.gates import for_programme_staff
from units.views.requests import PersonRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme_staff
def grid(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """Show the grid of a day, or record what was changed in it: everything or nothing."""
    phases = list(programme.phases.all())
    query = GridQuery(request.POST if request.method == "POST" else request.GET, phases=phases)
    context: dict[str, Any] = {"programme": programme, "query": query}
    if not query.is_valid():
        return render(request, "grid/show.html", context, status=400)
    today = timezone.localdate()
    day = query.cleaned_data["den_ngay"] or last_day(programme, today=today)
    if day is None:
        return render(request, "grid/show.html", context)
    table = grid_at(programme, query.chosen, day, now=timezone.now())
    if request.method != "POST":
        return _page(request, query, table, GridForm.blank(table))
    form = GridForm.sent(table, request.POST, amounts_of(programme, seen_numbers(request.POST, table)))
    if not _save(request, form):
        return _page(request, query, table, form, status=409 if form.is_stale else 400)
    return redirect(f"{request.path}?{query.address(day)}")


def _save(request: PersonRequest, form: GridForm) -> bool:
    """Record the changed cells; otherwise the form says what is wrong in every cell."""
    statements = form.statements()
    if not form.is_valid:
        form.take(refusals(statements, by=request.user))
        return False
    try:
        recorded = state_counts(statements, by=request.user)
    except StatementsRefusedError as refused:
        form.take(refused.refusals)
        return False
    keys = {statement.key for statement in statements}
    saved = sum(count.idempotency_key in keys for count in recorded)
    messages.success(request, _result(form, saved))
    return True


def _result(form: GridForm, saved: int) -> str:
    """How many were saved, how many stand as they were."""
    day = short_date(form.day)
    unchanged = dotted(form.shown - saved)
    if not saved:
        return f"Không có số nào thay đổi: {unchanged} số của ngày {day} giữ nguyên."
    return f"Đã ghi {dotted(saved)} số tính đến ngày {day}; {unchanged} số giữ nguyên."


def _page(
    request: PersonRequest, query: GridQuery, table: Grid, form: GridForm, *, status: int = 200
) -> HttpResponse:
    context = {"programme": table.programme, "query": query, "grid": table, "form": form}
    return render(request, "grid/show.html", context, status=status)
