"""Candidates for an award: whose benefit, over which years, by which way, what evidence is missing."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    accept,
    make_author,
    make_initiative,
    make_participation,
    make_programme,
    make_user,
    submit,
)
from units.choices import (
    AttachmentKind,
    AttachmentPurpose,
    BenefitBasis,
    Qualification,
    RecognitionLevel,
    Role,
    SolutionKind,
)
from units.domain.awards.candidates import CLOSED_GAP, CLOSED_WHY, Candidate, candidates
from units.domain.awards.nomination import CLOSED, MOST_NOMINEES, nomination
from units.domain.awards.paths import whole
from units.models import Attachment, AwardRule, Initiative, Participation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
MILLION = 10**6


@pytest.fixture
def rule() -> AwardRule:
    """The thresholds of 2014."""
    rule = AwardRule.objects.create(
        name="Bằng Lao động sáng tạo", source="Quyết định 1564", effective_from=date(2014, 12, 24)
    )
    rule.thresholds.create(
        qualification=Qualification.COLLEGE,
        holds_leadership=False,
        amount=80 * MILLION,
        several_years=3,
        several_years_amount=120 * MILLION,
    )
    rule.thresholds.create(
        qualification=Qualification.UNIVERSITY, holds_leadership=False, amount=150 * MILLION
    )
    rule.thresholds.create(
        holds_leadership=True, amount=200 * MILLION, management_level=RecognitionLevel.PROVINCE
    )
    return rule


@pytest.fixture
def place() -> Participation:
    return make_participation(programme=make_programme(), name="Công đoàn cơ sở Chè")


def work(place: Participation, benefit: int | None, year: int = 2022, **person: Any) -> Initiative:
    """An accepted initiative of one author (Lò Văn Ba unless said otherwise)."""
    values = {
        name: person.pop(name)
        for name in list(person)
        if name in ("kind", "recognition_level", "is_confidential")
    }
    if benefit is None:
        values |= {"benefit_basis": BenefitBasis.NOT_IN_MONEY, "social_effect": "Tốt hơn."}
    initiative = make_initiative(
        participation=place,
        authors=0,
        benefit_value=benefit,
        first_applied_on=date(year, 2, 1),
        recognition_on=date(year, 3, 1),
        **values,
    )
    share = person.pop("share", 100)
    make_author(initiative=initiative, **{"name": "Lò Văn Ba", "share": share} | person)
    if share < 100:
        make_author(initiative=initiative, position=2, share=100 - share, birth_year=1960)
    return accept(initiative)


def found(rule: AwardRule, place: Participation, as_of: date = TODAY) -> list[tuple[str, int, str]]:
    return [(each.name, each.benefit, each.path.why) for each in candidates(rule, place.programme, as_of)]


def only(rule: AwardRule, place: Participation) -> Candidate:
    [candidate] = candidates(rule, place.programme, TODAY)
    return candidate


COLLEGE = "(ngưỡng đối với người từ cao đẳng trở xuống, không giữ chức vụ lãnh đạo)"


def test_benefit_of_one_year_reaches_the_threshold_exactly(rule: AwardRule, place: Participation) -> None:
    work(place, 80 * MILLION)
    assert found(rule, place) == [
        (
            "Lò Văn Ba",
            80 * MILLION,
            f"Năm 2022 làm lợi 80.000.000 đồng, từ 80.000.000 đồng trở lên {COLLEGE}.",
        )
    ]


def test_one_dong_less_does_not(rule: AwardRule, place: Participation) -> None:
    work(place, 80 * MILLION - 1)
    assert found(rule, place) == []


def test_works_of_one_year_add_up_and_others_do_not(rule: AwardRule, place: Participation) -> None:
    for _ in range(2):
        work(place, 40 * MILLION)
    work(place, 10 * MILLION, 2024)
    candidate = only(rule, place)
    assert (candidate.benefit, len(candidate.works), len(candidate.counted_works)) == (80 * MILLION, 3, 2)


def test_three_years_in_a_row_reach_the_other_threshold(rule: AwardRule, place: Participation) -> None:
    for year in (2020, 2021, 2022):
        work(place, 40 * MILLION, year)
    assert found(rule, place) == [
        (
            "Lò Văn Ba",
            120 * MILLION,
            f"3 năm liên tục 2020–2022 làm lợi 120.000.000 đồng, từ 120.000.000 đồng trở lên {COLLEGE}.",
        )
    ]


def test_years_with_a_gap_are_not_in_a_row(rule: AwardRule, place: Participation) -> None:
    for year in (2019, 2021, 2023):
        work(place, 60 * MILLION, year)  # 2019–2021 and 2021–2023 reach 120 each, all three 180
    assert only(rule, place).path.years == (2021, 2022, 2023)
    Initiative.objects.filter(first_applied_on__year=2021).update(first_applied_on=date(2017, 2, 1))
    assert found(rule, place) == [
        ("Lò Văn Ba", 120 * MILLION, only(rule, place).path.why)
    ]  # 2017 and 2019 still lie within three years
    Initiative.objects.filter(first_applied_on__year=2017).update(first_applied_on=date(2016, 2, 1))
    assert found(rule, place) == []


def test_share_counts_exactly_and_is_rounded_once(rule: AwardRule, place: Participation) -> None:
    """Three works of 80.000.001 đồng at 33 %: 79.200.000,99 together; each rounded by itself would be 01."""
    for _ in range(3):
        work(place, 80_000_001, share=33)
    assert found(rule, place) == []
    work(place, 2_424_240, share=33)  # 799.999,20 more: 80.000.000,19
    assert [(name, benefit) for name, benefit, _ in found(rule, place)] == [("Lò Văn Ba", 80_000_000)]


@given(parts=st.lists(st.tuples(st.integers(0, 10**15), st.integers(1, 100)), max_size=5))
def test_whole_dong_are_the_nearest_half_upward(parts: list[tuple[int, int]]) -> None:
    hundredths = sum(benefit * share for benefit, share in parts)
    assert -50 < whole(hundredths) * 100 - hundredths <= 50


@pytest.mark.parametrize(
    ("person", "benefit", "reaches"),
    [
        ({"qualification": "university"}, 149_999_999, False),
        ({"qualification": "university"}, 150 * MILLION, True),
        ({"holds_leadership": True}, 199_999_999, False),
        ({"holds_leadership": True}, 200 * MILLION, True),
        ({"qualification": "university", "holds_leadership": True}, 200 * MILLION, True),
    ],
)
def test_thresholds_tell_people_apart(
    person: dict[str, Any], benefit: int, reaches: bool, rule: AwardRule, place: Participation
) -> None:
    work(place, benefit, **person)
    assert bool(found(rule, place)) is reaches


@pytest.mark.parametrize(
    ("values", "reaches"),
    [
        ({"kind": SolutionKind.MANAGEMENT, "recognition_level": RecognitionLevel.PROVINCE}, True),
        ({"kind": SolutionKind.MANAGEMENT, "recognition_level": RecognitionLevel.NATIONAL}, True),
        ({"kind": SolutionKind.MANAGEMENT, "recognition_level": RecognitionLevel.UPPER}, False),
        ({"kind": SolutionKind.TECHNICAL, "recognition_level": RecognitionLevel.PROVINCE}, False),
    ],
)
def test_leader_with_a_recognised_management_solution_needs_no_money(
    values: dict[str, Any], reaches: bool, rule: AwardRule, place: Participation
) -> None:
    initiative = work(place, None, holds_leadership=True, **values)
    expected = f"Có giải pháp quản lý {initiative.code} được công nhận"
    assert [why.startswith(expected) for _, _, why in found(rule, place)] == [True] * reaches
    if reaches:
        assert [each.initiative for each in only(rule, place).counted_works] == [initiative.pk]


def test_management_solution_helps_nobody_but_leaders(rule: AwardRule, place: Participation) -> None:
    work(place, None, kind=SolutionKind.MANAGEMENT, recognition_level=RecognitionLevel.PROVINCE)
    assert found(rule, place) == []


def test_unknown_facts_are_named_as_missing(rule: AwardRule, place: Participation) -> None:
    initiative = work(place, 100 * MILLION)
    initiative.authors.update(qualification="", holds_leadership=None, birth_year=None, job="")
    assert only(rule, place).missing == (
        "Tác giả chưa ghi năm sinh.",
        "Tác giả chưa ghi chức vụ, công việc.",
        "Tác giả chưa rõ trình độ.",
        "Tác giả chưa rõ có giữ chức vụ lãnh đạo không.",
        "Phải biết rõ trình độ và chức vụ, vì có ngưỡng mà người này chưa đạt.",
        f"{initiative.code}: chưa đính kèm quyết định công nhận.",
        f"{initiative.code}: chưa đính kèm minh chứng hiệu quả.",
    )


def test_nothing_is_missing_once_everything_is_there(rule: AwardRule, place: Participation) -> None:
    initiative = work(place, 100 * MILLION)
    officer = make_user(role=Role.OFFICER)
    for purpose in (AttachmentPurpose.DECISION, AttachmentPurpose.EFFECT):
        Attachment.objects.create(
            initiative=initiative,
            purpose=purpose,
            kind=AttachmentKind.PDF,
            name="tep.pdf",
            size=1,
            sha256=str(purpose).ljust(64, "0"),
            file=ContentFile(b"x", name="x"),
            attached_by=officer,
        )
    assert only(rule, place).missing == ()
    Initiative.objects.update(recognition_number="", recognition_on=None, benefit_reasoning="")
    assert only(rule, place).missing == (
        f"{initiative.code}: chưa ghi số quyết định công nhận.",
        f"{initiative.code}: chưa ghi ngày quyết định công nhận.",
        f"{initiative.code}: chưa nêu cách tính giá trị làm lợi.",
    )


def test_people_of_two_units_or_two_birth_years_are_two_people(rule: AwardRule, place: Participation) -> None:
    other = make_participation(programme=place.programme)
    work(place, 50 * MILLION)
    work(other, 50 * MILLION)
    work(place, 50 * MILLION, birth_year=1990)
    assert found(rule, place) == []


def test_what_is_not_accepted_or_erased_or_later_does_not_count(
    rule: AwardRule, place: Participation
) -> None:
    submit(make_initiative(participation=place, benefit_value=10**9))
    gone = work(place, 10**9).authors.get()
    gone.name, gone.job, gone.birth_year, gone.erased_at = "", "", None, gone.initiative.created_at
    gone.save()
    work(place, 90 * MILLION, 2025)

    assert found(rule, place, date(2024, 12, 31)) == []
    assert len(found(rule, place)) == 1


def test_author_of_a_confidential_dossier_is_named_and_nothing_else(
    rule: AwardRule, place: Participation
) -> None:
    work(place, 90 * MILLION, is_confidential=True, job="Tổ trưởng tổ bí mật")
    candidate = only(rule, place)
    assert (candidate.name, candidate.birth_year, candidate.job, candidate.qualification) == (
        "Lò Văn Ba",
        None,
        "",
        "",
    )
    assert "Hồ sơ giữ kín: đề nghị đơn vị ghi năm sinh, chức vụ, trình độ." in candidate.missing
    [line] = nomination(rule, place.programme, [candidate], TODAY).nominees
    assert (line.summaries, line.place) == (CLOSED, "Công đoàn cơ sở Chè")


CLOSED_FACTS = (
    "2019",
    "2022",
    "đại học",
    "cao đẳng",
    "lãnh đạo",
    "Giám đốc",
    "ngưỡng đối với",
    "150.000.000",
)


def told(rule: AwardRule, place: Participation) -> str:
    """All that is said of the only candidate, on the page and in the files."""
    candidate = only(rule, place)
    [line] = nomination(rule, place.programme, [candidate], TODAY).nominees
    years = [work.year for work in (*candidate.works, *candidate.counted_works)]
    return f"{candidate.path.why} {candidate.path.years} {candidate.missing} {years} {line}"


@pytest.mark.parametrize(
    "person",
    [{"qualification": "university"}, {"holds_leadership": True, "job": "Giám đốc"}, {"qualification": ""}],
)
@pytest.mark.parametrize("benefit", [90 * MILLION, 500 * MILLION])
def test_path_over_a_confidential_dossier_is_not_told(
    benefit: int, person: dict[str, Any], rule: AwardRule, place: Participation
) -> None:
    rule.thresholds.create(amount=MILLION)
    initiative = work(place, benefit, is_confidential=True)
    initiative.authors.update(**person)
    Initiative.objects.update(recognition_on=None)

    assert [fact for fact in CLOSED_FACTS if fact in told(rule, place)] == []
    candidate = only(rule, place)
    assert candidate.path.why == CLOSED_WHY
    assert candidate.missing == (
        "Hồ sơ giữ kín: đề nghị đơn vị ghi năm sinh, chức vụ, trình độ.",
        CLOSED_GAP,
    )
    assert [each.initiative for each in candidate.counted_works] == [initiative.pk]


@pytest.mark.parametrize("is_empty", [True, False])
def test_gaps_of_a_confidential_dossier_are_one_sentence(
    is_empty: bool, rule: AwardRule, place: Participation
) -> None:
    for _ in range(2):
        work(place, 50 * MILLION, is_confidential=True)
    if is_empty:
        Initiative.objects.update(recognition_number="", recognition_on=None, benefit_reasoning="")
    assert only(rule, place).missing[1:] == (CLOSED_GAP,)


def test_confidential_dossier_without_a_day_tells_nothing(rule: AwardRule, place: Participation) -> None:
    open_one = work(place, 90 * MILLION)
    closed = work(place, 10 * MILLION, is_confidential=True)
    Initiative.objects.filter(pk=closed.pk).update(first_applied_on=None)

    candidate = only(rule, place)

    assert candidate.path.why == f"Năm 2022 làm lợi 90.000.000 đồng, từ 80.000.000 đồng trở lên {COLLEGE}."
    assert {text.split(":")[0] for text in candidate.missing} == {open_one.code}


def test_facts_of_a_person_come_from_open_dossiers(rule: AwardRule, place: Participation) -> None:
    """What only the confidential one says decides the threshold, and is not told."""
    work(place, 160 * MILLION, job="Thợ chè").authors.update(qualification="")
    work(place, MILLION, 2019, qualification="university", job="Giám đốc", is_confidential=True)

    candidate = only(rule, place)

    assert (candidate.birth_year, candidate.job, candidate.qualification) == (1985, "Thợ chè", "")
    assert candidate.path.why == CLOSED_WHY
    assert "Tác giả chưa rõ trình độ." in candidate.missing
    assert not any(text.startswith("Phải biết rõ") for text in candidate.missing)
    assert "đại học" not in told(rule, place)


def test_open_dossiers_beside_a_confidential_one_are_told(rule: AwardRule, place: Participation) -> None:
    work(place, 90 * MILLION)
    work(place, MILLION, 2019, is_confidential=True)
    candidate = only(rule, place)
    assert candidate.path.why.startswith("Năm 2022 làm lợi 90.000.000 đồng")
    assert [each.year for each in candidate.works] == [2022, None]


def test_names_of_other_accents_are_other_people(rule: AwardRule, place: Participation) -> None:
    work(place, 50 * MILLION, name="Lò Văn Hùng")
    work(place, 50 * MILLION, name="Lò Văn Hưng")
    assert found(rule, place) == []
    work(place, 30 * MILLION, name=unicodedata.normalize("NFD", "LÒ  VĂN HƯNG"))
    assert [
        (each.name, each.benefit, len(each.works)) for each in candidates(rule, place.programme, TODAY)
    ] == [(unicodedata.normalize("NFD", "LÒ  VĂN HƯNG"), 80 * MILLION, 2)]


def test_candidates_of_a_unit_are_those_of_its_subtree(rule: AwardRule, place: Participation) -> None:
    below = make_participation(programme=place.programme, parent=place)
    other = make_participation(programme=place.programme)
    for each in (place, below, other):
        work(each, 90 * MILLION)

    units = {each.unit for each in candidates(rule, place.programme, TODAY, below=place)}

    assert units == {place.name, below.name}


def test_greatest_benefit_first_and_few_queries(
    rule: AwardRule, place: Participation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for birth_year, millions in ((1980, 90), (1981, 300), (1982, 100)):
        work(place, millions * MILLION, birth_year=birth_year)
    with django_assert_num_queries(2):
        listed = candidates(rule, place.programme, TODAY)
    assert [each.birth_year for each in listed] == [1981, 1982, 1980]
    with django_assert_num_queries(1):
        nomination(rule, place.programme, listed, TODAY)


def test_nomination_tells_each_column(rule: AwardRule, place: Participation) -> None:
    first = work(place, 50 * MILLION)
    second = work(place, 40 * MILLION)
    Initiative.objects.filter(pk=second.pk).update(solution="từ " * 300, social_effect="Sạch hơn.")

    [line] = nomination(rule, place.programme, [only(rule, place)], TODAY).nominees

    assert line.titles == f"1) {first.title}\n2) {second.title}"
    assert line.recognitions == (
        f"1) Số {first.recognition_number}, ngày 01/03/2022, cấp cơ sở\n"
        f"2) Số {second.recognition_number}, ngày 01/03/2022, cấp cơ sở"
    )
    assert line.summaries.split("\n")[1] == f"2) {' '.join(['từ'] * 133)}…"
    assert (line.birth_year, line.place, line.qualification, line.benefit, line.award) == (
        1985,
        "Công nhân vận hành, Công đoàn cơ sở Chè",
        "Từ cao đẳng trở xuống",
        90 * MILLION,
        "Bằng Lao động sáng tạo",
    )
    assert line.social_effects == "1) –\n2) Sạch hơn."
    assert line.note.startswith("Năm 2022 làm lợi 90.000.000 đồng")


def test_nomination_says_how_many_it_leaves_out(rule: AwardRule, place: Participation) -> None:
    work(place, 90 * MILLION)
    table = nomination(rule, place.programme, [only(rule, place)] * (MOST_NOMINEES + 3), TODAY)
    assert (len(table.nominees), table.left_out) == (MOST_NOMINEES, 3)


def test_rule_without_thresholds_finds_nobody(place: Participation) -> None:
    empty = AwardRule.objects.create(name="Trống", source="–", effective_from=TODAY)
    work(place, 10**12)
    assert candidates(empty, place.programme, TODAY) == []
