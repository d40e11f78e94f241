"""The workflow of an initiative: taking a step. No other code assigns `initiative.state`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from units.choices import InitiativeState, ReviewVerb
from units.domain import access, versions
from units.domain.dossiers import changing
from units.domain.dossiers.completeness import gaps_of
from units.domain.dossiers.transitions import (
    ACCEPTED,
    REJECTED,
    SUBMITTED,
    TRANSITIONS,
    Transition,
    wrong_state,
)
from units.domain.figures import accepted
from units.domain.journal import audit
from units.domain.review import stakes
from units.domain.versions import EditedMeanwhileError
from units.models import Initiative, Participation, Phase, ReviewStep, User
from units.vietnamese import short_date

LONGEST_RETURN = timedelta(days=90)
CHANGED = "Hồ sơ vừa có người khác thay đổi; hãy xem lại."


@dataclass(frozen=True, slots=True)
class Step:
    """A step to be taken. `seen`: the version that the page showed (None: no check). `due_on`: the deadline
    of a return. `into`: the dossier that is kept in a merge.
    """

    initiative: Initiative
    verb: ReviewVerb
    seen: int | None = None
    note: str = ""
    due_on: date | None = None
    into: Initiative | None = None


class StepsRefusedError(Exception):
    """No step was taken. `refusals`: why, by initiative (pk)."""

    def __init__(self, refusals: dict[int, str]) -> None:
        super().__init__("Chưa ghi bước nào.")
        self.refusals = refusals


def take(step: Step, *, by: User) -> Initiative:
    """Take one step; returns the initiative as it is then.

    Raises PermissionDenied, ValidationError (keys: note, due_on, into, or none),
    versions.EditedMeanwhileError.
    """
    with transaction.atomic():
        [current] = _locked([step])
        _admit(step, current, by=by)
        _apply(step, current, by=by)
        return current


def take_all(steps: Sequence[Step], *, by: User) -> list[Initiative]:
    """Take all steps or none. Raises StepsRefusedError with every refusal."""
    with transaction.atomic():
        current = _locked(steps)
        refusals: dict[int, str] = {}
        for step, initiative in zip(steps, current, strict=True):
            try:
                # Taken before the next is admitted: a dossier named twice, or two merged into each other,
                # is judged by what the step before has made of it.
                _admit(step, initiative, by=by)
                _apply(step, initiative, by=by)
            except PermissionDenied:
                refusals[initiative.pk] = "Bạn không có quyền làm việc này với hồ sơ."
            except EditedMeanwhileError:
                refusals[initiative.pk] = CHANGED
            except ValidationError as error:
                refusals[initiative.pk] = " ".join(error.messages)
        if refusals:
            raise StepsRefusedError(refusals)
        return current


def _locked(steps: Sequence[Step]) -> list[Initiative]:
    """The initiatives as stored, locked together with the units into whose totals they count. Locked in one
    order and before the first event, so that reviewers with overlapping lists cannot deadlock.
    """
    keys = {step.initiative.pk for step in steps} | {step.into.pk for step in steps if step.into}
    found = {each.pk: each for each in changing.locked(Initiative.objects.filter(pk__in=keys))}
    places = {each.participation_id for each in found.values()}
    list(versions.locked(Participation.objects.filter(pk__in=places)))
    return [found[step.initiative.pk] for step in steps]


def _admit(step: Step, current: Initiative, *, by: User) -> None:
    move = TRANSITIONS[step.verb]
    _require_side(move, current, by=by)
    versions.require_seen(current, step.seen)
    if refusal := wrong_state(current, step.verb):
        raise ValidationError(refusal, code="illegal")
    if move.needs_note and not step.note.strip():
        raise ValidationError({"note": "Hãy ghi rõ lý do để đơn vị biết."})
    match step.verb:
        case ReviewVerb.SUBMIT:
            gaps = gaps_of(current)
            if gaps:
                raise ValidationError([gap.text for gap in gaps], code="incomplete")
        case ReviewVerb.SEND_BACK:
            _require_deadline(step.due_on)
        case ReviewVerb.MERGE:
            _require_other(step, current, by=by)


def _require_side(move: Transition, current: Initiative, *, by: User) -> None:
    if not move.by_reviewer:
        if not access.own_initiatives(by).filter(pk=current.pk).exists():
            raise PermissionDenied
        return
    if not access.is_reviewer(by):
        raise PermissionDenied
    stakes.require_none(by, current)


def _require_deadline(due_on: date | None) -> None:
    today = timezone.localdate()
    if due_on is None:
        raise ValidationError({"due_on": "Hãy ghi hạn bổ sung."})
    if not today < due_on <= today + LONGEST_RETURN:
        raise ValidationError(
            {
                "due_on": f"Hạn bổ sung phải từ ngày mai đến ngày {short_date(today + LONGEST_RETURN)}, "
                f"không phải {short_date(due_on)}."
            }
        )


def _require_other(step: Step, current: Initiative, *, by: User) -> None:
    other = (
        Initiative.objects.filter(pk=step.into.pk).select_related("participation").first()
        if step.into
        else None
    )
    if other is None or other.pk == current.pk:
        raise ValidationError({"into": "Hãy chọn một hồ sơ khác để giữ lại."})
    if other.participation.programme_id != current.participation.programme_id:
        raise ValidationError({"into": "Hai hồ sơ thuộc hai chương trình khác nhau."})
    if stakes.stake_of(by, other):
        raise ValidationError({"into": f"{other.code} là hồ sơ bạn có phần; hãy để người khác nhập."})
    if other.state not in (SUBMITTED, ACCEPTED):
        raise ValidationError(
            {"into": f"{other.code} đang ở trạng thái “{other.get_state_display()}”, không giữ lại được."}
        )


def _apply(step: Step, current: Initiative, *, by: User) -> None:
    now = timezone.now()
    move, before = TRANSITIONS[step.verb], InitiativeState(current.state)
    counting = _counting(step, current, today=timezone.localdate(now))
    _change(step, current, counting, now=now, by=by)
    changing.save(current)
    recorded = ReviewStep(
        initiative=current,
        verb=step.verb,
        state_before=before,
        state_after=move.after,
        recorded_at=now,
        by=by,
        note=step.note.strip(),
        due_on=current.due_on,
    )
    if counting:
        recorded.weight = 1 if step.verb == ReviewVerb.ACCEPT else -1
        recorded.participation = current.participation
        recorded.phase, recorded.counted_on = counting
    recorded.full_clean(exclude={"initiative", "by", "participation", "phase"})
    recorded.save(force_insert=True)
    if counting:
        accepted.add_up(current.participation, *counting, recorded.weight)
    _tell(step, current, before, counting, by=by)


def _counting(step: Step, current: Initiative, *, today: date) -> tuple[Phase, date] | None:
    """The phase and day whose number the step changes; None when it changes none."""
    if step.verb == ReviewVerb.ACCEPT:
        return accepted.counting_place(current, accepted_on=today)
    if current.state == ACCEPTED and current.phase and current.counted_on:
        return current.phase, current.counted_on
    return None


def _change(
    step: Step, current: Initiative, counting: tuple[Phase, date] | None, *, now: datetime, by: User
) -> None:
    """Set the fields of the new state and clear those of the old one."""
    today = timezone.localdate(now)
    current.state = TRANSITIONS[step.verb].after
    current.due_on = step.due_on if step.verb == ReviewVerb.SEND_BACK else None
    current.decided_at = now if current.state in (ACCEPTED, REJECTED) else None
    current.merged_into = step.into if step.verb == ReviewVerb.MERGE else None
    current.counted_on = None
    if current.state != ACCEPTED:
        current.outstanding_at, current.outstanding_by, current.outstanding_reason = None, None, ""
        current.published_at = current.published_by = None
    match step.verb:
        case ReviewVerb.SUBMIT:
            current.submitted_on = current.submitted_on or today
            current.submitted_at, current.submitted_by = now, by
            current.phase = accepted.phase_of(current.participation.programme, current.submitted_on)
        case ReviewVerb.RESUME:
            current.submitted_on = current.submitted_at = current.submitted_by = current.phase = None
        case ReviewVerb.ACCEPT:
            current.phase, current.counted_on = counting or (None, None)
        case ReviewVerb.REOPEN:
            current.phase = accepted.phase_of(current.participation.programme, current.submitted_on)


def _tell(
    step: Step,
    current: Initiative,
    before: InitiativeState,
    counting: tuple[Phase, date] | None,
    *,
    by: User,
) -> None:
    move = TRANSITIONS[step.verb]
    after: audit.Values = {"state": move.after.value}
    if counting:
        after |= {"phase": counting[0].pk, "counted_on": counting[1]}
    if step.into:
        after["merged_into"] = step.into.pk
    if current.due_on:
        after["due_on"] = current.due_on
    changing.tell(
        move.event,
        current,
        by=by,
        before={"state": before.value},
        after=after,
        for_unit=not move.by_reviewer,
        reason=step.note,
    )
