"""What forms that read an address share: names written with hyphens, words to look for, links."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

EVERYTHING = ("", "Tất cả")
"""The choice that asks for nothing in particular."""


class AddressForm(forms.Form):
    """The fields are called as in the address, but for its hyphens: den_ngay reads den-ngay."""

    def add_prefix(self, field_name: str) -> str:
        return field_name.replace("_", "-")

    def said(self, names: Iterable[str]) -> QueryDict:
        """What the address says in these fields, for a link; blanks are left out."""
        found = QueryDict(mutable=True)
        for key in map(self.add_prefix, names):
            if self.data.get(key):
                found[key] = self.data[key]
        return found

    def refuse_repeated(self) -> None:
        """Note an error at each field that the address names more than once."""
        for name in self.fields:
            key = self.add_prefix(name)
            if isinstance(self.data, QueryDict) and len(self.data.getlist(key)) > 1:
                self.add_error(name, f"Địa chỉ ghi “{key}” nhiều lần; chỉ ghi một lần.")


class SearchField(forms.CharField):
    """Words to look for, at most 100 characters; none finds everything."""

    def __init__(self, label: str) -> None:
        typing = {"class": "form-control", "type": "search", "placeholder": "không cần gõ dấu"}
        super().__init__(
            label=label,
            required=False,
            max_length=100,
            widget=forms.TextInput(attrs=typing),
            error_messages={
                "max_length": "Tên cần tìm dài quá 100 ký tự.",
                "null_characters_not_allowed": "Tên cần tìm có ký tự không đọc được.",
            },
        )
