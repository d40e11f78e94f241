"""Whatever an address says: a page in Vietnamese with a sentence, never a 500, nothing reflected as HTML."""

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.views import page as pages
from tests.views.html import parse
from units.models import Programme

PARAMETERS = ["den-ngay", "biet-luc", "khoi", "tim", "sap-xep"]
OF_THE_PAGE_ALONE = {"tim", "sap-xep"}
HUGE = "a" * 100_000
NOT_A_DAY = "không phải là một ngày có thật. Hãy nhập ngày/tháng/năm, ví dụ 10/11/2022."
NOT_AN_INSTANT = (
    "không phải là một thời điểm có thật. Hãy nhập ngày/tháng/năm giờ:phút, ví dụ 10/11/2022 15:34."
)

REFUSED = [
    ("den-ngay=31/02/2022", f"“31/02/2022” {NOT_A_DAY}"),
    ("den-ngay=2022-13-40", f"“2022-13-40” {NOT_A_DAY}"),
    ("den-ngay=10/11/22", f"“10/11/22” {NOT_A_DAY}"),
    ("den-ngay=' OR 1=1".replace(" ", "%20"), f"“' OR 1=1” {NOT_A_DAY}"),
    ("den-ngay=10/11/0000", f"“10/11/0000” {NOT_A_DAY}"),
    ("den-ngay=10/11/10000", f"“10/11/10000” {NOT_A_DAY}"),
    (f"den-ngay={HUGE}", f"“{'a' * 40}…” {NOT_A_DAY}"),
    ("den-ngay=%00", f"“” {NOT_A_DAY}"),
    ("den-ngay=10/11/2022%00", f"“10/11/2022” {NOT_A_DAY}"),
    ("den-ngay=%ED%A0%80", f"“\ufffd\ufffd\ufffd” {NOT_A_DAY}"),
    ("den-ngay=%FF", f"“\ufffd” {NOT_A_DAY}"),
    ("den-ngay=%E2%80%AE10", f"“10” {NOT_A_DAY}"),  # a sign that turns the reading direction
    ("den-ngay=10/11/2022&den-ngay=10/11/2022", "Địa chỉ ghi “den-ngay” nhiều lần; chỉ ghi một lần."),
    ("biet-luc=hom%20qua", f"“hom qua” {NOT_AN_INSTANT}"),
    ("biet-luc=0001-01-01T00:00", f"“0001-01-01T00:00” {NOT_AN_INSTANT}"),
    ("biet-luc=0001-01-01T00:00%2B14:00", f"“0001-01-01T00:00+14:00” {NOT_AN_INSTANT}"),
    ("biet-luc=9999-12-31T23:59-14:00", f"“9999-12-31T23:59-14:00” {NOT_AN_INSTANT}"),
    ("biet-luc=9999-12-31T23:59", "Thời điểm ghi nhận chưa đến."),
    (f"biet-luc={HUGE}", f"“{'a' * 40}…” {NOT_AN_INSTANT}"),
    ("biet-luc=%00", f"“” {NOT_AN_INSTANT}"),
    ("biet-luc=%FF", f"“\ufffd” {NOT_AN_INSTANT}"),
    ("biet-luc=2022-11-10&biet-luc=", "Địa chỉ ghi “biet-luc” nhiều lần; chỉ ghi một lần."),
    ("khoi=zzz", "“zzz” không có trong danh sách khối thi đua."),
    ("khoi=HUYEN", "“HUYEN” không có trong danh sách khối thi đua."),
    (f"khoi={HUGE}", f"“{'a' * 40}…” không có trong danh sách khối thi đua."),
    ("khoi=%00", "“” không có trong danh sách khối thi đua."),
    ("khoi=%ED%A0%80", "“\ufffd\ufffd\ufffd” không có trong danh sách khối thi đua."),
    ("khoi=<script>", "“<script>” không có trong danh sách khối thi đua."),
    ("khoi=huyen&khoi=nganh", "Địa chỉ ghi “khoi” nhiều lần; chỉ ghi một lần."),
    ("sap-xep='", "“'” không có trong danh sách cột sắp xếp."),
    ("sap-xep=pk", "“pk” không có trong danh sách cột sắp xếp."),
    ("sap-xep=--tt", "“--tt” không có trong danh sách cột sắp xếp."),
    ("sap-xep=tt,ty-le", "“tt,ty-le” không có trong danh sách cột sắp xếp."),
    ("sap-xep=gd3-ty-le", "“gd3-ty-le” không có trong danh sách cột sắp xếp."),
    (f"sap-xep={HUGE}", f"“{'a' * 40}…” không có trong danh sách cột sắp xếp."),
    ("sap-xep=%00", "“” không có trong danh sách cột sắp xếp."),
    ("sap-xep=%FF", "“\ufffd” không có trong danh sách cột sắp xếp."),
    ("sap-xep=tt&sap-xep=ty-le", "Địa chỉ ghi “sap-xep” nhiều lần; chỉ ghi một lần."),
    (f"tim={HUGE}", "Tên cần tìm dài quá 100 ký tự."),
    ("tim=%00", "Tên cần tìm có ký tự không đọc được."),
    ("tim=an&tim=duong", "Địa chỉ ghi “tim” nhiều lần; chỉ ghi một lần."),
]

