"""From likeness of titles to likeness of dossiers: how authors, unit and date change it, and the sentence
that says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from units.domain.likeness.titles import TitleLikeness

SAME_AUTHOR = 0.12
SAME_UNIT = 0.04
NEAR_DAYS = 0.02
NEAR = 31
LONGEST_QUOTE = 80
NEARLY_THE_SAME = 95


@dataclass(frozen=True, slots=True)
class Signals:
    """What two dossiers share besides the title. `days_apart`: days between their first applications."""

    same_unit: bool = False
    same_author: bool = False
    days_apart: int | None = None

    @property
    def is_near(self) -> bool:
        return self.days_apart is not None and self.days_apart <= NEAR


def strength(title: TitleLikeness, shared: Signals) -> float:
    """How likely both dossiers describe one initiative, from 0 to 1; the titles weigh most."""
    added = SAME_AUTHOR * shared.same_author + SAME_UNIT * shared.same_unit + NEAR_DAYS * shared.is_near
    return min(1.0, title.score + added)


def reasons(title: TitleLikeness, shared: Signals) -> Iterator[str]:
    """The reasons in Vietnamese, the strongest first."""
    yield f"Tên giống {title.percent}%{_difference(title)}"
    if shared.same_unit:
        yield "cùng đơn vị"
    if shared.same_author:
        yield "cùng tác giả"
    if shared.days_apart == 0:
        yield "cùng ngày áp dụng lần đầu"
    elif shared.is_near:
        yield f"ngày áp dụng lần đầu cách nhau {shared.days_apart} ngày"
    if not shared.same_unit and title.percent >= NEARLY_THE_SAME:
        yield "khác đơn vị nên có thể đều hợp lệ"


def _difference(title: TitleLikeness) -> str:
    here, there = (", ".join(f"“{_quote(run)}”" for run in side) for side in (title.here, title.there))
    if here and there:
        return f": ở đây là {here}, ở hồ sơ kia là {there}"
    if here or there:
        return f": hồ sơ {'này' if here else 'kia'} thêm {here or there}"
    return ""


def _quote(run: str) -> str:
    return run if len(run) <= LONGEST_QUOTE else f"{run[:LONGEST_QUOTE].rstrip()}…"
