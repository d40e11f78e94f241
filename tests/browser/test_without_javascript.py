"""Every link and form works in a browser that runs no scripts."""

from urllib.parse import parse_qs, urlsplit

from tests.browser.sights import DEMONSTRATION, OFFICIAL, SIGHTS
from tests.browser.stage import LAN, PASSWORD
from tests.browser.visitor import Visitor

# Without the part after #, which leads to a place in the page that one is on.
LINKS = "links => links.map(link => link.href).filter(link => !link.includes('#'))"
FILES = {
    "bieu-tong-hop.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bieu-tong-hop.csv": "text/csv; charset=utf-8",
    "bieu-tong-hop.json": "application/json; charset=utf-8",
}


def names(visitor: Visitor) -> list[str]:
    """The units of the table, as somebody reads them."""
    return [text.splitlines()[0].strip() for text in visitor.page.locator("table tbody th").all_inner_texts()]


def query(visitor: Visitor) -> dict[str, list[str]]:
    return parse_qs(urlsplit(visitor.page.url).query)


def test_every_link_leads_somewhere(without_javascript: Visitor) -> None:
    links: set[str] = set()
    for sight in SIGHTS:
        without_javascript.open(sight.path)
        links.update(without_javascript.page.locator("a[href]").evaluate_all(LINKS))

    request = without_javascript.page.context.request
    dead = {link: status for link in sorted(links) if (status := request.get(link).status) >= 400}

    assert len(links) > 50
    assert dead == {}


def test_files_can_be_downloaded(without_javascript: Visitor) -> None:
    without_javascript.open(OFFICIAL)
    links = without_javascript.page.locator("a[download]")

    got = {}
    for place in range(links.count()):
        with without_javascript.page.expect_download() as download:
            links.nth(place).click()
        assert download.value.failure() is None
        assert download.value.path().stat().st_size > 500
        name = urlsplit(download.value.url).path.rpartition("/")[2]
        answer = without_javascript.page.context.request.get(download.value.url)
        got[name] = answer.headers["content-type"]

    assert got == FILES


def test_nothing_that_needs_scripts_is_shown(without_javascript: Visitor) -> None:
    without_javascript.open(OFFICIAL)

    assert without_javascript.page.get_by_role("button").all_inner_texts() == ["Xem"]


def test_filters_work_together_and_stay_in_the_address(without_javascript: Visitor) -> None:
    without_javascript.open(DEMONSTRATION)
    page = without_javascript.page
    everybody = names(without_javascript)

    without_javascript.follow(page.locator("thead").get_by_role("link", name="Tên đơn vị"))
    page.get_by_label("Đến ngày", exact=True).fill("31/07/2026")
    page.get_by_label("Khối thi đua").select_option("khoi-phuong-xa")
    page.get_by_label("Tìm đơn vị").fill("PHUONG minh")
    without_javascript.follow(page.get_by_role("button", name="Xem"))

    assert query(without_javascript) == {
        "den-ngay": ["31/07/2026"],
        "khoi": ["khoi-phuong-xa"],
        "tim": ["PHUONG minh"],
        "sap-xep": ["don-vi"],
    }
    found = names(without_javascript)
    assert found == sorted(found)
    assert 0 < len(found) < len(everybody)
    assert all("phường Minh" in name for name in found)
    assert page.locator("h1").inner_text() == "Biểu tổng hợp đến ngày 31/07/2026"


def test_header_link_sorts_down_then_up(without_javascript: Visitor) -> None:
    without_javascript.open(OFFICIAL)
    header = without_javascript.page.locator("thead th", has_text="Tổng kết quả")

    without_javascript.follow(header.get_by_role("link"))
    assert header.get_attribute("aria-sort") == "descending"
    downward = names(without_javascript)
    without_javascript.follow(header.get_by_role("link"))
    assert header.get_attribute("aria-sort") == "ascending"

    assert downward[:2] == ["LĐLĐ huyện Than Uyên", "Công đoàn Viên chức"]
    assert names(without_javascript) == downward[::-1]


def test_bad_day_is_explained_and_a_good_one_then_works(without_javascript: Visitor) -> None:
    without_javascript.open(OFFICIAL)
    page = without_javascript.page

    page.get_by_label("Đến ngày", exact=True).fill("31/02/2022")
    without_javascript.follow(page.get_by_role("button", name="Xem"))
    assert "31/02/2022" in page.get_by_role("alert").inner_text()
    page.get_by_label("Đến ngày", exact=True).fill("10/11/2022")
    without_javascript.follow(page.get_by_role("button", name="Xem"))

    assert len(names(without_javascript)) == 12


def test_person_signs_in_and_out(without_javascript: Visitor) -> None:
    without_javascript.open(f"{OFFICIAL}?tim=y+te")
    page = without_javascript.page

    without_javascript.follow(page.get_by_role("link", name="Đăng nhập"))
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    without_javascript.follow(page.locator("main").get_by_role("button", name="Đăng nhập"))
    assert query(without_javascript) == {"tim": ["y te"]}
    assert LAN in page.locator(".masthead").inner_text()
    without_javascript.follow(page.get_by_role("button", name="Đăng xuất"))

    assert page.get_by_role("link", name="Đăng nhập").is_visible()
    assert LAN not in page.locator(".masthead").inner_text()
