"""Values of events in words: whatever an event holds is told, and nothing is parsed blindly."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.journal.any_event import SAID, SUBJECTS, nested
from tests.factories import make_participation, make_programme
from units.choices import EventVerb
from units.domain.journal.changes import Change, changes_of
from units.domain.journal.presenting import LONGEST, entries_of, model_of
from units.models import Event

STRANGE: dict[str, Any] = {
    "hidden": "đã sửa",
    "no day": "2022-02-30",
    "a day beyond the calendar": "10000-01-01",
    "instant without a zone": "2022-01-01T07:00:00",
    "instant at the end of time": "9999-12-31T23:59:59+00:00",
    "key of a row that is gone": 987_654_321,
    "key beyond any column": 10**30,
    "key below any": -1,
    "more digits than Python prints": 10**5000,
    "fraction": 0.5,
    "yes": True,
    "list": [1, "technical", None],
    "list of lists": [["technical"]],
    "mapping": {"technical": {"tên": "Mới"}},
    "nested deeper than Python writes": nested(1_500),
    "huge text": "Cải tiến " * 2_000,
    "half of a letter": "\ud800",
    "tags": "<script>alert(1)</script>",
}


def told(event: Event) -> list[Change]:
    return list(changes_of([event])[event.pk])


def of_one(verb: EventVerb, subject: str, key: str, value: Any) -> Change:
    (change,) = told(Event(pk=1, verb=verb, subject=f"{subject}:1", after={key: value}))
    return change


@pytest.mark.parametrize("value", STRANGE.values(), ids=STRANGE)
def test_strange_value_of_any_field_of_any_event_is_told(value: Any, db: None) -> None:
    events = [
        Event(
            pk=number,
            verb=verb,
            subject=f"{subject}:1",
            before=value,
            after=dict.fromkeys([*entries_of(verb, model_of(subject)), "khác"], value),
        )
        for number, (verb, subject) in enumerate(
            (verb, subject) for verb in EventVerb for subject in SUBJECTS
        )
    ]
    changes = changes_of(events)
    for event in events:
        for change in changes[event.pk]:
            assert change.label
            assert 0 < len(change.after) < LONGEST + 100
            (change.label + change.before + change.after).encode()  # can be sent


@given(verb=st.sampled_from(EventVerb), subject=st.sampled_from(SUBJECTS), before=SAID, after=SAID)
def test_any_event_is_told(verb: EventVerb, subject: str, before: Any, after: Any, db: None) -> None:
    told(Event(pk=1, verb=verb, subject=f"{subject}:1", before=before, after=after))


SAVED = EventVerb.INITIATIVE_SAVED
STANDS: list[tuple[EventVerb, str, str, Any, str]] = [
    (SAVED, "initiative", "first_applied_on", "đã sửa", "đã sửa"),
    (SAVED, "initiative", "first_applied_on", "2022-02-30", "2022-02-30"),
    (SAVED, "initiative", "first_applied_on", 20220301, "20.220.301"),
    (SAVED, "initiative", "submitted_at", "2022-03-01T00:00:00", "2022-03-01T00:00:00"),
    (SAVED, "initiative", "submitted_at", "9999-12-31T23:59:59+00:00", "9999-12-31T23:59:59+00:00"),
    (SAVED, "initiative", "kind", "magic", "magic"),
    (SAVED, "initiative", "kind", ["technical", "Đ"], '["technical", "Đ"]'),
    (SAVED, "initiative", "benefit_value", "nhiều", "nhiều"),
    (SAVED, "initiative", "benefit_value", [2152], "[2152]"),
    (SAVED, "initiative", "benefit_value", 0.5, "0.5"),
    (SAVED, "initiative", "phase", 987_654_321, "số 987654321"),
    (SAVED, "initiative", "phase", 10**18 * 10, "10.000.000.000.000.000.000"),
    (SAVED, "initiative", "phase", True, "có"),
    (SAVED, "initiative", "phase", "không rõ", "không rõ"),
    (SAVED, "initiative", "title", {"tên": [1]}, '{"tên": [1]}'),
    (EventVerb.DOSSIER_RULES_SAVED, "dossierrules", "kinds", "technical", "technical"),
    (EventVerb.DOSSIER_RULES_SAVED, "dossierrules", "kinds", ["magic"], "magic"),
    (EventVerb.DOSSIER_RULES_SAVED, "dossierrules", "kinds", ["technical", 7], '["technical", 7]'),
    (EventVerb.PARTICIPATIONS_COPIED, "programme", "source", "cũ", "cũ"),
    (EventVerb.UNIT_SAVED, "removed", "opened_on", "2022-01-01", "2022-01-01"),
]


@pytest.mark.parametrize(("verb", "subject", "key", "value", "shown"), STANDS)
def test_what_is_not_understood_is_told_as_it_stands(
    verb: EventVerb, subject: str, key: str, value: Any, shown: str, db: None
) -> None:
    assert of_one(verb, subject, key, value).after == shown


KNOWN: list[tuple[EventVerb, str, str, Any, str, str]] = [
    (SAVED, "initiative", "first_applied_on", "2022-03-01", "ngày áp dụng lần đầu", "01/03/2022"),
    (SAVED, "initiative", "decided_at", "2022-03-01T17:30:00+00:00", "quyết định lúc", "00:30 02/03/2022"),
    (SAVED, "initiative", "kind", "technical", "loại giải pháp", "Giải pháp kỹ thuật"),
    (SAVED, "initiative", "is_confidential", True, "có nội dung cần giữ kín", "có"),
    (SAVED, "initiative", "benefit_value", 2152, "giá trị làm lợi một năm (đồng)", "2.152"),
    (SAVED, "initiative", "problem", "12 ký tự", "vấn đề trước khi có sáng kiến", "12 ký tự"),
    (
        EventVerb.DOSSIER_RULES_SAVED,
        "dossierrules",
        "levels",
        ["grassroots", "province"],
        "cấp công nhận có thẩm quyền",
        "Cấp cơ sở, Cấp tỉnh, bộ, ngành",
    ),
    (EventVerb.AUTHORS_SAVED, "initiative", "shares", "60 + 40", "phần đóng góp (%)", "60 + 40"),
    (EventVerb.REOPENED, "reopening", "request", 1234, "theo đề nghị số", "1234"),
    (EventVerb.PROGRAMME_LOADED, "programme", "added", 1234, "số dòng thêm", "1.234"),
]


@pytest.mark.parametrize(("verb", "subject", "key", "value", "label", "shown"), KNOWN)
def test_known_value_reads_as_people_write_it(
    verb: EventVerb, subject: str, key: str, value: Any, label: str, shown: str, db: None
) -> None:
    assert of_one(verb, subject, key, value) == Change(label, "–", shown)


def test_rows_are_told_by_their_names(db: None) -> None:
    place, source = make_participation(name="LĐLĐ huyện Đông"), make_programme(short_name="Thi đua")
    assert of_one(EventVerb.QUOTA_SET, "quota", "participation", place.pk) == Change(
        "đơn vị", "–", "LĐLĐ huyện Đông"
    )
    assert of_one(EventVerb.PARTICIPATIONS_COPIED, "programme", "source", source.pk) == Change(
        "chép từ chương trình", "–", "Thi đua"
    )


@pytest.mark.parametrize("whole", [["a"], "a", 7, False])
def test_event_that_holds_no_items_is_told_whole(whole: Any, db: None) -> None:
    (change,) = told(Event(pk=1, subject="unit:1", after=whole))
    assert change.label == "nội dung"


def test_long_text_is_cut_and_says_how_long_it_is(db: None) -> None:
    shown = of_one(SAVED, "initiative", "title", "ă" * 5_000).after
    assert shown == "ă" * LONGEST + "… (5.000 ký tự)"


def test_no_text_that_an_event_tells_is_ever_cut() -> None:
    """Texts of more signs are told by their length only."""
    told_by_length = {"problem", "solution", "novelty", "scope", "benefit_reasoning", "social_effect"}
    longest = max(
        field.max_length or 0
        for model in apps.get_app_config("units").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and field.name not in told_by_length
    )
    assert longest <= LONGEST
