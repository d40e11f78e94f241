"""The place of every text that is kept: whether somebody may be named in it and, of a dossier, who reads it
and what it is found and compared by. Each model declares it beside its fields as `text_places`; whatever
hides, finds, compares, hands over and erases asks here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.db import models


class About(Enum):
    """Whom a text tells of."""

    THING = "thing"
    """Nobody: it names or describes a thing, or is chosen, computed, counted."""

    ANYBODY = "anybody"
    """Typed freely, so that somebody may be named in it; of a dossier it is looked through for a name."""

    PERSON = "person"
    """One person; of an author it is handed over, corrected and erased with the row."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    about: About


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPlace(TextPlace):
    """Of what a unit writes in a dossier; its choices, days and amounts have a place too.

    `closed`: nobody beyond the unit reads it of a confidential dossier, on no page and in no event, and the
    dossier is not found by it. `compared`: it stands in the comparison of two dossiers. `found`: its words
    find the dossier.
    """

    closed: bool
    compared: bool
    found: bool


THING, ANYBODY, PERSON = (TextPlace(about) for about in About)


def places_of(model: type[models.Model]) -> Mapping[str, TextPlace]:
    """What this model has declared."""
    declared: Mapping[str, TextPlace] = getattr(model, "text_places", {})
    return declared


def texts_naming(model: type[models.Model]) -> list[str]:
    """The texts of this model in which somebody is named, or may be; a file is no text."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return [
        name
        for name, place in places_of(model).items()
        if place.about is not About.THING and isinstance(fields[name], models.CharField | models.TextField)
    ]


def label_of(model: type[models.Model], name: str) -> str:
    """What people call a column."""
    columns = {field.name: field for field in model._meta.concrete_fields}
    return str(columns[name].verbose_name)
