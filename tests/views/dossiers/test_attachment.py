"""Files of a dossier over HTTP: let in or refused with a sentence, served as downloads to few."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.exchange import hostile_files as files
from tests.factories import make_attachment, make_initiative, make_participation, make_user, submit
from tests.views.html import parse
from units.choices import Role
from units.middleware import MOST_BODY_BYTES
from units.models import Attachment, Initiative, User
from units.models.attachment import MAX_FILES

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative() -> Initiative:
    return make_initiative(participation=make_participation())


@pytest.fixture
def desk(client: Client, initiative: Initiative) -> Client:
    client.force_login(make_user(role=Role.OFFICER, home_unit=initiative.participation.unit))
    return client


def files_of(initiative: Initiative) -> str:
    return reverse("dossier-files", args=[initiative.pk])


def upload(
    client: Client, initiative: Initiative, name: str, content: bytes, **typed: str
) -> tuple[int, str]:
    """Status, and what the page says is wrong."""
    sent = {"purpose": "decision", "file": SimpleUploadedFile(name, content), **typed}
    response = client.post(files_of(initiative), sent)
    alerts = parse(response.content).all(role="alert") if response.content else []
    return response.status_code, alerts[0].text() if alerts else ""


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_file_is_attached_listed_and_downloaded_as_it_is(desk: Client, initiative: Initiative) -> None:
    assert upload(desk, initiative, "Quyết định 12.pdf", files.pdf()) == (302, "")
    attachment = Attachment.objects.get()
    listed = parse(desk.get(files_of(initiative)).content).one("main").text()
    response = desk.get(reverse("attachment", args=[initiative.pk, attachment.pk]))

    assert "Quyết định 12.pdf Quyết định công nhận · PDF · 1 KB" in listed
    assert response.getvalue() == files.pdf()
    assert {
        name: response.headers[name]
        for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control")
    } == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    }
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Quy%E1%BA%BFt")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("trong.pdf", b"", "Tệp trống"),
        ("lon.pdf", files.pdf(b"x" * 5_300_000), "Tệp nặng 5,1 MB; nhiều nhất là 5 MB."),
        ("anh.jpg", files.HTML, "Chỉ nhận tệp PDF, Word (.docx), ảnh JPEG và ảnh PNG"),
        ("x.pdf.exe", files.pdf(), "Tên tệp kết thúc bằng “.exe” nhưng nội dung là PDF."),
        ("../../x.png", files.pdf(), "Tên tệp kết thúc bằng “.png”"),
        ("tu-chay.pdf", files.pdf(b"<< /S /JavaScript >>"), "có lệnh tự chạy"),
        ("macro.docx", files.package({"word/vbaProject.bin": b"x"}), "có macro"),
        ("to.png", files.huge_png(30_000, 30_000), "quá lớn"),
    ],
    ids=["empty", "large", "html", "exe", "path", "script", "macro", "pixels"],
)
def test_bad_file_is_refused_with_a_sentence(
    desk: Client, initiative: Initiative, name: str, content: bytes, said: str
) -> None:
    status, alert = upload(desk, initiative, name, content)

    assert (status, Attachment.objects.count()) == (400, 0)
    assert said in alert


def test_missing_parts_of_the_form_are_named(desk: Client, initiative: Initiative) -> None:
    response = desk.post(files_of(initiative), {"purpose": "gi-do"})
    alert = parse(response.content).one(role="alert").text()

    assert (response.status_code, "Hãy chọn một tệp." in alert) == (400, True)
    assert "Lựa chọn này không có trong danh sách." in alert


def test_eleventh_file_is_refused(desk: Client, initiative: Initiative) -> None:
    for _ in range(MAX_FILES):
        make_attachment(initiative=initiative)
    status, alert = upload(desk, initiative, "them.pdf", files.pdf())

    assert (status, "nhiều nhất là 10" in alert) == (400, True)
    assert not parse(desk.get(files_of(initiative)).content).all("input", name="file")


@pytest.mark.parametrize("person", ["officer", "stranger"])
def test_endless_body_is_refused_before_anything_of_it_is_kept(
    desk: Client, initiative: Initiative, person: str
) -> None:
    client = desk if person == "officer" else Client()
    response = client.post(
        files_of(initiative), b"x" * (MOST_BODY_BYTES + 1), content_type="multipart/form-data; boundary=x"
    )

    assert response.status_code == 413
    assert "nặng 6 MB, trong khi mỗi tệp nhiều nhất là 5 MB" in parse(response.content).one("main").text()


def test_body_that_ends_before_its_length_is_read_to_its_end(desk: Client, initiative: Initiative) -> None:
    body = BytesIO(b"x" * 100)
    sent = {"CONTENT_LENGTH": "999999999999", "wsgi.input": body}
    response = desk.generic("POST", files_of(initiative), **sent)  # type: ignore[arg-type]

    assert (response.status_code, body.read()) == (413, b"")


@pytest.mark.parametrize(
    ("role", "is_confidential", "status"),
    [
        (Role.REVIEWER, False, 200),
        (Role.STAFF, False, 200),
        (Role.VIEWER, False, 403),
        (Role.REVIEWER, True, 403),
        (Role.STAFF, True, 403),
        (Role.ADMINISTRATOR, True, 403),
        (Role.OFFICER, False, 404),
    ],
)
def test_file_is_given_only_to_who_may_read_people(
    initiative: Initiative, role: Role, is_confidential: bool, status: int
) -> None:
    Initiative.objects.update(is_confidential=is_confidential)
    attachment = make_attachment(initiative=initiative)
    submit(initiative)
    address = reverse("attachment", args=[initiative.pk, attachment.pk])

    response = signed_in(make_user(role=role)).get(address)
    response.close()

    assert response.status_code == status


def elsewhere(attachment: Attachment) -> list[int]:
    return [make_initiative(participation=attachment.initiative.participation).pk, attachment.pk]


def gone(attachment: Attachment) -> list[int]:
    attachment.file.storage.delete(str(attachment.file.name))
    return [attachment.initiative_id, attachment.pk]


@pytest.mark.parametrize("named", [elsewhere, gone])
def test_file_that_is_not_there_is_not_found(
    desk: Client, initiative: Initiative, named: Callable[[Attachment], list[int]]
) -> None:
    attachment = make_attachment(initiative=initiative)

    assert desk.get(reverse("attachment", args=named(attachment))).status_code == 404


def test_file_is_taken_away_after_one_more_question(desk: Client, initiative: Initiative) -> None:
    attachment = make_attachment(initiative=initiative, name="nham.pdf")
    address = reverse("remove-attachment", args=[initiative.pk, attachment.pk])
    assert "nham.pdf" in parse(desk.get(address).content).one("main").text()
    assert Attachment.objects.exists()

    assert desk.post(address).headers["Location"] == files_of(initiative)

    assert not Attachment.objects.exists()


def test_file_of_what_was_sent_stays(desk: Client, initiative: Initiative) -> None:
    attachment = make_attachment(initiative=initiative)
    submit(initiative)

    response = desk.post(reverse("remove-attachment", args=[initiative.pk, attachment.pk]), follow=True)

    assert "nên không sửa được" in parse(response.content).one("main").text()
    assert Attachment.objects.exists()
