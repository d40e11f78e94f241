"""Lines of the national portal as they are pasted or uploaded: unit, phase, number; by ; or tab or comma."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

MAX_BYTES = 1_000_000
MAX_LINES = 5_000
COLUMNS = 3


class UnreadableError(Exception):
    """Why nothing of it can be read, a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class PortalLine:
    """One line as it stands; `number` is where, the first line being 1."""

    number: int
    unit: str
    phase: str
    amount: str


@dataclass(frozen=True, slots=True)
class PortalProblem:
    """What is wrong in one line, and how to mend it."""

    number: int
    text: str


def text_of(content: bytes) -> str:
    """The text of an uploaded file: UTF-8, or UTF-16 as Excel writes “Unicode Text”."""
    if len(content) > MAX_BYTES:
        raise UnreadableError("Tệp lớn hơn 1 MB; hãy chia thành nhiều tệp.")
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "Không đọc được tệp. Hãy lưu từ Excel bằng “CSV UTF-8”, hoặc chép các dòng rồi dán vào ô trên."
        ) from error
    if "\x00" in text:
        raise UnreadableError("Tệp không phải là tệp chữ. Hãy lưu từ Excel bằng “CSV UTF-8”.")
    return text


def read_portal_lines(text: str) -> tuple[list[PortalLine], list[PortalProblem]]:
    """The lines that have something in them, and those that have not three columns. A heading is left out."""
    if len(text.encode()) > MAX_BYTES:
        raise UnreadableError("Nội dung dài hơn 1 MB; hãy chia thành nhiều lần.")
    lines: list[PortalLine] = []
    problems: list[PortalProblem] = []
    for number, cells in _cells(text):
        if len(lines) + len(problems) >= MAX_LINES:
            raise UnreadableError("Có hơn 5.000 dòng; hãy chia thành nhiều lần.")
        if len(cells) != COLUMNS:
            problems.append(
                PortalProblem(number, f"Có {len(cells)} cột; mỗi dòng phải có 3 cột: đơn vị; giai đoạn; số.")
            )
        elif lines or problems or not _is_heading(cells[-1]):
            lines.append(PortalLine(number, *cells))
    return lines, problems


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((sign for sign in ("\t", ";") if sign in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            while len(trimmed) > COLUMNS and not trimmed[-1]:  # Excel ends lines with empty columns
                trimmed.pop()
            if any(trimmed):
                yield reader.line_num, trimmed
    except csv.Error as error:
        raise UnreadableError(
            f"Không đọc được từ dòng {reader.line_num}: có dấu nháy mở mà không đóng, hoặc ô quá dài."
        ) from error


def _is_heading(amount: str) -> bool:
    return bool(amount) and not any(sign.isdigit() for sign in amount)
