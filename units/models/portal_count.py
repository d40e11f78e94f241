"""PortalCount: how many initiatives of a unit the national portal shows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from units.models.fact import MAX_AMOUNT, Fact


class PortalCount(Fact):
    """What the portal showed of a participation and phase at the end of a day. Never edited: a later reading
    is a new row.
    """

    participation = models.ForeignKey(
        "units.Participation", on_delete=models.PROTECT, related_name="portal_counts"
    )
    phase = models.ForeignKey("units.Phase", on_delete=models.PROTECT, related_name="portal_counts")
    counted_on = models.DateField("tính đến hết ngày")

    class Meta:
        verbose_name = "số trên cổng quốc gia"
        verbose_name_plural = "số trên cổng quốc gia"
        ordering = ["participation", "phase", "counted_on", "recorded_at", "pk"]
        indexes = [
            models.Index(
                fields=["participation", "phase", "-counted_on", "-recorded_at", "-id"],
                name="portal_count_newest",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=MAX_AMOUNT),
                name="portal_count_amount_in_range",
                violation_error_message="Số sáng kiến phải từ 0 đến 9.999.999.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.amount}"

    def clean(self) -> None:
        self.require_same_programme(self.participation, self.phase)
