"""The connection, which Django looks for under this name."""

from django.db.backends.sqlite3 import base

from sangkien.backends.sqlite3.schema import TriggerKeepingEditor


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = TriggerKeepingEditor
