"""Directive: the official letter beside the table."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from units.models.text_places import ANYBODY, THING


class DirectiveQuerySet(models.QuerySet["Directive"]):
    def beside(self, as_of: date) -> DirectiveQuerySet:
        """Letters that belong to a table of this day or an earlier one, the newest first.

        The day of a letter's figures decides: the letter of the 17th with the table of the 15th belongs to
        the table of the 15th. A letter without figures belongs to its day of issue.
        """
        return self.filter(Q(as_of__lte=as_of) | Q(as_of=None, issued_on__lte=as_of)).order_by(
            "-issued_on", "-pk"
        )


class Directive(models.Model):
    """An official letter as issued, in plain text; blank lines separate paragraphs."""

    programme = models.ForeignKey("units.Programme", on_delete=models.PROTECT, related_name="directives")
    number = models.CharField("số, ký hiệu", max_length=50)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    place = models.CharField("nơi ban hành", max_length=100)
    issued_on = models.DateField("ngày ban hành")
    as_of = models.DateField("số liệu tính đến ngày", null=True, blank=True)
    subject = models.CharField("trích yếu", max_length=500)
    recipients = models.TextField("kính gửi", help_text="Mỗi nơi nhận một dòng.")
    body = models.TextField("nội dung")

    text_places = {
        "number": THING,
        "issuer": THING,
        "place": THING,
        "subject": THING,
        "recipients": ANYBODY,
        "body": ANYBODY,
    }

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "công văn"
        verbose_name_plural = "công văn"
        ordering = ["programme", "-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number", "issued_on"],
                name="directive_number_unique",
                violation_error_message="Đã có công văn mang số và ngày này.",
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(body=""),
                name="directive_complete",
                violation_error_message="Công văn phải có số và nội dung.",
            ),
        ]

    def __str__(self) -> str:
        return f"Công văn số {self.number}"
