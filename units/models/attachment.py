"""Attachment: a file of a dossier, kept under a name of its own and served as a download only."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from units.choices import AttachmentKind, AttachmentPurpose
from units.models.text_places import ANYBODY, THING

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_FILES = 10


def stored_name(_attachment: Attachment, _given: str) -> str:
    """A random path: the name that came with the file does not decide where it is stored."""
    key = uuid4().hex
    return f"{key[:2]}/{key}"


class Attachment(models.Model):
    """`name`: what the downloaded file is called. `sha256`: of the bytes as stored."""

    initiative = models.ForeignKey("units.Initiative", on_delete=models.PROTECT, related_name="attachments")
    purpose = models.CharField("là", max_length=20, choices=AttachmentPurpose)
    kind = models.CharField("loại tệp", max_length=20, choices=AttachmentKind)
    name = models.CharField("tên tệp", max_length=150)
    size = models.PositiveIntegerField("cỡ (byte)")
    sha256 = models.CharField(max_length=64)
    file = models.FileField("tệp", upload_to=stored_name, max_length=100)
    attached_at = models.DateTimeField("đính kèm lúc", default=timezone.now, editable=False)
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    text_places = {"name": ANYBODY, "sha256": THING, "file": ANYBODY}

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["initiative", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "sha256"],
                name="attachment_once",
                violation_error_message="Tệp này đã được đính kèm.",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=MAX_FILE_BYTES),
                name="attachment_size_in_range",
                violation_error_message="Tệp không được trống và không được quá 5 MB.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AttachmentKind.values),
                name="attachment_kind_known",
                violation_error_message="Chỉ nhận tệp PDF, DOCX, JPEG và PNG.",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=AttachmentPurpose.values),
                name="attachment_purpose_known",
                violation_error_message="Loại tài liệu không có trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
