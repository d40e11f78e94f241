"""DossierRules: what a programme asks of an initiative, and by which day it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from units.choices import CountingDay, RecognitionLevel, SolutionKind
from units.models.text_places import THING
from units.models.versioned import Versioned

if TYPE_CHECKING:
    from units.models.programme import Programme


def all_kinds() -> list[str]:
    return list(SolutionKind.values)


def all_levels() -> list[str]:
    return list(RecognitionLevel.values)


class DossierRulesQuerySet(models.QuerySet["DossierRules"]):
    def of(self, programme: Programme) -> DossierRules:
        """The rules of the programme; unsaved defaults where none are set."""
        return self.filter(programme=programme).first() or DossierRules(programme=programme)


class DossierRules(Versioned):
    """One row a programme; a programme without one follows the defaults."""

    programme = models.OneToOneField(
        "units.Programme", on_delete=models.PROTECT, related_name="dossier_rules"
    )
    kinds = models.JSONField("loại giải pháp được nhận", default=all_kinds)
    applied_from = models.DateField("áp dụng lần đầu từ ngày", null=True, blank=True)
    applied_until = models.DateField("áp dụng lần đầu đến hết ngày", null=True, blank=True)
    levels = models.JSONField("cấp công nhận có thẩm quyền", default=all_levels)
    needs_recognition = models.BooleanField("phải có quyết định công nhận", default=True)
    refuses_exclusions = models.BooleanField("xét các trường hợp loại trừ", default=True)
    counting_day = models.CharField(
        "tính theo", max_length=20, choices=CountingDay, default=CountingDay.ACCEPTED
    )
    return_days = models.PositiveSmallIntegerField(
        "số ngày để bổ sung hồ sơ",
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )

    text_places = {"kinds": THING, "levels": THING}

    objects = DossierRulesQuerySet.as_manager()

    class Meta:
        verbose_name = "quy tắc xét hồ sơ"
        verbose_name_plural = "quy tắc xét hồ sơ"
        constraints = [
            models.CheckConstraint(
                condition=Q(counting_day__in=CountingDay.values),
                name="dossier_rules_counting_day_known",
                violation_error_message="Cách tính ngày không có trong danh sách.",
            ),
            models.CheckConstraint(
                condition=Q(applied_from__isnull=True)
                | Q(applied_until__isnull=True)
                | Q(applied_until__gte=F("applied_from")),
                name="dossier_rules_days_in_order",
                violation_error_message="Ngày cuối của khoảng áp dụng không thể trước ngày đầu.",
            ),
            models.CheckConstraint(
                condition=Q(return_days__gte=1, return_days__lte=90),
                name="dossier_rules_return_days_in_range",
                violation_error_message="Thời hạn bổ sung từ 1 đến 90 ngày.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quy tắc xét hồ sơ của {self.programme}"

    def get_kinds_display(self) -> str:
        return ", ".join(str(SolutionKind(kind).label) for kind in self.kinds)

    def get_levels_display(self) -> str:
        return ", ".join(str(RecognitionLevel(level).label) for level in self.levels)

    def clean(self) -> None:
        if not self.kinds or set(self.kinds) - set(SolutionKind.values):
            raise ValidationError({"kinds": "Hãy chọn ít nhất một loại giải pháp."})
        if not self.levels or set(self.levels) - set(RecognitionLevel.values):
            raise ValidationError({"levels": "Hãy chọn ít nhất một cấp công nhận."})
