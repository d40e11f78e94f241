"""Fields that read what people here type: days, whole numbers with dots, one line of text, one of a list."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django import forms

from units.digits import read_number
from units.models.fact import MAX_AMOUNT
from units.vietnamese import dotted, short_date

SHOWN_LENGTH = 40
WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+")
GROUPED_OTHERWISE = re.compile(r"[0-9]+([.,\s\u00a0\u202f][0-9]+)+")


def one_line(value: object) -> str:
    """What was typed, with a space for whatever does not print."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())


def quoted(value: object) -> str:
    """What was typed, short enough to be shown."""
    text = one_line(value)
    return f"“{text[:SHOWN_LENGTH]}…”" if len(text) > SHOWN_LENGTH else f"“{text}”"


class DayField(forms.DateField):
    """A day, 10/11/2022; the error repeats what was typed."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 10})

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                f"{quoted(value)} không phải là một ngày có thật. Hãy nhập ngày/tháng/năm, ví dụ 10/11/2022."
            ) from error

    def prepare_value(self, value: Any) -> Any:
        return short_date(value) if isinstance(value, date) else one_line(value or "")


class InstantField(forms.DateTimeField):
    """An instant, 10/11/2022 15:34; the error repeats what was typed."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            instant = super().to_python(value)
            # The first hours of the year 1 have no UTC, in which the database compares.
            return instant.astimezone(UTC) if instant else None
        except (forms.ValidationError, OverflowError) as error:
            raise forms.ValidationError(
                f"{quoted(value)} không phải là một thời điểm có thật. "
                "Hãy nhập ngày/tháng/năm giờ:phút, ví dụ 10/11/2022 15:34."
            ) from error

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(value) if isinstance(value, datetime) else one_line(value or "")


class ListedField(forms.ChoiceField):
    """One of a list; the error repeats what was given."""

    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            raise forms.ValidationError(f"{quoted(value)} không có trong danh sách {self.label}.")


class WholeField(forms.IntegerField):
    """A whole number from `least` to `most`, the `unit` behind it may be typed along; `sentence` says what is
    wrong with anything else.
    """

    def __init__(self, *, least: int, most: int, sentence: str, unit: str = "", **kwargs: Any) -> None:
        typing = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 10, "class": "form-control"}
        kwargs.setdefault("widget", forms.TextInput(attrs=typing))
        super().__init__(**kwargs)
        self.least, self.most, self.sentence, self.unit = least, most, sentence, unit

    def to_python(self, value: Any) -> int | None:
        text = one_line("" if value is None else value).removesuffix(self.unit).strip()
        if not text:
            return None
        number = read_number(text, least=self.least, most=self.most)
        if number is None:
            raise forms.ValidationError(f"{quoted(value)} {self.sentence}", code="invalid")
        return number


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


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Set the choices of a field that are known only when the form is made."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = list(choices)
