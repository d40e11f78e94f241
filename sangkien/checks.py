"""System checks of what Django does not look at: they run with every `manage.py check` and `migrate`."""

from collections.abc import Iterable
from typing import Any

import openpyxl
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.utils.formats import get_format

from sangkien import sqlite


def sqlite_keeps_commits(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """WAL mode only on a SQLite without the WAL-reset bug, asked of the open database itself."""
    problems = []
    for alias in databases or ():
        if connections[alias].vendor == "sqlite":
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT journal_mode, sqlite_version() FROM pragma_journal_mode")
                problems += journal_problems(*cursor.fetchone())
    return problems


def journal_problems(journal: str, version: str) -> list[CheckMessage]:
    if journal.upper() != "WAL" or sqlite.wal_is_safe(sqlite.version_numbers(version)):
        return []
    return [
        Error(
            f"SQLite {version} có thể mất dữ liệu ở chế độ WAL.",
            hint="Cài requirements-sqlite.lock, hoặc để hệ thống tự chọn chế độ ghi.",
            id="sangkien.E001",
        )
    ]


def excel_files_are_read_safely(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if openpyxl.DEFUSEDXML is True:
        return []
    return [
        Error(
            "openpyxl không chặn được tệp Excel phá hoại (XML bom).",
            hint="Cài defusedxml và bỏ biến môi trường OPENPYXL_DEFUSEDXML.",
            id="sangkien.E002",
        )
    ]


def formats_are_vietnamese(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """10/11/2022 is 10 November and 2152 prints as 2.152, or every figure would mislead."""
    found = (
        settings.LANGUAGE_CODE,
        get_format("DATE_INPUT_FORMATS", "vi")[0],
        get_format("NUMBER_GROUPING", "vi"),
        get_format("THOUSAND_SEPARATOR", "vi"),
    )
    if found == ("vi", "%d/%m/%Y", 3, "."):
        return []
    return [
        Error(
            "Định dạng ngày và số không phải của Việt Nam.",
            hint="Đặt LANGUAGE_CODE là vi và FORMAT_MODULE_PATH là sangkien.formats.",
            id="sangkien.E003",
        )
    ]
