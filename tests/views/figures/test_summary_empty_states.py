"""What the page says when something is missing or doubtful: whole sentences, and a way on."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import (
    make_count,
    make_directive,
    make_participation,
    make_phase,
    make_programme,
    make_quota,
)
from tests.views import page as pages
from tests.views.html import Element, parse
from units.models import Programme
from units.vietnamese import short_date

FILES = ["xlsx", "csv", "json"]


@pytest.fixture
def bare(db: None) -> Programme:
    """One phase of 2022, one unit, nothing else."""
    programme = make_programme(slug="trong")
    make_phase(programme=programme, starts_on=date(2022, 1, 8), ends_on=date(2022, 5, 31))
    make_participation(programme=programme, name="LĐLĐ huyện Đông")
    return programme


def links(page: Element) -> list[dict[str, str]]:
    """The days that the notices lead to."""
    return [pages.query(link) for notice in page.all(css="notice") for link in notice.all("a")]


def test_programme_without_phases_has_no_table(client: Client, db: None) -> None:
    programme = make_programme()

    page = pages.get(client, programme)

    assert pages.notices(page) == ["Chương trình chưa có giai đoạn nào, nên chưa có biểu tổng hợp."]
    assert page.all("table") == page.all("a", download="") == []


def test_programme_without_participation_says_so(client: Client, db: None) -> None:
    page = pages.get(client, make_phase(ends_on=date(2022, 12, 31)).programme)

    assert pages.notices(page) == ["Chương trình chưa có đơn vị tham gia."]


def test_bloc_without_members_says_so(client: Client, race: Programme) -> None:
    race.blocs.create(code="moi", name="Khối mới")

    page = pages.get(client, race, khoi="moi")

    assert pages.notices(page) == ["Khối mới chưa có đơn vị tham gia."]


def test_nothing_stated_and_no_quota_yet(client: Client, bare: Programme) -> None:
    today = short_date(timezone.localdate())

    page = pages.get(client, bare)

    assert page.one("h1").text() == f"Biểu tổng hợp đến ngày {today}"
    assert pages.notices(page) == [
        "Chưa có đơn vị nào báo cáo số liệu.",
        f"Đến ngày {today} chưa có chỉ tiêu, nên chưa có tỷ lệ và thứ hạng.",
    ]
    assert pages.total(page)[-2:] == ["–", "–"]


def test_nothing_stated_is_not_a_zero(client: Client, bare: Programme) -> None:
    make_quota(participation=bare.participations.get(), phase=bare.phases.get(), amount=10)

    page = pages.get(client, bare)

    assert pages.notices(page) == ["Chưa có đơn vị nào báo cáo số liệu."]
    assert pages.lines(page)[0][-2:] == ["–", "Chưa báo cáo"]


def test_no_quota_has_no_rate(client: Client, bare: Programme) -> None:
    make_count(
        participation=bare.participations.get(),
        phase=bare.phases.get(),
        amount=7,
        counted_on=date(2022, 3, 1),
    )

    page = pages.get(client, bare)

    assert pages.notices(page) == ["Đến ngày 01/03/2022 chưa có chỉ tiêu, nên chưa có tỷ lệ và thứ hạng."]
    assert pages.lines(page)[0][-2:] == ["7", "Chưa giao"]


def test_a_stated_zero_is_shown_as_zero(client: Client, bare: Programme) -> None:
    unit, phase = bare.participations.get(), bare.phases.get()
    make_quota(participation=unit, phase=phase, amount=10)
    make_count(participation=unit, phase=phase, amount=0, counted_on=date(2022, 3, 1))

    page = pages.get(client, bare)

    assert pages.notices(page) == []
    assert pages.lines(page)[0][-2:] == ["0", "0%"]


def test_unit_that_never_reported_is_counted(client: Client, race: Programme) -> None:
    page = pages.get(client, race)

    assert pages.notices(page) == ["Còn 1 đơn vị được giao chỉ tiêu mà chưa báo cáo lần nào."]
    assert "Dưới 50% 1 đơn vị; 1 chưa báo cáo" in [key.text() for key in page.all("div", css="key")]


def test_registered_quota_that_differs_is_a_warning(client: Client, official: Programme) -> None:
    make_quota(participation=official.participations.get(position=1), phase=None, amount=1250)

    assert pages.notices(pages.get(client, official)) == [
        "LĐLĐ huyện Than Uyên: chỉ tiêu đăng ký cả chương trình là 1.250, "
        "khác với tổng chỉ tiêu các giai đoạn là 240."
    ]


def test_registered_quota_that_agrees_is_silent(client: Client, official: Programme) -> None:
    make_quota(participation=official.participations.get(position=1), phase=None, amount=240)

    assert pages.notices(pages.get(client, official)) == []


def test_day_before_the_programme_leads_to_the_latest_table(client: Client, official: Programme) -> None:
    page = pages.get(client, official, den_ngay="07/01/2022")

    assert pages.notices(page) == [
        "Ngày 07/01/2022 là trước ngày bắt đầu chương trình (08/01/2022). Xem biểu đến ngày 10/11/2022"
    ]
    assert links(page) == [{"den-ngay": "10/11/2022"}]
    assert page.all("table") == []


def test_first_day_of_the_programme_has_a_table(client: Client, official: Programme) -> None:
    assert len(pages.names(pages.get(client, official, den_ngay="08/01/2022"))) == 12


@pytest.mark.parametrize("days", [1, 400])
def test_future_day_leads_to_the_latest_table(client: Client, official: Programme, days: int) -> None:
    day = short_date(timezone.localdate() + timedelta(days=days))

    page = pages.get(client, official, den_ngay=day)

    assert pages.notices(page) == [
        f"Ngày {day} chưa đến. Biểu tổng hợp chỉ tính đến ngày hôm nay trở về trước. "
        "Xem biểu đến ngày 10/11/2022"
    ]
    assert links(page) == [{"den-ngay": "10/11/2022"}]


def test_today_is_not_a_future_day(client: Client, official: Programme) -> None:
    page = pages.get(client, official, den_ngay=short_date(timezone.localdate()))

    assert pages.total(page)[-1] == "94%"


def test_programme_that_has_not_begun_says_when_it_does(client: Client, db: None) -> None:
    first = timezone.localdate() + timedelta(days=30)
    phase = make_phase(starts_on=first)

    page = pages.get(client, phase.programme)

    assert pages.notices(page) == [
        f"Ngày {short_date(first)} chưa đến. Biểu tổng hợp chỉ tính đến ngày hôm nay trở về trước."
    ]


def test_day_before_the_first_statement_leads_to_it(client: Client, race: Programme) -> None:
    page = pages.get(client, race, den_ngay="28/02/2022")

    assert pages.notices(page) == [
        "Đến ngày 28/02/2022 chưa có số liệu nào được báo cáo. Xem biểu đến ngày 01/03/2022"
    ]
    assert links(page) == [{"den-ngay": "01/03/2022"}]
    assert pages.total(page)[-2:] == ["–", "–"]


def test_every_link_of_a_notice_shows_a_table(client: Client, race: Programme) -> None:
    page = pages.get(client, race, den_ngay="28/02/2022")
    (link,) = (link for notice in page.all(css="notice") for link in notice.all("a"))

    assert len(pages.names(parse(client.get(link.attributes["href"]).content))) == 6


def test_programme_without_directive_says_so(client: Client, race: Programme) -> None:
    card = pages.get(client, race).one("section", css="card-directive")

    assert card.one(css="directive-none").text() == (
        "Đến ngày 01/09/2022 chưa có công văn nào của chương trình này."
    )


def test_directive_is_the_newest_of_the_day(client: Client, race: Programme) -> None:
    make_directive(programme=race, number="1/LĐLĐ", issued_on=date(2022, 3, 1), as_of=date(2022, 3, 1))
    make_directive(programme=race, number="2/LĐLĐ", issued_on=date(2022, 9, 1))

    shown = [
        pages.get(client, race, den_ngay=day).one("section", css="card-directive").one("h2").text()
        for day in ("28/02/2022", "01/03/2022", "31/08/2022", "01/09/2022")
    ]

    assert shown == ["Công văn", "Công văn số 1/LĐLĐ", "Công văn số 1/LĐLĐ", "Công văn số 2/LĐLĐ"]


def test_table_names_the_letter_only_as_its_annex(client: Client, race: Programme) -> None:
    make_directive(programme=race, number="1/LĐLĐ", issued_on=date(2022, 3, 2), as_of=date(2022, 3, 1))

    assert pages.get(client, race, den_ngay="02/03/2022").all(css="official-annex") == []


@pytest.mark.parametrize("what", FILES)
@pytest.mark.parametrize("day", ["07/01/2022", "31/12/9999", "01/01/0001"])
def test_file_of_a_day_without_table_says_why(
    client: Client, official: Programme, what: str, day: str
) -> None:
    response = client.get(pages.address(official, what), {"den-ngay": day})

    text = pages.sentences(response)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert text.startswith(f"Chưa có tệp để tải Ngày {day} ")
    assert text.endswith("Xem biểu mới nhất")


@pytest.mark.parametrize("what", FILES)
def test_file_of_a_programme_without_phases_says_why(client: Client, db: None, what: str) -> None:
    response = client.get(pages.address(make_programme(), what))

    assert response.status_code == 404
    assert "Chương trình chưa có giai đoạn nào" in pages.sentences(response)


@pytest.mark.parametrize("what", FILES)
def test_file_without_any_statement_is_still_made(client: Client, bare: Programme, what: str) -> None:
    assert client.get(pages.address(bare, what)).status_code == 200
