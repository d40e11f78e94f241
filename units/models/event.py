"""Event and EventChain: who did what, in a chain of hashes that reveals a missing link."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from units.choices import EventVerb
from units.models.text_places import ANYBODY, PERSON, THING


class Event(models.Model):
    """One change. Append-only: the database refuses UPDATE and DELETE.

    `hash`: the SHA-256 of this row's content and of the hash before it (domain/journal/chain.py).
    """

    sequence = models.PositiveBigIntegerField("số thứ tự")
    recorded_at = models.DateTimeField("lúc")
    verb = models.CharField("việc", max_length=40, choices=EventVerb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người làm",
        on_delete=models.PROTECT,
        related_name="events",
        null=True,
    )
    by_name = models.CharField("tên người làm", max_length=150)
    on_behalf_of = models.ForeignKey(
        "units.Unit",
        verbose_name="làm thay cho",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    origin = models.GenericIPAddressField("từ địa chỉ", null=True)
    programme = models.ForeignKey(
        "units.Programme", on_delete=models.PROTECT, related_name="events", null=True
    )
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="events", null=True)
    subject = models.CharField("đối tượng", max_length=100)
    subject_name = models.CharField("tên đối tượng", max_length=300)
    before = models.JSONField("trước", null=True)
    after = models.JSONField("sau", null=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    text_places = {
        "by_name": PERSON,
        "subject": THING,
        "subject_name": ANYBODY,
        "before": ANYBODY,
        "after": ANYBODY,
        "reason": ANYBODY,
        "previous_hash": THING,
        "hash": THING,
    }

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "nhật ký"
        ordering = ["-sequence"]
        indexes = [
            models.Index(fields=["unit", "-sequence"], name="event_of_unit"),
            models.Index(fields=["by", "-sequence"], name="event_by_person"),
            models.Index(fields=["programme", "-sequence"], name="event_of_programme"),
            models.Index(fields=["verb", "-sequence"], name="event_of_verb"),
            models.Index(fields=["-recorded_at"], name="event_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sequence"],
                name="event_sequence_unique",
                violation_error_message="Số thứ tự sự kiện đã có.",
            ),
            models.CheckConstraint(
                condition=Q(verb__in=EventVerb.values),
                name="event_verb_known",
                violation_error_message="Loại sự kiện không có trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.subject_name}"


class EventChain(models.Model):
    """The end of the chain: one row, locked while an event is appended, so that the chain never forks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_sequence = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)

    text_places = {"last_hash": THING}

    class Meta:
        verbose_name = "đầu chuỗi sự kiện"
        verbose_name_plural = "đầu chuỗi sự kiện"
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="event_chain_single",
                violation_error_message="Chỉ có một chuỗi sự kiện.",
            )
        ]

    def __str__(self) -> str:
        return f"Sự kiện {self.last_sequence}"
