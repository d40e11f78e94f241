"""AwardRule and AwardThreshold: the benefits from which a person may be proposed for an award. All amounts
are data with days and sources, since every regulation changes them.
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from units.choices import Qualification, RecognitionLevel
from units.models.text_places import THING
from units.models.versioned import Versioned


class AwardRule(Versioned):
    """One award as one regulation defines it, from one day to another (None: still in force)."""

    name = models.CharField("hình thức khen thưởng", max_length=200)
    source = models.CharField("căn cứ", max_length=300)
    effective_from = models.DateField("áp dụng từ ngày")
    effective_until = models.DateField("áp dụng đến hết ngày", null=True, blank=True)

    text_places = {"name": THING, "source": THING}

    class Meta:
        verbose_name = "tiêu chuẩn khen thưởng"
        verbose_name_plural = "tiêu chuẩn khen thưởng"
        ordering = ["name", "-effective_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "effective_from"],
                name="award_rule_unique",
                violation_error_message="Đã có tiêu chuẩn này áp dụng từ ngày ấy.",
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
                name="award_rule_days_in_order",
                violation_error_message="Ngày cuối áp dụng không thể trước ngày đầu.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(source=""),
                name="award_rule_complete",
                violation_error_message="Tiêu chuẩn phải có tên và căn cứ.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AwardThreshold(models.Model):
    """Who needs how much, in VND: `amount` in one year, or `several_years_amount` over `several_years` in a
    row, or a management solution recognised at `management_level` or above. An empty qualification means any;
    `holds_leadership` None means either.
    """

    rule = models.ForeignKey(AwardRule, on_delete=models.CASCADE, related_name="thresholds")
    qualification = models.CharField("trình độ", max_length=20, choices=Qualification, blank=True)
    holds_leadership = models.BooleanField("giữ chức vụ lãnh đạo", null=True, blank=True)
    amount = models.BigIntegerField(
        "giá trị làm lợi từ (đồng)", validators=[MinValueValidator(0), MaxValueValidator(10**15)]
    )
    several_years = models.PositiveSmallIntegerField("trong số năm liên tục", null=True, blank=True)
    several_years_amount = models.BigIntegerField("tổng giá trị làm lợi từ (đồng)", null=True, blank=True)
    management_level = models.CharField(
        "hoặc giải pháp quản lý được công nhận từ", max_length=20, choices=RecognitionLevel, blank=True
    )

    class Meta:
        verbose_name = "ngưỡng khen thưởng"
        verbose_name_plural = "ngưỡng khen thưởng"
        ordering = ["rule", "amount", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=10**15),
                name="award_threshold_amount_in_range",
                violation_error_message="Ngưỡng tính bằng đồng, từ 0 đến một triệu tỷ đồng.",
            ),
            models.CheckConstraint(
                # Both or neither: a comparison with NULL alone would let a half-filled pair pass.
                condition=Q(several_years__isnull=True, several_years_amount__isnull=True)
                | Q(several_years__isnull=False, several_years_amount__isnull=False)
                & Q(several_years__gte=2, several_years__lte=10, several_years_amount__gte=0),
                name="award_threshold_years_whole",
                violation_error_message="Ngưỡng nhiều năm phải có đủ số năm (từ 2 đến 10) và số tiền.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.amount}"
