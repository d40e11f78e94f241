"""Lines of a CSV source: columns checked, cells turned into values, whatever is wrong noted by line."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import TextChoices

from units.domain.loading.source import SourcePlace
from units.exchange.programme_folder.read_text import Findings, invisible, read_text

# What stands for a value that could not be read; the line is named as wrong and never loaded.
UNREAD_DAY = date.min
UNREAD_NUMBER = 0

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Long enough for any amount that is merely too large; the limit itself is the domain's to name.
DIGITS = re.compile(r"[0-9]{1,40}")
YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One line below the header. A column that the file does not have reads as blank."""

    place: SourcePlace
    cells: Mapping[str, str]
    findings: Findings

    def text(self, column: str, *, required: bool = False) -> str:
        text = self.cells.get(column, "").strip()
        if required and not text:
            self._wrong(column, "không được để trống.")
        if invisible(text):
            self._wrong(column, "chỉ được chứa một dòng chữ, không có dấu xuống dòng hay dấu tab.")
        return text

    def amount(self, column: str) -> int:
        text = self.text(column)
        if not DIGITS.fullmatch(text):
            self._wrong(
                column,
                f"phải là số nguyên viết liền bằng các chữ số 0–9, ví dụ 2300; tệp ghi “{_short(text)}”.",
            )
            return UNREAD_NUMBER
        return int(text)

    def phase(self, column: str) -> int:
        text = self.text(column)
        if not DIGITS.fullmatch(text):
            self._wrong(column, f"phải là số thứ tự của giai đoạn, ví dụ 1; tệp ghi “{_short(text)}”.")
            return UNREAD_NUMBER
        return int(text)

    def day(self, column: str) -> date:
        text = self.text(column)
        day = parse_day(text)
        if day is None:
            self._wrong(
                column,
                f"phải là ngày có thật, dạng năm-tháng-ngày, ví dụ 2022-11-10; tệp ghi “{_short(text)}”.",
            )
        return day or UNREAD_DAY

    def instant(self, column: str) -> datetime | None:
        text = self.text(column)
        if not text:
            return None
        try:
            instant = datetime.fromisoformat(text) if DAY.match(text) else None
        except ValueError:
            instant = None
        if instant is None or instant.utcoffset() is None or instant.year not in YEARS:
            self._wrong(
                column,
                f"phải có ngày, giờ và múi giờ, ví dụ 2026-03-15T09:30:00+07:00; tệp ghi “{_short(text)}”.",
            )
            return None
        return instant

    def flag(self, column: str, *, default: bool) -> bool:
        text = self.text(column)
        if text not in ("true", "false", ""):
            self._wrong(column, f"chỉ nhận true hoặc false; tệp ghi “{_short(text)}”.")
        return text == "true" if text else default

    def choice(self, column: str, choices: type[TextChoices]) -> str:
        text = self.text(column)
        if text not in choices.values:
            self._wrong(column, f"chỉ nhận {', '.join(choices.values)}; tệp ghi “{_short(text)}”.")
        return text

    def _wrong(self, column: str, reason: str) -> None:
        self.findings.note(self.place, f"Cột “{column}” {reason}")


def parse_day(text: str) -> date | None:
    """An ISO day of our times, or None."""
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def read_lines(
    folder: Path, file: str, findings: Findings, *, required: Collection[str], optional: Collection[str] = ()
) -> list[CsvLine]:
    """The lines of a CSV file that has these columns, in any order."""
    rows = list(read_rows(folder, file, findings))
    if not rows or (file in findings.incomplete and len(rows) == 1):
        return []
    place, header = rows[0]
    reasons = [
        *(f"Thiếu cột “{column}”." for column in required if column not in header),
        *(
            f"Không nhận cột “{_short(column)}”; các cột, cách nhau bằng dấu phẩy, là: "
            f"{', '.join([*required, *optional])}."
            for column in header
            if column not in (*required, *optional)
        ),
        *(f"Cột “{column}” có hai lần." for column in sorted(set(header)) if header.count(column) > 1),
    ]
    for reason in reasons:
        findings.lose(place, reason)
    if reasons:
        return []
    return [CsvLine(place, dict(zip(header, cells, strict=True)), findings) for place, cells in rows[1:]]


def read_rows(folder: Path, file: str, findings: Findings) -> Iterator[tuple[SourcePlace, list[str]]]:
    """The header and then every line that is not blank, all as wide as the header."""
    text = read_text(folder, file, findings)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    width = 0
    started = 0
    try:
        for cells in reader:
            place = SourcePlace(file, started + 1)
            started = reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            width = width or len(cells)
            if len(cells) == width:
                yield place, [cell.strip() for cell in cells]
            else:
                findings.lose(place, _width_reason(cells, width))
    except csv.Error:
        findings.lose(SourcePlace(file, started + 1), "Dòng này sai dấu ngoặc kép hoặc dài quá mức.")
        return
    if not width:
        findings.lose(SourcePlace(file), "Tệp trống; dòng đầu phải là tên các cột.")


def _width_reason(cells: Sequence[str], width: int) -> str:
    return (
        f"Dòng này có {len(cells)} ô, dòng đầu có {width} cột; "
        "các ô cách nhau bằng dấu phẩy, ô có dấu phẩy phải ở trong ngoặc kép."
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
