"""A person without an account as staff type them: looked up, corrected, erased."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from units.choices import Qualification
from units.digits import read_number
from units.forms.fields import LineField
from units.forms.publishing.showcase import VersionForm
from units.forms.refusable import Refusable
from units.models import Author
from units.models.author import FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR

YES_NO = {"": None, "no": False, "yes": True}


def _line(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", **attrs})


class BirthYearField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        wrong = f"Năm sinh phải là số từ {FIRST_BIRTH_YEAR} đến {LAST_BIRTH_YEAR}, ví dụ 1985."
        super().__init__(
            label="Năm sinh",
            required=False,
            min_value=FIRST_BIRTH_YEAR,
            max_value=LAST_BIRTH_YEAR,
            widget=_line(inputmode="numeric", maxlength=4),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
            **kwargs,
        )


class PersonSearch(Refusable, forms.Form):
    """The whole name; accents and case do not count."""

    name = LineField(
        label="Họ và tên đầy đủ",
        max_length=150,
        widget=_line(),
        error_messages={"required": "Hãy ghi họ và tên đầy đủ."},
    )
    birth_year = BirthYearField(help_text="Để trống thì tìm mọi năm sinh.")


class PersonCorrectionForm(VersionForm):
    """One row of an author."""

    name = LineField(
        label="Họ và tên",
        max_length=150,
        widget=_line(),
        error_messages={"required": "Hãy ghi họ và tên. Muốn bỏ tên thì dùng việc xoá."},
    )
    birth_year = BirthYearField()
    job = LineField(label="Chức vụ, công việc", max_length=150, required=False, widget=_line())
    qualification = forms.ChoiceField(
        label="Trình độ",
        required=False,
        choices=[("", "Chưa rõ"), *Qualification.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    holds_leadership = forms.ChoiceField(
        label="Giữ chức vụ lãnh đạo, quản lý",
        required=False,
        choices=[("", "Chưa rõ"), ("no", "Không"), ("yes", "Có")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    reason = LineField(
        label="Lý do sửa",
        max_length=500,
        widget=_line(),
        help_text="Được giữ trong nhật ký; không nêu tên người.",
        error_messages={"required": "Hãy ghi lý do sửa."},
    )

    def __init__(self, data: Any = None, *, author: Author) -> None:
        said = {value: key for key, value in YES_NO.items()}
        initial = {
            "name": author.name,
            "birth_year": author.birth_year,
            "job": author.job,
            "qualification": author.qualification,
            "holds_leadership": said[author.holds_leadership],
            "version": author.initiative.version,
        }
        super().__init__(data, initial=initial)
        self.author = author

    def corrected(self) -> Author:
        """The row as it is to become; of a valid form."""
        said = self.cleaned_data
        for name in ("name", "birth_year", "job", "qualification"):
            setattr(self.author, name, said[name])
        self.author.holds_leadership = YES_NO[said["holds_leadership"]]
        return self.author


class ErasureForm(Refusable, forms.Form):
    reason = LineField(
        label="Lý do xoá",
        max_length=500,
        widget=_line(),
        help_text="Được giữ mãi trong nhật ký; không nêu tên người. Ví dụ: theo đơn đề nghị ngày 10/11/2022.",
        error_messages={"required": "Hãy ghi lý do, ví dụ: theo đơn đề nghị ngày 10/11/2022."},
    )
    with_files = forms.BooleanField(
        label="Xoá cả tệp của những hồ sơ không còn tác giả nào khác",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


def chosen_rows(sent: QueryDict) -> list[int]:
    """The numbers of the ticked rows; what is no number is left out."""
    return [key for text in sent.getlist("rows") if (key := read_number(text)) is not None]
