"""ReviewStep, the ledger of the review; the totals of accepted initiatives made from it; NoteTemplate."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from units.choices import InitiativeState, ReviewVerb
from units.models.text_places import ANYBODY, THING
from units.models.versioned import Versioned


class ReviewStepQuerySet(models.QuerySet["ReviewStep"]):
    def counting_at(self, as_of: date, known_at: datetime) -> ReviewStepQuerySet:
        """The steps that count up to `as_of`, as recorded by `known_at`; the sum of `weight`
        is the number.
        """
        return self.filter(counted_on__lte=as_of, recorded_at__lte=known_at)


class ReviewStep(models.Model):
    """One step of one initiative. Append-only: the database refuses UPDATE and DELETE.

    An acceptance that counts carries weight 1, with unit, phase and day; the step that undoes it carries -1
    for the same unit, phase and day. So every number of the past is a sum over the steps recorded by then.
    """

    initiative = models.ForeignKey("units.Initiative", on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField("việc", max_length=20, choices=ReviewVerb)
    state_before = models.CharField("từ", max_length=20, choices=InitiativeState)
    state_after = models.CharField("sang", max_length=20, choices=InitiativeState)
    recorded_at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người làm", on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("ý kiến", max_length=1000, blank=True)
    due_on = models.DateField("hạn bổ sung", null=True, blank=True)
    weight = models.SmallIntegerField("cộng vào kết quả", default=0)
    participation = models.ForeignKey(
        "units.Participation",
        verbose_name="đơn vị",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    phase = models.ForeignKey(
        "units.Phase",
        verbose_name="giai đoạn",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    counted_on = models.DateField("tính vào ngày", null=True, blank=True)

    text_places = {"note": ANYBODY}

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        verbose_name = "bước thẩm định"
        verbose_name_plural = "bước thẩm định"
        ordering = ["initiative", "pk"]
        indexes = [
            models.Index(fields=["initiative", "id"], name="review_step_of_initiative"),
            models.Index(
                fields=["participation", "phase", "recorded_at"],
                name="review_step_counting",
                condition=~Q(weight=0),
            ),
            models.Index(fields=["by", "verb", "recorded_at"], name="review_step_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=ReviewVerb.values),
                name="review_step_verb_known",
                violation_error_message="Bước thẩm định không có trong danh sách.",
            ),
            models.CheckConstraint(
                condition=Q(weight=0, participation__isnull=True, phase__isnull=True, counted_on__isnull=True)
                | Q(
                    weight__in=[-1, 1],
                    participation__isnull=False,
                    phase__isnull=False,
                    counted_on__isnull=False,
                ),
                name="review_step_counting_whole",
                violation_error_message="Bước có tính vào kết quả phải có đủ đơn vị, giai đoạn và ngày.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.initiative}"


class AcceptedTotal(models.Model):
    """How many accepted initiatives a participation itself has in a phase at the end of a day, as recorded by
    now.

    Derived from ReviewStep for speed, one row for each day on which the number changes; `verify_totals`
    checks it and can rebuild it.
    """

    participation = models.ForeignKey("units.Participation", on_delete=models.PROTECT, related_name="+")
    phase = models.ForeignKey("units.Phase", on_delete=models.PROTECT, related_name="+")
    counted_on = models.DateField("ngày")
    total = models.PositiveIntegerField("tổng")

    class Meta:
        verbose_name = "tổng số được công nhận"
        verbose_name_plural = "tổng số được công nhận"
        ordering = ["participation", "phase", "counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "phase", "counted_on"],
                name="accepted_total_day_unique",
                violation_error_message="Ngày này đã có tổng số.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.total}"


class NoteTemplate(Versioned):
    """A ready sentence for a step of the review."""

    verb = models.CharField("dùng khi", max_length=20, choices=ReviewVerb)
    title = models.CharField("tên mẫu", max_length=100)
    text = models.CharField("nội dung", max_length=1000)
    is_active = models.BooleanField("đang dùng", default=True)

    text_places = {"title": THING, "text": ANYBODY}

    class Meta:
        verbose_name = "mẫu ý kiến"
        verbose_name_plural = "mẫu ý kiến"
        ordering = ["verb", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verb", "title"],
                name="note_template_title_unique",
                violation_error_message="Đã có mẫu ý kiến mang tên này.",
            ),
            models.CheckConstraint(
                condition=Q(verb__in=ReviewVerb.values),
                name="note_template_verb_known",
                violation_error_message="Bước thẩm định không có trong danh sách.",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""),
                name="note_template_complete",
                violation_error_message="Mẫu ý kiến phải có tên và nội dung.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
