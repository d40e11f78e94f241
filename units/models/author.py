"""Author: a person's share in an initiative; the only table with facts of people without an account."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from units.choices import Qualification
from units.models.keys import SearchKeyField
from units.models.text_places import PERSON

FIRST_BIRTH_YEAR = 1900
LAST_BIRTH_YEAR = 2100


class Author(models.Model):
    """One author with a share in percent. Nothing about them is public unless `consented_on` is set; after an
    erasure (`erased_at`) only the share and the facts that award thresholds use are left.
    """

    initiative = models.ForeignKey("units.Initiative", on_delete=models.PROTECT, related_name="authors")
    position = models.PositiveSmallIntegerField("thứ tự", validators=[MinValueValidator(1)])
    name = models.CharField("họ và tên", max_length=150, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        "năm sinh",
        validators=[MinValueValidator(FIRST_BIRTH_YEAR), MaxValueValidator(LAST_BIRTH_YEAR)],
        null=True,
        blank=True,
    )
    job = models.CharField("chức vụ, công việc", max_length=150, blank=True)
    holds_leadership = models.BooleanField("giữ chức vụ lãnh đạo, quản lý", null=True, blank=True)
    qualification = models.CharField("trình độ", max_length=20, choices=Qualification, blank=True)
    share = models.PositiveSmallIntegerField(
        "phần đóng góp (%)", validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    consented_on = models.DateField("đồng ý công bố ngày", null=True, blank=True, editable=False)
    consent_note = models.CharField("đồng ý bằng cách nào", max_length=300, blank=True, editable=False)
    consent_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    erased_at = models.DateTimeField("đã xoá lúc", null=True, blank=True, editable=False)
    name_key = SearchKeyField("tên để tìm", of=["name"])

    text_places = {"name": PERSON, "job": PERSON, "consent_note": PERSON}

    class Meta:
        verbose_name = "tác giả"
        verbose_name_plural = "tác giả"
        ordering = ["initiative", "position"]
        indexes = [
            models.Index(fields=["name_key", "birth_year"], name="author_person"),
            # Covers everything that counting people reads.
            models.Index(fields=["initiative", "erased_at", "name_key", "birth_year"], name="author_counted"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "position"],
                name="author_position_unique",
                violation_error_message="Hai tác giả mang cùng một số thứ tự.",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1),
                name="author_position_positive",
                violation_error_message="Tác giả đánh số từ 1.",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100),
                name="author_share_in_range",
                violation_error_message="Phần đóng góp từ 1 đến 100 phần trăm.",
            ),
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True)
                | Q(birth_year__gte=FIRST_BIRTH_YEAR, birth_year__lte=LAST_BIRTH_YEAR),
                name="author_birth_year_in_range",
                violation_error_message="Năm sinh phải từ 1900 đến 2100.",
            ),
            models.CheckConstraint(
                condition=Q(qualification__in=["", *Qualification.values]),
                name="author_qualification_known",
                violation_error_message="Trình độ không có trong danh sách.",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(name="")
                | Q(erased_at__isnull=False, name="", job="", consented_on__isnull=True)
                & Q(birth_year__isnull=True),
                name="author_named_unless_erased",
                violation_error_message="Tác giả phải có họ tên, trừ khi thông tin đã được xoá.",
            ),
            models.CheckConstraint(
                condition=Q(consented_on__isnull=True, consent_recorded_by__isnull=True, consent_note="")
                | Q(consented_on__isnull=False, consent_recorded_by__isnull=False) & ~Q(consent_note=""),
                name="author_consent_whole",
                violation_error_message="Sự đồng ý công bố phải có ngày, cách đồng ý và người ghi.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "(đã xoá theo yêu cầu)"
