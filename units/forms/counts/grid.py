"""The grid as typed: which cells were changed, what is wrong in each, and what is to be stated."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from units.digits import read_number
from units.domain.counts.counting import KeyReusedError, Statement
from units.domain.counts.grid import Grid
from units.domain.counts.table import Refusal
from units.forms.addresses import EVERYTHING, AddressForm
from units.forms.counts.cell import TypedCell, TypedRow, name_of
from units.forms.fields import DayField, ListedField, offer
from units.models import Phase
from units.vietnamese import short_date


class GridQuery(AddressForm):
    """Which grid: the day, and one phase or all."""

    den_ngay = DayField(label="Số liệu tính đến hết ngày", required=False)
    giai_doan = ListedField(label="giai đoạn", required=False)

    def __init__(self, data: QueryDict, *, phases: Iterable[Phase]) -> None:
        super().__init__(data)
        self.phases = {str(phase.number): phase for phase in phases}
        numbers = ((number, each.name) for number, each in self.phases.items())
        offer(self, "giai_doan", [EVERYTHING, *numbers])

    def clean_den_ngay(self) -> date | None:
        day: date | None = self.cleaned_data["den_ngay"]
        if day is None or not self.phases:
            return day
        first = min(phase.starts_on for phase in self.phases.values())
        last = max(phase.ends_on for phase in self.phases.values())
        if day > timezone.localdate():
            raise ValidationError(f"Ngày {short_date(day)} chưa đến; hãy chọn từ hôm nay trở về trước.")
        if not first <= day <= last:
            raise ValidationError(
                f"Chương trình kéo dài từ {short_date(first)} đến {short_date(last)}; "
                "hãy chọn trong khoảng đó."
            )
        return day

    def address(self, day: date) -> str:
        """The part of the address that says which grid; of a valid form."""
        number = self.cleaned_data["giai_doan"]
        return f"den-ngay={short_date(day)}" + (f"&giai-doan={number}" if number else "")

    @property
    def chosen(self) -> list[Phase]:
        """The phases to be shown; of a valid form."""
        number = self.cleaned_data["giai_doan"]
        return [self.phases[number]] if number else list(self.phases.values())


@dataclass(slots=True)
class GridForm:
    """The rows of a grid, blank or as they were sent. `key` is made when the grid is first shown."""

    rows: list[TypedRow]
    day: date
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    is_stale: bool = False

    @classmethod
    def blank(cls, grid: Grid) -> GridForm:
        """The grid as it stands."""
        rows = [
            TypedRow(cells[0].participation, [TypedCell.untouched(cell) for cell in cells])
            for cells in grid.rows
        ]
        return cls(rows=rows, day=grid.day)

    @classmethod
    def sent(cls, grid: Grid, sent: QueryDict, old_amounts: Mapping[int, int]) -> GridForm:
        """The grid as it was sent; `old_amounts`: what the statements in `seen_numbers` say."""
        form = cls.blank(grid)
        form.key = _key(sent.get("key", ""))
        seen = dict(_seen(sent.get("seen", "")))
        for row in form.rows:
            row.take_reason(sent.get(row.reason_name, ""))
            for typed in row.cells:
                text = sent.get(typed.name)
                if isinstance(text, str):
                    typed.take_text(text, seen=seen.get(typed.name), old_amounts=old_amounts)
        return form

    @property
    def changed(self) -> list[tuple[TypedRow, TypedCell]]:
        """The cells that state something, in the order of the table."""
        return [(row, typed) for row in self.rows for typed in row.cells if typed.is_changed]

    @property
    def errors(self) -> list[tuple[TypedRow, TypedCell]]:
        return [(row, typed) for row in self.rows for typed in row.cells if typed.error]

    @property
    def shown(self) -> int:
        """How many cells can be stated."""
        return sum(typed.cell.is_open for row in self.rows for typed in row.cells)

    @property
    def is_valid(self) -> bool:
        return not self.errors and not any(row.reason_error for row in self.rows)

    @property
    def seen(self) -> str:
        """What every cell shows, for the next sending: names and numbers of statements."""
        return " ".join(f"{typed.name}:{typed.cell.number}" for row in self.rows for typed in row.cells)

    def statements(self) -> list[Statement]:
        """What the changed cells state, each with a key of its own made from the form's."""
        return [
            Statement(
                participation=typed.cell.participation,
                phase=typed.cell.column.phase,
                counted_on=self.day,
                amount=typed.amount or 0,
                key=uuid.uuid5(self.key, typed.name),
                reason=row.reason,
                seen_for_day=typed.seen,
            )
            for row, typed in self.changed
        ]

    def take(self, refusals: Mapping[int, Refusal]) -> None:
        """Show the refusals of `statements()` in their cells."""
        changed = self.changed
        for place, refusal in refusals.items():
            row, typed = changed[place]
            typed.take_refusal(refusal)
            if isinstance(refusal, ValidationError):
                row.asks_reason |= getattr(refusal, "error_dict", {}).keys() >= {"reason"}
                continue
            self.is_stale = True
            if isinstance(refusal, KeyReusedError):
                self.key = uuid.uuid4()


def seen_numbers(sent: QueryDict, grid: Grid) -> set[int]:
    """The statements that the sent form showed and that no longer count."""
    current = {name_of(cell): cell.number for cells in grid.rows for cell in cells}
    return {number for name, number in _seen(sent.get("seen", "")) if current.get(name, number) != number}


def _key(given: str) -> uuid.UUID:
    try:
        return uuid.UUID(given)
    except ValueError:
        return uuid.uuid4()


def _seen(text: str) -> Iterator[tuple[str, int]]:
    """Pairs of "so-12-1:334"; what cannot be read is left out."""
    for pair in text.split():
        name, _, text = pair.partition(":")
        number = read_number(text)
        if number is not None:
            yield name, number
