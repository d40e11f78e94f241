"""An officer's day: from sign-in to a saved number, on a phone, by keyboard alone, without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.serving import FirstRun, Server, serving
from tests.browser.stage import PASSWORD
from tests.browser.visitor import Screen, Visitor, visiting

MOST_ACTIONS = 4
SMALLEST_TARGET = 44
SMALL_TARGETS = """(smallest) => [...document.querySelectorAll("main button, main input, main summary")]
    .filter(each => each.offsetParent && each.getBoundingClientRect().height < smallest)
    .map(each => each.outerHTML)"""


@pytest.fixture(scope="module")
def office(done: FirstRun, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A product of its own: what officers state here must not stand in the tables of other tests."""
    with serving(tmp_path_factory.mktemp("office"), done) as running:
        running.stage("add_officers()")
        yield running


@pytest.fixture
def phone(browser: Browser, office: Server) -> Iterator[Visitor]:
    with visiting(browser, office.address, PHONE) as visitor:
        yield visitor


@pytest.fixture
def plain_phone(browser: Browser, office: Server) -> Iterator[Visitor]:
    """A phone on which no script runs."""
    with visiting(browser, office.address, PHONE, javascript=False) as visitor:
        yield visitor


def amount(page: Page) -> Locator:
    return page.get_by_label("Tổng số sáng kiến từ đầu giai đoạn đến nay").first


def test_number_is_saved_in_four_actions_after_the_password(phone: Visitor) -> None:
    phone.sign_in("canbo-phone", PASSWORD)
    page = phone.page

    actions: list[Any] = [
        lambda: phone.follow(page.get_by_role("link", name="Nhập số liệu")),
        lambda: amount(page).fill("91"),
        lambda: phone.follow(page.get_by_role("button", name="Kiểm tra rồi lưu").first),
        lambda: phone.follow(page.get_by_role("button", name="Lưu", exact=True)),
    ]
    for act in actions:
        act()

    assert len(actions) <= MOST_ACTIONS
    expect(page.get_by_role("status")).to_contain_text("Giai đoạn 2 có 91 sáng kiến")
    assert (phone.overflow(), phone.policy_violations(), phone.faults) == (0, [], [])


def test_number_is_saved_by_keyboard_alone(phone: Visitor) -> None:
    page = phone.page
    phone.open("/dang-nhap/")
    go_to(page, page.get_by_label("Tên đăng nhập"))
    page.keyboard.type("canbo-keyboard")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    press_enter(page)
    go_to(page, page.get_by_role("link", name="Nhập số liệu"))
    press_enter(page)
    go_to(page, amount(page))
    page.keyboard.type("90")
    expect(page.locator("[data-live]").first).to_contain_text("Tăng 5 so với lần trước")
    go_to(page, page.get_by_role("button", name="Thêm 1").first)
    page.keyboard.press("Space")
    expect(amount(page)).to_have_value("91")
    go_to(page, page.get_by_role("button", name="Kiểm tra rồi lưu").first)
    press_enter(page)
    go_to(page, page.get_by_role("button", name="Lưu", exact=True))
    press_enter(page)

    expect(page.get_by_role("status")).to_contain_text("Giai đoạn 2 có 91 sáng kiến")


def test_number_is_mended_and_saved_without_scripts(plain_phone: Visitor) -> None:
    plain_phone.sign_in("canbo-plain", PASSWORD)
    page = plain_phone.page
    plain_phone.follow(page.get_by_role("link", name="Nhập số liệu"))
    expect(page.get_by_role("button", name="Thêm 1")).to_have_count(0)

    amount(page).fill("2,3")
    page.get_by_label("Ghi chú").first.fill("theo biên bản")
    plain_phone.follow(page.get_by_role("button", name="Kiểm tra rồi lưu").first)
    expect(page.get_by_role("alert")).to_contain_text("“2,3” chưa rõ là số nào.")
    expect(page.get_by_label("Ghi chú").first).to_have_value("theo biên bản")
    amount(page).fill("16")
    plain_phone.follow(page.get_by_role("button", name="Kiểm tra rồi lưu").first)
    page.get_by_label("Lý do (bắt buộc)").fill("trùng 1 hồ sơ")
    plain_phone.follow(page.get_by_role("button", name="Lưu", exact=True))

    expect(page.get_by_role("status")).to_contain_text("Giai đoạn 2 có 16 sáng kiến")
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("Giai đoạn 2 có 16 sáng kiến")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1366])
def test_officer_pages_look_right(browser: Browser, office: Server, width: int, scheme: Any) -> None:
    with visiting(browser, office.address, Screen(width, 844, scheme)) as visitor:
        visitor.sign_in("canbo-look", PASSWORD)
        page = visitor.page
        visitor.follow(page.get_by_role("link", name="Nhập số liệu"))
        desk = page.url
        check_look(visitor)
        amount(page).fill("2.30")
        visitor.follow(page.get_by_role("button", name="Kiểm tra rồi lưu").first)
        check_look(visitor)
        amount(page).fill("5")
        visitor.follow(page.get_by_role("button", name="Kiểm tra rồi lưu").first)
        check_look(visitor)
        for path in ("lich-su/", "lich-su/2/", "1/de-nghi-mo-khoa/"):
            visitor.open(desk + path)
            check_look(visitor)


def check_look(visitor: Visitor) -> None:
    visitor.page.wait_for_load_state("load")
    assert visitor.overflow() == 0
    assert visitor.accessibility_faults() == []
    assert visitor.policy_violations() == []
    assert visitor.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []


def go_to(page: Page, target: Locator, most: int = 40) -> None:
    """Tab until the target has the focus."""
    expect(target).to_be_visible()
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not reach it.")


def press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
