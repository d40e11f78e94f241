"""Every writer leaves its events, and an event tells what was done, by whom, from where."""

import importlib
import inspect
import pkgutil
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.db.transaction import TransactionManagementError
from django.test import Client
from django.utils import timezone

from tests.factories import (
    accept,
    make_attachment,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_unit,
    make_user,
)
from units import domain
from units.choices import AttachmentKind, AttachmentPurpose, EventVerb, ReviewVerb, Role
from units.domain.accounts import people
from units.domain.awards import rules
from units.domain.counts import closing, counting, locks, table
from units.domain.counts.counting import Statement
from units.domain.dossiers import attaching, writing
from units.domain.dossiers.attaching import IncomingFile
from units.domain.dossiers.writing import AuthorLine
from units.domain.journal import audit
from units.domain.journal.changes import changes_of
from units.domain.journal.presenting import entries_of, model_of
from units.domain.privacy import erasing
from units.domain.programmes import allotting, enrolling, registry
from units.domain.programmes.allotting import Allotment
from units.domain.programmes.registry import VERBS
from units.domain.publishing import consent, marking, showcase
from units.domain.reports import portal
from units.domain.reports.portal import PortalRow
from units.domain.review import assigning, note_templates, stepping
from units.domain.review.stepping import Step
from units.models import (
    Author,
    AwardRule,
    AwardThreshold,
    CorrectionRequest,
    Event,
    Initiative,
    Participation,
    Phase,
    Quota,
    Reopening,
    ReportedCount,
    User,
)

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}")
NOT_WRITERS = {
    "journal.audit.record",  # writes the event itself
    "journal.audit.record_at",
    "dossiers.changing.tell",
    "counts.counting.admit",
    "counts.counting.record",  # the second half of state_count and state_counts
    "counts.counting.require_permission",
    "dossiers.writing.writable",
    "publishing.marking.judged_by",
    "publishing.showcase.save",  # the second half of publish, unpublish and privacy.erasing.erase
    "counts.table.refusals",
}


@dataclass(frozen=True)
class Stage:
    """A programme that is running, one that has ended its reporting, and who acts in them."""

    participation: Participation
    sibling: Participation
    phase: Phase
    closed: Phase
    officer: User
    staff: User
    admin: User

    def statement(self, amount: int = 7, **values: Any) -> Statement:
        said: dict[str, Any] = {
            "participation": self.participation,
            "phase": self.phase,
            "counted_on": timezone.localdate(),
            "amount": amount,
            "key": uuid.uuid4(),
        }
        return Statement(**said | values)

    def ask(self) -> CorrectionRequest:
        return locks.request_correction(
            participation=self.participation,
            phase=self.closed,
            counted_on=self.closed.starts_on,
            amount=5,
            reason="Sót",
            key=uuid.uuid4(),
            by=self.officer,
        )


@pytest.fixture
def stage(admin: User, lan: User) -> Stage:
    today = timezone.localdate()
    programme = make_programme()
    closed = make_phase(programme=programme, starts_on=today - timedelta(days=60), ends_on=today)
    closed.reporting_closes_on = today - timedelta(days=1)
    closed.save()
    phase = make_phase(programme=programme, starts_on=today - timedelta(days=30), ends_on=today)
    participation, sibling = (make_participation(programme=programme) for _ in range(2))
    officer = make_user(role=Role.OFFICER, home_unit=participation.unit)
    return Stage(participation, sibling, phase, closed, officer, lan, admin)


def save_unit(stage: Stage) -> None:
    unit = stage.participation.unit
    unit.name = "Tên mới"
    registry.save(unit, ["name"], seen=unit.version, by=stage.admin)


def save_participation(stage: Stage) -> None:
    stage.participation.name = "Tên in mới"
    enrolling.save(stage.participation, seen=stage.participation.version, by=stage.admin)


def save_person(stage: Stage) -> None:
    Client().force_login(stage.officer)
    stage.officer.is_active = False
    people.save_person(stage.officer, seen=stage.officer.version, by=stage.admin)


