"""What only matters under a thumb: the name column stays, and targets are large enough."""

import pytest

from tests.browser.sights import DEMONSTRATION, OFFICIAL
from tests.browser.visitor import Visitor

BUTTON_HEIGHT = 44
TARGET_SIZE = 24
SMALLER_THAN = """([selector, width, height]) => [...document.querySelectorAll(selector)]
    .filter(element => element.checkVisibility())
    .filter(element => {
        const box = element.getBoundingClientRect();
        return box.width < width || box.height < height;
    })
    .map(element => `${element.offsetWidth} × ${element.offsetHeight}: ${element.outerHTML.slice(0, 120)}`)"""
NAMES_LEFT = """() => [...document.querySelectorAll(".summary .col-don-vi")].map(
    cell => Math.round(cell.getBoundingClientRect().left))"""
# Of the name cells in sight: what lies on top at their middle.
COVERED_NAMES = """() => [...document.querySelectorAll(".summary tbody .col-don-vi")].filter(cell => {
    const box = cell.getBoundingClientRect();
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return box.bottom < innerHeight && box.top > 0 && !cell.contains(hit);
}).map(cell => cell.textContent)"""


@pytest.mark.parametrize("path", [OFFICIAL, DEMONSTRATION])
def test_names_stay_while_the_figures_scroll(phone: Visitor, path: str) -> None:
    phone.open(path)
    region = phone.page.locator(".table-region")
    region.scroll_into_view_if_needed()
    edge = round(region.evaluate("region => region.getBoundingClientRect().left"))

    for distance in (60, 200, 10_000):
        region.evaluate("(region, distance) => { region.scrollLeft = distance }", distance)
        assert set(phone.page.evaluate(NAMES_LEFT)) == {edge}
        assert phone.page.evaluate(COVERED_NAMES) == []

    assert region.evaluate("region => region.scrollLeft") > 200


def test_last_column_can_be_scrolled_into_sight(phone: Visitor) -> None:
    phone.open(OFFICIAL)
    pill = phone.page.locator(".summary tbody tr:first-child .overall")

    pill.scroll_into_view_if_needed()

    box = pill.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("path", [OFFICIAL, DEMONSTRATION, "/dang-nhap/", "/khong-co/"])
def test_targets_suit_a_thumb(phone: Visitor, path: str) -> None:
    phone.open(path)

    buttons = "button, input:not([type=hidden]), select, .btn, .masthead a, .downloads a"
    assert phone.page.evaluate(SMALLER_THAN, [buttons, BUTTON_HEIGHT, BUTTON_HEIGHT]) == []
    links = "thead a, .others a, .legend a"
    assert phone.page.evaluate(SMALLER_THAN, [links, TARGET_SIZE, TARGET_SIZE]) == []
