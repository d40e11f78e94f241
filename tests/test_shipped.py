"""What ships is tried: the data of a first run, crawled as nobody and as each demonstration person.

Own test data hides faults: it holds what its author has thought of.
"""

import re
from collections.abc import Iterator, Mapping

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from sangkien.start import load_first_programmes
from tests.access.addresses import addresses
from tests.access.expected import row_of
from tests.crawler import Choice, Crawl, read
from units.domain.journal.presenting import entries_of, model_of
from units.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("shipped")]  # loaded and crawled once

NOBODY = "nobody"
PEOPLE = (NOBODY, "can-bo-don-vi", "nguoi-tham-dinh", "can-bo-tinh", "quan-tri")
ACCOUNT = re.compile(r"^  (\S+) +(\S+)   ", re.MULTILINE)

NOT_LED_TO = {
    "health",  # for the supervisor
    "correction",  # offered where reporting is closed
    "attachment",  # no dossier of the demonstration has a file
    "remove-attachment",
    "note-template",  # none is there yet
    "correct-personal",  # of a person who was searched for
}
"""Pages that no link leads to while the data is as it ships."""


@pytest.fixture(scope="module")
def passwords(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, str]]:
    """By user name, as a first run writes them down. What it loads stays for all tests here."""
    file = tmp_path_factory.mktemp("lan-dau") / "tai-khoan.txt"
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMONSTRATION_PEOPLE_FILE=file):
            load_first_programmes()
        yield dict(ACCOUNT.findall(file.read_text(encoding="utf-8")))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def crawls(passwords: Mapping[str, str]) -> Mapping[str, Crawl]:
    """By person. What one has chosen in a form the others need not choose again."""
    chosen: set[Choice] = set()
    found = {person: Crawl(signed_in(person, passwords), chosen) for person in PEOPLE}
    for crawl in found.values():
        crawl.run()
    return found


def signed_in(person: str, passwords: Mapping[str, str]) -> Client:
    client = Client(raise_request_exception=False)
    if person != NOBODY:
        said = {"username": person, "password": passwords[person]}
        assert client.post("/dang-nhap/", said).status_code == 302
    return client


def test_every_demonstration_person_is_tried(passwords: Mapping[str, str]) -> None:
    assert {*passwords, NOBODY} == set(PEOPLE)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_link_and_choice_is_answered(person: str, crawls: Mapping[str, Crawl]) -> None:
    assert crawls[person].faults == []


def test_people_are_led_to_every_page(crawls: Mapping[str, Crawl]) -> None:
    """The crawl has been everywhere, and no page is there without a way to it."""
    visited = {shape[0] for crawl in crawls.values() for shape in crawl.visits}
    missed = {
        address.name
        for address in addresses()
        if (row := row_of(address.name)) and row.answered.get("GET") == 200 and address.route not in visited
    }
    assert missed == NOT_LED_TO


def test_first_run_is_told_in_words(passwords: Mapping[str, str]) -> None:
    """Every value of its events has a name: the programmes' sources, people, dossiers, awards."""
    bare = {
        (event.verb, key)
        for event in Event.objects.all()
        for key in {*(event.before or {}), *(event.after or {})} - {"id"}
        if key not in entries_of(event.verb, model_of(event.subject))
    }
    assert bare == set()


def test_pages_are_read_as_browsers_read_them() -> None:
    page = read(
        """
        <a href="/xem/?a=1&amp;b=2#muc">a > b</a> <img src='/static/anh.png'> <h2 id="muc">Mục</h2>
        <form><input name="tim" value="x"><input type="checkbox" name="co" value="on">
          <select name="loai"><option value="1">Một</option><option value="2" selected>Hai</option></select>
        </form>
        <form method="post" action="/ghi/"><input name="so"><button formaction="/xoa/">Xoá</button></form>
        """,
        "/day/?trang=2",
    )
    (form,) = page.forms
    assert page.links == ["/xem/?a=1&b=2#muc", "/static/anh.png"]
    assert page.anchors >= {"muc"}
    assert form.address() == "/day/?tim=x&loai=2"
    assert form.offered == [("co", "on"), ("loai", "1"), ("loai", "2")]
    assert page.sent_to == ["/ghi/", "/xoa/"]
