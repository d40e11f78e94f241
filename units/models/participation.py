"""Bloc and Participation: who takes part in a programme, and below whom. This is the reporting tree."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from units.choices import Basis
from units.models.text_places import THING
from units.models.versioned import Versioned


class Bloc(Versioned):
    """An emulation bloc of a programme; its members are also ranked among themselves."""

    programme = models.ForeignKey("units.Programme", on_delete=models.PROTECT, related_name="blocs")
    code = models.SlugField("mã", max_length=50)
    name = models.CharField("tên", max_length=200)

    text_places = {"code": THING, "name": THING}

    class Meta:
        verbose_name = "khối thi đua"
        verbose_name_plural = "khối thi đua"
        ordering = ["programme", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="bloc_code_unique",
                violation_error_message="Chương trình đã có khối thi đua mang mã này.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Participation(Versioned):
    """A unit's place in a programme, with its name as printed in the tables of that programme.

    Participations without a parent are the rows of the ranked table; the others count through their parent
    where its basis is CHILDREN.
    """

    programme = models.ForeignKey("units.Programme", on_delete=models.PROTECT, related_name="participations")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="participations")
    parent = models.ForeignKey(
        "self",
        verbose_name="đơn vị cấp trên",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
    )
    bloc = models.ForeignKey(
        Bloc,
        verbose_name="khối thi đua",
        on_delete=models.PROTECT,
        related_name="participations",
        null=True,
        blank=True,
    )
    position = models.PositiveIntegerField("thứ tự", validators=[MinValueValidator(1)])
    name = models.CharField("tên in trên biểu", max_length=200)
    basis = models.CharField("cách tính kết quả", max_length=20, choices=Basis, default=Basis.REPORTED)

    text_places = {"name": THING}

    class Meta:
        verbose_name = "đơn vị tham gia"
        verbose_name_plural = "đơn vị tham gia"
        ordering = ["programme", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "unit"],
                name="participation_unit_once",
                violation_error_message="Đơn vị này đã tham gia chương trình.",
            ),
            models.UniqueConstraint(
                fields=["programme", "position"],
                name="participation_position_unique",
                violation_error_message="Thứ tự này đã có đơn vị khác.",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1),
                name="participation_position_positive",
                violation_error_message="Thứ tự đánh số từ 1.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="participation_name_given",
                violation_error_message="Đơn vị tham gia phải có tên in trên biểu.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="participation_not_own_parent",
                violation_error_message="Đơn vị không thể là cấp trên của chính mình.",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=Basis.values),
                name="participation_basis_known",
                violation_error_message="Cách tính kết quả không có trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Parent and bloc must belong to the same programme, and no participation may stand above itself."""
        if self.bloc and self.bloc.programme_id != self.programme_id:
            raise ValidationError({"bloc": "Khối thi đua thuộc chương trình khác."})
        ancestor = self.parent
        while ancestor:
            if ancestor.programme_id != self.programme_id:
                raise ValidationError({"parent": "Đơn vị cấp trên thuộc chương trình khác."})
            if ancestor.pk is not None and ancestor.pk == self.pk:
                raise ValidationError({"parent": "Đơn vị cấp trên lại là cấp dưới của chính đơn vị này."})
            ancestor = ancestor.parent
