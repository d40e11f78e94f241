"""Registry rows are saved with their version and one event; copying brings a whole tree."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import make_bloc, make_participation, make_programme, make_unit
from units.choices import Basis, EventVerb, UnitKind
from units.domain.programmes import registry
from units.domain.versions import EditedMeanwhileError
from units.models import Event, Unit, User

FIELDS = ["name", "kind"]


def test_new_row_is_saved_with_one_event(admin: User) -> None:
    unit = registry.save(
        Unit(code="than-uyen", name="LĐLĐ huyện Than Uyên", kind=UnitKind.DISTRICT),
        ["code", *FIELDS],
        seen=None,
        by=admin,
    )

    [event] = Event.objects.all()
    assert (event.verb, event.subject, event.unit, event.before, event.after) == (
        EventVerb.UNIT_SAVED,
        f"unit:{unit.pk}",
        unit,
        None,
        {"code": "than-uyen", "name": "LĐLĐ huyện Than Uyên", "kind": "district"},
    )


def test_changed_name_is_found_under_the_new_name(admin: User) -> None:
    unit = make_unit(code="a", name="Đơn vị cũ")
    unit.name = "LĐLĐ huyện Ân Thi"
    registry.save(unit, FIELDS, seen=1, by=admin)

    assert list(Unit.objects.all().matching("AN thi LĐLĐ")) == [unit]
    assert not Unit.objects.all().matching("cu").exists()
    assert Unit.objects.get().version == 2


def test_only_the_named_fields_are_written(admin: User) -> None:
    unit = make_unit(name="Cũ")
    Unit.objects.filter(pk=unit.pk).update(is_active=False)
    unit.name = "Mới"
    registry.save(unit, FIELDS, seen=1, by=admin)

    assert Unit.objects.values_list("name", "is_active").get() == ("Mới", False)


def test_row_that_does_not_differ_leaves_no_trace(admin: User) -> None:
    unit = make_unit()
    registry.save(unit, FIELDS, seen=1, by=admin)

    assert (Event.objects.count(), Unit.objects.get().version) == (0, 1)


def test_edit_of_an_older_version_carries_the_present_one(admin: User) -> None:
    unit, same = make_unit(name="Cũ"), Unit.objects.get()
    same.name = "Của người khác"
    registry.save(same, FIELDS, seen=1, by=admin)
    unit.name = "Của tôi"

    with pytest.raises(EditedMeanwhileError) as caught:
        registry.save(unit, FIELDS, seen=1, by=admin)
    assert getattr(caught.value.current, "name", "") == "Của người khác"
    assert Unit.objects.get().name == "Của người khác"


def test_successors_never_lead_back(admin: User) -> None:
    last = make_unit(name="Mới")
    first = make_unit(name="Cũ", successor=make_unit(name="Giữa", successor=last))
    last.successor = first

    with pytest.raises(ValidationError, match="lại do chính đơn vị này kế thừa"):
        registry.save(last, ["successor"], seen=1, by=admin)


def test_only_administrators_save(lan: User) -> None:
    with pytest.raises(PermissionDenied):
        registry.save(make_unit(), FIELDS, seen=1, by=lan)


def test_copy_brings_blocs_and_tree_without_units_that_are_gone(admin: User) -> None:
    source, target = make_programme(), make_programme()
    bloc = make_bloc(programme=source, code="huyen", name="Khối huyện")
    top = make_participation(programme=source, name="A", bloc=bloc, basis=Basis.CHILDREN)
    gone = make_participation(parent=top, unit=make_unit(name="Giải thể", is_active=False))
    make_participation(parent=gone, name="A1")

    assert registry.copy_participations(source, target, by=admin) == 2
    assert list(target.participations.values_list("name", "parent__name", "bloc__code", "basis")) == [
        ("A", None, "huyen", "children"),
        ("A1", "A", None, "reported"),
    ]
    [event] = Event.objects.all()
    assert event.after == {"source": source.pk, "blocs": 1, "participations": 2}


def test_copy_uses_a_bloc_that_is_there_already(admin: User) -> None:
    source, target = make_programme(), make_programme()
    make_participation(bloc=make_bloc(programme=source, code="huyen"))
    own = make_bloc(programme=target, code="huyen")

    registry.copy_participations(source, target, by=admin)

    assert target.participations.get().bloc == own


def test_copy_into_a_programme_that_has_some_does_nothing(admin: User) -> None:
    source = make_participation().programme
    target = make_participation().programme

    assert registry.copy_participations(source, target, by=admin) == 0
    assert (target.participations.count(), Event.objects.count()) == (1, 0)
