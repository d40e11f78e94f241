"""What is kept of a person: found, shown, corrected, handed over, and erased to the last place."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.test import TestCase
from pytest_django import DjangoAssertNumQueries

from tests.factories import accept, make_initiative, make_user
from units.choices import AttachmentKind, AttachmentPurpose, EventVerb, ReviewVerb, Role
from units.domain.dossiers import writing
from units.domain.dossiers.writing import AuthorLine
from units.domain.journal import audit
from units.domain.privacy import erasing
from units.domain.privacy.person_rows import find, mentions, rows_of
from units.domain.publishing import consent, showcase
from units.domain.reports.value import value_of
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.domain.versions import EditedMeanwhileError
from units.exchange import person_json_out
from units.models import Attachment, Author, Event, Initiative, User
from units.vietnamese import fold

pytestmark = pytest.mark.django_db

NAME = "Vàng Thị Quyết Tâm"
LINES = [
    AuthorLine(
        name=NAME,
        share=60,
        birth_year=1979,
        job="Trưởng ca sấy chè",
        holds_leadership=False,
        qualification="college",
    ),
    AuthorLine(
        name="Lò Văn Ba",
        share=40,
        birth_year=1985,
        job="Thợ cơ khí",
        holds_leadership=False,
        qualification="college",
    ),
]


@pytest.fixture
def clerk() -> User:
    return make_user(role=Role.STAFF)


def written(lines: list[AuthorLine], clerk: User) -> Initiative:
    """A dossier whose authors were written through the real door."""
    return writing.save_authors(make_initiative(authors=0), lines, seen=None, by=clerk)


def attached(initiative: Initiative, clerk: User) -> Attachment:
    return Attachment.objects.create(
        initiative=initiative,
        purpose=AttachmentPurpose.EFFECT,
        kind=AttachmentKind.PDF,
        name="bang-tinh.pdf",
        size=3,
        sha256=str(initiative.pk).rjust(64, "0"),
        file=ContentFile(b"%PDF", name="x"),
        attached_by=clerk,
    )


def rows(initiative: Initiative, name: str = NAME) -> list[int]:
    return [author.pk for author in initiative.authors.filter(name_key=fold(name))]


def places_with(name: str) -> list[str]:
    """Every row and column of every table in which the name stands, accents and case apart."""
    return [
        f"{model.__name__}.{field.name} {row.pk}"
        for model in apps.get_models()
        for row in model._default_manager.all()
        for field in model._meta.concrete_fields
        if fold(name) in fold(str(getattr(row, field.attname)))
    ]


def test_person_is_found_by_the_whole_name_without_accents(clerk: User) -> None:
    one, other = written(LINES, clerk), written([AuthorLine(name=f"{NAME} Em", share=100)], clerk)
    unknown = written([AuthorLine(name=NAME, share=100)], clerk)
    file = attached(one, clerk)

    found = find("vang thi  QUYẾT tâm", 1979, reader=clerk)

    assert [(each.author.initiative, each.files, each.is_alone) for each in found] == [
        (one, (file,), False),
        (unknown, (), True),
    ]
    assert find(NAME, 1980, reader=clerk)[0].author.initiative == unknown
    assert other.pk not in {each.author.initiative_id for each in found}


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER])
def test_only_staff_look_people_up(role: Role, clerk: User) -> None:
    initiative, person = written(LINES, clerk), make_user(role=role)
    keys = rows(initiative)
    author = Author.objects.get(pk=keys[0])
    for attempt in (
        lambda: find(NAME, None, reader=person),
        lambda: rows_of(keys, reader=person),
        lambda: erasing.export(keys, by=person),
        lambda: erasing.correct(author, reason="x", seen=None, by=person),
        lambda: erasing.erase(keys, reason="x", with_files=False, by=person),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert Author.objects.filter(erased_at__isnull=False).count() == 0


def test_everything_kept_is_handed_over_and_the_event_has_none_of_it(clerk: User) -> None:
    initiative = accept(written(LINES, clerk))
    consent.record_consent(
        initiative.authors.get(position=1), given_on=date(2022, 5, 1), how="Giấy", by=clerk
    )
    attached(initiative, clerk)

    kept = erasing.export(rows(initiative), by=clerk)

    [entry] = json.loads(person_json_out.render(kept))["Thông tin được lưu"]
    assert entry["Họ và tên"] == NAME
    assert entry["Năm sinh"] == 1979
    assert entry["Chức vụ, công việc"] == "Trưởng ca sấy chè"
    assert entry["Sáng kiến"]["Mã"] == initiative.code
    assert entry["Đồng ý công bố"] == {"Ngày": "01/05/2022", "Cách": "Giấy"}
    assert entry["Tệp của hồ sơ"] == 1  # shared with somebody else: not named
    assert "Lò Văn Ba" not in json.dumps(entry, ensure_ascii=False)
    event = Event.objects.order_by("sequence").last()
    assert event is not None
    assert (event.verb, event.after) == (
        EventVerb.PERSON_EXPORTED,
        {"rows": f"số {rows(initiative)[0]}"},
    )


def test_row_is_corrected_whatever_the_state(clerk: User) -> None:
    initiative = accept(written(LINES, clerk))
    author = initiative.authors.get(position=1)
    author.name, author.birth_year = "Vàng Thị Quyết Tầm", 1980

    erasing.correct(author, reason="Sai dấu", seen=None, by=clerk)

    stored = Author.objects.get(pk=author.pk)
    assert (stored.name, stored.birth_year, stored.share) == ("Vàng Thị Quyết Tầm", 1980, 60)
    event = Event.objects.order_by("sequence").last()
    assert event is not None
    assert (event.verb, event.reason, event.after) == (
        EventVerb.PERSON_CORRECTED,
        "Sai dấu",
        {"rows": f"số {author.pk}", "corrected": "họ và tên, năm sinh"},
    )


@pytest.mark.parametrize(
    ("changed", "stays"),
    [
        ({"name": "Vàng Thị Khác"}, False),
        ({"name": "Vàng Thị Quyết Tấm"}, False),
        ({"birth_year": 1980}, False),
        ({"name": NAME.upper(), "birth_year": None, "job": "Tổ trưởng"}, True),
    ],
)
def test_correction_to_another_person_ends_the_consent(
    changed: dict[str, str | int | None], stays: bool, clerk: User
) -> None:
    initiative = accept(written(LINES, clerk))
    author = initiative.authors.get(position=1)
    consent.record_consent(author, given_on=date(2022, 5, 1), how="Giấy", by=clerk)
    author.refresh_from_db()
    for name, value in changed.items():
        setattr(author, name, value)

    erasing.correct(author, reason="Ghi nhầm người", seen=None, by=clerk)

    assert bool(Author.objects.get(pk=author.pk).consented_on) is stays


def test_row_that_was_erased_meanwhile_is_not_corrected(clerk: User) -> None:
    initiative = accept(written(LINES, clerk))
    author = initiative.authors.get(position=1)
    erasing.erase([author.pk], reason="Theo đơn", with_files=False, by=clerk)
    author.job = "Tổ trưởng"

    with pytest.raises(ValidationError, match="vừa được xoá"):
        erasing.correct(author, reason="Sai", seen=None, by=clerk)

    assert Author.objects.get(pk=author.pk).job == ""


def test_correction_with_an_old_page_is_refused(clerk: User) -> None:
    initiative = written(LINES, clerk)
    author = initiative.authors.get(position=1)
    author.job = "Tổ trưởng"
    with pytest.raises(EditedMeanwhileError):
        erasing.correct(author, reason="Sai", seen=initiative.version - 1, by=clerk)


def test_erased_name_is_nowhere_in_the_database_nor_in_files(clerk: User) -> None:
    """What people have written by hand into free texts is another matter: see the next tests."""
    initiative = accept(written(LINES, clerk))
    for author in initiative.authors.all():
        consent.record_consent(author, given_on=date(2022, 5, 1), how=f"{author.name} ký", by=clerk)
    showcase.publish(initiative, seen=None, by=clerk)
    erasing.export(rows(initiative), by=clerk)
    before = value_of(initiative.participation.programme, Initiative.objects.all())
    assert places_with(NAME) != []
    [key] = rows(initiative)

    erasing.erase([key], reason="Theo đơn ngày 10/11/2022", with_files=True, by=clerk)

    assert places_with(NAME) == []
    assert places_with("Trưởng ca sấy chè") == []
    assert list(showcase.shown()) == []
    stored = Author.objects.get(pk=key)
    assert (stored.share, stored.qualification, stored.birth_year, stored.consented_on) == (
        60,
        "college",
        None,
        None,
    )
    assert value_of(initiative.participation.programme, Initiative.objects.all()) == before
    assert find(NAME, None, reader=clerk) == []
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs[-2:] == [EventVerb.INITIATIVE_UNPUBLISHED, EventVerb.PERSON_ERASED]
    assert audit.broken_links() == []
    with pytest.raises(ValidationError, match="Hãy chọn"):
        erasing.erase([key], reason="Lần nữa", with_files=False, by=clerk)


def test_free_texts_that_still_name_the_person_are_pointed_out(clerk: User) -> None:
    initiative = written(LINES, clerk)
    Initiative.objects.filter(pk=initiative.pk).update(
        solution=f"Do bà {NAME.upper()} nghĩ ra, cả tổ làm thử trong hai tuần.", is_confidential=True
    )
    initiative.refresh_from_db()
    Attachment.objects.filter(pk=attached(initiative, clerk).pk).update(name=f"Đơn của {NAME}.pdf")
    accepted = accept(initiative)
    stepping.take(Step(accepted, ReviewVerb.REOPEN, note=f"Hỏi lại {NAME}"), by=make_user(role=Role.REVIEWER))

    found = mentions(rows_of(rows(initiative), reader=clerk))

    assert [each.where for each in found] == [
        "nội dung giải pháp",
        "tên tệp đính kèm",
        "ý kiến thẩm định",
    ]


@pytest.mark.parametrize("with_files", [True, False])
def test_files_of_a_dossier_without_anybody_else_are_removed_when_asked(
    with_files: bool, clerk: User
) -> None:
    alone = written([AuthorLine(name=NAME, share=100)], clerk)
    shared = written(LINES, clerk)
    gone, kept = attached(alone, clerk), attached(shared, clerk)

    with TestCase.captureOnCommitCallbacks(execute=True):
        erasing.erase(rows(alone) + rows(shared), reason="Theo đơn", with_files=with_files, by=clerk)

    assert Attachment.objects.filter(pk=gone.pk).exists() is not with_files
    assert gone.file.storage.exists(str(gone.file.name)) is not with_files
    assert Attachment.objects.filter(pk=kept.pk).exists()
    assert kept.file.storage.exists(str(kept.file.name))


@pytest.mark.parametrize("reason", ["", " ", f"Bà {NAME.lower()} đề nghị"])
def test_reason_is_needed_and_names_nobody(reason: str, clerk: User) -> None:
    initiative = written(LINES, clerk)
    with pytest.raises(ValidationError) as refused:
        erasing.erase(rows(initiative), reason=reason, with_files=False, by=clerk)
    assert list(refused.value.message_dict) == ["reason"]
    assert rows(initiative) != []


def test_looking_up_costs_the_same_for_one_row_and_for_three(
    clerk: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for expected in (1, 2, 3):
        attached(written(LINES, clerk), clerk)
        with django_assert_num_queries(3):
            assert len(find(NAME, 1979, reader=clerk)) == expected
