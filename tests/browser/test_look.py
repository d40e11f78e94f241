"""Every page on every screen: fits, is accessible, breaks no policy, loads whole, has its colours."""

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Route, StorageState

from tests.browser.serving import TOP, Server
from tests.browser.sights import OFFICIAL, SIGHTS, STAFF_SIGHTS, Sight
from tests.browser.visitor import Screen, Visitor, visiting

PICTURES = TOP / "test-output" / "browser"
SIZES = ((390, 844), (768, 1024), (1366, 768), (1480, 1250))
SCREENS = [Screen(*size, scheme) for size in SIZES for scheme in ("light", "dark")]

# Relative luminance (WCAG) of the page's ground, then of the wide surfaces that have a colour of their own.
SURFACES = """() => {
    const colour = element => getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
    const linear = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const isClear = element => colour(element)[3] === 0;
    const isUnstyled = isClear(document.body) && isClear(document.documentElement);
    if (isUnstyled) document.body.style.background = "Canvas";
    const isSurface = ({width, height}) => width * height >= 3000;
    return [document.body, ...document.querySelectorAll("body *")]
        .filter(element => !element.matches(".masthead-enter"))
        .filter(element => !isClear(element) && isSurface(element.getBoundingClientRect()))
        .map(element => colour(element).slice(0, 3).map(linear))
        .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue);
}"""
DARK_AT_MOST = 0.2
LIGHT_AT_LEAST = 0.8


@pytest.fixture(scope="package", params=SCREENS, ids=str)
def screen(request: pytest.FixtureRequest) -> Screen:
    screen: Screen = request.param
    return screen


@pytest.fixture(scope="package")
def visitor(browser: Browser, server: Server, screen: Screen) -> Iterator[Visitor]:
    with visiting(browser, server.address, screen) as visitor:
        yield visitor


@pytest.fixture(scope="package")
def lan(browser: Browser, server: Server, screen: Screen, signed_in: StorageState) -> Iterator[Visitor]:
    with visiting(browser, server.address, screen, state=signed_in) as visitor:
        yield visitor


def keep_picture(visitor: Visitor, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def check_look(visitor: Visitor, screen: Screen, name: str) -> None:
    assert visitor.policy_violations() == []
    keep_picture(visitor, f"{name}-{screen}")
    assert visitor.overflow() == 0
    surfaces: list[float] = visitor.page.evaluate(SURFACES)
    if screen.scheme == "dark":
        assert max(surfaces) < DARK_AT_MOST
    else:
        assert surfaces[0] > LIGHT_AT_LEAST
    assert visitor.accessibility_faults() == []
    assert visitor.faults == []


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_page_looks_right(visitor: Visitor, screen: Screen, sight: Sight) -> None:
    response = visitor.open(sight.path)

    assert response.status == sight.status
    check_look(visitor, screen, sight.name)


def test_page_of_signed_in_person_looks_right(lan: Visitor, screen: Screen) -> None:
    lan.open(OFFICIAL)

    assert lan.page.get_by_role("button", name="Đăng xuất").is_visible()
    check_look(lan, screen, "signed-in")


@pytest.mark.parametrize("sight", STAFF_SIGHTS, ids=lambda sight: sight.name)
def test_page_of_staff_looks_right(lan: Visitor, screen: Screen, sight: Sight) -> None:
    response = lan.open(sight.path)

    assert response.status == sight.status
    check_look(lan, screen, sight.name)


def test_refused_sign_in_looks_right(browser: Browser, server: Server, screen: Screen) -> None:
    with visiting(browser, server.address, screen) as visitor:
        visitor.sign_in("khong-co-ai", "sai-mat-khau")

        assert visitor.page.get_by_role("alert").is_visible()
        check_look(visitor, screen, "refused-sign-in")


def test_expired_form_looks_right(browser: Browser, server: Server, screen: Screen) -> None:
    with visiting(browser, server.address, screen) as visitor:
        visitor.open("/dang-nhap/")
        visitor.page.context.clear_cookies()
        visitor.page.get_by_label("Tên đăng nhập").fill("lan")
        visitor.page.get_by_label("Mật khẩu").fill("mot-mat-khau")
        button = visitor.page.locator("main").get_by_role("button", name="Đăng nhập")
        response = visitor.follow(button)

        assert response.status == 403
        check_look(visitor, screen, "expired-form")


@pytest.mark.parametrize("template", ["400.html", "403.html", "500.html"])
def test_page_that_cannot_be_asked_for_looks_right(visitor: Visitor, screen: Screen, template: str) -> None:
    body = render_to_string(template)

    def answer(route: Route) -> None:
        route.fulfill(status=int(template[:3]), content_type="text/html; charset=utf-8", body=body)

    visitor.page.route("**/loi/", answer, times=1)
    visitor.open("/loi/")

    check_look(visitor, screen, template.removesuffix(".html"))
