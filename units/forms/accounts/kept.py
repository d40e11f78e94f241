"""What somebody typed into a form that could not be taken just then, so that it can be sent again."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

MOST_CHARACTERS = 200_000
LASTS = timedelta(hours=12)
SALT = "units.kept"
NEVER_KEPT = ("csrfmiddlewaretoken", "kept")
NEVER_SHOWN = ("key", "seen", "version", "pk", "lines", "luu", "ve-ho-so", "them-dong", "chia-deu")
LINE = re.compile(r"(.+)-([0-9]{1,3})")
"""A field of one of several lines: share-2."""

LABELS = {
    "amount": "Số sáng kiến",
    "counted_on": "Tính đến ngày",
    "note": "Ghi chú",
    "reason": "Lý do",
    "name": "Tên",
    "code": "Mã",
    "username": "Tên đăng nhập",
    "full_name": "Họ và tên",
    "role": "Vai trò",
    "title": "Tên sáng kiến",
    "kind": "Loại",
    "field": "Lĩnh vực",
    "author_group": "Nhóm tác giả",
    "first_applied_on": "Ngày áp dụng lần đầu",
    "exclusion": "Trường hợp loại trừ",
    "is_confidential": "Có nội dung cần giữ kín",
    "problem": "Vấn đề trước khi có sáng kiến",
    "solution": "Nội dung giải pháp",
    "novelty": "Điểm mới",
    "scope": "Phạm vi áp dụng",
    "benefit_basis": "Hiệu quả có tính được bằng tiền không",
    "benefit_value": "Giá trị làm lợi một năm",
    "benefit_reasoning": "Cách tính giá trị làm lợi",
    "social_effect": "Hiệu quả xã hội",
    "recognition_body": "Nơi công nhận",
    "recognition_level": "Cấp công nhận",
    "recognition_number": "Số quyết định",
    "recognition_on": "Ngày quyết định",
    "portal_reference": "Mã trên cổng quốc gia",
    "author_name": "Họ và tên",
    "birth_year": "Năm sinh",
    "job": "Chức vụ, công việc",
    "qualification": "Trình độ",
    "holds_leadership": "Giữ chức vụ lãnh đạo",
    "share": "Phần đóng góp (%)",
    "remove": "Bỏ tác giả",
    "purpose": "Tệp này là",
}


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """Where a form was sent, and its fields in their order. Signed, so that only what was typed on our
    own pages comes back; no password and no file is ever among it.
    """

    path: str
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: HttpRequest) -> KeptEntry | None:
        """What this request sent; None when it had passwords in it, or was too long to keep."""
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        if any("password" in name for name, _ in sent):
            return None
        fields = tuple((name, value) for name, value in sent if name not in NEVER_KEPT)
        if sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
            return None
        return cls(request.get_full_path(), fields)

    @classmethod
    def opened(cls, text: str) -> KeptEntry | None:
        """What `signed` gave; None for anything else."""
        try:
            path, fields = signing.loads(text, salt=SALT, max_age=LASTS)
        except signing.BadSignature:
            return None
        return cls(path, tuple((name, value) for name, value in fields))

    def signed(self) -> str:
        return signing.dumps([self.path, self.fields], salt=SALT, compress=True)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person has typed or chosen: not empty fields, not keys."""
        return [
            (_label(name), value)
            for name, value in self.fields
            if value.strip() and _base(name)[0] not in NEVER_SHOWN and not _is_key(value)
        ]


def _base(name: str) -> tuple[str, str]:
    """The name without the number of its line, and that number."""
    line = LINE.fullmatch(name)
    return (line[1], line[2]) if line and line[1] in (*LABELS, *NEVER_SHOWN) else (name, "")


def _label(name: str) -> str:
    base, number = _base(name)
    label = LABELS.get(base, base.replace("_", " ").replace("-", " "))
    return f"{label}, dòng {number}" if number else label


def _is_key(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
