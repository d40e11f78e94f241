"""What readers with weak sight do: enlarge to 200 % and 400 %, enlarge the text alone, space it out."""

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import Server
from tests.browser.sights import SIGHTS, Sight
from tests.browser.visitor import Screen, Visitor, visiting

# A browser's zoom makes the window smaller in CSS pixels: 1366 at 200 %, 1280 at 400 %.
ZOOMED = {"200 %": Screen(683, 384), "400 %": Screen(320, 256)}
DOUBLE_TEXT = """() => {
    const elements = [...document.querySelectorAll("body, body *")];
    const sizes = elements.map(element => parseFloat(getComputedStyle(element).fontSize));
    elements.forEach((element, index) => element.style.setProperty("font-size", `${2 * sizes[index]}px`));
}"""
# The spacing of WCAG 1.4.12.
SPACE_TEXT = """() => document.querySelectorAll("body, body *").forEach(element => {
    element.style.setProperty("line-height", "1.5", "important");
    element.style.setProperty("letter-spacing", "0.12em", "important");
    element.style.setProperty("word-spacing", "0.16em", "important");
    if (element.matches("p")) element.style.setProperty("margin-bottom", "2em", "important");
})"""
# Boxes that cut their text off: taller or wider inside than outside, with no way to scroll.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(element => {
    const style = getComputedStyle(element);
    const cuts = overflow => overflow === "hidden" || overflow === "clip";
    return element.checkVisibility() && !element.matches(".visually-hidden, input, svg, svg *") && (
        cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1 ||
        cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 200))"""


def check_nothing_is_lost(visitor: Visitor) -> None:
    assert visitor.overflow() == 0
    assert visitor.page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("zoom", ZOOMED)
def test_zoomed_page_reflows(browser: Browser, server: Server, zoom: str) -> None:
    with visiting(browser, server.address, ZOOMED[zoom]) as visitor:
        for sight in SIGHTS:
            visitor.open(sight.path)
            check_nothing_is_lost(visitor)


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
@pytest.mark.parametrize("change", [DOUBLE_TEXT, SPACE_TEXT], ids=["double", "spaced"])
def test_page_survives_larger_text(desktop: Visitor, sight: Sight, change: str) -> None:
    desktop.open(sight.path)
    desktop.page.evaluate(change)

    check_nothing_is_lost(desktop)


@pytest.mark.parametrize("change", [DOUBLE_TEXT, SPACE_TEXT], ids=["double", "spaced"])
def test_phone_survives_larger_text(phone: Visitor, change: str) -> None:
    for sight in SIGHTS:
        phone.open(sight.path)
        phone.page.evaluate(change)
        check_nothing_is_lost(phone)
