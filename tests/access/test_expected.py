"""The machinery of the matrix can fail: a missing row, a wrong word, a wrong status."""

import pytest

from tests.access.addresses import Address, addresses
from tests.access.expected import PEOPLE, TABLE, read, row_of

LINE = "count  participation  200 400  sign-in own none own onward seen refused led"


def test_an_address_has_its_own_row_or_its_namespaces() -> None:
    assert row_of("new-page") is None
    assert row_of("new:page") is None
    assert row_of("admin:index") is TABLE["admin:*"]


def test_addresses_of_another_urlconf_are_found() -> None:
    assert [each.name for each in addresses("tests.views.failing_urls")] != []


def test_a_route_is_filled_in_even_with_what_is_malformed() -> None:
    address = Address("count-save", "so-lieu/<int:pk>/<int:number>/luu/")
    assert address.parameters == {"pk": "int", "number": "int"}
    assert address.path({"pk": "a/b", "number": 1}) == "/so-lieu/a/b/1/luu/"


@pytest.mark.parametrize(
    ("person", "method", "statuses"),
    [
        ("anonymous", "GET", [302, 302, 302, 302, 404]),
        ("anonymous", "POST", [403, 403, 403, 403, 404]),
        ("disabled", "DELETE", [302, 302, 302, 302, 404]),
        ("officer", "HEAD", [200, 404, 404, 404, 404]),
        ("officer", "PUT", [405, 405, 405, 405, 404]),
        ("sister", "POST", [404, 404, 404, 404, 404]),
        ("staff", "GET", [302, 302, 302, 404, 404]),
        ("staff", "POST", [400, 400, 400, 404, 404]),
        ("reviewer", "POST", [403, 403, 403, 404, 404]),
        ("viewer", "GET", [403, 403, 403, 403, 404]),
        ("administrator", "GET", [302, 302, 200, 302, 404]),
    ],
)
def test_a_row_says_a_status_for_everything(person: str, method: str, statuses: list[int]) -> None:
    row = read(LINE)["count"]
    objects = ("own", "foreign", "public", "missing", "malformed")
    assert [row.status(person, method, which) for which in objects] == statuses


@pytest.mark.parametrize(
    "text", [f"{LINE}\n{LINE}", LINE.replace("none", "nobody"), LINE + " own", "count -"]
)
def test_a_table_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # of several kinds
        read(text)


def test_every_kind_of_person_has_a_column() -> None:
    assert all(set(row.words) == {*PEOPLE, "disabled"} for row in TABLE.values())
