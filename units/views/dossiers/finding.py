"""Initiatives of a programme: the list that can be filtered and searched, and the same list as a file."""

import tempfile
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.domain import access
from units.domain.dossiers import finding, listing
from units.exchange import list_out
from units.forms.dossiers.finding import InitiativeQuery
from units.models import Programme
from units.views.current_programme import lead_to
from units.views.downloads import stored_file_response
from units.views.gates import for_people, for_programme_readers
from units.views.requests import PersonRequest


@require_safe
@for_people
def home(request: PersonRequest) -> HttpResponseBase:
    """Lead to the initiatives of the current programme."""
    return lead_to(request, "initiatives")


@never_cache
@require_safe
@for_programme_readers
def show(request: PersonRequest, programme: Programme) -> HttpResponse:
    """One page of the list. What the address says wrongly is named; no list then."""
    query = _query(request, programme)
    context: dict[str, Any] = {"programme": programme, "query": query, "address": query.address()}
    context["others"] = Programme.objects.exclude(pk=programme.pk)
    if not query.is_valid():
        return render(request, "initiative/list.html", context, status=400)
    wanted = query.wanted()
    found = finding.find(request.user, programme, wanted)
    after, before = query.cleaned_data["sau"], query.cleaned_data["truoc"]
    context["page"] = finding.page(
        found,
        query.order,
        known=access.readable_initiatives(request.user, programme),
        after=after,
        before=before,
    )
    context["hits"] = finding.count(found, wanted)
    context["chips"] = query.chips()
    return render(request, "initiative/list.html", context)


@never_cache
@require_safe
@for_programme_readers
def download(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """The filtered list as a workbook: written first, so that nothing waits for the reader's line."""
    query = _query(request, programme)
    if not query.is_valid():
        context = {"programme": programme, "query": query, "address": query.address()}
        return render(request, "initiative/list.html", context, status=400)
    found = finding.find(request.user, programme, query.wanted())
    heading = list_out.Heading(
        organiser=programme.organiser_name,
        programme=programme.name,
        filters=tuple(f"{chip.label}: {chip.shown}" if chip.shown else chip.label for chip in query.chips()),
        made_at=timezone.localtime(),
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115  # gone when it is closed, which the answer does at its end
    lines = listing.lines(found, query.order, reader=request.user)
    list_out.write(file, heading, lines, with_authors=listing.names_people(request.user))
    file.seek(0)
    name = f"sang-kien-{programme.slug}-{heading.made_at:%Y-%m-%d}.xlsx"
    return stored_file_response(file, name, "xlsx")


def _query(request: PersonRequest, programme: Programme) -> InitiativeQuery:
    places = (
        access.readable_participations(request.user, programme).select_related("unit").order_by("position")
    )
    return InitiativeQuery(request.GET, places=places, phases=programme.phases.all())
