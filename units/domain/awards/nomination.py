"""The nomination table of candidates: the content of its twelve columns, ready to be drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from units.domain.awards.candidates import Candidate
from units.domain.awards.paths import Work
from units.models import AwardRule, Initiative, Programme

MOST_NOMINEES = 200
LONGEST_SUMMARY = 400
CLOSED = "Nội dung giữ kín."


@dataclass(frozen=True, slots=True)
class Nominee:
    """One line; texts about several initiatives stand below each other in one cell."""

    name: str
    birth_year: int | None
    place: str
    qualification: str
    titles: str
    recognitions: str
    summaries: str
    benefit: int
    social_effects: str
    award: str
    note: str


@dataclass(frozen=True, slots=True)
class Nomination:
    """The whole table. `left_out`: how many candidates exceed the length of one table."""

    superior: str
    organiser: str
    award: str
    source: str
    programme: str
    day: date
    is_demonstration: bool
    nominees: tuple[Nominee, ...]
    left_out: int


def nomination(rule: AwardRule, programme: Programme, chosen: Sequence[Candidate], as_of: date) -> Nomination:
    """The table of these candidates, in their order. One query for the texts of their initiatives."""
    shown = chosen[:MOST_NOMINEES]
    texts = Initiative.objects.only("solution", "social_effect", "is_confidential").in_bulk(
        [work.initiative for candidate in shown for work in candidate.counted_works]
    )
    return Nomination(
        superior=programme.superior_name,
        organiser=programme.organiser_name,
        award=rule.name,
        source=rule.source,
        programme=programme.short_name,
        day=as_of,
        is_demonstration=programme.is_demonstration,
        nominees=tuple(_nominee(each, rule, texts) for each in shown),
        left_out=len(chosen) - len(shown),
    )


def _nominee(candidate: Candidate, rule: AwardRule, texts: dict[int, Initiative]) -> Nominee:
    works = candidate.counted_works
    return Nominee(
        name=candidate.name,
        birth_year=candidate.birth_year,
        place=", ".join(text for text in (candidate.job, candidate.unit) if text),
        qualification=candidate.qualification,
        titles=_listed(work.title for work in works),
        recognitions=_listed(work.recognition or "–" for work in works),
        summaries=_listed(_summary(work, texts) for work in works),
        benefit=candidate.benefit,
        social_effects=_listed(_shortened(texts[work.initiative].social_effect) or "–" for work in works),
        award=rule.name,
        note=" ".join([candidate.path.why, *(f"Còn thiếu: {text}" for text in candidate.missing)]),
    )


def _summary(work: Work, texts: dict[int, Initiative]) -> str:
    stored = texts[work.initiative]
    return CLOSED if stored.is_confidential else _shortened(stored.solution) or "–"


def _listed(texts: Iterable[str]) -> str:
    """A single text as it is, several texts numbered."""
    found = list(texts)
    if len(found) == 1:
        return found[0]
    return "\n".join(f"{number}) {text}" for number, text in enumerate(found, start=1))


def _shortened(text: str) -> str:
    """The text on one line, cut at the end of a word."""
    whole = " ".join(text.split())
    if len(whole) <= LONGEST_SUMMARY:
        return whole
    return f"{whole[:LONGEST_SUMMARY].rsplit(' ', 1)[0]}…"
