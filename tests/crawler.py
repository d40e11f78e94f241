"""A visitor who follows every link of every page, submits every form that asks, and notes what fails."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

MOST_ROWS, MOST_QUERIES, MOST_CHOICES = 10, 2, 8
"""How many addresses of one shape are visited, for their pages are alike: of a route; of a route (or file)
with the same names in its query; of a form with the same field changed.
"""

STATIC = "/static/"
NOT_ALLOWED = 405
"""A fair answer of an address to which forms are only sent; whoever opens it meanwhile must get an answer."""

ADMIN, ADMIN_FILTERS = "quan-tri/django/", "_changelist_filters"
FILE = re.compile(r"\.\w+$")
TAG = re.compile(r"<(/?)(\w+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
ATTRIBUTE = re.compile(r"([\w-]+)(?:=\"([^\"]*)\"|='([^']*)'|=([^\s\"'>]+))?")

Shape = tuple[str, ...]
Choice = tuple[str, str, str]
"""The path of a form, a field, what it says."""


@dataclass
class Form:
    """A form that asks by its address: what it says untouched, and what else its fields offer."""

    action: str
    said: dict[str, str] = field(default_factory=dict)
    offered: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, value: str, *, is_said: bool, is_offered: bool) -> None:
        if is_said:
            self.said[name] = value
        if is_offered:
            self.offered.append((name, value))

    def address(self, **chosen: str) -> str:
        return f"{self.action.partition('?')[0]}?{urlencode(self.said | chosen)}"


@dataclass
class Page:
    """What a page holds: every href and src, forms that ask, where other forms are sent, anchors."""

    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    sent_to: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


def read(text: str, address: str) -> Page:
    page, form, select = Page(), None, ""
    for closing, tag, attributes in TAG.findall(text):
        said = {name: unescape("".join(value)) for name, *value in ATTRIBUTE.findall(attributes)}
        page.links += [said[name] for name in ("href", "src") if name in said]
        page.sent_to += [said["formaction"]] if "formaction" in said else []
        page.anchors.add(said.get("id", ""))
        match f"{closing}{tag}":
            case "form" if said.get("method", "get").lower() == "get":
                form = Form(said.get("action", address))
                page.forms.append(form)
            case "form":
                page.sent_to.append(said.get("action", address))
            case "/form":
                form = None
            case "select":
                select = said.get("name", "")
            case "option" if form and select:
                form.add(select, said.get("value", ""), is_said="selected" in said, is_offered=True)
            case "input" | "button" if form and "name" in said:
                is_choice = tag == "button" or said.get("type") in ("radio", "checkbox", "submit")
                is_said = "checked" in said or not is_choice
                form.add(said["name"], said.get("value", ""), is_said=is_said, is_offered=is_choice)
    return page


@dataclass
class Crawl:
    """One visitor, from the front door on. Choices that are in `chosen` have been tried by somebody else."""

    client: Client
    chosen: set[Choice] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    visits: Counter[Shape] = field(default_factory=Counter)
    _waiting: list[tuple[str, str]] = field(default_factory=list)
    _anchors: dict[str, set[str]] = field(default_factory=dict)
    _pointed_at: dict[tuple[str, str], str] = field(default_factory=dict)
    _sent_to: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def run(self) -> None:
        self._go_to("/", "/")
        for address, found_on in self._waiting:  # grows while it is read
            self._visit(address, found_on)
        for (address, anchor), found_on in self._pointed_at.items():
            if anchor not in self._anchors.get(address, {anchor}):
                self._note(f"{address}#{anchor}", found_on, "no such place on the page")

    def _note(self, address: str, found_on: str, what: str) -> None:
        self.faults.append(f"{address} (on {found_on}): {what}")

    def _follow(self, link: str, found_on: str) -> None:
        address, _, anchor = urljoin(found_on, link).partition("#")
        if anchor:
            self._pointed_at.setdefault((address, anchor), found_on)
        self._go_to(address, found_on)

    def _choose(self, form: Form, name: str, value: str, found_on: str) -> None:
        address = urljoin(found_on, form.address(**{name: value}))
        choice = urlsplit(address).path, name, value
        if choice not in self.chosen and self._go_to(address, found_on, (name, "=")):
            self.chosen.add(choice)

    def _go_to(self, address: str, found_on: str, changed: Shape = ()) -> bool:
        """Whether it will be visited."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or address in self._seen:
            return False
        shape = shape_of(address, changed)
        if self.visits[shape] >= most_of(shape):
            return False
        self.visits[shape] += 1
        self._seen.add(address)
        self._waiting.append((address, found_on))
        return True

    def _visit(self, address: str, found_on: str) -> None:
        path = urlsplit(address).path
        if path.startswith(STATIC):
            if not finders.find(path.removeprefix(STATIC)):
                self._note(address, found_on, "no such file")
            return
        with transaction.atomic():
            response: Any = self.client.get(address)
            content: bytes = response.getvalue()
            transaction.set_rollback(response.status_code >= 500)  # PostgreSQL goes on only then
        if response.status_code == NOT_ALLOWED and address in self._sent_to:
            return
        if response.status_code >= 400:
            _, error, _ = getattr(response, "exc_info", None) or (None, "", None)
            self._note(address, found_on, f"{response.status_code} {error!r}")
        elif response.has_header("Location"):
            self._follow(response["Location"], address)
        elif not content:
            self._note(address, found_on, "nothing in it")
        elif response["Content-Type"].startswith("text/html"):
            self._read(read(content.decode(), address), address)

    def _read(self, page: Page, address: str) -> None:
        self._anchors[address] = page.anchors
        for link in page.links:
            self._follow(link, address)
        for form in page.forms:
            self._go_to(urljoin(address, form.address()), address)
            for name, value in form.offered:
                self._choose(form, name, value, address)
        for action in page.sent_to:
            self._sent_to.add(urljoin(address, action))
            self._follow(action, address)


def route_of(path: str) -> str:
    try:
        return resolve(path).route
    except Resolver404:
        return path


def shape_of(address: str, changed: Shape = ()) -> Shape:
    """The route, with the names of what the query says, or with the field that was changed."""
    parts = urlsplit(address)
    route = route_of(parts.path)
    if changed:
        return route, *changed
    if FILE.search(route):
        return route, "?" if parts.query else ""
    return (route, *sorted({name for name, _ in parse_qsl(parts.query)} - {ADMIN_FILTERS}))


def most_of(shape: Shape) -> int:
    if shape[-1] == "=":
        return MOST_CHOICES
    return MOST_ROWS if len(shape) == 1 and ADMIN not in shape[0] else MOST_QUERIES
