"""Writing a dossier part by part; each part is saved as far as it goes, and leads on to the next."""

from copy import copy
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units.digits import read_number
from units.domain import access
from units.domain.dossiers import writing
from units.domain.dossiers.completeness import DossierPart, gaps_of
from units.domain.versions import EditedMeanwhileError
from units.forms.dossiers.author import AuthorLines
from units.forms.dossiers.dossier import FORMS
from units.models import Author, Initiative
from units.views.editing import refused
from units.views.gates import for_dossier_writers
from units.views.requests import PersonRequest, posted
from units.views.review.comparing import hint_of

TITLES = {
    DossierPart.IDENTITY: "Sáng kiến",
    DossierPart.AUTHORS: "Tác giả",
    DossierPart.CONTENT: "Nội dung",
    DossierPart.EFFECT: "Hiệu quả",
    DossierPart.RECOGNITION: "Công nhận",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part in the list of parts: how much it lacks, whether it is the one before one's eyes."""

    part: DossierPart
    title: str
    missing: int
    is_current: bool


def frame(initiative: Initiative, current: DossierPart | None = None) -> dict[str, Any]:
    """What every page of writing shows: the list of parts, and all that is missing."""
    gaps = gaps_of(initiative)
    return {
        "programme": initiative.participation.programme,
        "initiative": initiative,
        "gaps": gaps,
        "chapters": [
            Chapter(part, title, sum(gap.part == part for gap in gaps), part == current)
            for part, title in TITLES.items()
        ],
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_dossier_writers
def write(request: PersonRequest, initiative: Initiative, part: DossierPart) -> HttpResponseBase:
    """The page of one part; what is refused stays as it was typed."""
    if request.method != "POST" and not initiative.is_open:
        return redirect("dossier", pk=initiative.pk)
    if part == DossierPart.AUTHORS:
        return _write_authors(request, initiative)
    sent = posted(request)
    form = FORMS[part](sent, instance=copy(initiative))
    save = partial(writing.save, fields=[name for name in form.fields if name != "version"])
    shown = refused(form, save, by=request.user)
    if shown is None:
        return _go_on(request, initiative, part)
    context = {"form": form, "part": part, "part_title": TITLES[part], **shown}
    if part == DossierPart.IDENTITY:
        context["likeness"] = hint_of(initiative, access.rights_over(request.user, initiative), request.user)
    return render(
        request, "dossier/part.html", frame(initiative, part) | context, status=_status(request, shown)
    )


def _write_authors(request: PersonRequest, initiative: Initiative) -> HttpResponseBase:
    authors = list(initiative.authors.all())
    lines = AuthorLines(authors, posted(request))
    shown: dict[str, Any] = {}
    status = HTTPStatus.OK
    if "them-dong" in request.POST or "chia-deu" in request.POST:
        lines = lines.retyped(blank="them-dong" in request.POST, evenly="chia-deu" in request.POST)
        shown = {"version": request.POST.get("version", ""), "is_retyped": True}
    elif request.method == "POST":
        refusal = _authors_refused(lines, initiative, request)
        if refusal is None:
            return _go_on(request, initiative, DossierPart.AUTHORS)
        shown, status = refusal, _status(request, refusal)
    context = {
        "version": initiative.version,
        "lines": lines,
        "part_title": TITLES[DossierPart.AUTHORS],
        **shown,
    }
    return render(
        request, "dossier/authors.html", frame(initiative, DossierPart.AUTHORS) | context, status=status
    )


def _authors_refused(
    lines: AuthorLines, initiative: Initiative, request: PersonRequest
) -> dict[str, Any] | None:
    """Try to save. None when that is done; else what the page shows besides the lines."""
    version = request.POST.get("version", "")
    seen = read_number(version) or 0
    if not lines.is_valid():
        return {"version": version}
    try:
        writing.save_authors(initiative, lines.lines(), seen=seen, by=request.user)
    except EditedMeanwhileError as error:
        stored = [_told(author) for author in Author.objects.filter(initiative=initiative)]
        typed = [f"{line.name} {line.share}%" for line in lines.lines()]
        differences = [("Tác giả", "; ".join(typed), "; ".join(stored) or "–")] if typed != stored else []
        return {"version": error.current.version, "now": error.current, "differences": differences}
    except ValidationError as error:
        lines.refuse(error)
        return {"version": version}
    return None


def _told(author: Author) -> str:
    return f"{author.name} {author.share}%"


def _go_on(request: PersonRequest, initiative: Initiative, part: DossierPart) -> HttpResponseBase:
    """To the next part, the files after the last; to the dossier's own page when that is asked for."""
    messages.success(request, f"Đã lưu phần “{TITLES[part]}”.")
    stored = Initiative.objects.get(pk=initiative.pk)
    if "ve-ho-so" in request.POST or not access.rights_over(request.user, stored).reads_people:
        return redirect("dossier", pk=initiative.pk)
    parts = list(DossierPart)
    later = parts[parts.index(part) + 1 :]
    if later:
        return redirect("dossier-part", pk=initiative.pk, part=later[0])
    return redirect("dossier-files", pk=initiative.pk)


def _status(request: PersonRequest, shown: dict[str, Any]) -> HTTPStatus:
    if request.method != "POST":
        return HTTPStatus.OK
    return HTTPStatus.CONFLICT if "now" in shown else HTTPStatus.BAD_REQUEST
