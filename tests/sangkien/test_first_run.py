import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError
from django.test import override_settings

from sangkien.start import load_first_programmes
from units.models import Initiative, Programme, Unit, User

LOADED = {"01-trieu-sang-kien", "minh-hoa"}


@pytest.fixture(autouse=True)
def passwords_kept_apart(tmp_path: Path) -> Iterator[None]:
    with override_settings(DEMONSTRATION_PEOPLE_FILE=tmp_path / "tai-khoan.txt"):
        yield


@pytest.mark.django_db
def test_first_run_fills_an_empty_database_once(tmp_path: Path) -> None:
    load_first_programmes()
    Programme.objects.update(name="Tên đã sửa")
    load_first_programmes()

    assert set(Programme.objects.values_list("slug", "name")) == {(slug, "Tên đã sửa") for slug in LOADED}
    assert (User.objects.count(), Initiative.objects.count()) == (4, 26)
    assert stat.S_IMODE((tmp_path / "tai-khoan.txt").stat().st_mode) == 0o600


@pytest.mark.django_db
def test_first_run_that_fails_leaves_the_database_empty_for_the_next(tmp_path: Path) -> None:
    broken = [*settings.FIRST_RUN_COMMANDS, ["load_programme", str(tmp_path / "không có")]]
    with override_settings(FIRST_RUN_COMMANDS=broken), pytest.raises(CommandError):
        load_first_programmes()
    left = (Programme.objects.count(), Unit.objects.count(), User.objects.count())

    load_first_programmes()

    assert left == (0, 0, 0)
    assert set(Programme.objects.values_list("slug", flat=True)) == LOADED
