"""What quotas and statements share: an amount of a participation, recorded once and never edited."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

MAX_AMOUNT = 9_999_999


class Fact(models.Model):
    """An append-only row. A change is a new row, recorded later."""

    amount = models.PositiveIntegerField("số lượng", validators=[MaxValueValidator(MAX_AMOUNT)])
    recorded_at = models.DateTimeField("ghi nhận lúc", default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người ghi nhận",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True

    def require_same_programme(self, participation: models.Model, phase: models.Model | None) -> None:
        """Refuse a phase of another programme than the participation's."""
        if phase is not None and phase.programme_id != participation.programme_id:  # type: ignore[attr-defined]
            raise ValidationError({"phase": "Giai đoạn thuộc chương trình khác."})
