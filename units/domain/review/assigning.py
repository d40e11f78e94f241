"""Assign reviewers to dossiers, one or many. Assigning decides nothing."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from units.choices import EventVerb, InitiativeState
from units.domain import access
from units.domain.dossiers import changing
from units.domain.journal import audit
from units.domain.review.stakes import HAS_A_STAKE, stake_of
from units.domain.review.stepping import StepsRefusedError
from units.models import Initiative, User

ASSIGNABLE = (InitiativeState.SUBMITTED, InitiativeState.RETURNED)
"""States in which a decision is still to come."""


def assign(initiatives: Sequence[Initiative], reviewer: User | None, *, by: User) -> int:
    """Make this person the reviewer of all of them (None: nobody); returns how many changed. All or nothing.

    Provincial staff assign anybody; a reviewer may only take what nobody has, and give back their own. Raises
    PermissionDenied, ValidationError, StepsRefusedError.
    """
    if not access.is_reviewer(by):
        raise PermissionDenied
    if reviewer and not access.is_reviewer(reviewer):
        raise ValidationError(f"{reviewer.get_full_name()} không phải người thẩm định.")
    if reviewer and reviewer != by and not access.is_staff(by):
        raise PermissionDenied
    with transaction.atomic():
        wanted = Initiative.objects.filter(pk__in={each.pk for each in initiatives})
        stored = changing.locked(wanted.select_related("reviewer").prefetch_related("authors"))
        refusals = {}
        changed = [each for each in stored if each.reviewer_id != (reviewer.pk if reviewer else None)]
        for each in changed:
            if reason := _refusal(each, reviewer, by=by):
                refusals[each.pk] = reason
        if refusals:
            raise StepsRefusedError(refusals)
        for each in changed:
            _write(each, reviewer, by=by)
        return len(changed)


def _refusal(initiative: Initiative, reviewer: User | None, *, by: User) -> str:
    if initiative.state not in ASSIGNABLE:
        return f"Hồ sơ đang ở trạng thái “{initiative.get_state_display()}”, không phân công nữa."
    if reviewer and stake_of(reviewer, initiative):
        return f"{reviewer.get_full_name()} {HAS_A_STAKE}."
    present = initiative.reviewer
    if isinstance(present, User) and present != by and not access.is_staff(by):
        return f"Hồ sơ đang do {present.get_full_name()} thẩm định; hãy nhờ cán bộ tỉnh chuyển."
    return ""


def _write(initiative: Initiative, reviewer: User | None, *, by: User) -> None:
    """Save without a new version, so that a page that is open can still be sent."""
    before = audit.values_of(initiative, "reviewer")
    initiative.reviewer = reviewer
    initiative.save(update_fields=["reviewer"])
    changing.tell(
        EventVerb.REVIEWER_ASSIGNED,
        initiative,
        by=by,
        before=before,
        after=audit.values_of(initiative, "reviewer"),
    )
