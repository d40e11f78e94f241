"""What is said with a decision: ready sentence and own words, ticked dossiers."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from units.choices import ReviewVerb
from units.forms.review.decision import DecisionForm, ticked
from units.models import DossierRules, NoteTemplate

TEMPLATES = [
    NoteTemplate(pk=1, verb=ReviewVerb.REJECT, title="Trùng", text="Trùng hồ sơ khác."),
    NoteTemplate(pk=2, verb=ReviewVerb.ACCEPT, title="Đủ", text="Đủ điều kiện."),
]


def sent(verb: ReviewVerb, **data: str) -> DecisionForm:
    return DecisionForm(data, verb=verb, rules=DossierRules(), templates=TEMPLATES)


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ({"template": "1"}, "Trùng hồ sơ khác."),
        ({"note": "Xem SK-000012"}, "Xem SK-000012"),
        ({"template": "1", "note": "Xem SK-000012"}, "Trùng hồ sơ khác.\nXem SK-000012"),
        ({"note": "Hai\r\ndòng\x07 \u200b"}, "Hai\ndòng"),
    ],
)
def test_note_is_the_ready_sentence_then_own_words(data: dict[str, str], note: str) -> None:
    form = sent(ReviewVerb.REJECT, **data)
    assert form.is_valid()
    assert form.cleaned_data["note"] == note


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "note"),
        ({"note": " \n\u200b "}, "note"),
        ({"template": "2"}, "template"),
        ({"template": "abc"}, "template"),
        ({"template": "1", "note": "x" * 990}, "note"),
    ],
)
def test_reason_that_is_missing_strange_or_too_long_is_refused(data: dict[str, str], field: str) -> None:
    assert field in sent(ReviewVerb.REJECT, **data).errors


def test_accepting_needs_neither_reason_nor_deadline() -> None:
    form = sent(ReviewVerb.ACCEPT)
    assert form.is_valid()
    assert list(form.fields) == ["template", "note"]
    assert list(sent(ReviewVerb.SEND_BACK).fields) == ["note", "due_on"]


def test_ticked_dossiers_carry_their_versions() -> None:
    assert ticked(["12:3", "7:1"]) == {12: 3, 7: 1}


@pytest.mark.parametrize(
    "values",
    [[], ["12"], ["12:"], ["0:1"], ["-1:1"], ["12:3\n"], ["１２:3"], ["9" * 19 + ":1"], ["1:" + "9" * 10]],
)
def test_what_no_page_of_ours_sends_is_refused(values: list[Any]) -> None:
    with pytest.raises(ValidationError):
        ticked(values)
