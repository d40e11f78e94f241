"""What is stored of a person without an account: their rows, files, and other texts with the name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q

from units.digits import LARGEST_KEY
from units.domain import access
from units.domain.access import Person
from units.models import Attachment, Author, Initiative, ReviewStep
from units.models.text_places import label_of, texts_naming
from units.vietnamese import fold

MOST_ROWS = 200
PLACE = ("initiative__participation__programme", "initiative__participation__unit", "consent_recorded_by")
CALLED = {(Attachment, "name"): "tên tệp đính kèm", (ReviewStep, "note"): "ý kiến thẩm định"}
"""Columns whose own names do not say enough where they stand alone."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of a person, and the files of its dossier. `is_alone`: the dossier names nobody else, so its
    files are about this person only.
    """

    author: Author
    files: tuple[Attachment, ...]
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A free text that still contains the name; a person must judge it."""

    initiative: Initiative
    where: str


def find(name: str, birth_year: int | None, *, reader: Person) -> list[PersonRow]:
    """The rows with this full name (accents and case do not count) and with this birth year or none.

    Raises PermissionDenied, ValidationError where there are too many for one person.
    """
    require_staff(reader)
    key = fold(name)
    rows = Author.objects.filter(name_key=key, erased_at__isnull=True) if key else Author.objects.none()
    if birth_year is not None:
        rows = rows.filter(Q(birth_year=birth_year) | Q(birth_year__isnull=True))
    found = list(rows.select_related(*PLACE).order_by("pk")[: MOST_ROWS + 1])
    if len(found) > MOST_ROWS:
        raise ValidationError(f"Có quá {MOST_ROWS} dòng mang tên này; hãy ghi thêm năm sinh.")
    return _kept(found)


def rows_of(keys: Iterable[int], *, reader: Person) -> list[PersonRow]:
    """Those of these rows (pk) that are not erased. Raises PermissionDenied."""
    require_staff(reader)
    known = [key for key in keys if key <= LARGEST_KEY][:MOST_ROWS]
    rows = Author.objects.filter(pk__in=known, erased_at__isnull=True)
    return _kept(list(rows.select_related(*PLACE).order_by("pk")))


def mentions(kept: Sequence[PersonRow]) -> list[Mention]:
    """Free texts and file names in the dossiers of these rows that contain the names."""
    names = {each.author.name_key for each in kept} - {""}
    initiatives = {each.author.initiative_id: each.author.initiative for each in kept}
    own = {each.author for each in kept}
    beside = (row for model in _beside() for row in _rows_of(model, initiatives) if row not in own)
    return [
        Mention(initiatives[key], _where(row, field))
        for key, row in (*initiatives.items(), *((row.initiative_id, row) for row in beside))
        for field in _texts(type(row))
        if any(name in fold(getattr(row, field)) for name in names)
    ]


def _beside() -> list[type[Model]]:
    """What belongs to a dossier and has texts in which somebody may be named."""
    belonging = (each for each in Initiative._meta.related_objects if each.field.name == "initiative")
    return [each.related_model for each in belonging if _texts(each.related_model)]


def _texts(model: type[Model]) -> list[str]:
    """But for the names of authors: those rows are found by themselves."""
    return [name for name in texts_naming(model) if (model, name) != (Author, "name")]


def _rows_of(model: type[Model], initiatives: Iterable[int]) -> Iterable[Any]:
    return model._default_manager.filter(initiative__in=initiatives).order_by("pk")


def _where(row: Model, field: str) -> str:
    said = CALLED.get((type(row), field)) or label_of(type(row), field)
    return f"{said}, tác giả thứ {row.position}" if isinstance(row, Author) else said


def require_staff(person: Person) -> None:
    if not access.is_staff(person):
        raise PermissionDenied


def _kept(authors: Sequence[Author]) -> list[PersonRow]:
    """The rows with the files and the other authors of their dossiers; two queries."""
    keys = {author.initiative_id for author in authors}
    files: dict[int, list[Attachment]] = defaultdict(list)
    for attachment in Attachment.objects.filter(initiative__in=keys).order_by("pk"):
        files[attachment.initiative_id].append(attachment)
    named: dict[int, set[int]] = defaultdict(set)
    present = Author.objects.filter(initiative__in=keys, erased_at__isnull=True)
    for dossier, author in present.values_list("initiative_id", "pk"):
        named[dossier].add(author)
    return [
        PersonRow(each, tuple(files[each.initiative_id]), named[each.initiative_id] == {each.pk})
        for each in authors
    ]
