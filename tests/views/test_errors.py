"""Pages for what goes wrong: in Vietnamese, with a way on, and without inner details."""

import pytest
from django.test import Client

from tests.views import page as pages
from tests.views.html import parse
from units.models import User

WAY_HOME = "Về biểu tổng hợp"

PAGES = {
    "la": (400, "Yêu cầu chưa đúng"),
    "cam": (403, "Bạn không được làm việc này"),
    "khong-co": (404, "Không tìm thấy trang"),
    "hong": (500, "Hệ thống gặp lỗi"),
}


@pytest.mark.urls("tests.views.failing_urls")
@pytest.mark.parametrize("signed_in", [False, True], ids=["stranger", "signed-in"])
@pytest.mark.parametrize(("path", "expected"), PAGES.items())
def test_error_page_says_what_and_leads_on(
    client: Client, lan: User, path: str, expected: tuple[int, str], signed_in: bool
) -> None:
    client.raise_request_exception = False
    if signed_in:
        client.force_login(lan)

    response = client.get(f"/{path}")

    status, title = expected
    page = parse(response.content)
    assert response.status_code == status
    assert page.one("html").attributes["lang"] == "vi"
    assert page.one("h1").text() == title
    assert page.one("title").text() == f"{title} – Sáng kiến"
    assert page.one("main").all("p")[0].text().endswith(".")
    assert [link.attributes["href"] for link in page.one("main").all("a")] == ["/"]
    assert page.one("main").one("a").text() == WAY_HOME
    assert b"secret detail" not in response.content


def test_unknown_host_is_a_bad_request(client: Client, db: None) -> None:
    response = client.get("/", headers={"host": "ten-mien-la.example"})

    assert response.status_code == 400
    assert pages.sentences(response).startswith("Yêu cầu chưa đúng")


@pytest.mark.parametrize("path", ["/dang-nhap/", "/dang-xuat/"])
def test_form_without_token_is_explained(db: None, path: str) -> None:
    response = Client(enforce_csrf_checks=True).post(path, {"username": "lan", "password": "x"})

    assert response.status_code == 403
    assert parse(response.content).one("h1").text() == "Trang đã để quá lâu"
    said = pages.sentences(response)
    assert "chưa nhận nội dung vừa gửi" in said
    assert "Hãy mở lại trang rồi gửi lần nữa; trình duyệt cần cho phép cookie." in said
    assert said.endswith(WAY_HOME)


def test_form_that_is_too_big_is_refused(client: Client, db: None) -> None:
    response = client.post(
        "/dang-nhap/", data="a" * (1024 * 1024 + 1), content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 400
    assert pages.sentences(response).startswith("Yêu cầu chưa đúng")


def test_broken_multipart_form_is_refused(client: Client, db: None) -> None:
    response = client.post("/dang-nhap/", data=b"x", content_type="multipart/form-data; boundary=")

    assert response.status_code == 400
    assert pages.sentences(response).startswith("Yêu cầu chưa đúng")
