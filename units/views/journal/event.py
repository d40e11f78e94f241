"""The journal: what was done, by whom, the newest first; for administrators."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from units.domain.journal import events
from units.domain.journal.changes import changes_of
from units.forms.journal.event import EventQuery
from units.views.gates import for_administrators
from units.views.requests import PersonRequest


@require_safe
@for_administrators
def show_events(request: PersonRequest) -> HttpResponse:
    """One page of events. What the address says wrongly is named; no events then."""
    query = EventQuery(request.GET)
    context: dict[str, Any] = {"query": query, "address": query.address()}
    if not query.is_valid():
        return render(request, "event/list.html", context, status=400)
    page = events.page(query.wanted(), before=query.cleaned_data["truoc"], after=query.cleaned_data["sau"])
    changes, participations = changes_of(page.events), events.participations_of(page.events)
    context["page"] = page
    context["entries"] = [(event, changes[event.pk], participations.get(event.pk)) for event in page.events]
    return render(request, "event/list.html", context)
