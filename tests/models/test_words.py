"""The index of words: it knows what the table holds, through every migration."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from tests.factories import make_initiative
from tests.triggers import names_of_triggers
from units.models import Initiative
from units.vietnamese import fold

MIGRATION = import_module("units.migrations.0009_initiative_words")
CLOSING = import_module("units.migrations.0012_closed_words")
POSTGRESQL = connection.vendor == "postgresql"


class Editor:
    """Runs what a migration does; SQLite's own refuses to inside a test's transaction."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_every_trigger_has_survived_all_migrations() -> None:
    verbs = ["insert", "update", "delete", *(["truncate"] if POSTGRESQL else [])]
    assert {f"units_initiative_words_{verb}" for verb in verbs} <= names_of_triggers("units_initiative")


@pytest.mark.django_db
@pytest.mark.skipif(POSTGRESQL, reason="only SQLite can compare the two")
def test_index_agrees_with_the_table_after_writing_changing_and_removing() -> None:
    first, second, third = (make_initiative(title=title) for title in ("Sao chè", "Sấy chè", "Lò gạch"))
    Initiative.objects.filter(pk=first.pk).update(search_key="khac han")
    second.title = "Hấp chè"
    second.save()
    third.authors.all().delete()
    third.delete()
    with connection.cursor() as cursor:  # raises where the index and the table differ
        cursor.execute(
            "INSERT INTO units_initiative_words(units_initiative_words, rank) VALUES ('integrity-check', 1)"
        )
    assert list(Initiative.objects.filter(search_key__words="hap che")) == [second]


@pytest.mark.django_db
def test_words_of_rows_already_there_are_found_once_the_index_is_made() -> None:
    initiative = make_initiative(title="Sao chè")
    for migrate in (MIGRATION.drop_words, MIGRATION.create_words):
        migrate(None, Editor())
    assert list(Initiative.objects.filter(search_key__words="sao ch")) == [initiative]


@pytest.mark.django_db
def test_key_holds_each_word_once_without_signs() -> None:
    initiative = make_initiative(title="Sấy chè, sấy Đỗ!", problem="", solution="", novelty="", scope="")
    initiative.benefit_reasoning = "2.300 kg"
    initiative.save()
    assert initiative.search_key == "say che do 2 300 kg"


@pytest.mark.django_db
def test_no_words_ask_for_all() -> None:
    initiative = make_initiative()
    assert list(Initiative.objects.filter(search_key__words="?!")) == [initiative]


@pytest.mark.django_db
def test_words_that_became_closed_find_no_dossier_any_more() -> None:
    told, hidden = (
        make_initiative(portal_reference="CONG77", is_confidential=each) for each in (False, True)
    )
    Initiative.objects.update(search_key="sao che cong77")
    CLOSING.write_words(apps, None)
    assert list(Initiative.objects.filter(search_key__words="cong77")) == [told]
    hidden.refresh_from_db()
    assert fold(hidden.title).split()[0] in hidden.search_key


@pytest.mark.django_db(transaction=True)
def test_flush_between_tests_empties_the_index_too() -> None:
    """The second of two runs of this test would find the words of the first."""
    assert not Initiative.objects.filter(search_key__words="mot lan thoi").exists()
    make_initiative(title="Một lần thôi")
    assert Initiative.objects.filter(search_key__words="mot lan thoi").count() == 1