def save_initiative(stage: Stage) -> None:
    initiative = make_initiative(participation=stage.participation)
    initiative.title = "Tên mới"
    writing.save(initiative, ["title"], seen=1, by=stage.officer)


def end_sessions(stage: Stage) -> None:
    Client().force_login(stage.officer)
    people.end_sessions(stage.officer, by=stage.officer)


def assign(stage: Stage) -> None:
    initiative = make_initiative(participation=stage.participation)
    initiative = stepping.take(Step(initiative, ReviewVerb.SUBMIT), by=stage.officer)
    assigning.assign([initiative], stage.staff, by=stage.staff)


ACCEPTED = [EventVerb.INITIATIVE_SUBMITTED, EventVerb.INITIATIVE_ACCEPTED]


def accepted_one(stage: Stage) -> Initiative:
    return accept(make_initiative(participation=stage.participation))


def consented(initiative: Initiative, officer: User) -> Author:
    return consent.record_consent(initiative.authors.get(), given_on=date(2022, 5, 1), how="Giấy", by=officer)


def published_one(stage: Stage) -> Initiative:
    initiative = consented(accepted_one(stage), stage.officer).initiative
    return showcase.publish(initiative, seen=None, by=stage.staff)


def correct_person(stage: Stage) -> None:
    author = accepted_one(stage).authors.get()
    author.job = "Tổ trưởng"
    erasing.correct(author, reason="Ghi nhầm", seen=None, by=stage.staff)


def erase_person(stage: Stage) -> None:
    initiative = accepted_one(stage)
    make_attachment(initiative=initiative)
    keys = [author.pk for author in initiative.authors.all()]
    erasing.erase(keys, reason="Theo đơn", with_files=True, by=stage.staff)


