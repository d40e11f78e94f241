"""Award rules: set by administrators; a new system is loaded with the known ones."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from units.choices import EventVerb, Qualification, RecognitionLevel
from units.domain import access, versions
from units.domain.journal import audit
from units.models import AwardRule, AwardThreshold, User
from units.vietnamese import dotted

FIELDS = ("name", "source", "effective_from", "effective_until")
THRESHOLD_FIELDS = (
    "qualification",
    "holds_leadership",
    "amount",
    "several_years",
    "several_years_amount",
    "management_level",
)


def save(rule: AwardRule, thresholds: Sequence[AwardThreshold], *, seen: int | None, by: User) -> AwardRule:
    """Save a rule and replace its thresholds by these. One event; nothing is written when nothing differs.

    Raises PermissionDenied, ValidationError, versions.EditedMeanwhileError.
    """
    if not access.is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        before = None
        if rule.pk is not None:
            stored = versions.lock(rule)
            versions.require_seen(stored, seen)
            rule.version = stored.version
            before = told(stored, stored.thresholds.all())
        if not thresholds:
            raise ValidationError("Tiêu chuẩn phải có ít nhất một ngưỡng.")
        rule.full_clean()
        if before == told(rule, thresholds):
            return rule
        if before is not None:
            rule.version += 1
        _write(rule, thresholds)
        audit.record(EventVerb.AWARD_RULE_SAVED, rule, by=by, before=before, after=told(rule, thresholds))
        return rule


def load(rules: Iterable[tuple[AwardRule, Sequence[AwardThreshold]]]) -> tuple[int, int]:
    """Add the rules that do not exist yet, told apart by name and first day; returns how many were added and
    kept.

    Existing rules are left alone, since administrators may have corrected them. Raises ValidationError.
    """
    added = kept = 0
    with transaction.atomic():
        for rule, thresholds in rules:
            if AwardRule.objects.filter(name=rule.name, effective_from=rule.effective_from).exists():
                kept += 1
                continue
            rule.full_clean()
            _write(rule, thresholds)
            audit.record(EventVerb.AWARD_RULE_SAVED, rule, by=None, after=told(rule, thresholds))
            added += 1
    return added, kept


def _write(rule: AwardRule, thresholds: Sequence[AwardThreshold]) -> None:
    try:
        with transaction.atomic():
            rule.save()
    except IntegrityError:
        rule.full_clean()  # somebody has saved the same rule meanwhile: full_clean now says so
        raise
    rule.thresholds.all().delete()
    for threshold in thresholds:
        threshold.pk, threshold.rule = None, rule
        threshold._state.adding = True
        threshold.full_clean(exclude={"rule"})
        threshold.save(force_insert=True)


def told(rule: AwardRule, thresholds: Iterable[AwardThreshold]) -> audit.Values:
    """The rule as an event stores it, its thresholds in one text, the lowest first."""
    ordered = sorted(thresholds, key=lambda each: (each.amount, in_words(each)))
    return {
        **audit.values_of(rule, *FIELDS),
        "thresholds": "; ".join(f"{who(each)}: {in_words(each)}" for each in ordered),
    }


def who(threshold: AwardThreshold) -> str:
    """To whom a threshold applies, in words."""
    parts = []
    if threshold.qualification:
        parts.append(str(Qualification(threshold.qualification).label).lower())
    if threshold.holds_leadership is not None:
        parts.append(
            "giữ chức vụ lãnh đạo, quản lý" if threshold.holds_leadership else "không giữ chức vụ lãnh đạo"
        )
    return f"người {', '.join(parts)}" if parts else "mọi người"


def in_words(threshold: AwardThreshold) -> str:
    """What a threshold asks, in words."""
    parts = [f"từ {dotted(threshold.amount)} đồng trong một năm"]
    if threshold.several_years and threshold.several_years_amount is not None:
        amount = dotted(threshold.several_years_amount)
        parts.append(f"từ {amount} đồng trong {threshold.several_years} năm liên tục")
    if threshold.management_level:
        level = str(RecognitionLevel(threshold.management_level).label).lower()
        parts.append(f"có giải pháp quản lý được công nhận từ {level} trở lên")
    return ", hoặc ".join(parts)
