"""The public showcase: what is shown, at the moment of asking; consent and who records it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories import accept, make_initiative, make_participation, make_programme, make_user, submit
from units.choices import EventVerb, ReviewVerb, Role
from units.domain.dossiers import writing
from units.domain.dossiers.writing import AuthorLine
from units.domain.publishing import consent, showcase
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.domain.versions import EditedMeanwhileError
from units.models import Author, Event, Initiative, User

pytestmark = pytest.mark.django_db

DAY = date(2022, 5, 1)


@pytest.fixture
def clerk() -> User:
    return make_user(role=Role.STAFF)


def with_consent(initiative: Initiative, clerk: User) -> Initiative:
    for author in initiative.authors.all():
        consent.record_consent(author, given_on=DAY, how="Giấy có chữ ký", by=clerk)
    return initiative


@pytest.fixture
def published(clerk: User) -> Initiative:
    initiative = with_consent(accept(make_initiative(authors=2)), clerk)
    return showcase.publish(initiative, seen=initiative.version, by=clerk)


def test_published_with_all_consents_is_shown(published: Initiative) -> None:
    assert list(showcase.shown()) == [published]
    assert showcase.standing_of(published).is_shown


def test_withdrawn_consent_hides_at_once(published: Initiative) -> None:
    officer = make_user(role=Role.OFFICER, home_unit=published.participation.unit)
    consent.end_consent(published.authors.get(position=2), by=officer)

    assert list(showcase.shown()) == []
    assert showcase.standing_of(published).hindrances == ("Còn 1 trên 2 tác giả chưa đồng ý công bố.",)


def test_programme_that_is_closed_hides(published: Initiative) -> None:
    programme = published.participation.programme
    programme.is_public = False
    programme.save()
    assert list(showcase.shown()) == []


def test_renamed_author_has_not_consented(clerk: User) -> None:
    initiative = with_consent(make_initiative(), clerk)
    author = initiative.authors.get()
    writing.save_authors(
        initiative, [AuthorLine(name="Người khác", share=100, pk=author.pk)], seen=None, by=clerk
    )
    assert initiative.authors.get().consented_on is None


def test_reopened_dossier_leaves_the_showcase(published: Initiative) -> None:
    stepping.take(Step(published, ReviewVerb.REOPEN, note="Xem lại"), by=make_user(role=Role.REVIEWER))
    assert Initiative.objects.get().published_at is None


def test_unpublished_is_not_shown(published: Initiative, clerk: User) -> None:
    showcase.unpublish(published, seen=published.version, by=clerk)
    assert list(showcase.shown()) == []
    with pytest.raises(ValidationError, match="không còn được trưng bày"):
        showcase.unpublish(published, seen=None, by=clerk)


@pytest.mark.parametrize("case", ["no consent", "not accepted", "closed programme", "no author"])
def test_what_cannot_be_shown_is_not_published(case: str, clerk: User) -> None:
    place = make_participation(programme=make_programme(is_public=case != "closed programme"))
    initiative = make_initiative(participation=place)
    initiative = submit(initiative) if case == "not accepted" else accept(initiative)
    if case != "no consent":
        with_consent(initiative, clerk)
    if case == "no author":
        initiative.authors.all().delete()

    with pytest.raises(ValidationError) as refused:
        showcase.publish(initiative, seen=None, by=clerk)

    assert (
        refused.value.messages
        == {
            "no consent": ["Còn 1 trên 1 tác giả chưa đồng ý công bố."],
            "not accepted": ["Sáng kiến chưa được công nhận."],
            "closed programme": ["Chương trình này không công khai."],
            "no author": ["Hồ sơ chưa có tác giả."],
        }[case]
    )
    assert Initiative.objects.get().published_at is None


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER])
def test_only_staff_publish(role: Role, clerk: User) -> None:
    initiative = with_consent(accept(make_initiative()), clerk)
    person = make_user(role=role, home_unit=initiative.participation.unit if role == Role.OFFICER else None)
    with pytest.raises(PermissionDenied):
        showcase.publish(initiative, seen=None, by=person)


def test_old_page_does_not_publish(published: Initiative, clerk: User) -> None:
    with pytest.raises(EditedMeanwhileError):
        showcase.unpublish(published, seen=published.version - 1, by=clerk)


def test_consent_events_name_nobody(clerk: User) -> None:
    initiative = accept(make_initiative())
    author = initiative.authors.get()
    author.name = "Vàng Thị Quyết Tâm"
    author.save()

    consent.record_consent(author, given_on=DAY, how="Bà Vàng Thị Quyết Tâm ký giấy", by=clerk)
    consent.end_consent(author, by=clerk)

    events = Event.objects.order_by("sequence")
    verbs = [event.verb for event in events][-2:]
    assert verbs == [EventVerb.CONSENT_RECORDED, EventVerb.CONSENT_ENDED]
    assert "Quyết Tâm" not in "".join(
        f"{event.subject_name}{event.before}{event.after}{event.reason}" for event in events
    )


@pytest.mark.parametrize(
    ("given_on", "how", "keys"),
    [(timezone.localdate() + timedelta(days=1), "Giấy", ["given_on"]), (DAY, "  ", ["how"])],
)
def test_consent_needs_its_day_and_way(given_on: date, how: str, keys: list[str], clerk: User) -> None:
    author = accept(make_initiative()).authors.get()
    with pytest.raises(ValidationError) as refused:
        consent.record_consent(author, given_on=given_on, how=how, by=clerk)
    assert list(refused.value.message_dict) == keys
    assert Author.objects.get().consented_on is None


def test_consent_is_recorded_once_and_ended_once(clerk: User) -> None:
    author = accept(make_initiative()).authors.get()
    consent.record_consent(author, given_on=DAY, how="Giấy", by=clerk)
    with pytest.raises(ValidationError, match="từ ngày 01/05/2022"):
        consent.record_consent(author, given_on=DAY, how="Giấy", by=clerk)
    consent.end_consent(author, by=clerk)
    with pytest.raises(ValidationError, match="chưa đồng ý"):
        consent.end_consent(author, by=clerk)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER, Role.OFFICER])
def test_consent_is_recorded_by_the_unit_or_staff_only(role: Role) -> None:
    author = accept(make_initiative()).authors.get()
    with pytest.raises(PermissionDenied):
        consent.record_consent(author, given_on=DAY, how="Giấy", by=make_user(role=role))


def test_staff_do_not_reach_the_authors_of_a_confidential_dossier(clerk: User) -> None:
    initiative = accept(make_initiative(is_confidential=True))
    author = initiative.authors.get()
    with pytest.raises(PermissionDenied):
        consent.record_consent(author, given_on=DAY, how="Giấy", by=clerk)
    officer = make_user(role=Role.OFFICER, home_unit=initiative.participation.unit)
    assert consent.record_consent(author, given_on=DAY, how="Giấy", by=officer).consented_on == DAY
