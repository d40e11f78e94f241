"""Setting programmes up, for administrators: what is to be done next, the programme, its phases and blocs."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from units.domain.programmes import registry
from units.domain.programmes.setting_up import setups_of
from units.forms.editing import RegistryForm
from units.forms.programmes.programme import (
    BLOC_FIELDS,
    PHASE_FIELDS,
    PROGRAMME_FIELDS,
    BlocForm,
    PhaseForm,
    ProgrammeForm,
)
from units.models import Bloc, Phase, Programme
from units.views.editing import refused
from units.views.gates import for_administrators
from units.views.requests import PersonRequest, posted

PAGE = 10


@require_safe
@for_administrators
def show_administration(request: PersonRequest) -> HttpResponse:
    """The door of the administration: the newest programmes and how far each is set up."""
    page = Paginator(Programme.objects.order_by("-pk"), PAGE).get_page(request.GET.get("trang"))
    setups = setups_of(list(page.object_list))
    return render(request, "programme/administration.html", {"setups": setups, "page": page})


@require_safe
@for_administrators
def show_setup(request: PersonRequest, slug: str) -> HttpResponse:
    """One programme: its checklist, phases and blocs."""
    programme = get_object_or_404(Programme, slug=slug)
    [setup] = setups_of([programme])
    context = {
        "programme": programme,
        "setup": setup,
        "phases": programme.phases.all(),
        "blocs": programme.blocs.all(),
    }
    return render(request, "programme/setup.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add_programme(request: PersonRequest) -> HttpResponse:
    form = ProgrammeForm(posted(request), instance=Programme())
    shown = refused(form, partial(registry.save, fields=PROGRAMME_FIELDS), by=request.user)
    if shown is None:
        messages.success(request, f"Đã thêm {form.instance}. Tiếp theo: thêm các giai đoạn.")
        return redirect("programme-setup", slug=form.instance.slug)
    return render(request, "programme/edit.html", {"form": form, "title": "Thêm chương trình", **shown})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit_programme(request: PersonRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme, slug=slug)
    context = {"title": f"Sửa {programme}", "back": slug}
    form = ProgrammeForm(posted(request), instance=programme)
    fields = [name for name in PROGRAMME_FIELDS if name in form.fields]
    shown = refused(form, partial(registry.save, fields=fields), by=request.user)
    if shown is None:
        messages.success(request, f"Đã lưu {programme}.")
        return redirect("programme-setup", slug=programme.slug)
    return render(request, "programme/edit.html", {"form": form, **context, **shown})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add_phase(request: PersonRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme, slug=slug)
    number = programme.phases.count() + 1
    phase = Phase(programme=programme, number=number, name=f"Giai đoạn {number}")
    form = PhaseForm(posted(request), instance=phase)
    return _save_part(request, form, PHASE_FIELDS, "Thêm giai đoạn")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit_phase(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    phase = get_object_or_404(Phase.objects.select_related("programme"), programme__slug=slug, pk=pk)
    title = f"Sửa {phase}"
    form = PhaseForm(posted(request), instance=phase)
    return _save_part(request, form, PHASE_FIELDS, title)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add_bloc(request: PersonRequest, slug: str) -> HttpResponse:
    bloc = Bloc(programme=get_object_or_404(Programme, slug=slug))
    form = BlocForm(posted(request), instance=bloc)
    return _save_part(request, form, BLOC_FIELDS, "Thêm khối thi đua")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit_bloc(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    bloc = get_object_or_404(Bloc.objects.select_related("programme"), programme__slug=slug, pk=pk)
    title = f"Sửa {bloc}"
    form = BlocForm(posted(request), instance=bloc)
    return _save_part(request, form, BLOC_FIELDS, title)


def _save_part(
    request: PersonRequest, form: RegistryForm, fields: tuple[str, ...], title: str
) -> HttpResponse:
    """A phase or bloc: saved, or shown with what is wrong."""
    programme = form.instance.programme
    shown = refused(form, partial(registry.save, fields=fields), by=request.user)
    if shown is None:
        messages.success(request, f"Đã lưu {form.instance}.")
        return redirect("programme-setup", slug=programme.slug)
    context = {"form": form, "title": title, "programme": programme, "back": programme.slug}
    return render(request, "programme/edit.html", context | shown)
