"""The summary page as tests see it: fetch it, read its table, its sentences, its links."""

from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from django.test import Client
from django.urls import reverse

from tests.views.html import NOT_ON_SCREEN, Element, parse
from units.models import Programme

ADDRESSES = {"page": "summary", "xlsx": "summary-excel", "csv": "summary-csv", "json": "summary-json"}


class Answer(Protocol):
    """What tests read of a response."""

    status_code: int

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def content(self) -> bytes: ...


def address(programme: Programme, what: str = "page") -> str:
    return reverse(ADDRESSES[what], args=[programme.slug])


def get(client: Client, programme: Programme, **query: str) -> Element:
    """The page for this query (hyphens written as underscores), which must be answered with 200."""
    response = client.get(address(programme), {key.replace("_", "-"): value for key, value in query.items()})
    assert response.status_code == 200
    return parse(response.content)


def lines(page: Element, without: frozenset[str] = NOT_ON_SCREEN) -> list[list[str]]:
    """The cells of every row and of the total, from left to right."""
    return [
        [cell.text(without) for cell in row.walk() if cell.tag in {"td", "th"}]
        for part in ("tbody", "tfoot")
        for row in page.one(part).all("tr")
    ]


def names(page: Element) -> list[str]:
    """The names of the rows, from top to bottom."""
    return [cell.text() for cell in page.one("tbody").all("th")]


def column(page: Element, place: int) -> list[str]:
    """One column of the rows, the total left out."""
    return [line[place] for line in lines(page)[:-1]]


def total(page: Element) -> list[str]:
    return lines(page)[-1]


def notices(page: Element) -> list[str]:
    """Every sentence on what is missing or wrong."""
    return [item.text() for notice in page.all(css="notice") for item in notice.all("li")]


def header_links(page: Element) -> dict[str, dict[str, str]]:
    """What each sort link says, by the column that it orders (without its sign)."""
    links = [query(cell.one("a")) for cell in page.one("thead").all("th") if cell.all("a")]
    return {link["sap-xep"].removeprefix("-"): link for link in links}


def aria_sort(page: Element) -> dict[str, str]:
    """The direction of each ordered column, by its label."""
    return {
        cell.text(): cell.attributes["aria-sort"]
        for cell in page.one("thead").all("th")
        if "aria-sort" in cell.attributes
    }


def query(link: Element) -> dict[str, str]:
    """The query of a link; every name is said once."""
    said = parse_qsl(urlsplit(link.attributes["href"]).query, keep_blank_values=True)
    assert len(dict(said)) == len(said)
    return dict(said)


def attributes(page: Element) -> Iterator[tuple[str, str]]:
    for element in page.walk():
        yield from element.attributes.items()


def sentences(response: Answer) -> str:
    """The visible text of a page in Vietnamese."""
    page = parse(response.content)
    assert page.one("html").attributes["lang"] == "vi"
    return page.one("main").text()
