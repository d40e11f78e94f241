"""Eligibility: what each rule of a programme says of a dossier, and why. The reviewer decides."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from units.choices import Exclusion, RecognitionLevel, SolutionKind, Verdict
from units.models import DossierRules, Initiative
from units.vietnamese import short_date


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one rule: what it is about, the verdict, and a sentence why."""

    criterion: str
    verdict: Verdict
    reason: str


Rule = Callable[[Initiative, DossierRules], tuple[Verdict, str]]


def findings_of(initiative: Initiative, rules: DossierRules) -> tuple[Finding, ...]:
    """The result of every rule, in the order of RULES. No queries. A failed rule forbids nothing."""
    return tuple(Finding(criterion, *rule(initiative, rules)) for criterion, rule in RULES)


def overall(findings: Iterable[Finding]) -> Verdict:
    """The worst of them: one fail is a fail, one doubt is a doubt."""
    verdicts = {finding.verdict for finding in findings}
    return next((each for each in (Verdict.FAIL, Verdict.UNSURE) if each in verdicts), Verdict.PASS)


def kind_allowed(initiative: Initiative, rules: DossierRules) -> tuple[Verdict, str]:
    if not initiative.kind:
        return Verdict.UNSURE, "Hồ sơ chưa chọn loại giải pháp."
    label = SolutionKind(initiative.kind).label
    if initiative.kind in rules.kinds:
        return Verdict.PASS, f"Chương trình nhận loại “{label}”."
    return Verdict.FAIL, f"Chương trình không nhận loại “{label}”."


def applied_in_window(initiative: Initiative, rules: DossierRules) -> tuple[Verdict, str]:
    """The sentence does not name the day itself, which the reader may have no right to know."""
    first, last = rules.applied_from, rules.applied_until
    if first is None and last is None:
        return Verdict.PASS, "Chương trình không đặt khoảng thời gian áp dụng."
    day = initiative.first_applied_on
    if day is None:
        return (
            Verdict.UNSURE,
            f"Hồ sơ chưa ghi ngày áp dụng lần đầu; chương trình nhận {_window(first, last)}.",
        )
    if first and day < first:
        return Verdict.FAIL, f"Áp dụng lần đầu trước ngày {short_date(first)}."
    if last and day > last:
        return Verdict.FAIL, f"Áp dụng lần đầu sau ngày {short_date(last)}."
    return Verdict.PASS, f"Áp dụng lần đầu trong thời gian chương trình nhận: {_window(first, last)}."


def _window(first: date | None, last: date | None) -> str:
    parts = (("từ ngày", first), ("đến hết ngày", last))
    return " ".join(f"{word} {short_date(day)}" for word, day in parts if day)


def recognised(initiative: Initiative, rules: DossierRules) -> tuple[Verdict, str]:
    if not rules.needs_recognition:
        return Verdict.PASS, "Chương trình không đòi quyết định công nhận."
    level = initiative.recognition_level
    said = (initiative.recognition_body, initiative.recognition_number, initiative.recognition_on)
    if not level and not any(said):
        return Verdict.FAIL, "Hồ sơ chưa có quyết định công nhận."
    if not level:
        return Verdict.UNSURE, "Hồ sơ chưa ghi cấp công nhận."
    label = RecognitionLevel(level).label
    if level not in rules.levels:
        return Verdict.FAIL, f"“{label}” không phải cấp công nhận mà chương trình chấp nhận."
    names = ("nơi công nhận", "số quyết định", "ngày quyết định")
    missing = [name for name, value in zip(names, said, strict=True) if not value]
    if missing:
        return Verdict.UNSURE, f"Được công nhận ở “{label}”, nhưng hồ sơ thiếu {', '.join(missing)}."
    return Verdict.PASS, f"Được công nhận ở “{label}”, có số và ngày quyết định."


def not_excluded(initiative: Initiative, rules: DossierRules) -> tuple[Verdict, str]:
    if not rules.refuses_exclusions:
        return Verdict.PASS, "Chương trình không xét các trường hợp loại trừ."
    match initiative.exclusion:
        case Exclusion.NONE:
            return Verdict.PASS, "Đơn vị khai không thuộc trường hợp loại trừ nào."
        case "":
            return Verdict.UNSURE, "Đơn vị chưa khai sáng kiến có thuộc trường hợp loại trừ không."
    label = Exclusion(initiative.exclusion).label
    return Verdict.FAIL, f"Thuộc trường hợp loại trừ: {label[0].lower()}{label[1:]}."


RULES: tuple[tuple[str, Rule], ...] = (
    ("Loại giải pháp", kind_allowed),
    ("Thời gian áp dụng", applied_in_window),
    ("Công nhận", recognised),
    ("Trường hợp loại trừ", not_excluded),
)
"""Each criterion with the function that judges it. A new rule is one more line here."""
