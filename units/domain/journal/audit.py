"""Write events: who did what, when, from where, the values before and after, in a chain of hashes."""

from contextvars import ContextVar
from datetime import date, datetime
from ipaddress import ip_address
from typing import Any

from django.db import connection, models
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from units.choices import EventVerb
from units.domain import versions
from units.domain.journal.chain import Walk, digest
from units.models import Event, EventChain, Participation, Programme, Unit, User

Values = dict[str, Any]

origin: ContextVar[str | None] = ContextVar("origin", default=None)
"""The network address of the present request; None in the shell."""


def record(
    verb: EventVerb,
    subject: models.Model,
    *,
    by: User | None,
    before: Values | None = None,
    after: Values | None = None,
    programme: Programme | None = None,
    unit: Unit | None = None,
    on_behalf_of: Unit | None = None,
    reason: str = "",
) -> Event:
    """Append one event. Call it last inside the transaction of the change that it records.

    Locks the end of the chain until the transaction ends, so events are chained one by one.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("An event belongs to the transaction of its change.")
    chain, _ = versions.locked(EventChain.objects.all()).get_or_create(pk=1)
    event = Event(
        sequence=chain.last_sequence + 1,
        recorded_at=timezone.now(),
        verb=verb,
        by=by,
        by_name=by.get_full_name() if by else "Hệ thống",
        on_behalf_of=on_behalf_of,
        origin=_address(origin.get()),
        programme=programme,
        unit=unit,
        subject=f"{subject._meta.model_name}:{subject.pk}",
        subject_name=str(subject)[:300],
        before=_plain(before),
        after=_plain(after),
        reason=reason,
        previous_hash=chain.last_hash,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    EventChain.objects.filter(pk=1).update(last_sequence=event.sequence, last_hash=event.hash)
    return event


def record_at(
    place: Participation,
    verb: EventVerb,
    subject: models.Model,
    *,
    by: User | None,
    before: Values | None = None,
    after: Values | None = None,
    on_behalf: bool = False,
    reason: str = "",
) -> Event:
    """Append an event about one participation. `on_behalf`: done in the name of its unit."""
    return record(
        verb,
        subject,
        by=by,
        before=before,
        after=after,
        programme=place.programme,
        unit=place.unit,
        on_behalf_of=place.unit if on_behalf else None,
        reason=reason,
    )


def values_of(row: models.Model, *names: str) -> Values:
    """The named fields of a row as an event stores them; references by pk."""
    columns = {field.name: field.attname for field in row._meta.concrete_fields}
    return {name: getattr(row, columns[name]) for name in names}


def broken_links() -> list[str]:
    """Every fault of the chain, a Vietnamese sentence each; empty when the chain is whole."""
    return list(Walk().faults())


def _plain(values: Values | None) -> Values | None:
    """Only values that JSON gives back unchanged: dates and instants become ISO text."""
    if values is None:
        return None
    return {
        key: value.isoformat() if isinstance(value, date | datetime) else value
        for key, value in values.items()
    }


def _address(text: str | None) -> str | None:
    """A network address in the spelling that both databases return; None if it is none."""
    try:
        address = ip_address((text or "").partition("%")[0])
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)
