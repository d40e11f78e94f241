"""The schema editor of SQLite: what it puts back, and what it refuses because it cannot know better."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, NotSupportedError, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint, Q

from tests.factories import make_unit
from tests.triggers import apply, names_of_triggers, triggers_present, undone
from units.models import Bloc, Initiative, Quota, Unit

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL changes tables in their place"),
    pytest.mark.django_db(transaction=True),
]
# Another table's, with what a driver might take for its own.
WATCHING = (
    "CREATE TRIGGER watching AFTER UPDATE OF name ON units_bloc WHEN NEW.name LIKE '%s''%%' "
    "BEGIN UPDATE units_unit SET name = NEW.name; DELETE FROM units_unit WHERE id < 0; END"
)


@pytest.fixture
def watched_units() -> Iterator[None]:
    """A trigger of the blocs that writes into the table of units."""
    run(WATCHING)
    yield
    run("DROP TRIGGER watching")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def check_names(editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the table of units again."""
    no_question = CheckConstraint(condition=~Q(name="?"), name="unit_named_in_a_test")
    apply(AddConstraint("Unit", no_question), ProjectState.from_apps(apps), editor)


def test_trigger_of_another_table_is_put_back_letter_by_letter(watched_units: None) -> None:
    before = triggers_present()
    with undone() as editor:
        check_names(editor)
        assert triggers_present() == before
    assert ("units_bloc", "watching", WATCHING) in before


def test_change_that_fails_leaves_every_trigger_even_without_a_transaction(watched_units: None) -> None:
    make_unit(name="?")
    before = triggers_present()
    with (
        pytest.raises(IntegrityError, match="unit_named_in_a_test"),
        connection.schema_editor(atomic=False) as editor,
    ):
        check_names(editor)
    assert triggers_present() == before
    assert Unit.objects.count() == 1


def test_statements_shown_beforehand_name_the_triggers() -> None:
    with connection.schema_editor(collect_sql=True) as editor:
        editor.add_constraint(Quota, CheckConstraint(condition=Q(amount__gte=0), name="quota_test"))
    [dropped, *_] = [text for text in editor.collected_sql if "units_quota_refuse_delete" in text]
    assert dropped == 'DROP TRIGGER "units_quota_refuse_delete";'
    assert sum(text.startswith("CREATE TRIGGER units_quota_refuse_") for text in editor.collected_sql) == 3


def column(name: str) -> Any:
    """A field of the initiatives."""
    return Initiative._meta.get_field(name)


def rename(editor: BaseDatabaseSchemaEditor, old: str, new: str) -> None:
    field = column(old).clone()
    field.set_attributes_from_name(new)
    field.model = Initiative
    editor.alter_field(Initiative, column(old), field)


def test_column_that_the_word_index_names_is_neither_removed_nor_renamed() -> None:
    names = ", ".join(f"units_initiative_words{verb}" for verb in ("", "_insert", "_delete", "_update"))
    with undone() as editor:
        with pytest.raises(NotSupportedError) as removed:
            editor.remove_field(Initiative, column("search_key"))
        with pytest.raises(NotSupportedError, match="Không đổi tên cột search_key của bảng units_initiative"):
            rename(editor, "search_key", "words_key")
    assert str(removed.value) == (
        f"Không bỏ cột search_key của bảng units_initiative được, vì {names} còn nhắc tới. "
        "Hãy bỏ chúng trước, rồi lập lại cho khớp sau đó, trong cùng tệp chuyển đổi."
    )


def test_other_columns_of_such_a_table_are_renamed_and_removed() -> None:
    before = triggers_present()
    with undone() as editor:
        rename(editor, "novelty", "newness")
        editor.remove_field(Initiative, column("social_effect"))
        editor.remove_field(Initiative, column("created_by"))
        assert triggers_present() == before


def test_renamed_table_takes_its_triggers_along() -> None:
    names = names_of_triggers("units_quota")
    with undone() as editor:
        editor.alter_db_table(Quota, "units_quota", "units_target")
        assert names_of_triggers("units_target") == names != set()


def test_table_that_the_word_index_reads_keeps_its_name() -> None:
    with undone() as editor, pytest.raises(NotSupportedError, match="vì units_initiative_words còn nhắc"):
        editor.alter_db_table(Initiative, "units_initiative", "units_dossier")


def test_table_goes_with_its_own_triggers_but_not_from_under_others(watched_units: None) -> None:
    with undone() as editor, pytest.raises(NotSupportedError, match=r"bỏ bảng units_unit .* vì watching còn"):
        editor.delete_model(Unit)
    with undone() as editor:
        editor.delete_model(Bloc)
        assert names_of_triggers("units_bloc") == set()
