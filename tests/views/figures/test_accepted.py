"""Pages of a unit whose result is accepted initiatives: table, desk, grid, where the number comes from."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import accept, make_initiative, make_participation, make_phase, make_user
from tests.views.html import Element, parse
from tests.views.page import column, get, sentences
from units.choices import Basis, ReviewVerb, Role
from units.domain.figures import history, traces
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import Initiative, Participation, Phase, User
from units.vietnamese import short_date

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def phase() -> Phase:
    return make_phase(starts_on=TODAY - timedelta(days=30))


@pytest.fixture
def place(phase: Phase) -> Participation:
    return make_participation(programme=phase.programme, basis=Basis.ACCEPTED, name="Phường Một")


@pytest.fixture
def below(place: Participation) -> Participation:
    return make_participation(parent=place, name="Nhà máy")


@pytest.fixture
def reviewer() -> User:
    return make_user(role=Role.REVIEWER)


def lines(client: Client, place: Participation, query: str = "") -> list[list[str]]:
    """The counted initiatives of the history page: day, initiative, unit."""
    response = client.get(f"{reverse('history', args=[place.pk, 1])}{query}")
    assert response.status_code == 200
    bodies = parse(response.content).one("main").all("tbody")
    return [
        [cell.text() for cell in row.walk() if cell.tag in {"td", "th"}]
        for b in bodies
        for row in b.all("tr")
    ]


def test_table_follows_a_decision_at_once(
    client: Client, phase: Phase, place: Participation, below: Participation, reviewer: User, lan: User
) -> None:
    client.force_login(lan)

    def result() -> str:
        return column(get(client, phase.programme), 4)[0]

    first, second = accept(make_initiative(participation=place)), accept(make_initiative(participation=below))
    assert result() == "2"
    stepping.take(Step(first, ReviewVerb.REOPEN, note="Xem lại"), by=reviewer)
    assert result() == "1"
    stepping.take(Step(second, ReviewVerb.REOPEN, note="Xem lại"), by=reviewer)
    assert result() == "0"


def test_desk_says_where_the_number_comes_from_and_offers_no_entry(
    client: Client, place: Participation
) -> None:
    accept(make_initiative(participation=place))
    client.force_login(make_user(role=Role.OFFICER, home_unit=place.unit))
    page: Element = parse(client.get(reverse("count", args=[place.pk])).content).one("main")

    assert "Kết quả của đơn vị đếm sáng kiến được công nhận, nên không nhập số ở đây" in page.text()
    links = {link.attributes["href"] for link in page.all("a")}
    list_address = reverse("initiatives", args=[place.programme.slug])
    assert {reverse("histories", args=[place.pk]), f"{list_address}?don-vi={place.unit.code}"} <= links
    assert not page.all("input")


def test_grid_offers_no_entry(client: Client, place: Participation, lan: User) -> None:
    accept(make_initiative(participation=place))
    client.force_login(lan)
    table = parse(client.get(reverse("grid", args=[place.programme.slug])).content).one("tbody")
    assert not table.all("input")
    assert "sáng kiến được công nhận" in table.text()


def test_history_lists_what_was_counted_by_day(
    client: Client, place: Participation, below: Participation, reviewer: User, lan: User
) -> None:
    client.force_login(lan)
    first = accept(make_initiative(participation=place, title="Cải tiến thứ nhất"))
    second = accept(make_initiative(participation=below, title="Cải tiến thứ hai"))
    day = short_date(TODAY)

    assert lines(client, place) == [
        [day, f"Cải tiến thứ nhất {first.code}", "Phường Một"],
        [day, f"Cải tiến thứ hai {second.code}", "Nhà máy"],
    ]
    yesterday = short_date(TODAY - timedelta(days=1))
    assert lines(client, place, f"?den-ngay={yesterday}") == []

    stepping.take(Step(first, ReviewVerb.REOPEN, note="Xem lại"), by=reviewer)
    assert [line[2] for line in lines(client, place)] == ["Nhà máy"]


def test_history_of_what_is_a_draft_again_shows_no_title(
    client: Client, place: Participation, reviewer: User, lan: User
) -> None:
    initiative = accept(make_initiative(participation=place, title="Tên đang soạn lại"))
    stepping.take(Step(initiative, ReviewVerb.REOPEN, note="Xem lại"), by=reviewer)
    officer = make_user(role=Role.OFFICER, home_unit=place.unit)
    for verb in (ReviewVerb.WITHDRAW, ReviewVerb.RESUME):
        initiative = stepping.take(Step(initiative, verb), by=officer)
    phases = list(place.programme.phases.all())
    known = initiative.steps.get(verb=ReviewVerb.ACCEPT).recorded_at
    [trace] = history.trace(place, phases, as_of=TODAY, known_at=known)
    assert [day.initiatives for day in trace.counted] == [(initiative,)]
    assert initiative.state == "draft"


def test_history_is_paged_and_costs_the_same(
    client: Client, place: Participation, reviewer: User, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traces, "PAGE", 3)
    client.force_login(lan)
    accept(make_initiative(participation=place), by=reviewer)
    lines(client, place)
    with CaptureQueriesContext(connection) as one:
        lines(client, place)
    for _ in range(4):
        accept(make_initiative(participation=make_participation(parent=place)), by=reviewer)
    with CaptureQueriesContext(connection) as five:
        first = lines(client, place)
    assert len(one) == len(five)
    second = lines(client, place, "?trang=2")
    assert (len(first), len(second)) == (3, 2)
    codes = {line[1].rpartition(" ")[2] for line in (*first, *second)}
    assert codes == {each.code for each in Initiative.objects.all()}
    response = client.get(reverse("history", args=[place.pk, 1]), {"trang": "2"})
    assert "Trang 2 / 2: trang trước" in sentences(response)
    for page in ("0", "x", "999999", "-1"):
        assert client.get(reverse("history", args=[place.pk, 1]), {"trang": page}).status_code == 200
