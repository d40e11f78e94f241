"""What a programme asks of a dossier, for administrators."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from units.domain.programmes import registry
from units.forms.review.dossier_rules import RULES_FIELDS, DossierRulesForm
from units.models import DossierRules, Programme
from units.views.editing import refused
from units.views.gates import for_administrators
from units.views.requests import PersonRequest, posted


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    """The one row of the programme; the defaults until it is saved for the first time."""
    programme = get_object_or_404(Programme, slug=slug)
    sent = posted(request)
    form = DossierRulesForm(sent, instance=DossierRules.objects.of(programme))
    shown = refused(form, partial(registry.save, fields=RULES_FIELDS), by=request.user)
    if shown is None:
        messages.success(request, f"Đã lưu quy tắc xét hồ sơ của {programme}.")
        return redirect("dossier-rules", slug=slug)
    context = {"form": form, "programme": programme, **shown}
    status = 200 if sent is None else 409 if "now" in shown else 400
    return render(request, "dossier_rules/edit.html", context, status=status)
