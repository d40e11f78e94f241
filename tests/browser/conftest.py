"""One server, one Chromium and one set of pages for all browser tests.

The fixtures live as long as this package's tests: Playwright keeps an event loop running in the thread,
beside which Django refuses to touch the database, so it must be gone before other tests of the process.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright

from tests.browser.chromium import INSTALL, find_chromium
from tests.browser.serving import FirstRun, Server, first_run, serving
from tests.browser.sights import write_long_programme
from tests.browser.stage import PASSWORD
from tests.browser.visitor import Screen, Visitor, launch, visiting

DESKTOP = Screen(1366, 768)
PHONE = Screen(390, 844)


def pytest_itemcollected(item: pytest.Item) -> None:
    """All tests of this folder run in one process, so that there is one server and one Chromium."""
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def chromium() -> str:
    path = find_chromium()
    if path is None:
        reason = f"Không thấy Chromium. {INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="package")
def done(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FirstRun]:
    """One first run, with which every server of these tests begins."""
    with first_run(tmp_path_factory.mktemp("first-run")) as done:
        yield done


@pytest.fixture(scope="package")
def server(done: FirstRun, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with the real programme, the demonstration, a closed programme of 60 units, and Lan."""
    with serving(tmp_path_factory.mktemp("home"), done) as running:
        running.load(write_long_programme(tmp_path_factory.mktemp("sau-muoi-don-vi")))
        running.stage("add_staff()")
        yield running


@pytest.fixture(scope="package")
def browser(chromium: str, server: Server) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def signed_in(browser: Browser, server: Server) -> StorageState:
    """Lan's cookies."""
    with visiting(browser, server.address, DESKTOP) as visitor:
        visitor.sign_in("lan", PASSWORD)
        return visitor.page.context.storage_state()


@pytest.fixture
def desktop(browser: Browser, server: Server) -> Iterator[Visitor]:
    with visiting(browser, server.address, DESKTOP) as visitor:
        yield visitor


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Visitor]:
    with visiting(browser, server.address, PHONE) as visitor:
        yield visitor


@pytest.fixture
def without_javascript(browser: Browser, server: Server) -> Iterator[Visitor]:
    with visiting(browser, server.address, DESKTOP, javascript=False) as visitor:
        yield visitor


@pytest.fixture
def staff(browser: Browser, server: Server, signed_in: StorageState) -> Iterator[Visitor]:
    """Lan at her desk."""
    with visiting(browser, server.address, DESKTOP, state=signed_in) as visitor:
        yield visitor
