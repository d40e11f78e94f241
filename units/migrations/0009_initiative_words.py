"""Initiatives are found by words: an index of words that the database itself keeps, and an index of all that
lists are filtered by. The words of those already there are written anew, without the signs between them.

A later migration that renames or drops `search_key` or its table runs `drop_words` before it.
"""

from django.db import migrations, models

TABLE = "units_initiative"
WORDS = "units_initiative_words"

# detail=none: which row has which word, not where in it. The tokenizer parts words at spaces alone.
SQLITE = [
    f"DROP TRIGGER IF EXISTS {WORDS}_insert",
    f"DROP TRIGGER IF EXISTS {WORDS}_delete",
    f"DROP TRIGGER IF EXISTS {WORDS}_update",
    f"DROP TABLE IF EXISTS {WORDS}",
    f"CREATE VIRTUAL TABLE {WORDS} USING fts5(search_key, content='{TABLE}', content_rowid='id', "
    "tokenize='ascii', prefix='2 3', detail=none)",
    f"INSERT INTO {WORDS}({WORDS}) VALUES ('rebuild')",
    f"CREATE TRIGGER {WORDS}_insert AFTER INSERT ON {TABLE} BEGIN "
    f"INSERT INTO {WORDS}(rowid, search_key) VALUES (NEW.id, NEW.search_key); END",
    f"CREATE TRIGGER {WORDS}_delete AFTER DELETE ON {TABLE} BEGIN "
    f"INSERT INTO {WORDS}({WORDS}, rowid, search_key) VALUES ('delete', OLD.id, OLD.search_key); END",
    f"CREATE TRIGGER {WORDS}_update AFTER UPDATE OF id, search_key ON {TABLE} "
    "WHEN OLD.search_key IS NOT NEW.search_key OR OLD.id IS NOT NEW.id BEGIN "
    f"INSERT INTO {WORDS}({WORDS}, rowid, search_key) VALUES ('delete', OLD.id, OLD.search_key); "
    f"INSERT INTO {WORDS}(rowid, search_key) VALUES (NEW.id, NEW.search_key); END",
]
# A narrow table of its own: to look at the words of a row one would have to read the long row first. No
# dictionary and no parser, so that both databases agree. No foreign key: nothing may stop a TRUNCATE.
VECTOR = "array_to_tsvector(array_remove(string_to_array({}search_key, ' '), ''))"
POSTGRESQL = [
    "DROP FUNCTION IF EXISTS units_keep_words() CASCADE",
    f"DROP TABLE IF EXISTS {WORDS}",
    f"CREATE TABLE {WORDS} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"INSERT INTO {WORDS} SELECT id, {VECTOR.format('')} FROM {TABLE}",
    # Without the list of pending words, which every search would have to read through.
    f"CREATE INDEX {WORDS}_index ON {WORDS} USING gin (words) WITH (fastupdate = off)",
    "CREATE FUNCTION units_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP = 'TRUNCATE' THEN TRUNCATE {WORDS}; "
    f"ELSIF TG_OP = 'DELETE' THEN DELETE FROM {WORDS} WHERE id = OLD.id; "
    f"ELSE INSERT INTO {WORDS} VALUES (NEW.id, {VECTOR.format('NEW.')}) "
    "ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words; END IF; RETURN NULL; END $$",
    f"CREATE TRIGGER {WORDS}_insert AFTER INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION units_keep_words()",
    f"CREATE TRIGGER {WORDS}_update AFTER UPDATE OF search_key ON {TABLE} FOR EACH ROW "
    "WHEN (OLD.search_key IS DISTINCT FROM NEW.search_key) EXECUTE FUNCTION units_keep_words()",
    f"CREATE TRIGGER {WORDS}_delete AFTER DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION units_keep_words()",
    f"CREATE TRIGGER {WORDS}_truncate AFTER TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION units_keep_words()",
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def write_words(apps, schema_editor):
    """The field computes itself when a row is saved."""
    initiatives = apps.get_model("units", "Initiative").objects.order_by("pk")
    for initiative in initiatives.iterator(chunk_size=500):
        initiative.save(update_fields=["search_key"])


def create_words(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_words(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        if statement.startswith("DROP"):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("units", "0008_append_only_initiatives")]
    operations = [
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(
                fields=[
                    "participation",
                    "state",
                    "phase",
                    "kind",
                    "field",
                    "author_group",
                    "benefit_basis",
                    "benefit_value",
                    "submitted_on",
                    "outstanding_at",
                    "id",
                ],
                name="initiative_listed",
            ),
        ),
        migrations.RunPython(write_words, migrations.RunPython.noop),
        migrations.RunPython(create_words, drop_words),
    ]
