"""Text of a source folder, and what was found wrong in it."""

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from units.domain.loading.source import SourcePlace, SourceProblem

MAX_BYTES = 20_000_000


@dataclass(slots=True)
class Findings:
    """Collects problems, so that one reading names all of them."""

    problems: list[SourceProblem] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)

    def note(self, place: SourcePlace, reason: str) -> None:
        """Something on this line is wrong."""
        self.problems.append(SourceProblem(place, reason))

    def lose(self, place: SourcePlace, reason: str) -> None:
        """Something is wrong, and because of it the file lacks lines or columns."""
        self.note(place, reason)
        self.incomplete.add(place.file)


def read_text(folder: Path, file: str, findings: Findings) -> str | None:
    """The text of a file in composed letters with plain line ends; None when it cannot be read."""
    whole = SourcePlace(file)
    path = folder / file
    try:
        if not path.exists():
            findings.lose(whole, "Thiếu tệp này trong thư mục.")
            return None
        if not path.is_file():
            findings.lose(whole, "Đây không phải là một tệp.")
            return None
        if path.stat().st_size > MAX_BYTES:
            findings.lose(whole, f"Tệp lớn quá {MAX_BYTES // 1_000_000} MB.")
            return None
        content = path.read_bytes()
    except OSError:
        findings.lose(whole, "Không đọc được tệp; hãy kiểm tra quyền đọc.")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        findings.lose(
            SourcePlace(file, line), "Tệp không ở bảng mã UTF-8; hãy lưu lại tệp với bảng mã UTF-8."
        )
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _without_invisible(text, file, findings)


def invisible(text: str) -> str:
    """The first character that has no shape (NUL, zero-width space …), or nothing."""
    return next((letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf")), "")


def invisible_reason(letter: str) -> str:
    return f"Có ký tự không nhìn thấy được (U+{ord(letter):04X}); hãy xoá ký tự đó."


def _without_invisible(text: str, file: str, findings: Findings) -> str:
    lines = text.split("\n")
    for index, line in enumerate(lines):
        letter = invisible(line.replace("\t", ""))
        if letter:
            findings.note(SourcePlace(file, index + 1), invisible_reason(letter))
            lines[index] = "".join(each for each in line if each == "\t" or not invisible(each))
    return "\n".join(lines)
