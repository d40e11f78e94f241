"""An award rule with its thresholds, in one form: a line a threshold, blank lines at the end for more."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from units.choices import Qualification, RecognitionLevel
from units.domain.awards import rules
from units.forms.editing import RegistryForm
from units.forms.fields import DayField, LineField
from units.forms.money import MoneyField
from units.models import AwardRule, AwardThreshold

MOST_THRESHOLDS = 20
BLANK_LINES = 2
LEADERSHIP = {"": None, "no": False, "yes": True}


class AwardRuleForm(RegistryForm):
    name = LineField(label="Hình thức khen thưởng", max_length=200)
    source = LineField(
        label="Căn cứ",
        max_length=300,
        help_text="Số, ngày, cơ quan ban hành và điều khoản. Câu đầu tiên được in trên danh sách đề nghị.",
    )
    effective_from = DayField(label="Áp dụng từ ngày", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    effective_until = DayField(
        label="Áp dụng đến hết ngày",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="Để trống khi còn áp dụng. Có quy định mới thì ghi ngày cuối ở đây và thêm tiêu chuẩn mới.",
    )

    class Meta:
        model = AwardRule
        fields = rules.FIELDS


class ThresholdForm(forms.Form):
    """One line; a blank line that stays blank is not there."""

    qualification = forms.ChoiceField(
        label="Trình độ", choices=[("", "Mọi trình độ"), *Qualification.choices], required=False
    )
    holds_leadership = forms.ChoiceField(
        label="Chức vụ lãnh đạo",
        choices=[("", "Giữ hay không đều được"), ("no", "Không giữ"), ("yes", "Có giữ")],
        required=False,
    )
    amount = MoneyField(
        label="Làm lợi một năm từ (đồng)", error_messages={"required": "Hãy ghi số tiền của một năm."}
    )
    several_years = forms.TypedChoiceField(
        label="Hoặc cộng trong",
        choices=[("", "Không xét"), *((number, f"{number} năm liên tục") for number in range(2, 11))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    several_years_amount = MoneyField(label="được từ (đồng)", required=False)
    management_level = forms.ChoiceField(
        label="Hoặc giải pháp quản lý được công nhận từ",
        choices=[("", "Không xét"), *RecognitionLevel.choices],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs.setdefault("class", kind)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        years, amount = said.get("several_years"), said.get("several_years_amount")
        if (years is None) != (amount is None) and "several_years_amount" not in self.errors:
            self.add_error("several_years_amount", "Ngưỡng nhiều năm phải có cả số năm và số tiền.")
        return said

    def threshold(self) -> AwardThreshold:
        """What the line says; of a valid form."""
        said = {name: self.cleaned_data[name] for name in self.fields if name != "DELETE"}
        return AwardThreshold(**said | {"holds_leadership": LEADERSHIP[said["holds_leadership"]]})


class ThresholdLines(BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    """All thresholds of a rule."""

    deletion_widget = forms.CheckboxInput(attrs={"class": "form-check-input"})  # type: ignore[assignment]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ ngưỡng này"

    def thresholds(self) -> list[AwardThreshold]:
        """Those that stay, in the order of the lines; of valid lines."""
        added = [form for form in self.extra_forms if form.has_changed()]
        return [form.threshold() for form in self.initial_forms + added if form not in self.deleted_forms]

    def refuse(self, error: ValidationError) -> None:
        self.non_form_errors().extend(error.messages)


Lines = formset_factory(
    ThresholdForm,
    formset=ThresholdLines,
    extra=BLANK_LINES,
    can_delete=True,
    max_num=MOST_THRESHOLDS,
    absolute_max=MOST_THRESHOLDS,
    validate_max=True,
)


def threshold_lines(rule: AwardRule, data: Any = None) -> ThresholdLines:
    """The stored thresholds as lines, or what was sent."""
    said = {value: key for key, value in LEADERSHIP.items()}
    initial = [
        {
            "qualification": each.qualification,
            "holds_leadership": said[each.holds_leadership],
            "amount": each.amount,
            "several_years": each.several_years,
            "several_years_amount": each.several_years_amount,
            "management_level": each.management_level,
        }
        for each in (rule.thresholds.all() if rule.pk else ())
    ]
    return cast(ThresholdLines, Lines(data, initial=initial, prefix="nguong"))
