"""Award rules from TOML files: [[rules]] with name, source, days, and [[rules.thresholds]]."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from units.domain.awards import rules
from units.models import AwardRule, AwardThreshold

Read = tuple[AwardRule, list[AwardThreshold]]


class AwardRulesError(Exception):
    """A file that cannot be read; the sentence says which and why."""


def read_award_rules(folder: Path) -> list[Read]:
    """All rules of all files of a folder, by name of the file."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise AwardRulesError(f"Thư mục {folder} không có tệp .toml nào.")
    return [rule for file in files for rule in _rules(file)]


def _rules(file: Path) -> Iterator[Read]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AwardRulesError(f"{file}: không đọc được, hoặc sai cú pháp TOML ({error}).") from error
    for table in _tables(content, "rules", file):
        _refuse_unknown(table, {*rules.FIELDS, "thresholds"}, file)
        thresholds = _tables(table, "thresholds", file)
        for threshold in thresholds:
            _refuse_unknown(threshold, set(rules.THRESHOLD_FIELDS), file)
        rule = AwardRule(**{name: table[name] for name in rules.FIELDS if name in table})
        yield rule, [AwardThreshold(**values) for values in thresholds]


def _tables(content: dict[str, Any], name: str, file: Path) -> list[dict[str, Any]]:
    tables = content.get(name)
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise AwardRulesError(f"{file}: thiếu các bảng [[{name}]].")
    return tables


def _refuse_unknown(table: dict[str, Any], known: set[str], file: Path) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise AwardRulesError(f"{file}: không có mục nào tên {', '.join(unknown)}.")
