"""What contradicts itself in a ProgrammeSource, found before anything is written. No queries."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from units.domain.loading import model_values
from units.domain.loading.expected import published_columns
from units.domain.loading.source import (
    PARTICIPATIONS_FILE,
    PROGRAMME_FILE,
    UNITS_FILE,
    ExpectedTable,
    ProgrammeSource,
    SourceCount,
    SourceError,
    SourcePlace,
    SourceProblem,
    SourceQuota,
)
from units.models import Bloc, Directive, Participation, Phase, Programme, Quota, ReportedCount, Unit
from units.models.fact import MAX_AMOUNT
from units.vietnamese import dotted, short_date

# Django's own sentences are partly English, and none of them says what a code may look like.
REFUSALS = {
    "blank": "không được để trống.",
    "invalid": "chỉ gồm chữ không dấu, chữ số, dấu gạch nối và dấu gạch dưới.",
    "max_length": "có tối đa {limit_value} ký tự; tệp ghi {show_value} ký tự.",
    "max_value": "không được lớn hơn {limit_value}.",
    "min_value": "không được nhỏ hơn {limit_value}.",
}


class Placed(Protocol):
    @property
    def place(self) -> SourcePlace: ...


Record = TypeVar("Record", bound=Placed)
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a file defines. Where lines of the file are missing, no name can be called unknown."""

    names: frozenset[Hashable]
    is_complete: bool

    def lacks(self, name: Hashable) -> bool:
        return self.is_complete and name not in self.names


def contradictions(source: ProgrammeSource, now: datetime) -> list[SourceProblem]:
    """Every problem of the source, including those found while reading. A line that could not be read has no
    other.
    """
    unread = {problem.place for problem in source.unread}
    found = chain(
        _of_programme(source),
        _of_units(source),
        _of_participations(source),
        _of_facts(source, source.quotas, now),
        _of_facts(source, source.counts, now),
        _of_directives(source),
        chain.from_iterable(_of_expected(source, table) for table in source.expected),
    )
    return [*source.unread, *(problem for problem in found if problem.place not in unread)]


def _field_problems(
    model: type[models.Model], values: model_values.ModelValues, place: SourcePlace
) -> Iterator[SourceProblem]:
    """The problems that the model's fields find in these values."""
    others = {field.name for field in model._meta.fields} - values.keys()
    try:
        model(**values).clean_fields(exclude=others)
    except ValidationError as error:
        yield from _as_problems(error, place)


