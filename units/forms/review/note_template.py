"""A ready sentence as administrators write it."""

from __future__ import annotations

from django import forms

from units.domain.review.note_templates import NOTED
from units.forms.editing import RegistryForm
from units.forms.fields import LineField
from units.forms.review.decision import LONGEST_NOTE, NoteField
from units.models import NoteTemplate

TEMPLATE_FIELDS = ("verb", "title", "text", "is_active")


class NoteTemplateForm(RegistryForm):
    verb = forms.ChoiceField(label="Dùng khi", choices=[(verb.value, verb.label) for verb in NOTED])
    title = LineField(label="Tên mẫu", max_length=100, help_text="Người thẩm định chọn theo tên này.")
    text = NoteField(
        label="Nội dung",
        max_length=LONGEST_NOTE,
        help_text="Gửi nguyên văn cho đơn vị; người thẩm định viết thêm được.",
    )

    class Meta:
        model = NoteTemplate
        fields = TEMPLATE_FIELDS
        labels = {"is_active": "Đang dùng"}
        help_texts = {
            "is_active": "Bỏ chọn thì mẫu không hiện khi thẩm định nữa; ý kiến đã gửi vẫn giữ nguyên."
        }
