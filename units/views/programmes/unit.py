"""Units, for administrators: the list, one unit, its successor. Nothing is ever deleted."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from units.domain.programmes import registry
from units.domain.versions import EditedMeanwhileError
from units.forms.programmes.unit import UNIT_FIELDS, SuccessorForm, UnitForm, UnitQuery, UnitSearch
from units.models import Unit
from units.views.editing import refused
from units.views.gates import for_administrators
from units.views.requests import PersonRequest, posted

PAGE = 50
FOUND = 20


@require_safe
@for_administrators
def show_units(request: PersonRequest) -> HttpResponse:
    """All units, by name; searched without accents."""
    query = UnitQuery(request.GET)
    found = query.matching(Unit.objects.select_related("successor"))
    rest = request.GET.copy()
    rest.pop("trang", None)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return render(request, "unit/list.html", {"query": query, "page": page, "address": rest.urlencode()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add_unit(request: PersonRequest) -> HttpResponse:
    form = UnitForm(posted(request), instance=Unit())
    shown = refused(form, partial(registry.save, fields=UNIT_FIELDS), by=request.user)
    if shown is None:
        messages.success(request, f"Đã thêm {form.instance.name}.")
        return redirect("units")
    return render(request, "unit/edit.html", {"form": form, **shown})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit_unit(request: PersonRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.select_related("successor"), pk=pk)
    name = unit.name
    form = UnitForm(posted(request), instance=unit)
    shown = refused(form, partial(registry.save, fields=UNIT_FIELDS), by=request.user)
    if shown is None:
        messages.success(request, f"Đã lưu {unit.name}.")
        return redirect("unit", pk=pk)
    context = {
        "form": form,
        "unit": unit,
        "name": name,
        "places": unit.participations.select_related("programme").order_by("-programme_id"),
        "predecessors": unit.predecessors.all().by_name(),
    }
    return render(request, "unit/edit.html", context | shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def choose_successor(request: PersonRequest, pk: int) -> HttpResponse:
    """Look a unit up and choose it, or choose none."""
    unit = get_object_or_404(Unit.objects.select_related("successor"), pk=pk)
    query = UnitSearch(request.GET)
    if request.method == "POST":
        return _save_successor(request, unit)
    units = Unit.objects.exclude(pk=pk) if request.GET.get("tim") else Unit.objects.none()
    found = list(query.matching(units)[: FOUND + 1])
    context = {"unit": unit, "query": query, "found": found[:FOUND], "more": len(found) > FOUND}
    return render(request, "unit/successor.html", context)


def _save_successor(request: PersonRequest, unit: Unit) -> HttpResponse:
    form = SuccessorForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        unit.successor, seen = form.cleaned_data["unit"], form.cleaned_data["version"] or 0
        registry.save(unit, ["successor"], seen=seen, by=request.user)
    except EditedMeanwhileError:
        messages.error(request, "Chưa lưu: vừa có người khác sửa đơn vị này. Hãy xem lại rồi chọn lại.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã lưu đơn vị kế thừa của {unit.name}.")
    return redirect("unit", pk=unit.pk)
