"""What is kept of a person without an account: their rows, the files beside them, where else the name is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q

from units.digits import LARGEST_KEY
from units.domain import access
from units.domain.access import Person
from units.models import Attachment, Author, Initiative, ReviewStep
from units.vietnamese import fold

MOST_ROWS = 200
PLACE = ("initiative__participation__programme", "initiative__participation__unit", "consent_recorded_by")
TEXTS = (
    "title",
    "problem",
    "solution",
    "novelty",
    "scope",
    "benefit_reasoning",
    "social_effect",
    "recognition_number",
    "portal_reference",
    "outstanding_reason",
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row of a person: where it stands, and the files of its dossier. `is_alone`: nobody else is named
    there, so that the files are this person's alone.
    """

    author: Author
    files: tuple[Attachment, ...]
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A free text in which the name still stands; only people can judge it."""

    initiative: Initiative
    where: str


def find(name: str, birth_year: int | None, *, reader: Person) -> list[PersonRow]:
    """The rows with this whole name (accents and case do not count), of this birth year or of none.

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
    """These rows (pk), as far as they are not erased yet. Raises PermissionDenied."""
    require_staff(reader)
    known = [key for key in keys if key <= LARGEST_KEY][:MOST_ROWS]
    rows = Author.objects.filter(pk__in=known, erased_at__isnull=True)
    return _kept(list(rows.select_related(*PLACE).order_by("pk")))


def mentions(kept: Sequence[PersonRow]) -> list[Mention]:
    """Where else in the dossiers of these rows, in free texts and names of files, their names stand."""
    names = {each.author.name_key for each in kept} - {""}
    initiatives = {each.author.initiative_id: each.author.initiative for each in kept}
    found = [
        Mention(initiative, label(Initiative, field))
        for initiative in initiatives.values()
        for field in TEXTS
        if any(name in fold(getattr(initiative, field)) for name in names)
    ]
    files = {file.pk: file for each in kept for file in each.files}
    found += [
        Mention(initiatives[file.initiative_id], "tên tệp đính kèm")
        for file in files.values()
        if any(name in fold(file.name) for name in names)
    ]
    others = Author.objects.filter(initiative__in=initiatives).exclude(
        pk__in=[each.author.pk for each in kept]
    )
    found += [
        Mention(initiatives[other.initiative_id], f"{label(Author, field)}, tác giả thứ {other.position}")
        for other in others.order_by("pk")
        for field in ("job", "consent_note")
        if any(name in fold(getattr(other, field)) for name in names)
    ]
    noted = ReviewStep.objects.filter(initiative__in=initiatives).exclude(note="").order_by("pk")
    steps = [
        Mention(initiatives[step.initiative_id], "ý kiến thẩm định")
        for step in noted
        if any(name in fold(step.note) for name in names)
    ]
    return found + steps


def require_staff(person: Person) -> None:
    if not access.is_staff(person):
        raise PermissionDenied


def _kept(authors: Sequence[Author]) -> list[PersonRow]:
    """With the files and the other authors of the dossiers; two queries."""
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


def label(model: type[Model], name: str) -> str:
    """What people call a column."""
    columns = {field.name: field for field in model._meta.concrete_fields}
    return str(columns[name].verbose_name)
