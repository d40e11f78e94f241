import openpyxl
import pytest
from django.test import override_settings

from sangkien import checks


def test_checks_find_nothing_in_this_project() -> None:
    found = checks.excel_files_are_read_safely(None) + checks.formats_are_vietnamese(None)

    assert found == []


@pytest.mark.django_db
def test_sqlite_keeps_commits_in_this_project() -> None:
    assert checks.sqlite_keeps_commits(None, databases=["default"]) == []


def test_sqlite_keeps_commits_asks_no_database_that_was_not_named() -> None:
    assert checks.sqlite_keeps_commits(None) == []


@pytest.mark.parametrize(
    ("journal", "version", "found"),
    [
        ("wal", "3.40.1", ["sangkien.E001"]),
        ("WAL", "3.51.2", ["sangkien.E001"]),
        ("wal", "3.53.4", []),
        ("delete", "3.40.1", []),
        ("memory", "3.40.1", []),
    ],
)
def test_journal_problems_are_wal_on_an_unrepaired_library(
    journal: str, version: str, found: list[str]
) -> None:
    assert [problem.id for problem in checks.journal_problems(journal, version)] == found


def test_excel_check_finds_an_open_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)

    found = checks.excel_files_are_read_safely(None)

    assert [problem.id for problem in found] == ["sangkien.E002"]


@override_settings(LANGUAGE_CODE="en")
def test_formats_check_finds_another_language() -> None:
    found = checks.formats_are_vietnamese(None)

    assert [problem.id for problem in found] == ["sangkien.E003"]
