"""Every address × person × method × object is answered as tests/access/expected.py says."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.access.addresses import Address, addresses
from tests.access.asking import ask, stored
from tests.access.cast import Cast, make_cast
from tests.access.expected import ANY, METHODS, READING, TABLE, Row, row_of
from units.models import User

ADDRESSES = addresses()
ROWS = {row.name: row for row in (row_of(each.name) for each in ADDRESSES) if row}
BROKEN = 500
UNSAFE = ("POST", "PUT", "DELETE")
HIDDEN = ("foreign", "missing")

each_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)


@pytest.fixture(scope="module")
def cast_of_all(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Made once, in a transaction around all tests of the module: each test undoes what it does in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture
def cast(cast_of_all: Cast, db: None) -> Cast:
    """The cast with browsers of its own, as they were when it was made."""
    return deepcopy(cast_of_all)


def test_every_address_has_a_row() -> None:
    assert [f"{each.name}: /{each.route}" for each in ADDRESSES if row_of(each.name) is None] == []


def test_every_row_has_an_address() -> None:
    assert set(TABLE) == set(ROWS)


def named_by(row: Row) -> list[Address]:
    """The address that the row is for, or all of its namespace."""
    return [each for each in ADDRESSES if row_of(each.name) == row]


@each_row
def test_address_answers_as_its_row_says(cast: Cast, row: Row) -> None:
    """Status by status; what is hidden looks like what is missing; reading and refusals store nothing."""
    before = stored()
    assert [fault for address in named_by(row) for fault in faults(cast, address, row)] == []
    assert stored() == before


def faults(cast: Cast, address: Address, row: Row) -> Iterator[str]:
    """What is wrong, a line each. Whatever a person may do is undone."""
    for person, client in cast.clients.items():
        for method in METHODS:
            pages: set[bytes] = set()
            for which, path in cast.named_by(address, row.kind):
                undone = method not in READING and row.may(person, which)
                answer = ask(client, method, path, undone=undone)
                expected = row.status(person, method, which)
                if answer.status != expected and (expected != ANY or answer.status >= BROKEN):
                    yield f"{person} {method} {path} ({which}): {answer.status}, not {expected}"
                if which in HIDDEN:
                    pages.add(answer.page)
            if len(pages) > 1 and row.hides(person):
                yield f"{person} {method} {address.name}: what is hidden looks different from what is missing"


@each_row
def test_nothing_is_done_without_the_token_of_the_form(cast: Cast, row: Row) -> None:
    """Unsafe methods are refused to everybody, whatever they name."""
    before, found = stored(), {}
    for person, client in cast.clients.items():
        strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
        strict.cookies = client.cookies
        for address in named_by(row):
            for method in UNSAFE:
                for which, path in cast.named_by(address, row.kind):
                    if which in ("own", "missing"):
                        found[person, method, path] = ask(strict, method, path).status
    assert found == dict.fromkeys(found, 403)
    assert stored() == before


def test_a_one_time_password_opens_nothing_but_the_choice_of_an_own_one(cast: Cast) -> None:
    User.objects.filter(username="administrator").update(must_change_password=True)
    open_ones = {"change-password", "sign-in", "sign-out", "health"}
    led_on = {}
    for address in ADDRESSES:
        row = row_of(address.name)
        if row and address.name not in open_ones:
            _, path = cast.named_by(address, row.kind)[0]
            for method in ("GET", "POST"):
                response = cast.clients["administrator"].generic(method, path)
                led_on[method, path] = (response.status_code, response.headers.get("Location"))
    assert led_on == dict.fromkeys(led_on, (302, "/tai-khoan/mat-khau/"))
