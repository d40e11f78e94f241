"""What the address of the summary page says: the day, the bloc, the name looked for, the order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from units.forms.addresses import EVERYTHING, AddressForm, SearchField
from units.forms.fields import DayField, InstantField, ListedField, offer
from units.models import Bloc


class TableQuery(AddressForm):
    """Which table: for the page and for every file."""

    den_ngay = DayField(label="Đến ngày", required=False)
    biet_luc = InstantField(label="Như đã biết lúc", required=False)
    khoi = ListedField(label="khối thi đua", required=False)

    def __init__(self, data: QueryDict, *, blocs: Sequence[Bloc]) -> None:
        super().__init__(data)
        self.blocs = {bloc.code: bloc for bloc in blocs}
        offer(self, "khoi", [EVERYTHING, *((bloc.code, bloc.name) for bloc in blocs)])

    def clean(self) -> dict[str, Any]:
        self.refuse_repeated()
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
        return self.said(TableQuery.base_fields).urlencode()


class SummaryQuery(TableQuery):
    """Which table, and how the page shows it."""

    tim = SearchField("Tìm đơn vị")
    sap_xep = ListedField(label="cột sắp xếp", required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, blocs: Sequence[Bloc], columns: Iterable[str]) -> None:
        super().__init__(data, blocs=blocs)
        offer(self, "sap_xep", [(sign + column, column) for column in columns for sign in ("", "-")])

    def address(self) -> QueryDict:
        """What the address says and the page understands, for links to the same page."""
        return self.said(self.fields)
