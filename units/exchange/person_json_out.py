"""All that is kept of a person, as a file to be handed to them: JSON with Vietnamese keys."""

import json
from collections.abc import Sequence
from typing import Any

from units.domain.privacy.person_rows import PersonRow
from units.vietnamese import short_date


def render(kept: Sequence[PersonRow]) -> bytes:
    """One entry a row; nothing of the other authors."""
    content = {"Thông tin được lưu": [_entry(each) for each in kept]}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _entry(kept: PersonRow) -> dict[str, Any]:
    author, initiative = kept.author, kept.author.initiative
    consent = author.consented_on
    return {
        "Họ và tên": author.name,
        "Năm sinh": author.birth_year,
        "Chức vụ, công việc": author.job,
        "Trình độ": author.get_qualification_display(),
        "Giữ chức vụ lãnh đạo, quản lý": author.holds_leadership,
        "Phần đóng góp (%)": author.share,
        "Sáng kiến": {
            "Mã": initiative.code,
            "Tên": initiative.title,
            "Đơn vị": initiative.participation.name,
            "Chương trình": initiative.participation.programme.name,
            "Trạng thái": initiative.get_state_display(),
        },
        "Đồng ý công bố": {"Ngày": short_date(consent), "Cách": author.consent_note} if consent else None,
        "Tệp của hồ sơ": [each.name for each in kept.files] if kept.is_alone else len(kept.files),
    }
