"""The tree of participations: found, added, edited, moved, copied."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_count, make_participation, make_phase, make_programme, make_unit
from units.choices import Basis
from units.models import Event, Participation, Programme, User


@pytest.fixture
def by_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def programme(db: None) -> Programme:
    programme = make_programme()
    make_phase(programme=programme)
    top = make_participation(programme=programme, name="A", basis=Basis.CHILDREN)
    make_participation(parent=top, name="A1")
    make_participation(programme=programme, name="B")
    return programme


def tree(programme: Programme) -> str:
    return f"/quan-tri/chuong-trinh/{programme.slug}/don-vi/"


def shown(response: Any) -> list[tuple[str, str]]:
    found = re.findall(
        r'<th scope="row" class="(depth-\d)">\s*<a href="[^"]*">([^<]*)', response.content.decode()
    )
    return [(name, depth) for depth, name in found]


def test_tree_shows_each_below_its_parent(by_admin: Client, programme: Programme) -> None:
    assert shown(by_admin.get(tree(programme))) == [("A", "depth-0"), ("A1", "depth-1"), ("B", "depth-0")]


def test_tree_says_what_does_not_reach_the_table(by_admin: Client, programme: Programme) -> None:
    assert "không được cộng" not in by_admin.get(tree(programme)).content.decode()
    make_participation(parent=programme.participations.get(name="B"), name="B1")

    assert by_admin.get(tree(programme)).content.decode().count("không được cộng") == 1


@pytest.mark.parametrize("more", [0, 20])
def test_tree_costs_the_same_for_few_and_many(
    by_admin: Client, programme: Programme, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(more):
        make_participation(programme=programme)

    with django_assert_num_queries(4):
        by_admin.get(tree(programme))


def test_unit_is_found_in_the_registry_when_it_can_be_added(by_admin: Client, programme: Programme) -> None:
    unit = make_unit(name="LĐLĐ huyện Ân Thi")
    make_unit(name="LĐLĐ huyện An Lão", is_active=False)
    page = by_admin.get(f"{tree(programme)}them/", {"tim": "ldld"}).content.decode()

    assert re.findall(r'href="[^"]*/them/(\d+)/"', page) == [str(unit.pk)]
    assert ">A<" not in by_admin.get(f"{tree(programme)}them/").content.decode()


def test_unit_is_added_with_its_name_proposed(by_admin: Client, programme: Programme) -> None:
    unit = make_unit(name="LĐLĐ huyện Ân Thi")
    address = f"{tree(programme)}them/{unit.pk}/"
    assert 'value="LĐLĐ huyện Ân Thi"' in by_admin.get(address).content.decode()
    above = programme.participations.get(name="A")
    by_admin.post(address, {"name": "LĐLĐ Ân Thi", "parent": above.pk, "bloc": "", "basis": "reported"})

    added = programme.participations.get(unit=unit)
    assert (added.name, added.parent, added.position) == ("LĐLĐ Ân Thi", above, 4)


def test_unit_is_added_once(by_admin: Client, programme: Programme) -> None:
    unit = programme.participations.get(name="B").unit
    page = by_admin.post(f"{tree(programme)}them/{unit.pk}/", {"name": "B", "basis": "reported"})

    assert "Đơn vị này đã tham gia chương trình." in page.content.decode()
    assert programme.participations.count() == 3


@pytest.mark.parametrize("above", ["itself", "below", "foreign"])
def test_parent_that_cannot_be_is_refused(by_admin: Client, programme: Programme, above: str) -> None:
    row = programme.participations.get(name="A")
    parent = {
        "itself": row,
        "below": programme.participations.get(name="A1"),
        "foreign": make_participation(),
    }[above]
    data = {"name": "A", "parent": parent.pk, "basis": "children", "version": 1}
    page = by_admin.post(f"{tree(programme)}{row.pk}/", data).content.decode()

    assert "Đơn vị này không đứng trên được" in page
    assert programme.participations.get(name="A").parent is None


def test_basis_that_would_hide_statements_is_refused(by_admin: Client, programme: Programme) -> None:
    row = programme.participations.get(name="B")
    make_count(participation=row, phase=programme.phases.get())
    data = {"name": "B", "basis": "children", "version": 1}
    page = by_admin.post(f"{tree(programme)}{row.pk}/", data).content.decode()

    assert "số liệu đã báo cáo của B không còn được tính vào biểu" in page
    assert Participation.objects.get(pk=row.pk).basis == Basis.REPORTED


def test_stale_edit_of_a_place_shows_both_versions(by_admin: Client, programme: Programme) -> None:
    row = programme.participations.get(name="B")
    Participation.objects.filter(pk=row.pk).update(version=2, name="Bê")
    data = {"name": "Bờ", "basis": "reported", "version": 1}
    page = by_admin.post(f"{tree(programme)}{row.pk}/", data).content.decode()

    assert "<td>Bờ</td><td>Bê</td>" in page
    assert Participation.objects.get(pk=row.pk).name == "Bê"


def test_place_is_moved(by_admin: Client, programme: Programme) -> None:
    row = programme.participations.get(name="B")
    response = by_admin.post(f"{tree(programme)}{row.pk}/chuyen/", {"way": "len", "stood_at": 3})

    assert response.headers["Location"] == f"{tree(programme)}#cho-{row.pk}"
    assert [name for name, _ in shown(by_admin.get(tree(programme)))] == ["B", "A", "A1"]


@pytest.mark.parametrize(
    "data", [{}, {"way": "len"}, {"way": "x", "stood_at": 3}, {"way": "len", "stood_at": 1}]
)
def test_move_that_is_not_clear_or_too_late_moves_nothing(
    by_admin: Client, programme: Programme, data: dict[str, Any]
) -> None:
    row = programme.participations.get(name="B")
    by_admin.post(f"{tree(programme)}{row.pk}/chuyen/", data)

    assert (programme.participations.get(name="B").position, Event.objects.count()) == (3, 0)


def test_all_are_copied_from_an_earlier_programme(by_admin: Client, programme: Programme) -> None:
    target = make_programme()
    assert "Chép tất cả" in by_admin.get(tree(target)).content.decode()
    response = by_admin.post(f"{tree(target)}chep/", {"source": programme.pk}, follow=True)

    assert "Đã chép 3 đơn vị tham gia" in response.content.decode()
    assert shown(response) == [("A", "depth-0"), ("A1", "depth-1"), ("B", "depth-0")]


@pytest.mark.parametrize("source", ["", "999999", "abc", "itself"])
def test_copy_from_nowhere_is_refused(by_admin: Client, programme: Programme, source: str) -> None:
    target = make_programme()
    data = {"source": target.pk if source == "itself" else source}
    response = by_admin.post(f"{tree(target)}chep/", data, follow=True)

    assert "notice-error" in response.content.decode()
    assert target.participations.count() == 0


def test_copy_into_a_programme_with_units_says_so(by_admin: Client, programme: Programme) -> None:
    target = make_participation().programme
    response = by_admin.post(f"{tree(target)}chep/", {"source": programme.pk}, follow=True)

    assert "Không chép gì" in response.content.decode()
    assert target.participations.count() == 1
