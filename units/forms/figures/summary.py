"""What the address of the summary page says: the day, the bloc, the name looked for, the order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from units.forms.fields import DayField, InstantField, ListedField
from units.models import Bloc


class TableQuery(forms.Form):
    """Which table: for the page and for every file."""

    den_ngay = DayField(label="Đến ngày", required=False)
    biet_luc = InstantField(label="Như đã biết lúc", required=False)
    khoi = ListedField(label="khối thi đua", required=False)

    def __init__(self, data: QueryDict, *, blocs: Sequence[Bloc]) -> None:
        super().__init__(data)
        self.blocs = {bloc.code: bloc for bloc in blocs}
        bloc_field = self.fields["khoi"]
        if isinstance(bloc_field, forms.ChoiceField):
            bloc_field.choices = [("", "Tất cả"), *((bloc.code, bloc.name) for bloc in blocs)]

    def add_prefix(self, field_name: str) -> str:
        """Addresses are written with hyphens: den-ngay."""
        return field_name.replace("_", "-")

    def clean(self) -> dict[str, Any]:
        for name in self.fields:
            if isinstance(self.data, QueryDict) and len(self.data.getlist(self.add_prefix(name))) > 1:
                self.add_error(name, f"Địa chỉ ghi “{self.add_prefix(name)}” nhiều lần; chỉ ghi một lần.")
        known_at = self.cleaned_data.get("biet_luc")
        if known_at and known_at > timezone.now():
            self.add_error("biet_luc", "Thời điểm ghi nhận chưa đến.")
        return self.cleaned_data

    def value(self, name: str) -> Any:
        """A cleaned value; None where it is missing or refused."""
        return self.cleaned_data.get(name) or None

    @property
    def bloc(self) -> Bloc | None:
        return self.blocs.get(self.value("khoi") or "")

    def address_of_table(self) -> str:
        """The part of the address that says which table, for links to its files."""
        return self._address(TableQuery.base_fields).urlencode()

    def _address(self, names: Iterable[str]) -> QueryDict:
        said = QueryDict(mutable=True)
        for key in map(self.add_prefix, names):
            if self.data.get(key):
                said[key] = self.data[key]
        return said


class SummaryQuery(TableQuery):
    """Which table, and how the page shows it."""

    tim = forms.CharField(
        label="Tìm đơn vị",
        required=False,
        max_length=100,
        error_messages={
            "max_length": "Tên cần tìm dài quá 100 ký tự.",
            "null_characters_not_allowed": "Tên cần tìm có ký tự không đọc được.",
        },
    )
    sap_xep = ListedField(label="cột sắp xếp", required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, blocs: Sequence[Bloc], columns: Iterable[str]) -> None:
        super().__init__(data, blocs=blocs)
        order_field = self.fields["sap_xep"]
        if isinstance(order_field, forms.ChoiceField):
            order_field.choices = [(sign + column, column) for column in columns for sign in ("", "-")]

    def address(self) -> QueryDict:
        """What the address says and the page understands, for links to the same page."""
        return self._address(self.fields)
