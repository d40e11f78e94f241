"""Ready sentences for steps of the review, and the usual ones to begin with."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from units.choices import ReviewVerb
from units.domain import access
from units.domain.programmes import registry
from units.models import NoteTemplate, User

NOTED = (
    ReviewVerb.ACCEPT,
    ReviewVerb.SEND_BACK,
    ReviewVerb.REJECT,
    ReviewVerb.REOPEN,
    ReviewVerb.MERGE,
)
"""The steps for which a reviewer may write a note."""

USUAL: Mapping[ReviewVerb, Mapping[str, str]] = {
    ReviewVerb.ACCEPT: {
        "Đủ điều kiện": "Hồ sơ đủ điều kiện theo quy định của chương trình.",
        "Nên nhân rộng": "Giải pháp hiệu quả, dễ áp dụng; đề nghị đơn vị giới thiệu để nơi khác làm theo.",
        "Nên bổ sung minh chứng": "Hồ sơ đủ điều kiện. Đơn vị nên lưu thêm minh chứng để xét khen thưởng.",
    },
    ReviewVerb.SEND_BACK: {
        "Thiếu quyết định công nhận": "Đề nghị ghi số, ngày quyết định công nhận và đính kèm bản chụp.",
        "Chưa rõ cách tính làm lợi": "Đề nghị nêu cách tính giá trị làm lợi: đơn giá, số lượng và thời gian.",
        "Mô tả còn chung": "Đề nghị mô tả rõ trước đó làm thế nào, nay làm thế nào và điểm mới ở đâu.",
    },
    ReviewVerb.REJECT: {
        "Áp dụng ngoài thời gian": "Giải pháp được áp dụng ngoài thời gian mà chương trình nhận.",
        "Chưa được công nhận": "Giải pháp chưa được hội đồng hoặc thủ trưởng có thẩm quyền công nhận.",
        "Không phải giải pháp": "Nội dung là nhiệm vụ thường xuyên, chưa phải một giải pháp mới tại đơn vị.",
    },
}
"""Added on request; every office edits them afterwards."""


def active(*verbs: ReviewVerb) -> list[NoteTemplate]:
    """The templates in use for these steps, by step and title."""
    return list(NoteTemplate.objects.filter(is_active=True, verb__in=verbs))


def lacking() -> list[NoteTemplate]:
    """The usual templates whose step and title do not exist yet."""
    present = set(NoteTemplate.objects.values_list("verb", "title"))
    return [
        NoteTemplate(verb=verb, title=title, text=text)
        for verb, texts in USUAL.items()
        for title, text in texts.items()
        if (verb.value, title) not in present
    ]


def add_usual(*, by: User) -> int:
    """Add the usual templates that are lacking; returns how many. Raises PermissionDenied."""
    if not access.is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        added = lacking()
        for template in added:
            registry.save(template, ["verb", "title", "text", "is_active"], seen=None, by=by)
        return len(added)
