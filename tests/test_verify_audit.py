"""`manage.py verify_audit` finds whatever somebody with the database in hand does to the events."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from tests.append_only import without_triggers
from tests.factories import make_programme, make_unit, make_user
from units.choices import EventVerb
from units.domain.journal import audit, chain
from units.domain.journal.chain import Walk, digest
from units.models import Event, EventChain, User

pytestmark = pytest.mark.django_db

WHOLE = re.compile(r"Chuỗi 5 sự kiện nguyên vẹn, đến sự kiện số 5, mã (5:[0-9a-f]{64})\n")


def append(user: User, count: int = 1) -> None:
    """Events with something in every field."""
    unit, programme = make_unit(), make_programme()
    for number in range(count):
        audit.record(
            EventVerb.COUNT_STATED,
            unit,
            by=user,
            before={"amount": number, "counted_on": "2022-11-10"},
            after={"amount": number + 1, "counted_on": "2022-11-10"},
            programme=programme,
            unit=unit,
            on_behalf_of=unit,
            reason="Vì sót",
        )


@pytest.fixture
def five(lan: User) -> None:
    token = audit.origin.set("2001:DB8:0::1")
    append(lan, 5)
    audit.origin.reset(token)


def verify(*arguments: str) -> tuple[bool, list[str]]:
    """Whether it found nothing, and what it printed."""
    out = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out)
    except CommandError:  # which ends the process with 1
        return False, out.getvalue().splitlines()
    return True, out.getvalue().splitlines()


def test_whole_chain_is_said_to_be_whole(five: None) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert WHOLE.fullmatch(out.getvalue())


def test_empty_chain_is_whole(db: None) -> None:
    assert verify() == (True, ["Chuỗi sự kiện còn trống."])


@pytest.mark.parametrize("batch", [1, 2, 5, 7])
def test_batches_do_not_matter(batch: int, five: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", batch)
    assert verify()[0]
    with without_triggers():
        Event.objects.filter(sequence=3).delete()
    assert verify() == (False, ["Thiếu sự kiện số 3."])


@pytest.mark.parametrize(
    ("removed", "said"),
    [
        ([1], "Thiếu sự kiện số 1."),
        ([3], "Thiếu sự kiện số 3."),
        ([2, 3, 4], "Thiếu các sự kiện từ số 2 đến số 4."),
        ([5], "Chuỗi phải kết thúc ở sự kiện số 5 nhưng dừng ở số 4: các sự kiện cuối đã bị xoá."),
        (
            [1, 2, 3, 4, 5],
            "Chuỗi phải kết thúc ở sự kiện số 5 nhưng dừng ở số 0: các sự kiện cuối đã bị xoá.",
        ),
    ],
)
def test_removed_events_are_missed(removed: list[int], said: str, five: None) -> None:
    with without_triggers():
        Event.objects.filter(sequence__in=removed).delete()
    assert verify() == (False, [said])


ALTERATIONS: dict[str, Callable[[], Any]] = {
    "recorded_at": lambda: F("recorded_at") + timedelta(microseconds=1),
    "verb": lambda: EventVerb.COUNT_CORRECTED,
    "by": make_user,
    "by_name": lambda: "Người khác",
    "on_behalf_of": make_unit,
    "origin": lambda: "2001:db8::2",
    "programme": make_programme,
    "unit": make_unit,
    "subject": lambda: "unit:0",
    "subject_name": lambda: "Đơn vị khác",
    "before": lambda: {"amount": 2},
    "after": lambda: None,
    "reason": lambda: "",
    "previous_hash": lambda: "0" * 64,
    "hash": lambda: "0" * 64,
}


def test_alterations_name_every_field_but_keys() -> None:
    assert {field.name for field in Event._meta.concrete_fields} == {*ALTERATIONS, "id", "sequence"}


@pytest.mark.parametrize("sequence", [3, 5], ids=["middle", "newest"])
@pytest.mark.parametrize("field", ALTERATIONS)
def test_altered_field_is_found(field: str, sequence: int, five: None) -> None:
    with without_triggers():
        Event.objects.filter(sequence=sequence).update(**{field: ALTERATIONS[field]()})
    is_whole, said = verify()
    assert not is_whole
    assert f"Nội dung sự kiện số {sequence} đã bị thay đổi." in said


@pytest.mark.parametrize("sequence", [3, 5], ids=["middle", "newest"])
def test_altered_event_with_a_hash_that_fits_is_found(sequence: int, five: None) -> None:
    """Whoever knows how the hash is made must still rewrite all that follows, and the end."""
    event = Event.objects.get(sequence=sequence)
    event.reason = "Không có gì"
    event.hash = digest(event)
    with without_triggers():
        event.save()
    said = {
        3: "Sự kiện số 4 không nối với sự kiện đứng trước.",
        5: "Sự kiện cuối, số 5, không phải là sự kiện mà hệ thống đã ghi.",
    }
    assert verify() == (False, [said[sequence]])


def forge(sequence: int) -> None:
    """An event that the system has not written, with a hash that fits, at the end."""
    event = Event.objects.get(sequence=5)
    event.pk, event.sequence, event.previous_hash = None, sequence, event.hash
    event.hash = digest(event)
    event.save(force_insert=True)


def test_forged_event_at_the_end_is_found(five: None) -> None:
    forge(6)
    assert verify() == (
        False,
        [
            "Chuỗi phải kết thúc ở sự kiện số 5; các sự kiện sau đó, đến số 6, không do hệ thống ghi.",
        ],
    )


def test_forged_event_stops_the_system_from_going_on_in_silence(five: None, lan: User) -> None:
    forge(7)
    append(lan)
    assert verify()[1] == [
        "Sự kiện số 7 không nối với sự kiện đứng trước.",
        "Chuỗi phải kết thúc ở sự kiện số 6; các sự kiện sau đó, đến số 7, không do hệ thống ghi.",
    ]


def test_swapped_events_are_found(five: None) -> None:
    with without_triggers():
        for old, new in ((2, 99), (4, 2), (99, 4)):
            Event.objects.filter(sequence=old).update(sequence=new)
    assert verify() == (
        False,
        [
            "Sự kiện số 2 không nối với sự kiện đứng trước.",
            "Nội dung sự kiện số 2 đã bị thay đổi.",
            "Sự kiện số 3 không nối với sự kiện đứng trước.",
            "Sự kiện số 4 không nối với sự kiện đứng trước.",
            "Nội dung sự kiện số 4 đã bị thay đổi.",
            "Sự kiện số 5 không nối với sự kiện đứng trước.",
        ],
    )


def rewrite_from(sequence: int) -> None:
    """What only who has the whole database in hand can do: rewrite all links to the end."""
    previous = Event.objects.get(sequence=sequence - 1).hash
    with without_triggers():
        for event in Event.objects.filter(sequence__gte=sequence).order_by("sequence"):
            event.reason, event.previous_hash = "Viết lại", previous
            previous = event.hash = digest(event)
            event.save()
    EventChain.objects.update(last_hash=previous)


def test_rewritten_chain_is_found_by_a_code_noted_earlier(five: None, lan: User) -> None:
    known = verify()[1][0].rpartition(" ")[2]
    append(lan, 2)
    assert verify("--known", known)[0]

    rewrite_from(4)

    assert verify()[0]
    assert verify("--known", known) == (False, ["Sự kiện số 5 có mã khác với mã đã ghi lại trước đây."])


def test_chain_cut_short_is_found_by_a_code_noted_earlier(five: None) -> None:
    known = verify()[1][0].rpartition(" ")[2]
    last = Event.objects.get(sequence=4)
    with without_triggers():
        Event.objects.filter(sequence=5).delete()
    EventChain.objects.update(last_sequence=4, last_hash=last.hash)

    assert verify()[0]
    said = "Không còn sự kiện số 5, dù mã của nó đã được ghi lại trước đây."
    assert verify("--known", known) == (False, [said])


@pytest.mark.parametrize("known", ["", "5", "5:xyz", "-1:" + "0" * 64, "5:" + "0" * 63])
def test_unreadable_code_is_refused(known: str, db: None) -> None:
    with pytest.raises(CommandError, match="SỐ:MÃ"):
        call_command("verify_audit", f"--known={known}")


def test_events_added_during_the_walk_are_no_fault(
    five: None, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "BATCH", 2)
    walk = Walk()
    with without_triggers():
        Event.objects.filter(sequence=1).update(reason="khác")
    faults = walk.faults()
    assert next(faults) == "Nội dung sự kiện số 1 đã bị thay đổi."
    append(lan, 3)
    assert list(faults) == []
    assert walk.end.sequence == 8


def test_walk_holds_a_batch_at_a_time(five: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 2)
    reads: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if 'FROM "units_event" ' in sql:
            reads.append(sql.rpartition(" LIMIT ")[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        assert list(Walk().faults()) == []

    assert reads == ["2", "2", "2", "2"]
