"""What a dossier still lacks before it can be submitted, part by part, in sentences."""

from dataclasses import dataclass
from enum import StrEnum

from units.choices import BenefitBasis
from units.models import Author, DossierRules, Initiative


class DossierPart(StrEnum):
    """The parts of a dossier in the order of writing; the value stands in the address of the page."""

    IDENTITY = "sang-kien"
    AUTHORS = "tac-gia"
    CONTENT = "noi-dung"
    EFFECT = "hieu-qua"
    RECOGNITION = "cong-nhan"


@dataclass(frozen=True, slots=True)
class Gap:
    """One missing thing: the field where it is entered (`line`: of which author, from 1), and what to do."""

    part: DossierPart
    field: str
    text: str
    line: int = 0

    @property
    def anchor(self) -> str:
        """The id of the field on its page; for an author with the number of the line."""
        return f"{self.field}-{self.line}" if self.line else self.field


SHORTEST_TEXT = 20


def gaps_of(initiative: Initiative) -> list[Gap]:
    """Everything that is missing, in the order of the parts; empty when the dossier can be submitted."""
    return [
        gap for find in (_identity, _authors, _content, _effect, _recognition) for gap in find(initiative)
    ]


def _identity(initiative: Initiative) -> list[Gap]:
    asked = {
        "kind": "Chọn loại giải pháp.",
        "field": "Chọn lĩnh vực.",
        "author_group": "Chọn nhóm tác giả.",
        "first_applied_on": "Ghi ngày áp dụng lần đầu.",
        "exclusion": "Cho biết sáng kiến có thuộc trường hợp bị loại trừ không.",
    }
    return [
        Gap(DossierPart.IDENTITY, name, text) for name, text in asked.items() if not getattr(initiative, name)
    ]


def _authors(initiative: Initiative) -> list[Gap]:
    authors = list(initiative.authors.all())
    if not authors:
        return [
            Gap(DossierPart.AUTHORS, "authors", "Ghi ít nhất một tác giả, phần đóng góp cộng lại đúng 100%.")
        ]
    found = [gap for line, author in enumerate(authors, start=1) for gap in _author(author, line)]
    whole = sum(author.share for author in authors)
    if whole != 100:
        found.append(
            Gap(DossierPart.AUTHORS, "authors", f"Phần đóng góp cộng lại là {whole}%; phải đúng 100%.")
        )
    return found


def _author(author: Author, line: int) -> list[Gap]:
    """What an author lacks; nothing where the facts were erased on request."""
    if author.erased_at:
        return []
    asked = {
        "birth_year": (author.birth_year, f"Ghi năm sinh của {author.name}."),
        "job": (author.job, f"Ghi chức vụ, công việc của {author.name}."),
        "qualification": (author.qualification, f"Chọn trình độ của {author.name}."),
        "holds_leadership": (
            author.holds_leadership is not None,
            f"Cho biết {author.name} có giữ chức vụ lãnh đạo không.",
        ),
    }
    return [Gap(DossierPart.AUTHORS, name, text, line) for name, (said, text) in asked.items() if not said]


def _content(initiative: Initiative) -> list[Gap]:
    asked = {
        "problem": "Nêu vấn đề trước khi có sáng kiến",
        "solution": "Mô tả giải pháp",
        "novelty": "Nêu điểm mới",
        "scope": "Nêu phạm vi áp dụng",
    }
    return [
        Gap(DossierPart.CONTENT, name, f"{text}, ít nhất {SHORTEST_TEXT} ký tự.")
        for name, text in asked.items()
        if len(getattr(initiative, name).strip()) < SHORTEST_TEXT
    ]


def _effect(initiative: Initiative) -> list[Gap]:
    match initiative.benefit_basis:
        case BenefitBasis.MONEY:
            found = []
            if initiative.benefit_value is None:
                found.append(
                    Gap(DossierPart.EFFECT, "benefit_value", "Ghi giá trị làm lợi ước tính cho một năm.")
                )
            if not initiative.benefit_reasoning.strip():
                found.append(Gap(DossierPart.EFFECT, "benefit_reasoning", "Nêu cách tính giá trị làm lợi."))
            return found
        case BenefitBasis.NOT_IN_MONEY:
            if not initiative.social_effect.strip():
                return [Gap(DossierPart.EFFECT, "social_effect", "Nêu hiệu quả xã hội.")]
            return []
    return [Gap(DossierPart.EFFECT, "benefit_basis", "Cho biết hiệu quả có tính được bằng tiền không.")]


def _recognition(initiative: Initiative) -> list[Gap]:
    if not DossierRules.objects.of(initiative.participation.programme).needs_recognition:
        return []
    asked = {
        "recognition_body": "Cho biết hội đồng hay thủ trưởng đã công nhận.",
        "recognition_level": "Chọn cấp công nhận.",
        "recognition_number": "Ghi số quyết định công nhận.",
        "recognition_on": "Ghi ngày quyết định công nhận.",
    }
    return [
        Gap(DossierPart.RECOGNITION, name, text)
        for name, text in asked.items()
        if not getattr(initiative, name)
    ]