WRITERS: dict[str, tuple[Callable[[Stage], object], list[EventVerb]]] = {
    "awards.rules.save": (
        lambda stage: rules.save(
            AwardRule(name="Bằng khen", source="Quy chế", effective_from=date(2022, 1, 1)),
            [AwardThreshold(amount=80_000_000)],
            seen=None,
            by=stage.admin,
        ),
        [EventVerb.AWARD_RULE_SAVED],
    ),
    "publishing.consent.record_consent": (
        lambda stage: consented(accepted_one(stage), stage.officer),
        [*ACCEPTED, EventVerb.CONSENT_RECORDED],
    ),
    "publishing.consent.end_consent": (
        lambda stage: consent.end_consent(consented(accepted_one(stage), stage.officer), by=stage.officer),
        [*ACCEPTED, EventVerb.CONSENT_RECORDED, EventVerb.CONSENT_ENDED],
    ),
    "publishing.marking.mark": (
        lambda stage: marking.mark(accepted_one(stage), reason="Hay", seen=None, by=stage.staff),
        [*ACCEPTED, EventVerb.OUTSTANDING_MARKED],
    ),
    "publishing.marking.unmark": (
        lambda stage: marking.unmark(
            marking.mark(accepted_one(stage), reason="Hay", seen=None, by=stage.staff),
            reason="Nhầm",
            seen=None,
            by=stage.staff,
        ),
        [*ACCEPTED, EventVerb.OUTSTANDING_MARKED, EventVerb.OUTSTANDING_UNMARKED],
    ),
    "privacy.erasing.correct": (correct_person, [*ACCEPTED, EventVerb.PERSON_CORRECTED]),
    "privacy.erasing.erase": (
        erase_person,
        [*ACCEPTED, EventVerb.PERSON_ERASED],
    ),
    "privacy.erasing.export": (
        lambda stage: erasing.export([accepted_one(stage).authors.get().pk], by=stage.staff),
        [*ACCEPTED, EventVerb.PERSON_EXPORTED],
    ),
    "publishing.showcase.publish": (
        lambda stage: published_one(stage),
        [*ACCEPTED, EventVerb.CONSENT_RECORDED, EventVerb.INITIATIVE_PUBLISHED],
    ),
    "publishing.showcase.unpublish": (
        lambda stage: showcase.unpublish(published_one(stage), seen=None, by=stage.staff),
        [
            *ACCEPTED,
            EventVerb.CONSENT_RECORDED,
            EventVerb.INITIATIVE_PUBLISHED,
            EventVerb.INITIATIVE_UNPUBLISHED,
        ],
    ),
    "programmes.allotting.allot": (
        lambda stage: allotting.allot(
            stage.phase.programme,
            [Allotment(stage.participation, phase, 10) for phase in (stage.phase, None)],
            effective_on=date(2022, 1, 1),
            decision_number="12/QĐ",
            by=stage.admin,
        ),
        [EventVerb.QUOTA_SET, EventVerb.QUOTA_SET],
    ),
    "review.assigning.assign": (assign, [EventVerb.INITIATIVE_SUBMITTED, EventVerb.REVIEWER_ASSIGNED]),
    "counts.closing.set_closing_day": (
        lambda stage: closing.set_closing_day(
            phase=stage.phase, closes_on=timezone.localdate(), seen=None, by=stage.staff
        ),
        [EventVerb.PHASE_CLOSING_SET],
    ),
    "counts.table.state_counts": (
        lambda stage: table.state_counts(
            [stage.statement(), stage.statement(8, participation=stage.sibling)], by=stage.staff
        ),
        [EventVerb.COUNT_STATED, EventVerb.COUNT_STATED],
    ),
    "counts.counting.state_count": (
        lambda stage: counting.state_count(stage.statement(), by=stage.officer),
        [EventVerb.COUNT_STATED],
    ),
    "counts.counting.state_count, a correction": (
        lambda stage: [
            counting.state_count(stage.statement(amount, reason=reason), by=stage.officer)
            for amount, reason in ((7, ""), (5, "Đếm lại"))
        ],
        [EventVerb.COUNT_STATED, EventVerb.COUNT_CORRECTED],
    ),
    "dossiers.writing.start": (
        lambda stage: writing.start(
            participation=stage.participation, title="Cải tiến", key=uuid.uuid4(), by=stage.officer
        ),
        [EventVerb.INITIATIVE_STARTED],
    ),
    "dossiers.writing.save": (save_initiative, [EventVerb.INITIATIVE_SAVED]),
    "dossiers.writing.save_authors": (
        lambda stage: writing.save_authors(
            make_initiative(participation=stage.participation),
            [AuthorLine(name="Lò Thị Mai", share=60), AuthorLine(name="Lò Văn Ba", share=40)],
            seen=1,
            by=stage.officer,
        ),
        [EventVerb.AUTHORS_SAVED],
    ),
    "dossiers.attaching.attach": (
        lambda stage: attaching.attach(
            make_initiative(participation=stage.participation),
            IncomingFile(AttachmentKind.PDF, "quyet-dinh.pdf", b"%PDF-1.7"),
            purpose=AttachmentPurpose.DECISION,
            by=stage.officer,
        ),
        [EventVerb.FILE_ATTACHED],
    ),
    "dossiers.attaching.remove": (
        lambda stage: attaching.remove(
            make_attachment(initiative=make_initiative(participation=stage.participation)), by=stage.officer
        ),
        [EventVerb.FILE_REMOVED],
    ),
    "programmes.enrolling.save": (save_participation, [EventVerb.PARTICIPATION_SAVED]),
    "programmes.enrolling.move": (
        lambda stage: enrolling.move(
            stage.sibling, upward=True, stood_at=stage.sibling.position, by=stage.admin
        ),
        [EventVerb.PARTICIPATION_SAVED, EventVerb.PARTICIPATION_SAVED],
    ),
    "counts.locks.request_correction": (lambda stage: stage.ask(), [EventVerb.CORRECTION_REQUESTED]),
    "counts.locks.reopen": (
        lambda stage: locks.reopen(
            participation=stage.participation,
            phase=stage.closed,
            hours=2,
            reason="Theo đề nghị",
            request=stage.ask(),
            by=stage.staff,
        ),
        [EventVerb.CORRECTION_REQUESTED, EventVerb.REOPENED],
    ),
    "counts.locks.decline": (
        lambda stage: locks.decline(request=stage.ask(), note="Đã chốt", by=stage.staff),
        [EventVerb.CORRECTION_REQUESTED, EventVerb.CORRECTION_DECLINED],
    ),
    "review.note_templates.add_usual": (
        lambda stage: note_templates.add_usual(by=stage.admin),
        [EventVerb.NOTE_TEMPLATE_SAVED] * 9,
    ),
    "accounts.people.add_person": (
        lambda stage: people.add_person(User(username="moi", full_name="Mới"), by=stage.admin),
        [EventVerb.PERSON_SAVED, EventVerb.FIRST_PASSWORD_SET],
    ),
    "accounts.people.save_person": (save_person, [EventVerb.PERSON_SAVED, EventVerb.SESSIONS_ENDED]),
    "accounts.people.set_first_password": (
        lambda stage: people.set_first_password(stage.officer, by=stage.admin),
        [EventVerb.FIRST_PASSWORD_SET],
    ),
    "accounts.people.change_password": (
        lambda stage: people.change_password("con mèo trèo cây cau", by=stage.officer),
        [EventVerb.PASSWORD_CHANGED],
    ),
    "reports.portal.set_portal_counts": (
        lambda stage: portal.set_portal_counts(
            [PortalRow(stage.participation, stage.phase, stage.phase.starts_on, n) for n in (5, 6, 6)],
            by=stage.staff,
        ),
        [EventVerb.PORTAL_COUNT_SET, EventVerb.PORTAL_COUNT_SET],
    ),
    "accounts.people.end_sessions": (end_sessions, [EventVerb.SESSIONS_ENDED]),
    "programmes.registry.save": (save_unit, [EventVerb.UNIT_SAVED]),
    "review.stepping.take": (
        lambda stage: stepping.take(
            Step(make_initiative(participation=stage.participation), ReviewVerb.SUBMIT), by=stage.officer
        ),
        [EventVerb.INITIATIVE_SUBMITTED],
    ),
    "review.stepping.take_all": (
        lambda stage: stepping.take_all(
            [Step(make_initiative(participation=stage.participation), ReviewVerb.SUBMIT) for _ in range(2)],
            by=stage.officer,
        ),
        [EventVerb.INITIATIVE_SUBMITTED, EventVerb.INITIATIVE_SUBMITTED],
    ),
    "programmes.registry.copy_participations": (
        lambda stage: registry.copy_participations(stage.phase.programme, make_programme(), by=stage.admin),
        [EventVerb.PARTICIPATIONS_COPIED],
    ),
}


