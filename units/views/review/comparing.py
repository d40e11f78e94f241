"""Likely duplicates: the hint beside a dossier, both dossiers side by side, merging one into the other."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units.domain import access
from units.domain.access import Person, Rights
from units.domain.likeness import similarity
from units.domain.likeness.similarity import Asked, Likeness
from units.domain.review import comparing, stepping
from units.domain.review.comparing import MergeTraces
from units.domain.versions import EditedMeanwhileError
from units.forms.review.merge import MergeForm
from units.models import Initiative
from units.views.gates import for_deciders
from units.views.requests import PersonRequest, posted


@dataclass(frozen=True, slots=True)
class Hint:
    """What stands beside a dossier. `compares`: whether the person may lay two side by side, and merge."""

    likely: tuple[Likeness, ...]
    traces: MergeTraces
    compares: bool


def hint_of(initiative: Initiative, rights: Rights, user: Person) -> Hint:
    """Duplicates are looked up for who writes or reviews it, and as long as it has not been merged."""
    concerned = (rights.writes or rights.reviews) and initiative.merged_into_id is None
    return Hint(
        likely=similarity.likely_duplicates(Asked.about(initiative, rights), user) if concerned else (),
        traces=comparing.merge_traces_of(initiative, user),
        compares=rights.reviews,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def compare(request: PersonRequest, initiative: Initiative, other: int) -> HttpResponseBase:
    """Both dossiers; sent, one is merged into the one that is kept."""
    pair = (initiative, _readable(request, initiative, other))
    form = _form(pair, posted(request))
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, HTTPStatus.BAD_REQUEST)
    step = form.step()
    try:
        merged = stepping.take(step, by=request.user)
    except EditedMeanwhileError:
        return _page(request, form, HTTPStatus.CONFLICT)
    except ValidationError as error:
        form.refuse(error)
        return _page(request, form, HTTPStatus.BAD_REQUEST)
    kept = cast(Initiative, step.into)
    messages.success(request, f"Đã nhập {merged.code} vào {kept.code}. Hai hồ sơ vẫn dẫn tới nhau.")
    return redirect("dossier", pk=kept.pk)


def _readable(request: PersonRequest, initiative: Initiative, other: int) -> Initiative:
    """The other dossier, if the person may know of it; a dossier is not compared with itself."""
    readable = access.readable_initiatives(request.user).exclude(pk=initiative.pk)
    return get_object_or_404(
        readable.select_related("participation__programme", "participation__unit"), pk=other
    )


def _form(pair: tuple[Initiative, Initiative], sent: Any = None) -> MergeForm:
    return MergeForm(sent, pair=pair, keepable=comparing.keepable(*pair))


def _page(request: PersonRequest, form: MergeForm, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    here, there = form.pair
    context = {
        "programme": here.participation.programme,
        "here": here,
        "there": there,
        "lines": list(comparing.compared_texts(here, there, access.rights_among(request.user, form.pair))),
        "likeness": similarity.likeness_of(here, there, request.user),
        "form": form,
        "keepable": comparing.keepable(here, there),
        "is_stale": status == HTTPStatus.CONFLICT,
    }
    return render(request, "dossier/compare.html", context, status=status)