ACCEPTED = [
    "",
    "=",
    "&&&",
    "den-ngay=&biet-luc=&khoi=&tim=&sap-xep=",
    "tim=<script>alert(1)</script>",
    "tim=%22%20autofocus%20onfocus=alert(1)%20x=%22",
    "tim=%ED%A0%80",
    "tim=%FF",
    "tim=%25%5F%27%3B--",
    "tim=%CC%81",
    "la=1&la=2",
    f"la={HUGE}",
    "<script>=<script>",
    "%FF=%00",
    "den-ngay=0001-01-01",
    "den-ngay=9999-12-31",
    "biet-luc=0001-01-01T00:00Z",
    "den-ngay=01/01/2021&biet-luc=2022-12-31T08:00",  # an instant, and no table to say it of
    "biet-luc=1906-07-01T00:00",
    "sap-xep=ty-le&tim=an&khoi=huyen&den-ngay=10/11/2022",
]


def ask(client: Client, programme: Programme, what: str, query: str) -> pages.Answer:
    return client.get(f"{pages.address(programme, what)}?{quote(query, safe='=&%/+')}")


def assert_harmless(response: pages.Answer, what: str) -> None:
    """A file, or a well-formed page in Vietnamese that runs nothing but our own script."""
    assert response.status_code in {200, 400, 404}
    if what != "page" and response.status_code == 200:
        assert not response.headers["Content-Type"].startswith("text/html")
        return
    page = parse(response.content)
    assert page.one("html").attributes["lang"] == "vi"
    assert len(page.one("main").text()) > 20
    assert {script.attributes["src"] for script in page.all("script")} <= {"/static/js/print.js"}
    assert [name for name, _ in pages.attributes(page) if name.startswith("on") or name == "style"] == []
    assert b"\0" not in response.content


@pytest.mark.parametrize(
    ("query", "sentence"),
    REFUSED,
    ids=[f"{number}-{query[:24]}" for number, (query, _) in enumerate(REFUSED)],
)
@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_refused_query_is_named(
    client: Client, race: Programme, what: str, query: str, sentence: str
) -> None:
    response = ask(client, race, what, query)

    assert_harmless(response, what)
    if what != "page" and query.partition("=")[0] in OF_THE_PAGE_ALONE:
        assert response.status_code == 200  # how the page is shown does not concern the file
        return
    page = parse(response.content)
    assert response.status_code == 400
    assert pages.notices(page)[-1] == sentence
    assert page.one(role="alert").one("a").attributes["href"] == pages.address(race)
    assert page.all("table") == []
    assert len(response.content) < 5_000 + 2 * len(query)


@pytest.mark.parametrize("query", ACCEPTED, ids=[f"{n}-{query[:24]}" for n, query in enumerate(ACCEPTED)])
@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_odd_query_is_answered(client: Client, race: Programme, what: str, query: str) -> None:
    response = ask(client, race, what, query)

    assert_harmless(response, what)
    assert response.status_code in ({200} if what == "page" else {200, 404})


