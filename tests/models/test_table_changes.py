"""A plain migration may change any table: what the database itself keeps, triggers and the index of words, is
there afterwards, and works.
"""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations import AddConstraint, AddField, AddIndex, AlterField
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint, Index, Q, TextField

from tests.factories import make_count, make_initiative, make_phase
from tests.triggers import apply, triggers_present, undone
from units.models import Initiative, ReportedCount

FIELD = "remark_of_a_test"
MODELS = [model.__name__ for model in apps.get_app_config("units").get_models()]


def changes_of(model: str) -> list[Operation]:
    """One of every kind; on SQLite all but the index make the table anew."""
    checked = CheckConstraint(condition=~Q(**{FIELD: "?"}), name=f"{model.lower()}_test_check")
    return [
        AddField(model, FIELD, TextField(default="", db_default="")),
        AlterField(model, FIELD, TextField(default="–", db_default="")),
        AddIndex(model, Index(fields=[FIELD], name=f"{model.lower()[:20]}_test")),
        AddConstraint(model, checked),
    ]


def test_there_is_something_to_lose() -> None:
    assert {"Initiative", "Event", "ReportedCount", "Quota", "ReviewStep", "PortalCount"} < set(MODELS)


@pytest.mark.django_db(transaction=True)
def test_every_trigger_outlives_a_change_of_every_table() -> None:
    initiative = make_initiative(title="Sao chè bằng hơi nước")
    phase = make_phase(programme=initiative.participation.programme)
    make_count(participation=initiative.participation, phase=phase)
    before = triggers_present()
    lost: dict[str, set[str]] = {}
    with undone() as editor:
        state = ProjectState.from_apps(apps)
        for model in MODELS:
            for operation in changes_of(model):
                state = apply(operation, state, editor)
            changed = {name for _, name, _ in before ^ triggers_present()}
            lost |= {model: changed} if changed else {}
        assert lost == {}
        expect_search_to_follow(initiative)
        expect_refusal()
    assert triggers_present() == before


def expect_search_to_follow(initiative: Initiative) -> None:
    """A word that was there, one that comes, one that goes; SQLite also compares index and table."""
    assert list(Initiative.objects.filter(search_key__words="hoi nuoc")) == [initiative]
    Initiative.objects.filter(pk=initiative.pk).update(search_key="say kho")
    assert list(Initiative.objects.filter(search_key__words="say")) == [initiative]
    assert not Initiative.objects.filter(search_key__words="hoi nuoc").exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO units_initiative_words(units_initiative_words, rank) "
                "VALUES ('integrity-check', 1)"
            )


def expect_refusal() -> None:
    for change in (ReportedCount.objects.all().delete, lambda: ReportedCount.objects.update(amount=7)):
        with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
            change()
