"""Outstanding initiatives: choosing one, and the list of a programme. Also the marks on a dossier's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from units.choices import InitiativeState
from units.domain import access
from units.domain.access import Person, Rights
from units.domain.publishing import marking, showcase
from units.domain.publishing.showcase import ShowcaseStanding
from units.domain.review.stakes import stake_of
from units.domain.versions import EditedMeanwhileError
from units.forms.publishing.showcase import MarkForm
from units.models import Initiative, Programme, User
from units.views.gates import for_deciders, for_programme_readers
from units.views.requests import PersonRequest, posted

PAGE = 50


@dataclass(frozen=True, slots=True)
class Marks:
    """What the page of a dossier says of its marks. `may_…`: what is open to this person now."""

    standing: ShowcaseStanding
    shows_reason: bool
    may_mark: bool
    may_record_consent: bool
    may_publish: bool


def marks_of(initiative: Initiative, rights: Rights, user: Person) -> Marks | None:
    """None where there is nothing to say yet: the initiative is not accepted and nobody writes it."""
    is_accepted = initiative.state == InitiativeState.ACCEPTED
    if not is_accepted and not rights.writes:
        return None
    judges = rights.reviews and isinstance(user, User) and not stake_of(user, initiative)
    return Marks(
        standing=showcase.standing_of(initiative, counts_people=rights.reads_people),
        shows_reason=rights.reads_content,
        may_mark=is_accepted and judges,
        may_record_consent=rights.writes_whole,
        may_publish=is_accepted and access.is_staff(user),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def mark(request: PersonRequest, initiative: Initiative) -> HttpResponseBase:
    """Choose it, or take the choice back: whichever is open."""
    change: Callable[..., object] = marking.unmark if initiative.is_outstanding else marking.mark
    form = MarkForm(posted(request), initial={"version": initiative.version})
    if request.method != "POST":
        return _page(request, initiative, form)
    if not form.is_valid():
        return _page(request, initiative, form, status=400)
    said, person = form.cleaned_data, request.user
    try:
        change(initiative, reason=said["reason"], seen=said["version"], by=person)
    except EditedMeanwhileError:
        return _page(request, initiative, form, status=409)
    except ValidationError as error:
        form.refuse(error)
        return _page(request, initiative, form, status=400)
    done = "Đã bỏ chọn tiêu biểu" if initiative.is_outstanding else "Đã chọn tiêu biểu"
    messages.success(request, f"{done}: {initiative.code} “{initiative.title}”.")
    return redirect("dossier", pk=initiative.pk)


def _page(
    request: PersonRequest, initiative: Initiative, form: MarkForm, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "programme": initiative.participation.programme,
        "initiative": initiative,
        "form": form,
        "is_stale": status == 409,
        "version": initiative.version if status == 409 else form["version"].value(),
        "reads_content": access.rights_over(request.user, initiative).reads_content,
    }
    return render(request, "marking/mark.html", context, status=status)


@never_cache
@require_safe
@for_programme_readers
def show(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Those that the person may know of, what was chosen last first."""
    chosen = (
        access.readable_initiatives(request.user, programme)
        .filter(outstanding_at__isnull=False)
        .select_related("participation", "outstanding_by")
        .order_by("-outstanding_at", "-pk")
    )
    page = Paginator(chosen, PAGE).get_page(request.GET.get("trang"))
    rights = access.rights_among(request.user, list(page.object_list))
    rows = [(each, rights[each.pk].reads_content) for each in page.object_list]
    context = {"programme": programme, "page": page, "rows": rows}
    return render(request, "marking/list.html", context)
