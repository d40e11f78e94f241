"""A reviewer's morning on a phone: a queue of five, one by one and two at once, with and without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE
from tests.browser.serving import TOP, FirstRun, Server, serving
from tests.browser.stage import PASSWORD, SLUGS
from tests.browser.visitor import Screen, Visitor, visiting

PICTURES = TOP / "test-output" / "browser"

SMALLEST_TARGET = 44
TARGETS = "main button, main select, main summary, .tabs a, .btn"
SMALL_TARGETS = f"""(smallest) => [...document.querySelectorAll("{TARGETS}")]
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < smallest)
    .map(each => each.outerHTML)"""


@pytest.fixture(scope="module")
def office(done: FirstRun, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A product of its own: what is decided here must not stand in the tables of other tests."""
    with serving(tmp_path_factory.mktemp("review"), done) as running:
        running.stage("add_queues()")
        yield running


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
def test_reviewer_works_through_a_queue_of_five(browser: Browser, office: Server, javascript: bool) -> None:
    slug = SLUGS[0 if javascript else 1]
    with visiting(browser, office.address, PHONE, javascript=javascript) as visitor:
        page, looks = visitor.page, look if javascript else picture
        visitor.sign_in("mai", PASSWORD)
        visitor.open("/bieu-tong-hop/01-trieu-sang-kien/")
        visitor.follow(page.get_by_role("link", name="Thẩm định", exact=True))
        visitor.open(f"/tham-dinh/{slug}/")
        expect(page.locator(".tabs [aria-current]")).to_have_text("Việc của tôi 5")
        looks(visitor, "review-queue")

        visitor.follow(page.get_by_role("link", name="Cải tiến lò sấy chè"))
        looks(visitor, "review-dossier")
        expect(page.locator(".effect")).to_contain_text(
            "Công nhận hôm nay thì tính 1 sáng kiến vào Giai đoạn 1"
        )
        visitor.follow(page.get_by_role("button", name="Công nhận", exact=True))

        expect(page.get_by_role("status")).to_contain_text("Đây là hồ sơ tiếp theo.")
        expect(page.get_by_role("heading", level=1)).to_have_text("Bộ gá thay dao nhanh")
        send_back(visitor)

        expect(page.get_by_role("heading", level=1)).to_have_text("Số hoá sổ trực ca")
        expect(page.locator(".eligibility")).to_contain_text("Thuộc trường hợp loại trừ")
        reject(visitor)

        visitor.open(f"/tham-dinh/{slug}/")
        for box in page.get_by_role("checkbox").all():
            box.check()
        visitor.follow(page.get_by_role("button", name="Công nhận…", exact=True))
        expect(page.get_by_role("heading", level=1)).to_have_text("Công nhận 2 hồ sơ?")
        looks(visitor, "review-check")
        visitor.follow(page.get_by_role("button", name="Công nhận các hồ sơ đánh dấu"))

        expect(page.get_by_role("status")).to_have_text("Đã công nhận 2 hồ sơ.")
        expect(page.locator(".queue").first).to_contain_text("Không có hồ sơ nào chờ bạn.")
        looks(visitor, "review-empty")
        visitor.follow(page.get_by_role("link", name="Đã trả lại"))
        expect(page.locator(".queue").first).to_contain_text("Bộ gá thay dao nhanh")
        looks(visitor, "review-returned")
        assert visitor.faults == []
    office.stage(f"check_decided({slug!r})")


def send_back(visitor: Visitor) -> None:
    """With a ready sentence and a word of one's own; the deadline is proposed."""
    page = visitor.page
    page.locator("summary", has_text="Trả lại").click()
    page.locator("#send_back-template").select_option(label="Chưa rõ cách tính làm lợi")
    page.locator("#send_back-note").fill("Cụ thể: đơn giá điện.")
    visitor.follow(page.get_by_role("button", name="Trả lại", exact=True))


def reject(visitor: Visitor) -> None:
    """At first without a reason, which is asked for."""
    page = visitor.page
    page.locator("summary", has_text="Không công nhận").click()
    visitor.follow(page.get_by_role("button", name="Không công nhận", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("Hãy ghi rõ lý do để đơn vị biết")
    picture(visitor, "review-no-reason")
    page.get_by_label("Ý kiến", exact=True).fill("Đang được bảo hộ, không thuộc diện xét.")
    visitor.follow(page.get_by_role("button", name="Không công nhận", exact=True))


def picture(visitor: Visitor, name: str) -> None:
    visitor.page.wait_for_load_state("load")
    PICTURES.mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def look(visitor: Visitor, name: str) -> None:
    picture(visitor, name)
    assert visitor.overflow() == 0
    assert visitor.policy_violations() == []
    assert visitor.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1366])
def test_review_pages_look_right(browser: Browser, office: Server, width: int, scheme: Any) -> None:
    with visiting(browser, office.address, Screen(width, 844, scheme)) as visitor:
        visitor.sign_in("quan", PASSWORD)
        queue = f"/tham-dinh/{SLUGS[2]}/?chon=ca-trang"
        pages = {
            "queue": queue,
            "rules": f"/quan-tri/chuong-trinh/{SLUGS[2]}/quy-tac-ho-so/",
            "templates": "/quan-tri/mau-y-kien/",
            "template": "/quan-tri/mau-y-kien/1/",
        }
        for name, path in pages.items():
            visitor.open(path)
            check_look(visitor, f"{name}-{width}-{scheme}")
        visitor.open(queue)
        visitor.follow(visitor.page.get_by_role("button", name="Không công nhận…"))
        check_look(visitor, f"check-{width}-{scheme}")
        visitor.follow(visitor.page.get_by_role("link", name="Số hoá sổ trực ca"))
        check_look(visitor, f"decide-{width}-{scheme}")


def check_look(visitor: Visitor, name: str) -> None:
    picture(visitor, f"review-{name}")
    assert visitor.overflow() == 0
    assert visitor.accessibility_faults() == []
    assert visitor.policy_violations() == []
    assert visitor.faults == []
