"""To whom dossiers can be given for review."""

from django.core.exceptions import ValidationError

from units.domain import access
from units.models import User

NOBODY = "khong-ai"


def reviewers(person: User) -> list[User]:
    """Whom this person may choose: everybody who reviews, or only themselves."""
    if not access.is_staff(person):
        return [person]
    return list(access.reviewers().order_by("full_name", "username"))


def reviewer_named(text: str, *, by: User) -> User | None:
    """The person that the form names; None for nobody. Raises ValidationError."""
    if text == NOBODY:
        return None
    found = next((each for each in reviewers(by) if str(each.pk) == text), None)
    if found is None:
        raise ValidationError("Hãy chọn người thẩm định.")
    return found
