"""What a reviewer says with a decision: a ready sentence, own words, a deadline; for one dossier or many."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from units.choices import ReviewVerb
from units.digits import read_number
from units.domain.dossiers.transitions import TRANSITIONS
from units.domain.review.stepping import Step
from units.forms.fields import DayField, offer, quoted
from units.forms.refusable import Refusable
from units.forms.sending import VersionField
from units.models import DossierRules, Initiative, NoteTemplate
from units.models.versioned import MAX_VERSION

MOST = 100
"""How many dossiers may be decided in one go."""

LONGEST_NOTE = 1000

BUTTONS = {
    ReviewVerb.ACCEPT: "Công nhận",
    ReviewVerb.SEND_BACK: "Trả lại",
    ReviewVerb.REJECT: "Không công nhận",
    ReviewVerb.REOPEN: "Xét lại",
}
"""What can be decided with this form, and the words of its button."""

BULK = (ReviewVerb.ACCEPT, ReviewVerb.SEND_BACK, ReviewVerb.REJECT)
"""What can be decided on many at once."""


class NoteField(forms.CharField):
    """Some lines of text: composed letters (NFC), nothing that does not print but line ends."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}), **kwargs)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        lines = ("".join(each if each.isprintable() else " " for each in line) for line in text.splitlines())
        return "\n".join(lines).strip()


class DecisionForm(Refusable, forms.Form):
    """One verb with its note. A ready sentence and own words together make one note, the sentence first."""

    template = forms.ChoiceField(label="Mẫu ý kiến", required=False)
    note = NoteField(label="Ý kiến", required=False)
    due_on = DayField(label="Hạn bổ sung", error_messages={"required": "Hãy ghi hạn bổ sung."})

    def __init__(
        self,
        data: Any = None,
        *,
        verb: ReviewVerb,
        rules: DossierRules,
        templates: Iterable[NoteTemplate],
        initial: dict[str, Any] | None = None,
    ) -> None:
        due_on = timezone.localdate() + timedelta(days=rules.return_days)
        super().__init__(data, initial={"due_on": due_on} | (initial or {}), auto_id=f"{verb}-%s")
        self.verb = verb
        self.templates = {str(each.pk): each for each in templates if each.verb == verb}
        titles = ((key, each.title) for key, each in self.templates.items())
        offer(self, "template", [("", "Không dùng mẫu"), *titles])
        self.fields["template"].widget.attrs["class"] = "form-select"
        if not self.templates:
            del self.fields["template"]
        self.fields["due_on"].widget.attrs["class"] = "form-control"
        if verb != ReviewVerb.SEND_BACK:
            del self.fields["due_on"]

    @property
    def button(self) -> str:
        return BUTTONS[self.verb]

    @property
    def address(self) -> str:
        """The name of the address of one decision."""
        return f"decide-{self.verb.replace('_', '-')}"

    @property
    def needs_note(self) -> bool:
        return TRANSITIONS[self.verb].needs_note

    @property
    def texts(self) -> list[NoteTemplate]:
        """The ready sentences, to be read before one is chosen."""
        return list(self.templates.values())

    def clean_template(self) -> NoteTemplate | None:
        return self.templates.get(self.cleaned_data["template"])

    def clean(self) -> dict[str, Any]:
        template = self.cleaned_data.get("template")
        parts = (template.text if template else "", self.cleaned_data.get("note", ""))
        self.cleaned_data["note"] = text = "\n".join(part for part in parts if part)
        if len(text) > LONGEST_NOTE:
            self.add_error(
                "note",
                f"Ý kiến dài {len(text)} ký tự, kể cả mẫu; nhiều nhất {LONGEST_NOTE}. Hãy viết gọn lại.",
            )
        if self.needs_note and not text and "note" not in self.errors:
            self.add_error("note", "Hãy ghi rõ lý do để đơn vị biết: chọn một mẫu hoặc tự viết.")
        return self.cleaned_data

    def step(self, initiative: Initiative, *, seen: int | None) -> Step:
        """The step that is wanted; of a valid form."""
        said = self.cleaned_data
        return Step(initiative, self.verb, seen=seen, note=said["note"], due_on=said.get("due_on"))


class OneDecisionForm(DecisionForm):
    """A decision on one dossier; `version`: the one that the page showed."""

    version = VersionField()

    @classmethod
    def of(
        cls,
        initiative: Initiative,
        verb: ReviewVerb,
        *,
        rules: DossierRules,
        templates: Iterable[NoteTemplate],
        data: Any = None,
    ) -> OneDecisionForm:
        initial = {"version": initiative.version}
        return cls(data, verb=verb, rules=rules, templates=templates, initial=initial)


def ticked(values: Sequence[str]) -> dict[int, int]:
    """The versions of the ticked dossiers, by their number: "12:3". Raises ValidationError."""
    found: dict[int, int] = {}
    for value in values:
        text, _, number = value.partition(":")
        key, version = read_number(text), read_number(number, most=MAX_VERSION)
        if not key or version is None:
            raise ValidationError(f"{quoted(value)} không phải một hồ sơ trong hàng đợi. Hãy mở lại trang.")
        found[key] = version
    if not found:
        raise ValidationError("Chưa chọn hồ sơ nào. Hãy đánh dấu vào ô trước tên hồ sơ.")
    if len(found) > MOST:
        raise ValidationError(f"Mỗi lần chọn nhiều nhất {MOST} hồ sơ; bạn chọn {len(found)}.")
    return found
