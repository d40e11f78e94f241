"""Vietnamese text is drawn whole by one face; a letter that a face lacks would bring in a second one."""

import pytest
from playwright.sync_api import CDPSession

from tests.browser.sights import DEMONSTRATION, OFFICIAL
from tests.browser.visitor import Visitor

TEXTS = "h1, .eyebrow, .key dt, thead th, tbody th, .directive-head h2, .directive-body p, label, .legend li"
EVERY_LETTER = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ“”–"
)
# Arrows and check marks are no letters, and not every text face has them.
PLAIN = "td, .pill, .small"


def families(session: CDPSession, selector: str) -> list[set[str]]:
    """For each element that the selector finds: the families that really draw its text."""
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    drawn = [session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes]
    return [{font["familyName"] for font in fonts} for fonts in drawn if fonts]


def inspect(visitor: Visitor) -> CDPSession:
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    return session


@pytest.mark.parametrize("path", [OFFICIAL, DEMONSTRATION])
def test_whole_page_is_drawn_by_one_face(desktop: Visitor, path: str) -> None:
    desktop.open(path)

    found = families(inspect(desktop), f"{TEXTS}, {PLAIN}")

    assert len(found) > 100
    assert len(set.union(*found)) == 1


@pytest.mark.parametrize("media", ["screen", "print"])
def test_face_has_every_vietnamese_letter(desktop: Visitor, media: str) -> None:
    desktop.page.emulate_media(media="print" if media == "print" else "screen")
    desktop.open(OFFICIAL)
    desktop.page.locator("tbody th").first.evaluate(
        "(cell, text) => { cell.textContent = text }", EVERY_LETTER
    )

    found = families(inspect(desktop), "tbody tr:first-child th")

    assert [len(faces) for faces in found] == [1]
    if media == "print":
        assert found[0] <= {"Times New Roman", "Liberation Serif", "Tinos"}
