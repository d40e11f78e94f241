"""The hint beside a dossier, two dossiers side by side, merging one into the other."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    make_author,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_user,
    submit,
)
from tests.views.html import Element, parse
from units.choices import InitiativeState, Role
from units.domain.likeness.similarity import index_title
from units.models import Initiative, Participation, Programme, ReviewStep, User

pytestmark = pytest.mark.django_db

TITLE = "Chế tạo xe đẩy thu gom lá chè tươi trên sườn dốc"
LIKE = "Chế tạo xe đẩy thu gom lá chè tươi trên sườn dốc năm 2022"


@pytest.fixture
def programme() -> Programme:
    programme = make_programme()
    make_phase(programme=programme)
    return programme


@pytest.fixture
def place(programme: Programme) -> Participation:
    return make_participation(programme=programme, name="Đơn vị Một")


@pytest.fixture
def elsewhere(programme: Programme) -> Participation:
    return make_participation(programme=programme, name="Đơn vị Hai")


@pytest.fixture
def reviewer(client: Client) -> User:
    person = make_user(role=Role.REVIEWER)
    client.force_login(person)
    return person


def written(place: Participation, title: str = TITLE, **values: object) -> Initiative:
    initiative = make_initiative(participation=place, title=title, **values)  # type: ignore[arg-type]
    index_title(initiative)
    return initiative


def page(client: Client, name: str, *args: object, status: int = 200) -> Element:
    response = client.get(reverse(name, args=args))
    assert response.status_code == status
    return parse(response.content)


def hint(found: Element) -> Element:
    return found.one("section", css="likeness")


def merge(client: Client, here: Initiative, there: Initiative, /, **said: object) -> tuple[int, Element]:
    sent = {"kept": here.pk, "note": "Trùng nhau", "here": here.version, "there": there.version} | said
    response = client.post(reverse("compare-dossiers", args=[here.pk, there.pk]), sent, follow=True)
    return response.status_code, parse(response.content)


def test_reviewer_is_told_why_and_led_to_the_comparison(
    client: Client, place: Participation, elsewhere: Participation, reviewer: User
) -> None:
    here, there = submit(written(place)), submit(written(elsewhere, LIKE))
    told = hint(page(client, "dossier", here.pk))
    assert f"{there.code}: {LIKE}" in told.text()
    assert "hồ sơ kia thêm “năm 2022”" in told.text()
    links = [link.attributes["href"] for link in told.all("a")]
    assert links == [
        reverse("dossier", args=[there.pk]),
        reverse("compare-dossiers", args=[here.pk, there.pk]),
    ]


def test_officer_is_told_at_entry_but_nothing_of_other_units(
    client: Client, place: Participation, elsewhere: Participation
) -> None:
    client.force_login(make_user(role=Role.OFFICER, home_unit=place.unit))
    submit(written(elsewhere, LIKE))
    draft = written(place)
    for name, args in (
        ("dossier", [draft.pk]),
        ("dossier-part", [draft.pk, "sang-kien"]),
        ("submit-dossier", [draft.pk]),
    ):
        found = page(client, name, *args)
        assert "Có hồ sơ tương tự ở đơn vị khác" in hint(found).text()
        assert hint(found).all("a") == []
        assert LIKE not in found.text()
        assert "Đơn vị Hai" not in found.text()


def test_same_title_in_the_own_unit_is_said_first(client: Client, place: Participation) -> None:
    client.force_login(make_user(role=Role.OFFICER, home_unit=place.unit))
    written(place)
    told = hint(page(client, "dossier", written(place).pk))
    assert "Đơn vị này đã có hồ sơ cùng tên." in told.all("li")[0].text()


def test_viewer_gets_no_hint(client: Client, place: Participation) -> None:
    client.force_login(make_user(role=Role.VIEWER))
    submit(written(place))
    found = page(client, "dossier", submit(written(place)).pk)
    assert found.all("section", css="likeness") == []


def test_comparison_marks_what_differs(client: Client, place: Participation, reviewer: User) -> None:
    here, there = submit(written(place)), submit(written(place, LIKE))
    found = page(client, "compare-dossiers", here.pk, there.pk)
    title = found.one("tbody").all("tr")[0]
    assert [mark.text() for mark in title.all("mark")] == ["năm 2022"]
    assert {cell.attributes["data-label"] for cell in found.all("td")} == {here.code, there.code}
    same = [row.one("th").text() for row in found.one("tbody").all("tr") if not row.all("mark")]
    assert "Nội dung giải pháp giống nhau" in " ".join(same)


def test_comparison_hides_what_is_confidential(
    client: Client, place: Participation, elsewhere: Participation, reviewer: User
) -> None:
    closed = written(
        place, is_confidential=True, authors=0, solution="Công thức bí mật của nhà máy, không ai biết."
    )
    make_author(initiative=closed, name="Lò Thị Kín")
    other = submit(written(elsewhere))
    submit(closed)
    for pair in ([closed.pk, other.pk], [other.pk, closed.pk]):
        text = page(client, "compare-dossiers", *pair).text()
        assert "Không được xem" in text
        assert "bí mật" not in text
        assert "Lò Thị Kín" not in text


def test_merging_leaves_both_and_links_them(
    client: Client, place: Participation, elsewhere: Participation, reviewer: User
) -> None:
    kept, merged = submit(written(place)), submit(written(elsewhere, LIKE))
    status, shown = merge(client, kept, merged)
    assert status == 200
    assert f"Đã nhập {merged.code} vào {kept.code}" in shown.text()
    merged.refresh_from_db()
    assert (merged.state, merged.merged_into) == (InitiativeState.REJECTED, kept)
    step = ReviewStep.objects.filter(initiative=merged).last()
    assert step is not None
    assert (step.verb, step.note) == ("merge", "Trùng nhau")
    assert f"{merged.code}: {LIKE}" in hint(page(client, "dossier", kept.pk)).text()
    assert f"{kept.code}: {TITLE}" in hint(page(client, "dossier", merged.pk)).text()


def test_either_may_be_kept(client: Client, place: Participation, reviewer: User) -> None:
    here, there = submit(written(place)), submit(written(place, LIKE))
    merge(client, here, there, kept=there.pk)
    here.refresh_from_db()
    assert here.merged_into == there


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"note": " "}, "Hãy ghi lý do để đơn vị biết."),
        ({"kept": ""}, "Hãy chọn hồ sơ được giữ lại."),
        ({"kept": "7"}, "Không giữ lại hồ sơ này được"),
        ({"there": "x"}, "Trang gửi lên bị thiếu phiên bản"),
        ({"note": "a" * 1001}, "Lý do dài quá 1000 ký tự."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    client: Client, place: Participation, reviewer: User, said: dict[str, object], sentence: str
) -> None:
    here, there = submit(written(place)), submit(written(place, LIKE))
    status, shown = merge(client, here, there, **said)
    assert status == 400
    assert sentence in shown.one("div", css="notice-error").text()
    assert shown.one("textarea").text().strip() == str(said.get("note", "Trùng nhau")).strip()
    assert Initiative.objects.filter(merged_into__isnull=False).count() == 0


def test_who_decides_on_an_older_version_is_shown_the_newer(
    client: Client, place: Participation, reviewer: User
) -> None:
    here, there = submit(written(place)), submit(written(place, LIKE))
    status, shown = merge(client, here, there, there=there.version - 1)
    assert status == 409
    assert "Hồ sơ vừa có người khác thay đổi" in shown.text()
    assert shown.one("input", name="there").attributes["value"] == str(there.version)
    assert shown.one("textarea").text().strip() == "Trùng nhau"


def test_own_dossier_is_not_merged(client: Client, place: Participation) -> None:
    staff = make_user(role=Role.STAFF)
    client.force_login(staff)
    here, there = submit(written(place)), submit(written(place, LIKE, created_by=staff))
    status, shown = merge(client, here, there)
    assert status == 400
    assert "người thẩm định phải là người khác" in shown.one("div", css="notice-error").text()


def test_of_two_programmes_none_is_merged(client: Client, place: Participation, reviewer: User) -> None:
    here, there = submit(written(place)), submit(written(make_participation()))
    found = page(client, "compare-dossiers", here.pk, there.pk)
    assert "hai chương trình khác nhau" in found.text()
    assert found.all("textarea") == []


@pytest.mark.parametrize("role", [Role.OFFICER, Role.VIEWER])
def test_only_reviewers_compare(client: Client, place: Participation, role: Role) -> None:
    here, there = submit(written(place)), submit(written(place, LIKE))
    client.force_login(make_user(role=role, home_unit=place.unit if role == Role.OFFICER else None))
    page(client, "compare-dossiers", here.pk, there.pk, status=403)


def test_a_dossier_is_not_compared_with_itself_or_a_draft(
    client: Client, place: Participation, reviewer: User
) -> None:
    here, draft = submit(written(place)), written(place)
    page(client, "compare-dossiers", here.pk, here.pk, status=404)
    page(client, "compare-dossiers", here.pk, draft.pk, status=404)
