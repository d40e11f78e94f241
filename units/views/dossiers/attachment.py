"""The files of a dossier: the page of writing that lists and takes them, the download, the removal."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from units.choices import AttachmentPurpose
from units.domain.dossiers import attaching
from units.forms.dossiers.attachment import AttachmentForm
from units.models import Attachment, Initiative
from units.models.attachment import MAX_FILES
from units.views.dossiers.part import frame
from units.views.downloads import stored_file_response
from units.views.gates import for_dossier_writers, for_readers_of_people
from units.views.requests import PersonRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_dossier_writers
def show_files(request: PersonRequest, initiative: Initiative) -> HttpResponseBase:
    """The files so far, and the form of one more."""
    if request.method != "POST":
        if not initiative.is_open:
            return redirect("dossier", pk=initiative.pk)
        return _page(request, initiative, AttachmentForm())
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, initiative, form, status=HTTPStatus.BAD_REQUEST)
    try:
        attached = attaching.attach(
            initiative,
            form.incoming,
            purpose=AttachmentPurpose(form.cleaned_data["purpose"]),
            by=request.user,
        )
    except ValidationError as error:
        form.refuse(error)
        return _page(request, initiative, form, status=HTTPStatus.BAD_REQUEST)
    messages.success(request, f"Đã đính kèm {attached.name}.")
    return redirect("dossier-files", pk=initiative.pk)


@never_cache
@require_safe
@for_readers_of_people
def download(request: PersonRequest, initiative: Initiative, number: int) -> HttpResponseBase:
    """One file, as a download and nothing else: no browser shows it as a page of ours."""
    attachment = _found(initiative, number)
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = stored_file_response(content, attachment.name, attachment.kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_dossier_writers
def remove(request: PersonRequest, initiative: Initiative, number: int) -> HttpResponseBase:
    """Ask once more, then take the file away."""
    attachment = _found(initiative, number)
    if request.method != "POST":
        context = frame(initiative) | {"attachment": attachment}
        return render(request, "dossier/remove_file.html", context)
    try:
        attaching.remove(attachment, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("dossier", pk=initiative.pk)
    messages.success(request, f"Đã bỏ tệp {attachment.name}.")
    return redirect("dossier-files", pk=initiative.pk)


def _found(initiative: Initiative, number: int) -> Attachment:
    found = initiative.attachments.select_related("initiative").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: PersonRequest, initiative: Initiative, form: AttachmentForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    files = list(initiative.attachments.all())
    context = {"form": form, "files": files, "most": MAX_FILES, "has_room": len(files) < MAX_FILES}
    return render(request, "dossier/files.html", frame(initiative) | context, status=status)
