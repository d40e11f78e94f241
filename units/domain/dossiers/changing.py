"""What changes of a dossier share: its row locked, its next version saved whole, its event written."""

from django.db.models import QuerySet

from units.choices import EventVerb
from units.domain import access, versions
from units.domain.journal import audit
from units.models import Event, Initiative, User

LONGEST_REASON = 500


def locked(dossiers: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """These dossiers as stored, locked until the transaction ends, joined with programme and unit, which
    rights and events need.
    """
    return versions.locked(dossiers.select_related("participation__programme", "participation__unit"))


def lock(initiative: Initiative) -> Initiative:
    """The dossier as stored now, locked until the transaction ends."""
    return locked(Initiative.objects.all()).get(pk=initiative.pk)


def save(stored: Initiative, *columns: str) -> None:
    """Save a dossier that the caller has locked as its next version: these columns, or all where none is
    named.

    Raises ValidationError.
    """
    stored.version += 1
    stored.full_clean(exclude={"participation", "phase", "idempotency_key"})
    stored.save(update_fields=[*columns, "version"] if columns else None)


def tell(
    verb: EventVerb,
    initiative: Initiative,
    *,
    by: User,
    before: audit.Values | None = None,
    after: audit.Values | None = None,
    for_unit: bool = False,
    reason: str = "",
) -> Event:
    """Write the event of a dossier. `for_unit`: a change on the unit's side, which provincial staff make on
    its behalf.
    """
    return audit.record_at(
        initiative.participation,
        verb,
        initiative,
        by=by,
        before=before,
        after=after,
        on_behalf=for_unit and access.is_staff(by),
        reason=reason.strip()[:LONGEST_REASON],
    )
