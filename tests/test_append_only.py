"""Events, statements, quotas, steps of the review and the portal's figures stay as they were written: the
database refuses everything else.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.utils import IntegrityError

from tests.append_only import triggers as all_triggers
from tests.append_only import without_triggers
from tests.factories import (
    make_count,
    make_initiative,
    make_participation,
    make_phase,
    make_quota,
    make_user,
)
from tests.triggers import triggers_present
from units.choices import EventVerb
from units.domain.journal import audit
from units.models import Event, PortalCount, Quota, ReportedCount, ReviewStep
from units.models.fact import Fact

Rows = dict[type[models.Model], list[dict[str, Any]]]

MODELS: list[type[models.Model]] = [Event, ReportedCount, Quota, ReviewStep, PortalCount]
CHANGED: dict[type[models.Model], dict[str, Any]] = {
    Event: {"by_name": "Người khác"},
    ReportedCount: {"amount": 999},
    Quota: {"amount": 999},
    ReviewStep: {"note": "Khác"},
    PortalCount: {"amount": 999},
}
POSTGRESQL = connection.vendor == "postgresql"


def make_rows() -> None:
    """One row of each, and one more."""
    phase = make_phase()
    participation = make_participation(programme=phase.programme)
    for amount in (10, 20):
        make_count(participation=participation, phase=phase, amount=amount)
        make_quota(participation=participation, phase=phase, amount=amount)
        PortalCount.objects.create(
            participation=participation, phase=phase, amount=amount, counted_on=phase.starts_on
        )
        ReviewStep.objects.create(
            initiative=make_initiative(participation=participation),
            verb="submit",
            state_before="draft",
            state_after="submitted",
            by=make_user(password="-"),
        )
        with transaction.atomic():
            audit.record(EventVerb.UNIT_SAVED, participation.unit, by=None, after={"amount": amount})
    connection.check_constraints()  # PostgreSQL truncates no table whose checks are still to be made


def rows() -> Rows:
    return {model: list(model._default_manager.order_by("pk").values()) for model in MODELS}


def execute(statement: str, model: type[models.Model], **names: str) -> None:
    """Run a statement in which {table} is the model's."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=name_of(model), **names))


def name_of(model: type[models.Model]) -> str:
    return str(model._meta.db_table)


def resave(model: type[models.Model]) -> object:
    row = model._default_manager.earliest("pk")
    for name, value in CHANGED[model].items():
        setattr(row, name, value)
    row.save()
    return row


def bulk_upsert(model: type[models.Model]) -> object:
    row = model._default_manager.earliest("pk")
    [(name, value)] = CHANGED[model].items()
    setattr(row, name, value)
    return model._default_manager.bulk_create(
        [row], update_conflicts=True, unique_fields=["pk"], update_fields=[name]
    )


ATTEMPTS: dict[str, Callable[[type[models.Model]], object]] = {
    "save": resave,
    "update": lambda model: model._default_manager.update(**CHANGED[model]),
    "bulk upsert": bulk_upsert,
    "delete": lambda model: model._default_manager.earliest("pk").delete(),
    "delete all": lambda model: model._default_manager.all().delete(),
}
RAW = {
    "raw UPDATE": "UPDATE {table} SET id = id + 1000",
    "raw UPDATE of nothing": "UPDATE {table} SET id = id",
    "raw DELETE": "DELETE FROM {table}",
    "raw DELETE of one": "DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})",
}
if POSTGRESQL:
    RAW["TRUNCATE"] = "TRUNCATE {table} CASCADE"
    RAW["TRUNCATE of what it points to"] = "TRUNCATE units_unit CASCADE"
else:
    RAW["REPLACE"] = "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"
ATTEMPTS |= {name: partial(execute, statement) for name, statement in RAW.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nothing_is_changed_or_removed(attempt: str, model: type[models.Model]) -> None:
    make_rows()
    before = rows()

    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        ATTEMPTS[attempt](model)

    assert rows() == before


@pytest.mark.django_db
@pytest.mark.skipif(POSTGRESQL, reason="REPLACE is SQLite's")
@pytest.mark.parametrize(
    ("model", "key"), [(Event, "sequence"), (ReportedCount, "idempotency_key")], ids=["event", "count"]
)
def test_replace_by_another_key_is_refused_too(model: type[models.Model], key: str) -> None:
    make_rows()
    phase = ReportedCount.objects.earliest("pk").phase
    ReportedCount.objects.create(
        participation=make_participation(programme=phase.programme),
        phase=phase,
        amount=1,
        counted_on=phase.starts_on,
        source="unit",
        idempotency_key="5f0c7cde-38d1-4e9b-8f5c-6f2b1f1f3a51",
    )
    before = rows()
    columns = ", ".join(str(field.column) for field in model._meta.concrete_fields if field.name != "id")
    replace = (
        "REPLACE INTO {table} (id, {columns}) SELECT 777, {columns} FROM {table} WHERE {key} IS NOT NULL"
    )

    with pytest.raises(IntegrityError, match="is append-only"), transaction.atomic():
        execute(replace, model, columns=columns, key=key)

    assert rows() == before


def triggers() -> set[tuple[str, str]]:
    """Table and name of every trigger in the database that refuses something."""
    return {(table, name) for table, name, _ in triggers_present() if "_refuse_" in name}


@pytest.mark.django_db
def test_every_trigger_has_survived_all_migrations() -> None:
    kinds = ("change", "truncate") if POSTGRESQL else ("update", "delete", "replace")
    expected = {(name_of(model), f"{name_of(model)}_refuse_{kind}") for model in MODELS for kind in kinds}

    assert triggers() == expected


def test_every_fact_is_append_only() -> None:
    """Whatever is a Fact has triggers too, and so have events and the steps of the review."""
    facts = {model for model in apps.get_models() if issubclass(model, Fact)}
    assert facts | {Event, ReviewStep} == set(MODELS)


@pytest.mark.django_db
def test_triggers_are_lifted_and_set_again() -> None:
    present = triggers()
    with without_triggers():
        assert triggers() == set()
    assert triggers() == present
    assert len(all_triggers()) >= len(present)


@pytest.mark.django_db(transaction=True)
def test_facts_are_refused_outside_a_transaction_too() -> None:
    """Also leaves rows behind that only the flush with lifted triggers removes; see the next test."""
    make_rows()
    with pytest.raises(DatabaseError, match="is append-only"):
        Event.objects.all().delete()
    assert Event.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_flush_between_tests_leaves_no_row_and_every_trigger() -> None:
    assert not any(rows().values())
    test_every_trigger_has_survived_all_migrations()
