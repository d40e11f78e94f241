"""A letter of a programme folder: a head in TOML between two +++ lines, then the body."""

from pathlib import Path

from units.domain.loading.source import SourceDirective, SourcePlace
from units.exchange.programme_folder.read_text import Findings, read_text
from units.exchange.programme_folder.read_toml import parse_toml

KEYS = ("number", "issuer", "place", "issued_on", "as_of", "subject", "recipients")
FENCE = "+++"


def read_directive(folder: Path, file: str, findings: Findings) -> SourceDirective | None:
    """A letter; None when anything of it could not be read (nothing else refers to it)."""
    own = Findings()
    directive = _read(folder, file, own)
    findings.problems.extend(own.problems)
    return None if own.problems else directive


def _read(folder: Path, file: str, findings: Findings) -> SourceDirective | None:
    if not file.endswith(".md"):
        findings.note(SourcePlace(file), "Thư mục này chỉ chứa các tệp công văn có đuôi .md.")
        return None
    text = read_text(folder, file, findings)
    if text is None:
        return None
    lines = text.split("\n")
    fences = [index for index, line in enumerate(lines) if line.strip() == FENCE][:2]
    if len(fences) < 2 or any(line.strip() for line in lines[: fences[0]]):
        findings.note(
            SourcePlace(file, 1), f"Công văn phải mở đầu bằng phần đề mục nằm giữa hai dòng {FENCE}."
        )
        return None
    opening, closing = fences
    head = parse_toml("\n".join(lines[opening + 1 : closing]), file, findings, lines_before=opening + 1)
    if head is None:
        return None
    head.refuse_unknown(KEYS)
    body = "\n".join(lines[closing + 1 :]).strip()
    if not body:
        findings.note(SourcePlace(file, closing + 1), "Công văn không có nội dung.")
    return SourceDirective(
        place=head.place(),
        number=head.text("number"),
        issuer=head.text("issuer"),
        place_issued=head.text("place"),
        issued_on=head.day("issued_on"),
        as_of=head.day("as_of") if "as_of" in head.values else None,
        subject=head.text("subject"),
        recipients=head.texts("recipients"),
        body=body,
    )
