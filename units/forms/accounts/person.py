"""People as administrators see them: the list's filter, and the form of one person."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q

from units.choices import Role
from units.domain import access
from units.domain.accounts import people
from units.forms.addresses import EVERYTHING, AddressForm, SearchField
from units.forms.editing import RegistryForm
from units.models import Unit, User
from units.vietnamese import fold, sort_key

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,}")


class PeopleQuery(AddressForm):
    """Which people: by name without accents, role, and whether they may sign in."""

    tim = SearchField("Tìm theo tên, tên đăng nhập, đơn vị")
    vai_tro = forms.ChoiceField(
        label="Vai trò",
        required=False,
        choices=[EVERYTHING, *Role.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[EVERYTHING, ("dung", "Đang dùng"), ("khoa", "Đang khoá")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def matching(self, people: list[User]) -> list[User]:
        """Those of them that are asked for; all when the address says something wrong."""
        if not self.is_valid():
            return people
        wanted, role = fold(self.cleaned_data["tim"]), self.cleaned_data["vai_tro"]
        state = self.cleaned_data["tinh_trang"]
        return [
            person
            for person in people
            if (not role or person.role == role)
            and (not state or person.is_active == (state == "dung"))
            and wanted in fold(f"{person.full_name} {person.username} {person.home_unit or ''}")
        ]


class PersonForm(RegistryForm):
    class Meta:
        model = User
        fields = people.FIELDS
        widgets = {
            "username": forms.TextInput(
                attrs={"class": "form-control", "autocapitalize": "none", "spellcheck": "false"}
            ),
        }
        labels = {"username": "Tên đăng nhập", "is_active": "Được đăng nhập"}
        help_texts = {
            "username": "Chữ thường không dấu, số, dấu chấm, gạch nối, ít nhất 3 ký tự; ví dụ lan.nguyen",
            "home_unit": "Cán bộ đơn vị nhập số liệu của đơn vị này và các đơn vị trực thuộc.",
            "is_active": "Bỏ chọn để khoá: người này không đăng nhập được và mọi phiên đang mở kết thúc.",
        }

        error_messages = {"username": {"unique": "Tên đăng nhập này đã có người dùng; hãy chọn tên khác."}}

    def __init__(self, data: Any = None, *, instance: User) -> None:
        super().__init__(data, instance=instance)
        self.fields["full_name"].required = True
        units = Unit.objects.filter(Q(is_active=True) | Q(pk=instance.home_unit_id or 0))
        named = sorted(units, key=lambda unit: sort_key(unit.name))
        self.fields["home_unit"].widget.choices = [
            ("", "Không thuộc đơn vị nào"),
            *((unit.pk, unit.name) for unit in named),
        ]
        if instance._state.adding:
            del self.fields["is_active"]

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"].strip().lower()
        if "username" in self.changed_data and not USERNAME.fullmatch(username):
            raise forms.ValidationError(
                "Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch nối, gạch dưới; "
                "ít nhất 3 ký tự và bắt đầu bằng chữ hoặc số."
            )
        return username

    def clean(self) -> dict[str, Any]:
        super().clean()
        role, home_unit = self.cleaned_data.get("role", ""), self.cleaned_data.get("home_unit")
        if access.needs_home_unit(role) and not home_unit:
            self.add_error("home_unit", "Cán bộ đơn vị phải có đơn vị công tác; hãy chọn đơn vị.")
        return self.cleaned_data
