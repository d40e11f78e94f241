"""Programme and Phase: a campaign and its numbered periods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, Min, Q

from units.models.text_places import THING
from units.models.versioned import Versioned

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from units.models.user import User


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User | AnonymousUser) -> ProgrammeQuerySet:
        """The programmes that this person may read: all after signing in, else the public ones."""
        return self if user.is_authenticated else self.filter(is_public=True)

    def with_window(self) -> ProgrammeQuerySet:
        """Annotated with `starts_on` and `ends_on`: the first and last day of the phases (None without
        phases).
        """
        return self.annotate(starts_on=Min("phases__starts_on"), ends_on=Max("phases__ends_on"))

    def current_first(self, today: date) -> ProgrammeQuerySet:
        """Real before demonstration, begun before not begun, then the latest start first."""
        has_begun = Q(starts_on__lte=today)
        return self.with_window().order_by(
            "is_demonstration",
            models.Case(models.When(has_begun, then=0), default=1, output_field=models.IntegerField()),
            F("starts_on").desc(nulls_last=True),
            "pk",
        )


class Programme(Versioned):
    """A campaign. Everything about it is data: phases, thresholds, texts of the official form."""

    slug = models.SlugField("đường dẫn", max_length=80)
    name = models.CharField("tên đầy đủ", max_length=300)
    short_name = models.CharField("tên gọi ngắn", max_length=100)
    superior_name = models.CharField("cơ quan chủ quản trên biểu", max_length=200, blank=True)
    organiser_name = models.CharField("cơ quan lập biểu", max_length=200)
    organiser_short_name = models.CharField("cơ quan lập biểu, viết gọn", max_length=100)
    table_subtitle = models.CharField("dòng dưới tên biểu", max_length=300)
    low_threshold = models.PositiveSmallIntegerField(
        "ngưỡng thấp (%)", default=50, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    rate_decimals = models.PositiveSmallIntegerField(
        "số chữ số thập phân của tỷ lệ", default=0, validators=[MaxValueValidator(2)]
    )
    jump_threshold = models.PositiveIntegerField(
        "tăng quá bao nhiêu thì phải nêu lý do", default=100, validators=[MinValueValidator(1)]
    )
    is_public = models.BooleanField("công khai", default=False)
    is_demonstration = models.BooleanField("minh hoạ", default=False)

    text_places = {
        "slug": THING,
        "name": THING,
        "short_name": THING,
        "superior_name": THING,
        "organiser_name": THING,
        "organiser_short_name": THING,
        "table_subtitle": THING,
    }

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "chương trình"
        verbose_name_plural = "chương trình"
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                name="programme_slug_unique",
                violation_error_message="Đường dẫn này đã có chương trình khác dùng.",
            ),
            models.CheckConstraint(
                condition=Q(low_threshold__gte=1, low_threshold__lte=100),
                name="programme_low_threshold_in_range",
                violation_error_message="Ngưỡng thấp phải từ 1 đến 100 phần trăm.",
            ),
            models.CheckConstraint(
                condition=Q(rate_decimals__lte=2),
                name="programme_rate_decimals_in_range",
                violation_error_message="Tỷ lệ có nhiều nhất hai chữ số thập phân.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class Phase(Versioned):
    """A numbered period of a programme, first and last day inclusive."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField("số thứ tự", validators=[MinValueValidator(1)])
    name = models.CharField("tên", max_length=100)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    reporting_closes_on = models.DateField("nhận số liệu đến hết ngày", null=True, blank=True)

    text_places = {"name": THING}

    class Meta:
        verbose_name = "giai đoạn"
        verbose_name_plural = "giai đoạn"
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="phase_number_unique",
                violation_error_message="Chương trình đã có giai đoạn mang số này.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="phase_number_positive",
                violation_error_message="Giai đoạn đánh số từ 1.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="phase_days_in_order",
                violation_error_message="Ngày cuối giai đoạn không thể trước ngày đầu.",
            ),
            models.CheckConstraint(
                condition=Q(reporting_closes_on__isnull=True) | Q(reporting_closes_on__gte=F("starts_on")),
                name="phase_closing_after_start",
                violation_error_message="Hạn nhận số liệu không thể trước ngày đầu giai đoạn.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
