"""Tables of a TOML source: keys checked, values of the right type, whatever is wrong noted by line."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from units.domain.loading.source import SourcePlace
from units.exchange.programme_folder.read_csv import UNREAD_DAY, UNREAD_NUMBER, YEARS
from units.exchange.programme_folder.read_text import Findings, invisible

MAX_NUMBER = 1000
HEADER = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?")
KEY = re.compile(r"\s*([\w-]+)\s*=")
ERROR_LINE = re.compile(r"at line (\d+)")

# Line numbers by (table, how many of that name came before it, key); the key of a table itself is "".
LineNumbers = dict[tuple[str, int, str], int]


@dataclass(frozen=True, slots=True)
class Table:
    """One table. A missing or wrong value is noted, and a neutral one stands for it."""

    file: str
    name: str
    index: int
    values: Mapping[str, Any]
    lines: LineNumbers
    findings: Findings

    def place(self, key: str = "") -> SourcePlace:
        """The line of a key, or else of the table that bears its name, or else of this table."""
        candidates = ((self.name, self.index, key), (key, 0, ""), (self.name, self.index, ""))
        return SourcePlace(
            self.file, next((self.lines[each] for each in candidates if each in self.lines), 0)
        )

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self._value(key, default)
        if value is None:
            return ""
        if not isinstance(value, str) or invisible(value):
            self._wrong(key, "phải là một dòng chữ trong ngoặc kép.")
            return ""
        text = unicodedata.normalize("NFC", value.strip())
        if not text and default is None:
            self._wrong(key, "không được để trống.")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._value(key, None)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(
            isinstance(each, str) and each.strip() and not invisible(each) for each in value
        ):
            self._wrong(key, 'phải là danh sách các dòng chữ, ví dụ ["Nơi nhận A", "Nơi nhận B"].')
            return ()
        return tuple(unicodedata.normalize("NFC", each.strip()) for each in value)

    def number(self, key: str, *, default: int | None = None) -> int:
        value = self._value(key, default)
        if value is None:
            return UNREAD_NUMBER
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_NUMBER:
            self._wrong(key, f"phải là số nguyên từ 0 đến {MAX_NUMBER}.")
            return UNREAD_NUMBER
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._value(key, default)
        if not isinstance(value, bool):
            self._wrong(key, "chỉ nhận true hoặc false.")
            return default
        return value

    def day(self, key: str) -> date:
        value = self._value(key, None)
        if value is None:
            return UNREAD_DAY
        if not isinstance(value, date) or isinstance(value, datetime) or value.year not in YEARS:
            self._wrong(key, "phải là ngày dạng năm-tháng-ngày, không có ngoặc kép, ví dụ 2022-11-10.")
            return UNREAD_DAY
        return value

    def tables(self, key: str, known: Collection[str]) -> list["Table"]:
        """The repeated tables [[key]], each with no other keys than the known ones."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self._wrong(key, f"phải là các bảng [[{key}]].")
            return []
        tables = [
            Table(self.file, key, index, each, self.lines, self.findings) for index, each in enumerate(value)
        ]
        for table in tables:
            table.refuse_unknown(known)
        return tables

    def refuse_unknown(self, known: Collection[str]) -> None:
        for key in self.values:
            if key not in known:
                self._wrong(key, f"không phải là mục của phần này; các mục là: {', '.join(known)}.")

    def _value(self, key: str, default: Any) -> Any:
        if key not in self.values and default is None:
            self.findings.lose(self.place(), f"Thiếu mục “{key}”.")
        return self.values.get(key, default)

    def _wrong(self, key: str, reason: str) -> None:
        self.findings.lose(self.place(key), f"Mục “{key}” {reason}")


def parse_toml(text: str, file: str, findings: Findings, *, lines_before: int = 0) -> Table | None:
    """The table at the top of a TOML text that begins after `lines_before` lines of its file."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = ERROR_LINE.search(str(error))
        line = int(found[1]) if found else len(text.rstrip("\n").split("\n"))
        findings.lose(
            SourcePlace(file, lines_before + line),
            "Sai cú pháp TOML hoặc ngày không có thật; chữ phải ở trong ngoặc kép, "
            "mỗi mục chỉ ghi một lần, ngày ghi dạng 2022-11-10.",
        )
        return None
    return Table(file, "", 0, values, _line_numbers(text, lines_before), findings)


def _line_numbers(text: str, lines_before: int) -> LineNumbers:
    numbers: LineNumbers = {("", 0, ""): lines_before}
    name, index = "", 0
    for number, line in enumerate(text.split("\n"), start=lines_before + 1):
        header, key = HEADER.match(line), KEY.match(line)
        if header:
            name = header[1]
            index = sum(each[0] == name and each[2] == "" for each in numbers)
            numbers[name, index, ""] = number
        elif key:
            numbers.setdefault((name, index, key[1]), number)
    return numbers
