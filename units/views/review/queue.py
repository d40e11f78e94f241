"""The queue of the review: what waits, who looks at it, the load of each reviewer."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from units.domain.reports.counters import counters_of
from units.domain.review import assigning, queue
from units.domain.review.queue import QueueLine, Tab
from units.domain.review.stepping import StepsRefusedError
from units.forms.review.decision import BULK, BUTTONS, ticked
from units.forms.review.reviewers import reviewer_named, reviewers
from units.models import DossierRules, Programme
from units.views.current_programme import lead_to
from units.views.gates import for_programme_reviewers, for_reviewers
from units.views.requests import PersonRequest

PAGE = 50
NEIGHBOURS = 10
SENDING = ["GET", "HEAD", "POST"]


@require_safe
@for_reviewers
def start(request: PersonRequest) -> HttpResponseBase:
    """Lead to the queue of the current programme."""
    return lead_to(request, "review-queue")


@never_cache
@require_safe
@for_programme_reviewers
def show(request: PersonRequest, programme: Programme) -> HttpResponse:
    """The queue, in the part that the address names."""
    return queue_page(request, programme, tab=tab_of(request.GET.get("xem")))


@never_cache
@require_http_methods(SENDING)
@for_programme_reviewers
def assign(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """Make somebody the reviewer of the ticked dossiers: oneself, a colleague, nobody."""
    tab = tab_of(request.POST.get("xem"))
    if request.method != "POST":
        return redirect("review-queue", slug=programme.slug)
    person = request.user
    try:
        reviewer = reviewer_named(request.POST.get("nguoi", ""), by=person)
        initiatives = queue.chosen(programme, ticked(request.POST.getlist("ho-so")), person)
        changed = assigning.assign(initiatives, reviewer, by=person)
    except StepsRefusedError as error:
        return queue_page(request, programme, tab=tab, refusals=error.refusals, status=409)
    except ValidationError as error:
        return queue_page(request, programme, tab=tab, error=error.messages[0], status=400)
    who = f"do {reviewer.get_full_name()} thẩm định" if reviewer else "chưa phân công cho ai"
    messages.success(request, f"{changed} hồ sơ nay {who}." if changed else f"Không có gì đổi: vẫn {who}.")
    if request.POST.get("ve") == "ho-so":
        return redirect("dossier", pk=initiatives[0].pk)
    return redirect(queue_address(programme, tab))


def tab_of(text: str | None) -> Tab:
    return Tab(text) if text in list(Tab) else Tab.MINE


def queue_address(programme: Programme, tab: Tab) -> str:
    return f"{reverse('review-queue', args=[programme.slug])}?xem={tab}"


def queue_page(
    request: PersonRequest,
    programme: Programme,
    *,
    tab: Tab,
    refusals: dict[int, str] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of the queue; when something was refused, with what was ticked and `refusals` by dossier."""
    person, now = request.user, timezone.now()
    found = queue.dossiers(programme, tab, person).select_related("participation", "reviewer")
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    lines = queue.queue_lines(page, DossierRules.objects.of(programme), programme.phases.all(), now=now)
    refused = refusals or {}
    programmes = Programme.objects.visible_to(person).current_first(timezone.localdate(now))
    context: dict[str, Any] = {
        "programme": programme,
        "others": programmes.exclude(pk=programme.pk)[:NEIGHBOURS],
        "tab": tab,
        "sizes": queue.sizes(programme, person, today=timezone.localdate(now)),
        "page": page,
        "rows": list(_rows(request, lines, refused)),
        "loads": queue.loads_of(programme, now=now),
        "counters": counters_of(programme),
        "verbs": [(verb, BUTTONS[verb]) for verb in BULK],
        "reviewers": reviewers(person),
        "error": error,
        "refused": len(refused),
    }
    return render(request, "review/queue.html", context, status=status)


def _rows(
    request: PersonRequest, lines: list[QueueLine], refused: dict[int, str]
) -> Iterator[tuple[QueueLine, bool, str]]:
    """Each line, whether it is ticked (as it was sent, or the whole page), why it was refused."""
    is_whole_page = request.GET.get("chon") == "ca-trang"
    kept = {value.partition(":")[0] for value in request.POST.getlist("ho-so")}
    for line in lines:
        key = line.initiative.pk
        yield line, is_whole_page or str(key) in kept, refused.get(key, "")
