from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError
from django.test import override_settings

from sangkien.start import load_first_programmes
from units.models import Programme, Unit


@pytest.mark.django_db
def test_first_run_fills_an_empty_database_once() -> None:
    load_first_programmes()
    Programme.objects.update(name="Tên đã sửa")
    load_first_programmes()

    assert list(Programme.objects.values_list("slug", "name")) == [("01-trieu-sang-kien", "Tên đã sửa")]


@pytest.mark.django_db
def test_first_run_that_fails_leaves_the_database_empty_for_the_next(tmp_path: Path) -> None:
    broken = [*settings.FIRST_RUN_FOLDERS, tmp_path / "không có"]
    with override_settings(FIRST_RUN_FOLDERS=broken), pytest.raises(CommandError):
        load_first_programmes()
    left = (Programme.objects.count(), Unit.objects.count())

    load_first_programmes()

    assert left == (0, 0)
    assert Programme.objects.count() == 1
