"""Allot quotas, a whole table at once. A revision is a new row with its own day and decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from units.choices import EventVerb
from units.domain import access, versions
from units.domain.journal import audit
from units.models import Participation, Phase, Programme, Quota, User


@dataclass(frozen=True, slots=True)
class Allotment:
    """A quota to be in force; without a phase the separately registered overall quota."""

    participation: Participation
    phase: Phase | None
    amount: int


class AllottedMeanwhileError(Exception):
    """Somebody else has allotted some of these quotas since the table was opened; nothing was recorded."""


QuotaCells = dict[tuple[int, int | None], Quota]
"""Quotas by participation and phase; without a phase the separately registered overall quota."""


def quotas_in_force(programme: Programme, day: date, *, seen: int | None = None) -> QuotaCells:
    """The quotas in force on a day. With `seen`: as they were when the quota with that pk was the newest. One
    query.
    """
    quotas = Quota.objects.at(day, timezone.now()).filter(participation__programme=programme)
    if seen is not None:
        quotas = quotas.filter(pk__lte=seen)
    found: QuotaCells = {}
    for quota in quotas:
        found.setdefault((quota.participation_id, quota.phase_id), quota)
    return found


def newest_number(programme: Programme) -> int:
    """The pk of the newest quota of a programme; 0 where there is none."""
    quotas = Quota.objects.filter(participation__programme=programme)
    return quotas.aggregate(newest=Max("pk"))["newest"] or 0


def allot(
    programme: Programme,
    allotments: Sequence[Allotment],
    *,
    effective_on: date,
    decision_number: str,
    by: User,
    seen: int | None = None,
) -> list[Quota]:
    """Record the quotas that differ from those in force on that day: all or none, one event each. `seen`: the
    pk of the newest quota that the table showed.

    Raises PermissionDenied, ValidationError, AllottedMeanwhileError.
    """
    if not access.is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        versions.lock(programme)
        now = timezone.now()
        made: list[Quota] = []
        for allotment in allotments:
            in_force = _in_force(allotment, effective_on)
            if in_force and in_force.amount == allotment.amount:
                continue
            if in_force and seen is not None and in_force.pk > seen:
                raise AllottedMeanwhileError
            quota = Quota(
                participation=allotment.participation,
                phase=allotment.phase,
                amount=allotment.amount,
                effective_on=effective_on,
                decision_number=decision_number.strip(),
                recorded_at=now,
                recorded_by=by,
            )
            quota.full_clean()
            quota.save(force_insert=True)
            _tell(quota, in_force, by)
            made.append(quota)
        return made


def _in_force(allotment: Allotment, effective_on: date) -> Quota | None:
    quotas = Quota.objects.at(effective_on, timezone.now())
    return quotas.filter(participation=allotment.participation, phase=allotment.phase).first()


def _tell(quota: Quota, in_force: Quota | None, by: User) -> None:
    names = ("id", "phase", "amount", "effective_on", "decision_number")
    audit.record_at(
        quota.participation,
        EventVerb.QUOTA_SET,
        quota,
        by=by,
        before=audit.values_of(in_force, *names) if in_force else None,
        after=audit.values_of(quota, *names),
    )
