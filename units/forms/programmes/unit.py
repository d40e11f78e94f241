"""Units as administrators see them: the list's filter, the form of one unit, looking one up."""

from __future__ import annotations

from typing import Any

from django import forms

from units.choices import UnitKind
from units.forms.addresses import EVERYTHING, AddressForm, SearchField
from units.forms.editing import RegistryForm
from units.forms.fields import LineField
from units.models import Unit
from units.models.unit import UnitQuerySet

UNIT_FIELDS = ("name", "code", "kind", "is_active")


class UnitSearch(AddressForm):
    """Units by words of their name or code; accents and case do not count."""

    tim = SearchField("Tìm theo tên hoặc mã")

    def matching(self, units: UnitQuerySet) -> UnitQuerySet:
        """Those of them that are asked for, by name; none when the address says something wrong."""
        if not self.is_valid():
            return units.none()
        return units.matching(self.cleaned_data["tim"]).by_name()


class UnitQuery(UnitSearch):
    """Which units, for the list."""

    loai = forms.ChoiceField(
        label="Loại",
        required=False,
        choices=[EVERYTHING, *UnitKind.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[EVERYTHING, ("dang", "Đang hoạt động"), ("ngung", "Ngừng hoạt động")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def matching(self, units: UnitQuerySet) -> UnitQuerySet:
        found = super().matching(units)
        if self.is_valid() and self.cleaned_data["loai"]:
            found = found.filter(kind=self.cleaned_data["loai"])
        if self.is_valid() and self.cleaned_data["tinh_trang"]:
            found = found.filter(is_active=self.cleaned_data["tinh_trang"] == "dang")
        return found


class UnitForm(RegistryForm):
    name = LineField(label="Tên đơn vị", max_length=200)

    class Meta:
        model = Unit
        fields = UNIT_FIELDS
        labels = {"code": "Mã", "is_active": "Đang hoạt động"}
        help_texts = {
            "code": "Chữ không dấu, số, gạch nối; ví dụ ldld-than-uyen. Tệp nạp vào tìm đơn vị theo mã này.",
            "is_active": "Bỏ chọn khi đơn vị đã sáp nhập hay giải thể. Đơn vị không bao giờ bị xoá: "
            "các biểu cũ vẫn giữ nguyên.",
        }

    def __init__(self, data: Any = None, *, instance: Unit) -> None:
        super().__init__(data, instance=instance)
        if instance._state.adding:
            del self.fields["is_active"]


class SuccessorForm(forms.Form):
    """Which unit takes over; none when the field is empty."""

    unit = forms.ModelChoiceField(
        label="Đơn vị kế thừa",
        queryset=Unit.objects.all(),
        required=False,
        error_messages={"invalid_choice": "Đơn vị được chọn không có trong danh bạ."},
    )
    version = forms.IntegerField(required=False)
