"""Figures of the national portal as typed: a grid of one day, or lines that are pasted or uploaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from units.domain.reports.portal import Cell, PortalRow, Reading, WrittenMeanwhileError
from units.exchange.portal_in import MAX_BYTES, PortalLine, Problem, UnreadableError, read_lines, text_of
from units.forms.fields import CountField, DayField, quoted
from units.forms.reports.report import TYPING
from units.models import Participation, Phase, PortalCount
from units.vietnamese import dotted, fold, short_date

AMOUNT = CountField(required=False)
MOST_SHOWN = 100


@dataclass(slots=True)
class PortalCell:
    """One figure: `stored` is what is recorded for this very day, `seen` what the form showed, `last` what
    was read last before.
    """

    participation: Participation
    phase: Phase
    stored: int | None
    last: Reading | None
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
        readings: Mapping[Cell, Reading],
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
    participation: Participation, phase: Phase, readings: Mapping[Cell, Reading], day: date
) -> PortalCell:
    last = readings.get((participation.pk, phase.pk))
    stored = last.amount if last and last.counted_on == day else None
    return PortalCell(participation, phase, stored, last, text=_text(stored), seen=stored)


def _text(amount: int | None) -> str:
    return "" if amount is None else dotted(amount)


class PortalLinesForm(forms.Form):
    """Lines “đơn vị; giai đoạn; số”, pasted or in a file. `rows` of a valid form is what is to be recorded;
    `problems` says of every line what is wrong.
    """

    ngay = DayField(
        label="Số trên cổng đến hết ngày",
        widget=forms.TextInput(attrs=TYPING),
        error_messages={"required": "Hãy ghi ngày đã xem cổng."},
    )
    dong = forms.CharField(
        label="Các dòng",
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 8, "spellcheck": "false"}),
        help_text="Mỗi dòng: mã hoặc tên đơn vị; giai đoạn; số. Chép thẳng từ Excel cũng được.",
        error_messages={"null_characters_not_allowed": "Nội dung có ký tự không đọc được."},
    )
    tep = forms.FileField(
        label="Hoặc tệp CSV",
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".csv,.txt"}),
        help_text="UTF-8, nhiều nhất 1 MB và 5.000 dòng.",
        error_messages={"empty": "Tệp trống; hãy chọn lại tệp.", "missing": "Hãy chọn lại tệp."},
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        participations: Sequence[Participation],
        phases: Sequence[Phase],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.by_name = _by_name(participations)
        self.by_phase = {str(phase.number): phase for phase in phases}
        self.by_phase |= {fold(phase.name): phase for phase in phases}
        self.rows: list[PortalRow] = []
        self.problems: list[Problem] = []

    def clean(self) -> dict[str, Any]:
        upload, text = self.cleaned_data.get("tep"), self.cleaned_data.get("dong") or ""
        if upload and text.strip():
            self.add_error("tep", "Chỉ dùng một cách: dán các dòng, hoặc chọn tệp.")
            return self.cleaned_data
        try:
            if upload:
                text = text_of(upload.read(MAX_BYTES + 1))
                # A refused file comes back as lines that can be mended.
                self.data = {**{name: self.data.get(name) for name in self.data}, "dong": text}
            lines, self.problems = read_lines(text)
        except UnreadableError as error:
            self.add_error("tep" if upload else "dong", str(error))
            return self.cleaned_data
        if not lines and not self.problems and not self.errors:
            self.add_error("dong", "Hãy dán các dòng, hoặc chọn một tệp.")
        self._match(lines)
        return self.cleaned_data

    def _match(self, lines: Iterable[PortalLine]) -> None:
        first: dict[Cell, int] = {}
        for line in lines:
            try:
                row = self._row(line)
                number = first.setdefault((row.participation.pk, row.phase.pk), line.number)
                if number != line.number:
                    raise ValidationError(f"Đơn vị và giai đoạn này đã có ở dòng {number}.")
            except ValidationError as error:
                self.problems.append(Problem(line.number, error.messages[0]))
                continue
            self.rows.append(row)
        self.problems.sort(key=lambda problem: problem.number)
        if self.problems:
            self.add_error("dong", f"Có {dotted(len(self.problems))} dòng cần sửa; chưa ghi dòng nào.")

    def _row(self, line: PortalLine) -> PortalRow:
        found = self.by_name.get(fold(line.unit), [])
        if not found:
            raise ValidationError(f"Không có đơn vị {quoted(line.unit)} trong chương trình.")
        if len(found) > 1:
            raise ValidationError(f"Có {len(found)} đơn vị mang tên {quoted(line.unit)}; hãy ghi mã.")
        phase = self.by_phase.get(fold(line.phase))
        if phase is None:
            raise ValidationError(f"Không có giai đoạn {quoted(line.phase)}; hãy ghi số thứ tự, ví dụ 1.")
        day = self.cleaned_data.get("ngay")
        if day and day < phase.starts_on:
            raise ValidationError(
                f"{phase.name} bắt đầu ngày {short_date(phase.starts_on)}, sau ngày {short_date(day)}."
            )
        amount = AMOUNT.clean(line.amount)
        if amount is None:
            raise ValidationError("Chưa ghi số; cổng không có gì thì ghi 0.")
        return PortalRow(found[0], phase, day or phase.starts_on, amount)

    @property
    def shown_problems(self) -> list[Problem]:
        return self.problems[:MOST_SHOWN]


def _by_name(participations: Iterable[Participation]) -> dict[str, list[Participation]]:
    """The participations by folded code; by folded name where no code is like it."""
    listed = list(participations)
    codes = {fold(each.unit.code): [each] for each in listed}
    names: dict[str, dict[int, Participation]] = {}
    for each in listed:
        for name in (each.name, each.unit.name):
            names.setdefault(fold(name), {})[each.pk] = each
    return {name: list(found.values()) for name, found in names.items()} | codes
