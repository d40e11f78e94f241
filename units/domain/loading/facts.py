"""Which quotas and statements of a source are new compared with what is recorded. Facts are
only ever added.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from units.domain.loading.source import SourcePlace, SourceProblem

FactKey = tuple[int, int | None, date]
"""Participation, phase (None: overall) and day."""

Content = tuple[int, str]
"""The amount, and the decision number or note that goes with it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact as recorded."""

    content: Content
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as a source line states it. `index`: of the line in the source. `recorded_at` None: the instant
    of loading.
    """

    index: int
    place: SourcePlace
    key: FactKey
    content: Content
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Addition:
    """A source line that becomes a row; a correction where its day has another row already."""

    index: int
    recorded_at: datetime
    is_correction: bool


@dataclass(slots=True)
class Plan:
    additions: list[Addition] = field(default_factory=list)
    kept: int = 0
    problems: list[SourceProblem] = field(default_factory=list)


def plan_facts(
    lines: Iterable[FactLine], recorded: Mapping[FactKey, Sequence[Recorded]], now: datetime
) -> Plan:
    """The additions that make the newest record of every key equal to the last source line of that key.

    `recorded`: the rows of each key, oldest first. Lines of one key with instants of recording are a history:
    each but the last must be recorded already exactly so, or be later than everything recorded.
    """
    plan = Plan()
    in_order = sorted(lines, key=lambda line: (_key_order(line.key), line.recorded_at or now))
    for key, group in groupby(in_order, key=lambda line: line.key):
        past = list(recorded.get(key, ()))
        *earlier, last = group
        for line in earlier:
            _plan_history(line, line.recorded_at or now, past, plan)
        _plan_newest(last, past, plan, now)
    plan.additions.sort(key=lambda addition: (addition.recorded_at, addition.index))
    return plan


def _plan_history(line: FactLine, recorded_at: datetime, past: list[Recorded], plan: Plan) -> None:
    if Recorded(line.content, recorded_at) in past:
        plan.kept += 1
    elif not past or past[-1].recorded_at < recorded_at:
        _add(line, recorded_at, past, plan, is_correction=False)
    else:
        reason = "Hệ thống đã ghi nhận khác với dòng này; lịch sử đã ghi nhận không sửa được."
        plan.problems.append(SourceProblem(line.place, reason))


def _plan_newest(line: FactLine, past: list[Recorded], plan: Plan, now: datetime) -> None:
    if past and past[-1].content == line.content:
        plan.kept += 1
    elif line.recorded_at and (not past or past[-1].recorded_at < line.recorded_at):
        _add(line, line.recorded_at, past, plan, is_correction=False)
    else:
        _add(line, now, past, plan, is_correction=bool(past))


def _add(
    line: FactLine, recorded_at: datetime, past: list[Recorded], plan: Plan, *, is_correction: bool
) -> None:
    past.append(Recorded(line.content, recorded_at))
    plan.additions.append(Addition(line.index, recorded_at, is_correction))


def _key_order(key: FactKey) -> tuple[int, int, date]:
    participation, phase, day = key
    return (participation, phase or 0, day)
