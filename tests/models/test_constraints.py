"""Every named constraint refuses its row in the database, and before that says why in Vietnamese."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.db.models.constraints import BaseConstraint
from django.utils import timezone

from tests.factories import (
    make_bloc,
    make_count,
    make_directive,
    make_participation,
    make_phase,
    make_programme,
    make_quota,
    make_unit,
    make_user,
)
from tests.models.breach import AT_LEAST, AT_MOST, BLANK, NO_CHOICE, Breach, altered
from tests.models.initiative_breaches import INITIATIVE_BREACHES
from units.choices import EventVerb, Role
from units.models import (
    Bloc,
    CorrectionRequest,
    Directive,
    Event,
    EventChain,
    Participation,
    Phase,
    Quota,
    Reopening,
    ReportedCount,
)
from units.models.fact import MAX_AMOUNT

pytestmark = pytest.mark.django_db

KEY = UUID(int=7)
BELOW_ITSELF = "Đơn vị cấp trên lại là cấp dưới của chính đơn vị này."


def own_parent() -> Participation:
    participation = make_participation()
    return altered(participation, parent=participation)


def second_place_of_a_unit() -> Participation:
    first = make_participation()
    return altered(make_participation(programme=first.programme), unit=first.unit)


def place_taken() -> Participation:
    first = make_participation()
    return altered(make_participation(programme=first.programme), position=first.position)


def phase_number_taken() -> Phase:
    first = make_phase()
    return altered(make_phase(programme=first.programme), number=first.number)


def bloc_code_taken() -> Bloc:
    first = make_bloc()
    return altered(make_bloc(programme=first.programme), code=first.code)


def directive_number_taken() -> Directive:
    first = make_directive()
    return altered(make_directive(programme=first.programme), number=first.number)


def quota_of(amount: int) -> Quota:
    """A further row: what is recorded cannot be altered."""
    phase = make_phase()
    participation = make_participation(programme=phase.programme)
    return altered(make_quota(participation=participation, phase=phase), pk=None, amount=amount)


def count_with(**values: object) -> ReportedCount:
    """A further row: what is recorded cannot be altered."""
    phase = make_phase()
    participation = make_participation(programme=phase.programme)
    return altered(make_count(participation=participation, phase=phase), pk=None, **values)


def count_sent_twice() -> ReportedCount:
    first = count_with(idempotency_key=KEY)
    first.save()
    return altered(first, pk=None)


def event_with(**values: object) -> Event:
    unit, person = make_unit(), make_user(password="-")
    return Event(
        **{
            "sequence": 1,
            "recorded_at": timezone.now(),
            "verb": EventVerb.UNIT_SAVED,
            "by": person,
            "by_name": "Lan",
            "on_behalf_of": unit,
            "origin": "127.0.0.1",
            "programme": make_programme(),
            "unit": unit,
            "subject": "unit:1",
            "subject_name": "LĐLĐ huyện",
            "before": {"name": "A"},
            "after": {"name": "B"},
            "previous_hash": "0" * 64,
            "hash": "1" * 64,
        }
        | values
    )


def second_event_of_a_number() -> Event:
    event_with().save()
    return event_with()


def request_with(**values: object) -> CorrectionRequest:
    phase = make_phase()
    asked: dict[str, object] = {
        "participation": make_participation(programme=phase.programme),
        "phase": phase,
        "counted_on": phase.starts_on,
        "amount": 1,
        "reason": "Trùng một hồ sơ",
        "requested_by": make_user(password="-"),
        "idempotency_key": uuid4(),
    }
    return CorrectionRequest(**asked | values)


def request_sent_twice() -> CorrectionRequest:
    request_with(idempotency_key=KEY).save()
    return request_with(idempotency_key=KEY)


def reopening_with(**values: object) -> Reopening:
    phase, now = make_phase(), timezone.now()
    granted: dict[str, object] = {
        "participation": make_participation(programme=phase.programme),
        "phase": phase,
        "reason": "Trùng một hồ sơ",
        "granted_by": make_user(password="-"),
        "granted_at": now,
        "until": now + timedelta(hours=1),
    }
    return Reopening(**granted | values)


def own_successor() -> models.Model:
    unit = make_unit()
    return altered(unit, successor=unit)


BREACHES = [
    Breach("unit_code_unique", lambda: altered(make_unit(), code=make_unit().code)),
    Breach("unit_name_given", lambda: altered(make_unit(), name=""), "name", BLANK),
    Breach("unit_kind_known", lambda: altered(make_unit(), kind="?"), "kind", NO_CHOICE),
    Breach("unit_not_own_successor", own_successor),
    Breach("user_role_known", lambda: altered(make_user(password="-"), role="?"), "role", NO_CHOICE),
    Breach("user_username_lowercase", lambda: altered(make_user(password="-"), username="Lan")),
    Breach("user_officer_has_home_unit", lambda: altered(make_user(password="-"), role=Role.OFFICER)),
    Breach("programme_slug_unique", lambda: altered(make_programme(), slug=make_programme().slug)),
    Breach(
        "programme_low_threshold_in_range",
        lambda: altered(make_programme(), low_threshold=0),
        "low_threshold",
        AT_LEAST.format(1),
    ),
    Breach(
        "programme_low_threshold_in_range",
        lambda: altered(make_programme(), low_threshold=101),
        "low_threshold",
        AT_MOST.format(100),
    ),
    Breach(
        "programme_rate_decimals_in_range",
        lambda: altered(make_programme(), rate_decimals=3),
        "rate_decimals",
        AT_MOST.format(2),
    ),
    Breach("phase_number_unique", phase_number_taken),
    Breach("phase_number_positive", lambda: altered(make_phase(), number=0), "number", AT_LEAST.format(1)),
    Breach(
        "phase_closing_after_start", lambda: altered(make_phase(), reporting_closes_on=date(2021, 12, 31))
    ),
    Breach("phase_days_in_order", lambda: altered(make_phase(), ends_on=date(2021, 12, 31))),
    Breach("bloc_code_unique", bloc_code_taken),
    Breach("participation_unit_once", second_place_of_a_unit),
    Breach("participation_position_unique", place_taken),
    Breach(
        "participation_position_positive",
        lambda: altered(make_participation(), position=0),
        "position",
        AT_LEAST.format(1),
    ),
    Breach("participation_name_given", lambda: altered(make_participation(), name=""), "name", BLANK),
    Breach("participation_not_own_parent", own_parent, "parent", BELOW_ITSELF),
    Breach("participation_basis_known", lambda: altered(make_participation(), basis="?"), "basis", NO_CHOICE),
    Breach(
        "quota_amount_in_range",
        lambda: quota_of(MAX_AMOUNT + 1),
        "amount",
        AT_MOST.format(MAX_AMOUNT),
    ),
    Breach(
        "reported_count_amount_in_range",
        lambda: count_with(amount=MAX_AMOUNT + 1),
        "amount",
        AT_MOST.format(MAX_AMOUNT),
    ),
    Breach("reported_count_source_known", lambda: count_with(source="?"), "source", NO_CHOICE),
    Breach("reported_count_key_unique", count_sent_twice),
    Breach("event_sequence_unique", second_event_of_a_number),
    Breach("event_verb_known", lambda: event_with(verb="?"), "verb", NO_CHOICE),
    Breach("event_chain_single", lambda: EventChain(id=2, last_sequence=1, last_hash="0")),
    Breach("correction_request_key_unique", request_sent_twice),
    Breach("correction_request_amount_in_range", lambda: request_with(amount=MAX_AMOUNT + 1)),
    Breach("correction_request_reason_given", lambda: request_with(reason=""), "reason", BLANK),
    Breach("correction_request_decline_whole", lambda: request_with(declined_at=timezone.now())),
    Breach("reopening_ends_after_start", lambda: reopening_with(until=timezone.now() - timedelta(hours=1))),
    Breach("reopening_reason_given", lambda: reopening_with(reason=""), "reason", BLANK),
    Breach("directive_number_unique", directive_number_taken),
    Breach("directive_complete", lambda: altered(make_directive(), number=""), "number", BLANK),
    Breach("directive_complete", lambda: altered(make_directive(), body=""), "body", BLANK),
    *INITIATIVE_BREACHES,
]


def constraints() -> dict[str, BaseConstraint]:
    return {
        constraint.name: constraint
        for model in apps.get_app_config("units").get_models()
        for constraint in model._meta.constraints
    }


def sentence(breach: Breach) -> str:
    return str(constraints()[breach.constraint].violation_error_message)


def names(error: IntegrityError, row: models.Model, constraint: BaseConstraint) -> bool:
    """Whether the database's error is about this constraint; SQLite tells a unique one by its columns.

    In an append-only table of SQLite the trigger that refuses a taken key speaks first.
    """
    if str(error) == f"{row._meta.db_table} is append-only":
        return isinstance(constraint, models.UniqueConstraint)
    if connection.vendor == "sqlite" and isinstance(constraint, models.UniqueConstraint):
        named = {field.name: field.column for field in row._meta.concrete_fields}
        columns = [named[name] for name in constraint.fields]
        return str(error).endswith(": " + ", ".join(f"{row._meta.db_table}.{column}" for column in columns))
    if connection.vendor == "sqlite":
        return str(error) == f"CHECK constraint failed: {constraint.name}"
    return f'"{constraint.name}"' in str(error)


def test_every_constraint_has_a_sentence_and_a_breach() -> None:
    wordless = [
        name
        for name, constraint in constraints().items()
        if constraint.violation_error_message == constraint.default_violation_error_message
        or not str(constraint.violation_error_message).endswith(".")
    ]
    assert wordless == []
    assert {breach.constraint for breach in BREACHES} == set(constraints())


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.constraint)
def test_database_refuses_the_row(breach: Breach) -> None:
    row = breach.make()

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save()

    assert names(refusal.value, row, constraints()[breach.constraint]), refusal.value


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.constraint)
def test_constraint_says_why(breach: Breach) -> None:
    row = breach.make()

    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()

    assert refusal.value.message_dict == {"__all__": [sentence(breach)]}


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.constraint)
def test_full_clean_says_why(breach: Breach) -> None:
    row = breach.make()

    with pytest.raises(ValidationError) as refusal:
        row.full_clean()

    assert refusal.value.message_dict == {breach.field: [breach.said or sentence(breach)]}


@pytest.mark.parametrize("make", [lambda: quota_of(-1), lambda: count_with(amount=-1)])
def test_database_refuses_a_negative_amount(make: Callable[[], models.Model]) -> None:
    row = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("amount", [0, MAX_AMOUNT])
def test_amounts_at_the_limits_are_accepted(amount: int) -> None:
    for row in (quota_of(amount), count_with(amount=amount)):
        row.full_clean()
        row.save()
        row.refresh_from_db()
        assert row.amount == amount


def test_same_number_code_and_position_serve_another_programme() -> None:
    unit, other = make_unit(), make_programme()
    participation = make_participation(unit=unit)
    twins: list[models.Model] = [
        make_participation(programme=other, unit=unit, position=participation.position),
        make_bloc(programme=other, code=make_bloc().code),
        make_phase(programme=other, number=make_phase().number),
        make_directive(programme=other, number=make_directive().number),
    ]
    for row in twins:
        row.full_clean()


def test_what_has_facts_cannot_be_deleted() -> None:
    count = count_with()
    participation, phase = count.participation, count.phase
    for row in (participation, phase, participation.unit, participation.programme):
        with pytest.raises(ProtectedError):
            row.delete()
