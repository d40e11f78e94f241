"""Likely duplicates of an initiative: which, how likely and why, as far as the person may know.

A hint, never a lock: two establishments may rightly use the same title.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Value, When

from units.choices import InitiativeState
from units.domain import access
from units.domain.access import Person, Rights
from units.domain.likeness.evidence import Signals, reasons, strength
from units.domain.likeness.index import TitleIndex, index_title, rebuild_terms, wrong_titles
from units.domain.likeness.titles import TitleLikeness, compare, compare_words, may_be_alike
from units.domain.likeness.words import keys_of, words_of
from units.models import Author, Initiative, Participation
from units.models.initiative import LONG_TEXTS
from units.vietnamese import fold

__all__ = ["Asked", "Likeness", "index_title", "likely_duplicates", "rebuild_terms", "wrong_titles"]

LIKELY = 0.80
"""The least strength that is shown; chosen on the tuning half of benchmarks/likely_duplicates.csv."""

CLOSE = 0.65
"""Titles less alike than this are never duplicates, whoever the authors are."""

MOST = 5
SAME_TITLES = 20
UNREAD = (*LONG_TEXTS, "search_key")
"""Long fields that the comparison does not need."""

Identity = tuple[str, int | None]
"""An author: folded name and year of birth."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared with all other dossiers: a stored dossier, or one that is being typed."""

    title: str
    participation: Participation
    authors: frozenset[Identity] = frozenset()
    first_applied_on: date | None = None
    pk: int | None = None
    merged_into: int | None = None

    @classmethod
    def about(cls, initiative: Initiative, rights: Rights) -> "Asked":
        """The dossier as this person may compare it: authors and date only if they may read them."""
        return cls(
            title=initiative.title,
            participation=initiative.participation,
            authors=_identities(initiative.authors.all()) if rights.reads_people else frozenset(),
            first_applied_on=initiative.first_applied_on if rights.reads_content else None,
            pk=initiative.pk,
            merged_into=initiative.merged_into_id,
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """One likely duplicate. `initiative` is None where the person may know only that another unit has one."""

    initiative: Initiative | None
    percent: int
    strength: float
    same_title: bool
    same_unit: bool
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons as one sentence."""
        return "; ".join(self.reasons) + "."


def likely_duplicates(asked: Initiative | Asked, user: Person) -> tuple[Likeness, ...]:
    """At most five, the likeliest first; the same title in the same unit comes before all others."""
    if isinstance(asked, Initiative):
        asked = Asked.about(asked, access.rights_over(user, asked))
    return _duplicates_of(asked, user)


def _duplicates_of(subject: Asked, user: Person) -> tuple[Likeness, ...]:
    near = _alike_by_title(subject)
    if not near:
        return ()
    rows = (
        Initiative.objects.filter(pk__in=near)
        .select_related("participation__programme", "participation__unit")
        .prefetch_related("authors")
        .defer(*UNREAD)
    )
    found = list(rows)
    readable = set(
        access.readable_initiatives(user).filter(pk__in=near).order_by().values_list("pk", flat=True)
    )
    rights = access.rights_among(user, [each for each in found if each.pk in readable])
    known = [each for each in found if each.pk in readable or each.state != InitiativeState.DRAFT]
    likely = (_likeness(subject, each, near[each.pk], rights.get(each.pk)) for each in known)
    return _first_of_each([each for each in likely if each[1].strength >= LIKELY], subject)


def likeness_of(here: Initiative, there: Initiative, user: Person) -> Likeness:
    """How alike two dossiers are that the person may read, however little."""
    corpus = TitleIndex().learn({*keys_of(here.title), *keys_of(there.title)})
    rights = access.rights_among(user, [here, there])
    title = compare(here.title, there.title, corpus)
    return _likeness(Asked.about(here, rights[here.pk]), there, title, rights[there.pk])[1]


def _alike_by_title(subject: Asked) -> dict[int, TitleLikeness]:
    """The initiatives with a close title, by pk; never the dossier itself."""
    ours = keys_of(subject.title)
    if not ours:
        return {}
    index = TitleIndex()
    found = [*_same_title(subject), *index.candidates(subject.title, besides=subject.pk)]
    rows = Initiative.objects.filter(pk__in=found).order_by().values_list("pk", "title")
    titles = {pk: title for pk, title in rows if may_be_alike(ours, keys_of(title))}
    corpus = index.learn({key for title in (subject.title, *titles.values()) for key in keys_of(title)})
    words = words_of(subject.title)
    compared = ((pk, compare_words(words, words_of(title), corpus)) for pk, title in titles.items())
    return {pk: alike for pk, alike in compared if alike.score >= CLOSE and pk != subject.pk}


def _same_title(subject: Asked) -> Iterable[int]:
    """The initiatives with exactly this title, those of the own unit first: the index does not find titles of
    frequent words only.
    """
    here = Case(
        When(participation__unit=subject.participation.unit_id, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    same = Initiative.objects.filter(title_key=fold(subject.title)).exclude(pk=subject.pk or 0)
    return same.order_by(here, "-pk").values_list("pk", flat=True)[:SAME_TITLES]


Found = tuple[Initiative, Likeness]


def _likeness(subject: Asked, other: Initiative, title: TitleLikeness, rights: Rights | None) -> Found:
    """`rights` is None for a dossier that the person may not read: then only the titles count, and nothing
    about it is told.
    """
    same_unit = other.participation.unit_id == subject.participation.unit_id
    if rights is None:
        hidden = ("Có hồ sơ tương tự ở đơn vị khác", "hai đơn vị có thể cùng có sáng kiến này")
        return other, Likeness(None, title.percent, title.score, False, same_unit, hidden)
    shared = Signals(
        same_unit=same_unit,
        same_author=rights.reads_people and bool(subject.authors & _identities(other.authors.all())),
        days_apart=_days_apart(subject.first_applied_on, other.first_applied_on)
        if rights.reads_content
        else None,
    )
    said = [*reasons(title, shared), *_standing(subject, other)]
    same_title = title.score == 1 and other.title_key == fold(subject.title)
    return other, Likeness(other, title.percent, strength(title, shared), same_title, same_unit, tuple(said))


def _standing(subject: Asked, other: Initiative) -> Iterator[str]:
    """What has become of the other dossier."""
    if other.participation.programme_id != subject.participation.programme_id:
        yield f"thuộc {other.participation.programme.short_name}"
    if other.merged_into_id:
        yield "đã nhập vào hồ sơ khác"
    elif other.state == InitiativeState.ACCEPTED:
        yield "đã được công nhận"


def _first_of_each(found: Iterable[Found], subject: Asked) -> tuple[Likeness, ...]:
    """Only the likeliest of dossiers merged into one, and only the likeliest of all that may not be named."""
    seen: set[int | None] = {subject.pk, subject.merged_into} - {None}
    kept: list[Likeness] = []
    for other, likeness in sorted(found, key=_order):
        group = (other.merged_into_id or other.pk) if likeness.initiative else None
        if group not in seen:
            seen.add(group)
            kept.append(likeness)
    return tuple(kept[:MOST])


def _order(found: Found) -> tuple[bool, float, bool, int]:
    other, likeness = found
    return (
        not (likeness.same_title and likeness.same_unit),
        -likeness.strength,
        not likeness.same_unit,
        -other.pk,
    )


def _identities(authors: Iterable[Author]) -> frozenset[Identity]:
    return frozenset((author.name_key, author.birth_year) for author in authors if author.name_key)


def _days_apart(first: date | None, second: date | None) -> int | None:
    return abs((first - second).days) if first and second else None
