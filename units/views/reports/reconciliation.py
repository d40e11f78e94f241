"""Stated, accepted and portal figures side by side: the page, and the same as a workbook."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.domain.reports.reconciling import Reconciliation, default_day, reconcile
from units.exchange import reconciliation_excel_out
from units.forms.reports.report import DayQuery
from units.models import Phase, Programme
from units.vietnamese import short_date
from units.views.downloads import file_response
from units.views.gates import for_programme_readers
from units.views.requests import PersonRequest

LINES = 100


@never_cache
@require_safe
@for_programme_readers
def show(request: PersonRequest, programme: Programme) -> HttpResponse:
    """The units that the person may read; staff are led to where the portal's figures are entered."""
    phases = list(programme.phases.all())
    query = DayQuery(request.GET, day=default_day(phases))
    context = {"programme": programme, "query": query}
    if not query.is_valid():
        return render(request, "reconciliation/show.html", context, status=400)
    result = _result(request, programme, phases, query)
    context |= {
        "result": result,
        "page": Paginator(result.lines, LINES).get_page(request.GET.get("trang")),
        "file_query": f"den-ngay={short_date(query.day)}",
    }
    return render(request, "reconciliation/show.html", context)


@never_cache
@require_safe
@for_programme_readers
def download(request: PersonRequest, programme: Programme) -> HttpResponse:
    """All the units that the person may read."""
    phases = list(programme.phases.all())
    query = DayQuery(request.GET, day=default_day(phases))
    if not query.is_valid():
        context = {"programme": programme, "query": query}
        return render(request, "reconciliation/show.html", context, status=400)
    result = _result(request, programme, phases, query)
    return file_response(reconciliation_excel_out.render(result), reconciliation_excel_out.filename(result))


def _result(
    request: PersonRequest, programme: Programme, phases: list[Phase], query: DayQuery
) -> Reconciliation:
    return reconcile(programme, phases, as_of=query.day, reader=request.user)
