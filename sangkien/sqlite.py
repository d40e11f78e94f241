"""Chooses the SQLite library and its options.

SQLite 3.7.0 to 3.51.2 can lose commits in WAL mode when two connections write and checkpoint at the
same moment ("WAL-reset", sqlite.org/wal.html#walresetbug); Debian 12 ships 3.40.1. pysqlite3 carries a
repaired one. Where it is missing, the system's library is used with a rollback journal, which the bug
does not touch.
"""

import importlib
import sqlite3
import sys
from typing import Any

REPAIRED = (3, 51, 3)
REPAIRED_BRANCHES: dict[tuple[int, ...], int] = {(3, 44): 6, (3, 50): 7}


def use_safe_library() -> None:
    """Put pysqlite3 in the place of the standard module; must run before Django's backend is loaded."""
    try:
        package = importlib.import_module("pysqlite3")
        interface = importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return
    sys.modules["sqlite3"], sys.modules["sqlite3.dbapi2"] = package, interface


def version_numbers(text: str) -> tuple[int, int, int]:
    """`3.53.4` as numbers."""
    major, minor, patch = (int(part) for part in text.split(".")[:3])
    return major, minor, patch


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether WAL mode of this SQLite version is free of the WAL-reset bug."""
    patch_needed = REPAIRED_BRANCHES.get(version[:2])
    return version >= REPAIRED or (patch_needed is not None and version[2] >= patch_needed)


def options() -> dict[str, Any]:
    """Django's OPTIONS for SQLite: no lost write under load, no lost commit at a power cut."""
    library = sys.modules.get("sqlite3", sqlite3)
    journal = "WAL" if wal_is_safe(library.sqlite_version_info) else "DELETE"
    pragmas = (f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON", "cell_size_check=ON")
    return {
        # Without IMMEDIATE a transaction that reads and then writes fails as soon as another one writes.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
    }
