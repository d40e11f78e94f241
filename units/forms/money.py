"""An amount of money as people here write it: 120.000.000, or 120 triệu, or 1,5 tỷ."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from units.forms.fields import WHOLE, one_line, quoted
from units.models.initiative_constraints import MAX_BENEFIT
from units.vietnamese import dotted, money_words

CURRENCY = re.compile(r"\s*(đồng|đ|vnđ|vnd)\.?\Z", re.IGNORECASE)
WORDED = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(,[0-9]{1,6})?\s*(nghìn|ngàn|triệu|tr|tỷ|tỉ)", re.IGNORECASE
)
MOST_DIGITS = 60
UNITS = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9}


class MoneyField(forms.IntegerField):
    """Whole VND. What could be meant otherwise is refused with a question, never guessed."""

    def __init__(self, **kwargs: Any) -> None:
        typing = {"inputmode": "text", "autocomplete": "off", "maxlength": 60, "class": "form-control money"}
        kwargs.setdefault("widget", forms.TextInput(attrs=typing))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        text = CURRENCY.sub("", one_line(value)) if value is not None else ""
        if not text:
            return None
        amount = _amount(text)
        if amount > MAX_BENEFIT:
            raise forms.ValidationError(
                f"{quoted(value)} lớn quá {money_words(MAX_BENEFIT)}; hãy kiểm tra lại số vừa nhập.",
                code="max_value",
            )
        return amount

    def prepare_value(self, value: Any) -> Any:
        return dotted(value) if isinstance(value, int) else one_line(value or "")


def _amount(text: str) -> int:
    if WHOLE.fullmatch(text) and len(text) <= MOST_DIGITS:
        return int(text.replace(".", ""))
    worded = WORDED.fullmatch(text)
    if worded and len(text) <= MOST_DIGITS:
        number = Decimal(worded[1].replace(".", "") + (worded[2] or "").replace(",", "."))
        amount = number * UNITS[worded[3].lower()]
        if amount == int(amount):
            return int(amount)
    raise forms.ValidationError(_refusal(text), code="invalid")


def _refusal(text: str) -> str:
    if text.startswith(("-", "−")):
        return f"{quoted(text)} là số âm. Giá trị làm lợi từ 0 đồng trở lên, ví dụ 120.000.000."
    if re.fullmatch(r"[0-9]+([.,\s][0-9]+)+", text):
        return (
            f"{quoted(text)} chưa rõ là bao nhiêu đồng. Có phải là triệu hay tỷ không? Hãy ghi đủ chữ số, "
            "chấm từng ba chữ số, ví dụ 120.000.000; hoặc ghi kèm đơn vị, ví dụ 1,5 tỷ."
        )
    return f"{quoted(text)} chưa phải là số tiền. Hãy ghi số đồng, ví dụ 120.000.000 hoặc 120 triệu."
