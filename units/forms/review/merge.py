"""Which of two dossiers is kept, and why the other is merged into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from units.choices import ReviewVerb
from units.domain.review.stepping import Step
from units.forms.fields import offer
from units.forms.refusable import Refusable
from units.forms.review.decision import LONGEST_NOTE, NoteField
from units.forms.sending import VersionField
from units.models import Initiative


class MergeForm(Refusable, forms.Form):
    """`here` and `there`: the versions of both dossiers that the page showed."""

    asked_as = {"into": "kept"}

    kept = forms.ChoiceField(
        label="Giữ lại hồ sơ nào",
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={
            "required": "Hãy chọn hồ sơ được giữ lại.",
            "invalid_choice": "Không giữ lại hồ sơ này được; hãy chọn một trong hai hồ sơ trên trang.",
        },
    )
    note = NoteField(
        label="Lý do",
        max_length=LONGEST_NOTE,
        help_text="Người lập hai hồ sơ đọc được lý do này.",
        error_messages={
            "required": "Hãy ghi lý do để đơn vị biết.",
            "max_length": f"Lý do dài quá {LONGEST_NOTE} ký tự. Hãy viết gọn lại.",
        },
    )
    here = VersionField()
    there = VersionField()

    def __init__(
        self, data: Any = None, *, pair: tuple[Initiative, Initiative], keepable: Sequence[Initiative]
    ) -> None:
        initial = {"here": pair[0].version, "there": pair[1].version}
        if len(keepable) == 1:
            initial["kept"] = keepable[0].pk
        super().__init__(data, initial=initial, auto_id="nhap-%s")
        self.pair = pair
        offer(self, "kept", [(str(each.pk), _told(each)) for each in keepable])

    def step(self) -> Step:
        """The merging that is wanted; of a valid form."""
        said = self.cleaned_data
        here, there = self.pair
        if said["kept"] == str(here.pk):
            return Step(there, ReviewVerb.MERGE, seen=said["there"], note=said["note"], into=here)
        return Step(here, ReviewVerb.MERGE, seen=said["here"], note=said["note"], into=there)


def _told(initiative: Initiative) -> str:
    state = initiative.get_state_display().lower()
    return f"{initiative.code}, {initiative.participation.name}: {state}"
