"""Dossiers and reviewers for a drill in the product's database, and what the ledger says afterwards.

Run by `Product.tell` in the product's own shell: prints JSON.
"""

import json
from datetime import timedelta

from django.utils import timezone

from tests.drills.stage import PASSWORD
from tests.factories import (
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_unit,
    make_user,
    submit,
)
from units.choices import Role
from units.domain.figures import accepted
from units.domain.journal import audit
from units.models import Event, Initiative, Programme, ReviewStep, User

SLUG = "dien-tap-tham-dinh"
REVIEWER = "tham-dinh-{}"
SENDER = "nop-thay"
DECIDED = ("accept", "reject", "send_back")
EVENTS = ("initiative_accepted", "initiative_rejected", "initiative_sent_back")


def build(reviewers: int) -> None:
    """A programme with two units, and reviewers."""
    programme = make_programme(slug=SLUG)
    make_phase(programme=programme, starts_on=timezone.localdate() - timedelta(days=100))
    for number in range(2):  # codes of its own: other drills have made units in this database too
        make_participation(programme=programme, unit=make_unit(code=f"{SLUG}-{number}"))
    make_user(username=SENDER, role=Role.STAFF)
    for number in range(reviewers):
        make_user(username=REVIEWER.format(number), role=Role.REVIEWER, password=PASSWORD)
    print(json.dumps(reviewers))


def add(number: int) -> None:
    """So many submitted dossiers, of both units in turn: number and version of each."""
    places = list(Programme.objects.get(slug=SLUG).participations.order_by("pk"))
    staff = User.objects.get(username=SENDER)
    made = [submit(make_initiative(participation=places[each % 2]), by=staff) for each in range(number)]
    print(json.dumps([[each.pk, each.version] for each in made]))


def tell() -> None:
    """Every decision as (dossier, verb, who); the state of each dossier; what is broken."""
    steps = ReviewStep.objects.filter(initiative__participation__programme__slug=SLUG, verb__in=DECIDED)
    states = Initiative.objects.filter(participation__programme__slug=SLUG).values_list("pk", "state")
    told = Event.objects.filter(programme__slug=SLUG, verb__in=EVENTS).order_by("sequence")
    subjects = [int(subject.partition(":")[2]) for subject in told.values_list("subject", flat=True)]
    decided = list(steps.order_by("pk").values_list("initiative_id", "verb", "by__username"))
    broken: list[object] = list(audit.broken_links())
    places = list(Programme.objects.get(slug=SLUG).participations.values_list("pk", flat=True))
    kept, recounted = accepted.kept(places), accepted.recounted(places)
    if kept != recounted:
        broken.append([str(kept), str(recounted)])
    if sorted(subjects) != sorted(pk for pk, _, _ in decided):
        broken.append("events and decisions differ")
    newest = {(place, phase): total for (place, phase, _), total in sorted(kept.items())}
    print(
        json.dumps(
            {
                "decided": decided,
                "states": {str(pk): state for pk, state in states},
                "counted": sum(steps.values_list("weight", flat=True)),
                "kept": sum(newest.values()),
                "broken": broken,
            }
        )
    )
