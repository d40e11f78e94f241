"""Award rules: saved whole, dated, with one event; loaded once."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import make_user
from units.choices import EventVerb, Qualification, Role
from units.domain.awards import rules
from units.domain.versions import EditedMeanwhileError
from units.models import AwardRule, AwardThreshold, Event, User

pytestmark = pytest.mark.django_db


def rule(**values: object) -> AwardRule:
    given: dict[str, object] = {"name": "Bằng khen", "source": "Quy chế", "effective_from": date(2022, 1, 1)}
    return AwardRule(**given | values)


def threshold(amount: int = 80_000_000, **values: object) -> AwardThreshold:
    return AwardThreshold(amount=amount, **values)


def test_rule_is_saved_with_its_thresholds_and_one_event(admin: User) -> None:
    lines = [threshold(qualification=Qualification.COLLEGE, holds_leadership=False), threshold(150_000_000)]

    saved = rules.save(rule(), lines, seen=None, by=admin)

    assert [each.amount for each in saved.thresholds.all()] == [80_000_000, 150_000_000]
    event = Event.objects.get()
    assert (event.verb, event.after) == (
        EventVerb.AWARD_RULE_SAVED,
        {
            "name": "Bằng khen",
            "source": "Quy chế",
            "effective_from": "2022-01-01",
            "effective_until": None,
            "thresholds": "người từ cao đẳng trở xuống, không giữ chức vụ lãnh đạo: "
            "từ 80.000.000 đồng trong một năm; mọi người: từ 150.000.000 đồng trong một năm",
        },
    )


def test_edit_replaces_the_thresholds_and_raises_the_version(admin: User) -> None:
    saved = rules.save(rule(), [threshold()], seen=None, by=admin)

    rules.save(saved, [threshold(90_000_000)], seen=1, by=admin)

    stored = AwardRule.objects.get()
    assert (stored.version, [each.amount for each in stored.thresholds.all()]) == (2, [90_000_000])
    with pytest.raises(EditedMeanwhileError):
        rules.save(saved, [threshold(95_000_000)], seen=1, by=admin)


def test_nothing_is_written_when_nothing_differs(admin: User) -> None:
    saved = rules.save(rule(), [threshold()], seen=None, by=admin)
    rules.save(saved, [threshold()], seen=1, by=admin)
    assert (AwardRule.objects.get().version, Event.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (rule(name=""), [threshold()]),
        (rule(effective_until=date(2021, 12, 31)), [threshold()]),
        (rule(), []),
        (rule(), [threshold(-1)]),
        (rule(), [threshold(10**15 + 1)]),
        (rule(), [threshold(several_years=3)]),
        (rule(), [threshold(several_years=11, several_years_amount=1)]),
    ],
)
def test_rule_that_cannot_be_is_refused_whole(
    given: AwardRule, lines: list[AwardThreshold], admin: User
) -> None:
    given.pk = None
    with pytest.raises(ValidationError):
        rules.save(given, lines, seen=None, by=admin)
    assert (AwardRule.objects.count(), AwardThreshold.objects.count(), Event.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER, Role.STAFF])
def test_only_administrators_set_rules(role: Role) -> None:
    with pytest.raises(PermissionDenied):
        rules.save(rule(), [threshold()], seen=None, by=make_user(role=role))


def test_rules_are_loaded_once_and_what_was_corrected_stays(admin: User) -> None:
    name = f"Bằng {uuid.uuid4()}"
    assert rules.load([(rule(name=name), [threshold()])]) == (1, 0)
    rules.save(AwardRule.objects.get(), [threshold(1)], seen=1, by=admin)

    assert rules.load([(rule(name=name), [threshold()])]) == (0, 1)

    assert AwardThreshold.objects.get().amount == 1
    assert [event.by for event in Event.objects.order_by("sequence")] == [None, admin]


def test_rule_added_twice_at_once_is_refused_with_a_sentence(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on PostgreSQL: the check sees nothing, then the other one is there first."""
    check = AwardRule.full_clean
    other = rule()

    def late(self: AwardRule, *args: object, **kwargs: object) -> None:
        check(self)
        if other._state.adding:
            other.save()

    monkeypatch.setattr(AwardRule, "full_clean", late)

    with pytest.raises(ValidationError, match="Đã có tiêu chuẩn này áp dụng từ ngày ấy"):
        rules.save(rule(), [threshold()], seen=None, by=admin)

    assert (AwardThreshold.objects.count(), Event.objects.count()) == (0, 0)