@pytest.mark.parametrize("name", PARAMETERS)
def test_markup_is_shown_as_it_was_typed(client: Client, race: Programme, name: str) -> None:
    response = ask(client, race, "page", urlencode({name: "<script>alert('a')</script>"}))

    assert_harmless(response, "page")
    assert b"<script>alert" not in response.content


def test_search_field_keeps_what_was_typed(client: Client, race: Programme) -> None:
    typed = "\"><b>'&"

    assert pages.get(client, race, tim=typed).one("input", name="tim").attributes["value"] == typed


def test_wrong_day_stays_in_its_field(client: Client, race: Programme) -> None:
    response = ask(client, race, "page", "den-ngay=31/02/2022&tim=an")
    field = parse(response.content).one("input", name="den-ngay").attributes

    assert (field["value"], field["aria-invalid"], field["aria-describedby"]) == (
        "31/02/2022",
        "true",
        "loi-dia-chi",
    )


def test_every_mistake_is_named_at_once(client: Client, race: Programme) -> None:
    response = ask(client, race, "page", "den-ngay=x&khoi=y&sap-xep=z")

    assert pages.notices(parse(response.content)) == [
        f"“x” {NOT_A_DAY}",
        "“y” không có trong danh sách khối thi đua.",
        "“z” không có trong danh sách cột sắp xếp.",
    ]


@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_too_many_parameters_are_refused(client: Client, race: Programme, what: str) -> None:
    response = client.get(f"{pages.address(race, what)}?{'&'.join(['a=1'] * 5_001)}")

    assert response.status_code == 400
    assert pages.sentences(response).startswith("Yêu cầu chưa đúng")


@pytest.mark.parametrize(
    "path",
    [
        "/bieu-tong-hop/",
        "/bieu-tong-hop/%00/",
        "/bieu-tong-hop/%FF/",
        "/bieu-tong-hop/%ED%A0%80/",
        "/bieu-tong-hop/đường/",
        "/bieu-tong-hop/<script>/",
        "/bieu-tong-hop/../../etc/passwd",
        "/bieu-tong-hop/thi-dua/bieu-tong-hop.docx",
        f"/{'a' * 10_000}",
    ],
)
def test_unknown_address_is_not_found(client: Client, race: Programme, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert pages.sentences(response).startswith("Không tìm thấy trang")
    assert_harmless(response, "page")


def test_overlong_slug_asks_to_sign_in_like_any_other(client: Client, race: Programme) -> None:
    assert client.get(f"/bieu-tong-hop/{'a' * 1_000}/").status_code == 302


@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_huge_query_of_a_closed_programme_is_no_error(client: Client, race: Programme, what: str) -> None:
    Programme.objects.update(is_public=False)

    assert ask(client, race, what, f"tim={HUGE}").status_code in {302, 400}


values = st.one_of(
    st.text(max_size=30),
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.from_regex(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{1,5}", fullmatch=True),
    st.sampled_from(
        ["huyen", "nganh", "-ty-le", "don-vi", "gd2-ket-qua", "", "0", "None", "\0", "%", "{{ 1 }}"]
    ),
)
keys = st.sampled_from([*PARAMETERS, "la", "page", "den_ngay"])


@settings(max_examples=100)
@given(what=st.sampled_from([*pages.ADDRESSES]), said=st.lists(st.tuples(keys, values), max_size=5))
@example(what="page", said=[("biet-luc", "0001-01-01T00:00:00"), ("den-ngay", "0001-01-01")])
def test_any_query_is_answered_without_an_error(
    client: Client, race: Programme, what: str, said: list[tuple[str, str]]
) -> None:
    query = urlencode(said, errors="surrogatepass")

    assert_harmless(client.get(f"{pages.address(race, what)}?{query}"), what)


@settings(max_examples=50)
@given(raw=st.binary(max_size=40), name=st.sampled_from(PARAMETERS))
def test_any_bytes_are_answered_without_an_error(
    client: Client, race: Programme, raw: bytes, name: str
) -> None:
    assert_harmless(client.get(f"{pages.address(race)}?{name}={quote(raw)}"), "page")
