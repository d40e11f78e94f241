"""Two dossiers side by side, as far as a person may read each; which may be merged, and what merging left."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from units.choices import ReviewVerb
from units.domain import access
from units.domain.access import Person, Rights
from units.domain.dossiers.transitions import ACCEPTED, SUBMITTED, TRANSITIONS
from units.domain.likeness.titles import Piece, side_by_side
from units.models import Initiative
from units.models.initiative import CLOSED_TEXTS
from units.vietnamese import dotted, short_date

HIDDEN = "Không được xem"
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One part of both dossiers in pieces; `state`: whether they say the same, or cannot be compared."""

    label: str
    here: list[Piece]
    there: list[Piece]
    state: str


Told = Callable[[Initiative], str]


def _recognition(initiative: Initiative) -> str:
    if not initiative.recognition_number:
        return ""
    day = f" ngày {short_date(initiative.recognition_on)}" if initiative.recognition_on else ""
    level = f", {initiative.get_recognition_level_display()}" if initiative.recognition_level else ""
    return f"Quyết định số {initiative.recognition_number}{day}{level}"


def _applied(initiative: Initiative) -> str:
    return short_date(initiative.first_applied_on) if initiative.first_applied_on else ""


def _benefit(initiative: Initiative) -> str:
    if initiative.benefit_value is None:
        return str(initiative.get_benefit_basis_display())
    return f"{dotted(initiative.benefit_value)} đồng một năm"


def _authors(initiative: Initiative) -> str:
    return "\n".join(f"{author}, {author.birth_year or NOTHING}" for author in initiative.authors.all())


EVERYBODY: dict[str, Told] = {
    "Tên sáng kiến": lambda each: each.title,
    "Đơn vị": lambda each: each.participation.name,
    "Chương trình": lambda each: each.participation.programme.short_name,
    "Loại giải pháp": lambda each: str(each.get_kind_display()),
    "Lĩnh vực": lambda each: str(each.get_field_display()),
    "Giá trị làm lợi": _benefit,
    "Hiệu quả xã hội": lambda each: each.social_effect,
    "Công nhận": _recognition,
}
CONTENT: dict[str, Told] = {
    "Áp dụng lần đầu": _applied,
    "Vấn đề trước khi có sáng kiến": lambda each: each.problem,
    "Nội dung giải pháp": lambda each: each.solution,
    "Điểm mới": lambda each: each.novelty,
    "Phạm vi áp dụng": lambda each: each.scope,
    "Cách tính giá trị làm lợi": lambda each: each.benefit_reasoning,
}
PEOPLE: dict[str, Told] = {"Tác giả, năm sinh": _authors}
ORDER = (
    "Tên sáng kiến",
    "Đơn vị",
    "Chương trình",
    "Tác giả, năm sinh",
    "Áp dụng lần đầu",
    "Loại giải pháp",
    "Lĩnh vực",
    "Vấn đề trước khi có sáng kiến",
    "Nội dung giải pháp",
    "Điểm mới",
    "Phạm vi áp dụng",
    "Giá trị làm lợi",
    "Cách tính giá trị làm lợi",
    "Hiệu quả xã hội",
    "Công nhận",
)


def compared_texts(here: Initiative, there: Initiative, rights: dict[int, Rights]) -> Iterator[ComparedText]:
    """Every part, in the order of the dossier. `rights` of both, by pk."""
    ours, theirs = _said(here, rights[here.pk]), _said(there, rights[there.pk])
    for label in ORDER:
        if label not in ours or label not in theirs:
            shown = ([Piece(side.get(label, HIDDEN) or NOTHING, differs=False)] for side in (ours, theirs))
            yield ComparedText(label, next(shown), next(shown), state="")
            continue
        left, right = side_by_side(ours[label] or NOTHING, theirs[label] or NOTHING)
        differs = any(piece.differs for piece in (*left, *right))
        yield ComparedText(label, left, right, state="" if differs else "giống nhau")


def _said(initiative: Initiative, rights: Rights) -> dict[str, str]:
    told = EVERYBODY
    if rights.reads_content:
        told = told | CONTENT
    if rights.reads_people:
        told = told | PEOPLE
    return {label: tell(initiative) for label, tell in told.items()}


def keepable(here: Initiative, there: Initiative) -> list[Initiative]:
    """Which of the two may be kept when the other is merged into it; review.take has the last word."""
    if here.participation.programme_id != there.participation.programme_id:
        return []
    mergeable = TRANSITIONS[ReviewVerb.MERGE].before
    return [
        kept
        for kept, merged in ((here, there), (there, here))
        if kept.state in (SUBMITTED, ACCEPTED) and merged.state in mergeable
    ]


@dataclass(frozen=True, slots=True)
class Traces:
    """What merging has left: the dossier that is kept instead of this one, and those that it stands for.
    Only those that the person may know of; `is_hidden` when the kept one is not among them.
    """

    kept: Initiative | None
    is_hidden: bool
    merged: list[Initiative]


def traces_of(initiative: Initiative, user: Person) -> Traces:
    """In two queries at most."""
    both = Q(merged_into=initiative.pk) | Q(pk=initiative.merged_into_id or 0)
    readable = access.readable_initiatives(user).filter(both).select_related("participation")
    found = list(readable.defer(*CLOSED_TEXTS, "search_key").order_by("pk"))
    kept = next((each for each in found if each.pk == initiative.merged_into_id), None)
    return Traces(
        kept=kept,
        is_hidden=initiative.merged_into_id is not None and kept is None,
        merged=[each for each in found if each.merged_into_id == initiative.pk],
    )
