"""Every page and file that a person can reach is searched for words that this person must not read."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.access.addresses import addresses
from tests.access.cast import Cast, make_cast
from tests.access.expected import THERE, row_of
from tests.access.plants import EVERYBODY, REVIEWERS, Plants, plant_dossiers, words_in
from units.models import Participation

LINK = re.compile(r"""(?:href|action)=["']([^"'#]+)""")
MOST_OF_A_KIND = 12
"""How many addresses of one name and with the same parameters are visited: their pages are alike."""


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def plants(cast: Cast) -> Plants:
    places = cast.objects["participation"]
    own, foreign = (Participation.objects.get(pk=places[which]["pk"]) for which in ("own", "foreign"))
    return plant_dossiers(own, foreign)


def first_paths(cast: Cast, plants: Plants) -> Iterator[str]:
    """Every address that can be asked for, with every object that there is."""
    keys = [initiative.pk for initiative in plants.initiatives]
    for address in addresses():
        row = row_of(address.name)
        if row and "GET" in row.answered and not address.name.startswith("admin:"):
            if row.kind in ("draft", "initiative", "accepted"):
                yield from (address.path({**dict.fromkeys(address.parameters, 1), "pk": key}) for key in keys)
            yield from (path for which, path in cast.named_by(address, row.kind) if which in THERE)


def crawl(client: Client, start: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Path and text of everything that this browser is given, links followed from page to page."""
    waiting, seen, visits = [*start], set[str](), Counter[tuple[Any, ...]]()
    for path in waiting:  # grows while it is read
        kind = kind_of(path)
        if path in seen or kind is None or visits[kind] >= MOST_OF_A_KIND:
            continue
        seen.add(path)
        visits[kind] += 1
        response = client.get(path)
        text = text_of(response)
        yield path, text
        location = response.headers.get("Location")
        found = [location] if location else LINK.findall(text) if is_page(response) else []
        waiting.extend(urljoin(path, unescape(link)) for link in found)


def kind_of(path: str) -> tuple[Any, ...] | None:
    """The name of the address and its parameters; None for what is not ours, or no page."""
    parts = urlsplit(path)
    if parts.netloc or parts.path.startswith("/static/"):
        return None
    try:
        name = resolve(parts.path).url_name
    except Resolver404:
        return None
    return name, tuple(sorted(key for key, _ in parse_qsl(parts.query)))


def is_page(response: Any) -> bool:
    return str(response.headers.get("Content-Type", "")).startswith("text/html")


def text_of(response: Any) -> str:
    """What a file or page says, headers included; packed files unpacked."""
    content: bytes = response.getvalue()
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return str(dict(response.headers)) + content.decode("utf-8", "replace")


@pytest.mark.parametrize("person", EVERYBODY)
def test_nobody_comes_across_what_is_not_for_them(person: str, cast: Cast, plants: Plants) -> None:
    leaks = set()
    met: set[str] = set()
    for path, text in crawl(cast.clients[person], first_paths(cast, plants)):
        found = set(words_in(plants, text))
        met |= found
        leaks |= {
            f"{path}: {word}"
            for word in found
            if person not in plants.readers[word]
            and not (word in plants.nominated and person in REVIEWERS and path.startswith("/khen-thuong/"))
        }

    assert leaks == set()
    # The crawl has really been where these words are: whoever may read them has met them.
    assert {word for word, readers in plants.readers.items() if person in readers} - met == set()
