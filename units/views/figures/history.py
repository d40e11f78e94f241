"""Where a number comes from: statements with their corrections, accepted initiatives, or the subordinates."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.digits import read_number
from units.domain.figures.bases import rules_for
from units.domain.figures.history import trace
from units.forms.figures.summary import TableQuery
from units.models import Participation
from units.views.gates import for_statement_readers
from units.views.requests import PersonRequest


@never_cache
@require_safe
@for_statement_readers
def show(request: PersonRequest, participation: Participation, number: int | None = None) -> HttpResponse:
    """What makes the result of one phase, or of each; as of the day and instant of the address."""
    programme = participation.programme
    phases = [phase for phase in programme.phases.all() if number in (None, phase.number)]
    if not phases:
        raise Http404
    query = TableQuery(request.GET, blocs=[])
    context: dict[str, Any] = {
        "programme": programme,
        "participation": participation,
        "basis_rules": rules_for(participation.basis),
        "query": query,
        "phase": phases[0] if number else None,
    }
    if not query.is_valid():
        return render(request, "history/show.html", context, status=400)
    now = timezone.now()
    context |= {
        "as_of": query.value("den_ngay"),
        "known_at": query.value("biet_luc"),
        "address": query.address_of_table(),
        "traces": trace(
            participation,
            phases,
            as_of=query.value("den_ngay") or timezone.localdate(now),
            known_at=query.value("biet_luc") or now,
            page=_page(request.GET.get("trang", "")),
        ),
    }
    return render(request, "history/show.html", context)


LAST_PAGE = 999_999


def _page(text: str) -> int:
    """The page that the address asks for; the first one where it asks for nothing that can be."""
    return read_number(text, most=LAST_PAGE) or 1
