"""Word documents at the gate: a plain .docx of ordinary size, without macros or embedded objects, and with
nothing fetched from elsewhere; only the addresses of links may lead out.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.core.exceptions import ValidationError

MOST_MEMBERS = 200
MOST_UNPACKED = 50 * 1024 * 1024
MOST_READ = 1024 * 1024
"""Of the types and all the relations together: what is not only measured but parsed."""
AT_ONCE = 64 * 1024
CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
END_OF_ZIP = b"PK\x05\x06"
END_LENGTH = 22
ENCRYPTED_FLAG = 1
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
FORBIDDEN_PARTS = re.compile(
    r"vba|(^|/)(embeddings|activex)/|oleobject|\.(bin|exe|js|vbs|hta|html?|mht)$", re.IGNORECASE
)
FORBIDDEN_TYPES = re.compile(r"macroenabled|vba|activex|oleobject", re.IGNORECASE)
FORBIDDEN_RELATIONS = ("/aFChunk", "/oleObject", "/package", "/control", "/vbaProject")
HYPERLINK = "/hyperlink"
MEND = "Hãy lưu tài liệu thành PDF rồi đính kèm."
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
)


def checked_docx(content: bytes) -> bytes:
    """The same bytes. Raises ValidationError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            _require_nothing_around(content, members)
            _require_ordinary(members)
            texts = _unpacked(package, members)
            _require_plain_types(texts[CONTENT_TYPES])
            _require_no_fetching(texts)
    except (*UNREADABLE, ParseError, DefusedXmlException) as error:
        raise ValidationError(
            f"Tệp không đọc được như một tài liệu Word (.docx). {MEND}", code="broken"
        ) from error
    return content


def _require_nothing_around(content: bytes, members: Iterable[zipfile.ZipInfo]) -> None:
    """The zip begins with the file and ends with it: nothing stands before, nothing behind."""
    ends_whole = content[-END_LENGTH:].startswith(END_OF_ZIP) and content.endswith(b"\0\0")
    if not ends_whole or min((each.header_offset for each in members), default=-1) != 0:
        raise ValidationError(f"Tệp Word có nội dung lạ nối vào đầu hoặc cuối. {MEND}", code="polyglot")


def _require_ordinary(members: list[zipfile.ZipInfo]) -> None:
    names = [each.filename for each in members]
    if len(members) > MOST_MEMBERS:
        raise _bomb()
    for each in members:
        parts = each.filename.split("/")
        if (
            ".." in parts
            or each.filename.startswith("/")
            or "\\" in each.orig_filename
            or ":" in each.filename
        ):
            raise ValidationError(f"Tệp Word có đường dẫn lạ bên trong. {MEND}", code="path")
        if each.flag_bits & ENCRYPTED_FLAG or each.compress_type not in COMPRESSIONS:
            raise ValidationError(
                "Tệp Word đặt mật khẩu hoặc nén kiểu lạ, không kiểm tra được. Hãy lưu lại tệp không khoá.",
                code="encrypted",
            )
        if FORBIDDEN_PARTS.search(each.filename):
            raise _active()
    if len({name.casefold() for name in names}) < len(names) or "\0" in "".join(names):
        raise ValidationError(f"Tệp Word có hai phần cùng tên bên trong. {MEND}", code="path")


def _unpacked(package: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> Mapping[str, bytes]:
    """What must be read: the types and the relations. All else is inflated and measured, and forgotten."""
    texts: dict[str, bytes] = {}
    left, may_be_read = MOST_UNPACKED, MOST_READ
    for each in members:
        is_read = each.filename == CONTENT_TYPES or each.filename.endswith(".rels")
        kept = bytearray()
        with package.open(each) as stream:
            while block := stream.read(AT_ONCE):
                left -= len(block)
                if is_read:
                    may_be_read -= len(block)
                    kept += block
                if left < 0 or may_be_read < 0:
                    raise _bomb()
        if is_read:
            texts[each.filename] = bytes(kept)
    return texts


def _require_plain_types(text: bytes) -> None:
    types = [each.get("ContentType", "") for each in fromstring(text)]
    if any(FORBIDDEN_TYPES.search(each) for each in types):
        raise _active()
    if MAIN_TYPE not in types:
        raise ValidationError(f"Tệp nén này không phải là tài liệu Word (.docx). {MEND}", code="kind")


def _require_no_fetching(texts: Mapping[str, bytes]) -> None:
    for name, text in texts.items():
        if name == CONTENT_TYPES:
            continue
        for each in fromstring(text):
            kind, mode = each.get("Type", ""), each.get("TargetMode", "")
            if kind.endswith(FORBIDDEN_RELATIONS):
                raise _active()
            if mode.casefold() == "external" and not kind.endswith(HYPERLINK):
                raise ValidationError(
                    f"Tài liệu Word lấy nội dung từ một tệp hay trang khác, nên không nhận. {MEND}",
                    code="active",
                )


def _active() -> ValidationError:
    return ValidationError(
        f"Tài liệu Word có macro, tệp nhúng hoặc điều khiển bên trong, nên không nhận. {MEND}", code="active"
    )


def _bomb() -> ValidationError:
    return ValidationError(f"Tài liệu Word phình ra quá lớn khi mở. {MEND}", code="bomb")
