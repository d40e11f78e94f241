"""The public showcase: which initiatives it shows, decided at every reading, and who puts them there."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from units.choices import EventVerb, InitiativeState
from units.domain import access, versions
from units.domain.dossiers import changing
from units.domain.journal import audit
from units.models import Author, Initiative, User
from units.models.words import Among

COLUMNS = ("published_at", "published_by")


def shown() -> QuerySet[Initiative]:
    """The initiatives of the showcase: accepted, published, of a public programme, with the consent of every
    author. A withdrawn consent hides an initiative at once.
    """
    authors = Author.objects.filter(initiative=OuterRef("pk"))
    return Initiative.objects.filter(
        Among(F("state"), [InitiativeState.ACCEPTED]),  # the query should start from the few published ones
        Exists(authors),
        ~Exists(authors.filter(consented_on__isnull=True)),
        published_at__isnull=False,
        participation__programme__is_public=True,
    )


@dataclass(frozen=True, slots=True)
class ShowcaseStanding:
    """How a dossier stands to the showcase. `hindrances`: why it is not, or could not be, shown."""

    is_published: bool
    hindrances: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return self.is_published and not self.hindrances


def standing_of(initiative: Initiative, *, counts_people: bool = True) -> ShowcaseStanding:
    """Why `shown` leaves the initiative out, as sentences. Without `counts_people` the number of authors is
    not told.
    """
    found = []
    if initiative.state != InitiativeState.ACCEPTED:
        found.append("Sáng kiến chưa được công nhận.")
    if not initiative.participation.programme.is_public:
        found.append("Chương trình này không công khai.")
    consents = [author.consented_on for author in initiative.authors.all()]
    lacking = consents.count(None)
    if not consents:
        found.append("Hồ sơ chưa có tác giả.")
    elif lacking and not counts_people:
        found.append("Chưa đủ sự đồng ý công bố của tác giả.")
    elif lacking:
        found.append(f"Còn {lacking} trên {len(consents)} tác giả chưa đồng ý công bố.")
    return ShowcaseStanding(initiative.published_at is not None, tuple(found))


def publish(initiative: Initiative, *, seen: int | None, by: User) -> Initiative:
    """Put it into the showcase. Raises PermissionDenied, ValidationError, versions.EditedMeanwhileError."""
    with transaction.atomic():
        stored = _writable(initiative, seen=seen, by=by)
        standing = standing_of(stored)
        if standing.is_published:
            raise ValidationError("Sáng kiến này đã được đưa ra trưng bày.")
        if standing.hindrances:
            raise ValidationError(list(standing.hindrances))
        stored.published_at, stored.published_by = timezone.now(), by
        return save(stored, EventVerb.INITIATIVE_PUBLISHED, by=by)


def unpublish(initiative: Initiative, *, seen: int | None, by: User) -> Initiative:
    """Take it out of the showcase. Raises as `publish` does."""
    with transaction.atomic():
        stored = _writable(initiative, seen=seen, by=by)
        if stored.published_at is None:
            raise ValidationError("Sáng kiến này không còn được trưng bày.")
        stored.published_at = stored.published_by = None
        return save(stored, EventVerb.INITIATIVE_UNPUBLISHED, by=by)


def _writable(initiative: Initiative, *, seen: int | None, by: User) -> Initiative:
    if not access.is_staff(by):
        raise PermissionDenied
    stored = changing.lock(initiative)
    versions.require_seen(stored, seen)
    return stored


def save(stored: Initiative, verb: EventVerb, *, by: User) -> Initiative:
    """Save what the caller has changed of the row that it has locked; part of the caller's transaction."""
    changing.save(stored, *COLUMNS)
    changing.tell(
        verb,
        stored,
        by=by,
        after=audit.values_of(stored, "published_at"),
    )
    return stored
