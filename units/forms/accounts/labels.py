"""What the fields of a form that was sent are called: of all forms that there are the likeliest is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms import BaseForm, Field
from django.utils.text import capfirst

UNTYPED = {
    *("version", "seen", "thay", "stood_at", "lines"),
    *("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"),
    *("luu", "sua", "ve", "ve-ho-so", "them-dong", "chia-deu", "way", "xem", "viec", "next"),
    *("author", "rows", "ho-so", "nguoi"),
}
"""What nobody types: what the page showed, which button was pressed, which rows were meant."""

WITHOUT_A_FORM = {
    "so": "Số sáng kiến ở một ô",
    "ly-do": "Lý do ở một dòng",
    "c": "Số trên cổng ở một ô",
    "q": "Chỉ tiêu ở một ô",
    "khong-phat-sinh": "Không phát sinh",
    "DELETE": "Bỏ dòng này",
}
"""Cells of tables and marks, which stand in their pages without a form class."""

OTHER = "Nội dung khác"
NUMBERED = re.compile(r"(?P<before>.+?)-(?P<number>[0-9]{1,9})(?:-[0-9]+)*(?:-(?P<after>.+))?")
"""A cell (so-12-1), a field of a line (share-2), a field of one form of several (nguong-0-amount)."""


@dataclass(frozen=True)
class Sent:
    """The names under which one form was sent, to tell which form it was."""

    names: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> Sent:
        return cls(frozenset(names))

    def read(self, name: str, value: str) -> tuple[str, str] | None:
        """What a person has typed, as the page called it and showed it; None for what nobody types."""
        base, line = self._parted(name)
        if base in UNTYPED:
            return None
        field = None if base in WITHOUT_A_FORM and base != name else self._field(base)
        if field is None:
            return WITHOUT_A_FORM.get(base, OTHER), value
        if field.widget.is_hidden:
            return None
        label = capfirst(str(field.label))
        return f"{label}, dòng {line}" if line else label, _said(field, value)

    def _parted(self, name: str) -> tuple[str, int | None]:
        """The name of the field, and the line in which it stands, from 1."""
        found = NUMBERED.fullmatch(name)
        if found is None:
            # nguong-TOTAL_FORMS
            return (name.rpartition("-")[2] if name.endswith("_FORMS") else name), None
        before, after, number = found["before"], found["after"], int(found["number"])
        if after:
            return after, number + 1 if f"{before}-TOTAL_FORMS" in self.names else None
        return before, None if before in WITHOUT_A_FORM else number

    def _field(self, base: str) -> Field | None:
        """As the form has it that has most of what was sent; of several such the smallest."""
        name = _plain(base)
        found = [fields for fields in self._forms if name in fields]
        if not found:
            return None
        return min(
            found, key=lambda fields: (-len(self._bases & fields.keys()), len(fields), _label(fields[name]))
        )[name]

    @cached_property
    def _bases(self) -> frozenset[str]:
        return frozenset(_plain(self._parted(name)[0]) for name in self.names)

    @cached_property
    def _forms(self) -> list[dict[str, Field]]:
        """The fields of every form of ours that say what they are called, or are hidden."""
        ours = (form for form in _below(BaseForm) if form.__module__.startswith("units."))
        declared: Iterator[dict[str, Field]] = (getattr(form, "base_fields", {}) for form in ours)
        return [
            {name: each for name, each in fields.items() if each.label or each.widget.is_hidden}
            for fields in declared
        ]


def _below(form: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for each in form.__subclasses__():
        yield each
        yield from _below(each)


def _label(field: Field) -> tuple[int, str]:
    """The shorter says less that may be wrong."""
    label = str(field.label or "")
    return len(label), label


def _plain(name: str) -> str:
    """Addresses are written with hyphens: den-ngay."""
    return name.replace("-", "_")


def _said(field: Field, value: str) -> str:
    """What was chosen by its words, not by its key."""
    if isinstance(field, forms.BooleanField):
        return "có"
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        return next((str(words) for key, words in choices if str(key) == value), value)
    return value
