"""Invented dossiers of the demonstration programme, written through the same functions as real ones."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from units.choices import (
    BenefitBasis,
    Exclusion,
    RecognitionBody,
    RecognitionLevel,
    ReviewVerb,
)
from units.domain.dossiers import writing
from units.domain.dossiers.writing import AuthorLine
from units.domain.loading.demonstration import NoDemonstrationError
from units.domain.publishing import consent, marking, showcase
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import Initiative, Participation, User

PROBLEM = (
    "Trước khi có sáng kiến, việc này làm thủ công, mất nhiều thời gian, hay phải làm lại và phụ thuộc vào "
    "kinh nghiệm của từng người (nội dung minh hoạ)."
)
SOLUTION = (
    "{title}: tổ đã khảo sát, làm thử ở một vị trí trong hai tuần, đo trước và sau, rồi viết hướng dẫn ngắn "
    "kèm hình để mọi ca làm giống nhau (nội dung minh hoạ)."
)
NOVELTY = "Lần đầu được áp dụng tại đơn vị, dùng vật tư và nhân lực sẵn có (nội dung minh hoạ)."
SCOPE = "Đang áp dụng cho toàn đơn vị, có thể nhân rộng ở nơi có điều kiện tương tự (nội dung minh hoạ)."
REASONING = "Giờ công và vật tư tiết kiệm trong một tháng, nhân mười hai tháng (nội dung minh hoạ)."
NOTES = {
    ReviewVerb.SEND_BACK: "Hãy bổ sung minh chứng hiệu quả và nêu rõ số người được hưởng (minh hoạ).",
    ReviewVerb.REJECT: "Bảng theo dõi này đã được nhiều nơi dùng, chưa có điểm mới tại đơn vị (minh hoạ).",
}
OUTSTANDING = "Dễ làm theo, đã có đơn vị khác đến học (minh hoạ)."
CONSENT = "Ký vào phiếu đồng ý công bố (minh hoạ)."
NAMESPACE = uuid.UUID("6a0c1f5e-93b1-4a57-8c7e-0d6a3c9f2b11")


@dataclass(frozen=True, slots=True)
class InventedDossier:
    """One line of the file: its content, the last step taken (None: a draft), and its mark: "outstanding",
    "showcase", "confidential" or nothing.
    """

    unit: str
    title: str
    kind: str
    field: str
    author_group: str
    first_applied_on: date
    benefit_value: int | None
    social_effect: str
    authors: tuple[AuthorLine, ...]
    step: ReviewVerb | None
    mark: str = ""


def create_dossiers(invented: Sequence[InventedDossier]) -> int:
    """Write the dossiers that are missing in the demonstration programme; returns how many."""
    people = User.objects.in_bulk(["can-bo-tinh", "nguoi-tham-dinh"], field_name="username")
    places = {
        place.unit.code: place
        for place in Participation.objects.filter(programme__is_demonstration=True).select_related(
            "unit", "programme"
        )
    }
    if len(people) < 2 or not places:
        raise NoDemonstrationError
    with transaction.atomic():
        return sum(
            _create(each, places[each.unit], people["can-bo-tinh"], people["nguoi-tham-dinh"])
            for each in invented
        )


def _create(invented: InventedDossier, place: Participation, writer: User, reviewer: User) -> bool:
    key = uuid.uuid5(NAMESPACE, f"{invented.unit} {invented.title}")
    if Initiative.objects.filter(idempotency_key=key).exists():
        return False
    initiative = writing.start(participation=place, title=invented.title, key=key, by=writer)
    values = _values(invented)
    for name, value in values.items():
        setattr(initiative, name, value)
    initiative = writing.save(initiative, values, seen=initiative.version, by=writer)
    initiative = writing.save_authors(initiative, invented.authors, seen=initiative.version, by=writer)
    if invented.step:
        initiative = stepping.take(Step(initiative, ReviewVerb.SUBMIT), by=writer)
    if invented.step and invented.step != ReviewVerb.SUBMIT:
        initiative = _decide(initiative, invented.step, reviewer)
    if invented.mark == "outstanding":
        marking.mark(initiative, reason=OUTSTANDING, seen=initiative.version, by=reviewer)
    if invented.mark == "showcase":
        _show(initiative, writer)
    return True


def _decide(initiative: Initiative, verb: ReviewVerb, reviewer: User) -> Initiative:
    due_on = timezone.localdate() + timedelta(days=15) if verb == ReviewVerb.SEND_BACK else None
    return stepping.take(Step(initiative, verb, note=NOTES.get(verb, ""), due_on=due_on), by=reviewer)


def _show(initiative: Initiative, writer: User) -> None:
    for author in initiative.authors.all():
        consent.record_consent(author, given_on=timezone.localdate(), how=CONSENT, by=writer)
    initiative.refresh_from_db()
    showcase.publish(initiative, seen=initiative.version, by=writer)


def _values(invented: InventedDossier) -> dict[str, object]:
    in_money = invented.benefit_value is not None
    return {
        "kind": invented.kind,
        "field": invented.field,
        "author_group": invented.author_group,
        "first_applied_on": invented.first_applied_on,
        "exclusion": Exclusion.NONE,
        "is_confidential": invented.mark == "confidential",
        "problem": PROBLEM,
        "solution": SOLUTION.format(title=invented.title),
        "novelty": NOVELTY,
        "scope": SCOPE,
        "benefit_basis": BenefitBasis.MONEY if in_money else BenefitBasis.NOT_IN_MONEY,
        "benefit_value": invented.benefit_value,
        "benefit_reasoning": REASONING if in_money else "",
        "social_effect": invented.social_effect,
        "recognition_body": RecognitionBody.COUNCIL,
        "recognition_level": RecognitionLevel.GRASSROOTS,
        "recognition_number": "01/QĐ-MH",
        "recognition_on": invented.first_applied_on + timedelta(days=20),
    }
