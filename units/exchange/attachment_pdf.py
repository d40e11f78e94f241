"""PDF at the gate: whole, alone in its file, not encrypted, with nothing in it that runs.

A simple test, and meant as one: it looks for the words that every such action must use, in the file and in
its compressed object streams, with the #xx spelling of names undone. It is no PDF reader.
"""

import io
import re
import zipfile
import zlib

from django.core.exceptions import ValidationError

MOST_UNPACKED = 20 * 1024 * 1024
HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
ENDING = re.compile(rb"%%EOF[\x00\t\n\x0c\r ]*\Z")
NAME_ENDS = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
RUNS = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|ImportData|SubmitForm|XFA)" + NAME_ENDS
)
SCRIPT = re.compile(rb"/JS" + NAME_ENDS)
ENCRYPTED = re.compile(rb"/Encrypt" + NAME_ENDS)
STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
OBJECT_STREAM = re.compile(rb"/ObjStm.{0,500}?stream\r?\n(.*?)endstream", re.DOTALL)
MEND = "Hãy in ra PDF lại từ trình xem (Microsoft Print to PDF), hoặc quét lại bản giấy."


def checked_pdf(content: bytes) -> bytes:
    """The same bytes. Raises ValidationError."""
    if not ENDING.search(content[-1024:]):
        raise ValidationError(
            "Tệp PDF không trọn vẹn, hoặc có nội dung lạ nối vào cuối. Hãy lưu lại rồi chọn lại tệp.",
            code="broken",
        )
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise ValidationError(f"Trong tệp PDF có một tệp nén ẩn. {MEND}", code="polyglot")
    plain = HEX.sub(lambda found: bytes.fromhex(found[1].decode()), content)
    if ENCRYPTED.search(plain):
        raise ValidationError(
            "Tệp PDF đặt mật khẩu hoặc bị khoá, nên không kiểm tra được. Hãy lưu lại tệp không khoá.",
            code="encrypted",
        )
    # One short word could stand by chance in what is compressed, so there only the long ones count.
    if RUNS.search(plain) or SCRIPT.search(STREAM.sub(b"", plain)):
        raise _active()
    unpacked = HEX.sub(lambda found: bytes.fromhex(found[1].decode()), _object_streams(content))
    if RUNS.search(unpacked) or SCRIPT.search(unpacked):
        raise _active()
    return content


def _object_streams(content: bytes) -> bytes:
    """What is in the compressed streams of objects, one after the other; what is not compressed is passed."""
    found = []
    left = MOST_UNPACKED
    for stream in OBJECT_STREAM.finditer(content):
        try:
            found.append(zlib.decompressobj().decompress(stream[1], left))
        except zlib.error:
            continue
        left -= len(found[-1])
        if left <= 0:
            raise ValidationError(f"Tệp PDF phình ra quá lớn khi mở. {MEND}", code="bomb")
    return b"\n".join(found)


def _active() -> ValidationError:
    return ValidationError(
        f"Tệp PDF có lệnh tự chạy, biểu mẫu gửi đi hoặc tệp nhúng bên trong, nên không nhận. {MEND}",
        code="active",
    )
