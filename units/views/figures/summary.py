"""The biểu tổng hợp: the page, and the same Summary as files."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.domain import access
from units.domain.figures import letter
from units.domain.figures.reading import SummaryReading, matching, read
from units.domain.figures.summary import Summary
from units.exchange import csv_out, excel_out, json_out, official_form
from units.forms.figures.summary import SummaryQuery, TableQuery
from units.models import Programme
from units.tables.strip import key_figures
from units.tables.summary import SummaryTable, table_columns
from units.vietnamese import short_date
from units.views.downloads import file_response
from units.views.gates import for_readers


@never_cache
@require_safe
@for_readers
def show(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The ranked table beside its directive. What the address says wrongly is named; no table then."""
    phases = list(programme.phases.all())
    columns = [column.name for column in table_columns([phase.number for phase in phases])]
    query = SummaryQuery(request.GET, blocs=list(programme.blocs.all()), columns=columns)
    others = Programme.objects.visible_to(request.user).exclude(pk=programme.pk)
    context: dict[str, Any] = {"programme": programme, "query": query, "others": others}
    if not query.is_valid():
        return render(request, "summary/show.html", context, status=400)
    reading = read(
        programme,
        phases,
        as_of=query.value("den_ngay"),
        known_at=query.value("biet_luc"),
        bloc=query.bloc,
    )
    context |= _table_context(request, programme, query, reading) | {"reading": reading}
    return render(request, "summary/show.html", context)


def _table_context(
    request: HttpRequest, programme: Programme, query: SummaryQuery, reading: SummaryReading
) -> dict[str, Any]:
    summary = reading.summary
    if summary is None:
        return {}
    wanted = query.value("tim")
    rows = matching(summary, wanted) if wanted else summary.rows
    keys = [row.participation_id for row in rows] if summary.has_results else []
    traceable = access.readable_among(request.user, programme, keys) if keys else frozenset()
    trace = QueryDict(mutable=True)
    trace["den-ngay"] = short_date(summary.as_of)
    if known_at := query.data.get("biet-luc"):
        trace["biet-luc"] = known_at
    return {
        "summary": summary,
        "table": SummaryTable(
            summary, rows, params=query.address(), traceable=traceable, trace_query=trace.urlencode()
        ),
        "figures": key_figures(summary),
        "letter": letter.blocks(reading.directive.body) if reading.directive else [],
        "file_query": query.address_of_table(),
    }


def _download(render_file: Callable[[Summary], bytes], extension: str) -> Callable[..., HttpResponseBase]:
    @never_cache
    @require_safe
    @for_readers
    def download(request: HttpRequest, programme: Programme) -> HttpResponse:
        query = TableQuery(request.GET, blocs=list(programme.blocs.all()))
        context = {"programme": programme, "query": query}
        if not query.is_valid():
            return render(request, "summary/no_file.html", context, status=400)
        reading = read(
            programme,
            list(programme.phases.all()),
            as_of=query.value("den_ngay"),
            known_at=query.value("biet_luc"),
            bloc=query.bloc,
        )
        if reading.summary is None:
            return render(request, "summary/no_file.html", {**context, "reading": reading}, status=404)
        name = official_form.filename(reading.summary, extension)
        return file_response(render_file(reading.summary), name)

    return download


download_excel = _download(excel_out.render, "xlsx")
download_csv = _download(csv_out.render, "csv")
download_json = _download(json_out.render, "json")
