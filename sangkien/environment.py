"""Reads settings from the environment; a wrong value ends the start with one sentence that says which."""

import errno
import os
import re
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MIN_SECRET_LENGTH = 50
MIN_SECRET_LETTERS = 10
WEAK_SECRET_PREFIXES = ("django-insecure", "change", "secret", "doi-")
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
HOST_NAME = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)
LONGEST_NUMBER = 9
REASONS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EEXIST: "đó là một tệp, không phải thư mục",
    errno.ENOENT: "đường dẫn không có thật",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Vietnamese where it is one of the usual reasons."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))


def given(name: str, default: str = "") -> str:
    """The value of a variable; one that is set but empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def required(name: str, hint: str) -> str:
    value = given(name)
    if not value:
        raise ImproperlyConfigured(f"Thiếu {name}: {hint}")
    return value


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    text = given(name, str(default))
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    if not (is_number and least <= int(text) <= most):
        raise ImproperlyConfigured(f"{name} là “{text}”; phải là số nguyên từ {least} đến {most}.")
    return int(text)


def profile() -> str:
    """`local` (loopback, HTTP, for one machine) or `production` (TLS, every setting given)."""
    value = given("SANGKIEN_PROFILE", "local")
    if value not in ("local", "production"):
        raise ImproperlyConfigured(f"SANGKIEN_PROFILE là “{value}”; chỉ nhận “local” hoặc “production”.")
    return value


def home(base: Path) -> Path:
    """The one folder that holds all state; made when missing, refused when it cannot be written."""
    folder = Path(given("SANGKIEN_HOME") or base / "var").absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".probe-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Không ghi được vào thư mục dữ liệu {folder} ({reason(error)}). "
            "Hãy cấp quyền ghi, hoặc đặt SANGKIEN_HOME là một thư mục khác."
        ) from error
    return folder


def secret_key(folder: Path, *, production: bool) -> str:
    """The signing key: given in production, made once and kept (mode 0600) in the local profile."""
    if production:
        hint = f"đặt một chuỗi ngẫu nhiên dài ít nhất {MIN_SECRET_LENGTH} ký tự."
        return _safe_key("SECRET_KEY", required("SECRET_KEY", hint))
    path = folder / "secret_key"
    try:
        if not path.exists():
            _write_new_key(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        key = ""
    if len(key) < MIN_SECRET_LENGTH:
        raise ImproperlyConfigured(
            f"Tệp khoá {path} hỏng hoặc không đọc được; hãy xoá tệp đó rồi chạy lại "
            "(mọi người sẽ phải đăng nhập lại)."
        )
    return key


def secret_key_fallbacks() -> list[str]:
    """Earlier keys that still open what they signed, while a key is being replaced."""
    keys = [key.strip() for key in given("SECRET_KEY_FALLBACKS").split(",") if key.strip()]
    return [_safe_key("SECRET_KEY_FALLBACKS", key) for key in keys]


def allowed_hosts(*, production: bool) -> list[str]:
    if not production:
        return LOOPBACK_HOSTS
    text = required("ALLOWED_HOSTS", "ghi tên miền của hệ thống, ví dụ sangkien.congdoanlaichau.org.vn.")
    hosts = [host.strip() for host in text.split(",") if host.strip()]
    for host in hosts:
        if not HOST_NAME.fullmatch(host):
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS có “{host}”; hãy ghi đúng tên miền của hệ thống, không kèm https://, "
                "số cổng hay dấu *, nhiều tên miền thì cách nhau bằng dấu phẩy."
            )
    return hosts


def _safe_key(name: str, key: str) -> str:
    is_weak = len(set(key)) < MIN_SECRET_LETTERS or key.lower().startswith(WEAK_SECRET_PREFIXES)
    if is_weak or len(key) < MIN_SECRET_LENGTH:
        raise ImproperlyConfigured(
            f"{name} không an toàn: cần ít nhất {MIN_SECRET_LENGTH} ký tự ngẫu nhiên, không dùng chuỗi mẫu."
        )
    return key


def _write_new_key(path: Path) -> None:
    """Write aside, then link into place: whoever comes second, or reads meanwhile, sees one whole key."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()
