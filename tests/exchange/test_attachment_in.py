"""The gate of attached files: honest ones pass, hostile ones are refused with a sentence."""

import io
import zipfile
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.exchange import hostile_files as files
from units.choices import AttachmentKind
from units.exchange import attachment_pdf
from units.exchange.attachment_in import clean_name, read_attachment
from units.exchange.attachment_pdf import checked_pdf
from units.models.attachment import MAX_FILE_BYTES


def refused(name: str, content: bytes) -> str:
    """The code of the refusal, which must be one whole Vietnamese sentence or more."""
    with pytest.raises(ValidationError) as error:
        read_attachment(name, content)
    [sentence] = error.value.messages
    assert sentence.endswith(".")
    assert sentence[0].isupper()
    return str(error.value.code)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Quyết định 12.pdf", files.pdf(), AttachmentKind.PDF),
        ("quet.PDF", files.pdf(tail=b"\r\n\0\n"), AttachmentKind.PDF),
        ("mo-trang-dau.pdf", files.pdf(b"<< /OpenAction [3 0 R /XYZ null null 0] >>"), AttachmentKind.PDF),
        ("ten-gan-giong.pdf", files.pdf(b"<< /JSomething 1 /Launched 2 >>"), AttachmentKind.PDF),
        ("nen.pdf", files.pdf_with_packed(b"1 0 << /Type /Page >>"), AttachmentKind.PDF),
        ("tinh-co.pdf", files.pdf(b"<< >>\nstream\nx/JS(\nendstream"), AttachmentKind.PDF),
        ("Biên bản.docx", files.docx(), AttachmentKind.DOCX),
        ("it-nhat.docx", files.package(), AttachmentKind.DOCX),
    ],
)
def test_honest_document_passes_as_it_is(name: str, content: bytes, kind: AttachmentKind) -> None:
    found = read_attachment(name, content)

    assert (found.kind, found.content, found.name) == (kind, content, name.replace(".PDF", ".pdf"))


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("JPEG", "RGB", "RGB"),
        ("JPEG", "L", "L"),
        ("JPEG", "CMYK", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "1", "1"),
        ("PNG", "P", "RGB"),
    ],
)
def test_picture_is_drawn_anew(kind: str, mode: str, kept: str) -> None:
    found = read_attachment(f"anh.{kind.lower()}", files.picture(kind, mode))

    with Image.open(io.BytesIO(found.content)) as drawn:
        drawn.load()
        assert (found.kind.name, drawn.format, drawn.mode, drawn.size) == (kind, kind, kept, (8, 6))


def test_picture_loses_place_and_comment_and_whatever_hides_behind_it() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as hidden:
        hidden.writestr("an.txt", "ẩn")
    found = read_attachment("anh.jpg", files.located_picture() + files.HTML + archive.getvalue())

    with Image.open(io.BytesIO(found.content)) as drawn:
        assert drawn.size == (6, 8)  # upright now
        assert not drawn.getexif()
    assert b"nha-cua-tac-gia" not in found.content
    assert b"<script>" not in found.content
    assert not zipfile.is_zipfile(io.BytesIO(found.content))


