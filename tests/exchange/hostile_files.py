"""Files as they are and as they pretend to be: honest ones of each kind, and hostile ones."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from docx import Document
from PIL import Image

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HTML = b"<html><script>alert(document.cookie)</script></html>"


def pdf(inside: bytes = b"<< /Type /Catalog /Pages 2 0 R >>", tail: bytes = b"\n") -> bytes:
    """A small PDF with one object of the caller's."""
    body = (
        b"%PDF-1.7\n1 0 obj\n" + inside + b"\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    )
    trailer = b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 1\n0000000000 65535 f \n" + trailer + tail


def pdf_with_packed(objects: bytes) -> bytes:
    """A PDF whose objects stand in a compressed stream."""
    packed = zlib.compress(objects)
    head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(packed)
    return pdf(head + b"\nstream\n" + packed + b"\nendstream")


def picture(
    kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (8, 6), **options: object
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 200 if mode in ("L", "P", "1") else None).save(out, kind, **options)
    return out.getvalue()


def located_picture() -> bytes:
    """A JPEG lying on its side, with the place and a comment in it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = "nha-cua-tac-gia"
    return picture(size=(8, 6), exif=exif.tobytes(), comment=HTML)


def huge_png(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of this size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b"")]
    drawn = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + drawn


def docx() -> bytes:
    """A document as Word writes it, with a link."""
    document = Document()
    document.add_paragraph("Biên bản họp hội đồng sáng kiến")
    document.part.relate_to("https://example.vn/", f"{OFFICE}/hyperlink", is_external=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def package(parts: Mapping[str, bytes] | None = None, **replaced: bytes) -> bytes:
    """The least of a document, with further parts; `types` and `relations` replace its own."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>'.encode()
    named = {
        "[Content_Types].xml": replaced.get("types", types),
        "word/_rels/document.xml.rels": replaced.get("relations", relations()),
        "word/document.xml": b"<document/>",
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in named.items():
            file.writestr(name, content)
    return out.getvalue()


def relations(kind: str = "hyperlink", target: str = "https://example.vn/") -> bytes:
    line = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return f'<Relationships xmlns="{RELATIONS}">{line}</Relationships>'.encode()


def types(content_type: str) -> bytes:
    parts = "".join(
        f'<Override PartName="/word/{number}.xml" ContentType="{each}"/>'
        for number, each in enumerate((MAIN_TYPE, content_type))
    )
    return f"<Types>{parts}</Types>".encode()


def encrypted_zip() -> bytes:
    """A package whose first member says that it is encrypted."""
    content = bytearray(package())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)
