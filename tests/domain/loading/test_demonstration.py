"""People for trying: one of each kind, once, never in production."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.factories import make_participation, make_programme
from units.choices import Role
from units.domain.journal import audit
from units.models import Event, Participation, User


@pytest.fixture
def place(db: None) -> Participation:
    return make_participation(programme=make_programme(is_demonstration=True))


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    settings.DEMONSTRATION_PEOPLE_FILE = tmp_path / "tai-khoan-minh-hoa.txt"
    path: Path = settings.DEMONSTRATION_PEOPLE_FILE
    return path


def run() -> str:
    out = StringIO()
    call_command("create_demonstration_people", stdout=out)
    return out.getvalue()


def test_command_makes_a_person_of_each_kind_and_keeps_their_passwords_privately(
    place: Participation, file: Path
) -> None:
    printed = run()
    kept = file.read_text(encoding="utf-8")
    assert kept in printed
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = {person.username: person for person in User.objects.all()}
    assert {name: (person.role, person.home_unit) for name, person in found.items()} == {
        "can-bo-tinh": (Role.STAFF, None),
        "can-bo-don-vi": (Role.OFFICER, place.unit),
        "nguoi-tham-dinh": (Role.REVIEWER, None),
        "quan-tri": (Role.ADMINISTRATOR, None),
    }
    words = [line.split()[:2] for line in kept.splitlines()[1:]]
    assert {name: found[name].check_password(password) for name, password in words} == dict.fromkeys(
        found, True
    )
    assert audit.broken_links() == []
    assert Event.objects.count() == 4


def test_command_makes_only_who_is_missing(place: Participation, file: Path) -> None:
    run()
    before = dict(User.objects.values_list("username", "password"))
    kept = file.read_text(encoding="utf-8")
    assert "đã có" in run()
    assert dict(User.objects.values_list("username", "password")) == before
    assert file.read_text(encoding="utf-8") == kept


@pytest.mark.django_db
def test_command_refuses_without_demonstration_programme(file: Path) -> None:
    make_participation(programme=make_programme())
    with pytest.raises(CommandError):
        run()
    assert (User.objects.count(), file.exists()) == (0, False)


def test_command_refuses_in_production(place: Participation, settings: Settings) -> None:
    settings.DEMONSTRATION_PEOPLE_FILE = None
    with pytest.raises(CommandError):
        run()
    assert User.objects.count() == 0
