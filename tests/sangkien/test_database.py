from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sangkien import database, sqlite

LIBPQ = ("PGHOST", "PGHOSTADDR", "PGSERVICE", "PGSSLMODE")


@pytest.fixture(autouse=True)
def no_libpq_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LIBPQ:
        monkeypatch.delenv(name, raising=False)


def test_settings_are_sqlite_without_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", " ")

    assert database.settings(tmp_path, production=True) == {
        "ENGINE": "sangkien.backends.sqlite3",
        "NAME": tmp_path / "db.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": sqlite.options(),
        "TEST": {"NAME": ":memory:"},
    }


def test_settings_are_postgresql_with_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://an:m%40t@db.example.vn:5433/sangkien?sslmode=verify-full")

    assert database.settings(tmp_path, production=True) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "sangkien",
        "USER": "an",
        "PASSWORD": "m@t",
        "HOST": "db.example.vn",
        "PORT": 5433,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "OPTIONS": {
            "connect_timeout": 5,
            "options": "-c lock_timeout=20s -c datestyle=ISO",
            "sslmode": "verify-full",
        },
    }


@pytest.mark.parametrize(
    "url", ["khong-phai", "mysql://h/x", "sqlite:///x", "postgres://", "postgres://h:abc/x", "postgres://[/x"]
)
def test_settings_refuse_any_other_address(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL .* dạng đúng: postgres://"):
        database.settings(tmp_path, production=False)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://127.0.0.1/x",
        "postgres://localhost:5433/x",
        "postgres://[::1]/x",
        "postgres:///x",
        "postgres://%2Fvar%2Frun%2Fpostgresql/x",
        "postgres:///x?host=/var/run/postgresql",
        "postgres://db.example.vn/x?sslmode=verify-full",
        "postgres://db.example.vn/x?sslmode=verify-ca",
    ],
)
def test_production_takes_this_machine_or_a_verified_one(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    assert database.settings(tmp_path, production=True)["NAME"] == "x"


@pytest.mark.parametrize(
    ("url", "libpq"),
    [
        ("postgres://db.example.vn/x", {}),
        ("postgres://db.example.vn/x?sslmode=require", {}),
        ("postgres:///x?host=db.example.vn", {}),
        ("postgres://localhost/x?hostaddr=10.0.0.9", {}),
        ("postgres:///x?host=/tmp,db.example.vn", {}),
        ("postgres:///x?service=xa", {}),
        ("postgres:///x", {"PGHOST": "db.example.vn"}),
        ("postgres:///x", {"PGSERVICE": "xa"}),
        ("postgres://localhost/x", {"PGHOSTADDR": "10.0.0.9"}),
    ],
)
def test_production_refuses_another_machine_unverified(
    url: str, libpq: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    for name, value in libpq.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match="sslmode=verify-full"):
        database.settings(tmp_path, production=True)
