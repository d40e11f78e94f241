"""What the address of the page of candidates says: which rule, which day, which unit, with what evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from units.domain.awards.candidates import Candidate
from units.forms.addresses import EVERYTHING, AddressForm
from units.forms.fields import DayField, ListedField, offer
from units.models import AwardRule, Participation
from units.vietnamese import short_date

EVIDENCE = [("", "Tất cả"), ("du", "Đủ minh chứng"), ("thieu", "Thiếu minh chứng")]


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class AwardQuery(AddressForm):
    """`tieu_chuan`: the number of a rule; without one, the first that is in force on the day."""

    tieu_chuan = ListedField(label="Tiêu chuẩn", required=False, widget=_select())
    den_ngay = DayField(
        label="Tính đến ngày",
        required=False,
        widget=forms.TextInput(
            attrs={"class": "form-control", "inputmode": "numeric", "maxlength": 10, "placeholder": "hôm nay"}
        ),
    )
    don_vi = ListedField(label="Đơn vị", required=False, widget=_select())
    minh_chung = ListedField(label="Minh chứng", required=False, widget=_select())

    def __init__(
        self, data: QueryDict, *, rules: Sequence[AwardRule], places: Sequence[Participation]
    ) -> None:
        super().__init__(data)
        self.rules = {str(rule.pk): rule for rule in rules}
        self.places = {str(place.pk): place for place in places}
        offer(self, "tieu_chuan", [(key, _named(rule)) for key, rule in self.rules.items()])
        offer(self, "don_vi", [EVERYTHING, *((key, each.name) for key, each in self.places.items())])
        offer(self, "minh_chung", EVIDENCE)

    @property
    def day(self) -> date:
        return self.cleaned_data["den_ngay"] or timezone.localdate()

    @property
    def rule(self) -> AwardRule | None:
        """The rule that is asked for; of a valid query."""
        chosen = self.rules.get(self.cleaned_data["tieu_chuan"])
        in_force = (rule for rule in self.rules.values() if is_in_force(rule, self.day))
        return chosen or next(in_force, next(iter(self.rules.values()), None))

    @property
    def place(self) -> Participation | None:
        return self.places.get(self.cleaned_data["don_vi"])

    def matching(self, found: Sequence[Candidate]) -> list[Candidate]:
        """Those with all evidence, those without, or all."""
        match self.cleaned_data["minh_chung"]:
            case "du":
                return [each for each in found if not each.missing]
            case "thieu":
                return [each for each in found if each.missing]
        return list(found)

    def address(self, **changed: str) -> str:
        """The query string without the page, for links to other pages and to the files."""
        said = QueryDict(mutable=True)
        for name in self.fields:
            value: Any = changed.get(name, self.data.get(self.add_prefix(name)))
            if value:
                said[self.add_prefix(name)] = value
        return said.urlencode()


def is_in_force(rule: AwardRule, day: date) -> bool:
    return rule.effective_from <= day and (rule.effective_until is None or day <= rule.effective_until)


def _named(rule: AwardRule) -> str:
    return f"{rule.name} (từ {short_date(rule.effective_from)})"
