"""Declares of every stored text whether it may name somebody and, in a dossier, who reads it and whether it
is used for searching and comparing. Each model declares its own as `text_places`; the code that finds,
compares and erases texts and that writes events reads the declarations. Pages, lists and files ask for the
rights of their reader (`access.rights_over`); tests/views/dossiers/test_texts.py compares them with this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.db import models


class About(Enum):
    """Whom a text may name."""

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
    """The place of a field that a unit writes in a dossier; fields that are no text have one too.

    `closed`: of a confidential dossier nobody outside its unit reads it, on no page and in no event, and the
    dossier is not found by it. `compared`: shown when two dossiers are compared. `found`: its words find the
    dossier.
    """

    closed: bool
    compared: bool
    found: bool


THING, ANYBODY, PERSON = (TextPlace(about) for about in About)


def places_of(model: type[models.Model]) -> Mapping[str, TextPlace]:
    """The places that this model declares."""
    declared: Mapping[str, TextPlace] = getattr(model, "text_places", {})
    return declared


def texts_naming(model: type[models.Model]) -> list[str]:
    """The names of the texts of this model that name somebody, or may; files are no texts."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return [
        name
        for name, place in places_of(model).items()
        if place.about is not About.THING and isinstance(fields[name], models.CharField | models.TextField)
    ]


def label_of(model: type[models.Model], name: str) -> str:
    """The Vietnamese name of a column."""
    columns = {field.name: field for field in model._meta.concrete_fields}
    return str(columns[name].verbose_name)
