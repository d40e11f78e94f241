"""Everything can be reached and seen with the keyboard alone."""

from typing import Any

import pytest

from tests.browser.sights import DEMONSTRATION, OFFICIAL
from tests.browser.visitor import Visitor

CONTROLS = """[...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
)].filter(element => element.checkVisibility({visibilityProperty: true}))"""
# Where the focus is: which control, whether its outline shows, and whether it is on top of what covers it.
FOCUS = f"""() => {{
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
    const hit = document.elementFromPoint(
        middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
    return {{
        control: {CONTROLS}.indexOf(element),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        covered: !element.contains(hit),
        html: element.outerHTML.slice(0, 120),
    }};
}}"""
UNREACHABLE_SCROLLERS = """() => [...document.querySelectorAll("body *")].filter(element => {
    const style = getComputedStyle(element);
    const scrolls = overflow => overflow === "auto" || overflow === "scroll";
    return element.tabIndex < 0 && (
        scrolls(style.overflowX) && element.scrollWidth > element.clientWidth ||
        scrolls(style.overflowY) && element.scrollHeight > element.clientHeight);
}).map(element => element.outerHTML.slice(0, 120))"""
PATHS = [OFFICIAL, DEMONSTRATION, f"{OFFICIAL}?den-ngay=31/02/2022", "/dang-nhap/", "/khong-co/"]


def walk(visitor: Visitor) -> list[dict[str, Any]]:
    """Press Tab once for each control of the page; where the focus was at each stop."""
    stops = []
    for _ in range(visitor.page.evaluate(f"() => {CONTROLS}.length")):
        visitor.page.keyboard.press("Tab")
        stops.append(visitor.page.evaluate(FOCUS))
    return stops


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("person", ["desktop", "phone"])
def test_tab_reaches_everything_in_order_and_in_sight(
    request: pytest.FixtureRequest, person: str, path: str
) -> None:
    visitor: Visitor = request.getfixturevalue(person)
    visitor.open(path)

    stops = walk(visitor)

    assert [stop["control"] for stop in stops] == list(range(len(stops)))
    assert [stop["html"] for stop in stops if not stop["outlined"]] == []
    assert [stop["html"] for stop in stops if stop["covered"]] == []


def test_skip_link_leads_past_the_masthead(desktop: Visitor) -> None:
    desktop.open(OFFICIAL)

    desktop.page.keyboard.press("Tab")
    assert desktop.page.evaluate("() => document.activeElement.textContent") == "Đến nội dung chính"
    desktop.page.keyboard.press("Enter")
    desktop.page.keyboard.press("Tab")

    assert desktop.page.evaluate("() => document.activeElement.name") == "den-ngay"


@pytest.mark.parametrize("person", ["desktop", "phone"])
@pytest.mark.parametrize("path", [OFFICIAL, DEMONSTRATION])
def test_whatever_scrolls_can_be_focused(request: pytest.FixtureRequest, person: str, path: str) -> None:
    visitor: Visitor = request.getfixturevalue(person)
    visitor.open(path)

    assert visitor.page.evaluate(UNREACHABLE_SCROLLERS) == []


def test_arrow_key_scrolls_the_table(phone: Visitor) -> None:
    phone.open(OFFICIAL)
    phone.page.locator(".table-region").focus()

    phone.page.keyboard.press("ArrowRight")

    phone.page.wait_for_function("() => document.querySelector('.table-region').scrollLeft > 0", timeout=5000)


def test_filters_answer_to_the_enter_key(desktop: Visitor) -> None:
    desktop.open(OFFICIAL)
    desktop.page.get_by_label("Tìm đơn vị").focus()

    desktop.page.keyboard.type("y te")
    with desktop.page.expect_navigation():
        desktop.page.keyboard.press("Enter")

    assert desktop.page.locator("tbody th").all_inner_texts() == ["Công đoàn ngành Y tế"]
