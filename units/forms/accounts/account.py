"""Sign-in, and choosing a password."""

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.http import HttpRequest
from django.utils import timezone

from units.domain.accounts import people
from units.domain.accounts.passwords import MOST
from units.models import User
from units.vietnamese import short_date

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Chú ý phím viết hoa và bộ gõ tiếng Việt."


class PasswordField(forms.CharField):
    """A password as typed, spaces and all; only brought to Unicode NFC. The browser must not cut it."""

    def __init__(self, label: str, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"class": "form-control", "autocomplete": autocomplete})
        super().__init__(label=label, strip=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value) or "")


class SignInForm(AuthenticationForm):
    """Name and password; a one-time password that is over is refused with a sentence of its own."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        return username.strip().lower()  # phones begin with a capital letter

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if len(password) > MOST:
            raise forms.ValidationError(WRONG)
        return password

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if people.is_first_password_over(user):
            until = user.first_password_until and timezone.localtime(user.first_password_until)
            when = f" lúc {until:%H:%M} ngày {short_date(until)}" if until else ""
            raise forms.ValidationError(
                f"Mật khẩu dùng một lần đã hết hạn{when}. Hãy nhờ quản trị cấp lại.",
                code="first_password_over",
            )


class PasswordForm(forms.Form):
    """The present password once, the new one twice."""

    old_password = PasswordField("Mật khẩu hiện tại", "current-password")
    new_password = PasswordField("Mật khẩu mới", "new-password")
    new_password_again = PasswordField("Gõ lại mật khẩu mới", "new-password")

    def __init__(self, request: HttpRequest, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.user = user
        self.fields["new_password"].help_text = " ".join(password_validators_help_texts())
        if user.must_change_password:
            self.fields["old_password"].label = "Mật khẩu dùng một lần"

    def clean_old_password(self) -> str:
        """The password is tried as at sign-in, so that wrong ones are counted together with those."""
        password: str = self.cleaned_data["old_password"]
        if (
            len(password) > MOST
            or authenticate(self.request, username=self.user.username, password=password) != self.user
        ):
            raise forms.ValidationError("Mật khẩu hiện tại chưa đúng.")
        return password

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        if password == self.cleaned_data.get("old_password"):
            raise forms.ValidationError("Mật khẩu mới phải khác mật khẩu hiện tại.")
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        new, again = self.cleaned_data.get("new_password"), self.cleaned_data.get("new_password_again")
        if new and again and new != again:
            self.add_error("new_password_again", "Hai lần gõ mật khẩu mới chưa giống nhau.")
        return self.cleaned_data
