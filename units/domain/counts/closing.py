"""The closing day: until when a phase takes statements."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from units.choices import EventVerb
from units.domain import access, versions
from units.domain.journal import audit
from units.models import Phase, User


def set_closing_day(*, phase: Phase, closes_on: date | None, seen: int | None, by: User) -> Phase:
    """Take statements of a phase until the end of this local day; None: without an end.

    `seen` is the version of the phase that the form showed. Setting the day that is set already changes
    nothing. Raises PermissionDenied, ValidationError,
    versions.EditedMeanwhileError.
    """
    if not access.is_staff(by):
        raise PermissionDenied
    with transaction.atomic():
        stored = versions.lock(phase)
        if stored.reporting_closes_on == closes_on:
            return stored
        versions.require_seen(stored, seen)
        before = audit.values_of(stored, "reporting_closes_on")
        stored.reporting_closes_on = closes_on
        stored.version += 1
        stored.full_clean()
        stored.save(update_fields=["reporting_closes_on", "version"])
        audit.record(
            EventVerb.PHASE_CLOSING_SET,
            stored,
            by=by,
            before=before,
            after=audit.values_of(stored, "reporting_closes_on"),
            programme=stored.programme,
        )
        return stored
