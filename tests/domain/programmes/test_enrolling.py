"""Who takes part, below whom, in what order; nothing stated is ever hidden."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import (
    make_bloc,
    make_count,
    make_participation,
    make_phase,
    make_programme,
    make_unit,
)
from units.choices import Basis
from units.domain import access
from units.domain.programmes import enrolling
from units.domain.programmes.enrolling import MovedMeanwhileError
from units.domain.versions import EditedMeanwhileError
from units.models import Event, Participation, Programme, User


@pytest.fixture
def programme(db: None) -> Programme:
    """District over two grassroots unions, and a sector: A (A1, A2), B."""
    programme = make_programme()
    make_phase(programme=programme)
    district = make_participation(programme=programme, name="A", basis=Basis.CHILDREN)
    make_participation(programme=programme, name="B")
    make_participation(parent=district, name="A1")
    make_participation(parent=district, name="A2")
    return programme


def place(programme: Programme, name: str) -> Participation:
    return programme.participations.get(name=name)


def lines(programme: Programme) -> list[tuple[str, int, bool]]:
    return [
        (branch.participation.name, branch.depth, branch.counts)
        for branch in enrolling.branches_of(programme)
    ]


def events() -> list[tuple[str, object, object]]:
    return list(Event.objects.order_by("sequence").values_list("subject_name", "before", "after"))


def test_tree_shows_each_below_its_parent_and_what_reaches_the_table(programme: Programme) -> None:
    Participation.objects.filter(name="A2").update(basis=Basis.CHILDREN)
    make_participation(parent=place(programme, "B"), name="B1")

    assert lines(programme) == [
        ("A", 0, False),
        ("A1", 1, True),
        ("A2", 1, False),
        ("B", 0, True),
        ("B1", 1, False),
    ]


def test_subtree_is_the_participation_and_all_below(programme: Programme) -> None:
    everything = programme.participations.all()
    names = everything.filter(pk__in=access.subtree(everything, place(programme, "A").unit_id))

    assert {each.name for each in names} == {"A", "A1", "A2"}


def test_new_participation_stands_last_and_is_told(programme: Programme, admin: User) -> None:
    unit = make_unit(name="C")
    saved = enrolling.save(Participation(programme=programme, unit=unit, name="C"), seen=None, by=admin)

    assert (saved.position, saved.basis) == (5, Basis.REPORTED)
    assert events() == [
        (
            "C",
            None,
            {"unit": unit.pk, "position": 5, "name": "C", "parent": None, "bloc": None, "basis": "reported"},
        )
    ]


def test_unit_takes_part_only_once(programme: Programme, admin: User) -> None:
    again = Participation(programme=programme, unit=place(programme, "B").unit, name="B lần nữa")

    with pytest.raises(ValidationError, match="đã tham gia chương trình"):
        enrolling.save(again, seen=None, by=admin)
    assert events() == []


def test_loop_is_refused(programme: Programme, admin: User) -> None:
    above = place(programme, "A")
    above.parent = place(programme, "A1")

    with pytest.raises(ValidationError, match="cấp dưới của chính đơn vị này"):
        enrolling.save(above, seen=1, by=admin)
    assert place(programme, "A").parent is None


def test_loop_that_another_save_made_meanwhile_is_refused(programme: Programme, admin: User) -> None:
    first, second = place(programme, "A"), place(programme, "B")
    first.parent, second.parent = second, place(programme, "A")
    enrolling.save(first, seen=1, by=admin)

    with pytest.raises(ValidationError, match="cấp dưới của chính đơn vị này"):
        enrolling.save(second, seen=1, by=admin)


@pytest.mark.parametrize("field", ["parent", "bloc"])
def test_what_is_of_another_programme_is_refused(programme: Programme, admin: User, field: str) -> None:
    row = place(programme, "B")
    setattr(row, field, make_participation() if field == "parent" else make_bloc())

    with pytest.raises(ValidationError, match="thuộc chương trình khác"):
        enrolling.save(row, seen=1, by=admin)


@pytest.mark.parametrize("basis", [Basis.CHILDREN, Basis.ACCEPTED])
def test_change_of_basis_that_would_hide_own_statements_is_refused(
    programme: Programme, admin: User, basis: Basis
) -> None:
    row = place(programme, "B")
    make_count(participation=row, phase=programme.phases.get())
    row.basis = basis

    with pytest.raises(ValidationError, match="số liệu đã báo cáo của B không còn được tính"):
        enrolling.save(row, seen=1, by=admin)
    assert (place(programme, "B").basis, events()) == (Basis.REPORTED, [])


def test_change_of_basis_that_would_hide_the_statements_below_is_refused(
    programme: Programme, admin: User
) -> None:
    for name in ("A1", "A2"):
        make_count(participation=place(programme, name), phase=programme.phases.get())
    row = place(programme, "A")
    row.basis = Basis.REPORTED

    with pytest.raises(ValidationError, match="của A1, A2 không còn được tính"):
        enrolling.save(row, seen=1, by=admin)


def test_new_parent_that_would_hide_statements_is_refused(programme: Programme, admin: User) -> None:
    row = place(programme, "A1")
    make_count(participation=row, phase=programme.phases.get())
    row.parent = place(programme, "B")

    with pytest.raises(ValidationError, match="của A1 không còn được tính"):
        enrolling.save(row, seen=1, by=admin)


def test_change_of_basis_without_statements_is_saved(programme: Programme, admin: User) -> None:
    row = place(programme, "B")
    row.basis = Basis.CHILDREN
    enrolling.save(row, seen=1, by=admin)

    assert (place(programme, "B").basis, place(programme, "B").version) == (Basis.CHILDREN, 2)


def test_edit_of_an_older_version_is_refused(programme: Programme, admin: User) -> None:
    Participation.objects.filter(name="B").update(version=2)
    row = place(programme, "B")
    row.name = "Bê"

    with pytest.raises(EditedMeanwhileError):
        enrolling.save(row, seen=1, by=admin)


def test_move_exchanges_places_with_the_sibling(programme: Programme, admin: User) -> None:
    assert enrolling.move(place(programme, "A2"), upward=True, stood_at=4, by=admin)

    assert [name for name, *_ in lines(programme)] == ["A", "A2", "A1", "B"]
    assert events() == [
        ("A2", {"position": 4}, {"position": 3}),
        ("A1", {"position": 3}, {"position": 4}),
    ]


def test_move_down_exchanges_places_with_the_sibling(programme: Programme, admin: User) -> None:
    assert enrolling.move(place(programme, "A"), upward=False, stood_at=1, by=admin)

    assert [name for name, *_ in lines(programme)] == ["B", "A", "A1", "A2"]


def test_move_beyond_the_end_changes_nothing(programme: Programme, admin: User) -> None:
    assert not enrolling.move(place(programme, "A"), upward=True, stood_at=1, by=admin)
    assert not enrolling.move(place(programme, "A2"), upward=False, stood_at=4, by=admin)

    assert events() == []


def test_move_pressed_twice_moves_once(programme: Programme, admin: User) -> None:
    make_participation(programme=programme, name="C")
    enrolling.move(place(programme, "A"), upward=False, stood_at=1, by=admin)

    with pytest.raises(MovedMeanwhileError):
        enrolling.move(place(programme, "A"), upward=False, stood_at=1, by=admin)
    assert [name for name, depth, _ in lines(programme) if not depth] == ["B", "A", "C"]


def test_only_administrators_enrol(programme: Programme, lan: User) -> None:
    row = place(programme, "B")
    with pytest.raises(PermissionDenied):
        enrolling.move(row, upward=True, stood_at=2, by=lan)
    row.name = "Bê"
    with pytest.raises(PermissionDenied):
        enrolling.save(row, seen=1, by=lan)
    assert events() == []
