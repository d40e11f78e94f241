"""What a text's place says is what becomes of it: found when a person asks, hidden, compared, searched, told,
handed over, erased. Every text is tried, a new one too.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from tests.factories import (
    accept,
    make_attachment,
    make_author,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_user,
)
from units.choices import ReviewVerb, Role
from units.domain import access
from units.domain.dossiers import finding, writing
from units.domain.dossiers.finding import InitiativeFilter
from units.domain.privacy import erasing
from units.domain.privacy.person_rows import mentions, rows_of
from units.domain.review import comparing
from units.exchange import person_json_out
from units.models import Attachment, Author, Event, Initiative, Participation, ReviewStep, User
from units.models.initiative import LONG_TEXTS
from units.models.initiative_places import PLACES
from units.models.text_places import label_of, texts_naming

pytestmark = pytest.mark.django_db

NAME = "Vàng Thị Quyết Tâm"
OPEN, CLOSED = "bachkim", "vangtay"
WORDS = {False: OPEN, True: CLOSED}


def field_of(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


each_text = pytest.mark.parametrize("name", texts_naming(Initiative))


@pytest.fixture
def place() -> Participation:
    programme = make_programme()
    make_phase(programme=programme)
    return make_participation(programme=programme)


@pytest.fixture
def clerk() -> User:
    return make_user(role=Role.STAFF)


def accepted(place: Participation, name: str, text: str, **values: Any) -> Initiative:
    """A dossier that says this in that field, and nothing of it elsewhere."""
    initiative = accept(make_initiative(participation=place, **values))
    if name == "outstanding_reason":
        initiative.outstanding_at, initiative.outstanding_by = timezone.now(), make_user()
    setattr(initiative, name, text)
    initiative.save()
    return initiative


# A person asks what is kept of them.


@each_text
def test_name_in_a_text_of_the_dossier_is_mentioned(name: str, place: Participation, clerk: User) -> None:
    initiative = accepted(place, name, f"Do bà {NAME.upper()} nghĩ ra")
    author = initiative.authors.get()
    author.name = NAME
    author.save()

    [mention] = mentions(rows_of([author.pk], reader=clerk))

    assert (mention.initiative, mention.where) == (initiative, label_of(Initiative, name))


def _consent(initiative: Initiative) -> None:
    author = make_author(initiative=initiative, position=2)
    author.consented_on, author.consent_note = timezone.localdate(), f"Qua {NAME}"
    author.consent_recorded_by = make_user()
    author.save()


BESIDE: dict[tuple[type[Model], str], tuple[Callable[[Initiative], object], str]] = {
    (Attachment, "name"): (
        lambda initiative: make_attachment(initiative=initiative, name=f"{NAME}.pdf"),
        "tên tệp đính kèm",
    ),
    (Author, "job"): (
        lambda initiative: make_author(initiative=initiative, position=2, job=f"Cùng tổ với {NAME}"),
        "chức vụ, công việc, tác giả thứ 2",
    ),
    (Author, "consent_note"): (_consent, "đồng ý bằng cách nào, tác giả thứ 2"),
    (ReviewStep, "note"): (
        lambda initiative: ReviewStep.objects.create(
            initiative=initiative,
            verb=ReviewVerb.WITHDRAW,
            state_before="submitted",
            state_after="withdrawn",
            by=make_user(),
            note=f"Theo lời {NAME}",
        ),
        "ý kiến thẩm định",
    ),
}


@pytest.mark.parametrize("kind", BESIDE, ids=lambda kind: f"{kind[0].__name__}.{kind[1]}")
def test_name_in_a_text_beside_the_dossier_is_mentioned(
    kind: tuple[type[Model], str], place: Participation, clerk: User
) -> None:
    initiative = make_initiative(participation=place, authors=0)
    author = make_author(initiative=initiative, name=NAME)
    make, where = BESIDE[kind]
    make(initiative)

    assert [each.where for each in mentions(rows_of([author.pk], reader=clerk))] == [where]


def test_every_text_beside_a_dossier_is_tried_here() -> None:
    belonging = {
        (model, name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Initiative and field.name == "initiative"
        for name in texts_naming(model)
    }
    assert belonging - {(Author, "name")} == set(BESIDE)  # authors of that name are found by themselves


def test_everything_about_an_author_is_handed_over_and_erased(place: Participation, clerk: User) -> None:
    initiative = make_initiative(participation=place, authors=0)
    author = make_author(initiative=initiative)
    names = texts_naming(Author)
    for name in names:
        setattr(author, name, f"Lời về {name}")
    author.consented_on, author.consent_recorded_by = timezone.localdate(), clerk
    author.save()

    told = json.loads(person_json_out.render(erasing.export([author.pk], by=clerk)))
    erasing.erase([author.pk], reason="Theo đơn", with_files=False, by=clerk)

    author.refresh_from_db()
    assert [name for name in names if f"Lời về {name}" not in json.dumps(told, ensure_ascii=False)] == []
    assert {name: getattr(author, name) for name in names} == dict.fromkeys(names, "")


def test_everything_typed_about_an_author_can_be_corrected() -> None:
    typed = {name for name in texts_naming(Author) if field_of(Author, name).editable}
    assert typed - set(erasing.FIELDS) == set()


# Others read the dossier, or look for it.


@each_text
def test_comparison_tells_what_is_compared_and_hides_what_is_closed(
    name: str, place: Participation, clerk: User
) -> None:
    both = [accepted(place, name, f"Dùng {word}.", is_confidential=closed) for closed, word in WORDS.items()]
    inside = make_user(role=Role.OFFICER, home_unit=place.unit)
    here, there = both
    told = {
        reader: {
            word
            for line in comparing.compared_texts(here, there, access.rights_among(reader, both))
            for word in WORDS.values()
            if word in "".join(piece.text for piece in (*line.here, *line.there))
        }
        for reader in (clerk, inside)
    }
    compared = {OPEN, CLOSED} if PLACES[name].compared else set()
    assert told == {clerk: compared - {CLOSED} if PLACES[name].closed else compared, inside: compared}


@each_text
def test_dossier_is_found_by_the_words_that_all_may_read(
    name: str, place: Participation, clerk: User
) -> None:
    both = [accepted(place, name, f"Dùng {word}.", is_confidential=closed) for closed, word in WORDS.items()]

    hits = [set(finding.find(clerk, place.programme, InitiativeFilter(text=word))) for word in WORDS.values()]

    opened, closed = ({initiative} for initiative in both)
    nothing: set[Initiative] = set()
    found = PLACES[name].found
    assert hits == [opened if found else nothing, closed if found and not PLACES[name].closed else nothing]


@pytest.mark.parametrize(
    "name", [name for name in texts_naming(Initiative) if field_of(Initiative, name).editable]
)
@pytest.mark.parametrize("is_confidential", WORDS)
def test_event_tells_only_what_all_may_read(name: str, is_confidential: bool, place: Participation) -> None:
    officer = make_user(role=Role.OFFICER, home_unit=place.unit)
    initiative = make_initiative(participation=place, is_confidential=is_confidential)
    for text in ("Dùng bạch kim", "Dùng vàng tây"):  # so that it stands before and after
        setattr(initiative, name, text)
        initiative = writing.save(initiative, [name], seen=None, by=officer)

    event = Event.objects.latest("sequence")
    values = json.dumps([event.before, event.after], ensure_ascii=False)
    is_hidden = name in LONG_TEXTS or (is_confidential and PLACES[name].closed)
    assert [text in values for text in ("bạch kim", "vàng tây")] == [not is_hidden] * 2
    assert name in (event.after or {})