def cleaned(row: Row, place: SourcePlace) -> Row:
    """The row itself, validated except for what would cost several queries for each row.

    References were written just before; constraints were checked with the source, and the database holds them
    anyway.
    """
    references = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.full_clean(exclude=references, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise SourceError(_as_problems(error, place)) from error
    return row


def _as_problems(error: ValidationError, place: SourcePlace) -> Iterator[SourceProblem]:
    """The errors of a validation as problems, with the names that the fields have in the files."""
    for name, errors in error.error_dict.items():
        for each in errors:
            sentence = REFUSALS.get(each.code or "")
            reason = sentence.format_map(each.params or {}) if sentence else each.messages[0]
            yield SourceProblem(place, f"“{name.removeprefix('is_')}” {reason}")


def _of_programme(source: ProgrammeSource) -> Iterator[SourceProblem]:
    if PROGRAMME_FILE in source.incomplete:
        return
    place = source.programme.place
    yield from _field_problems(Programme, model_values.programme_values(source.programme), place)
    if not source.phases:
        yield SourceProblem(place, "Chương trình phải có ít nhất một giai đoạn [[phases]].")
    for phase in source.phases:
        yield from _field_problems(Phase, model_values.phase_values(phase), phase.place)
        if phase.ends_on < phase.starts_on:
            yield SourceProblem(phase.place, "Ngày cuối giai đoạn không thể trước ngày đầu.")
    for bloc in source.blocs:
        yield from _field_problems(Bloc, model_values.bloc_values(bloc), bloc.place)
    yield from _repeated(source.phases, lambda phase: phase.number, "Giai đoạn mang số này")
    yield from _repeated(source.blocs, lambda bloc: bloc.code, "Khối thi đua mang mã này")


def _of_units(source: ProgrammeSource) -> Iterator[SourceProblem]:
    known = _units_known(source)
    for unit in source.units:
        yield from _field_problems(Unit, model_values.unit_values(unit), unit.place)
        if unit.successor and known.lacks(unit.successor):
            yield SourceProblem(unit.place, f"Đơn vị kế thừa “{unit.successor}” không có trong {UNITS_FILE}.")
    yield from _repeated(source.units, lambda unit: unit.code, "Mã đơn vị này")
    yield from _circles(
        {unit.code: unit.successor for unit in source.units},
        {unit.code: unit.place for unit in source.units},
        "Các đơn vị kế thừa nhau thành vòng",
    )


def _of_participations(source: ProgrammeSource) -> Iterator[SourceProblem]:
    units, members = _units_known(source), _participations_known(source)
    blocs = Known(frozenset(bloc.code for bloc in source.blocs), PROGRAMME_FILE not in source.incomplete)
    for line in source.participations:
        yield from _field_problems(Participation, model_values.participation_values(line), line.place)
        if units.lacks(line.unit):
            yield SourceProblem(line.place, f"Đơn vị “{line.unit}” không có trong {UNITS_FILE}.")
        if line.parent and members.lacks(line.parent):
            yield SourceProblem(
                line.place, f"Đơn vị cấp trên “{line.parent}” không có trong {PARTICIPATIONS_FILE}."
            )
        if line.bloc and blocs.lacks(line.bloc):
            yield SourceProblem(line.place, f"Khối thi đua “{line.bloc}” không có trong {PROGRAMME_FILE}.")
    yield from _repeated(source.participations, lambda line: line.unit, "Đơn vị này")
    yield from _circles(
        {line.unit: line.parent for line in source.participations},
        {line.unit: line.place for line in source.participations},
        "Các đơn vị là cấp trên của nhau thành vòng",
    )


def _of_facts(
    source: ProgrammeSource, lines: Sequence[SourceQuota | SourceCount], now: datetime
) -> Iterator[SourceProblem]:
    members = _participations_known(source)
    phases = Known(
        frozenset([None, *(phase.number for phase in source.phases)]),
        PROGRAMME_FILE not in source.incomplete,
    )
    history_allowed = source.programme.demonstration or PROGRAMME_FILE in source.incomplete
    for line in lines:
        if members.lacks(line.unit):
            yield SourceProblem(line.place, f"Đơn vị “{line.unit}” không có trong {PARTICIPATIONS_FILE}.")
        if phases.lacks(line.phase):
            yield SourceProblem(line.place, f"Giai đoạn {line.phase} không có trong {PROGRAMME_FILE}.")
        if line.recorded_at and not history_allowed:
            yield SourceProblem(
                line.place,
                "Cột “recorded_at” chỉ dùng cho chương trình minh hoạ; "
                "lịch sử của chương trình thật là những gì hệ thống đã ghi nhận.",
            )
        if line.recorded_at and line.recorded_at > now:
            yield SourceProblem(line.place, "Cột “recorded_at” không thể là một thời điểm chưa tới.")
        yield from _of_values(line, now)
    yield from _repeated(lines, _fact_key, "Số liệu của đơn vị, giai đoạn và ngày này")


def _fact_key(line: SourceQuota | SourceCount) -> Hashable:
    day = line.effective_on if isinstance(line, SourceQuota) else line.counted_on
    return (line.unit, line.phase, day, line.recorded_at)


def _of_values(line: SourceQuota | SourceCount, now: datetime) -> Iterator[SourceProblem]:
    if line.amount > MAX_AMOUNT:
        yield SourceProblem(line.place, f"Cột “amount” phải từ 0 đến {dotted(MAX_AMOUNT)}.")
    elif isinstance(line, SourceQuota):
        yield from _field_problems(Quota, model_values.quota_values(line), line.place)
    else:
        yield from _field_problems(ReportedCount, model_values.count_values(line), line.place)
    if isinstance(line, SourceCount) and line.counted_on > timezone.localdate(now):
        yield SourceProblem(
            line.place, f"Chưa tới ngày {short_date(line.counted_on)} nên chưa thể có số liệu của ngày đó."
        )


def _of_directives(source: ProgrammeSource) -> Iterator[SourceProblem]:
    for directive in source.directives:
        yield from _field_problems(Directive, model_values.directive_values(directive), directive.place)
    yield from _repeated(
        source.directives, lambda line: (line.number, line.issued_on), "Công văn mang số và ngày này"
    )


def _of_expected(source: ProgrammeSource, table: ExpectedTable) -> Iterator[SourceProblem]:
    columns = published_columns(sorted(phase.number for phase in source.phases))
    if PROGRAMME_FILE not in source.incomplete and table.columns != columns:
        yield SourceProblem(table.place, f"Các cột phải là: {','.join(columns)}.")


def _units_known(source: ProgrammeSource) -> Known:
    return Known(frozenset(unit.code for unit in source.units), UNITS_FILE not in source.incomplete)


def _participations_known(source: ProgrammeSource) -> Known:
    return Known(
        frozenset(line.unit for line in source.participations),
        PARTICIPATIONS_FILE not in source.incomplete,
    )


def _repeated(
    records: Iterable[Record], key: Callable[[Record], Hashable], what: str
) -> Iterator[SourceProblem]:
    first: dict[Hashable, SourcePlace] = {}
    for record in records:
        place = first.setdefault(key(record), record.place)
        if place is not record.place:
            yield SourceProblem(record.place, f"{what} đã có ở {place}.")


def _circles(
    above: Mapping[str, str], places: Mapping[str, SourcePlace], what: str
) -> Iterator[SourceProblem]:
    """One problem for each circle, at the member that the file names first."""
    walked: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        code = start
        while code in above and code not in walked and code not in path:
            path[code] = None
            code = above[code]
        if code in path:
            circle = [*path][[*path].index(code) :]
            yield SourceProblem(places[code], f"{what}: {' → '.join([*circle[:10], code])}.")
        walked.update(path)
