"""Unit: a union unit in the flat registry."""

from django.db import models
from django.db.models import F, Q

from units.choices import UnitKind


class Unit(models.Model):
    """A union unit. The registry is flat: who reports to whom is said by a programme's participations."""

    code = models.SlugField("mã", max_length=50)
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=20, choices=UnitKind)
    is_active = models.BooleanField("đang hoạt động", default=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="đơn vị kế thừa",
        on_delete=models.PROTECT,
        related_name="predecessors",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="unit_code_unique", violation_error_message="Mã đơn vị này đã có."
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="unit_name_given",
                violation_error_message="Đơn vị phải có tên.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=UnitKind.values),
                name="unit_kind_known",
                violation_error_message="Loại đơn vị không có trong danh sách.",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="unit_not_own_successor",
                violation_error_message="Đơn vị không thể kế thừa chính mình.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
