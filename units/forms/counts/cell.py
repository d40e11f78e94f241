"""A cell of the grid and its row as shown and as typed, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from units.domain.counts.counting import KeyReusedError, StatedMeanwhileError
from units.domain.counts.grid import GridCell
from units.domain.counts.table import Refusal
from units.forms.fields import CountField, LineField
from units.forms.sending import KEY_LOST
from units.models import Participation, ReportedCount
from units.vietnamese import dotted, short_date

NOT_ERASED = "Số đã báo cáo không xoá trắng được. Hãy nhập số đúng; chưa có sáng kiến nào thì nhập 0."
AMOUNT = CountField()
REASON = LineField(required=False)
NO_FIGURE = "–"


def name_of(cell: GridCell) -> str:
    """Its name in the form: so-<participation>-<phase>."""
    return f"so-{cell.participation.pk}-{cell.column.phase.number}"


@dataclass(slots=True)
class TypedCell:
    """A cell as typed, or as it stands. `seen`: the statement that the form showed in it (0: none)."""

    cell: GridCell
    name: str
    text: str
    seen: int
    amount: int | None = None
    is_changed: bool = False
    error: str = ""

    @classmethod
    def untouched(cls, cell: GridCell) -> TypedCell:
        return cls(cell=cell, name=name_of(cell), text=_text(cell), seen=cell.number)

    @property
    def standing(self) -> str:
        """What the cell holds when nothing is typed."""
        return _text(self.cell)

    @property
    def shown_amount(self) -> str:
        """The figure where it cannot be typed."""
        return self.standing or NO_FIGURE

    @property
    def hint(self) -> str:
        """What day the figure is of; when it is of the grid's own day, what it was before."""
        counted, before = self.cell.counted, self.cell.before
        if counted is None:
            return "chưa báo cáo"
        if counted == before:
            return f"từ {short_date(counted.counted_on)}"
        return f"trước: {dotted(before.amount)} ({before.counted_on:%d/%m})" if before else "lần đầu"

    def take_text(self, text: str, *, seen: int | None, old_amounts: Mapping[int, int]) -> None:
        """Take what was typed. A cell left as it was shown goes on to show what counts now.

        Without `seen`, which every sent form has, only a text that changes nothing is taken.
        """
        is_known = seen is not None and seen != self.cell.number
        shown = old_amounts.get(seen or 0) if is_known else self.cell.amount
        self.seen = self.cell.number if seen is None else seen
        if not text.strip():
            if shown is not None:
                self.text, self.error = "", NOT_ERASED
            return
        try:
            amount = AMOUNT.clean(text)
        except ValidationError as error:
            self.text, self.error = text, error.messages[0]
            return
        if amount == shown:
            return
        self.text, self.amount, self.is_changed = dotted(amount), amount, seen is not None
        self.error = "" if self.is_changed else KEY_LOST

    def take_refusal(self, refusal: Refusal) -> None:
        """Say why the domain refused what was typed; of two versions show both."""
        match refusal:
            case StatedMeanwhileError():
                newest = refusal.newest
                who = newest.recorded_by.get_full_name() if newest.recorded_by else "Hệ thống"
                self.error = f"{who} vừa nhập {_version(newest)}; bạn nhập {self.text}."
            case KeyReusedError():
                self.error = f"Lần gửi trước đã ghi {_version(refusal.recorded)}; nay bạn nhập {self.text}."
            case _:
                self.error = " ".join(refusal.messages)


@dataclass(slots=True)
class TypedRow:
    """A participation with its cells; a reason is asked for where a figure is doubtful."""

    participation: Participation
    cells: list[TypedCell]
    reason: str = ""
    reason_error: str = ""
    asks_reason: bool = False

    @property
    def reason_name(self) -> str:
        return f"ly-do-{self.participation.pk}"

    @property
    def is_stated(self) -> bool:
        return self.cells[0].cell.is_stated

    def take_reason(self, text: str) -> None:
        self.reason, self.asks_reason = text, bool(text.strip())
        try:
            self.reason = REASON.clean(text)
        except ValidationError as error:
            self.reason_error = error.messages[0]


def _text(cell: GridCell) -> str:
    return "" if cell.amount is None else dotted(cell.amount)


def _version(count: ReportedCount) -> str:
    at = timezone.localtime(count.recorded_at)
    return f"{dotted(count.amount)} lúc {at:%H:%M} ngày {short_date(at.date())}"
