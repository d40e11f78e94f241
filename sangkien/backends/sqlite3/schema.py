"""Changing tables without losing their triggers.

To change a column or a constraint on SQLite, Django makes a new table, copies the rows, drops the old table
and renames the new one; the triggers of the old table go with it, and nothing says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import NotSupportedError, models
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor
from django.db.transaction import atomic

# Virtual tables too: an index of words reads its text from another table, which it knows by name only.
DEPENDENTS = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master "
    "WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE%' ORDER BY rowid"
)


@dataclass(frozen=True, slots=True)
class Dependent:
    """A trigger or a virtual table, and the statement that makes it."""

    kind: str
    name: str
    table: str
    statement: str

    @property
    def is_trigger(self) -> bool:
        return self.kind == "trigger"

    def mentions(self, name: str) -> bool:
        return re.search(rf"\b{re.escape(name)}\b", self.statement, re.IGNORECASE) is not None


class TriggerKeepingEditor(DatabaseSchemaEditor):
    """Puts back every trigger it had to drop. What would leave a trigger or a word index pointing at nothing
    is refused: only the migration can know what is to become of it.
    """

    def _remake_table(self, model: type[models.Model], *args: Any, **options: Any) -> None:
        """Triggers of other tables that write into this one are lifted too: SQLite would not rename a table
        while they point at nothing.
        """
        with atomic(self.connection.alias):  # a migration may have chosen to run without
            lifted = [each for each in self._dependents(model._meta.db_table) if each.is_trigger]
            for trigger in lifted:
                self.execute(f"DROP TRIGGER {self.quote_name(trigger.name)}", None)
            super()._remake_table(model, *args, **options)  # type: ignore[misc]  # not in the stubs
            for trigger in lifted:
                self.execute(trigger.statement, None)

    def remove_field(self, model: type[models.Model], field: models.Field[Any, Any]) -> None:
        self._refuse_while_named(model, field, "bỏ")
        super().remove_field(model, field)

    def alter_field(
        self,
        model: type[models.Model],
        old_field: models.Field[Any, Any],
        new_field: models.Field[Any, Any],
        strict: bool = False,
    ) -> None:
        if old_field.column != new_field.column:
            self._refuse_while_named(model, old_field, "đổi tên")
        super().alter_field(model, old_field, new_field, strict)

    def delete_model(self, model: type[models.Model], handle_autom2m: bool = True) -> None:
        """Without `handle_autom2m` it is the old table of a rebuilt one that goes."""
        table = model._meta.db_table
        if handle_autom2m:
            left = [each for each in self._dependents(table) if not each.is_trigger or each.table != table]
            _refuse(f"bỏ bảng {table}", left)
        super().delete_model(model, handle_autom2m)

    def alter_db_table(self, model: type[models.Model], old_db_table: str, new_db_table: str) -> None:
        """SQLite itself writes the new name into triggers, but not into virtual tables."""
        if old_db_table != new_db_table:
            left = [each for each in self._dependents(old_db_table) if not each.is_trigger]
            _refuse(f"đổi tên bảng {old_db_table}", left)
        super().alter_db_table(model, old_db_table, new_db_table)

    def _refuse_while_named(
        self, model: type[models.Model], field: models.Field[Any, Any], verb: str
    ) -> None:
        table, column = model._meta.db_table, field.column
        if column:  # many-to-many fields have none
            naming = [each for each in self._dependents(table) if each.mentions(column)]
            _refuse(f"{verb} cột {column} của bảng {table}", naming)

    def _dependents(self, table: str) -> list[Dependent]:
        """The triggers of this table, and all else that names it."""
        with self.connection.cursor() as cursor:
            cursor.execute(DEPENDENTS)
            every = [Dependent(*row) for row in cursor.fetchall()]
        return [each for each in every if each.table == table or each.mentions(table)]


def _refuse(what: str, dependents: list[Dependent]) -> None:
    if dependents:
        names = ", ".join(each.name for each in dependents)
        raise NotSupportedError(
            f"Không {what} được, vì {names} còn nhắc tới. "
            "Hãy bỏ chúng trước, rồi lập lại cho khớp sau đó, trong cùng tệp chuyển đổi."
        )
