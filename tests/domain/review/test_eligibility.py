"""What each rule says of a dossier, with its sentence; nothing is asked of the database."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from units.choices import Exclusion, RecognitionBody, RecognitionLevel, SolutionKind, Verdict
from units.domain.review.eligibility import Finding, findings_of, overall
from units.models import DossierRules, Initiative

PASS, FAIL, UNSURE = Verdict.PASS, Verdict.FAIL, Verdict.UNSURE
WINDOW = {"applied_from": date(2021, 9, 1), "applied_until": date(2023, 9, 1)}
RECOGNISED = {
    "recognition_body": RecognitionBody.COUNCIL,
    "recognition_level": RecognitionLevel.GRASSROOTS,
    "recognition_number": "12/QĐ",
    "recognition_on": date(2022, 3, 1),
}
KIND, TIME, RECOGNITION, EXCLUDED = range(4)


def judged(place: int, said: dict[str, Any], asked: dict[str, Any] | None = None) -> tuple[Verdict, str]:
    """What one rule says of a dossier that says this, under rules that ask that."""
    finding = findings_of(Initiative(**said), DossierRules(**(asked or {})))[place]
    return finding.verdict, finding.reason


@pytest.mark.parametrize(
    ("said", "verdict", "reason"),
    [
        ({"kind": "management"}, PASS, "Chương trình nhận loại “Giải pháp quản lý”."),
        ({"kind": "technical"}, FAIL, "Chương trình không nhận loại “Giải pháp kỹ thuật”."),
        ({}, UNSURE, "Hồ sơ chưa chọn loại giải pháp."),
    ],
)
def test_kind(said: dict[str, Any], verdict: Verdict, reason: str) -> None:
    assert judged(KIND, said, {"kinds": [SolutionKind.MANAGEMENT]}) == (verdict, reason)


@pytest.mark.parametrize(
    ("day", "asked", "verdict", "reason"),
    [
        (None, {}, PASS, "Chương trình không đặt khoảng thời gian áp dụng."),
        (
            None,
            WINDOW,
            UNSURE,
            "Hồ sơ chưa ghi ngày áp dụng lần đầu; "
            "chương trình nhận từ ngày 01/09/2021 đến hết ngày 01/09/2023.",
        ),
        (date(2021, 8, 31), WINDOW, FAIL, "Áp dụng lần đầu trước ngày 01/09/2021."),
        (date(2023, 9, 2), WINDOW, FAIL, "Áp dụng lần đầu sau ngày 01/09/2023."),
        *(
            (
                day,
                WINDOW,
                PASS,
                "Áp dụng lần đầu trong thời gian chương trình nhận: "
                "từ ngày 01/09/2021 đến hết ngày 01/09/2023.",
            )
            for day in WINDOW.values()
        ),
        (
            date(1999, 1, 1),
            {"applied_until": date(2023, 9, 1)},
            PASS,
            "Áp dụng lần đầu trong thời gian chương trình nhận: đến hết ngày 01/09/2023.",
        ),
    ],
)
def test_time(day: date | None, asked: dict[str, Any], verdict: Verdict, reason: str) -> None:
    assert judged(TIME, {"first_applied_on": day}, asked) == (verdict, reason)


@pytest.mark.parametrize(
    ("said", "asked", "verdict", "reason"),
    [
        (RECOGNISED, {}, PASS, "Được công nhận ở “Cấp cơ sở”, có số và ngày quyết định."),
        ({}, {}, FAIL, "Hồ sơ chưa có quyết định công nhận."),
        ({}, {"needs_recognition": False}, PASS, "Chương trình không đòi quyết định công nhận."),
        (
            RECOGNISED,
            {"levels": [RecognitionLevel.PROVINCE]},
            FAIL,
            "“Cấp cơ sở” không phải cấp công nhận mà chương trình chấp nhận.",
        ),
        (RECOGNISED | {"recognition_level": ""}, {}, UNSURE, "Hồ sơ chưa ghi cấp công nhận."),
        (
            RECOGNISED | {"recognition_number": "", "recognition_on": None},
            {},
            UNSURE,
            "Được công nhận ở “Cấp cơ sở”, nhưng hồ sơ thiếu số quyết định, ngày quyết định.",
        ),
    ],
)
def test_recognition(said: dict[str, Any], asked: dict[str, Any], verdict: Verdict, reason: str) -> None:
    assert judged(RECOGNITION, said, asked) == (verdict, reason)


@pytest.mark.parametrize(
    ("exclusion", "verdict", "reason"),
    [
        (Exclusion.NONE, PASS, "Đơn vị khai không thuộc trường hợp loại trừ nào."),
        ("", UNSURE, "Đơn vị chưa khai sáng kiến có thuộc trường hợp loại trừ không."),
        (
            Exclusion.PROTECTED,
            FAIL,
            "Thuộc trường hợp loại trừ: đang được bảo hộ quyền sở hữu công nghiệp.",
        ),
        (
            Exclusion.CONTRARY,
            FAIL,
            "Thuộc trường hợp loại trừ: trái trật tự công cộng hoặc đạo đức xã hội.",
        ),
    ],
)
def test_exclusion(exclusion: str, verdict: Verdict, reason: str) -> None:
    assert judged(EXCLUDED, {"exclusion": exclusion}) == (verdict, reason)


def test_programme_that_does_not_ask_for_exclusions_passes_all() -> None:
    said = {"exclusion": Exclusion.PROTECTED}
    assert judged(EXCLUDED, said, {"refuses_exclusions": False})[0] == PASS


def test_the_worst_finding_is_the_verdict_of_all() -> None:
    def verdicts(*found: Verdict) -> Verdict:
        return overall(Finding("", verdict, "") for verdict in found)

    assert verdicts() == verdicts(PASS, PASS) == PASS
    assert verdicts(PASS, UNSURE) == UNSURE
    assert verdicts(UNSURE, FAIL, PASS) == FAIL


@pytest.mark.django_db
def test_rules_ask_no_database(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    rules = DossierRules()
    with django_assert_num_queries(0):
        found = [findings_of(Initiative(kind="technical", **RECOGNISED), rules) for _ in range(3)]
    assert [finding.criterion for finding in found[0]] == [
        "Loại giải pháp",
        "Thời gian áp dụng",
        "Công nhận",
        "Trường hợp loại trừ",
    ]
