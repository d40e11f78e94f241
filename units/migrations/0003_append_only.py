"""Events, statements and quotas are append-only: both databases refuse UPDATE and DELETE."""

from django.db import migrations

# Each with the columns by which a row is the only one of its kind.
TABLES = {
    "units_event": ("id", "sequence"),
    "units_reportedcount": ("id", "idempotency_key"),
    "units_quota": ("id",),
}


def sqlite_triggers(tables):
    """One trigger a table and verb.

    INSERT OR REPLACE deletes the row that stands in its way without a DELETE trigger, so a row with a
    key that is taken is refused before it comes to that.
    """
    for table, keys in tables.items():
        taken = " OR ".join(f"{key} = NEW.{key}" for key in keys)
        conditions = {
            "UPDATE": "",
            "DELETE": "",
            "INSERT": f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) ",
        }
        for verb, condition in conditions.items():
            name = f"{table}_refuse_{'replace' if condition else verb.lower()}"
            yield (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {condition}"
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
                f"DROP TRIGGER IF EXISTS {name}",
            )


def postgresql_triggers(tables):
    """One function for all; rows for UPDATE and DELETE, the statement for TRUNCATE."""
    yield (
        "CREATE OR REPLACE FUNCTION units_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        # Without a percent sign, which the driver would take for a placeholder.
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$",
        "DROP FUNCTION IF EXISTS units_refuse_change() CASCADE" if tables is TABLES else "SELECT 1",
    )
    for table in tables:
        yield (
            f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION units_refuse_change()",
            f"DROP TRIGGER IF EXISTS {table}_refuse_change ON {table}",
        )
        yield (
            f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION units_refuse_change()",
            f"DROP TRIGGER IF EXISTS {table}_refuse_truncate ON {table}",
        )


def triggers(vendor, tables=TABLES):
    """(create, drop) for each trigger of these tables on this database."""
    return {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}[vendor](tables)


def create_triggers(apps, schema_editor):
    for create, _ in triggers(schema_editor.connection.vendor):
        schema_editor.execute(create)


def drop_triggers(apps, schema_editor):
    for _, drop in reversed(list(triggers(schema_editor.connection.vendor))):
        schema_editor.execute(drop)


class Migration(migrations.Migration):
    dependencies = [("units", "0002_reporting")]
    operations = [migrations.RunPython(create_triggers, drop_triggers)]
