"""Mark accepted initiatives as outstanding (“tiêu biểu”), and take the mark back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from units.choices import EventVerb, InitiativeState
from units.domain import access, versions
from units.domain.dossiers import changing
from units.domain.journal import audit
from units.domain.review import stakes
from units.models import Initiative, User

COLUMNS = ("outstanding_at", "outstanding_by", "outstanding_reason")


def mark(initiative: Initiative, *, reason: str, seen: int | None, by: User) -> Initiative:
    """Mark it, for a reason that readers see.

    Raises PermissionDenied, ValidationError (key: reason), versions.EditedMeanwhileError.
    """
    with transaction.atomic():
        stored = judged_by(initiative, seen=seen, by=by)
        _require_reason(reason)
        if stored.state != InitiativeState.ACCEPTED:
            raise ValidationError("Chỉ chọn tiêu biểu trong những sáng kiến đã được công nhận.")
        if stored.is_outstanding:
            raise ValidationError("Sáng kiến này đã được chọn tiêu biểu.")
        stored.outstanding_at, stored.outstanding_by = timezone.now(), by
        stored.outstanding_reason = reason.strip()
        return _save(stored, EventVerb.OUTSTANDING_MARKED, reason, by=by)


def unmark(initiative: Initiative, *, reason: str, seen: int | None, by: User) -> Initiative:
    """Take the mark back, for a reason that the journal keeps. Raises as `mark` does."""
    with transaction.atomic():
        stored = judged_by(initiative, seen=seen, by=by)
        _require_reason(reason)
        if not stored.is_outstanding:
            raise ValidationError("Sáng kiến này không còn trong danh sách tiêu biểu.")
        stored.outstanding_at, stored.outstanding_by, stored.outstanding_reason = None, None, ""
        return _save(stored, EventVerb.OUTSTANDING_UNMARKED, reason, by=by)


def judged_by(initiative: Initiative, *, seen: int | None, by: User) -> Initiative:
    """The initiative as stored, locked, if this person may judge it and has seen this version.

    Raises PermissionDenied, ValidationError (code "own"), versions.EditedMeanwhileError.
    """
    if not access.is_reviewer(by):
        raise PermissionDenied
    stored = changing.lock(initiative)
    stakes.require_none(by, stored)
    versions.require_seen(stored, seen)
    return stored


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Hãy ghi lý do."})
    if len(reason.strip()) > changing.LONGEST_REASON:
        raise ValidationError({"reason": f"Lý do dài quá {changing.LONGEST_REASON} ký tự; hãy viết gọn lại."})


def _save(stored: Initiative, verb: EventVerb, reason: str, *, by: User) -> Initiative:
    changing.save(stored, *COLUMNS)
    changing.tell(
        verb,
        stored,
        by=by,
        after=audit.values_of(stored, "outstanding_at"),
        # The reason may quote what only the unit may read.
        reason="" if stored.is_confidential else reason,
    )
    return stored
