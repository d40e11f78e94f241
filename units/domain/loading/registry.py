"""Write the registry of a source: programme, phases, blocs, units, participations, directives."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Max

from units.domain import tree, versions
from units.domain.loading import model_values
from units.domain.loading.check import cleaned
from units.domain.loading.source import (
    PARTICIPATIONS_FILE,
    PROGRAMME_FILE,
    ProgrammeSource,
    SourceError,
    SourcePlace,
    SourceProblem,
)
from units.models import Bloc, Directive, Participation, Phase, Programme, Unit

Row = TypeVar("Row", bound=models.Model)


class Registry:
    """Adds and updates the registry rows of a checked source, and counts them.

    Nothing is removed: a source that no longer names a phase, bloc or participation of its programme is
    refused.
    """

    def __init__(self, source: ProgrammeSource) -> None:
        self.source = source
        self.added = 0
        self.changed = 0
        self.kept = 0
        self.programme = self._load_programme()
        self.phases = self._load_phases()
        units = self._load_units()
        self.members = self._load_participations(units, self._load_blocs())
        self._load_directives()

    def _load_programme(self) -> Programme:
        line = self.source.programme
        # Two loads of one programme wait for each other here.
        existing = versions.locked(Programme.objects.filter(slug=line.slug)).first()
        if existing and existing.is_demonstration != line.demonstration:
            reason = "Chương trình thật không đổi thành minh hoạ được, minh hoạ không đổi thành thật được."
            raise SourceError([SourceProblem(line.place, reason)])
        return self._put(existing or Programme(), model_values.programme_values(line), line.place)

    def _load_phases(self) -> dict[int, Phase]:
        existing = {phase.number: phase for phase in self.programme.phases.all()}
        lines = {line.number: line for line in self.source.phases}
        _refuse_dropped(PROGRAMME_FILE, "Giai đoạn", existing, lines)
        return {
            number: self._put(
                existing.get(number) or Phase(programme=self.programme),
                model_values.phase_values(line),
                line.place,
            )
            for number, line in sorted(lines.items())
        }

    def _load_blocs(self) -> dict[str, Bloc]:
        existing = {bloc.code: bloc for bloc in self.programme.blocs.all()}
        lines = {line.code: line for line in self.source.blocs}
        _refuse_dropped(PROGRAMME_FILE, "Khối thi đua", existing, lines)
        return {
            code: self._put(
                existing.get(code) or Bloc(programme=self.programme),
                model_values.bloc_values(line),
                line.place,
            )
            for code, line in lines.items()
        }

    def _load_units(self) -> dict[str, Unit]:
        lines = {line.code: line for line in self.source.units}
        existing = {unit.code: unit for unit in Unit.objects.filter(code__in=lines)}
        successors = {line.code: line.successor for line in self.source.units}
        units: dict[str, Unit] = {}
        for code in _above_first(successors):
            values = model_values.unit_values(lines[code]) | {"successor": units.get(successors[code])}
            units[code] = self._put(existing.get(code) or Unit(), values, lines[code].place)
        return units

    def _load_participations(
        self, units: Mapping[str, Unit], blocs: Mapping[str, Bloc]
    ) -> dict[str, Participation]:
        rows = self.programme.participations.select_related("unit")
        existing = {row.unit.code: row for row in rows}
        lines = {line.unit: line for line in self.source.participations}
        _refuse_dropped(PARTICIPATIONS_FILE, "Đơn vị", existing, lines)
        positions = {code: position for position, code in enumerate(lines, start=1)}
        self._make_way(
            [row.pk for code, row in existing.items() if row.position != positions[code]], len(lines)
        )
        members: dict[str, Participation] = {}
        for code in _above_first({line.unit: line.parent for line in lines.values()}):
            line = lines[code]
            values = model_values.participation_values(line) | {
                "position": positions[code],
                "parent": members.get(line.parent),
                "bloc": blocs.get(line.bloc),
            }
            row = existing.get(code) or Participation(programme=self.programme, unit=units[code])
            members[code] = self._put(row, values, line.place)
        return members

    def _make_way(self, moving: Collection[int], count: int) -> None:
        """First move rows whose position changes above all others: no two rows may share a position even for
        a moment.
        """
        if moving:
            highest = self.programme.participations.aggregate(highest=Max("position"))["highest"]
            self.programme.participations.filter(pk__in=moving).update(
                position=F("position") + max(highest, count)
            )

    def _load_directives(self) -> None:
        existing = {(row.number, row.issued_on): row for row in self.programme.directives.all()}
        for line in self.source.directives:
            row = existing.get((line.number, line.issued_on)) or Directive(programme=self.programme)
            self._put(row, model_values.directive_values(line), line.place)

    def _put(self, row: Row, values: Mapping[str, Any], place: SourcePlace) -> Row:
        """Save the row if it is new or differs."""
        is_new = row.pk is None
        differs = is_new or any(_differs(row, name, value) for name, value in values.items())
        for name, value in values.items():
            setattr(row, name, value)
        if not differs:
            self.kept += 1
            return row
        cleaned(row, place).save()
        self.added += is_new
        self.changed += not is_new
        return row


def _differs(row: models.Model, name: str, value: Any) -> bool:
    wanted = value.pk if isinstance(value, models.Model) else value
    return bool(row.serializable_value(name) != wanted)


def _refuse_dropped(file: str, what: str, recorded: Iterable[object], named: Collection[object]) -> None:
    dropped = [each for each in recorded if each not in named]
    if dropped:
        reason = "đã có trong hệ thống nhưng không còn trong tệp; nạp lại không xoá được gì."
        raise SourceError(SourceProblem(SourcePlace(file), f"{what} “{each}” {reason}") for each in dropped)


def _above_first(above: Mapping[str, str]) -> list[str]:
    """The codes sorted so that each follows the one above it ("": none). There are no circles."""
    return [code for code, _ in tree.in_order({code: parent or None for code, parent in above.items()})]
