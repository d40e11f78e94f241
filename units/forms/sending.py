"""Hidden fields of forms: the key by which a sending is recorded once, the version that the page showed."""

import uuid

from django import forms

from units.models.versioned import MAX_VERSION

KEY_LOST = "Trang gửi lên bị thiếu phần nhận biết lần gửi. Những gì đã nhập vẫn còn; hãy kiểm tra và gửi lại."
VERSION_LOST = (
    "Trang gửi lên bị thiếu phiên bản của hồ sơ. Những gì đã nhập vẫn còn; hãy xem lại rồi gửi lần nữa."
)


class KeyedForm(forms.Form):
    """A form that is recorded once, however often it is sent: `key` is made when it is first shown."""

    key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), KEY_LOST)
    )

    @property
    def shown_key(self) -> str:
        """The key to send along: the one that came, or a new one where none came that can be used."""
        given = self.data.get("key") or self.initial.get("key")
        try:
            return str(uuid.UUID(str(given)))
        except ValueError:
            return str(uuid.uuid4())


class VersionField(forms.IntegerField):
    """The version of a dossier that the page showed."""

    def __init__(self) -> None:
        super().__init__(
            label="Phiên bản của hồ sơ",
            widget=forms.HiddenInput,
            min_value=1,
            max_value=MAX_VERSION,
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), VERSION_LOST),
        )
