"""What a drill needs in the product's database, and what it finds there afterwards.

Run by `Product.tell` in the product's own shell: prints JSON.
"""

import json
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from tests.factories import make_participation, make_phase, make_programme, make_unit, make_user
from units.choices import Basis, Role
from units.domain.journal import audit
from units.models import Event, Participation, ReportedCount

SLUG = "dien-tap"
PASSWORD = "con mèo trèo cây cau"
COUNTED = ("count_stated", "count_corrected")


def build(people: int) -> None:
    """A programme with one unit for each of so many officers, who all answer for all units."""
    programme = make_programme(slug=SLUG)
    make_phase(programme=programme, starts_on=timezone.localdate() - timedelta(days=100))
    above = make_unit(name="Đơn vị diễn tập")
    parent = make_participation(programme=programme, unit=above, basis=Basis.CHILDREN)
    places = [make_participation(programme=programme, parent=parent) for _ in range(people)]
    for number in range(people):
        make_user(username=f"dien-tap-{number}", role=Role.OFFICER, home_unit=above, password=PASSWORD)
    print(json.dumps([place.pk for place in places]))


def tell() -> None:
    """The statements of the drill by their number, the events about statements, what is broken."""
    places = Participation.objects.filter(programme__slug=SLUG)
    names = ("participation", "counted_on", "amount", "idempotency_key")
    counts = {
        str(key): [str(value) for value in values]
        for key, *values in ReportedCount.objects.filter(participation__in=places).values_list("pk", *names)
    }
    events = Event.objects.filter(verb__in=COUNTED, programme__slug=SLUG).order_by("sequence")
    told = [subject.partition(":")[2] for subject in events.values_list("subject", flat=True)]
    print(json.dumps({"counts": counts, "told": told, "broken": audit.broken_links() + _damage()}))


def _damage() -> list[Any]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        checked = [line for (line,) in cursor.fetchall() if line != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return checked + [list(line) for line in cursor.fetchall()]
