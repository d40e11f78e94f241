"""The parts of a dossier as they are typed; starting one; taking a step with it."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms

from units.choices import BenefitBasis
from units.domain.dossiers.completeness import DossierPart
from units.forms.editing import RegistryForm
from units.forms.fields import DayField, LineField
from units.forms.money import MoneyField
from units.forms.refusable import Refusable
from units.forms.sending import KeyedForm
from units.models import Initiative
from units.vietnamese import dotted

LONGEST_TEXT = 20_000
UNREADABLE = "Nội dung có ký tự không đọc được; hãy xoá ký tự lạ rồi gửi lại."


class ProseField(forms.CharField):
    """A text of some paragraphs: composed letters (NFC), no empty lines around."""

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
            error_messages={
                "max_length": f"Nội dung dài quá {dotted(LONGEST_TEXT)} ký tự; "
                "hãy viết gọn lại, phần dài thì đính kèm tệp.",
                "null_characters_not_allowed": UNREADABLE,
            },
            **kwargs,
        )
        # A browser cuts what is pasted at this length without a word; we refuse it with one.
        del self.widget.attrs["maxlength"]

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        return text.replace("\r\n", "\n").replace("\r", "\n")


class PartForm(RegistryForm):
    """One part: everything may still be left open, since a draft is saved as far as it goes."""

    def __init__(self, data: Any = None, *, instance: Initiative) -> None:
        super().__init__(data, instance=instance)
        self.auto_id = "%s"  # so that what is missing can be linked to by the name of its field
        self.use_required_attribute = False
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [("", "Chọn…"), *list(field.widget.choices)[1:]]
                field.error_messages["invalid_choice"] = "Lựa chọn này không có trong danh sách."


class IdentityForm(PartForm):
    title = LineField(
        label="Tên sáng kiến",
        max_length=300,
        error_messages={"required": "Hãy ghi tên sáng kiến."},
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    first_applied_on = DayField(
        label="Ngày áp dụng lần đầu", required=False, help_text="Kể cả áp dụng thử; ví dụ 15/03/2026."
    )

    class Meta:
        model = Initiative
        fields = (
            "title",
            "kind",
            "field",
            "author_group",
            "first_applied_on",
            "exclusion",
            "is_confidential",
        )
        labels = {"is_confidential": "Có nội dung cần giữ kín"}
        help_texts = {
            "exclusion": "Đơn vị tự cho biết; người thẩm định sẽ xem lại.",
            "is_confidential": "Khi đó ngoài đơn vị chỉ thấy tên, loại, lĩnh vực, hiệu quả, công nhận.",
        }


class ContentForm(PartForm):
    problem = ProseField(label="Vấn đề trước khi có sáng kiến", help_text="Trước đây làm thế nào, khó ở đâu.")
    solution = ProseField(
        label="Nội dung giải pháp", rows=9, help_text="Đã làm gì, theo các bước nào, cần những gì."
    )
    novelty = ProseField(label="Điểm mới", rows=4, help_text="Khác gì với cách đã có ở đơn vị.")
    scope = ProseField(label="Phạm vi áp dụng", rows=4, help_text="Đang dùng ở đâu, còn dùng được ở đâu.")

    class Meta:
        model = Initiative
        fields = ("problem", "solution", "novelty", "scope")


class EffectForm(PartForm):
    benefit_value = MoneyField(
        label="Giá trị làm lợi một năm (đồng)",
        required=False,
        help_text="Ước tính cho một năm; ví dụ 120.000.000, hoặc 120 triệu. Chưa tính được thì để trống.",
    )
    benefit_reasoning = ProseField(
        label="Cách tính giá trị làm lợi", help_text="Từ những con số nào ra số tiền trên."
    )
    social_effect = ProseField(
        label="Hiệu quả xã hội", help_text="An toàn, môi trường, sức khoẻ, thời gian, tinh thần làm việc…"
    )

    class Meta:
        model = Initiative
        fields = ("benefit_basis", "benefit_value", "benefit_reasoning", "social_effect")
        labels = {"benefit_basis": "Hiệu quả có tính được bằng tiền không"}

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        has_value = cleaned.get("benefit_value") is not None
        if has_value and cleaned.get("benefit_basis") != BenefitBasis.MONEY:
            self.add_error(
                "benefit_value",
                "Đã ghi số tiền thì hãy chọn “Tính được bằng tiền” ở trên; chưa tính được thì xoá số này.",
            )
        return cleaned


class RecognitionForm(PartForm):
    recognition_number = LineField(label="Số quyết định", max_length=100, required=False)
    recognition_on = DayField(label="Ngày quyết định", required=False, help_text="Ví dụ 20/04/2026.")
    portal_reference = LineField(
        label="Mã trên cổng quốc gia",
        max_length=100,
        required=False,
        help_text="Nếu đã gửi lên cổng 01 triệu sáng kiến; không bắt buộc.",
    )

    class Meta:
        model = Initiative
        fields = (
            "recognition_body",
            "recognition_level",
            "recognition_number",
            "recognition_on",
            "portal_reference",
        )
        labels = {"recognition_body": "Nơi công nhận", "recognition_level": "Cấp công nhận"}


FORMS: dict[DossierPart, type[PartForm]] = {
    DossierPart.IDENTITY: IdentityForm,
    DossierPart.CONTENT: ContentForm,
    DossierPart.EFFECT: EffectForm,
    DossierPart.RECOGNITION: RecognitionForm,
}
"""All parts but the authors, who are lines (forms/author.py)."""


class StartForm(Refusable, KeyedForm):
    """A new draft: only its title."""

    title = LineField(
        label="Tên sáng kiến",
        max_length=300,
        error_messages={"required": "Hãy ghi tên sáng kiến. Tên còn sửa được sau."},
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        help_text="Nói rõ làm gì, ở đâu; ví dụ: Cải tiến bộ gá để rút ngắn thời gian vệ sinh máy sao chè.",
    )


class StepForm(Refusable, forms.Form):
    """A step with the whole dossier: the version that was seen, and a word on why."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = LineField(
        label="Lý do hoặc ghi chú (không bắt buộc)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("version") or 0
