"""The page of candidates: who, why, what is missing; filters, pages, files."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from tests.factories import accept, make_initiative, make_participation, make_programme, make_user
from tests.views.html import Element, parse
from units.choices import Role
from units.models import AwardRule, Participation

pytestmark = pytest.mark.django_db

PAGE = "/khen-thuong/thi-dua/"


@pytest.fixture
def place() -> Participation:
    return make_participation(programme=make_programme(slug="thi-dua"), name="Huyện Than Uyên")


@pytest.fixture
def rule() -> AwardRule:
    rule = AwardRule.objects.create(name="Bằng khen", source="Quy chế", effective_from=date(2014, 12, 24))
    rule.thresholds.create(amount=80_000_000)
    return rule


@pytest.fixture
def by_reviewer(client: Client) -> Client:
    client.force_login(make_user(role=Role.REVIEWER))
    return client


def shown(client: Client, **query: str) -> Element:
    response = client.get(PAGE, {name.replace("_", "-"): value for name, value in query.items()})
    assert response.status_code == 200
    return parse(response.content)


def names(page: Element) -> list[str]:
    return [each.text() for each in page.all("h3")]


def test_candidate_is_shown_with_reason_and_gaps(
    by_reviewer: Client, rule: AwardRule, place: Participation
) -> None:
    author = accept(make_initiative(participation=place)).authors.get()

    [card] = shown(by_reviewer).all("li", "candidate")

    assert card.one("h3").text() == f"{author.name} (1985)"
    assert "Năm 2022 làm lợi 120.000.000 đồng" in card.text()
    assert "chưa đính kèm quyết định công nhận." in card.text()


def test_filters_choose_unit_evidence_and_day(
    by_reviewer: Client, rule: AwardRule, place: Participation
) -> None:
    accept(make_initiative(participation=place))
    other = make_participation(programme=place.programme)

    assert len(names(shown(by_reviewer, don_vi=str(place.pk)))) == 1
    assert names(shown(by_reviewer, don_vi=str(other.pk))) == []
    assert len(names(shown(by_reviewer, minh_chung="thieu"))) == 1
    assert names(shown(by_reviewer, minh_chung="du")) == []
    assert names(shown(by_reviewer, den_ngay="01/01/2022")) == []
    assert "không áp dụng vào ngày 01/01/2010" in shown(by_reviewer, den_ngay="01/01/2010").text()


@pytest.mark.parametrize(
    "query", [{"tieu-chuan": "999"}, {"den-ngay": "31/02/2022"}, {"don-vi": "x"}, {"minh-chung": "khác"}]
)
def test_bad_address_is_named(
    query: dict[str, str], by_reviewer: Client, rule: AwardRule, place: Participation
) -> None:
    accept(make_initiative(participation=place))
    response = by_reviewer.get(PAGE, query)
    assert response.status_code == 400
    assert names(parse(response.content)) == []
    assert by_reviewer.get(f"{PAGE}de-nghi.docx", query).status_code == 400


def test_without_a_rule_the_page_says_so_and_there_is_no_file(
    by_reviewer: Client, place: Participation
) -> None:
    assert "Chưa có tiêu chuẩn khen thưởng nào" in shown(by_reviewer).text()
    assert by_reviewer.get(f"{PAGE}de-nghi.xlsx").status_code == 404


def test_files_carry_who_is_shown(by_reviewer: Client, rule: AwardRule, place: Participation) -> None:
    name = accept(make_initiative(participation=place)).authors.get().name

    sheet = load_workbook(io.BytesIO(by_reviewer.get(f"{PAGE}de-nghi.xlsx").content)).active
    document = Document(io.BytesIO(by_reviewer.get(f"{PAGE}de-nghi.docx").content))

    assert sheet is not None
    assert [row[1].value for row in sheet.iter_rows()][-1] == name
    assert document.tables[0].rows[1].cells[1].text == name


def test_solution_of_a_confidential_dossier_is_in_no_file(
    by_reviewer: Client, rule: AwardRule, place: Participation
) -> None:
    accept(
        make_initiative(
            participation=place,
            is_confidential=True,
            solution="Công thức bí truyền số 7",
            first_applied_on=date(2017, 2, 1),
        )
    )
    rule.thresholds.update(qualification="college", holds_leadership=False)
    answers = [
        by_reviewer.get(PAGE).content,
        *(by_reviewer.get(f"{PAGE}de-nghi.{end}").content for end in ("xlsx", "docx")),
    ]
    texts = [answers[0].decode()]
    sheet = load_workbook(io.BytesIO(answers[1])).active
    assert sheet is not None
    texts.append(" ".join(str(cell.value) for row in sheet.iter_rows() for cell in row))
    texts.append(
        " ".join(cell.text for row in Document(io.BytesIO(answers[2])).tables[0].rows for cell in row.cells)
    )
    closed = ("bí truyền", "Công nhân vận hành", "2017", "(1985)", "ngưỡng đối với người")
    assert [[word for word in closed if word in text] for text in texts] == [[], [], []]
    assert all("nhờ hồ sơ giữ kín" in text and "xác nhận minh chứng" in text for text in texts)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER])
def test_only_who_reviews_sees_candidates(client: Client, role: Role, place: Participation) -> None:
    client.force_login(make_user(role=role))
    assert client.get(PAGE).status_code == 403


def test_list_is_paged_and_queries_do_not_grow(
    by_reviewer: Client, rule: AwardRule, place: Participation
) -> None:
    counts = []
    for made in (1, 26):
        for _ in range(made):
            accept(make_initiative(participation=place))
        with CaptureQueriesContext(connection) as captured:
            page = shown(by_reviewer)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 9
    assert len(names(page)) == 25
    assert len(names(shown(by_reviewer, trang="2"))) == 2
