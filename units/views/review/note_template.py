"""Ready sentences for the review, for administrators."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.domain.programmes import registry
from units.domain.review import note_templates
from units.forms.review.note_template import TEMPLATE_FIELDS, NoteTemplateForm
from units.models import NoteTemplate
from units.views.editing import refused
from units.views.gates import for_administrators
from units.views.requests import PersonRequest, posted


@require_safe
@for_administrators
def show(request: PersonRequest) -> HttpResponse:
    """All of them, by step and title."""
    context = {"templates": NoteTemplate.objects.all(), "lacking": len(note_templates.lacking())}
    return render(request, "note_template/list.html", context)


@require_POST
@for_administrators
def add_usual(request: PersonRequest) -> HttpResponse:
    """Add the usual ones that nobody has added yet."""
    try:
        added = note_templates.add_usual(by=request.user)
    except ValidationError:
        messages.error(request, "Vừa có người khác thêm mẫu; hãy xem lại danh sách.")
    else:
        messages.success(request, f"Đã thêm {added} mẫu thường dùng. Hãy sửa lời cho hợp với đơn vị.")
    return redirect("note-templates")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add(request: PersonRequest) -> HttpResponse:
    return _edit(request, NoteTemplate(), "Thêm mẫu ý kiến")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(NoteTemplate, pk=pk)
    return _edit(request, template, f"Sửa mẫu “{template.title}”")


def _edit(request: PersonRequest, template: NoteTemplate, title: str) -> HttpResponse:
    sent = posted(request)
    form = NoteTemplateForm(sent, instance=template)
    shown = refused(form, partial(registry.save, fields=TEMPLATE_FIELDS), by=request.user)
    if shown is None:
        messages.success(request, f"Đã lưu mẫu “{form.instance.title}”.")
        return redirect("note-templates")
    status = 200 if sent is None else 409 if "now" in shown else 400
    return render(request, "note_template/edit.html", {"form": form, "title": title, **shown}, status=status)
