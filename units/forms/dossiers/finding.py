"""What the address of the list of initiatives says: which ones, in what order, where to go on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from units.choices import AuthorGroup, InitiativeState, SolutionField, SolutionKind
from units.digits import LARGEST_KEY
from units.domain.dossiers.finding import NEWEST, ORDERS, InitiativeFilter, Order
from units.forms.addresses import EVERYTHING, AddressForm
from units.forms.fields import DayField, ListedField, offer, quoted
from units.forms.money import MoneyField
from units.models import Participation, Phase
from units.vietnamese import words

LONGEST_TEXT = 100
PLACES_IN_LIST = {"truoc", "sau"}
MONEY = {"gia_tri_tu", "gia_tri_den"}


class PlainSelect(forms.Select):
    """Written here: by Django's templates, three hundred units need longer than the list beside them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = format_html(" {}", "selected")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, chosen if str(key) == str(value or "") else "", label) for key, label in self.choices),
        )
        said = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html(
            "<select {}>{}</select>", format_html_join(" ", '{}="{}"', sorted(said.items())), options
        )


class NumberField(forms.IntegerField):
    """The number of an initiative in the address."""

    default_error_messages = dict.fromkeys(
        ("invalid", "min_value", "max_value"), "Chỗ của trang trong địa chỉ không đọc được."
    )

    def __init__(self) -> None:
        super().__init__(
            label="Trang", required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput
        )


def _choice(label: str) -> ListedField:
    return ListedField(label=label, required=False, widget=PlainSelect(attrs={"class": "form-select"}))


def _tick(label: str) -> forms.BooleanField:
    box = forms.CheckboxInput(attrs={"class": "form-check-input"})
    return forms.BooleanField(label=label, required=False, widget=box)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set: its words, and the query string without it."""

    label: str
    shown: str
    without: str


class InitiativeQuery(AddressForm):
    """Which initiatives. `sau` and `truoc`: the number after or before which the page begins."""

    tim = forms.CharField(
        label="Tìm theo từ",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search", "maxlength": LONGEST_TEXT}),
        error_messages={
            "max_length": f"Nội dung cần tìm dài quá {LONGEST_TEXT} ký tự; hãy chỉ ghi vài từ.",
            "null_characters_not_allowed": "Nội dung cần tìm có ký tự không đọc được.",
        },
    )
    don_vi = _choice("Đơn vị, kể cả trực thuộc")
    giai_doan = _choice("Giai đoạn")
    trang_thai = _choice("Trạng thái")
    chua_tinh_den = DayField(
        label="Được công nhận, không tính vào số đến hết ngày",
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric", "size": 10}),
    )
    loai = _choice("Loại giải pháp")
    linh_vuc = _choice("Lĩnh vực")
    nhom = _choice("Nhóm tác giả")
    gia_tri_tu = MoneyField(label="Giá trị làm lợi từ (đồng)", required=False)
    gia_tri_den = MoneyField(label="đến (đồng)", required=False)
    chua_tinh_duoc = _tick("Chưa tính được bằng tiền")
    tieu_bieu = _tick("Chỉ sáng kiến tiêu biểu")
    sap_xep = _choice("Sắp xếp")
    sau = NumberField()
    truoc = NumberField()

    def __init__(self, data: QueryDict, *, places: Iterable[Participation], phases: Iterable[Phase]) -> None:
        super().__init__(data)
        self.places = {place.unit.code: place for place in places}
        self.phases = {str(phase.number): phase for phase in phases}
        self.labels: dict[str, dict[str, str]] = {}
        self._offer("don_vi", [(code, place.name) for code, place in self.places.items()])
        self._offer("giai_doan", [(number, phase.name) for number, phase in self.phases.items()])
        self._offer("trang_thai", InitiativeState.choices)
        self._offer("loai", SolutionKind.choices)
        self._offer("linh_vuc", SolutionField.choices)
        self._offer("nhom", AuthorGroup.choices)
        orders = {"" if key == NEWEST else key: order.label for key, order in ORDERS.items()}
        self._offer("sap_xep", orders.items(), all_of_them=False)

    def _offer(self, name: str, choices: Iterable[tuple[str, str]], *, all_of_them: bool = True) -> None:
        self.labels[name] = dict(choices)
        offer(self, name, [*([EVERYTHING] if all_of_them else []), *self.labels[name].items()])

    def clean_tim(self) -> str:
        text: str = self.cleaned_data["tim"]
        if text and not words(text):
            raise forms.ValidationError(f"{quoted(text)} không có chữ hay số nào để tìm.")
        return text

    def clean(self) -> dict[str, Any]:
        self.refuse_repeated()
        said = self.cleaned_data
        first, last = said.get("gia_tri_tu"), said.get("gia_tri_den")
        if first is not None and last is not None and first > last:
            self.add_error("gia_tri_den", "Giá trị “đến” phải từ giá trị “từ” trở lên.")
        if said.get("chua_tinh_duoc") and (first is not None or last is not None):
            sentence = (
                "Sáng kiến chưa tính được bằng tiền thì không có giá trị làm lợi; hãy bỏ một điều kiện."
            )
            self.add_error("chua_tinh_duoc", sentence)
        if said.get("sau") and said.get("truoc"):
            self.add_error("truoc", "Địa chỉ ghi cả “sau” và “truoc”; chỉ ghi một.")
        return said

    def wanted(self) -> InitiativeFilter:
        """The initiatives that are asked for; of a valid query."""
        said = self.cleaned_data
        return InitiativeFilter(
            text=said["tim"],
            place=self.places.get(said["don_vi"]),
            phase=self.phases.get(said["giai_doan"]),
            state=said["trang_thai"],
            kind=said["loai"],
            field=said["linh_vuc"],
            author_group=said["nhom"],
            benefit_from=said["gia_tri_tu"],
            benefit_to=said["gia_tri_den"],
            not_in_money=said["chua_tinh_duoc"],
            outstanding=said["tieu_bieu"],
            uncounted_by=said["chua_tinh_den"],
        )

    @property
    def order(self) -> Order:
        return ORDERS[self.cleaned_data["sap_xep"] or NEWEST]

    def address(self) -> str:
        """The query string without the place of the page, for links to its neighbours and the file."""
        return self._address()

    def chips(self) -> list[Chip]:
        """Each filter that is set, and how to take it away; of a valid query."""
        names = [name for name in self.fields if name not in {*PLACES_IN_LIST, "sap_xep"}]
        return [
            Chip(str(self[name].label), self._shown(name), self._address(without=name))
            for name in names
            if self.cleaned_data[name] or (self.cleaned_data[name] == 0 and name in MONEY)
        ]

    def _shown(self, name: str) -> str:
        value, field = self.cleaned_data[name], self.fields[name]
        if name in self.labels:
            return self.labels[name][value]
        return "" if value is True else str(field.prepare_value(value))

    def _address(self, without: str = "") -> str:
        return self.said(name for name in self.fields if name not in {*PLACES_IN_LIST, without}).urlencode()
