"""What tells the browser to be strict, on every kind of answer; and that our pages need no exception."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_directive
from tests.views import page as pages
from tests.views.html import Element, parse
from units.models import Programme, User

PATHS = {
    "home": "/",
    "page": "/bieu-tong-hop/thi-dua/",
    "refused": "/bieu-tong-hop/thi-dua/?den-ngay=x",
    "no-table": "/bieu-tong-hop/thi-dua/?den-ngay=31/12/9999",
    "no-file": "/bieu-tong-hop/thi-dua/bieu-tong-hop.csv?den-ngay=x",
    "sign-in": "/dang-nhap/?next=/",
    "missing": "/khong-co",
    "failed": "/hong",
    "forbidden": "/cam",
    "bad": "/la",
}
FILES = {what: f"/bieu-tong-hop/thi-dua/bieu-tong-hop.{what}" for what in ("xlsx", "csv", "json")}

pytestmark = pytest.mark.urls("tests.views.failing_urls")


@pytest.fixture
def visitor(client: Client, race: Programme) -> Client:
    client.raise_request_exception = False
    make_directive(programme=race, issued_on=race.phases.all()[0].starts_on)
    return client


def content_security_policy(response: pages.Answer) -> dict[str, list[str]]:
    directives = response.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (directive.split() for directive in directives)}


@pytest.mark.parametrize("path", [*PATHS.values(), *FILES.values()], ids=[*PATHS, *FILES])
def test_every_answer_is_strict(visitor: Client, path: str) -> None:
    response = visitor.get(path)

    assert content_security_policy(response) == settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {
        name: response.headers.get(name)
        for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")
    } == {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}


def test_policy_allows_nothing_inline_or_foreign() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert {source for sources in directives.values() for source in sources} == {"'none'", "'self'", "data:"}
    assert directives["default-src"] == directives["frame-ancestors"] == ["'none'"]
    assert [name for name, sources in directives.items() if "data:" in sources] == ["img-src"]


@pytest.mark.parametrize("signed_in", [False, True], ids=["stranger", "signed-in"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_pages_hold_no_inline_style_or_script(visitor: Client, lan: User, path: str, signed_in: bool) -> None:
    if signed_in:
        visitor.force_login(lan)

    page = parse(visitor.get(path, follow=True).content)

    assert page.all("style") == []
    assert [script.text() for script in page.all("script") if "src" not in script.attributes] == []
    assert [name for name, _ in pages.attributes(page) if name == "style" or name.startswith("on")] == []
    assert [address for address in addresses(page) if not address.startswith(("/", "?", "#"))] == []


def addresses(page: Element) -> Iterator[str]:
    return (value for name, value in pages.attributes(page) if name in {"href", "src", "action"})


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_ids_are_unique_and_labels_find_them(visitor: Client, path: str) -> None:
    page = parse(visitor.get(path, follow=True).content)
    ids = [value for name, value in pages.attributes(page) if name == "id"]
    named = [
        target
        for name, value in pages.attributes(page)
        if name in {"for", "aria-labelledby", "aria-describedby"}
        for target in value.split()
    ]

    assert len(ids) == len(set(ids))
    assert set(named) <= set(ids)
