"""An author's consent to be named in public: recorded when given, ended when withdrawn.

No consent exists unless its day and manner are recorded; events name no author.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from units.choices import EventVerb
from units.domain import access, versions
from units.domain.dossiers import changing
from units.domain.journal import audit
from units.models import Author, User
from units.vietnamese import short_date


def record_consent(author: Author, *, given_on: date, how: str, by: User) -> Author:
    """Record that this author agreed on that day, and how.

    Raises PermissionDenied, ValidationError (keys: given_on, how).
    """
    with transaction.atomic():
        stored = _writable(author, by=by)
        if stored.erased_at:
            raise ValidationError("Thông tin của tác giả này đã được xoá theo yêu cầu.")
        if stored.consented_on:
            raise ValidationError(f"Tác giả này đã đồng ý từ ngày {short_date(stored.consented_on)}.")
        if given_on > timezone.localdate():
            raise ValidationError({"given_on": f"Ngày {short_date(given_on)} chưa đến."})
        if not how.strip():
            raise ValidationError({"how": "Hãy ghi tác giả đã đồng ý bằng cách nào, ví dụ: giấy có chữ ký."})
        stored.consented_on, stored.consent_note, stored.consent_recorded_by = given_on, how.strip(), by
        return _save(stored, EventVerb.CONSENT_RECORDED, {"consent": short_date(given_on)}, by=by)


def end_consent(author: Author, *, by: User) -> Author:
    """Record that this author has withdrawn: the showcase hides the initiative from now on.

    Raises PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        stored = _writable(author, by=by)
        if not stored.consented_on:
            raise ValidationError("Tác giả này chưa đồng ý, hoặc đã rút.")
        stored.consented_on, stored.consent_note, stored.consent_recorded_by = None, "", None
        return _save(stored, EventVerb.CONSENT_ENDED, {}, by=by)


def _writable(author: Author, *, by: User) -> Author:
    """The author as stored, with the dossier locked, if this person may write for its unit and read its
    people.
    """
    initiative = changing.lock(author.initiative)
    if not access.rights_over(by, initiative).writes_whole:
        raise PermissionDenied
    stored = versions.locked(Author.objects.filter(pk=author.pk)).first()
    if stored is None:
        raise ValidationError("Danh sách tác giả vừa thay đổi. Hãy mở lại trang rồi làm lại.")
    stored.initiative = initiative
    return stored


def _save(stored: Author, verb: EventVerb, told: audit.Values, *, by: User) -> Author:
    stored.full_clean(exclude={"initiative"})
    stored.save(update_fields=["consented_on", "consent_note", "consent_recorded_by"])
    changing.tell(
        verb,
        stored.initiative,
        by=by,
        after={"author": stored.position, **told},
        for_unit=True,
    )
    return stored
