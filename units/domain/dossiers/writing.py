"""The unit's side of a dossier: start a draft, write its fields and authors."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from units.choices import EventVerb
from units.domain import access, versions
from units.domain.dossiers import changing
from units.domain.journal import audit
from units.domain.likeness.index import index_title
from units.models import Author, Initiative, Participation, User
from units.models.initiative import LONG_TEXTS
from units.models.initiative_places import CLOSED
from units.models.keys import computed_from
from units.vietnamese import fold, same_name, short_date

MAX_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """An author as the form gives it; `pk` of an existing author."""

    name: str
    share: int
    birth_year: int | None = None
    job: str = ""
    holds_leadership: bool | None = None
    qualification: str = ""
    pk: int | None = None


def start(*, participation: Participation, title: str, key: uuid.UUID, by: User) -> Initiative:
    """Create a draft, or return the one that this key created. Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        # Locked until the end: of two sendings at once the second finds the draft of the first.
        versions.lock(participation)
        started = Initiative.objects.filter(idempotency_key=key, created_by=by).first()
        if started:
            return started
        if not access.answers_for(by, participation):
            raise PermissionDenied
        initiative = Initiative(
            participation=participation, title=title.strip(), created_by=by, idempotency_key=key
        )
        initiative.full_clean()
        initiative.save(force_insert=True)
        index_title(initiative)
        changing.tell(
            EventVerb.INITIATIVE_STARTED,
            initiative,
            by=by,
            for_unit=True,
            after=audit.values_of(initiative, "title", "state"),
        )
        return initiative


def save(initiative: Initiative, fields: Iterable[str], *, seen: int | None, by: User) -> Initiative:
    """Save the named fields of a dossier that still has the version `seen`; one event if any field differs.

    Raises PermissionDenied, ValidationError, versions.EditedMeanwhileError.
    """
    names = list(fields)
    with transaction.atomic():
        stored = writable(initiative, seen=seen, by=by)
        before = audit.values_of(stored, *names)
        for name in names:
            setattr(stored, name, getattr(initiative, name))
        _require_days_in_order(stored)
        stored.full_clean()
        after = audit.values_of(stored, *names)
        changed = [name for name in names if before[name] != after[name]]
        closed = CLOSED if stored.is_confidential or before.get("is_confidential") else ()
        if not changed:
            return stored
        stored.version += 1
        stored.save(update_fields=[*names, *computed_from(stored, names), "version"])
        if "title" in changed:
            index_title(stored)
        changing.tell(
            EventVerb.INITIATIVE_SAVED,
            stored,
            by=by,
            for_unit=True,
            before={name: before[name] for name in changed if name not in {*LONG_TEXTS, *closed}},
            after={name: "đã sửa" if name in closed else _told(name, after[name]) for name in changed},
        )
        return stored


def writable(initiative: Initiative, *, seen: int | None, by: User) -> Initiative:
    """The dossier as stored, locked, if this person may change it now.

    Raises PermissionDenied, ValidationError, versions.EditedMeanwhileError.
    """
    stored = changing.lock(initiative)
    if not access.own_initiatives(by).filter(pk=stored.pk).exists():
        raise PermissionDenied
    if not stored.is_open:
        raise ValidationError(
            f"Hồ sơ đang ở trạng thái “{stored.get_state_display()}” nên không sửa được. "
            "Hãy rút hồ sơ, hoặc đề nghị người thẩm định trả lại."
        )
    versions.require_seen(stored, seen)
    return stored


