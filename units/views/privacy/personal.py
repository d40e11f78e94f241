"""What is kept of a person, for staff of the province: look up, hand over, correct, erase.

Names travel in forms only, never in an address, which browsers and servers remember.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from units.domain.privacy import erasing
from units.domain.privacy.person_rows import find, mentions, rows_of
from units.domain.versions import EditedMeanwhileError
from units.exchange import person_json_out
from units.forms.privacy.personal import ErasureForm, PersonCorrectionForm, PersonSearch, chosen_rows
from units.models import Author
from units.views.downloads import file_response
from units.views.gates import for_staff
from units.views.requests import PersonRequest, posted

NONE_CHOSEN = "Hãy chọn những dòng đúng là của người này."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def search(request: PersonRequest) -> HttpResponse:
    """A name; sent, what is kept under it."""
    form = PersonSearch(posted(request))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context["kept"] = find(reader=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
    status = 400 if form.errors else 200
    return render(request, "personal/search.html", context, status=status)


@never_cache
@require_POST
@for_staff
def export(request: PersonRequest) -> HttpResponse:
    """The chosen rows as a file."""
    try:
        kept = erasing.export(chosen_rows(request.POST), by=request.user)
    except ValidationError as error:
        return _refused(request, error)
    name = f"thong-tin-ca-nhan-{timezone.localdate():%Y-%m-%d}.json"
    return file_response(person_json_out.render(kept), name)


@never_cache
@require_POST
@for_staff
def erase(request: PersonRequest) -> HttpResponseBase:
    """First what would be erased and what would stay; sent again with a reason, it is done."""
    keys = chosen_rows(request.POST)
    kept = rows_of(keys, reader=request.user)
    if not kept:
        return _refused(request, ValidationError(NONE_CHOSEN))
    is_sent = "reason" in request.POST
    form = ErasureForm(request.POST if is_sent else None)
    context = {"form": form, "kept": kept, "mentions": mentions(kept)}
    if not is_sent:
        return render(request, "personal/erase.html", context)
    if form.is_valid():
        try:
            erased = erasing.erase(keys, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Đã xoá thông tin cá nhân ở {len(erased)} dòng tác giả.")
            return redirect("personal")
    return render(request, "personal/erase.html", context, status=400)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def correct(request: PersonRequest, pk: int) -> HttpResponseBase:
    """One row, in whatever state its dossier is."""
    kept = rows_of([pk], reader=request.user)
    if not kept:
        raise Http404
    form = PersonCorrectionForm(posted(request), author=kept[0].author)
    if request.method != "POST":
        return _correction(request, form)
    if not form.is_valid():
        return _correction(request, form, status=400)
    said = form.cleaned_data
    try:
        erasing.correct(form.corrected(), reason=said["reason"], seen=said["version"], by=request.user)
    except EditedMeanwhileError:
        return _correction(request, form, status=409)
    except ValidationError as error:
        form.refuse(error)
        return _correction(request, form, status=400)
    messages.success(request, "Đã sửa thông tin cá nhân.")
    return redirect("personal")


def _correction(request: PersonRequest, form: PersonCorrectionForm, *, status: int = 200) -> HttpResponse:
    """After a conflict with the row as it now is; without it once it is gone."""
    rows = Author.objects.filter(pk=form.author.pk, erased_at__isnull=True)
    stored = rows.select_related("initiative__participation").first()
    if stored is None:
        return _refused(request, ValidationError(erasing.GONE))
    version = stored.initiative.version if status == 409 else form["version"].value()
    context = {"form": form, "stored": stored, "is_stale": status == 409, "version": version}
    return render(request, "personal/correct.html", context, status=status)


def _refused(request: PersonRequest, error: ValidationError) -> HttpResponse:
    context = {"form": PersonSearch(), "refusal": " ".join(error.messages)}
    return render(request, "personal/search.html", context, status=400)
