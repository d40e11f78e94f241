"""ReportedCount: what a unit has stated."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from units.choices import CountSource
from units.models.fact import MAX_AMOUNT, Fact
from units.models.text_places import ANYBODY


class ReportedCountQuerySet(models.QuerySet["ReportedCount"]):
    def at(self, as_of: date, known_at: datetime) -> ReportedCountQuerySet:
        """Statements up to `as_of` as far as recorded by `known_at`; the first one is the one that counts.

        A correction is a later recording for the same day, so it never changes a later day's statement.
        """
        return self.filter(counted_on__lte=as_of, recorded_at__lte=known_at).order_by(
            "-counted_on", "-recorded_at", "-pk"
        )


class ReportedCount(Fact):
    """A statement: "up to and including this day, this unit has this many initiatives in this phase"."""

    participation = models.ForeignKey("units.Participation", on_delete=models.PROTECT, related_name="counts")
    phase = models.ForeignKey("units.Phase", on_delete=models.PROTECT, related_name="counts")
    counted_on = models.DateField("tính đến hết ngày")
    source = models.CharField("nguồn", max_length=20, choices=CountSource)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    idempotency_key = models.UUIDField("khoá của lần gửi", null=True, blank=True, editable=False)

    text_places = {"note": ANYBODY, "reason": ANYBODY}

    objects = ReportedCountQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu báo cáo"
        verbose_name_plural = "số liệu báo cáo"
        ordering = ["participation", "phase", "counted_on", "recorded_at", "pk"]
        indexes = [
            models.Index(
                fields=["participation", "phase", "-counted_on", "-recorded_at", "-id"],
                name="reported_count_newest",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["idempotency_key"],
                name="reported_count_key_unique",
                violation_error_message="Lần gửi này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=MAX_AMOUNT),
                name="reported_count_amount_in_range",
                violation_error_message="Số sáng kiến phải từ 0 đến 9.999.999.",
            ),
            models.CheckConstraint(
                condition=Q(source__in=CountSource.values),
                name="reported_count_source_known",
                violation_error_message="Nguồn số liệu không có trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.amount}"

    def clean(self) -> None:
        self.require_same_programme(self.participation, self.phase)
