"""What a dossier still lacks: named, in order, with the place where it is written."""

from typing import Any

import pytest
from django.utils import timezone

from tests.factories import make_author, make_initiative, make_participation
from units.domain.dossiers.completeness import DossierPart, gaps_of
from units.models import DossierRules, Initiative

pytestmark = pytest.mark.django_db


def lacking(**values: Any) -> list[tuple[str, str]]:
    """The part and anchor of each gap of a dossier that is complete but for this."""
    return [(gap.part.value, gap.anchor) for gap in gaps_of(make_initiative(**values))]


def test_complete_dossier_lacks_nothing() -> None:
    assert lacking() == []


def test_empty_dossier_lacks_everything_in_the_order_of_its_parts() -> None:
    bare = Initiative.objects.create(participation=make_participation(), title="Chỉ có tên")

    assert [(gap.part, gap.field) for gap in gaps_of(bare)] == [
        *(
            (DossierPart.IDENTITY, each)
            for each in ("kind", "field", "author_group", "first_applied_on", "exclusion")
        ),
        (DossierPart.AUTHORS, "authors"),
        *((DossierPart.CONTENT, each) for each in ("problem", "solution", "novelty", "scope")),
        (DossierPart.EFFECT, "benefit_basis"),
        *((DossierPart.RECOGNITION, f"recognition_{each}") for each in ("body", "level", "number", "on")),
    ]
    assert all(gap.text.endswith(".") for gap in gaps_of(bare))


@pytest.mark.parametrize(
    ("values", "gap"),
    [
        ({"scope": "  ngắn quá  "}, ("noi-dung", "scope")),
        ({"benefit_value": None}, ("hieu-qua", "benefit_value")),
        ({"benefit_reasoning": " "}, ("hieu-qua", "benefit_reasoning")),
        ({"benefit_basis": "not_in_money", "benefit_value": None}, ("hieu-qua", "social_effect")),
        ({"recognition_number": ""}, ("cong-nhan", "recognition_number")),
    ],
)
def test_each_thing_is_missed_where_it_is_written(values: dict[str, Any], gap: tuple[str, str]) -> None:
    assert lacking(**values) == [gap]


def test_nothing_in_money_needs_no_amount_and_zero_is_one() -> None:
    assert lacking(benefit_basis="not_in_money", benefit_value=None, social_effect="Sạch hơn.") == []
    assert lacking(benefit_value=0) == []


def test_each_author_is_missed_by_line_and_name() -> None:
    initiative = make_initiative(authors=0)
    make_author(initiative=initiative, position=1, share=50)
    make_author(
        initiative=initiative,
        position=2,
        name="Lò Thị Mai",
        share=50,
        birth_year=None,
        job="",
        holds_leadership=None,
        qualification="",
    )

    assert [(gap.anchor, gap.text) for gap in gaps_of(initiative)] == [
        ("birth_year-2", "Ghi năm sinh của Lò Thị Mai."),
        ("job-2", "Ghi chức vụ, công việc của Lò Thị Mai."),
        ("qualification-2", "Chọn trình độ của Lò Thị Mai."),
        ("holds_leadership-2", "Cho biết Lò Thị Mai có giữ chức vụ lãnh đạo không."),
    ]


def test_nothing_more_is_asked_of_who_was_erased() -> None:
    initiative = make_initiative()
    initiative.authors.update(name="", job="", birth_year=None, erased_at=timezone.now())

    assert gaps_of(initiative) == []


def test_programme_may_do_without_recognition() -> None:
    initiative = make_initiative(recognition_number="", recognition_on=None)
    DossierRules.objects.create(programme=initiative.participation.programme, needs_recognition=False)

    assert gaps_of(initiative) == []
