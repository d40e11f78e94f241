"""What administration pages share: who comes in, from nothing to a table, Django's own as a fallback."""

import re
from typing import Any

import pytest
from django.contrib import admin as django_admin
from django.test import Client
from django.urls import reverse

from tests.factories import make_bloc, make_count, make_participation, make_quota, make_unit, make_user
from units.admin import Mended, administration_site
from units.choices import Role
from units.models import Event, Participation, Programme, ReportedCount, Unit, User

TOP = "/quan-tri/"


@pytest.fixture
def by_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def addresses(programme: Programme) -> list[str]:
    """Every page of the administration of units and programmes, with rows that exist."""
    place = programme.participations.first() or make_participation(programme=programme)
    inside = f"{TOP}chuong-trinh/{programme.slug}/"
    bloc = make_bloc(programme=programme)
    unit = make_unit()
    return [
        TOP,
        f"{TOP}don-vi/",
        f"{TOP}don-vi/them/",
        f"{TOP}don-vi/{unit.pk}/",
        f"{TOP}don-vi/{unit.pk}/ke-thua/",
        f"{TOP}chuong-trinh/them/",
        inside,
        f"{inside}sua/",
        f"{inside}giai-doan/them/",
        f"{inside}giai-doan/{programme.phases.all()[0].pk}/",
        f"{inside}khoi/them/",
        f"{inside}khoi/{bloc.pk}/",
        f"{inside}don-vi/",
        f"{inside}don-vi/them/",
        f"{inside}don-vi/them/{unit.pk}/",
        f"{inside}don-vi/{place.pk}/",
        f"{inside}chi-tieu/",
        f"{inside}chi-tieu/{place.pk}/",
        f"{TOP}django/",
        f"{TOP}django/units/unit/",
        f"{TOP}django/units/event/",
    ]


def test_administrator_opens_every_page(by_admin: Client, official: Programme) -> None:
    for address in addresses(official):
        assert by_admin.get(address).status_code == 200, address


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER, Role.STAFF])
def test_others_are_refused_alike_whether_it_exists_or_not(
    client: Client, official: Programme, role: Role
) -> None:
    client.force_login(make_user(role=role))
    missing = [f"{TOP}don-vi/999999/", f"{TOP}chuong-trinh/khong-co/", f"{TOP}django/units/unit/999/change/"]
    bodies = set()
    for address in [*addresses(official), *missing]:
        response = client.get(address)
        assert response.status_code == 403, address
        bodies.add(re.sub(r'(value="[^"]*"|next=[^"]*)', "", response.content.decode()))
    assert len(bodies) == 1


def test_stranger_is_asked_to_sign_in(client: Client, official: Programme) -> None:
    for address in [*addresses(official), f"{TOP}don-vi/999999/", f"{TOP}django/login/"]:
        last = client.get(address, follow=True).redirect_chain[-1]
        assert last[0].startswith("/dang-nhap/?next=/quan-tri/"), address


def test_missing_and_foreign_rows_are_not_found(by_admin: Client, official: Programme) -> None:
    foreign = make_participation(bloc=make_bloc())
    inside = f"{TOP}chuong-trinh/{official.slug}/"
    for address in (
        f"{TOP}don-vi/999999/",
        f"{TOP}don-vi/{10**30}/ke-thua/",
        f"{TOP}chuong-trinh/khong-co/",
        f"{inside}giai-doan/999999/",
        f"{inside}khoi/{foreign.bloc_id}/",
        f"{inside}don-vi/{foreign.pk}/",
        f"{inside}don-vi/them/999999/",
        f"{inside}chi-tieu/{foreign.pk}/",
    ):
        assert by_admin.get(address).status_code == 404, address
    moved = by_admin.post(f"{inside}don-vi/{foreign.pk}/chuyen/", {"way": "len", "stood_at": 1})
    assert moved.status_code == 404


