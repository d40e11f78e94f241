"""Figures of the national portal as lines that are pasted or uploaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from units.domain.reports.portal import Cell, PortalRow
from units.exchange.portal_in import (
    MAX_BYTES,
    PortalLine,
    PortalProblem,
    UnreadableError,
    read_portal_lines,
    text_of,
)
from units.forms.fields import CountField, DayField, quoted
from units.forms.reports.report import TYPING
from units.models import Participation, Phase
from units.vietnamese import dotted, fold, short_date

AMOUNT = CountField(required=False)
MOST_SHOWN = 100


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
        self.problems: list[PortalProblem] = []

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
            lines, self.problems = read_portal_lines(text)
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
                self.problems.append(PortalProblem(line.number, error.messages[0]))
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
    def shown_problems(self) -> list[PortalProblem]:
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
