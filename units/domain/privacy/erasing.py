"""Correct, export or erase what is stored of a person without an account.

Provincial staff do this when the person asks for it. Events name rows and reasons, never the person.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from units.choices import EventVerb
from units.domain import versions
from units.domain.dossiers import changing
from units.domain.dossiers.writing import is_somebody_else
from units.domain.journal import audit
from units.domain.privacy.person_rows import MOST_ROWS, PersonRow, require_staff, rows_of
from units.domain.publishing import showcase
from units.models import Author, Initiative, User
from units.models.text_places import label_of, texts_naming
from units.vietnamese import fold

FIELDS = ("name", "birth_year", "job", "holds_leadership", "qualification")
GONE = "Thông tin ở dòng này vừa được xoá, nên không sửa được nữa."


def correct(author: Author, *, reason: str, seen: int | None, by: User) -> Author:
    """Save the facts of a row that still has the version `seen`, whatever the state of the dossier. A row
    that comes to name another person loses its consent.

    Raises PermissionDenied, ValidationError (keys: the fields, reason), versions.EditedMeanwhileError.
    """
    require_staff(by)
    with transaction.atomic():
        stored = next(iter(_locked([author.pk])), None)
        if stored is None:
            raise ValidationError(GONE)
        initiative = stored.initiative
        versions.require_seen(initiative, seen)
        _require_reason(reason, [stored, author])
        changed = [name for name in FIELDS if getattr(stored, name) != getattr(author, name)]
        if not changed:
            return stored
        if is_somebody_else(stored, author.name, author.birth_year):
            _withdraw_consent(stored)
        for name in changed:
            setattr(stored, name, getattr(author, name))
        stored.full_clean(exclude={"initiative"})
        stored.save()
        Initiative.objects.filter(pk=initiative.pk).update(version=initiative.version + 1)
        words = ", ".join(label_of(Author, name) for name in changed)
        _tell(EventVerb.PERSON_CORRECTED, [stored], {"corrected": words}, reason=reason, by=by)
        return stored


def export(keys: Iterable[int], *, by: User) -> list[PersonRow]:
    """Everything stored in these rows, to be handed to the person. One event for each dossier, without the
    data.
    """
    with transaction.atomic():
        found = rows_of(keys, reader=by)
        if not found:
            raise ValidationError("Hãy chọn những dòng đúng là của người này.")
        for authors in _by_dossier(each.author for each in found):
            _tell(EventVerb.PERSON_EXPORTED, authors, {}, reason="", by=by)
        return found


def erase(keys: Iterable[int], *, reason: str, with_files: bool, by: User) -> list[Author]:
    """Erase the person from these rows. Shares and figures stay, consents end, the dossiers leave the
    showcase. With `with_files` the files of dossiers that name nobody any more are deleted. One event for
    each dossier.

    Raises PermissionDenied, ValidationError (key: reason).
    """
    require_staff(by)
    with transaction.atomic():
        authors = _locked(keys)
        if not authors:
            raise ValidationError("Hãy chọn những dòng đúng là của người này.")
        _require_reason(reason, authors)
        for author in authors:
            _anonymise(author)
        for group in _by_dossier(authors):
            initiative = group[0].initiative
            removed = _remove_files(initiative) if with_files else 0
            if initiative.published_at:
                initiative.published_at = initiative.published_by = None
                showcase.save(initiative, EventVerb.INITIATIVE_UNPUBLISHED, by=by)
            told = {"files_removed": removed} if removed else {}
            _tell(EventVerb.PERSON_ERASED, group, told, reason=reason, by=by)
        return authors


def _require_reason(reason: str, authors: Iterable[Author]) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Hãy ghi lý do, ví dụ: theo đơn đề nghị ngày 10/11/2022."})
    if any(fold(author.name) and fold(author.name) in fold(reason) for author in authors):
        raise ValidationError(
            {"reason": "Lý do được giữ mãi trong nhật ký, nên không được nêu tên của người ấy."}
        )


def _locked(keys: Iterable[int]) -> list[Author]:
    """The rows as stored, without those already erased; their dossiers are locked in one order."""
    chosen = Author.objects.filter(pk__in=list(keys)[:MOST_ROWS], erased_at__isnull=True)
    dossiers = changing.locked(Initiative.objects.filter(pk__in=chosen.values("initiative")))
    held = {each.pk: each for each in dossiers}
    authors = list(versions.locked(chosen))
    for author in authors:
        author.initiative = held[author.initiative_id]
    return authors


def _anonymise(author: Author) -> None:
    author.birth_year = None
    for name in texts_naming(Author):
        setattr(author, name, "")
    author.erased_at = timezone.now()
    _withdraw_consent(author)
    author.full_clean(exclude={"initiative"})
    author.save()


def _withdraw_consent(author: Author) -> None:
    author.consented_on, author.consent_note, author.consent_recorded_by = None, "", None


def _remove_files(initiative: Initiative) -> int:
    """Delete the files of dossiers that name nobody any more; the bytes are deleted after the commit."""
    if initiative.authors.filter(erased_at__isnull=True).exists():
        return 0
    files = list(initiative.attachments.all())
    for attachment in files:
        storage, name = attachment.file.storage, attachment.file.name
        attachment.delete()
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]
    return len(files)


def _by_dossier(authors: Iterable[Author]) -> list[list[Author]]:
    found: dict[int, list[Author]] = defaultdict(list)
    for author in authors:
        found[author.initiative_id].append(author)
    return list(found.values())


def _tell(
    verb: EventVerb,
    authors: Sequence[Author],
    told: audit.Values,
    *,
    reason: str,
    by: User,
) -> None:
    """One event for the rows of one dossier: which rows, not who."""
    rows = ", ".join(f"số {author.pk}" for author in authors)
    changing.tell(verb, authors[0].initiative, by=by, after={"rows": rows, **told}, reason=reason)
