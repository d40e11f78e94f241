"""Reports of initiatives by author group, field, unit, month or quarter: the page and the workbook."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.domain.reports.reporting import NOTES, Report, report_of
from units.exchange import report_excel_out
from units.forms.reports.report import ReportQuery
from units.models import Programme
from units.views.downloads import file_response
from units.views.gates import for_programme_readers
from units.views.requests import PersonRequest


@never_cache
@require_safe
@for_programme_readers
def show(request: PersonRequest, programme: Programme) -> HttpResponse:
    """The report of the address, of the units that the person may read."""
    query = _query(request, programme)
    context = {"programme": programme, "query": query, "notes": NOTES}
    if not query.is_valid():
        return render(request, "report/show.html", context, status=400)
    context |= {"report": _report(request, programme, query), "file_query": request.GET.urlencode()}
    return render(request, "report/show.html", context)


@never_cache
@require_safe
@for_programme_readers
def download(request: PersonRequest, programme: Programme) -> HttpResponse:
    query = _query(request, programme)
    if not query.is_valid():
        return render(request, "report/show.html", {"programme": programme, "query": query}, status=400)
    report = _report(request, programme, query)
    return file_response(report_excel_out.render(report), report_excel_out.filename(report))


def _query(request: PersonRequest, programme: Programme) -> ReportQuery:
    """From the first day of the programme to today unless the address says otherwise."""
    today = timezone.localdate()
    first: date = min((phase.starts_on for phase in programme.phases.all()), default=today)
    return ReportQuery(request.GET, since=min(first, today), until=today)


def _report(request: PersonRequest, programme: Programme, query: ReportQuery) -> Report:
    return report_of(programme, query.dimension, since=query.first, until=query.day, reader=request.user)
