"""Who may be proposed for an award: authors of accepted initiatives, measured against the thresholds of a
rule.

Confidential dossiers count, but nothing they say of a person is shown except the name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from units.choices import Qualification, SolutionKind
from units.domain import access
from units.domain.awards.paths import Path, Work, fitting, path_to
from units.domain.awards.rows import AwardRow, by_person, rows_within_reach
from units.models import AwardRule, AwardThreshold, Participation, Programme
from units.vietnamese import sort_key

CLOSED_WHY = "Đạt ngưỡng nhờ hồ sơ giữ kín, nên không nêu năm và ngưỡng."
CLOSED_GAP = "Hồ sơ giữ kín: đề nghị đơn vị xác nhận minh chứng."


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person in one unit. `is_hidden`: known from confidential dossiers only, so that nothing but the
    name is shown. `counted_works`: the works that add up to the benefit or fulfil the rule. `missing`: what
    the proposal still lacks, as sentences.
    """

    name: str
    birth_year: int | None
    job: str
    qualification: str
    unit: str
    is_hidden: bool
    works: tuple[Work, ...]
    counted_works: tuple[Work, ...]
    path: Path
    missing: tuple[str, ...]

    @property
    def benefit(self) -> int:
        """The counted benefit in whole VND."""
        return self.path.benefit


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rows say of a person; each fact comes from the latest row that states it."""

    qualification: str
    holds_leadership: bool | None
    job: str


def candidates(
    rule: AwardRule, programme: Programme, as_of: date, *, below: Participation | None = None
) -> list[Candidate]:
    """The people who reach a threshold of the rule with initiatives first applied up to `as_of`, the highest
    benefit first.

    A person is a name (accents count) and a birth year within one unit; rows of two units are never merged.
    The database returns only rows of people who can reach a threshold. Two queries, three with `below`.
    """
    thresholds = list(rule.thresholds.all())
    if not thresholds:
        return []
    rows = rows_within_reach(thresholds, programme, as_of)
    if below:
        rows = rows.filter(
            initiative__participation__in=access.subtree(programme.participations.all(), below.unit_id)
        )
    found = [
        candidate for works in by_person(rows) if (candidate := _candidate(works, thresholds)) is not None
    ]
    return _in_order(found)


def _in_order(found: list[Candidate]) -> list[Candidate]:
    """The highest benefit first; of equal ones by name."""
    found.sort(key=lambda each: -each.path.hundredths)
    ordered: list[Candidate] = []
    for _, equal in groupby(found, key=lambda each: each.path.hundredths):
        ordered += _by_name(list(equal))
    return ordered


def _by_name(equal: list[Candidate]) -> list[Candidate]:
    """Sorted by name. The sort key is slow to compute, and most groups have one member."""
    if len(equal) == 1:
        return equal
    return sorted(equal, key=lambda each: (sort_key(each.name), each.works[0].initiative))


def _candidate(rows: Sequence[AwardRow], thresholds: Sequence[AwardThreshold]) -> Candidate | None:
    """All rows count; what is shown comes only from the rows that are not confidential."""
    told_rows = [row for row in rows if not row.is_confidential]
    known, told = _facts(rows), _facts(told_rows)
    works = tuple(_work(row) for row in rows)
    possible = fitting(thresholds, qualification=known.qualification, holds_leadership=known.holds_leadership)
    reached = [path for path in (path_to(each, works) for each in possible) if path]
    if not reached:
        return None
    path = reached[-1]
    counted = _counted(works, path)
    is_closed = any(work.is_confidential for work in counted) or (
        (known.qualification, known.holds_leadership) != (told.qualification, told.holds_leadership)
    )
    gaps = _gaps_of_person(told, rows[-1].birth_year, unsure=len(reached) < len(possible) and not is_closed)
    if not told_rows:
        gaps = ["Hồ sơ giữ kín: đề nghị đơn vị ghi năm sinh, chức vụ, trình độ."]
    return Candidate(
        name=rows[-1].name,
        birth_year=rows[-1].birth_year if told_rows else None,
        job=told.job,
        qualification=str(Qualification(told.qualification).label) if told.qualification else "",
        unit=rows[-1].unit,
        is_hidden=not told_rows,
        works=tuple(map(_told, works)),
        counted_works=tuple(map(_told, counted)),
        path=replace(path, years=(), why=CLOSED_WHY) if is_closed else path,
        missing=tuple(gaps + _gaps_of_works(works, counted)),
    )


def _facts(rows: Sequence[AwardRow]) -> Facts:
    return Facts(
        qualification=next((row.qualification for row in reversed(rows) if row.qualification), ""),
        holds_leadership=next(
            (row.holds_leadership for row in reversed(rows) if row.holds_leadership is not None), None
        ),
        job=next((row.job for row in reversed(rows) if row.job), ""),
    )


def _counted(works: Sequence[Work], path: Path) -> list[Work]:
    chosen = [work for work in works if work.year in path.years]
    rest = [work for work in works if work not in chosen and work.kind == SolutionKind.MANAGEMENT]
    return chosen + (rest if path.threshold.management_level else [])


def _told(work: Work) -> Work:
    """The work with everything removed that may not be shown."""
    return replace(work, year=None, gaps=()) if work.is_confidential else work


def _gaps_of_person(told: Facts, birth_year: int | None, *, unsure: bool) -> list[str]:
    """`unsure`: another threshold might apply, depending on facts that are missing and may be shown."""
    asked = {
        "Tác giả chưa ghi năm sinh.": birth_year is None,
        "Tác giả chưa ghi chức vụ, công việc.": not told.job,
        "Tác giả chưa rõ trình độ.": not told.qualification,
        "Tác giả chưa rõ có giữ chức vụ lãnh đạo không.": told.holds_leadership is None,
        "Phải biết rõ trình độ và chức vụ, vì có ngưỡng mà người này chưa đạt.": unsure
        and (told.holds_leadership is None or not told.qualification),
    }
    return [text for text, lacks in asked.items() if lacks]


def _gaps_of_works(works: Sequence[Work], counted: Sequence[Work]) -> list[str]:
    """What the works lack. Confidential ones share one fixed sentence, which reveals nothing about them."""
    gaps = [
        f"{work.code}: {gap}"
        for work in works
        if not work.is_confidential and (work in counted or work.year is None)
        for gap in work.gaps
    ]
    return [*gaps, CLOSED_GAP] if any(work.is_confidential for work in counted) else gaps


def _work(row: AwardRow) -> Work:
    return Work(
        initiative=row.initiative,
        title=row.title,
        kind=row.kind,
        year=row.first_applied_on.year if row.first_applied_on else None,
        hundredths=(row.benefit_value or 0) * row.share,
        is_confidential=row.is_confidential,
        level=row.recognition_level,
        recognition_number=row.recognition_number,
        recognition_on=row.recognition_on,
        gaps=tuple(_gaps_of_work(row)),
    )


def _gaps_of_work(row: AwardRow) -> list[str]:
    asked = {
        "chưa ghi số quyết định công nhận.": not row.recognition_number,
        "chưa ghi ngày quyết định công nhận.": row.recognition_on is None,
        "chưa đính kèm quyết định công nhận.": not row.has_decision_file,
        "chưa đính kèm minh chứng hiệu quả.": not row.has_effect_file,
        "chưa nêu cách tính giá trị làm lợi.": bool(row.benefit_value) and row.benefit_reasoning_is_empty,
        "chưa ghi ngày áp dụng lần đầu, nên chưa tính vào năm nào.": row.first_applied_on is None,
    }
    return [text for text, lacks in asked.items() if lacks]
