"""The triggers that a database has, and changes of its tables that leave nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

QUERIES = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgenabled = 'O'"
    ),
}


class UndoneError(Exception):
    """Ends a change that is not to stay."""


@contextmanager
def undone() -> Iterator[BaseDatabaseSchemaEditor]:
    """An editor whose changes are rolled back in the end. Not inside a transaction: SQLite's own cannot."""
    with suppress(UndoneError), connection.schema_editor() as editor:
        yield editor
        raise UndoneError


def apply(operation: Operation, state: ProjectState, editor: BaseDatabaseSchemaEditor) -> ProjectState:
    """What a migration of `units` does with one operation; the state after it."""
    after = state.clone()
    operation.state_forwards("units", after)
    operation.database_forwards("units", editor, state, after)
    return after


def triggers_present() -> set[tuple[str, str, str]]:
    """Table, name and text of each."""
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[connection.vendor])
        return {(table, name, text) for table, name, text in cursor.fetchall()}


def names_of_triggers(table: str) -> set[str]:
    return {name for place, name, _ in triggers_present() if place == table}