def test_text_of_a_png_is_gone() -> None:
    content = files.picture("PNG", icc_profile=files.HTML)
    assert files.HTML not in content  # compressed
    drawn = Image.open(io.BytesIO(read_attachment("anh.png", content + files.HTML).content))

    assert drawn.info == {}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("trong.pdf", b"", "empty"),
        ("lon.pdf", files.pdf(b"x" * MAX_FILE_BYTES), "size"),
        ("trang.html", files.HTML, "kind"),
        ("anh.jpg", files.HTML, "kind"),
        ("anh.gif", files.picture("GIF"), "kind"),
        ("anh.png", b"GIF89a/*" + b"\0" * 20 + b"*/=alert(1)", "kind"),
        ("anh.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "kind"),
        ("chuong-trinh.exe", b"MZ" + b"\0" * 100, "kind"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "kind"),
        ("khong-dau.pdf", b"\n" + files.pdf(), "kind"),
        ("x.pdf.exe", files.pdf(), "ending"),
        ("x.pdf", files.picture(), "ending"),
        ("x.jpg", files.picture("PNG"), "ending"),
        ("x.docm", files.package(), "ending"),
        ("khong-duoi", files.pdf(), "ending"),
        ("anh\u202egpj.exe", files.picture(), "ending"),
    ],
)
def test_what_it_is_and_what_it_is_called_must_fit(name: str, content: bytes, code: str) -> None:
    assert refused(name, content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (files.pdf()[:-8], "broken"),
        (files.pdf(tail=b"\n" + files.HTML), "broken"),
        (files.pdf(tail=b"\n" + files.package()), "broken"),
        (files.pdf(files.package(), tail=b"\n"), "polyglot"),
        (files.pdf(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), "active"),
        (files.pdf(b"<< /S /J#61vaScript >>"), "active"),
        (files.pdf(b"<< /OpenAction << /JS (x) >> >>"), "active"),
        (files.pdf(b"<< /S /Launch /F (cmd.exe) >>"), "active"),
        (files.pdf(b"<< /Type /EmbeddedFile >>"), "active"),
        (files.pdf(b"<< /Names << /EmbeddedFiles 3 0 R >> >>"), "active"),
        (files.pdf(b"<< /XFA [] >>"), "active"),
        (files.pdf_with_packed(b"1 0 << /S /JavaScript >>"), "active"),
        (files.pdf_with_packed(b"1 0 << /#4aS (x) >>"), "active"),
        (files.pdf_with_packed(b"1 0 << /S /J#61vaScript >>"), "active"),
        (files.pdf_with_packed(b"1 0 << /JS (x) >>").replace(b"/ObjStm", b"/Obj#53tm"), "active"),
        (
            files.pdf_with_packed(b"1 0 << /JS (x) >>").replace(b"stream\n", b"%stream\nstream\r\n", 1),
            "active",
        ),
        (
            files.pdf_with_packed(b"1 0 << /JS (x) >>" + b" " * 99_999).replace(b"\nendstr", b"\xffendstr"),
            "active",
        ),
        (files.pdf_with_packed(b" " * 30_000_000), "bomb"),
        (files.pdf(b"<< /Encrypt 4 0 R >>"), "encrypted"),
    ],
)
def test_hostile_pdf_is_refused(content: bytes, code: str) -> None:
    assert refused("tep.pdf", content) == code


class Walked(bytes):
    """Bytes that count how many of them were passed in search of an end."""

    steps = 0

    def find(self, sought: Any, start: Any = 0, end: Any = None, /) -> int:
        found = super().find(sought, start, end)
        self.steps += (found if found >= 0 else len(self)) - start
        return found


