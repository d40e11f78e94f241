"""The authors of a dossier as lines of one form; lines are added and taken away without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from units.choices import Qualification
from units.digits import read_number
from units.domain.dossiers.writing import MAX_AUTHORS, AuthorLine
from units.forms.fields import LineField, WholeField, one_line
from units.models import Author
from units.models.author import FIRST_BIRTH_YEAR

MOST_LINES = 300
"""So many are read and shown again; how many a dossier may have is said by the domain."""

TYPED = ("author_name", "birth_year", "job", "qualification", "holds_leadership", "share")
YES_NO = [("", "Chọn…"), ("yes", "Có"), ("no", "Không")]
ANSWERS = {"yes": True, "no": False}


class AuthorForm(forms.Form):
    """One line, numbered from 1. Its names end with the number: share-2."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    author_name = LineField(
        label="Họ và tên", max_length=150, error_messages={"required": "Hãy ghi họ và tên tác giả."}
    )
    birth_year = forms.Field(label="Năm sinh")  # its bounds depend on the day: made below
    job = LineField(label="Chức vụ, công việc", max_length=150, required=False)
    qualification = forms.ChoiceField(
        label="Trình độ", choices=[("", "Chọn…"), *Qualification.choices], required=False
    )
    holds_leadership = forms.ChoiceField(
        label="Giữ chức vụ lãnh đạo, quản lý", choices=YES_NO, required=False
    )
    share = WholeField(
        label="Phần đóng góp (%)",
        least=1,
        most=100,
        unit="%",
        sentence="chưa phải là phần đóng góp: hãy ghi số nguyên phần trăm từ 1 đến 100, ví dụ 60.",
        error_messages={"required": "Hãy ghi phần đóng góp; một mình làm thì ghi 100."},
    )
    remove = forms.BooleanField(label="Bỏ tác giả này", required=False)

    def __init__(
        self, number: int, data: Any = None, *, initial: Mapping[str, Any] | None = None, erased: bool = False
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="%s", prefix=str(number))
        self.number, self.is_erased = number, erased
        this_year = timezone.localdate().year
        self.fields["birth_year"] = WholeField(
            label="Năm sinh",
            required=False,
            least=FIRST_BIRTH_YEAR,
            most=this_year,
            sentence=f"chưa phải là năm sinh: hãy ghi đủ bốn chữ số, từ {FIRST_BIRTH_YEAR} đến {this_year}.",
        )
        self.fields["author_name"].required = not erased
        self.use_required_attribute = False
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            css = "form-select" if is_choice else "form-control"
            if isinstance(field, forms.BooleanField):
                css = "form-check-input"
            field.widget.attrs["class"] = css
            if is_choice:
                field.error_messages["invalid_choice"] = "Lựa chọn này không có trong danh sách."

    def add_prefix(self, field_name: str) -> str:
        return f"{field_name}-{self.prefix}"

    @property
    def typed(self) -> dict[str, str]:
        """What came, as text."""
        return {name: one_line(self.data.get(self.add_prefix(name), "")) for name in (*TYPED, "pk", "remove")}

    @property
    def is_blank(self) -> bool:
        typed = self.typed
        return not any(typed[name] for name in TYPED)

    @property
    def is_left_out(self) -> bool:
        return bool(self.typed["remove"]) or self.is_blank

    def line(self) -> AuthorLine:
        """Of a valid form."""
        said = self.cleaned_data
        return AuthorLine(
            name=said["author_name"],
            share=said["share"],
            birth_year=said["birth_year"],
            job=said["job"],
            holds_leadership=ANSWERS.get(said["holds_leadership"]),
            qualification=said["qualification"],
            pk=said["pk"],
        )


class AuthorLines:
    """All lines of the page; `errors` are of the whole, those of a line stand in its form."""

    def __init__(self, authors: list[Author], data: Mapping[str, Any] | None = None) -> None:
        self.errors: list[str] = []
        self.is_bound = data is not None
        erased = {str(author.pk) for author in authors if author.erased_at}
        if data is None:
            said = [_initial(author) for author in authors] or [{}]
            self.forms = [
                AuthorForm(number, initial=each, erased=str(each.get("pk")) in erased)
                for number, each in enumerate(said, start=1)
            ]
            return
        self.forms = [
            AuthorForm(number, data, erased=data.get(f"pk-{number}", "") in erased)
            for number in range(1, _count(data.get("lines", "")) + 1)
        ]

    def is_valid(self) -> bool:
        """Whether every line that is filled in can be taken; blank ones are passed over."""
        faulty = [
            form for form in self._taken() if not form.is_valid()
        ]  # all are asked, for all their faults
        return not faulty

    def lines(self) -> list[AuthorLine]:
        return [form.line() for form in self._taken()]

    def retyped(self, *, blank: int = 0, evenly: bool = False) -> AuthorLines:
        """What was typed, not judged, without the lines that are taken away; with further blank ones."""
        kept = [form for form in self.forms if not form.typed["remove"]]
        said: list[dict[str, Any]] = [form.typed for form in kept]
        if evenly:
            counted = [each for form, each in zip(kept, said, strict=True) if not form.is_blank]
            for place, each in enumerate(counted):
                each["share"] = 100 // len(counted) + (place < 100 % len(counted))
        again = AuthorLines([])
        again.forms = [
            AuthorForm(number, initial=each, erased=form.is_erased)
            for number, (each, form) in enumerate(zip(said, kept, strict=True), start=1)
        ]
        for _ in range(blank if len(again.forms) < MAX_AUTHORS else 0):
            again.forms.append(AuthorForm(len(again.forms) + 1))
        return again

    def refuse(self, error: ValidationError) -> None:
        """Show what the domain refuses."""
        self.errors += error.messages

    @property
    def has_faults(self) -> bool:
        return bool(self.errors) or any(form.is_bound and form.errors for form in self.shown)

    @property
    def shown(self) -> list[AuthorForm]:
        """The lines for the page; a blank one of a refused form has no faults."""
        if not self.is_bound:
            return self.forms
        return [AuthorForm(form.number) if form.is_blank else form for form in self.forms]

    def _taken(self) -> list[AuthorForm]:
        return [form for form in self.forms if not form.is_left_out]


def _initial(author: Author) -> dict[str, Any]:
    answer = {True: "yes", False: "no", None: ""}[author.holds_leadership]
    names = ("pk", "birth_year", "job", "qualification", "share")
    return {name: getattr(author, name) for name in names} | {
        "author_name": author.name,
        "holds_leadership": answer,
    }


def _count(text: Any) -> int:
    return min(read_number(str(text), most=99_999) or 0, MOST_LINES)
