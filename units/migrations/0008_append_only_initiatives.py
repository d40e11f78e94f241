"""The ledger of the review and the portal's figures are append-only too. Events get their triggers anew:
SQLite made their table again for the longer list of verbs, and forgot them.
"""

from importlib import import_module

from django.db import migrations

triggers = import_module("units.migrations.0003_append_only").triggers

NEW = {
    "units_reviewstep": ("id",),
    "units_portalcount": ("id",),
}
MADE_AGAIN = {"units_event": ("id", "sequence")}


def create_triggers(apps, schema_editor):
    for create, drop in triggers(schema_editor.connection.vendor, NEW | MADE_AGAIN):
        schema_editor.execute(drop)
        schema_editor.execute(create)


def drop_triggers(apps, schema_editor):
    for _, drop in triggers(schema_editor.connection.vendor, NEW):
        schema_editor.execute(drop)


class Migration(migrations.Migration):
    dependencies = [("units", "0007_initiatives")]
    operations = [migrations.RunPython(create_triggers, drop_triggers)]