def filled(piece: bytes, last: bytes) -> Walked:
    """As large a PDF as may be: one piece over and over."""
    most = MAX_FILE_BYTES - len(b"%PDF-1.4\n" + last + b"\n%%EOF")
    return Walked(b"%PDF-1.4\n" + piece * (most // len(piece)) + last + b"\n%%EOF")


@pytest.mark.parametrize(
    ("piece", "last", "code"),
    [
        (b"stream\n", b"", "broken"),
        (b"/ObjStm stream\n", b"", "broken"),
        (b"stream\nx endstream ", b"", "bomb"),
        (b"/ObjStm stream\nx endstream ", b"", "bomb"),
        (b"/ObjStm stream\n", b"endstream", "bomb"),
    ],
)
def test_largest_hostile_pdf_is_walked_through_once(piece: bytes, last: bytes, code: str) -> None:
    content = filled(piece, last)

    assert refused("tep.pdf", content) == code
    assert 0 < content.steps <= len(content)


@pytest.mark.parametrize("piece", [b"endstream\n", b"/", b"#4a", b"/J#61vaScrip"])
def test_largest_odd_pdf_passes(piece: bytes) -> None:
    content = filled(piece, b"")
    assert checked_pdf(content) == content


def test_what_is_unpacked_is_counted_over_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what comes out before a fault, and what goes in without anything coming out."""
    monkeypatch.setattr(attachment_pdf, "MOST_UNPACKED", 200_000)
    head, tail = b"<< /Type /ObjStm >>\nstream\n", b"\nendstream\n"
    whole = head + zlib.compress(b" " * 60_000) + tail
    broken = head + zlib.compress(b" " * 60_000)[:-9] + b"\xff" * 9 + tail
    idle = head + b"x\x9c" + b"\0\0\0\xff\xff" * 12_000 + tail
    for packed in (whole, broken, idle):
        honest, bomb = files.pdf(packed * 2), files.pdf(packed * 4)
        assert checked_pdf(honest) == honest
        assert refused("tep.pdf", bomb) == "bomb"


def test_streams_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachment_pdf, "MOST_STREAMS", 3)
    three, four = (files.pdf(b"<< >>\nstream\nx\nendstream\n" * number) for number in (3, 4))
    assert checked_pdf(three) == three
    assert refused("tep.pdf", four) == "bomb"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("anh.jpg", b"\xff\xd8\xff" + files.HTML, "broken"),
        ("anh.jpg", files.picture()[:-200], "broken"),
        ("anh.png", files.picture("PNG")[:40], "broken"),
        ("anh.png", files.huge_png(6_000, 6_000), "pixels"),
        ("anh.png", files.huge_png(12_000, 10_000), "pixels"),
        ("anh.png", files.huge_png(60_000, 60_000), "pixels"),
        ("anh.png", files.huge_png(0, 10), "broken"),
        ("anh.png", files.huge_png(1_000, 1_000), "broken"),
    ],
)
def test_broken_or_boundless_picture_is_refused(name: str, content: bytes, code: str) -> None:
    assert refused(name, content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04" + b"\0" * 100, "broken"),
        (files.package()[:-30], "broken"),
        (files.package() + files.HTML, "polyglot"),
        (files.package(types=b"<Types/>"), "kind"),
        (files.package(types=b"<Types"), "broken"),
        (files.package(types=b'<!DOCTYPE t [<!ENTITY a "a">]><Types>&a;</Types>'), "broken"),
        (
            files.package(types=files.types("application/vnd.ms-word.document.macroEnabled.main+xml")),
            "active",
        ),
        (files.package({"word/vbaProject.bin": b"x"}), "active"),
        (files.package({"word/embeddings/bang.xlsx": b"x"}), "active"),
        (files.package({"word/activeX/activeX1.xml": b"x"}), "active"),
        (files.package({"word/trang.html": files.HTML}), "active"),
        (files.package(relations=files.relations("image", "http://127.0.0.1/x.png")), "active"),
        (files.package(relations=files.relations("attachedTemplate", "file:///x.dotm")), "active"),
        (files.package(relations=files.relations("aFChunk", "x.html")), "active"),
        (files.package({"../../etc/cron.d/x": b"x"}), "path"),
        (files.package({"/etc/passwd": b"x"}), "path"),
        (files.package({"C:/x.xml": b"x"}), "path"),
        (files.package({"WORD/document.xml": b"x"}), "path"),
        (files.package({f"word/{n}.xml": b"" for n in range(200)}), "bomb"),
        (files.package({"word/media/a.xml": b"\0" * 53_000_000}), "bomb"),
        (files.package(types=files.types("x" * 1_100_000)), "bomb"),
        (files.package(relations=files.relations(target="x" * 1_100_000)), "bomb"),
        (files.package({f"{n}/a.rels": files.relations(target="x" * 400_000) for n in range(3)}), "bomb"),
        (files.encrypted_zip(), "encrypted"),
    ],
)
def test_hostile_word_document_is_refused(content: bytes, code: str) -> None:
    assert refused("tep.docx", content) == code


def test_another_office_document_is_not_a_word_document() -> None:
    sheet = (
        b'<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats"/></Types>'
    )

    assert refused("bang.docx", files.package(types=sheet)) == "kind"


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Mai\\Quyết định.pdf", "Quyết định.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("hai\r\ndòng.pdf", "haidòng.pdf"),
        ("\u202efdp.Mai.pdf", "fdp.Mai.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("  nhiều   chỗ  trống .pdf", "nhiều chỗ trống.pdf"),
        ('a<b>"c"|d?*.pdf', "a b c d.pdf"),
        ("x.exe.pdf", "x.exe.pdf"),
        ("Quye\u0302\u0301t.pdf", "Quyết.pdf"),
        ("...a.PDF", "a.pdf"),
    ],
)
def test_ugly_name_is_cleaned(given: str, cleaned: str) -> None:
    assert clean_name(given, AttachmentKind.PDF) == cleaned
