"""Forms of the locks page: until when a phase takes statements, reopenings, answers to requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from units.domain.counts.locks import MAX_REOPENING_HOURS
from units.forms.fields import DayField, LineField, ListedField, WholeField, offer
from units.forms.refusable import Refusable
from units.models import CorrectionRequest, Participation, Phase, Reopening
from units.models.versioned import MAX_VERSION
from units.vietnamese import short_date

HOURS = 24
"""For how long is opened unless another number is chosen."""


class HoursField(WholeField):
    """For how many hours is opened."""

    def __init__(self) -> None:
        typing = {"class": "form-control", "inputmode": "numeric", "autocomplete": "off", "size": 4}
        super().__init__(
            label="Mở trong bao nhiêu giờ",
            least=1,
            most=MAX_REOPENING_HOURS,
            sentence=f"không dùng được. Số giờ mở khoá là số nguyên từ 1 đến {MAX_REOPENING_HOURS}.",
            initial=HOURS,
            widget=forms.TextInput(attrs=typing),
            error_messages={"required": f"Hãy nhập số giờ, từ 1 đến {MAX_REOPENING_HOURS}."},
        )


class SentForm(Refusable, forms.Form):
    """One of several forms of the page, told apart by their ids."""

    def __init__(self, data: Any = None, *, ids: str, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{ids}-%s", **kwargs)
        self.ids = ids
        for field in self.fields.values():
            if not field.widget.is_hidden and not isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "form-control"


class ClosingForm(SentForm):
    """Until the end of which day a phase takes statements. `seen`: the version of the phase shown."""

    closes_on = DayField(label="Nhận số liệu đến hết ngày", required=False, help_text="Để trống: không khoá.")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_VERSION)

    @classmethod
    def of(cls, phase: Phase, data: Any = None) -> ClosingForm:
        initial = {"closes_on": phase.reporting_closes_on}
        return cls(data, ids=f"han-{phase.number}", initial=initial)


class GrantForm(SentForm):
    """Open for what was requested."""

    hours = HoursField()
    reason = LineField(label="Lý do mở khoá", error_messages={"required": "Hãy ghi lý do mở khoá."})

    @classmethod
    def of(cls, request: CorrectionRequest, data: Any = None) -> GrantForm:
        return cls(data, ids=f"mo-{request.pk}", initial={"reason": request.reason})


class DeclineForm(SentForm):
    """Say no, and why."""

    note = LineField(
        label="Lý do từ chối", error_messages={"required": "Hãy ghi lý do từ chối để đơn vị biết."}
    )

    @classmethod
    def of(cls, request: CorrectionRequest, data: Any = None) -> DeclineForm:
        return cls(data, ids=f"tu-choi-{request.pk}")


class ReopenForm(SentForm):
    """Open one participation × phase without a request. `seen`: the newest reopening that was shown."""

    participation = ListedField(label="Đơn vị")
    phase = ListedField(label="Giai đoạn")
    hours = HoursField()
    reason = LineField(label="Lý do mở khoá", error_messages={"required": "Hãy ghi lý do mở khoá."})
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**62)

    def __init__(
        self, data: Any = None, *, participations: Iterable[Participation], phases: Iterable[Phase]
    ) -> None:
        super().__init__(data, ids="mo")
        self.participations = {str(each.pk): each for each in participations}
        self.phases = {str(each.number): each for each in phases}
        self._list("participation", {key: each.name for key, each in self.participations.items()})
        self._list("phase", {key: each.name for key, each in self.phases.items()})

    def _list(self, name: str, labels: dict[str, str]) -> None:
        self.fields[name].widget.attrs["class"] = "form-select"
        offer(self, name, [("", "Hãy chọn"), *labels.items()])

    def clean_participation(self) -> Participation:
        chosen = self.participations.get(self.cleaned_data["participation"])
        if chosen is None:
            raise forms.ValidationError("Hãy chọn đơn vị.")
        return chosen

    def clean_phase(self) -> Phase:
        chosen = self.phases.get(self.cleaned_data["phase"])
        if chosen is None:
            raise forms.ValidationError("Hãy chọn giai đoạn.")
        return chosen


def closing_sentence(phase: Phase) -> str:
    """What was set, for the message after it."""
    return f"{phase.name} nhận số liệu {_until(phase)}."


def edited_sentence(phase: Phase) -> str:
    """That somebody else has set it meanwhile, and to what."""
    return (
        f"Chưa lưu: vừa có người khác sửa {phase.name}, nay nhận số liệu {_until(phase)}. "
        "Lưu lần nữa để thay bằng ngày bạn nhập."
    )


def opened_sentence(made: Reopening) -> str:
    """What was opened, for the message after it."""
    until = timezone.localtime(made.until)
    return (
        f"Đã mở khoá {made.phase.name} cho {made.participation.name} "
        f"đến {until:%H:%M} ngày {short_date(until.date())}."
    )


def _until(phase: Phase) -> str:
    day = phase.reporting_closes_on
    return f"đến hết ngày {short_date(day)}" if day else "không có hạn"
