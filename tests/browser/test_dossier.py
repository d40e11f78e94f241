"""A member's initiative on an officer's phone: written, with a file, submitted, and where it stands."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.serving import Server
from tests.browser.stage import PASSWORD
from tests.browser.visitor import Screen, Visitor, visiting
from tests.exchange import hostile_files as files

SMALLEST_TARGET = 44
SMALL_TARGETS = """(smallest) => [...document.querySelectorAll("main :is(button, input, select, .btn)")]
    .filter(each => each.offsetParent && each.type !== "checkbox")
    .filter(each => each.getBoundingClientRect().height < smallest)
    .map(each => each.outerHTML)"""
TITLE = "Bộ gá tháo lắp nhanh để rút ngắn thời gian vệ sinh máy sao chè"
PROSE = "Trước đây mỗi ca mất hai giờ để tháo lắp và vệ sinh máy."
NEXT = "Lưu và sang phần sau"


@pytest.fixture(scope="module")
def office(server: Server) -> Server:
    """The product with three officers of one unit of the demonstration."""
    server.stage("add_writers()")
    return server


def begin(visitor: Visitor, title: str) -> Page:
    """A new dossier, on the page of its first part."""
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Hồ sơ sáng kiến"))
    visitor.follow(page.get_by_role("link", name="Viết sáng kiến").first)
    page.get_by_label("Tên sáng kiến").fill(title)
    visitor.follow(page.get_by_role("button", name="Bắt đầu viết"))
    return page


def go_on(visitor: Visitor) -> None:
    visitor.follow(visitor.page.get_by_role("button", name=NEXT))


def write_identity(visitor: Visitor) -> None:
    page = visitor.page
    for label, choice in (
        ("Loại giải pháp", "technical"),
        ("Lĩnh vực", "production"),
        ("Nhóm tác giả", "enterprise"),
        ("Trường hợp loại trừ", "none"),
    ):
        page.get_by_label(label).select_option(choice)
    page.get_by_label("Ngày áp dụng lần đầu").fill("15/03/2026")
    go_on(visitor)


def write_authors(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_label("Họ và tên").fill("Lò Thị Mai")
    visitor.follow(page.get_by_role("button", name="Thêm tác giả"))
    page.get_by_label("Họ và tên").nth(1).fill("Vàng Văn Páo")
    for number in (0, 1):
        page.get_by_label("Năm sinh").nth(number).fill("1990")
        page.get_by_label("Chức vụ, công việc").nth(number).fill("Công nhân vận hành")
        page.get_by_label("Trình độ").nth(number).select_option("college")
        page.get_by_label("Giữ chức vụ lãnh đạo").nth(number).select_option("no")
    visitor.follow(page.get_by_role("button", name="Chia đều phần đóng góp"))
    page.get_by_label("Phần đóng góp (%)").nth(1).fill("49")
    go_on(visitor)
    expect(page.get_by_role("alert")).to_contain_text("Tổng phần đóng góp là 99%")
    page.get_by_label("Phần đóng góp (%)").nth(1).fill("50")
    go_on(visitor)


def write_rest(visitor: Visitor) -> None:
    page = visitor.page
    for label in ("Vấn đề trước khi có sáng kiến", "Nội dung giải pháp", "Điểm mới", "Phạm vi áp dụng"):
        page.get_by_label(label).fill(PROSE)
    go_on(visitor)
    page.get_by_label("Hiệu quả có tính được").select_option("money")
    page.get_by_label("Giá trị làm lợi một năm").fill("1,5")
    page.get_by_label("Cách tính").fill("Tiết kiệm 500 giờ công một năm.")
    go_on(visitor)
    expect(page.get_by_role("alert")).to_contain_text("Có phải là triệu hay tỷ không?")
    page.get_by_label("Giá trị làm lợi một năm").fill("1,5 tỷ")
    go_on(visitor)
    page.get_by_label("Nơi công nhận").select_option("council")
    page.get_by_label("Cấp công nhận").select_option("grassroots")
    page.get_by_label("Số quyết định").fill("12/QĐ")
    go_on(visitor)


def attach(visitor: Visitor, name: str, content: bytes) -> None:
    page = visitor.page
    page.get_by_label("Tệp này là").select_option("decision")
    page.get_by_label("Tệp", exact=True).set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )
    visitor.follow(page.get_by_role("button", name="Đính kèm"))


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_dossier_is_written_and_submitted_on_a_phone(
    browser: Browser, office: Server, javascript: bool
) -> None:
    with visiting(browser, office.address, PHONE, javascript=javascript) as phone:
        phone.sign_in("viet-ho-so", PASSWORD)
        page = begin(phone, TITLE)
        write_identity(phone)
        write_authors(phone)
        write_rest(phone)
        attach(phone, "anh.jpg", files.HTML)
        expect(page.get_by_role("alert")).to_contain_text("Chỉ nhận tệp PDF")
        attach(phone, "Quyết định số 12.pdf", files.pdf())
        phone.follow(page.get_by_role("link", name="Xem lại hồ sơ"))
        phone.follow(
            page.get_by_role("link", name="Ghi ngày quyết định công nhận.")
        )  # the one thing left out
        page.get_by_label("Ngày quyết định").fill("20/04/2026")
        phone.follow(page.get_by_role("button", name="Lưu rồi về hồ sơ"))
        phone.follow(page.get_by_role("link", name="Xem lại và nộp"))
        phone.follow(page.get_by_role("button", name="Nộp", exact=True))

        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(page.locator("main")).to_contain_text("Chờ duyệt, vừa mới nộp")
        expect(page.locator("main")).to_contain_text("1 tỷ 500 triệu đồng")
        with page.expect_download() as download:
            page.get_by_role("link", name="Quyết định số 12.pdf").click()
        assert download.value.suggested_filename == "Quyết định số 12.pdf"
        assert Path(download.value.path()).read_bytes() == files.pdf()


def test_endless_file_is_answered_with_a_page(browser: Browser, office: Server, tmp_path: Path) -> None:
    endless = tmp_path / "rat-to.pdf"
    with endless.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with visiting(browser, office.address, PHONE) as phone:
        phone.sign_in("gui-tep", PASSWORD)
        page = begin(phone, "Thử tệp quá lớn")
        phone.follow(page.locator(".chapters").get_by_role("link", name="Tệp"))
        address = page.url
        page.get_by_label("Tệp này là").select_option("decision")
        page.get_by_label("Tệp", exact=True).set_input_files(endless)
        phone.follow(page.get_by_role("button", name="Đính kèm"))

        expect(page.get_by_role("heading", level=1)).to_have_text("Tệp quá lớn")
        phone.follow(page.get_by_role("link", name="Chọn tệp khác"))
        assert page.url == address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1366])
def test_dossier_pages_look_right(browser: Browser, office: Server, width: int, scheme: Any) -> None:
    with visiting(browser, office.address, Screen(width, 844, scheme)) as visitor:
        visitor.sign_in("xem-ho-so", PASSWORD)
        page = begin(visitor, "Xem các trang")
        dossier = page.url.removesuffix("sang-kien/")
        write_identity(visitor)
        visitor.follow(page.get_by_role("button", name="Thêm tác giả"))
        go_on(visitor)
        check_look(visitor)
        parts = ("", "sang-kien/", "tac-gia/", "noi-dung/", "hieu-qua/", "cong-nhan/", "tep/", "nop/")
        for path in (*(f"{dossier}{part}" for part in parts), "/ho-so/", "/ho-so/minh-hoa/them/"):
            visitor.open(path)
            check_look(visitor)


def check_look(visitor: Visitor) -> None:
    visitor.page.wait_for_load_state("load")
    assert visitor.overflow() == 0
    assert visitor.accessibility_faults() == []
    assert visitor.policy_violations() == []
    assert visitor.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []
