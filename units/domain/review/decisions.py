"""Before and after a decision: which dossiers are meant, what speaks against one, was it sent twice."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError

from units.choices import ReviewVerb
from units.domain import access
from units.domain.dossiers.transitions import TRANSITIONS
from units.domain.review.queue import Line, with_own
from units.domain.review.stepping import Step
from units.models import Initiative, Programme, ReviewStep, User

OWN = "Bạn đã lập, nộp hồ sơ này hoặc cùng họ tên với một tác giả; người thẩm định phải là người khác."
CHANGED = "Hồ sơ vừa có người khác thay đổi; hãy xem lại."


def chosen(programme: Programme, keys: Iterable[int], person: User) -> list[Initiative]:
    """These dossiers of the programme, the longest waiting first. Raises ValidationError when one is not
    there, or not for this person to know of.
    """
    wanted = set(keys)
    readable = access.readable_initiatives(person, programme).filter(pk__in=wanted)
    found = list(
        with_own(readable, person)
        .select_related("participation__programme", "reviewer")
        .order_by("submitted_at", "pk")
    )
    if len(found) < len(wanted):
        raise ValidationError("Có hồ sơ không còn trong hàng đợi của chương trình này. Hãy mở lại trang.")
    return found


def objection(line: Line, verb: ReviewVerb, *, seen: int) -> str:
    """Why this verb would be refused now, as far as the line tells; empty when nothing speaks against it."""
    initiative = line.initiative
    if initiative.state not in TRANSITIONS[verb].before:
        state = initiative.get_state_display()
        return f"Hồ sơ đang ở trạng thái “{state}”, không {verb.label.lower()} được."
    if line.is_own:
        return OWN
    return CHANGED if initiative.version != seen else ""


def taken_before(steps: Sequence[Step], *, person: User) -> bool:
    """Whether the last thing that happened to each dossier is just this step, by this person: the same form
    was sent twice.
    """
    last = {
        each.initiative_id: each
        for each in ReviewStep.objects.filter(initiative__in=[step.initiative.pk for step in steps])
        .select_related("initiative")
        .order_by("pk")
    }
    return all(
        (found := last.get(step.initiative.pk)) is not None
        and (found.by_id, found.verb, found.note) == (person.pk, step.verb, step.note.strip())
        and found.initiative.version == (step.seen or 0) + 1
        for step in steps
    )
