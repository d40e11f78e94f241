"""The table of quotas as typed: which cells were changed, and what is wrong in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from units.domain.programmes.allotting import Allotment, QuotaCells
from units.domain.programmes.enrolling import Branch
from units.forms.fields import CountField, DayField, LineField
from units.models import Participation, Phase
from units.vietnamese import dotted

AMOUNT = CountField(required=False)
NOT_TAKEN_BACK = "Chỉ tiêu đã giao không xoá trống được; nếu không giao nữa thì nhập 0."


class QuotaDecisionForm(forms.Form):
    """From which day, by which decision; `seen` is the newest quota that the table showed."""

    ngay = DayField(
        label="Hiệu lực từ ngày",
        widget=forms.TextInput(
            attrs={"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={"required": "Hãy nhập ngày chỉ tiêu bắt đầu có hiệu lực."},
    )
    so = LineField(
        label="Số quyết định",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


@dataclass(slots=True)
class QuotaCell:
    """One quota: what the table showed, what is in force by now, what was typed."""

    participation: Participation
    phase: Phase | None
    shown: int | None
    stored: int | None
    text: str = ""
    amount: int | None = None
    error: str = ""

    def __post_init__(self) -> None:
        self._rest()

    @property
    def name(self) -> str:
        return f"q-{self.participation.pk}-{self.phase.pk if self.phase else 0}"

    @property
    def label(self) -> str:
        return f"{self.participation.name}, {self.phase.name if self.phase else 'đăng ký cả chương trình'}"

    def take(self, text: str) -> None:
        """Read what was typed; what was left as shown follows what is stored."""
        try:
            amount = AMOUNT.clean(text)
            if amount == self.shown or amount == self.stored:
                return
            if amount is None:
                raise ValidationError(NOT_TAKEN_BACK)
        except ValidationError as error:
            self.text, self.error = text, error.messages[0]
            return
        self.text, self.amount = dotted(amount), amount
        if self.stored != self.shown:
            now = dotted(self.stored) if self.stored is not None else "để trống"
            self.error = f"Vừa có người khác giao {now}, bạn gõ {self.text}. Lưu lần nữa để ghi số bạn gõ."

    @property
    def is_changed(self) -> bool:
        return self.amount != self.stored

    def _rest(self) -> None:
        self.amount = self.stored
        self.text = dotted(self.stored) if self.stored is not None else ""


@dataclass(slots=True)
class QuotaRow:
    """A participation with its quotas of the phases, and the separately registered overall one."""

    branch: Branch
    cells: list[QuotaCell]
    registered: QuotaCell

    @property
    def total(self) -> int | None:
        return _sum(self.cells)

    @property
    def differs(self) -> bool:
        """Whether the phases do not add up to what is registered."""
        return self.registered.amount is not None and self.registered.amount != (self.total or 0)


@dataclass(slots=True)
class QuotaTable:
    """All quotas of a programme, one row a participation in the order of the tree."""

    phases: Sequence[Phase]
    rows: list[QuotaRow] = field(default_factory=list)

    @classmethod
    def of(
        cls, branches: Sequence[Branch], phases: Sequence[Phase], *, shown: QuotaCells, stored: QuotaCells
    ) -> QuotaTable:
        def cell(participation: Participation, phase: Phase | None) -> QuotaCell:
            key = (participation.pk, phase.pk if phase else None)
            old, new = shown.get(key), stored.get(key)
            return QuotaCell(participation, phase, old.amount if old else None, new.amount if new else None)

        return cls(
            phases,
            [
                QuotaRow(
                    branch,
                    [cell(branch.participation, phase) for phase in phases],
                    cell(branch.participation, None),
                )
                for branch in branches
            ],
        )

    def take(self, sent: QueryDict) -> None:
        for cell in self.cells():
            text = sent.get(cell.name)
            if isinstance(text, str):
                cell.take(text)

    def cells(self) -> Iterator[QuotaCell]:
        for row in self.rows:
            yield from row.cells
            yield row.registered

    @property
    def errors(self) -> list[QuotaCell]:
        return [cell for cell in self.cells() if cell.error]

    def allotments(self) -> list[Allotment]:
        """The changed cells; of a table without errors."""
        return [
            Allotment(cell.participation, cell.phase, cell.amount)
            for cell in self.cells()
            if cell.is_changed and cell.amount is not None
        ]

    @property
    def phase_totals(self) -> list[int | None]:
        """Of the rows of the biểu: those below another count through it."""
        top = [row for row in self.rows if row.branch.depth == 0]
        return [_sum([row.cells[index] for row in top]) for index in range(len(self.phases))]

    @property
    def total(self) -> int | None:
        top = [cell for row in self.rows if row.branch.depth == 0 for cell in row.cells]
        return _sum(top)

    @property
    def registered_total(self) -> int | None:
        return _sum([row.registered for row in self.rows if row.branch.depth == 0])

    @property
    def differing(self) -> int:
        """In how many rows the phases do not add up to what is registered."""
        return sum(row.differs for row in self.rows)


def proposed_day(*, any_allotted: bool, phases: Iterable[Phase], today: date) -> date:
    """The first quotas begin with the programme, later ones today."""
    return today if any_allotted else min((phase.starts_on for phase in phases), default=today)


def _sum(cells: Sequence[QuotaCell]) -> int | None:
    amounts = [cell.amount for cell in cells if cell.amount is not None]
    return sum(amounts) if amounts else None
