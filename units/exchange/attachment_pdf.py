"""PDF at the gate: whole, alone in its file, not encrypted, with nothing in it that runs.

A simple test, and meant as one: it looks for the words that every such action must use, in the file and in
its compressed object streams, also where letters are spelt #xx. It is no PDF reader. Whatever the file, the
work is bounded by its size: every byte is passed a few times, and what is unpacked has a limit.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from django.core.exceptions import ValidationError

MOST_UNPACKED = 20 * 1024 * 1024
"""Bytes that go into and come out of unpacking, over the whole file."""
MOST_STREAMS = 50_000
AT_ONCE = 16 * 1024
END = b"endstream"
ENDING = re.compile(rb"%%EOF[\x00\t\n\x0c\r ]*\Z")
STREAM = re.compile(rb"(?<!end)stream[\r\n]")
NAME_ENDS = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
MEND = "Hãy in ra PDF lại từ trình xem (Microsoft Print to PDF), hoặc quét lại bản giấy."


def _spelt(word: str) -> bytes:
    """A pattern of the word; in names of PDF every letter may also be written as # and two hex digits."""
    return "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in word).encode()


def _name(*words: str) -> re.Pattern[bytes]:
    first = "".join(sorted({word[0] for word in words})).encode()  # for speed only
    return re.compile(rb"/(?=[#" + first + rb"])(?:" + b"|".join(map(_spelt, words)) + rb")" + NAME_ENDS)


ACTIONS = [
    "JavaScript",
    "Launch",
    "EmbeddedFile",
    "EmbeddedFiles",
    "RichMedia",
    "Rendition",
    "ImportData",
    "SubmitForm",
    "XFA",
]
RUNS = _name(*ACTIONS)
SCRIPT = _name("JS")
RUNS_OR_SCRIPT = _name("JS", *ACTIONS)
ENCRYPTED = _name("Encrypt")
OBJECTS = _name("ObjStm")


def checked_pdf(content: bytes) -> bytes:
    """The same bytes. Raises ValidationError."""
    if not ENDING.search(content[-1024:]):
        raise _broken()
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise ValidationError(f"Trong tệp PDF có một tệp nén ẩn. {MEND}", code="polyglot")
    if ENCRYPTED.search(content):
        raise ValidationError(
            "Tệp PDF đặt mật khẩu hoặc bị khoá, nên không kiểm tra được. Hãy lưu lại tệp không khoá.",
            code="encrypted",
        )
    # One short word could stand by chance in what is compressed, so there only the long ones count.
    streams = list(_streams(content))
    if RUNS.search(content) or SCRIPT.search(_outside(content, streams)):
        raise _active()
    if RUNS_OR_SCRIPT.search(_object_streams(content, streams)):
        raise _active()
    return content


def _streams(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Where what leads to a stream begins, where the stream begins, and where it ends; one after the other.

    Raises ValidationError at the first that has no end, so that no end is sought twice.
    """
    begin = count = 0
    while word := STREAM.search(content, begin):
        end = content.find(END, word.end())
        count += 1
        if end < 0:
            raise _broken()
        if count > MOST_STREAMS:
            raise _bomb()
        yield begin, word.start(), end
        begin = end + len(END)


def _outside(content: bytes, streams: list[tuple[int, int, int]]) -> bytes:
    """What stands in no stream."""
    rest = streams[-1][2] if streams else 0
    return b"\n".join([*(content[begin:start] for begin, start, _ in streams), content[rest:]])


def _object_streams(content: bytes, streams: list[tuple[int, int, int]]) -> bytes:
    """What is in the compressed streams of objects, one after the other; what is not compressed is passed.

    Every “stream” behind the name is tried, for the first may be a word in a comment.
    """
    found = []
    left = MOST_UNPACKED
    for begin, _, end in streams:
        if name := OBJECTS.search(content, begin, end):
            for word in STREAM.finditer(content, name.end(), end):
                objects, left = _unpacked(memoryview(content)[word.end() : end], left)
                found.append(objects)
    return b"\n".join(found)


def _unpacked(packed: memoryview, left: int) -> tuple[bytes, int]:
    """What zlib makes of it up to the first fault, and how much may still be unpacked after it."""
    inflater = zlib.decompressobj()
    found = bytearray()
    skipped = 1 if bytes(packed[:1]) == b"\n" else 0  # the second half of a CR LF
    for start in range(skipped, len(packed), AT_ONCE):
        piece: bytes | memoryview = packed[start : start + AT_ONCE]
        left -= len(piece)
        is_full = True
        while (piece or is_full) and not inflater.eof:
            left -= AT_ONCE
            if left <= 0:
                raise _bomb()
            try:
                block = inflater.decompress(piece, AT_ONCE)
            except zlib.error:
                return bytes(found), left
            left += AT_ONCE - len(block)
            found += block
            piece, is_full = inflater.unconsumed_tail, len(block) == AT_ONCE
        if inflater.eof:
            break
    return bytes(found), left


def _broken() -> ValidationError:
    return ValidationError(
        "Tệp PDF không trọn vẹn, hoặc có nội dung lạ nối vào cuối. Hãy lưu lại rồi chọn lại tệp.",
        code="broken",
    )


def _bomb() -> ValidationError:
    return ValidationError(f"Tệp PDF phình ra quá lớn khi mở. {MEND}", code="bomb")


def _active() -> ValidationError:
    return ValidationError(
        f"Tệp PDF có lệnh tự chạy, biểu mẫu gửi đi hoặc tệp nhúng bên trong, nên không nhận. {MEND}",
        code="active",
    )
