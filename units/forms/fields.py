"""Fields that read what people here type: whole numbers with dots, one line of text."""

import re
import unicodedata
from typing import Any

from django import forms

from units.forms.figures.summary import one_line, quoted
from units.models.fact import MAX_AMOUNT
from units.vietnamese import dotted

WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+")
GROUPED_OTHERWISE = re.compile(r"[0-9]+([.,\s\u00a0\u202f][0-9]+)+")


class CountField(forms.IntegerField):
    """A number of initiatives: 2300 or 2.300. What could be meant otherwise is refused, never guessed."""

    default_error_messages = {
        "required": "Hãy nhập số sáng kiến, ví dụ 91; chưa có sáng kiến nào thì nhập 0.",
    }

    def __init__(self, **kwargs: Any) -> None:
        typing = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 40}
        kwargs.setdefault("widget", forms.TextInput(attrs=typing))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        text = str(value).strip() if value is not None else ""
        if not text:
            return None
        if not WHOLE.fullmatch(text):
            raise forms.ValidationError(_refusal(text), code="invalid")
        digits = text.replace(".", "").lstrip("0") or "0"
        if len(digits) > len(str(MAX_AMOUNT)):
            raise forms.ValidationError(
                f"Số sáng kiến nhiều nhất là {dotted(MAX_AMOUNT)}; hãy kiểm tra lại số vừa nhập.",
                code="max_value",
            )
        return int(digits)

    def prepare_value(self, value: Any) -> Any:
        return dotted(value) if isinstance(value, int) else one_line(value or "")


def _refusal(text: str) -> str:
    if text.isascii() and text.startswith("-") and WHOLE.fullmatch(text[1:]):
        return f"{quoted(text)} là số âm. Số sáng kiến từ 0 trở lên; hãy nhập số luỹ kế, ví dụ 91."
    if GROUPED_OTHERWISE.fullmatch(text) and text.isascii():
        return (
            f"{quoted(text)} chưa rõ là số nào. Số sáng kiến là số nguyên: hãy nhập liền các chữ số, "
            "ví dụ 2300, hoặc chấm từng ba chữ số, ví dụ 2.300."
        )
    return (
        f"{quoted(text)} chưa phải là số sáng kiến. Hãy chỉ dùng các chữ số từ 0 đến 9, ví dụ 91 hoặc 2.300."
    )


class LineField(forms.CharField):
    """One line of text: composed letters (NFC), single spaces."""

    def __init__(self, *, max_length: int = 500, **kwargs: Any) -> None:
        messages = {"max_length": f"Nội dung dài quá {max_length} ký tự; hãy viết gọn lại."}
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return one_line(unicodedata.normalize("NFC", super().to_python(value) or ""))

    def prepare_value(self, value: Any) -> Any:
        return one_line(value or "")
