"""How a person fulfils an award rule: arithmetic over the years in which works were first applied.

Shares of benefits are exact, in hundredths of a đồng (VND × percent).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from units.choices import RecognitionLevel, SolutionKind
from units.domain.awards.rules import who
from units.models import AwardThreshold
from units.models.initiative import code_of
from units.vietnamese import dotted, short_date

PERCENT = 100
LEVELS = list(RecognitionLevel.values)


@dataclass(frozen=True, slots=True)
class Work:
    """An accepted initiative and the author's part of it. `hundredths`: benefit × share."""

    initiative: int
    title: str
    kind: str
    year: int | None
    hundredths: int
    is_confidential: bool
    level: str
    recognition_number: str = ""
    recognition_on: date | None = None
    gaps: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return code_of(self.initiative)

    @property
    def recognition(self) -> str:
        """The decision and the level at which the work was recognised, in words."""
        words = [
            f"Số {self.recognition_number}" if self.recognition_number else "",
            f"ngày {short_date(self.recognition_on)}" if self.recognition_on else "",
            str(RecognitionLevel(self.level).label).lower() if self.level else "",
        ]
        return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Path:
    """How a threshold was reached: the years that count, their sum, and the reason as a sentence."""

    threshold: AwardThreshold
    years: tuple[int, ...]
    hundredths: int
    why: str

    @property
    def benefit(self) -> int:
        return whole(self.hundredths)


def whole(hundredths: int) -> int:
    """Hundredths of a đồng as whole VND, rounded half up. The only rounding, done at the very end."""
    return (hundredths + PERCENT // 2) // PERCENT


def fitting(
    thresholds: Iterable[AwardThreshold], *, qualification: str, holds_leadership: bool | None
) -> list[AwardThreshold]:
    """The thresholds that apply to such a person, or may apply as a fact is unknown; the highest last."""
    return sorted(
        (
            each
            for each in thresholds
            if each.qualification in ("", qualification) or not qualification
            if each.holds_leadership is None or holds_leadership in (None, each.holds_leadership)
        ),
        key=lambda each: each.amount,
    )


def path_to(threshold: AwardThreshold, works: Sequence[Work]) -> Path | None:
    """How these works reach the threshold; None where they do not.

    Tried in this order: the benefit of one year, that of several years in a row, a management solution.
    """
    sums: dict[int, int] = defaultdict(int)
    for work in works:
        if work.year is not None:
            sums[work.year] += work.hundredths
    asked = f" (ngưỡng đối với {who(threshold)})"
    best = max(sums, key=lambda year: (sums[year], year), default=None)
    if best is not None and sums[best] >= threshold.amount * PERCENT:
        return Path(
            threshold,
            (best,),
            sums[best],
            f"Năm {best} làm lợi {_dong(sums[best])}, từ {dotted(threshold.amount)} đồng trở lên{asked}.",
        )
    return _several(threshold, sums, asked) or _management(threshold, works, sums, asked)


def _several(threshold: AwardThreshold, sums: dict[int, int], asked: str) -> Path | None:
    """The best run of `several_years` consecutive calendar years; a year without works counts as 0."""
    length, amount = threshold.several_years, threshold.several_years_amount
    if not sums or not length or amount is None:
        return None
    runs = {
        first: sum(sums.get(year, 0) for year in range(first, first + length))
        for first in range(min(sums) - length + 1, max(sums) + 1)
    }
    first = max(runs, key=lambda year: (runs[year], year))
    if runs[first] < amount * PERCENT:
        return None
    years = tuple(range(first, first + length))
    return Path(
        threshold,
        years,
        runs[first],
        f"{length} năm liên tục {years[0]}–{years[-1]} làm lợi {_dong(runs[first])}, "
        f"từ {dotted(amount)} đồng trở lên{asked}.",
    )


def _management(
    threshold: AwardThreshold, works: Sequence[Work], sums: dict[int, int], asked: str
) -> Path | None:
    if not threshold.management_level:
        return None
    found = [work for work in works if is_management(work.kind, work.level, threshold.management_level)]
    if not found:
        return None
    best = max(sums, key=lambda year: (sums[year], year), default=None)
    level = str(RecognitionLevel(found[0].level).label).lower()
    return Path(
        threshold,
        () if best is None else (best,),
        0 if best is None else sums[best],
        f"Có giải pháp quản lý {found[0].code} được công nhận {level}{asked}.",
    )


def is_management(kind: str, level: str, least: str) -> bool:
    """Whether it is a management solution that was recognised at the level `least` or above."""
    return kind == SolutionKind.MANAGEMENT and level in LEVELS[LEVELS.index(least) :]


def _dong(hundredths: int) -> str:
    return f"{dotted(whole(hundredths))} đồng"
