"""Lifting the triggers that keep events, statements and quotas as they are: for a flush, and to tamper."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

FIRST = import_module("units.migrations.0003_append_only")
TABLES = FIRST.TABLES | import_module("units.migrations.0008_append_only_initiatives").NEW


def triggers() -> list[tuple[str, str]]:
    """(create, drop) for each trigger of every append-only table."""
    found: list[tuple[str, str]] = list(FIRST.triggers(connection.vendor, TABLES))
    return found


def lift_triggers() -> None:
    run(drop for _, drop in reversed(triggers()))


def set_triggers() -> None:
    run(create for create, _ in triggers())


@contextmanager
def without_triggers() -> Iterator[None]:
    lift_triggers()
    try:
        yield
    finally:
        set_triggers()


def run(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