def test_programme_is_set_up_in_pages_alone(by_admin: Client) -> None:
    """From an empty system to a ranked table: unit, programme, phases, participation, quota."""

    def send(name: str, data: dict[str, Any], **kwargs: Any) -> None:
        response = by_admin.post(reverse(name, kwargs=kwargs), data)
        assert response.status_code == 302, response.content.decode()

    send("add-unit", {"name": "LĐLĐ xã Ân Thi", "code": "an-thi", "kind": "commune"})
    send(
        "add-programme",
        {
            "short_name": "Sáng kiến 2026",
            "name": "Chương trình sáng kiến năm 2026",
            "slug": "sang-kien-2026",
            "organiser_name": "Liên đoàn Lao động tỉnh Lai Châu",
            "organiser_short_name": "LĐLĐ tỉnh Lai Châu",
            "table_subtitle": "Các đơn vị cập nhật sáng kiến",
            "low_threshold": "40",
            "rate_decimals": "1",
            "jump_threshold": "30",
            "is_public": "on",
        },
    )
    for number, (starts_on, ends_on) in enumerate(
        (("01/01/2022", "30/06/2022"), ("01/07/2022", "31/12/2022")), 1
    ):
        send(
            "add-phase",
            {"number": number, "name": f"Giai đoạn {number}", "starts_on": starts_on, "ends_on": ends_on},
            slug="sang-kien-2026",
        )
    unit = Unit.objects.get()
    send(
        "add-participation",
        {"name": unit.name, "basis": "reported"},
        slug="sang-kien-2026",
        unit_pk=unit.pk,
    )
    programme, place = Programme.objects.get(), Participation.objects.get()
    first, second = programme.phases.all()
    cells = {f"q-{place.pk}-{first.pk}": "1.200", f"q-{place.pk}-{second.pk}": "800", "ngay": "01/01/2022"}
    send("quotas", cells, slug="sang-kien-2026")
    make_count(participation=place, phase=first, amount=1000)

    page = by_admin.get("/bieu-tong-hop/sang-kien-2026/").content.decode()
    assert "LĐLĐ xã Ân Thi" in page
    assert "2.000" in page
    assert "50%" in page or "50,0%" in page
    assert (programme.low_threshold, programme.rate_decimals, programme.jump_threshold) == (40, 1, 30)
    assert Event.objects.count() == 1 + 1 + 2 + 1 + 2


def test_empty_system_leads_the_administrator_to_the_administration(by_admin: Client) -> None:
    assert 'href="/quan-tri/"' in by_admin.get("/", follow=True).content.decode()
    assert "Chưa có chương trình nào" in by_admin.get(TOP).content.decode()


def test_fallback_shows_facts_and_events_and_changes_none(by_admin: Client, official: Programme) -> None:
    count = ReportedCount.objects.all()[0]
    change = f"{TOP}django/units/reportedcount/{count.pk}/change/"
    page = by_admin.get(change).content.decode()

    assert by_admin.post(change, {"amount": "1"}).status_code == 403
    assert by_admin.get(f"{TOP}django/units/reportedcount/add/").status_code == 403
    assert (
        by_admin.post(f"{TOP}django/units/reportedcount/{count.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )
    assert 'name="_save"' not in page
    assert ReportedCount.objects.get(pk=count.pk).amount == count.amount


def test_fallback_never_deletes_and_adds_nothing(admin: User) -> None:
    request = type("Request", (), {"user": admin})()
    for table in administration_site._registry.values():
        changes = isinstance(table, Mended)
        allowed = (
            table.has_add_permission(request),
            table.has_change_permission(request),
            table.has_delete_permission(request),
        )
        assert allowed == (False, changes, False), table
    assert not {Participation, User, Event} & {
        model for model, table in administration_site._registry.items() if isinstance(table, Mended)
    }


def test_fallback_saves_through_the_registry(by_admin: Client, admin: User) -> None:
    unit = make_unit(code="a", name="Cũ")
    fields = {"code": "a", "name": "Mới", "kind": unit.kind, "is_active": "on", "successor": ""}
    response = by_admin.post(f"{TOP}django/units/unit/{unit.pk}/change/", fields)

    assert response.status_code == 302
    [event] = Event.objects.all()
    assert (event.by, event.before, event.after) == (admin, {"name": "Cũ"}, {"name": "Mới"})
    assert list(Unit.objects.all().matching("moi")) == [unit]


def test_fallback_shows_no_password(by_admin: Client, admin: User) -> None:
    admin.set_password("bí mật của quản trị")
    admin.save()
    by_admin.force_login(admin)

    assert "argon2" not in by_admin.get(f"{TOP}django/units/user/{admin.pk}/change/").content.decode()


def test_fallback_is_the_only_site() -> None:
    assert django_admin.site._registry == {}


def test_fallback_leaves_passwords_and_sign_out_to_our_pages(by_admin: Client) -> None:
    assert by_admin.get(f"{TOP}django/password_change/").headers["Location"] == "/tai-khoan/mat-khau/"
    assert by_admin.post(f"{TOP}django/logout/").headers["Location"] == "/tai-khoan/"


def test_index_names_what_is_to_be_done_next(by_admin: Client, official: Programme) -> None:
    place = official.participations.all()[0]
    make_quota(participation=place, phase=None, amount=1)
    page = by_admin.get(TOP).content.decode()

    assert page.count("Làm tiếp theo") == 1
    assert f"ở 1 đơn vị: {place.name}." in page
