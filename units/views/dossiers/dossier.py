"""A dossier as its unit sees it: the list of one's own, a new one, the page of one, and the steps of the
unit: submit, withdraw, write on.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.choices import ReviewVerb
from units.domain import access
from units.domain.dossiers import own, writing
from units.domain.dossiers.completeness import DossierPart, gaps_of
from units.domain.dossiers.transitions import open_to
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.domain.versions import EditedMeanwhileError
from units.forms.dossiers.dossier import StartForm, StepForm
from units.models import Initiative, Participation, Programme
from units.views.dossiers.part import frame
from units.views.gates import for_dossier_readers, for_dossier_writers, for_people, for_programme_writers
from units.views.publishing.marking import marks_of
from units.views.requests import PersonRequest, posted, searched
from units.views.review.comparing import hint_of
from units.views.review.one_decision import panel_of

LISTED = 100
"""How many units a search shows; a name finds the others."""


@never_cache
@require_safe
@for_people
def index(request: PersonRequest) -> HttpResponse:
    """One's own dossiers: what must be done first, first."""
    context = {
        "groups": own.own_groups(request.user),
        "programmes": own.programmes_to_write_in(request.user),
        "most": own.MOST_LISTED,
        "now": timezone.now(),
    }
    return render(request, "dossier/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme_writers
def add(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """Choose the unit where there is a choice, give the title; then the first part."""
    wanted = searched(request)
    choice = own.units_to_write_for(
        request.user, programme, chosen=request.GET.get("don-vi", ""), wanted=wanted
    )
    form = StartForm(posted(request))
    context = {"programme": programme, "form": form, "choice": choice, "wanted": wanted}
    if request.method != "POST":
        return render(request, "dossier/start.html", context)
    if choice.chosen and form.is_valid():
        started = _start(form, choice.chosen, request)
        if started:
            return redirect("dossier-part", pk=started.pk, part=DossierPart.IDENTITY)
    return render(request, "dossier/start.html", context, status=HTTPStatus.BAD_REQUEST)


def _start(form: StartForm, participation: Participation, request: PersonRequest) -> Initiative | None:
    try:
        return writing.start(participation=participation, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.refuse(error)
        return None


@never_cache
@require_safe
@for_dossier_readers
def show(request: PersonRequest, initiative: Initiative) -> HttpResponse:
    """The whole dossier as far as this person may read it, where it stands, and what may be done next."""
    rights = access.rights_over(request.user, initiative)
    context = {
        "programme": initiative.participation.programme,
        "initiative": initiative,
        "rights": rights,
        "writes": rights.writes_whole,
        "verbs": open_to(initiative, rights),
        "gaps": gaps_of(initiative) if rights.writes_whole and initiative.is_open else [],
        "steps": own.steps_of(initiative, rights),
        "now": timezone.now(),
        "review": panel_of(initiative, rights, request.user),
        "likeness": hint_of(initiative, rights, request.user),
        "marks": marks_of(initiative, rights, request.user),
        **_people(initiative, reads_people=rights.reads_people),
    }
    return render(request, "dossier/show.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_dossier_writers
def submit(request: PersonRequest, initiative: Initiative) -> HttpResponseBase:
    """Read it all once more, see what is missing, submit."""
    return _step(request, initiative, ReviewVerb.SUBMIT, "dossier/submit.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_dossier_writers
def withdraw(request: PersonRequest, initiative: Initiative) -> HttpResponseBase:
    return _step(request, initiative, ReviewVerb.WITHDRAW, "dossier/withdraw.html")


@never_cache
@require_POST
@for_dossier_writers
def resume(request: PersonRequest, initiative: Initiative) -> HttpResponseBase:
    """A dossier that was withdrawn is a draft again."""
    try:
        stepping.take(Step(initiative, ReviewVerb.RESUME), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("dossier", pk=initiative.pk)
    messages.success(request, "Hồ sơ lại là dự thảo. Hãy sửa rồi nộp lại.")
    return redirect("dossier-part", pk=initiative.pk, part=DossierPart.IDENTITY)


DONE = {
    ReviewVerb.SUBMIT: "Đã nộp hồ sơ. Người thẩm định sẽ xem; bạn theo dõi ở trang này.",
    ReviewVerb.WITHDRAW: "Đã rút hồ sơ. Muốn sửa và nộp lại thì bấm “Soạn lại”.",
}


def _step(
    request: PersonRequest, initiative: Initiative, verb: ReviewVerb, template: str
) -> HttpResponseBase:
    """Show the page of a step, or take it; who comes too late is shown the dossier as it now is."""
    form = StepForm(posted(request))
    if request.method != "POST":
        if verb not in open_to(initiative, access.rights_over(request.user, initiative)):
            return redirect("dossier", pk=initiative.pk)
        return render(request, template, _step_context(request, initiative, form))
    if not form.is_valid():
        return render(
            request, template, _step_context(request, initiative, form), status=HTTPStatus.BAD_REQUEST
        )
    step = Step(initiative, verb, seen=form.seen, note=form.cleaned_data["note"])
    try:
        stepping.take(step, by=request.user)
    except EditedMeanwhileError:
        context = _step_context(request, initiative, form) | {"is_edited_meanwhile": True}
        return render(request, template, context, status=HTTPStatus.CONFLICT)
    except ValidationError as error:
        form.refuse(error)
        return render(
            request, template, _step_context(request, initiative, form), status=HTTPStatus.BAD_REQUEST
        )
    messages.success(request, DONE[verb])
    return redirect("dossier", pk=initiative.pk)


def _step_context(request: PersonRequest, initiative: Initiative, form: StepForm) -> dict[str, Any]:
    rights = access.rights_over(request.user, initiative)
    context = frame(initiative) | {"form": form, "rights": rights, "now": timezone.now()}
    context["likeness"] = SimpleLazyObject(lambda: hint_of(initiative, rights, request.user))
    return context | _people(initiative, reads_people=True)


def _people(initiative: Initiative, *, reads_people: bool) -> dict[str, Any]:
    """Authors and files: nothing of them reaches the page of whoever may not read them."""
    if not reads_people:
        return {"authors": [], "files": []}
    return {"authors": list(initiative.authors.all()), "files": list(initiative.attachments.all())}
