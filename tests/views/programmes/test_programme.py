"""Programmes, phases and blocs: added, edited, refused."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import make_bloc, make_phase, make_programme
from units.models import Bloc, Event, Phase, Programme, User

TOP = "/quan-tri/chuong-trinh/"


@pytest.fixture
def by_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def fields_of(programme: Programme, **changed: Any) -> dict[str, Any]:
    names = (
        "short_name",
        "name",
        "slug",
        "organiser_name",
        "organiser_short_name",
        "superior_name",
        "table_subtitle",
        "low_threshold",
        "rate_decimals",
        "jump_threshold",
        "version",
    )
    return {name: getattr(programme, name) for name in names} | {"is_public": "on"} | changed


def phase_fields(**changed: Any) -> dict[str, Any]:
    return {"number": 1, "name": "Đợt 1", "starts_on": "01/02/2022", "ends_on": "28/02/2022"} | changed


def test_programme_is_edited_with_one_event(by_admin: Client) -> None:
    programme = make_programme(low_threshold=50)
    data = fields_of(programme, low_threshold="60", slug="moi", is_demonstration="on")
    response = by_admin.post(f"{TOP}{programme.slug}/sua/", data)

    assert response.headers["Location"] == f"{TOP}moi/"
    saved = Programme.objects.get()
    assert (saved.low_threshold, saved.slug, saved.is_demonstration) == (60, "moi", False)
    [event] = Event.objects.all()
    assert [values and values["low_threshold"] for values in (event.before, event.after)] == [50, 60]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("low_threshold", "0"),
        ("low_threshold", "101"),
        ("rate_decimals", "3"),
        ("jump_threshold", "0"),
        ("short_name", "  "),
        ("slug", "có dấu"),
    ],
)
def test_programme_that_cannot_be_is_refused_and_nothing_is_lost(
    by_admin: Client, field: str, typed: str
) -> None:
    programme = make_programme()
    data = fields_of(programme, name="Tên vừa gõ", **{field: typed})
    page = by_admin.post(f"{TOP}{programme.slug}/sua/", data).content.decode()

    assert "Chưa lưu được" in page
    assert f'<a href="#id_{field}">' in page
    assert 'value="Tên vừa gõ"' in page
    assert Event.objects.count() == 0


def test_taken_slug_is_refused(by_admin: Client) -> None:
    make_programme(slug="co-roi")
    page = by_admin.post(f"{TOP}them/", fields_of(make_programme(), slug="co-roi")).content.decode()

    assert "Đường dẫn này đã có chương trình khác dùng." in page
    assert Programme.objects.count() == 2


def test_stale_edit_of_a_programme_shows_both_versions(by_admin: Client) -> None:
    programme = make_programme()
    Programme.objects.update(version=3, low_threshold=70)
    data = fields_of(programme, low_threshold="60")
    page = by_admin.post(f"{TOP}{programme.slug}/sua/", data).content.decode()

    assert "<td>60</td><td>70</td>" in page
    assert Programme.objects.get().low_threshold == 70


def test_new_phase_is_proposed_with_the_next_number(by_admin: Client) -> None:
    phase = make_phase()
    page = by_admin.get(f"{TOP}{phase.programme.slug}/giai-doan/them/").content.decode()

    assert 'value="Giai đoạn 2"' in page


def test_phase_is_added_and_edited(by_admin: Client) -> None:
    programme = make_programme()
    by_admin.post(f"{TOP}{programme.slug}/giai-doan/them/", phase_fields())
    phase = Phase.objects.get()
    page = by_admin.get(f"{TOP}{programme.slug}/giai-doan/{phase.pk}/").content.decode()
    assert 'value="01/02/2022"' in page
    by_admin.post(
        f"{TOP}{programme.slug}/giai-doan/{phase.pk}/", phase_fields(ends_on="31/3/2022", version=1)
    )

    phase.refresh_from_db()
    assert (f"{phase.starts_on} {phase.ends_on}", phase.version) == ("2022-02-01 2022-03-31", 2)
    assert [event.programme for event in Event.objects.all()] == [programme, programme]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ends_on": "01/01/2022"}, "Ngày cuối giai đoạn không thể trước ngày đầu."),
        ({"starts_on": "30/02/2022"}, "không phải là một ngày có thật"),
        ({"number": "0"}, "Chưa lưu được"),
        ({"number": "7"}, "Chương trình đã có giai đoạn mang số này."),
    ],
)
def test_phase_that_cannot_be_is_refused(by_admin: Client, changed: dict[str, str], sentence: str) -> None:
    programme = make_phase(number=7).programme
    page = by_admin.post(f"{TOP}{programme.slug}/giai-doan/them/", phase_fields(**changed)).content.decode()

    assert sentence in page
    assert (Phase.objects.count(), Event.objects.count()) == (1, 0)


def test_bloc_is_added_and_renamed(by_admin: Client) -> None:
    programme = make_programme()
    by_admin.post(f"{TOP}{programme.slug}/khoi/them/", {"name": "Khối huyện", "code": "huyen"})
    bloc = Bloc.objects.get()
    data = {"name": "Khối các huyện", "code": "huyen", "version": 1}
    by_admin.post(f"{TOP}{programme.slug}/khoi/{bloc.pk}/", data)

    assert Bloc.objects.get().name == "Khối các huyện"
    assert Event.objects.count() == 2


def test_bloc_code_that_is_taken_is_refused(by_admin: Client) -> None:
    bloc = make_bloc(code="huyen")
    data = {"name": "Khối khác", "code": "huyen"}
    page = by_admin.post(f"{TOP}{bloc.programme.slug}/khoi/them/", data).content.decode()

    assert "Chương trình đã có khối thi đua mang mã này." in page
    assert Bloc.objects.count() == 1
