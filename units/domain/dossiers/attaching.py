"""Attach files to dossiers, remove them, delete files without a row.

A file is written before its row, so a row never points to a missing file.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.utils import timezone

from units.choices import AttachmentKind, AttachmentPurpose, EventVerb
from units.domain.dossiers import changing, writing
from units.domain.journal import audit
from units.models import Attachment, Initiative, User
from units.models.attachment import MAX_FILES

IN_FLIGHT = timedelta(hours=1)
"""A file younger than this may belong to a row that is still being written."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that exchange/attachment_in.py has accepted: its kind, its cleaned name, its bytes."""

    kind: AttachmentKind
    name: str
    content: bytes


def attach(
    initiative: Initiative, incoming: IncomingFile, *, purpose: AttachmentPurpose, by: User
) -> Attachment:
    """Attach a file to a dossier that is still open; the same file sent again returns the existing one.

    Raises PermissionDenied, ValidationError.
    """
    digest = hashlib.sha256(incoming.content).hexdigest()
    attachment = Attachment(
        purpose=purpose,
        kind=incoming.kind,
        name=incoming.name,
        size=len(incoming.content),
        sha256=digest,
        attached_by=by,
    )
    try:
        with transaction.atomic():
            attachment.initiative = stored = writing.writable(initiative, seen=None, by=by)
            present = list(stored.attachments.all())
            for each in present:
                if (each.sha256, each.purpose) == (digest, purpose):
                    return each
            _require_room(present, digest)
            attachment.file.save(incoming.name, ContentFile(incoming.content), save=False)
            _make_durable(Path(attachment.file.path))
            attachment.full_clean(exclude={"initiative", "attached_by"})
            attachment.save(force_insert=True)
            changing.tell(EventVerb.FILE_ATTACHED, stored, by=by, for_unit=True, after=_told(attachment))
    except BaseException:
        if attachment.file:
            attachment.file.storage.delete(str(attachment.file.name))
        raise
    return attachment


def remove(attachment: Attachment, *, by: User) -> None:
    """Remove a file from a dossier that is still open. Raises PermissionDenied, ValidationError."""
    with transaction.atomic():
        attachment.initiative = stored = writing.writable(attachment.initiative, seen=None, by=by)
        if not stored.attachments.filter(pk=attachment.pk).exists():
            return
        stored.attachments.filter(pk=attachment.pk).delete()
        storage, name = attachment.file.storage, str(attachment.file.name)
        transaction.on_commit(lambda: storage.delete(name))
        changing.tell(EventVerb.FILE_REMOVED, stored, by=by, for_unit=True, before=_told(attachment))


def clear_orphan_files(storage: Storage = default_storage) -> int:
    """Delete files that no row points to, left behind by a crash; returns how many."""
    if not storage.exists(""):
        return 0
    cleared = 0
    latest = timezone.now() - IN_FLIGHT
    for folder in storage.listdir("")[0]:
        names = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
        known = set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
        for name in sorted(names - known):
            if storage.get_modified_time(name) < latest:
                storage.delete(name)
                cleared += 1
    return cleared


def _require_room(present: list[Attachment], digest: str) -> None:
    same = next((each for each in present if each.sha256 == digest), None)
    if same:
        raise ValidationError(f"Tệp này đã được đính kèm, là “{same.get_purpose_display()}”: {same.name}.")
    if len(present) >= MAX_FILES:
        raise ValidationError(
            f"Hồ sơ đã có {len(present)} tệp; nhiều nhất là {MAX_FILES}. Hãy bỏ bớt một tệp rồi đính kèm lại."
        )


def _make_durable(path: Path) -> None:
    """Flush the file and its folder to disk, so that a committed row never lacks its file
    after a power cut.
    """
    for each in (path, path.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _told(attachment: Attachment) -> audit.Values:
    """What an event stores. Not the name, which may name people: the audit is read by others than the
    dossier.
    """
    return {
        "file_purpose": attachment.get_purpose_display(),
        "file_kind": attachment.get_kind_display(),
        "file_size": attachment.size,
        "file_sha256": attachment.sha256,
    }
