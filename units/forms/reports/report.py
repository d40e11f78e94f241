"""What the addresses of reconciliation and reports say: the days, by what the rows are told apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from units.domain.reports.reporting import NAMES, Dimension
from units.forms.addresses import AddressForm
from units.forms.fields import DayField, ListedField
from units.vietnamese import short_date

TYPING = {"class": "form-control", "inputmode": "numeric", "autocomplete": "off", "size": 10}
FIRST_YEAR, MOST_YEARS = 2000, 20


class DayQuery(AddressForm):
    """Up to and including which day."""

    den_ngay = DayField(label="Đến ngày", required=False, widget=forms.TextInput(attrs=TYPING))

    def __init__(self, data: QueryDict, *, day: date) -> None:
        """`day`: that which an address without a day means."""
        filled = data.copy()
        filled.setdefault("den-ngay", short_date(day))
        super().__init__(filled)

    def clean_den_ngay(self) -> date:
        day: date = self.cleaned_data["den_ngay"] or timezone.localdate()
        if day > timezone.localdate():
            raise ValidationError(f"Ngày {short_date(day)} chưa đến; hãy chọn từ hôm nay trở về trước.")
        if day.year < FIRST_YEAR:
            raise ValidationError(f"Ngày {short_date(day)} quá xa; hãy kiểm tra lại năm.")
        return day

    @property
    def day(self) -> date:
        """Of a valid form."""
        day: date = self.cleaned_data["den_ngay"]
        return day


class ReportQuery(DayQuery):
    """Which report."""

    theo = ListedField(
        label="Theo",
        required=False,
        choices=[(each.value, NAMES[each]) for each in Dimension],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    tu_ngay = DayField(label="Từ ngày", required=False, widget=forms.TextInput(attrs=TYPING))

    field_order = ("theo", "tu_ngay", "den_ngay")

    def __init__(self, data: QueryDict, *, since: date, until: date) -> None:
        filled = data.copy()
        filled.setdefault("theo", Dimension.GROUP.value)
        filled.setdefault("tu-ngay", short_date(since))
        super().__init__(filled, day=until)
        self.since = since

    def clean_tu_ngay(self) -> date:
        day: date = self.cleaned_data["tu_ngay"] or self.since
        if day.year < FIRST_YEAR:
            raise ValidationError(f"Ngày {short_date(day)} quá xa; hãy kiểm tra lại năm.")
        return day

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("tu_ngay"), self.cleaned_data.get("den_ngay")
        if since and until and until < since:
            self.add_error(
                "den_ngay",
                f"Đến ngày {short_date(until)} lại trước từ ngày {short_date(since)}; hãy đổi một trong hai.",
            )
        elif since and until and until.year - since.year > MOST_YEARS:
            self.add_error("tu_ngay", f"Khoảng ngày dài quá {MOST_YEARS} năm; hãy chọn ngắn hơn.")
        return self.cleaned_data

    @property
    def dimension(self) -> Dimension:
        """Of a valid form."""
        return Dimension(self.cleaned_data["theo"] or Dimension.GROUP)

    @property
    def first(self) -> date:
        """Of a valid form."""
        day: date = self.cleaned_data["tu_ngay"]
        return day

    @property
    def dimension_name(self) -> str:
        """Of a valid form: what the rows are."""
        return NAMES[self.dimension]
