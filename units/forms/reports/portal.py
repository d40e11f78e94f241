"""Figures of the national portal of one day, typed into a grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.http import QueryDict

from units.domain.reports.portal import Cell, PortalReading, PortalRow, WrittenMeanwhileError
from units.forms.fields import CountField
from units.models import Participation, Phase, PortalCount
from units.vietnamese import dotted, short_date

AMOUNT = CountField(required=False)


@dataclass(slots=True)
class PortalCell:
    """One figure: `stored` is what is recorded for this very day, `seen` what the form showed, `last` what
    was read last before.
    """

    participation: Participation
    phase: Phase
    stored: int | None
    last: PortalReading | None
    text: str
    seen: int | None
    amount: int | None = None
    error: str = ""

    @property
    def name(self) -> str:
        return f"c-{self.participation.pk}-{self.phase.pk}"

    @property
    def seen_name(self) -> str:
        return f"{self.name}-thay"

    @property
    def seen_text(self) -> str:
        return _text(self.seen)

    @property
    def hint(self) -> str:
        """What was read last, and when."""
        if self.last is None:
            return "chưa có số"
        return f"gần nhất {dotted(self.last.amount)}, ngày {short_date(self.last.counted_on)}"

    def take(self, text: str, seen: str | None) -> None:
        """Read what was typed. A cell left as it was shown goes on to show what is recorded now.

        Without `seen` the form showed nothing in it.
        """
        self.text = text
        try:
            shown = AMOUNT.clean(seen or "")
            # Before the text is read: when it is mended, what another wrote meanwhile must still be noticed.
            self.seen = shown
            amount = AMOUNT.clean(text)
            if amount == shown:
                self.text, self.seen = _text(self.stored), self.stored
            elif amount is None:
                raise ValidationError("Số đã ghi không xoá trống được; cổng không có gì thì nhập 0.")
            else:
                self.amount = amount
        except ValidationError as error:
            self.error = error.messages[0]

    def take_refusal(self, newest: PortalCount) -> None:
        """Show both figures; sent once more, the one that was typed is recorded after the other."""
        who = newest.recorded_by.get_full_name() if newest.recorded_by else "Hệ thống"
        self.error = (
            f"{who} vừa ghi {dotted(newest.amount)}; bạn nhập {self.text}. Gửi lần nữa thì ghi số của bạn."
        )
        self.seen = newest.amount


@dataclass(slots=True)
class PortalGrid:
    """All units × phases that have begun, of one day."""

    day: date
    phases: list[Phase]
    rows: list[tuple[Participation, list[PortalCell]]]

    @classmethod
    def of(
        cls,
        participations: Iterable[Participation],
        phases: Sequence[Phase],
        readings: Mapping[Cell, PortalReading],
        day: date,
    ) -> PortalGrid:
        begun = [phase for phase in phases if phase.starts_on <= day]
        rows = [(each, [_cell(each, phase, readings, day) for phase in begun]) for each in participations]
        return cls(day=day, phases=begun, rows=rows)

    @property
    def cells(self) -> Iterator[PortalCell]:
        return (cell for _, cells in self.rows for cell in cells)

    def take(self, sent: QueryDict) -> None:
        for cell in self.cells:
            text = sent.get(cell.name)
            if isinstance(text, str):
                cell.take(text, sent.get(cell.seen_name))

    def take_refusal(self, error: WrittenMeanwhileError) -> None:
        for cell in self.cells:
            if newest := error.newest.get((cell.participation.pk, cell.phase.pk)):
                cell.take_refusal(newest)

    @property
    def errors(self) -> list[PortalCell]:
        return [cell for cell in self.cells if cell.error]

    def changed(self) -> list[PortalRow]:
        return [
            PortalRow(cell.participation, cell.phase, self.day, cell.amount, cell.seen)
            for cell in self.cells
            if cell.amount is not None
        ]


def _cell(
    participation: Participation, phase: Phase, readings: Mapping[Cell, PortalReading], day: date
) -> PortalCell:
    last = readings.get((participation.pk, phase.pk))
    stored = last.amount if last and last.counted_on == day else None
    return PortalCell(participation, phase, stored, last, text=_text(stored), seen=stored)


def _text(amount: int | None) -> str:
    return "" if amount is None else dotted(amount)
