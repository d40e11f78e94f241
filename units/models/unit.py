"""Unit: a union unit in the flat registry."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from units.choices import UnitKind
from units.models.keys import SearchKeyField, SortKeyField
from units.models.text_places import THING
from units.models.versioned import Versioned
from units.vietnamese import fold


class UnitQuerySet(models.QuerySet["Unit"]):
    def matching(self, text: str) -> UnitQuerySet:
        """Units whose name and code contain all these words; accents and case do not count."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_key__contains=word)
        return found

    def by_name(self) -> UnitQuerySet:
        """In the order of a Vietnamese dictionary."""
        return self.order_by("sort_key", "code")


class Unit(Versioned):
    """A union unit. The registry is flat: who reports to whom is stored in a programme's participations."""

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
    search_key = SearchKeyField("để tìm", of=["name", "code"])
    sort_key = SortKeyField("để xếp", of=["name"])

    text_places = {"code": THING, "name": THING}

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["code"]
        indexes = [models.Index(fields=["sort_key", "code"], name="unit_by_name")]
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

    def clean(self) -> None:
        """Following successors must never lead back; a constraint checks only the first step."""
        if self.successor_id == self.pk:
            return
        later, met = self.successor, {self.pk}
        while later:
            if later.pk in met:
                raise ValidationError({"successor": "Đơn vị kế thừa lại do chính đơn vị này kế thừa."})
            met.add(later.pk)
            later = later.successor
