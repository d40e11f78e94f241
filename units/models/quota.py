"""Quota: how many initiatives a participation is to reach in a phase."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from units.models.fact import MAX_AMOUNT, Fact
from units.models.text_places import THING


class QuotaQuerySet(models.QuerySet["Quota"]):
    def at(self, as_of: date, known_at: datetime) -> QuotaQuerySet:
        """Quotas in force on `as_of` as far as recorded by `known_at`; the first one is the
        one that counts.
        """
        return self.filter(effective_on__lte=as_of, recorded_at__lte=known_at).order_by(
            "-effective_on", "-recorded_at", "-pk"
        )


class Quota(Fact):
    """A quota from a day on, by a decision. Without a phase: a separately registered overall quota."""

    participation = models.ForeignKey("units.Participation", on_delete=models.PROTECT, related_name="quotas")
    phase = models.ForeignKey(
        "units.Phase", on_delete=models.PROTECT, related_name="quotas", null=True, blank=True
    )
    effective_on = models.DateField("có hiệu lực từ ngày")
    decision_number = models.CharField("số quyết định", max_length=100, blank=True)

    text_places = {"decision_number": THING}

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["participation", "phase", "effective_on", "recorded_at", "pk"]
        indexes = [
            models.Index(
                fields=["participation", "phase", "-effective_on", "-recorded_at", "-id"],
                name="quota_newest",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=MAX_AMOUNT),
                name="quota_amount_in_range",
                violation_error_message="Chỉ tiêu phải từ 0 đến 9.999.999.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.amount}"

    def clean(self) -> None:
        self.require_same_programme(self.participation, self.phase)
