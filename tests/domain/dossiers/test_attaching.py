"""Files of a dossier: kept whole or not at all; nothing is left behind."""

import os
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from tests.factories import make_attachment, make_initiative, make_participation, make_user, submit
from units.choices import AttachmentKind, AttachmentPurpose, EventVerb, Role
from units.domain.dossiers import attaching
from units.domain.dossiers.attaching import IncomingFile
from units.models import Attachment, Event, Initiative, User
from units.models.attachment import MAX_FILE_BYTES, MAX_FILES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_files() -> Iterator[None]:
    """Other tests have left theirs, whose rows are gone."""
    for path in kept():
        path.unlink()
    yield
    for path in kept():
        path.unlink()


def kept() -> list[Path]:
    return [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]


@pytest.fixture
def initiative() -> Initiative:
    return make_initiative(participation=make_participation())


@pytest.fixture
def officer(initiative: Initiative) -> User:
    return make_user(role=Role.OFFICER, home_unit=initiative.participation.unit)


def incoming(content: bytes = b"%PDF-1.7 %%EOF", name: str = "quyet-dinh.pdf") -> IncomingFile:
    return IncomingFile(AttachmentKind.PDF, name, content)


def attach(initiative: Initiative, by: User, content: bytes = b"%PDF-1.7 %%EOF", **values: str) -> Attachment:
    purpose = AttachmentPurpose(values.get("purpose", "decision"))
    return attaching.attach(initiative, incoming(content), purpose=purpose, by=by)


def test_file_is_kept_under_a_name_of_its_own_for_the_owner_alone(
    initiative: Initiative, officer: User
) -> None:
    attachment = attach(initiative, officer)

    [path] = kept()
    assert path.read_bytes() == b"%PDF-1.7 %%EOF"
    assert "quyet" not in str(path.relative_to(default_storage.path("")))
    assert path.stat().st_mode & 0o777 == 0o600
    assert (attachment.name, attachment.size, attachment.attached_by) == ("quyet-dinh.pdf", 14, officer)


def test_event_tells_of_the_file_but_not_its_name(initiative: Initiative, officer: User) -> None:
    attachment = attach(initiative, officer)

    event = Event.objects.get()
    told = {
        "file_purpose": "Quyết định công nhận",
        "file_kind": "PDF",
        "file_size": 14,
        "file_sha256": attachment.sha256,
    }
    assert (event.verb, event.subject, event.after) == (
        EventVerb.FILE_ATTACHED,
        f"initiative:{initiative.pk}",
        told,
    )


def test_same_file_sent_twice_is_kept_once(initiative: Initiative, officer: User) -> None:
    assert attach(initiative, officer) == attach(initiative, officer)
    with pytest.raises(ValidationError, match="đã được đính kèm, là “Quyết định công nhận”"):
        attach(initiative, officer, purpose="effect")
    assert (len(kept()), Attachment.objects.count(), Event.objects.count()) == (1, 1, 1)


def test_one_file_too_many_is_refused(initiative: Initiative, officer: User) -> None:
    for _ in range(MAX_FILES):
        make_attachment(initiative=initiative)
    with pytest.raises(ValidationError, match="Hồ sơ đã có 10 tệp; nhiều nhất là 10"):
        attach(initiative, officer)
    assert len(kept()) == MAX_FILES


@pytest.mark.parametrize("content", [b"", b"x" * (MAX_FILE_BYTES + 1)])
def test_what_the_database_refuses_leaves_no_file(
    initiative: Initiative, officer: User, content: bytes
) -> None:
    """The row is judged after the file was written."""
    with pytest.raises(ValidationError):
        attach(initiative, officer, content)
    assert (kept(), Attachment.objects.count(), Event.objects.count()) == ([], 0, 0)


def test_others_attach_and_remove_nothing(initiative: Initiative) -> None:
    attachment = make_attachment(initiative=initiative)
    for person in (make_user(role=Role.OFFICER), make_user(role=Role.REVIEWER), make_user()):
        with pytest.raises(PermissionDenied):
            attach(initiative, person)
        with pytest.raises(PermissionDenied):
            attaching.remove(attachment, by=person)
    assert len(kept()) == 1


def test_what_was_sent_keeps_its_files(initiative: Initiative, officer: User) -> None:
    attachment = make_attachment(initiative=initiative)
    sent = submit(initiative)
    with pytest.raises(ValidationError, match="nên không sửa được"):
        attach(sent, officer)
    with pytest.raises(ValidationError, match="nên không sửa được"):
        attaching.remove(attachment, by=officer)
    assert (len(kept()), Attachment.objects.count()) == (1, 1)


def test_removed_file_is_gone_once_the_row_is(initiative: Initiative, officer: User) -> None:
    attachment = make_attachment(initiative=initiative)
    with TestCase.captureOnCommitCallbacks(execute=True):
        attaching.remove(attachment, by=officer)
        assert len(kept()) == 1  # until the row is really gone
    attaching.remove(attachment, by=officer)  # somebody else was faster

    assert (kept(), Attachment.objects.count()) == ([], 0)
    assert [event.verb for event in Event.objects.all()] == [EventVerb.FILE_REMOVED]


def test_only_old_files_without_a_row_are_cleared(initiative: Initiative) -> None:
    make_attachment(initiative=initiative)
    old, young = (default_storage.save(f"ab/{name}", ContentFile(b"x")) for name in ("cu", "moi"))
    two_hours_ago = (timezone.now() - timedelta(hours=2)).timestamp()
    for path in kept():
        if path.name != "moi":
            os.utime(path, (two_hours_ago, two_hours_ago))
    out = StringIO()

    call_command("clear_orphan_files", stdout=out)

    assert out.getvalue() == "Đã xoá 1 tệp không thuộc hồ sơ nào.\n"
    assert (default_storage.exists(old), default_storage.exists(young), len(kept())) == (False, True, 2)


def test_nothing_to_clear_where_nothing_was_ever_kept(tmp_path: Path) -> None:
    assert attaching.clear_orphan_files(FileSystemStorage(location=tmp_path / "chua-co")) == 0
