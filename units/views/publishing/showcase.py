"""The public showcase: cards and the page of one initiative. Nothing is remembered between two readings."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.domain.publishing import showcase
from units.forms.publishing.showcase import GROUP_NAMES, ShowcaseQuery

PAGE = 24


@login_not_required
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the address says wrongly is named; no cards then."""
    query = ShowcaseQuery(request.GET)
    context: dict[str, Any] = {"query": query, "groups": _groups(request.GET)}
    if not query.is_valid():
        return render(request, "showcase/list.html", context, status=400)
    found = (
        query.matching(showcase.shown())
        .select_related("participation__programme")
        .prefetch_related("authors")
    )
    context["page"] = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context["address"] = _address(request.GET, without="trang")
    return render(request, "showcase/list.html", context)


@login_not_required
@never_cache
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    shown = showcase.shown().select_related("participation__programme").prefetch_related("authors")
    initiative = get_object_or_404(shown, pk=pk)
    context = {"programme": initiative.participation.programme, "initiative": initiative}
    return render(request, "showcase/show.html", context)


def _groups(said: QueryDict) -> list[tuple[str, str, bool]]:
    """Name, address, whether it is chosen: the workers of enterprises first, everybody last."""
    chosen = said.get("khoi", "")
    names: list[tuple[str, str]] = [(str(group), name) for group, name in GROUP_NAMES.items()]
    return [
        (name, _address(said, without="trang", khoi=group), chosen == group)
        for group, name in [*names, ("", "Tất cả")]
    ]


def _address(said: QueryDict, *, without: str, **changed: str) -> str:
    kept = said.copy()
    kept.pop(without, None)
    for name, value in changed.items():
        kept.pop(name, None)
        if value:
            kept[name] = value
    return kept.urlencode()
