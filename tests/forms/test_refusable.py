"""Where a refusal of the domain stands in a form."""

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from units.forms.refusable import Refusable


class Sending(Refusable, forms.Form):
    asked_as = {"into": "kept"}
    note = forms.CharField()
    kept = forms.CharField()


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        ("Đã khoá.", {"__all__": ["Đã khoá."]}),
        (["Một.", "Hai."], {"__all__": ["Một.", "Hai."]}),
        ({"note": "Hãy ghi lý do."}, {"note": ["Hãy ghi lý do."]}),
        ({"into": ["Hãy chọn.", "Hãy xem."]}, {"kept": ["Hãy chọn.", "Hãy xem."]}),
        ({"due_on": "Hãy ghi hạn.", "__all__": ["Đã khoá."]}, {"__all__": ["Hãy ghi hạn.", "Đã khoá."]}),
    ],
    ids=["a sentence", "several", "at its field", "under another name", "of no field of the form"],
)
def test_a_refusal_stands_at_the_field_that_it_names(refusal: Any, expected: dict[str, list[str]]) -> None:
    form = Sending({"note": "Vì sao", "kept": "1"})
    assert form.is_valid()

    form.refuse(ValidationError(refusal))

    assert dict(form.errors) == expected


def test_the_code_of_a_refusal_is_kept() -> None:
    form = Sending({"note": "Vì sao", "kept": "1"})
    form.is_valid()

    form.refuse(ValidationError("Hồ sơ của bạn.", code="own"))

    assert form.has_error("__all__", "own")