def functions_with_an_actor() -> Iterator[str]:
    """Every public function of the domain that asks who does it."""
    for found in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and "by" in inspect.signature(function).parameters:
                yield f"{found.name.removeprefix('units.domain.')}.{name}"


def test_every_writer_of_the_domain_is_tried_here() -> None:
    tried = {name.partition(",")[0] for name in WRITERS}
    assert set(functions_with_an_actor()) == tried | NOT_WRITERS


@pytest.mark.parametrize("name", WRITERS)
def test_writer_leaves_its_events(name: str, stage: Stage) -> None:
    write, verbs = WRITERS[name]

    write(stage)

    events = list(Event.objects.order_by("sequence"))
    assert [event.verb for event in events] == verbs
    assert audit.broken_links() == []
    for event in events:
        assert event.by is not None
        assert event.by_name == event.by.get_full_name()
        assert (
            event.unit
            or event.programme
            or event.subject.startswith(("user:", "notetemplate:", "awardrule:"))
        )


@pytest.mark.parametrize("name", WRITERS)
def test_writer_that_is_undone_leaves_no_event(name: str, stage: Stage) -> None:
    with transaction.atomic():
        WRITERS[name][0](stage)
        transaction.set_rollback(True)

    assert Event.objects.count() == 0
    assert audit.broken_links() == []


@pytest.mark.parametrize("name", WRITERS)
def test_changes_are_told_in_words(name: str, stage: Stage) -> None:
    """No identifier and no ISO date reaches the reader."""
    WRITERS[name][0](stage)

    events = list(Event.objects.all())
    told = changes_of(events)

    for changes in told.values():
        for change in changes:
            assert not ISO_DAY.search(change.before + change.after), change
    for event in events:
        assert nameless(event) == set()


