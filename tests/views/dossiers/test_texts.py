"""Every text of a dossier: typed in one part and kept, read by its unit, hidden from others if closed."""

import io

import pytest
from django.db import models
from django.test import Client
from openpyxl import load_workbook

from tests.factories import accept, make_initiative, make_participation, make_phase, make_programme, make_user
from units.choices import Role
from units.forms.dossiers.dossier import FORMS, PartForm
from units.models import Initiative, Participation, User
from units.models.initiative_places import PLACES

NOT_BY_THE_UNIT = {"outstanding_reason"}
"""Written by whoever chooses outstanding initiatives."""

TEXTS = [
    name
    for name in PLACES
    if isinstance(field := Initiative._meta.get_field(name), models.CharField | models.TextField)
    and not field.choices
    and name not in NOT_BY_THE_UNIT
]
WORDS = {name: f"chữ-{number}-riêng" for number, name in enumerate(TEXTS, start=100)}


@pytest.fixture
def place(db: None) -> Participation:
    return make_participation(programme=make_phase(programme=make_programme()).programme)


@pytest.fixture
def officer(place: Participation) -> User:
    return make_user(role=Role.OFFICER, home_unit=place.unit)


@pytest.fixture
def initiative(place: Participation, officer: User) -> Initiative:
    made = accept(make_initiative(participation=place, created_by=officer, is_confidential=True))
    Initiative.objects.filter(pk=made.pk).update(**WORDS)
    return made


def words_on(client: Client, address: str) -> set[str]:
    response = client.get(address)
    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    if address.endswith(".xlsx"):
        rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        text = " ".join(str(cell) for row in rows for cell in row)
    else:
        text = content.decode()
    return {name for name, word in WORDS.items() if word in text}


def kept_by(form: type[PartForm]) -> list[str]:
    return list(form._meta.fields or ())


@pytest.mark.parametrize("form", FORMS.values())
def test_every_field_of_a_part_is_kept(form: type[PartForm]) -> None:
    """A field that is shown but not saved throws away what somebody has typed."""
    assert set(form.base_fields) - {"version"} == set(kept_by(form))


def test_every_field_is_written_in_one_part() -> None:
    written = [name for form in FORMS.values() for name in kept_by(form)]

    assert sorted(written) == sorted(set(PLACES) - NOT_BY_THE_UNIT)


def test_side_of_the_unit_reads_every_text_on_the_page(
    client: Client, initiative: Initiative, officer: User
) -> None:
    client.force_login(officer)

    assert words_on(client, f"/ho-so/{initiative.pk}/") == set(TEXTS)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER, Role.STAFF, Role.ADMINISTRATOR])
def test_nobody_else_reads_what_is_closed(client: Client, initiative: Initiative, role: Role) -> None:
    client.force_login(make_user(role=role))
    programme = initiative.participation.programme.slug
    closed = {name for name in TEXTS if PLACES[name].closed}

    assert words_on(client, f"/ho-so/{initiative.pk}/") == set(TEXTS) - closed
    assert words_on(client, f"/sang-kien/{programme}/danh-sach.xlsx") & closed == set()
