"""What accepted initiatives are worth: the page, and the same figures as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.domain import access
from units.domain.reports.outliers import FAR, LEAST_VALUES, MUCH
from units.domain.reports.value import ProgrammeValue, value_of
from units.exchange import value_excel_out
from units.models import Programme
from units.views.downloads import file_response
from units.views.gates import for_programme_readers
from units.views.requests import PersonRequest


@never_cache
@require_safe
@for_programme_readers
def show(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Figures for everybody who has signed in; what stands out is named to who may know of it."""
    rule = {"least": LEAST_VALUES, "far": FAR, "much": MUCH}
    context = {"programme": programme, "value": _value(request, programme), "rule": rule}
    return render(request, "value/show.html", context)


@never_cache
@require_safe
@for_programme_readers
def download(request: PersonRequest, programme: Programme) -> HttpResponse:
    value = _value(request, programme)
    return file_response(value_excel_out.render(value), value_excel_out.filename(value))


def _value(request: PersonRequest, programme: Programme) -> ProgrammeValue:
    return value_of(programme, access.readable_initiatives(request.user, programme))
