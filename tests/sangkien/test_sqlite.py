import pytest

from sangkien import sqlite


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ("3.40.1", False),
        ("3.44.5", False),
        ("3.44.6", True),
        ("3.45.0", False),
        ("3.50.6", False),
        ("3.50.7", True),
        ("3.51.2", False),
        ("3.51.3", True),
        ("3.53.4", True),
        ("4.0.0", True),
    ],
)
def test_wal_is_safe_follows_the_list_of_repaired_versions(version: str, is_safe: bool) -> None:
    assert sqlite.wal_is_safe(sqlite.version_numbers(version)) is is_safe


def test_options_keep_writes_and_commits() -> None:
    options = sqlite.options()

    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "PRAGMA synchronous=FULL;" in options["init_command"]
    assert "PRAGMA foreign_keys=ON;" in options["init_command"]
