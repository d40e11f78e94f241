"""Finding initiatives: by words and filters, in an order, a page at a time."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_initiative, make_participation, make_phase, make_programme, make_user, submit
from units.choices import BenefitBasis, Role
from units.domain.dossiers import finding, listing
from units.domain.dossiers.finding import ORDERS, Hits, InitiativeFilter
from units.models import Initiative, Participation, User


@pytest.fixture
def place(db: None) -> Participation:
    programme = make_programme()
    make_phase(programme=programme)
    return make_participation(programme=programme)


@pytest.fixture
def staff(db: None) -> User:
    return make_user(role=Role.STAFF)


def found(user: User, at: Participation, **wanted: Any) -> list[str]:
    """Titles, the newest first."""
    rows = finding.find(user, at.programme, InitiativeFilter(**wanted))
    return [each.title for each in finding.page(rows, ORDERS[finding.NEWEST], known=rows).initiatives]


def make_drafts(place: Participation, number: int, **values: Any) -> list[Initiative]:
    return Initiative.objects.bulk_create(
        Initiative(
            participation=place, title=f"Sáng kiến {count:03d}", idempotency_key=uuid.uuid4(), **values
        )
        for count in range(number)
    )


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("tiết kiệm điện", True),
        ("tiet kiem dien", True),
        ("ĐIỆN TIẾT", True),
        ("tie\u0302\u0301t kie\u0323\u0302m đie\u0323\u0302n", True),  # NFD, as some keyboards type it
        ("tiet kiem di", True),
        ("tiet kie dien", False),
        ("tiết-kiệm, điện!", True),
        ("biến tần đồng bộ", True),
        ("dong bo", True),
        ("dong b", False),
        ("d", False),
        ("dong po", False),
    ],
)
def test_words_find_whatever_the_accents_and_the_last_one_only_begun(
    place: Participation, staff: User, text: str, is_found: bool
) -> None:
    make_initiative(participation=place, title="Tiết kiệm điện", solution="Lắp biến tần đồng bộ.")
    make_initiative(participation=place, title="Sao chè")
    assert found(staff, place, text=text) == (["Tiết kiệm điện"] if is_found else [])


def test_words_follow_what_is_saved_later(place: Participation, staff: User) -> None:
    initiative = make_initiative(participation=place, title="Sao chè", problem="Lò than.")
    initiative.problem = "Lò điện."
    initiative.save()
    assert (found(staff, place, text="than"), found(staff, place, text="dien")) == ([], ["Sao chè"])
    initiative.authors.all().delete()
    initiative.delete()
    assert found(staff, place, text="dien") == []


def test_confidential_dossier_is_found_by_what_everybody_may_read_only(
    place: Participation, staff: User
) -> None:
    initiative = make_initiative(
        participation=place,
        title="Lò nung",
        solution="Pha bạchkim vào men.",
        social_effect="Bớt khói bụi.",
        is_confidential=True,
    )
    officer = make_user(role=Role.OFFICER, home_unit=place.unit)
    for user in (staff, officer):
        hits = [found(user, place, text=text) for text in ("bachkim", "lo nung", "khoi bui")]
        assert hits == [[], ["Lò nung"], ["Lò nung"]]
    initiative.is_confidential = False
    initiative.save()
    assert found(staff, place, text="bachkim") == ["Lò nung"]


@pytest.mark.parametrize(
    "text", ['"', "*", "a OR", "NEAR(", "search_key:x", "-", "%_", "x" * 5000, "'; --", "\\"]
)
def test_no_text_is_an_error(place: Participation, staff: User, text: str) -> None:
    make_initiative(participation=place, title="Zebra")
    assert found(staff, place, text=f"q{text}") == []


def test_a_word_longer_than_any_index_takes_is_saved_and_found(place: Participation, staff: User) -> None:
    make_initiative(participation=place, title="Sao chè", problem="w" * 19_000)
    assert found(staff, place, text="w" * 100) == ["Sao chè"]


def test_each_filter_leaves_what_it_names(place: Participation, staff: User) -> None:
    phase = place.programme.phases.get()
    below = make_participation(parent=place)
    other = make_participation(programme=place.programme)
    make_initiative(participation=place, title="nhà", kind="management", benefit_value=10)
    make_initiative(participation=below, title="dưới", field="health", benefit_value=20)
    make_initiative(participation=other, title="bạn", author_group="union", benefit_value=30)
    make_initiative(
        participation=other, title="xã hội", benefit_basis=BenefitBasis.NOT_IN_MONEY, benefit_value=None
    )
    submitted = submit(make_initiative(participation=other, title="nộp", benefit_value=40))
    Initiative.objects.filter(pk=submitted.pk).update(phase=phase)
    cases: dict[str, dict[str, Any]] = {
        "place": {"place": place},
        "phase": {"phase": phase},
        "state": {"state": "submitted"},
        "kind": {"kind": "management"},
        "field": {"field": "health"},
        "group": {"author_group": "union"},
        "from": {"benefit_from": 30},
        "to": {"benefit_to": 20},
        "not in money": {"not_in_money": True},
        "outstanding": {"outstanding": True},
    }
    assert {name: found(staff, place, **case) for name, case in cases.items()} == {
        "place": ["dưới", "nhà"],
        "phase": ["nộp"],
        "state": ["nộp"],
        "kind": ["nhà"],
        "field": ["dưới"],
        "group": ["bạn"],
        "from": ["nộp", "bạn"],
        "to": ["dưới", "nhà"],
        "not in money": ["xã hội"],
        "outstanding": [],
    }


def test_other_programmes_and_foreign_units_stay_out(place: Participation) -> None:
    make_initiative(title="Chương trình khác")
    other = make_participation(programme=place.programme)
    make_initiative(participation=other, title="Đơn vị khác")
    make_initiative(participation=place, title="Của mình")
    officer = make_user(role=Role.OFFICER, home_unit=place.unit)
    assert found(officer, place) == ["Của mình"]
    assert found(officer, place, place=other) == []


def test_orders(place: Participation, staff: User) -> None:
    first = make_participation(programme=place.programme, position=90)
    for title, value, where in (("Ăn", 5, first), ("An", None, place), ("Ân", 9, first), ("An", 5, place)):
        basis = BenefitBasis.MONEY if value else BenefitBasis.NOT_IN_MONEY
        make_initiative(participation=where, title=title, benefit_value=value, benefit_basis=basis)
    rows = finding.find(staff, place.programme, InitiativeFilter())
    one = Initiative.objects.earliest("pk").pk
    shown = {
        name: [each.pk - one for each in finding.page(rows, order, known=rows).initiatives]
        for name, order in ORDERS.items()
    }
    assert shown == {
        "moi-nhat": [3, 2, 1, 0],
        "ten": [1, 3, 0, 2],
        "gia-tri-giam": [2, 3, 0, 1],
        "gia-tri-tang": [0, 3, 2, 1],
        "ngay-nop": [3, 2, 1, 0],
        "don-vi": [1, 3, 0, 2],
    }


@pytest.mark.parametrize("name", ORDERS)
def test_walking_the_pages_meets_everything_once_also_while_rows_are_added(
    place: Participation, staff: User, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(finding, "PAGE", 7)
    old = {each.pk for each in make_drafts(place, 30)}
    rows, order = finding.find(staff, place.programme, InitiativeFilter()), ORDERS[name]
    page = finding.page(rows, order, known=rows)
    pages = [[each.pk for each in page.initiatives]]
    while page.following:
        make_drafts(place, 1)
        page = finding.page(rows, order, after=page.following, known=rows)
        pages.append([each.pk for each in page.initiatives])
    met = [key for each in pages for key in each]
    assert len(met) == len(set(met))
    assert old <= set(met)
    back = finding.page(rows, order, before=pages[-1][0], known=rows)
    assert [each.pk for each in back.initiatives][-1] == pages[-2][-1]


def test_page_before_the_second_is_the_first(
    place: Participation, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "PAGE", 3)
    make_drafts(place, 7)
    rows, order = finding.find(staff, place.programme, InitiativeFilter()), ORDERS["ten"]
    first = finding.page(rows, order, known=rows)
    second = finding.page(rows, order, after=first.following, known=rows)
    assert finding.page(rows, order, before=second.preceding, known=rows) == first
    assert first.preceding is None


def test_page_after_a_missing_number_is_the_first(place: Participation, staff: User) -> None:
    make_drafts(place, 2)
    rows, order = finding.find(staff, place.programme, InitiativeFilter()), ORDERS["ten"]
    assert finding.page(rows, order, after=10**9, known=rows) == finding.page(rows, order, known=rows)


def test_count_is_exact_but_for_words_that_are_everywhere(
    place: Participation, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "COUNTED", 3)
    make_drafts(place, 5)
    cases = {text: InitiativeFilter(text=text) for text in ("", "sang kien", "001")}
    counts = {
        text: finding.count(finding.find(staff, place.programme, case), case) for text, case in cases.items()
    }
    assert counts == {"": Hits(5), "sang kien": Hits(3, at_least=True), "001": Hits(1)}


@pytest.mark.parametrize("name", ORDERS)
def test_queries_do_not_grow_with_the_rows(place: Participation, staff: User, name: str) -> None:
    counts = []
    for _ in range(2):
        make_drafts(place, 3, phase=place.programme.phases.get())
        with CaptureQueriesContext(connection) as asked:
            rows = finding.find(staff, place.programme, InitiativeFilter(text="sang"))
            page = finding.page(rows, ORDERS[name], known=rows)
            assert [
                (each.participation.name, each.phase and each.phase.name, each.code)
                for each in page.initiatives
            ]
        counts.append(len(asked))
    assert counts == [2, 2]


def test_lines_of_a_file_come_in_batches_of_queries(
    place: Participation, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "BATCH", 10)
    make_drafts(place, 35, phase=place.programme.phases.get())
    rows = finding.find(staff, place.programme, InitiativeFilter())
    with CaptureQueriesContext(connection) as asked:
        lines = list(listing.lines(rows, ORDERS["ten"], reader=staff))
    assert [line.title for line in lines] == [f"Sáng kiến {count:03d}" for count in range(35)]
    assert len(asked) == 1 + 4 * 3


def test_page_does_not_hang_on_what_the_person_does_not_know_of(place: Participation) -> None:
    """The place of a foreign draft in the order would tell of its title."""
    officer = make_user(role=Role.OFFICER, home_unit=place.unit)
    for title in ("An", "Bình", "Chi"):
        make_initiative(participation=place, title=title)
    other = make_participation(programme=place.programme)
    foreign = make_initiative(participation=other, title="Bảo")
    rows = finding.find(officer, place.programme, InitiativeFilter())
    order = ORDERS["ten"]

    page = finding.page(rows, order, known=rows, after=foreign.pk)

    assert [each.title for each in page.initiatives] == ["An", "Bình", "Chi"]
