"""What the database itself guarantees of an initiative."""

from django.db import models
from django.db.models import Q
from django.db.models.constraints import BaseConstraint

from units.choices import (
    AuthorGroup,
    BenefitBasis,
    Exclusion,
    InitiativeState,
    RecognitionBody,
    RecognitionLevel,
    SolutionField,
    SolutionKind,
)

MAX_BENEFIT = 10**15
"""VND a year; more than a million billion can only be a mistake."""

CLOSED_LISTS = {
    "kind": (SolutionKind.values, "Loại giải pháp không có trong danh sách."),
    "field": (SolutionField.values, "Lĩnh vực không có trong danh sách."),
    "author_group": (AuthorGroup.values, "Nhóm tác giả không có trong danh sách."),
    "exclusion": (Exclusion.values, "Trường hợp loại trừ không có trong danh sách."),
    "benefit_basis": (BenefitBasis.values, "Cách nêu hiệu quả không có trong danh sách."),
    "recognition_body": (RecognitionBody.values, "Nơi công nhận không có trong danh sách."),
    "recognition_level": (RecognitionLevel.values, "Cấp công nhận không có trong danh sách."),
}
"""Fields that a draft may leave open."""

_decided = Q(state__in=[InitiativeState.ACCEPTED, InitiativeState.REJECTED])
_sent = Q(state__in=[InitiativeState.SUBMITTED, InitiativeState.RETURNED]) | _decided
_accepted = Q(state=InitiativeState.ACCEPTED)

CONSTRAINTS: list[BaseConstraint] = [
    *(
        models.CheckConstraint(
            condition=Q(**{f"{name}__in": ["", *values]}),
            name=f"initiative_{name}_known",
            violation_error_message=sentence,
        )
        for name, (values, sentence) in CLOSED_LISTS.items()
    ),
    models.UniqueConstraint(
        fields=["idempotency_key"],
        name="initiative_key_unique",
        violation_error_message="Hồ sơ này đã được lập.",
    ),
    models.CheckConstraint(
        condition=Q(state__in=InitiativeState.values),
        name="initiative_state_known",
        violation_error_message="Trạng thái hồ sơ không có trong danh sách.",
    ),
    models.CheckConstraint(
        condition=~Q(title=""),
        name="initiative_title_given",
        violation_error_message="Sáng kiến phải có tên.",
    ),
    models.CheckConstraint(
        condition=Q(benefit_value__isnull=True)
        | Q(benefit_basis=BenefitBasis.MONEY, benefit_value__gte=0, benefit_value__lte=MAX_BENEFIT),
        name="initiative_benefit_in_range",
        violation_error_message="Giá trị làm lợi tính bằng đồng, từ 0 đến một triệu tỷ đồng.",
    ),
    models.CheckConstraint(
        condition=~_sent
        | Q(submitted_on__isnull=False, submitted_at__isnull=False, submitted_by__isnull=False),
        name="initiative_submission_whole",
        violation_error_message="Hồ sơ đã nộp phải có ngày nộp và người nộp.",
    ),
    models.CheckConstraint(
        condition=Q(decided_at__isnull=False) & _decided | Q(decided_at__isnull=True) & ~_decided,
        name="initiative_decision_whole",
        violation_error_message="Hồ sơ có thời điểm quyết định khi và chỉ khi đã được quyết định.",
    ),
    models.CheckConstraint(
        condition=Q(counted_on__isnull=True) | Q(phase__isnull=False) & _accepted,
        name="initiative_counted_when_accepted",
        violation_error_message="Chỉ sáng kiến được công nhận, trong một giai đoạn, mới được tính.",
    ),
    models.CheckConstraint(
        condition=Q(due_on__isnull=True) | Q(state=InitiativeState.RETURNED),
        name="initiative_due_when_returned",
        violation_error_message="Chỉ hồ sơ bị trả lại mới có hạn bổ sung.",
    ),
    models.CheckConstraint(
        condition=Q(merged_into__isnull=True)
        | Q(state=InitiativeState.REJECTED) & ~Q(merged_into=models.F("id")),
        name="initiative_merged_when_rejected",
        violation_error_message="Hồ sơ đã nhập vào hồ sơ khác thì không được tính, không tự nhập vào mình.",
    ),
    models.CheckConstraint(
        condition=Q(outstanding_at__isnull=True, outstanding_by__isnull=True, outstanding_reason="")
        | Q(outstanding_at__isnull=False, outstanding_by__isnull=False)
        & ~Q(outstanding_reason="")
        & _accepted,
        name="initiative_outstanding_whole",
        violation_error_message="Sáng kiến tiêu biểu phải được công nhận, có người chọn và có lý do.",
    ),
    models.CheckConstraint(
        condition=Q(published_at__isnull=True, published_by__isnull=True)
        | Q(published_at__isnull=False, published_by__isnull=False) & _accepted,
        name="initiative_published_when_accepted",
        violation_error_message="Chỉ trưng bày sáng kiến đã được công nhận, và phải có người đưa ra.",
    ),
]
