"""What forms of registry rows share: the version they were opened with, both versions after a conflict."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from units.forms.refusable import Refusable
from units.models.versioned import Versioned
from units.vietnamese import short_date

CLASSES = {
    forms.CheckboxInput: "form-check-input",
    forms.Select: "form-select",
}


class RegistryForm(Refusable, forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """One row; `version` is the version that the form was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, instance: Versioned) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        for field in self.fields.values():
            classes = (css for kind, css in CLASSES.items() if isinstance(field.widget, kind))
            field.widget.attrs.setdefault("class", next(classes, "form-control"))

    @property
    def seen(self) -> int | None:
        """The version that this person has seen; None of a new row."""
        return None if self.instance.pk is None else self.cleaned_data.get("version") or 0

    def compared_with(self, current: Versioned) -> list[tuple[str, str, str]]:
        """Label, what is typed here, what is stored now; of the fields in which they differ."""
        found = []
        for name, field in self.fields.items():
            if name != "version":
                typed, stored = shown(self.instance, name), shown(current, name)
                if typed != stored:
                    found.append((str(field.label), typed, stored))
        return found


def shown(row: Versioned, name: str) -> str:
    """A field of a row as text."""
    in_words = getattr(row, f"get_{name}_display", None)
    value = in_words() if in_words else getattr(row, name)
    match value:
        case None | "":
            return "–"
        case bool():
            return "có" if value else "không"
        case date():
            return short_date(value)
    return str(value)
