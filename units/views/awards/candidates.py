"""Candidates for an award, for those who review: the list, and the nomination table as files."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.domain.awards import rules
from units.domain.awards.candidates import Candidate, candidates
from units.domain.awards.nomination import MOST_NOMINEES, Nomination, nomination
from units.exchange import nomination_excel_out, nomination_word_out
from units.exchange.nomination_form import filename
from units.forms.awards.candidates import AwardQuery, is_in_force
from units.models import AwardRule, Programme
from units.views.downloads import file_response
from units.views.gates import for_programme_reviewers
from units.views.requests import PersonRequest

PAGE = 25


@never_cache
@require_safe
@for_programme_reviewers
def show(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Who reaches the rule; what the address says wrongly is named, and nobody listed."""
    query = _query(request, programme)
    context: dict[str, Any] = {"programme": programme, "query": query}
    if not query.is_valid():
        return render(request, "award/candidates.html", context, status=400)
    rule = query.rule
    if rule is None:
        return render(request, "award/candidates.html", context)
    everybody = candidates(rule, programme, query.day, below=query.place)
    found = query.matching(everybody)
    context |= {
        "rule": rule,
        "thresholds": [(rules.who(each), rules.in_words(each)) for each in rule.thresholds.all()],
        "in_force": is_in_force(rule, query.day),
        "number": len(everybody),
        "complete": sum(not each.missing for each in everybody),
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "most": MOST_NOMINEES,
        "address": query.address(),
    }
    return render(request, "award/candidates.html", context)


def _download(render_file: Callable[[Nomination], bytes], extension: str) -> Callable[..., HttpResponseBase]:
    @never_cache
    @require_safe
    @for_programme_reviewers
    def download(request: PersonRequest, programme: Programme) -> HttpResponse:
        query = _query(request, programme)
        rule, found = _chosen(query, programme)
        if rule is None:
            status = 404 if query.is_valid() else 400
            context = {"programme": programme, "query": query}
            return render(request, "award/candidates.html", context, status=status)
        table = nomination(rule, programme, found, query.day)
        return file_response(render_file(table), filename(table, extension))

    return download


download_excel = _download(nomination_excel_out.render, "xlsx")
download_word = _download(nomination_word_out.render, "docx")


def _query(request: PersonRequest, programme: Programme) -> AwardQuery:
    places = programme.participations.filter(parent=None).order_by("position")
    return AwardQuery(request.GET, rules=list(AwardRule.objects.all()), places=list(places))


def _chosen(query: AwardQuery, programme: Programme) -> tuple[AwardRule | None, list[Candidate]]:
    """The rule and the candidates that the address asks for; no rule where it asks wrongly."""
    rule = query.rule if query.is_valid() else None
    if rule is None:
        return None, []
    return rule, query.matching(candidates(rule, programme, query.day, below=query.place))
