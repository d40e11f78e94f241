"""Rows held by a writer, and who saved meanwhile."""

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.functional import SimpleLazyObject

from tests.factories import make_programme, make_user
from units.domain import versions
from units.domain.versions import EditedMeanwhileError
from units.models import Programme, User

pytestmark = pytest.mark.django_db


def test_a_locked_row_is_as_stored_not_as_held() -> None:
    programme = make_programme(name="Chương trình cũ")
    Programme.objects.filter(pk=programme.pk).update(name="Chương trình mới")

    with transaction.atomic():
        stored = versions.lock(programme)

    assert (stored.name, programme.name) == ("Chương trình mới", "Chương trình cũ")


def test_a_row_that_is_gone_is_said_so() -> None:
    with transaction.atomic(), pytest.raises(ObjectDoesNotExist):
        versions.lock(Programme(pk=999))


def test_the_signed_in_person_is_locked_through_the_proxy_of_a_request() -> None:
    person = make_user(username="lan")
    signed_in: Any = SimpleLazyObject(lambda: person)

    with transaction.atomic():
        stored = versions.lock(signed_in)

    assert (type(stored), stored) == (User, person)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no rows.")
def test_only_these_rows_are_held_and_rows_may_still_point_to_them() -> None:
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        list(versions.locked(User.objects.select_related("home_unit")))

    assert asked.captured_queries[0]["sql"].endswith(' FOR NO KEY UPDATE OF "units_user"')


def test_rows_are_held_in_one_order_whatever_was_asked() -> None:
    made = [make_user(username=name) for name in ("z", "a", "m")]

    with transaction.atomic():
        held = list(versions.locked(User.objects.order_by("username")))

    assert held == made


@pytest.mark.parametrize("seen", [1, 3])
def test_another_version_than_seen_is_refused_with_the_row_as_it_is(seen: int) -> None:
    programme = Programme(version=2)

    with pytest.raises(EditedMeanwhileError) as refused:
        versions.require_seen(programme, seen)

    assert refused.value.current is programme


@pytest.mark.parametrize("seen", [2, None])
def test_the_version_seen_or_none_asked_for_passes(seen: int | None) -> None:
    versions.require_seen(Programme(version=2), seen)
