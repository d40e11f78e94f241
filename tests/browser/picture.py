"""`python -m tests.browser.picture`: takes the README's picture of a freshly started product."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.serving import TOP, serving
from tests.browser.visitor import Screen, launch, visiting

PICTURE = TOP / "docs" / "images" / "bieu-tong-hop.png"


def main() -> int:
    chromium = find_chromium()
    if chromium is None:
        print("Không thấy Chromium để chụp.", file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home, serving(Path(home)) as server, sync_playwright() as playwright:
        browser = launch(playwright, chromium)
        with visiting(browser, server.address, Screen(1366, 940)) as visitor:
            visitor.open("/")
            visitor.page.screenshot(path=PICTURE)
        browser.close()
    print(f"Đã chụp {PICTURE.relative_to(TOP)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
