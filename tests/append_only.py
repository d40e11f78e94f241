"""Lifting the triggers that keep events, statements and quotas as they are: for a flush, and to tamper."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

TRIGGERS = import_module("units.migrations.0003_append_only").triggers


def lift_triggers() -> None:
    run(drop for _, drop in reversed(list(TRIGGERS(connection.vendor))))


def set_triggers() -> None:
    run(create for create, _ in TRIGGERS(connection.vendor))


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
