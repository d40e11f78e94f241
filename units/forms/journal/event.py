"""What the address of the journal says: which events, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from units.choices import EventVerb
from units.digits import LARGEST_KEY
from units.domain.journal.events import EventFilter
from units.forms.addresses import EVERYTHING, AddressForm
from units.forms.fields import DayField, ListedField, offer
from units.models import Programme, Unit, User
from units.vietnamese import sort_key

BY_SYSTEM = "he-thong"
YEARS = range(2000, 2101)


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


def _day() -> forms.TextInput:
    typing = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "ngày/tháng/năm", "maxlength": 10}
    return forms.TextInput(attrs={"class": "form-control", **typing})


class SequenceField(forms.IntegerField):
    """The number of an event in the address."""

    default_error_messages = dict.fromkeys(
        ("invalid", "min_value", "max_value"), "Số thứ tự sự kiện trong địa chỉ không đọc được."
    )

    def __init__(self) -> None:
        super().__init__(
            label="Trang", required=False, min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput
        )


class EventQuery(AddressForm):
    """Which events. `truoc` and `sau`: the number of the event before or after which the page begins."""

    tu_ngay = DayField(label="Từ ngày", required=False, widget=_day())
    den_ngay = DayField(label="Đến hết ngày", required=False, widget=_day())
    don_vi = ListedField(label="Đơn vị", required=False, widget=_select())
    truc_thuoc = forms.BooleanField(
        label="Kể cả đơn vị trực thuộc",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    nguoi = ListedField(label="Người làm", required=False, widget=_select())
    viec = ListedField(label="Việc", required=False, widget=_select())
    chuong_trinh = ListedField(label="Chương trình", required=False, widget=_select())
    truoc = SequenceField()
    sau = SequenceField()

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.units = {str(unit.pk): unit for unit in Unit.objects.all()}
        self.people = {str(person.pk): person for person in User.objects.all()}
        self.programmes = {programme.slug: programme for programme in Programme.objects.all()}
        self._list("don_vi", {key: unit.name for key, unit in self.units.items()})
        self._list(
            "nguoi",
            {key: f"{person.get_full_name()} ({person.username})" for key, person in self.people.items()},
            first=[(BY_SYSTEM, "Hệ thống")],
        )
        self._list("viec", dict(EventVerb.choices))
        self._list("chuong_trinh", {key: each.short_name for key, each in self.programmes.items()})

    def _list(self, name: str, labels: dict[str, str], first: Iterable[tuple[str, str]] = ()) -> None:
        ordered = sorted(labels.items(), key=lambda item: sort_key(item[1]))
        offer(self, name, [EVERYTHING, *first, *ordered])

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("tu_ngay"), self.cleaned_data.get("den_ngay")
        for name, day in (("tu_ngay", first), ("den_ngay", last)):
            if day and day.year not in YEARS:
                self.add_error(name, f"Hãy chọn ngày từ năm {YEARS[0]} đến năm {YEARS[-1]}.")
        if first and last and first > last:
            self.add_error("den_ngay", "“Đến hết ngày” phải từ “Từ ngày” trở về sau.")
        return self.cleaned_data

    def wanted(self) -> EventFilter:
        """The events that are asked for; of a valid query."""
        said = self.cleaned_data
        return EventFilter(
            unit=self.units.get(said["don_vi"]),
            with_subordinates=said["truc_thuoc"],
            person=self.people.get(said["nguoi"]),
            by_system=said["nguoi"] == BY_SYSTEM,
            verb=EventVerb(said["viec"]) if said["viec"] else None,
            programme=self.programmes.get(said["chuong_trinh"]),
            first_day=said["tu_ngay"],
            last_day=said["den_ngay"],
        )

    def address(self) -> str:
        """The query string without the place of the page, for links to its neighbours."""
        return self.said(name for name in self.fields if name not in ("truoc", "sau")).urlencode()
