"""Who takes part in a programme, for administrators: the tree, one place, its order, copying all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.domain.programmes import enrolling, registry
from units.forms.programmes.participation import CopyForm, MoveForm, ParticipationForm
from units.forms.programmes.unit import UnitSearch
from units.models import Participation, Programme, Unit
from units.views.editing import refused
from units.views.gates import for_administrators
from units.views.requests import PersonRequest, posted

FOUND = 20


@require_safe
@for_administrators
def show_participations(request: PersonRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme, slug=slug)
    branches = enrolling.branches_of(programme)
    context = {"programme": programme, "branches": branches}
    if not branches:
        context["copying"] = CopyForm(target=programme)
    return render(request, "participation/tree.html", context)


@require_safe
@for_administrators
def find_unit(request: PersonRequest, slug: str) -> HttpResponse:
    """First step of adding: look the unit up in the registry."""
    programme = get_object_or_404(Programme, slug=slug)
    query = UnitSearch(request.GET)
    units = Unit.objects.filter(is_active=True).exclude(participations__programme=programme)
    found = list(query.matching(units)[: FOUND + 1])
    context = {"programme": programme, "query": query, "found": found[:FOUND], "more": len(found) > FOUND}
    return render(request, "participation/find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add_participation(request: PersonRequest, slug: str, unit_pk: int) -> HttpResponse:
    """Second step: where the unit stands, with its name as it will be printed."""
    programme = get_object_or_404(Programme, slug=slug)
    unit = get_object_or_404(Unit, pk=unit_pk, is_active=True)
    place = Participation(programme=programme, unit=unit, name=unit.name)
    form = ParticipationForm(posted(request), instance=place)
    shown = refused(form, enrolling.save, by=request.user)
    if shown is None:
        messages.success(request, f"Đã thêm {place}.")
        return redirect("participations", slug=slug)
    context = {"form": form, "programme": programme, "unit": unit, "name": unit.name}
    return render(request, "participation/edit.html", context | shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit_participation(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    place = _place(slug, pk)
    name = place.name
    form = ParticipationForm(posted(request), instance=place)
    shown = refused(form, enrolling.save, by=request.user)
    if shown is None:
        messages.success(request, f"Đã lưu {place}.")
        return redirect("participations", slug=slug)
    context = {"form": form, "programme": place.programme, "unit": place.unit, "name": name, "place": place}
    return render(request, "participation/edit.html", context | shown)


@require_POST
@for_administrators
def move_participation(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    place = _place(slug, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        upward, stood_at = form.cleaned_data["way"] == "len", form.cleaned_data["stood_at"]
        try:
            enrolling.move(place, upward=upward, stood_at=stood_at, by=request.user)
        except enrolling.MovedMeanwhileError:
            messages.warning(request, f"{place} vừa được chuyển chỗ; đây là thứ tự hiện nay.")
    else:
        messages.error(request, "Chưa rõ chuyển lên hay xuống; hãy bấm lại nút bên cạnh đơn vị.")
    response = redirect("participations", slug=slug)
    response["Location"] += f"#cho-{pk}"
    return response


@require_POST
@for_administrators
def copy_participations(request: PersonRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme, slug=slug)
    form = CopyForm(request.POST, target=programme)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["source"])))
        return redirect("participations", slug=slug)
    source = form.cleaned_data["source"]
    copied = registry.copy_participations(source, programme, by=request.user)
    if copied:
        messages.success(request, f"Đã chép {copied} đơn vị tham gia từ {source}.")
    else:
        messages.warning(request, "Không chép gì: chương trình này đã có đơn vị tham gia.")
    return redirect("participations", slug=slug)


def _place(slug: str, pk: int) -> Participation:
    places = Participation.objects.select_related("programme", "unit", "parent", "bloc")
    return get_object_or_404(places, programme__slug=slug, pk=pk)
