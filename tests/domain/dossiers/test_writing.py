"""Writing a dossier: begun once, saved part by part, by those who may, as long as it is open."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories import accept, make_author, make_initiative, make_participation, make_user, submit
from units.choices import EventVerb, Role
from units.domain.dossiers import writing
from units.domain.dossiers.writing import MAX_AUTHORS, AuthorLine
from units.domain.versions import EditedMeanwhileError
from units.models import Event, Initiative, Participation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Participation:
    return make_participation()


@pytest.fixture
def officer(place: Participation) -> User:
    return make_user(role=Role.OFFICER, home_unit=place.unit)


def people(*shares: int) -> list[AuthorLine]:
    return [AuthorLine(name=f"Người {n}", share=share) for n, share in enumerate(shares, start=1)]


def last_event() -> Event:
    return Event.objects.order_by("-sequence")[0]


def test_key_begins_one_dossier(place: Participation, officer: User) -> None:
    key = uuid.uuid4()
    first, second = (
        writing.start(participation=place, title=" Cải tiến ", key=key, by=officer) for _ in range(2)
    )

    assert first == second
    assert (Initiative.objects.get().title, Event.objects.count()) == ("Cải tiến", 1)


def test_stranger_begins_nothing(place: Participation) -> None:
    for person in (make_user(role=Role.OFFICER), make_user(role=Role.REVIEWER), make_user()):
        with pytest.raises(PermissionDenied):
            writing.start(participation=place, title="Cải tiến", key=uuid.uuid4(), by=person)
    assert not Initiative.objects.exists()


def test_event_tells_of_a_long_text_only_how_long_it_is(place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place)
    initiative.solution, initiative.benefit_value = "Bí quyết của đơn vị", 7

    writing.save(initiative, ["solution", "benefit_value"], seen=1, by=officer)

    event = last_event()
    assert (event.verb, event.before, event.after) == (
        EventVerb.INITIATIVE_SAVED,
        {"benefit_value": 120_000_000},
        {"solution": "19 ký tự", "benefit_value": 7},
    )


def test_nothing_changed_is_nothing_written(place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place)

    assert writing.save(initiative, ["title", "solution"], seen=1, by=officer).version == 1
    assert not Event.objects.exists()


def test_second_of_two_writers_is_told(place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place)
    initiative.title = "Tên của người thứ nhất"
    writing.save(initiative, ["title"], seen=1, by=officer)

    initiative.title = "Tên của người thứ hai"
    with pytest.raises(EditedMeanwhileError) as told:
        writing.save(initiative, ["title"], seen=1, by=officer)
    with pytest.raises(EditedMeanwhileError):
        writing.save_authors(initiative, people(100), seen=1, by=officer)
    assert str(told.value.current) == "Tên của người thứ nhất"


@pytest.mark.parametrize("step", [submit, accept])
def test_what_was_sent_is_not_rewritten(place: Participation, officer: User, step: object) -> None:
    initiative = make_initiative(participation=place)
    sent = step(initiative)  # type: ignore[operator]
    sent.title = "Đổi sau khi nộp"
    with pytest.raises(ValidationError, match="nên không sửa được"):
        writing.save(sent, ["title"], seen=None, by=officer)
    with pytest.raises(ValidationError, match="nên không sửa được"):
        writing.save_authors(sent, people(100), seen=None, by=officer)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"first_applied_on": timezone.localdate() + timedelta(days=2)}, "chưa đến"),
        ({"recognition_on": date(1889, 1, 1)}, "quá xa"),
        ({"first_applied_on": date(2022, 3, 2)}, "lại có trước ngày áp dụng lần đầu"),
        ({"benefit_value": -1}, "."),
        ({"benefit_value": 10**30}, "."),
        ({"benefit_basis": "not_in_money"}, "Giá trị làm lợi tính bằng đồng"),
        ({"kind": "dieu-khac"}, "."),
        ({"title": ""}, "."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    place: Participation, officer: User, values: dict[str, object], said: str
) -> None:
    initiative = make_initiative(participation=place)
    stored = Initiative.objects.values().get()
    for name, value in values.items():
        setattr(initiative, name, value)

    with pytest.raises(ValidationError) as refused:
        writing.save(initiative, values, seen=1, by=officer)

    assert said in " ".join(refused.value.messages)
    assert Initiative.objects.values().get() == stored


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "ít nhất một tác giả"),
        (people(99), "Tổng phần đóng góp là 99%; phải đúng 100%."),
        (people(60, 41), "Tổng phần đóng góp là 101%; phải đúng 100%."),
        (people(*([1] * 200)), "Hồ sơ có 200 tác giả; nhiều nhất là 20."),
        ([AuthorLine("Lò Thị Mai", 50), AuthorLine("lo thi mai", 50)], "ghi hai lần"),
        ([AuthorLine("Một", 150), AuthorLine("Hai", -50)], "."),
        ([AuthorLine("", 100)], "."),
        ([AuthorLine("Một", 100, birth_year=85)], "."),
        ([AuthorLine("Một", 100, qualification="tien-si")], "."),
        ([AuthorLine("Một", 100, pk=987_654)], "vừa thay đổi"),
    ],
)
def test_authors_that_cannot_be_leave_those_that_are(
    place: Participation, officer: User, lines: list[AuthorLine], said: str
) -> None:
    initiative = make_initiative(participation=place)
    before = list(initiative.authors.values())

    with pytest.raises(ValidationError) as refused:
        writing.save_authors(initiative, lines, seen=1, by=officer)

    assert said in " ".join(refused.value.messages)
    assert list(initiative.authors.values()) == before
    assert Initiative.objects.get().version == 1


def test_authors_are_put_in_order_kept_added_and_taken_away(place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place, authors=0)
    first, second = (
        make_author(initiative=initiative, position=n, name=name, share=50)
        for n, name in enumerate(("Một", "Hai"), start=1)
    )
    lines = [AuthorLine("Ba", 30), AuthorLine("Hai", 70, pk=second.pk)]

    writing.save_authors(initiative, lines, seen=1, by=officer)

    kept = list(initiative.authors.values_list("position", "name", "share"))
    assert kept == [(1, "Ba", 30), (2, "Hai", 70)]
    assert not initiative.authors.filter(pk=first.pk).exists()
    assert (last_event().before, last_event().after) == ({"authors": 2}, {"authors": 2, "shares": "30 + 70"})


def test_who_is_renamed_has_not_consented(place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place)
    author = initiative.authors.get()
    author.consented_on, author.consent_note, author.consent_recorded_by = date(2022, 5, 1), "Giấy", officer
    author.save()

    same = AuthorLine(author.name, 100, pk=author.pk)
    stored = writing.save_authors(initiative, [same], seen=1, by=officer)
    assert stored.authors.get().consented_on == date(2022, 5, 1)
    writing.save_authors(initiative, [AuthorLine("Người khác", 100, pk=author.pk)], seen=2, by=officer)
    assert stored.authors.get().consented_on is None


@pytest.mark.parametrize(
    ("name", "birth_year", "stays"),
    [
        ("Lò Văn Hùng", 1985, True),
        ("LÒ  VĂN HÙNG", 1985, True),
        ("Lò Văn Hưng", 1985, False),
        ("Lo Van Hung", 1985, False),
        ("Lò Văn Hùng", 1986, False),
        ("Lò Văn Hùng", None, True),
    ],
)
def test_consent_stays_with_the_person_who_gave_it(
    name: str, birth_year: int | None, stays: bool, place: Participation, officer: User
) -> None:
    initiative = make_initiative(participation=place, authors=0)
    author = make_author(initiative=initiative, name="Lò Văn Hùng", birth_year=1985)
    author.consented_on, author.consent_note, author.consent_recorded_by = date(2022, 5, 1), "Giấy", officer
    author.save()

    line = AuthorLine(name, 100, birth_year=birth_year, pk=author.pk)
    stored = writing.save_authors(initiative, [line], seen=1, by=officer)

    assert bool(stored.authors.get().consented_on) is stays


def test_birth_year_that_was_missing_ends_no_consent(place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place, authors=0)
    author = make_author(initiative=initiative, name="Lò Văn Hùng", birth_year=None)
    author.consented_on, author.consent_note, author.consent_recorded_by = date(2022, 5, 1), "Giấy", officer
    author.save()

    line = AuthorLine("Lò Văn Hùng", 100, birth_year=1985, pk=author.pk)
    stored = writing.save_authors(initiative, [line], seen=1, by=officer)

    assert stored.authors.get().consented_on == date(2022, 5, 1)


def test_two_whose_names_were_erased_are_not_the_same_person(place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place, authors=2)
    initiative.authors.update(name="", job="", birth_year=None, erased_at=timezone.now())
    lines = [AuthorLine("", 50, pk=author.pk) for author in initiative.authors.all()]

    assert writing.save_authors(initiative, lines, seen=1, by=officer).authors.count() == 2


def test_most_authors_are_enough(place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place, authors=0)

    stored = writing.save_authors(initiative, people(*([5] * MAX_AUTHORS)), seen=1, by=officer)

    assert stored.authors.count() == MAX_AUTHORS


def test_one_author_is_not_written_twice(place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place, created_by=officer)
    stored = initiative.authors.get()
    lines = [AuthorLine(name=name, share=50, pk=stored.pk) for name in ("Lò Thị Mai", "Lò Văn Ba")]

    with pytest.raises(ValidationError, match="bị lặp dòng"):
        writing.save_authors(initiative, lines, seen=None, by=officer)

    assert initiative.authors.get().share == 100


def test_events_of_a_confidential_dossier_tell_only_what_everybody_may_read(
    place: Participation, officer: User
) -> None:
    initiative = make_initiative(participation=place, created_by=officer, is_confidential=True)
    initiative.title, initiative.portal_reference = "Tên mới", "CONG-77"
    initiative.first_applied_on, initiative.solution = date(2022, 2, 3), "Giấu kín"
    names = ["title", "portal_reference", "first_applied_on", "solution"]

    stored = writing.save(initiative, names, seen=None, by=officer)
    writing.save_authors(stored, [AuthorLine(name="Lò Thị Mai", share=100)], seen=None, by=officer)

    saved, authors = Event.objects.order_by("sequence")
    assert (set(saved.before or {}), saved.after) == (
        {"title"},
        {
            "title": "Tên mới",
            "portal_reference": "đã sửa",
            "first_applied_on": "đã sửa",
            "solution": "đã sửa",  # not even how long it is
        },
    )
    assert (authors.before, authors.after) == (None, None)
