"""Initiative: one dossier, from a draft to the showcase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

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
from units.models.initiative_constraints import CONSTRAINTS, MAX_BENEFIT
from units.models.initiative_places import CLOSED, FOUND, PLACES
from units.models.keys import SearchKeyField, SortKeyField
from units.models.versioned import Versioned
from units.models.words import LONGEST_WORD, HasWords
from units.vietnamese import words

if TYPE_CHECKING:
    from units.models.programme import Programme

OPEN_STATES = (InitiativeState.DRAFT, InitiativeState.RETURNED)
"""States in which the unit may still change the dossier."""

LISTED = [
    "participation",
    "state",
    "phase",
    "kind",
    "field",
    "author_group",
    "benefit_basis",
    "benefit_value",
    "submitted_on",
    "outstanding_at",
    "counted_on",
    "merged_into",
    "id",
]


def code_of(number: int) -> str:
    """The code by which people name an initiative: SK-000123."""
    return f"SK-{number:06d}"


class WordsField(SearchKeyField):
    """The words by which a dossier is found. Of a confidential one only words that everybody may read:
    finding a dossier by a word reveals that it contains the word.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        hidden = CLOSED if model_instance.is_confidential else ()  # type: ignore[attr-defined]
        names = (name for name in self.of if name not in hidden and name != "is_confidential")
        text = self.key(" ".join(str(getattr(model_instance, name)) for name in names))
        setattr(model_instance, self.attname, text)
        return text

    def key(self, text: str) -> str:
        """Each word once, separated by spaces, as models/words.py searches them."""
        return " ".join(dict.fromkeys(word[:LONGEST_WORD] for word in words(text)))


WordsField.register_lookup(HasWords)


def _person(verbose_name: str) -> models.ForeignKey[models.Model | None, models.Model | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def of(self, programme: Programme) -> InitiativeQuerySet:
        """The initiatives of a programme, for figures. Filtered by a list of participations instead of a
        join, so that SQLite too reads the list's index and not the long rows.
        """
        return self.filter(participation__in=programme.participations.order_by().values("pk"))


class Initiative(Versioned):
    """One initiative of one unit in one programme. A draft may be incomplete (domain/dossiers/completeness.py
    says what is missing). Only domain/review/stepping.py writes `state` and the fields that depend on it.

    `benefit_value`: VND, always the estimate for one year.
    """

    participation = models.ForeignKey(
        "units.Participation", verbose_name="đơn vị", on_delete=models.PROTECT, related_name="initiatives"
    )
    title = models.CharField("tên sáng kiến", max_length=300)
    kind = models.CharField("loại giải pháp", max_length=20, choices=SolutionKind, blank=True)
    field = models.CharField("lĩnh vực", max_length=20, choices=SolutionField, blank=True)
    author_group = models.CharField("nhóm tác giả", max_length=20, choices=AuthorGroup, blank=True)
    first_applied_on = models.DateField("ngày áp dụng lần đầu", null=True, blank=True)
    exclusion = models.CharField("trường hợp loại trừ", max_length=20, choices=Exclusion, blank=True)
    is_confidential = models.BooleanField("có nội dung cần giữ kín", default=False)

    problem = models.TextField("vấn đề trước khi có sáng kiến", max_length=20_000, blank=True)
    solution = models.TextField("nội dung giải pháp", max_length=20_000, blank=True)
    novelty = models.TextField("điểm mới", max_length=20_000, blank=True)
    scope = models.TextField("phạm vi áp dụng", max_length=20_000, blank=True)

    benefit_basis = models.CharField("cách nêu hiệu quả", max_length=20, choices=BenefitBasis, blank=True)
    benefit_value = models.BigIntegerField(
        "giá trị làm lợi một năm (đồng)",
        validators=[MinValueValidator(0), MaxValueValidator(MAX_BENEFIT)],
        null=True,
        blank=True,
    )
    benefit_reasoning = models.TextField("cách tính giá trị làm lợi", max_length=20_000, blank=True)
    social_effect = models.TextField("hiệu quả xã hội", max_length=20_000, blank=True)

    recognition_body = models.CharField("nơi công nhận", max_length=20, choices=RecognitionBody, blank=True)
    recognition_level = models.CharField("cấp công nhận", max_length=20, choices=RecognitionLevel, blank=True)
    recognition_number = models.CharField("số quyết định công nhận", max_length=100, blank=True)
    recognition_on = models.DateField("ngày quyết định công nhận", null=True, blank=True)
    portal_reference = models.CharField("mã trên cổng quốc gia", max_length=100, blank=True)

    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=InitiativeState,
        default=InitiativeState.DRAFT,
        editable=False,
    )
    created_at = models.DateTimeField("lập lúc", default=timezone.now, editable=False)
    created_by = _person("người lập")
    submitted_on = models.DateField("ngày nộp", null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField("nộp lần cuối lúc", null=True, blank=True, editable=False)
    submitted_by = _person("người nộp")
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True, editable=False)
    due_on = models.DateField("hạn bổ sung", null=True, blank=True, editable=False)
    reviewer = _person("người thẩm định")
    phase = models.ForeignKey(
        "units.Phase",
        verbose_name="giai đoạn",
        on_delete=models.PROTECT,
        related_name="initiatives",
        null=True,
        blank=True,
        editable=False,
    )
    counted_on = models.DateField("tính vào ngày", null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name="đã nhập vào",
        on_delete=models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        editable=False,
    )

    outstanding_reason = models.CharField("lý do chọn tiêu biểu", max_length=500, blank=True, editable=False)
    outstanding_at = models.DateTimeField("chọn tiêu biểu lúc", null=True, blank=True, editable=False)
    outstanding_by = _person("người chọn tiêu biểu")
    published_at = models.DateTimeField("trưng bày từ lúc", null=True, blank=True, editable=False)
    published_by = _person("người đưa ra trưng bày")

    idempotency_key = models.UUIDField("khoá của lần gửi", null=True, blank=True, editable=False)
    title_key = SearchKeyField("tên để so", of=["title"])
    sort_key = SortKeyField("để xếp", of=["title"])
    search_key = WordsField("để tìm", of=[*FOUND, "is_confidential"])

    text_places = PLACES

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = "sáng kiến"
        verbose_name_plural = "sáng kiến"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "submitted_at", "id"], name="initiative_waiting"),
            models.Index(fields=["reviewer", "state", "submitted_at"], name="initiative_of_reviewer"),
            # Covers everything that lists filter by and figures count, so that neither reads the long rows.
            models.Index(fields=LISTED, name="initiative_listed"),
            models.Index(fields=["title_key"], name="initiative_title"),
            models.Index(fields=["sort_key", "id"], name="initiative_by_name"),
            models.Index(fields=["benefit_value", "id"], name="initiative_by_benefit"),
            models.Index(
                fields=["published_at", "id"],
                name="initiative_published",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(
                fields=["outstanding_at", "id"],
                name="initiative_outstanding",
                condition=Q(outstanding_at__isnull=False),
            ),
        ]
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        return code_of(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether the unit may still change the dossier."""
        return self.state in OPEN_STATES

    @property
    def is_outstanding(self) -> bool:
        return self.outstanding_at is not None


LONG_TEXTS = tuple(name for name in PLACES if isinstance(Initiative._meta.get_field(name), models.TextField))
"""Of which an event says only that they were changed, and which no list reads."""
