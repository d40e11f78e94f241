"""What the browser tests need in the product's database beside a first run, and what they find there
afterwards. Each function is run by `Server.stage` in the product's own shell.
"""

from datetime import timedelta

from django.utils import timezone

from tests.factories import make_initiative, make_participation, make_phase, make_programme, make_user, submit
from units.choices import Exclusion, Role
from units.domain.journal import audit
from units.domain.review import note_templates
from units.models import Initiative, Participation, ReviewStep

PASSWORD = "mot-mat-khau-du-dai-2026"

LAN = "Nguyễn Thị Lan"
"""Staff of the province; her name to sign in with is “lan”."""

OFFICERS = {
    "canbo-phone": "LĐLĐ huyện Sìn Hồ",
    "canbo-keyboard": "LĐLĐ huyện Phong Thổ",
    "canbo-plain": "LĐLĐ huyện Mường Tè",
    "canbo-look": "LĐLĐ huyện Tam Đường",
}
"""Officers who state counts, by their unit in the real programme."""

WRITERS = ("viet-ho-so", "gui-tep", "xem-ho-so")
WRITERS_UNIT = "Công đoàn phường Minh Hoạ 2"
"""Officers who write dossiers, all of one unit of the demonstration."""

SLUGS = ("tham-dinh-mot", "tham-dinh-hai", "tham-dinh-ba")
"""A queue of five in each: for a browser with scripts, for one without, to look at."""

QUEUED = {
    9: "Cải tiến lò sấy chè",
    7: "Bộ gá thay dao nhanh",
    5: "Số hoá sổ trực ca",
    3: "Tận dụng nhiệt thải",
    1: "Giá phơi xoay",
}
"""Titles, by how many days they have waited."""


def add_staff() -> None:
    make_user(username="lan", full_name=LAN, role=Role.STAFF, password=PASSWORD)


def add_officers() -> None:
    for username, name in OFFICERS.items():
        _add_officer(username, name, "01-trieu-sang-kien")


def add_writers() -> None:
    for username in WRITERS:
        _add_officer(username, WRITERS_UNIT, "minh-hoa")


def _add_officer(username: str, unit: str, slug: str) -> None:
    place = Participation.objects.get(name=unit, programme__slug=slug)
    make_user(username=username, role=Role.OFFICER, home_unit=place.unit, password=PASSWORD)


def add_queues() -> None:
    """A reviewer, an administrator, ready sentences, and the queues."""
    make_user(username="mai", full_name="Lò Thị Mai", role=Role.REVIEWER, password=PASSWORD)
    note_templates.add_usual(by=make_user(username="quan", role=Role.ADMINISTRATOR, password=PASSWORD))
    for slug in SLUGS:
        programme = make_programme(slug=slug, short_name="Thẩm định thử")
        make_phase(programme=programme, starts_on=timezone.localdate() - timedelta(days=30))
        place = make_participation(programme=programme, name="Công đoàn Công ty TNHH Chè Than Uyên")
        for days, title in QUEUED.items():
            initiative = make_initiative(
                participation=place,
                title=title,
                authors=2,
                exclusion=Exclusion.PROTECTED if days == 5 else Exclusion.NONE,
                is_confidential=days == 7,
            )
            waiting_since = timezone.now() - timedelta(days=days)
            Initiative.objects.filter(pk=submit(initiative).pk).update(submitted_at=waiting_since)


def check_decided(slug: str) -> None:
    """What the queue of five is after a reviewer's morning."""
    found = Initiative.objects.filter(participation__programme__slug=slug).order_by("pk")
    states = list(found.values_list("state", flat=True))
    assert states == ["accepted", "returned", "rejected", "accepted", "accepted"], states
    assert ReviewStep.objects.filter(initiative__in=found, weight=1).count() == 3
    assert audit.broken_links() == []
