"""Who must not judge an initiative because it is their own: one rule and one sentence, for one initiative and
for a filter.
"""

from django.core.exceptions import ValidationError
from django.db.models import Q

from units.choices import ReviewVerb
from units.models import Author, Initiative, ReviewStep, User
from units.vietnamese import fold

HAS_A_STAKE = "đã lập, nộp hồ sơ này hoặc cùng họ tên với một tác giả"
"""Said where it is unknown which of these is the case, or where the reader may not know it."""

OWN = f"Bạn {HAS_A_STAKE}; người thẩm định phải là người khác."


def stake_of(person: User, initiative: Initiative) -> str:
    """Why this person must not judge the initiative, as a sentence; empty when they may. Whoever has
    submitted it once stays excluded, whoever submits it again.
    """
    wrote = initiative.created_by_id == person.pk
    if wrote or initiative.steps.filter(verb=ReviewVerb.SUBMIT, by=person).exists():
        return "Bạn đã lập hoặc nộp hồ sơ này; người thẩm định phải là người khác."
    name = fold(person.full_name)
    if name and name in {author.name_key for author in initiative.authors.all()}:
        return "Một tác giả của hồ sơ có cùng họ tên với bạn; hãy để người khác thẩm định."
    return ""


def require_none(person: User, initiative: Initiative) -> None:
    """Refuse a person who must not judge it. Raises ValidationError (code "own")."""
    if stake := stake_of(person, initiative):
        raise ValidationError(stake, code="own")


def has_stake(person: User) -> Q:
    """A filter for the initiatives that this person must not judge."""
    sent = ReviewStep.objects.filter(verb=ReviewVerb.SUBMIT, by=person)
    own = Q(created_by=person, created_by__isnull=False) | Q(pk__in=sent.values("initiative"))
    name = fold(person.full_name)
    return own | Q(pk__in=Author.objects.filter(name_key=name).values("initiative")) if name else own
