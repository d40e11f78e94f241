import json
from pathlib import Path

import pytest

from tests.sangkien.process import production, run

CHECK = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
SHOW = (
    "-c",
    "import json, django; django.setup(); from django.conf import settings as s;"
    "print(json.dumps([s.DEBUG, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
    "s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SECURE_PROXY_SSL_HEADER]))",
)


def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    done = run(production(tmp_path), *CHECK)

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


def test_production_closes_what_the_deployment_check_does_not_see(tmp_path: Path) -> None:
    done = run(production(tmp_path, DJANGO_SETTINGS_MODULE="sangkien.settings"), *SHOW)

    assert json.loads(done.stdout) == [
        False,
        "__Host-sessionid",
        "__Host-csrftoken",
        True,
        True,
        True,
        31_536_000,
        ["HTTP_X_FORWARDED_PROTO", "https"],
    ]


def test_production_keeps_no_key_in_the_state_folder(tmp_path: Path) -> None:
    run(production(tmp_path), *CHECK)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"SECRET_KEY": ""}, "Thiếu SECRET_KEY"),
        ({"SECRET_KEY": "ngan"}, "SECRET_KEY không an toàn"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY không an toàn"),
        ({"SECRET_KEY": "django-insecure-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"}, "SECRET_KEY không"),
        ({"SECRET_KEY_FALLBACKS": "ngan"}, "SECRET_KEY_FALLBACKS không an toàn"),
        ({"ALLOWED_HOSTS": ""}, "Thiếu ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS có “*”"),
        ({"TRUST_PROXY": ""}, "Thiếu TLS"),
        (
            {"TRUST_PROXY": "", "TLS_CERT": "/khong/co.pem", "TLS_KEY": "/khong/co.pem"},
            "Không dùng được TLS_CERT",
        ),
        ({"DATABASE_URL": "postgres://an:mk@db.example.vn/x"}, "DATABASE_URL chỉ tới một máy khác"),
    ],
)
def test_production_refuses_to_start_on_an_unsafe_setting(
    values: dict[str, str], named: str, tmp_path: Path
) -> None:
    done = run(production(tmp_path, **values), "-m", "sangkien.start")

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"Lỗi: {named}")
