"""CorrectionRequest and Reopening: how a locked figure may still be corrected."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from units.models.fact import MAX_AMOUNT
from units.models.text_places import ANYBODY


class ReopeningQuerySet(models.QuerySet["Reopening"]):
    def open_at(self, instant: datetime) -> ReopeningQuerySet:
        """The reopenings in force at this instant."""
        return self.filter(granted_at__lte=instant, until__gt=instant)


class CorrectionRequest(models.Model):
    """An officer's request to correct a locked figure; answered by a Reopening or declined with a note."""

    participation = models.ForeignKey(
        "units.Participation", on_delete=models.PROTECT, related_name="correction_requests"
    )
    phase = models.ForeignKey("units.Phase", on_delete=models.PROTECT, related_name="correction_requests")
    counted_on = models.DateField("tính đến hết ngày")
    amount = models.PositiveIntegerField("số đề nghị")
    reason = models.CharField("lý do", max_length=500)
    requested_at = models.DateTimeField("đề nghị lúc", default=timezone.now, editable=False)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    idempotency_key = models.UUIDField(editable=False)
    declined_at = models.DateTimeField("từ chối lúc", null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decline_note = models.CharField("lý do từ chối", max_length=500, blank=True)

    text_places = {"reason": ANYBODY, "decline_note": ANYBODY}

    class Meta:
        verbose_name = "đề nghị mở khoá"
        verbose_name_plural = "đề nghị mở khoá"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idempotency_key"],
                name="correction_request_key_unique",
                violation_error_message="Đề nghị này đã được gửi.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=MAX_AMOUNT),
                name="correction_request_amount_in_range",
                violation_error_message="Số sáng kiến phải từ 0 đến 9.999.999.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="correction_request_reason_given",
                violation_error_message="Đề nghị mở khoá phải có lý do.",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True, declined_by__isnull=True)
                | Q(declined_at__isnull=False, declined_by__isnull=False),
                name="correction_request_decline_whole",
                violation_error_message="Việc từ chối phải có đủ người và thời điểm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.amount}"


class Reopening(models.Model):
    """Permission to correct one participation and phase until an hour; it ends by itself."""

    participation = models.ForeignKey(
        "units.Participation", on_delete=models.PROTECT, related_name="reopenings"
    )
    phase = models.ForeignKey("units.Phase", on_delete=models.PROTECT, related_name="reopenings")
    request = models.OneToOneField(
        CorrectionRequest, on_delete=models.PROTECT, related_name="reopening", null=True, blank=True
    )
    reason = models.CharField("lý do", max_length=500)
    granted_at = models.DateTimeField("mở lúc", default=timezone.now, editable=False)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField("mở đến")

    text_places = {"reason": ANYBODY}

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        verbose_name = "lần mở khoá"
        verbose_name_plural = "lần mở khoá"
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("granted_at")),
                name="reopening_ends_after_start",
                violation_error_message="Lần mở khoá phải kết thúc sau khi bắt đầu.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="reopening_reason_given",
                violation_error_message="Mở khoá phải có lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation}, {self.phase}"
