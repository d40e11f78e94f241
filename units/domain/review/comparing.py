"""Two dossiers side by side, as far as a person may read each; which may be merged, and what a merge left."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.text import capfirst

from units.choices import ReviewVerb
from units.domain import access
from units.domain.access import Person, Rights
from units.domain.dossiers.transitions import ACCEPTED, SUBMITTED, TRANSITIONS
from units.domain.likeness.titles import Piece, side_by_side
from units.models import Initiative
from units.models.initiative import LONG_TEXTS
from units.models.initiative_places import PLACES
from units.models.text_places import label_of
from units.vietnamese import dotted, short_date

HIDDEN = "Không được xem"
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One part of both dossiers, cut into pieces. `state`: a word where both are the same, else empty."""

    label: str
    here: list[Piece]
    there: list[Piece]
    state: str


Tell = Callable[[Initiative], str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared in one line. `names`: the fields that it tells."""

    label: str
    tell: Tell
    names: tuple[str, ...] = ()
    may_read: Callable[[Rights], bool] = lambda rights: True


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


# Told together, or otherwise than they are kept; all else that is compared stands as it is.
JOINED = (
    Compared("Áp dụng lần đầu", _applied, ("first_applied_on",)),
    Compared("Giá trị làm lợi", _benefit, ("benefit_basis", "benefit_value")),
    Compared("Công nhận", _recognition, ("recognition_level", "recognition_number", "recognition_on")),
)
WHOSE = (
    Compared("Đơn vị", lambda each: each.participation.name),
    Compared("Chương trình", lambda each: each.participation.programme.short_name),
    Compared("Tác giả, năm sinh", _authors, may_read=lambda rights: rights.reads_people),
)


def compared() -> list[Compared]:
    """The title, whose it is, and all else in the order of the dossier."""
    joined = {name: each for each in JOINED for name in each.names}
    names = [name for name, place in PLACES.items() if place.compared]
    title, *content = dict.fromkeys(joined.get(name) or _as_it_stands(name) for name in names)
    return [title, *WHOSE, *(_unless_closed(each) for each in content)]


def _as_it_stands(name: str) -> Compared:
    def tell(initiative: Initiative) -> str:
        said = getattr(initiative, f"get_{name}_display", lambda: getattr(initiative, name))()
        return short_date(said) if isinstance(said, date) else str(said or "")

    return Compared(capfirst(label_of(Initiative, name)), tell, (name,))


def _unless_closed(each: Compared) -> Compared:
    is_closed = any(PLACES[name].closed for name in each.names)
    return replace(each, may_read=lambda rights: rights.reads_content) if is_closed else each


def compared_texts(here: Initiative, there: Initiative, rights: dict[int, Rights]) -> Iterator[ComparedText]:
    """Every part, in the order of the dossier. `rights`: over both, by pk."""
    for each in compared():
        ours, theirs = (
            each.tell(side) or NOTHING if each.may_read(rights[side.pk]) else None for side in (here, there)
        )
        if ours is None or theirs is None:
            here_shown, there_shown = ([Piece(said or HIDDEN, differs=False)] for said in (ours, theirs))
            yield ComparedText(each.label, here_shown, there_shown, state="")
            continue
        left, right = side_by_side(ours, theirs)
        differs = any(piece.differs for piece in (*left, *right))
        yield ComparedText(each.label, left, right, state="" if differs else "giống nhau")


def keepable(here: Initiative, there: Initiative) -> list[Initiative]:
    """Which of the two may be kept when the other is merged into it; stepping.take decides in the end."""
    if here.participation.programme_id != there.participation.programme_id:
        return []
    mergeable = TRANSITIONS[ReviewVerb.MERGE].before
    return [
        kept
        for kept, merged in ((here, there), (there, here))
        if kept.state in (SUBMITTED, ACCEPTED) and merged.state in mergeable
    ]


@dataclass(frozen=True, slots=True)
class MergeTraces:
    """What a merge has left: the dossier that is kept instead of this one, and those merged into this one.
    Only dossiers that the person may know of; `is_hidden`: the kept one is not among them.
    """

    kept: Initiative | None
    is_hidden: bool
    merged: list[Initiative]


def merge_traces_of(initiative: Initiative, user: Person) -> MergeTraces:
    """The traces of merging, for this person. At most two queries."""
    both = Q(merged_into=initiative.pk) | Q(pk=initiative.merged_into_id or 0)
    readable = access.readable_initiatives(user).filter(both).select_related("participation")
    found = list(readable.defer(*LONG_TEXTS, "search_key").order_by("pk"))
    kept = next((each for each in found if each.pk == initiative.merged_into_id), None)
    return MergeTraces(
        kept=kept,
        is_hidden=initiative.merged_into_id is not None and kept is None,
        merged=[each for each in found if each.merged_into_id == initiative.pk],
    )
