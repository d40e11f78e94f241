"""No text is kept that has not said whom it tells of, no part of a dossier that has not said who reads it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from units.models import Author, Initiative, Unit
from units.models.initiative import LONG_TEXTS
from units.models.initiative_places import CLOSED, FOUND, PLACES
from units.models.keys import KeyField
from units.models.text_places import ANYBODY, PERSON, THING, About, DossierPlace, places_of, texts_naming

KINDS = (models.CharField, models.TextField, models.JSONField, models.FileField)
MODELS = list(apps.get_app_config("units").get_models())

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def texts(model: type[models.Model]) -> Iterator[str]:
    """All but what is chosen from a closed list, and what is computed from other texts."""
    for field in model._meta.concrete_fields:
        if isinstance(field, KINDS) and not field.choices and not isinstance(field, KeyField):
            yield field.name


def without_a_place(model: type[models.Model]) -> set[str]:
    return {*texts(model)} - places_of(model).keys()


@each_model
def test_every_text_has_its_place(model: type[models.Model]) -> None:
    """A new one: add it to `text_places` beside the fields of its model; see models/text_places.py."""
    assert without_a_place(model) == set()


@each_model
def test_every_place_has_its_text(model: type[models.Model]) -> None:
    names = {field.name for field in model._meta.concrete_fields}
    assert places_of(model).keys() <= names
    assert model is Initiative or places_of(model).keys() == {*texts(model)}


@isolate_apps("units")
def test_text_without_a_place_is_missed() -> None:
    class Remark(models.Model):
        known = models.CharField(max_length=9)
        text = models.TextField()
        kept = models.FileField()
        values = models.JSONField()
        kind = models.CharField(max_length=9, choices=[("a", "A")])

        text_places = {"known": THING}

        class Meta:
            app_label = "units"

        def __str__(self) -> str:
            return self.known

    assert without_a_place(Remark) == {"text", "kept", "values"}


def test_everything_that_is_written_in_a_dossier_has_its_place() -> None:
    written = {
        field.name
        for field in Initiative._meta.concrete_fields
        if field.editable and not field.is_relation and not field.auto_created
    }
    assert written - PLACES.keys() == set()
    assert all(isinstance(place, DossierPlace) for place in PLACES.values())


def test_lists_are_made_of_places() -> None:
    assert texts_naming(Author) == ["name", "job", "consent_note"]
    assert texts_naming(Unit) == []
    assert (ANYBODY.about, PERSON.about, THING.about) == (About.ANYBODY, About.PERSON, About.THING)
    assert set(CLOSED) == {name for name, place in PLACES.items() if place.closed}
    assert set(FOUND) == {name for name, place in PLACES.items() if place.found}
    assert {*FOUND, "is_confidential"} == set(Initiative._meta.get_field("search_key").of)
    assert set(LONG_TEXTS) == {
        name for name in PLACES if type(Initiative._meta.get_field(name)) is models.TextField
    }
