"""A decision on one dossier: the panel on its page, the page of a single verb, and on to the next."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units.choices import ReviewVerb
from units.domain.access import Person, Rights, rights_over
from units.domain.dossiers.transitions import open_to
from units.domain.figures import accepted
from units.domain.review import note_templates, objections, queue, stepping
from units.domain.review.eligibility import Finding, findings_of
from units.domain.review.stakes import OWN, stake_of
from units.domain.versions import EditedMeanwhileError
from units.forms.review.decision import BUTTONS, OneDecisionForm
from units.models import DossierRules, Initiative, Phase, ReviewStep, User
from units.vietnamese import short_date
from units.views.gates import for_deciders
from units.views.requests import PersonRequest, posted


@dataclass(frozen=True, slots=True)
class Panel:
    """What the page of a dossier says of its review. `forms`: the decisions that are open to the person;
    `stake`: why none of them is; `place`: the phase and day by which it would count when accepted now;
    `waiting`: how many dossiers wait for the person.
    """

    findings: tuple[Finding, ...]
    reviews: bool = False
    forms: tuple[OneDecisionForm, ...] = ()
    stake: str = ""
    may_take: bool = False
    place: tuple[Phase, date] | None = None
    next: Initiative | None = None
    waiting: int = 0


def panel_of(initiative: Initiative, rights: Rights, user: Person) -> Panel | None:
    """The panel for this person; None for who neither reviews nor writes it. At most nine queries."""
    if not (rights.reviews or rights.writes) or not isinstance(user, User):
        return None
    programme = initiative.participation.programme
    rules = DossierRules.objects.of(programme)
    findings = findings_of(initiative, rules)
    if not rights.reviews:
        return Panel(findings)
    has_a_stake = bool(stake_of(user, initiative))
    possible = open_to(initiative, rights)
    verbs = [verb for verb in BUTTONS if verb in possible and not has_a_stake]
    templates = note_templates.active(*verbs) if verbs else []
    waiting = queue.dossiers(programme, queue.Tab.MINE, user)
    today = timezone.localdate()
    return Panel(
        findings=findings,
        reviews=True,
        forms=tuple(OneDecisionForm.of(initiative, verb, rules=rules, templates=templates) for verb in verbs),
        stake=OWN if has_a_stake else "",
        may_take=ReviewVerb.ACCEPT in verbs and initiative.reviewer_id is None,
        place=accepted.place_among(programme.phases.all(), initiative, rules, accepted_on=today),
        next=queue.next_after(initiative, user),
        waiting=waiting.count(),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def decide(request: PersonRequest, initiative: Initiative, verb: ReviewVerb) -> HttpResponseBase:
    """The form of one verb; sent, the step is taken and the next dossier of the queue opened."""
    form = _form(initiative, verb, request)
    if request.method != "POST":
        return _page(request, initiative, form)
    if not form.is_valid():
        return _page(request, initiative, form, status=400)
    person = request.user
    step = form.step(initiative, seen=form.cleaned_data["version"])
    try:
        taken = stepping.take(step, by=person)
    except EditedMeanwhileError:
        if not objections.taken_before([step], person=person):
            return _page(request, initiative, form, is_stale=True, status=409)
        taken = initiative
    except ValidationError as error:
        form.refuse(error)
        return _page(request, initiative, form, status=400)
    return _onward(request, taken, verb)


def _form(initiative: Initiative, verb: ReviewVerb, request: PersonRequest) -> OneDecisionForm:
    rules = DossierRules.objects.of(initiative.participation.programme)
    templates = note_templates.active(verb)
    data = posted(request)
    return OneDecisionForm.of(initiative, verb, rules=rules, templates=templates, data=data)


def _onward(request: PersonRequest, taken: Initiative, verb: ReviewVerb) -> HttpResponse:
    """Say what was done, and go on to the next; what is to be looked at again stays open."""
    said = f"Đã {BUTTONS[verb].lower()} {taken.code} “{taken.title}”."
    if verb == ReviewVerb.REOPEN:
        messages.success(request, f"{said} Hồ sơ trở lại hàng đợi.")
        return redirect("dossier", pk=taken.pk)
    if verb == ReviewVerb.ACCEPT:
        said = f"{said} {_counted(taken)}"
    following = queue.next_after(taken, request.user)
    if following is None:
        messages.success(request, f"{said} Không còn hồ sơ nào chờ bạn.")
        return redirect("review-queue", slug=taken.participation.programme.slug)
    messages.success(request, f"{said} Đây là hồ sơ tiếp theo.")
    return redirect("dossier", pk=following.pk)


def _counted(taken: Initiative) -> str:
    if taken.phase and taken.counted_on:
        return f"Tính vào {taken.phase.name}, ngày {short_date(taken.counted_on)}."
    return "Ngày tính không nằm trong giai đoạn nào nên chưa được cộng vào kết quả."


def _page(
    request: PersonRequest,
    initiative: Initiative,
    form: OneDecisionForm,
    *,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    """One verb's form by itself; after a conflict with what has happened meanwhile, and the new version."""
    rights = rights_over(request.user, initiative)
    programme = initiative.participation.programme
    rules = DossierRules.objects.of(programme)
    context = {
        "programme": programme,
        "initiative": initiative,
        "form": form,
        "findings": findings_of(initiative, rules),
        "place": accepted.place_among(
            programme.phases.all(), initiative, rules, accepted_on=timezone.localdate()
        ),
        "is_open": form.verb in open_to(initiative, rights),
        "is_stale": is_stale,
        "version": initiative.version if is_stale else form["version"].value(),
        "last": ReviewStep.objects.filter(initiative=initiative).select_related("by").last(),
    }
    return render(request, "review/decide.html", context, status=status)