def nameless(event: Event) -> set[str]:
    """The keys of what an event says that people would read as they are written in code."""
    entries = entries_of(event.verb, model_of(event.subject))
    said = {*(event.before or {}), *(event.after or {})} - {"id"}
    return {key for key in said if key not in entries or is_bare(key, entries[key].label)}


def is_bare(key: str, label: str) -> bool:
    return label in (key, key.replace("_", " "))


def test_every_field_that_forms_write_has_a_name() -> None:
    """Events of a row that is saved tell whichever fields the form had, so all must be named."""
    saved: set[type[Model]] = {*VERBS, AwardRule, Initiative}
    stated: set[type[Model]] = {CorrectionRequest, Quota, Reopening, ReportedCount}
    bare = {
        f"{model.__name__}.{field.name}"
        for model in saved | stated
        for field in model._meta.concrete_fields
        if field.editable and is_bare(field.name, entries_of("", model)[field.name].label)
    }
    assert bare == set()


def test_statement_by_staff_is_attributed_to_both(stage: Stage) -> None:
    counting.state_count(stage.statement(), by=stage.staff)
    event = Event.objects.get()
    assert (event.by, event.on_behalf_of, event.unit) == (
        stage.staff,
        stage.participation.unit,
        stage.participation.unit,
    )


def test_correction_tells_before_after_and_why(stage: Stage) -> None:
    counting.state_count(stage.statement(7), by=stage.officer)
    counting.state_count(stage.statement(5, reason="Đếm lại", note="Trừ trùng"), by=stage.officer)

    event = Event.objects.latest("sequence")

    today = f"{timezone.localdate():%d/%m/%Y}"
    assert event.reason == "Đếm lại"
    assert [(change.label, change.before, change.after) for change in changes_of([event])[event.pk]] == [
        ("số lượng", "7", "5"),
        ("đơn vị", "–", stage.participation.name),
        ("giai đoạn", "–", stage.phase.name),
        ("tính đến hết ngày", today, today),
        ("ghi chú", "–", "Trừ trùng"),
    ]


def test_edit_tells_only_what_differs(stage: Stage) -> None:
    unit = make_unit(name="Cũ")
    unit.name, unit.is_active, unit.successor = "Mới", False, stage.participation.unit
    registry.save(unit, ["code", "name", "is_active", "successor"], seen=1, by=stage.admin)

    event = Event.objects.get()

    assert [(change.label, change.before, change.after) for change in changes_of([event])[event.pk]] == [
        ("tên", "Cũ", "Mới"),
        ("đang hoạt động", "có", "không"),
        ("đơn vị kế thừa", "–", stage.participation.unit.name),
    ]


def test_changes_of_what_is_no_more_are_told_as_they_are(db: None) -> None:
    event = Event(pk=1, subject="removed:1", before={"amount": 2152}, after={"amount": None, "kind": "x"})
    assert [(change.label, change.before, change.after) for change in changes_of([event])[1]] == [
        ("amount", "2.152", "–"),
        ("kind", "–", "x"),
    ]


def test_event_outside_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(TransactionManagementError):
        audit.record(EventVerb.UNIT_SAVED, make_unit(), by=None)
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, None),
        ("", None),
        ("unix:", None),
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_origin_reads_back_as_it_was_hashed(given: str | None, kept: str | None, db: None) -> None:
    token = audit.origin.set(given)
    audit.record(EventVerb.UNIT_SAVED, make_unit(), by=None)
    audit.origin.reset(token)
    assert Event.objects.get().origin == kept
    assert audit.broken_links() == []


def test_values_read_back_as_they_were_hashed(db: None) -> None:
    values = {"text": "Đ “x” \\ \U0001f600", "number": 2**62, "day": date(2022, 1, 1), "now": timezone.now()}
    audit.record(EventVerb.UNIT_SAVED, make_unit(), by=None, before=values, after={"b": 1, "a": None})
    assert audit.broken_links() == []
