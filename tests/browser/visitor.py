"""Somebody before a screen: opens pages in Chromium and notes whatever the browser complains of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Playwright,
    Request,
    Response,
    StorageState,
)

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ACCESSIBILITY_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NOTE_POLICY_VIOLATIONS = """
window.policyViolations = [];
window.addEventListener("securitypolicyviolation", event =>
    window.policyViolations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""
OVERFLOW = (
    "() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth"
)


@dataclass(frozen=True, slots=True)
class Screen:
    """Size in CSS pixels, and the colours that the system prefers."""

    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


class Visitor:
    """`faults` is what the browser complained of since the last `open`."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        self._address = address
        page.add_init_script(NOTE_POLICY_VIOLATIONS)
        page.on("console", self._note_console)
        page.on("pageerror", self._note_script_error)
        page.on("requestfailed", self._note_failure)
        page.on("response", self._note_refusal)

    def open(self, path: str) -> Response:
        self.faults.clear()
        response = self.page.goto(path)
        if response is None:
            raise RuntimeError(f"{path}: no answer")
        return response

    def follow(self, control: Locator) -> Response:
        """Click on what leads to a page, and wait for that page."""
        with self.page.expect_navigation() as navigation:
            control.click()
        if navigation.value is None:
            raise RuntimeError(f"{control}: no answer")
        return navigation.value

    def sign_in(self, username: str, password: str) -> None:
        self.open("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.follow(self.page.locator("main").get_by_role("button", name="Đăng nhập"))

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return max(0, int(self.page.evaluate(OVERFLOW)))

    def policy_violations(self) -> list[str]:
        found: list[str] = self.page.evaluate("() => window.policyViolations")
        return found

    def accessibility_faults(self) -> list[str]:
        """Each broken WCAG 2.2 AA rule with the elements that break it, as axe finds them."""
        options = {"runOnly": ACCESSIBILITY_RULES, "resultTypes": ["violations"]}
        violations: list[dict[str, Any]] = Axe().run(self.page, options=options).response["violations"]
        return [f"{each['id']}: {node['html']}" for each in violations for node in each["nodes"]]

    def _note_console(self, message: ConsoleMessage) -> None:
        # A page that answers 404 is logged as an error by itself; the tests compare its status.
        is_answer = message.text.startswith("Failed to load resource") and (
            message.location["url"] == self.page.url
        )
        if message.type in ("error", "warning") and not is_answer:
            self.faults.append(f"console: {message.text}")

    def _note_script_error(self, error: Error) -> None:
        self.faults.append(f"script: {error.message}")

    def _note_failure(self, request: Request) -> None:
        self.faults.append(f"failed: {request.url} {request.failure}")

    def _note_refusal(self, response: Response) -> None:
        if urlsplit(response.url).scheme != "data" and not response.url.startswith(self._address):
            self.faults.append(f"foreign: {response.url}")
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status}: {response.url}")


def launch(playwright: Playwright, chromium: str) -> Browser:
    return playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)


@contextmanager
def visiting(
    browser: Browser,
    address: str,
    screen: Screen,
    *,
    javascript: bool = True,
    state: StorageState | None = None,
    density: float = 1,
) -> Iterator[Visitor]:
    """A new visitor, with nobody's cookies unless `state` brings some."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": screen.width, "height": screen.height},
        color_scheme=screen.scheme,
        device_scale_factor=density,
        java_script_enabled=javascript,
        storage_state=state,
        reduced_motion="reduce",  # what scrolls is where it goes to at once
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    try:
        yield Visitor(context.new_page(), address)
    finally:
        context.close()
