"""The cast, and how tests run. Rows are made by tests/factories.py."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase, override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.append_only import without_triggers
from tests.factories import make_official_programme, make_user
from tests.once import runs_once
from units.choices import Role
from units.models import Programme, Unit, User

# One example's rows are undone by the test itself, so that a fixture may span all examples.
hypothesis_settings.register_profile(
    "here",
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.register_profile("ci", hypothesis_settings.get_profile("here"), derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Tests are not named after bytes: packed files carry the second in which they were made, and the
    workers of one run must find the same names.
    """
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What no database answers runs on SQLite alone (tests/once.py)."""
    if connection.vendor == "sqlite":
        return
    config.hook.pytest_deselected(items=[item for item in items if runs_once(item)])
    items[:] = [item for item in items if not runs_once(item)]


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Addresses of static files without the folder and manifest that only `collectstatic` makes; a folder
    of this run for attached files.
    """
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    kept = settings.STORAGES["default"]
    options = {**kept["OPTIONS"], "location": tmp_path_factory.mktemp("tep-dinh-kem")}
    storages = {**settings.STORAGES, "staticfiles": plain, "default": {**kept, "OPTIONS": options}}
    with override_settings(STORAGES=storages):
        yield


@pytest.fixture(scope="session", autouse=True)
def flush_past_triggers() -> Iterator[None]:
    """The flush after a test with real transactions empties tables that refuse to be emptied: the
    triggers are lifted for it, and only for it.
    """
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def flush_without_triggers(test: TransactionTestCase) -> None:
        with without_triggers():
            flush(test)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield


@pytest.fixture
def official(db: None) -> Programme:
    """The real programme as of 10/11/2022."""
    return make_official_programme()


@pytest.fixture
def than_uyen(official: Programme) -> Unit:
    return Unit.objects.get(name="LĐLĐ huyện Than Uyên")


@pytest.fixture
def sin_ho(official: Programme) -> Unit:
    return Unit.objects.get(name="LĐLĐ huyện Sìn Hồ")


@pytest.fixture
def lan(db: None) -> User:
    """Staff of the province."""
    return make_user(username="lan", full_name="Nguyễn Thị Lan", role=Role.STAFF)


@pytest.fixture
def minh(than_uyen: Unit) -> User:
    """Officer of Than Uyên."""
    return make_user(username="minh", full_name="Lò Văn Minh", role=Role.OFFICER, home_unit=than_uyen)


@pytest.fixture
def hoa(sin_ho: Unit) -> User:
    """Officer of Sìn Hồ."""
    return make_user(username="hoa", full_name="Vàng Thị Hoa", role=Role.OFFICER, home_unit=sin_ho)


@pytest.fixture
def admin(db: None) -> User:
    """Administrator."""
    return make_user(username="admin", full_name="Trần Văn Quản", role=Role.ADMINISTRATOR)
