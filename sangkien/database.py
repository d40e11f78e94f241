"""Which database: SQLite in the state folder, or PostgreSQL as DATABASE_URL says."""

import importlib.util
import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from sangkien import sqlite
from sangkien.environment import given

HINT = "dạng đúng: postgres://tên:mật-khẩu@máy:5432/cơ-sở-dữ-liệu."
CONNECT_SECONDS = 5
LOCK_SECONDS = 20  # as long as SQLite waits
LOOPBACK = ("127.0.0.1", "::1", "localhost")
VERIFYING = ("verify-full", "verify-ca")


def settings(folder: Path, *, production: bool) -> dict[str, Any]:
    """What Django needs to know of the one database."""
    url = given("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "sangkien.backends.sqlite3",
            "NAME": folder / "db.sqlite3",
            "CONN_MAX_AGE": None,  # opening the file and setting it up costs half an empty page
            "OPTIONS": sqlite.options(),
            "TEST": {"NAME": ":memory:"},  # test runners know it by itself only of Django's own backend
        }
    postgres = _parsed(url)
    if production and not (_is_on_this_machine(postgres) or _is_verified(postgres)):
        raise ImproperlyConfigured(
            "DATABASE_URL chỉ tới một máy khác mà không xác minh máy đó; hãy thêm ?sslmode=verify-full "
            "(kèm sslrootcert nếu chứng thư do đơn vị tự cấp)."
        )
    if importlib.util.find_spec("psycopg") is None:
        raise ImproperlyConfigured(
            "DATABASE_URL cần thư viện psycopg; hãy chạy bằng make run, hoặc cài requirements-postgres.lock."
        )
    return postgres


def _parsed(url: str) -> dict[str, Any]:
    try:
        # A connection kept for a minute: opening one for each request costs more than the page.
        found: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL không đọc được; {HINT}") from error
    if found["ENGINE"] != "django.db.backends.postgresql" or not found["NAME"]:
        raise ImproperlyConfigured(f"DATABASE_URL phải chỉ tới một cơ sở dữ liệu PostgreSQL; {HINT}")
    # Without these a machine that does not answer holds the start for minutes, and a row that somebody
    # holds keeps a save, and the thread that serves it, for good. Days are written as 2022-11-10 whatever the
    # server prefers: reports take months from them.
    manners = {
        "connect_timeout": CONNECT_SECONDS,
        "options": f"-c lock_timeout={LOCK_SECONDS}s -c datestyle=ISO",
    }
    found["OPTIONS"] = manners | found.get("OPTIONS", {})
    return found


def _is_on_this_machine(postgres: dict[str, Any]) -> bool:
    """Whether every server that libpq may turn to is a local socket or loopback."""
    options = postgres["OPTIONS"]
    if "service" in options or "PGSERVICE" in os.environ:
        return False
    host = postgres["HOST"] or options.get("host") or given("PGHOST")
    address = options.get("hostaddr") or given("PGHOSTADDR")
    places = [place for text in (host, address) for place in str(text).split(",") if place]
    return all(place.startswith("/") or place in LOOPBACK for place in places)


def _is_verified(postgres: dict[str, Any]) -> bool:
    return (postgres["OPTIONS"].get("sslmode") or given("PGSSLMODE")) in VERIFYING
