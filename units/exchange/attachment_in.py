"""The gate of attached files: what is this really? Told by its bytes, never by its name; what cannot be
told, or holds what could run, is refused with a sentence.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError

from units.choices import AttachmentKind
from units.domain.dossiers.attaching import IncomingFile
from units.exchange.attachment_docx import checked_docx
from units.exchange.attachment_pdf import checked_pdf
from units.exchange.attachment_picture import redrawn
from units.models.attachment import MAX_FILE_BYTES
from units.vietnamese import file_size

LONGEST_NAME = 120
EXTENSIONS: Mapping[AttachmentKind, tuple[str, ...]] = {
    AttachmentKind.PDF: (".pdf",),
    AttachmentKind.DOCX: (".docx",),
    AttachmentKind.JPEG: (".jpg", ".jpeg"),
    AttachmentKind.PNG: (".png",),
}
BEGINNINGS: Mapping[AttachmentKind, bytes] = {
    AttachmentKind.PDF: b"%PDF-",
    AttachmentKind.DOCX: b"PK\x03\x04",
    AttachmentKind.JPEG: b"\xff\xd8\xff",
    AttachmentKind.PNG: b"\x89PNG\r\n\x1a\n",
}
GATES: Mapping[AttachmentKind, Callable[[bytes], bytes]] = {
    AttachmentKind.PDF: checked_pdf,
    AttachmentKind.DOCX: checked_docx,
    AttachmentKind.JPEG: lambda content: redrawn(content, "JPEG"),
    AttachmentKind.PNG: lambda content: redrawn(content, "PNG"),
}
TAKEN = "Chỉ nhận tệp PDF, Word (.docx), ảnh JPEG và ảnh PNG"
NOT_IN_NAMES = re.compile(r'[<>:"|?*]+')
"""What no file system of Windows takes."""


def read_attachment(name: str, content: bytes) -> IncomingFile:
    """The file as it may be kept: its kind, a clean name, its bytes (of pictures: drawn anew).

    Raises ValidationError with a whole sentence.
    """
    if not content:
        raise ValidationError("Tệp trống, không có nội dung. Hãy chọn lại tệp.", code="empty")
    require_size(len(content))
    kind = next((kind for kind, start in BEGINNINGS.items() if content.startswith(start)), None)
    if kind is None:
        raise ValidationError(f"{TAKEN}. Nội dung tệp này không thuộc loại nào trong số đó.", code="kind")
    cleaned = clean_name(name, kind)
    checked = GATES[kind](content)
    require_size(len(checked))
    return IncomingFile(kind, cleaned, checked)


def require_size(size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise ValidationError(
            f"Tệp nặng {file_size(size)}; nhiều nhất là {file_size(MAX_FILE_BYTES)}. "
            "Hãy chụp hoặc quét ở độ phân giải thấp hơn, hay chia thành nhiều tệp.",
            code="size",
        )


def clean_name(given: str, kind: AttachmentKind) -> str:
    """The name without folders and signs that do not print; refused when its ending is of another kind."""
    base = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    printed = "".join(sign for sign in base if sign.isprintable())
    path = PurePosixPath(" ".join(NOT_IN_NAMES.sub(" ", printed).split()).lstrip(". ") or "tep")
    ending = path.suffix.lower()
    if ending not in EXTENSIONS[kind]:
        raise ValidationError(
            f"Tên tệp kết thúc bằng “{ending[:20] or 'không có đuôi'}” nhưng nội dung là {kind.label}. "
            f"{TAKEN}, với đuôi đúng là {' hoặc '.join(EXTENSIONS[kind])}.",
            code="ending",
        )
    stem = path.stem.strip(". ") or "tep"
    return stem[: LONGEST_NAME - len(ending)].strip(". ") + ending
