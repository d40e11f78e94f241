"""Reads settings from the environment; a wrong value ends the start with one sentence that says which."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

MIN_SECRET_LENGTH = 50
WEAK_SECRET_PREFIXES = ("django-insecure", "change", "secret", "doi-")
LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def profile() -> str:
    """`local` (loopback, HTTP, for one machine) or `production` (TLS, every setting given)."""
    value = os.environ.get("SANGKIEN_PROFILE", "local")
    if value not in ("local", "production"):
        raise ImproperlyConfigured(f"SANGKIEN_PROFILE là “{value}”; chỉ nhận “local” hoặc “production”.")
    return value


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    text = os.environ.get(name, str(default))
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise ImproperlyConfigured(f"{name} là “{text}”; phải là số nguyên từ {least} đến {most}.")
    return int(text)


def home(base: Path) -> Path:
    """The one folder that holds all state; made when missing, refused when it cannot be written."""
    folder = Path(os.environ.get("SANGKIEN_HOME") or base / "var").absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".probe-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Không ghi được vào thư mục dữ liệu {folder} ({error.strerror}). "
            "Hãy cấp quyền ghi, hoặc đặt SANGKIEN_HOME là một thư mục khác."
        ) from error
    return folder


def required(name: str, hint: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Thiếu {name}: {hint}")
    return value


def secret_key(folder: Path, *, production: bool) -> str:
    """The signing key: given in production, made once and kept (mode 0600) in the local profile."""
    if production:
        key = required("SECRET_KEY", f"đặt một chuỗi ngẫu nhiên dài ít nhất {MIN_SECRET_LENGTH} ký tự.")
        if len(key) < MIN_SECRET_LENGTH or len(set(key)) < 10 or key.lower().startswith(WEAK_SECRET_PREFIXES):
            raise ImproperlyConfigured(
                f"SECRET_KEY không an toàn: cần ít nhất {MIN_SECRET_LENGTH} ký tự ngẫu nhiên, "
                "không dùng chuỗi mẫu."
            )
        return key
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text(encoding="ascii").strip()
    else:
        key = secrets.token_urlsafe(64)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key)
    if len(key) < MIN_SECRET_LENGTH:
        raise ImproperlyConfigured(
            f"Tệp {path} hỏng; hãy xoá tệp đó rồi chạy lại (mọi người sẽ phải đăng nhập lại)."
        )
    return key


def allowed_hosts(*, production: bool) -> list[str]:
    if not production:
        return LOOPBACK_HOSTS
    text = required("ALLOWED_HOSTS", "ghi tên miền của hệ thống, ví dụ sangkien.congdoanlaichau.org.vn.")
    hosts = [host.strip() for host in text.split(",") if host.strip()]
    if "*" in hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS không được là “*”; hãy ghi đúng tên miền của hệ thống.")
    return hosts


def database(folder: Path, sqlite_options: Mapping[str, Any]) -> dict[str, Any]:
    """SQLite in the state folder, or PostgreSQL as DATABASE_URL says."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "db.sqlite3",
            "OPTIONS": dict(sqlite_options),
        }
    hint = "dạng đúng: postgres://tên:mật-khẩu@máy:5432/cơ-sở-dữ-liệu."
    try:
        # A connection kept for a minute: opening one for each request costs more than the page.
        settings = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL không đọc được; {hint}") from error
    if settings["ENGINE"] != "django.db.backends.postgresql" or not settings["NAME"]:
        raise ImproperlyConfigured(f"DATABASE_URL phải chỉ tới một cơ sở dữ liệu PostgreSQL; {hint}")
    return dict(settings)
