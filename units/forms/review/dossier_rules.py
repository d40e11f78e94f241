"""What a programme asks of a dossier, as administrators set it."""

from __future__ import annotations

from typing import Any

from django import forms

from units.choices import CountingDay, RecognitionLevel, SolutionKind
from units.forms.editing import RegistryForm
from units.forms.fields import DayField, offer
from units.models import DossierRules

RULES_FIELDS = (
    "kinds",
    "applied_from",
    "applied_until",
    "needs_recognition",
    "levels",
    "refuses_exclusions",
    "counting_day",
    "return_days",
)


class ListField(forms.MultipleChoiceField):
    """Some of a closed list, as boxes to tick."""

    def __init__(self, label: str, choices: Any, required: str) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
        super().__init__(label=label, choices=choices, widget=widget, error_messages={"required": required})


class DossierRulesForm(RegistryForm):
    kinds = ListField(
        "Loại giải pháp được nhận", SolutionKind.choices, "Hãy chọn ít nhất một loại giải pháp."
    )
    applied_from = DayField(label="Áp dụng lần đầu từ ngày", required=False)
    applied_until = DayField(
        label="Áp dụng lần đầu đến hết ngày", required=False, help_text="Để trống: không giới hạn."
    )
    levels = ListField(
        "Cấp công nhận có thẩm quyền", RecognitionLevel.choices, "Hãy chọn ít nhất một cấp công nhận."
    )
    counting_day = forms.ChoiceField(label="Sáng kiến được công nhận tính theo")

    class Meta:
        model = DossierRules
        fields = RULES_FIELDS
        labels = {
            "needs_recognition": "Phải có quyết định công nhận của hội đồng hoặc thủ trưởng",
            "refuses_exclusions": "Không nhận giải pháp đang được bảo hộ, trái trật tự công cộng hay đạo đức",
            "return_days": "Số ngày để bổ sung hồ sơ bị trả lại",
        }
        help_texts = {
            "return_days": "Hạn ghi sẵn khi trả lại; người thẩm định đổi được từng lần. Từ 1 đến 90."
        }

    def __init__(self, data: Any = None, *, instance: DossierRules) -> None:
        super().__init__(data, instance=instance)
        offer(self, "counting_day", CountingDay.choices)
