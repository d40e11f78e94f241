"""What forms do with a refusal of the domain: it stands at the field that it names."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class Refusable(forms.BaseForm):
    """A form that what it asked for can be refused."""

    asked_as: ClassVar[Mapping[str, str]] = {}
    """The field in which the form asks for what the domain calls by another name."""

    def refuse(self, error: ValidationError) -> None:
        """Show a refusal at its field where the form has it, else above the form."""
        by_name = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, errors in by_name.items():
            field = self.asked_as.get(name, name)
            self.add_error(field if field in self.fields else None, errors)