def save_authors(
    initiative: Initiative, lines: Sequence[AuthorLine], *, seen: int | None, by: User
) -> Initiative:
    """Replace the authors by these, in this order. An author line that comes to name another person loses its
    consent.

    Raises PermissionDenied, ValidationError, versions.EditedMeanwhileError.
    """
    check_authors(lines)
    with transaction.atomic():
        stored = writable(initiative, seen=seen, by=by)
        present = {author.pk: author for author in stored.authors.all()}
        if any(line.pk is not None and line.pk not in present for line in lines):
            raise ValidationError("Danh sách tác giả vừa thay đổi. Hãy mở lại trang rồi sửa.")
        kept = {line.pk for line in lines}
        stored.authors.exclude(pk__in=[pk for pk in kept if pk]).delete()
        for number, author in enumerate(stored.authors.order_by("position"), start=1):
            # First moved out of the way: the database lets no two authors share a position even for a moment.
            Author.objects.filter(pk=author.pk).update(position=1000 + number)
        for position, line in enumerate(lines, start=1):
            _write_author(stored, present.get(line.pk or 0), line, position)
        stored.version += 1
        stored.save(update_fields=["version"])
        shares = [line.share for line in lines]
        changing.tell(
            EventVerb.AUTHORS_SAVED,
            stored,
            by=by,
            for_unit=True,
            before=None if stored.is_confidential else {"authors": len(present)},
            after=None
            if stored.is_confidential
            else {"authors": len(lines), "shares": " + ".join(map(str, shares))},
        )
        return stored


def check_authors(lines: Sequence[AuthorLine]) -> None:
    """Refuse impossible lists: no author, too many, one person twice, shares that do not add up to 100."""
    if not lines:
        raise ValidationError("Hồ sơ phải có ít nhất một tác giả.")
    if len(lines) > MAX_AUTHORS:
        raise ValidationError(
            f"Hồ sơ có {len(lines)} tác giả; nhiều nhất là {MAX_AUTHORS}. "
            "Hãy chỉ ghi những người trực tiếp tạo ra sáng kiến."
        )
    stored = [line.pk for line in lines if line.pk is not None]
    if len(set(stored)) < len(stored):
        raise ValidationError("Danh sách tác giả gửi lên bị lặp dòng. Hãy mở lại trang rồi sửa.")
    people = [(fold(line.name), line.birth_year) for line in lines if line.name]  # erased ones have none
    if len(set(people)) < len(people):
        raise ValidationError("Có tác giả được ghi hai lần. Trùng họ tên thì hãy ghi năm sinh để phân biệt.")
    whole = sum(line.share for line in lines)
    if whole != 100:
        raise ValidationError(f"Tổng phần đóng góp là {whole}%; phải đúng 100%.")


def _write_author(initiative: Initiative, author: Author | None, line: AuthorLine, position: int) -> None:
    author = author or Author(initiative=initiative)
    if author.erased_at is None:
        if is_somebody_else(author, line.name, line.birth_year):
            author.consented_on, author.consent_note, author.consent_recorded_by = None, "", None
        author.name, author.job = line.name.strip(), line.job.strip()
        author.birth_year = line.birth_year
    author.holds_leadership = line.holds_leadership
    author.qualification = line.qualification
    author.share, author.position = line.share, position
    author.full_clean()
    author.save()


def is_somebody_else(stored: Author, name: str, birth_year: int | None) -> bool:
    """Whether the new facts mean another person: a different name (accents count) or birth year."""
    born = {stored.birth_year, birth_year} - {None}
    return same_name(stored.name) != same_name(name) or len(born) > 1


def _require_days_in_order(initiative: Initiative) -> None:
    today = timezone.localdate()
    for name in ("first_applied_on", "recognition_on"):
        day: date | None = getattr(initiative, name)
        if day and day > today:
            raise ValidationError({name: f"Ngày {short_date(day)} chưa đến."})
        if day and day.year < 1990:
            raise ValidationError({name: f"Ngày {short_date(day)} quá xa; hãy kiểm tra lại năm."})
    applied, recognised = initiative.first_applied_on, initiative.recognition_on
    if applied and recognised and recognised < applied:
        raise ValidationError(
            f"Quyết định công nhận ngày {short_date(recognised)} lại có trước ngày áp dụng lần đầu "
            f"{short_date(applied)}. Sáng kiến phải được áp dụng, hoặc áp dụng thử, rồi mới được công nhận."
        )


def _told(name: str, value: object) -> object:
    return f"{len(str(value))} ký tự" if name in LONG_TEXTS else value
