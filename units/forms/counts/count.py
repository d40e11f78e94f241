"""Forms of the person who reports: a count, and a request to correct a locked one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from units.digits import read_number
from units.domain.counts import counting
from units.domain.counts.counting import Statement
from units.domain.counts.desk import PhaseDesk
from units.forms.fields import CountField, DayField, LineField
from units.forms.refusable import Refusable
from units.forms.sending import KEY_LOST, KeyedForm
from units.models import Participation, Phase
from units.vietnamese import dotted, short_date

NO_DAY = "Hãy nhập ngày, ví dụ 10/11/2022."


class SendingForm(Refusable, KeyedForm):
    """Ids begin with the phase, since a page shows the forms of all phases."""

    amount = CountField(label="Tổng số sáng kiến từ đầu giai đoạn đến nay")
    counted_on = DayField(label="Tính đến ngày", error_messages={"required": NO_DAY})

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        participation: Participation,
        phase: Phase,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id=f"gd{phase.number}-%s")
        self.participation = participation
        self.phase = phase


class CountForm(SendingForm):
    """A statement. `seen` is the newest statement that the form showed (0: none)."""

    note = LineField(label="Ghi chú", required=False)
    reason = LineField(label="Lý do", required=False)
    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), KEY_LOST),
    )

    @classmethod
    def blank(cls, participation: Participation, desk: PhaseDesk) -> CountForm:
        """The form as first shown: for today; after a granted request for what was requested."""
        granted = desk.reopening.request if desk.reopening else None
        return cls(
            participation=participation,
            phase=desk.phase,
            initial={
                "counted_on": granted.counted_on if granted else desk.today,
                "amount": granted.amount if granted else None,
                "seen": desk.newest.pk if desk.newest else 0,
            },
        )

    @property
    def shown_seen(self) -> str:
        """What to send along; 0, which hides nothing from anybody, where what came cannot be used."""
        given = str(self.data.get("seen") or self.initial.get("seen") or 0)
        return str(read_number(given) or 0)

    def statement(self) -> Statement:
        """What is to be stated; of a valid form."""
        return Statement(participation=self.participation, phase=self.phase, **self.cleaned_data)

    def carried(self, **changes: object) -> dict[str, str]:
        """What was sent, as text for the next form; of a valid form."""
        values = self.cleaned_data | changes
        return {
            "amount": dotted(values["amount"]),
            "counted_on": short_date(values["counted_on"]),
            "note": values["note"],
            "reason": values.get("reason", ""),  # not there when it has just been asked for
            "key": str(values["key"]),
            "seen": str(values["seen"]),
        }


class CorrectionRequestForm(SendingForm):
    """A request to open a locked figure for correction."""

    reason = LineField(label="Lý do", error_messages={"required": "Hãy ghi lý do, ví dụ: trùng 1 hồ sơ."})

    def clean(self) -> dict[str, Any]:
        day = self.cleaned_data.get("counted_on")
        if day:
            try:
                counting.check_day(self.phase, day, timezone.localdate())
            except ValidationError as error:
                self.refuse(error)
        return self.cleaned_data
