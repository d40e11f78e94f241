"""Consent of authors, and the showcase's door: recorded by the unit's officer or staff, opened by staff."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from units.domain.publishing import consent, showcase
from units.domain.versions import EditedMeanwhileError
from units.forms.publishing.showcase import ConsentForm, VersionForm
from units.models import Author, Initiative
from units.views.gates import for_dossier_staff, for_dossier_writers
from units.views.requests import PersonRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_dossier_writers
def consents(request: PersonRequest, initiative: Initiative) -> HttpResponseBase:
    """Who has consented, how; a form for everybody who has not. Sent, it is about the author it names."""
    if request.method != "POST":
        return _page(request, initiative)
    author = _author(request, initiative)
    if author is None:
        return redirect("consents", pk=initiative.pk)
    form = ConsentForm(request.POST, author=author)
    if not form.is_valid():
        return _page(request, initiative, form)
    said = form.cleaned_data
    try:
        consent.record_consent(author, given_on=said["given_on"], how=said["how"], by=request.user)
    except ValidationError as error:
        form.refuse(error)
        return _page(request, initiative, form)
    messages.success(request, f"Đã ghi sự đồng ý của {author.name}.")
    return redirect("consents", pk=initiative.pk)


@never_cache
@require_POST
@for_dossier_writers
def end(request: PersonRequest, initiative: Initiative) -> HttpResponseBase:
    """The author has taken the consent back."""
    author = _author(request, initiative)
    if author is None:
        return redirect("consents", pk=initiative.pk)
    try:
        consent.end_consent(author, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Đã ghi {author.name} rút đồng ý; sáng kiến không còn được trưng bày.")
    return redirect("consents", pk=initiative.pk)


@never_cache
@require_POST
@for_dossier_staff
def publish(request: PersonRequest, initiative: Initiative) -> HttpResponseBase:
    """Into the showcase, or out of it where it is there."""
    is_out = initiative.published_at is None
    change = showcase.publish if is_out else showcase.unpublish
    form = VersionForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([str(text) for texts in form.errors.values() for text in texts])
        change(initiative, seen=form.cleaned_data["version"], by=request.user)
    except EditedMeanwhileError:
        messages.error(request, "Chưa làm gì: hồ sơ vừa có người khác thay đổi. Hãy xem lại.")
    except ValidationError as error:
        messages.error(request, f"Chưa làm được. {' '.join(error.messages)}")
    else:
        messages.success(request, "Đã đưa ra trưng bày." if is_out else "Đã thôi trưng bày.")
    return redirect("dossier", pk=initiative.pk)


def _author(request: PersonRequest, initiative: Initiative) -> Author | None:
    """The author of this dossier that the form names; None, and a word about it, for any other."""
    authors = {str(author.pk): author for author in initiative.authors.all()}
    found = authors.get(request.POST.get("author", ""))
    if found is None:
        messages.error(request, "Chưa ghi gì: danh sách tác giả vừa thay đổi. Hãy xem lại.")
    return found


def _page(request: PersonRequest, initiative: Initiative, sent: ConsentForm | None = None) -> HttpResponse:
    authors = initiative.authors.select_related("consent_recorded_by").order_by("position")
    lines = [
        (author, sent if sent and sent.author.pk == author.pk else ConsentForm(author=author))
        for author in authors
    ]
    context = {
        "programme": initiative.participation.programme,
        "initiative": initiative,
        "lines": lines,
        "sent": sent,
        "standing": showcase.standing_of(initiative),
    }
    return render(request, "consent/list.html", context, status=400 if sent else 200)
