"""A dossier from its unit's side: begun, written part by part, submitted, read, taken back."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    accept,
    make_attachment,
    make_author,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_user,
    submit,
)
from tests.views.html import Element, parse
from units.choices import InitiativeState, ReviewVerb, Role
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.forms.accounts.kept import KeptEntry
from units.models import Event, Initiative, Participation, Programme, User

pytestmark = pytest.mark.django_db
SECRETS = ("Bí Mật Tác Giả", "bi-mat.pdf", "Bí mật giải pháp", "Bí mật cách tính", "Bí mật vấn đề")


@pytest.fixture
def programme() -> Programme:
    programme = make_programme(slug="sang-kien", short_name="Sáng kiến")
    make_phase(programme=programme, starts_on=timezone.localdate() - timedelta(days=30))
    return programme


@pytest.fixture
def place(programme: Programme) -> Participation:
    return make_participation(programme=programme, name="Công đoàn Nậm Mu")


@pytest.fixture
def officer(place: Participation) -> User:
    return make_user(role=Role.OFFICER, home_unit=place.unit, full_name="Lò Văn Minh")


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def part_of(initiative: Initiative, part: str) -> str:
    return reverse("dossier-part", args=[initiative.pk, part])


def page(client: Client, address: str, status: int = 200) -> Element:
    response = client.get(address)
    assert response.status_code == status
    return parse(response.content)


def sent(client: Client, address: str, status: int, **typed: Any) -> Element:
    response = client.post(address, typed)
    assert response.status_code == status
    return parse(response.content)


def gap_links(found: Element) -> list[str]:
    return [link.attributes["href"] for link in found.one("section", css="gaps").all("a")]


def test_only_unit_is_preset_and_the_first_part_follows(desk: Client, place: Participation) -> None:
    address = reverse("add-dossier", args=["sang-kien"])
    form = page(desk, address)
    assert "Công đoàn Nậm Mu" in form.one("main").text()
    key = form.one("input", name="key").attributes["value"]

    answers = [desk.post(address, {"title": "Máy sao chè", "key": key}) for _ in range(2)]

    begun = Initiative.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [part_of(begun, "sang-kien")] * 2
    assert (begun.title, begun.participation, begun.state) == ("Máy sao chè", place, InitiativeState.DRAFT)


def test_of_many_units_one_is_found_and_chosen(programme: Programme, place: Participation) -> None:
    lower = make_participation(programme=programme, parent=place, name="Tổ công đoàn Bản Ngò")
    desk = signed_in(make_user(role=Role.OFFICER, home_unit=place.unit))
    address = reverse("add-dossier", args=["sang-kien"])

    found = page(desk, f"{address}?tim=ban+ngo").one("main")
    [link] = [each for each in found.all("a") if "don-vi" in each.attributes["href"]]
    assert link.text() == "Tổ công đoàn Bản Ngò"
    chosen = f"{address}{link.attributes['href']}"
    assert "Tổ công đoàn Bản Ngò" in page(desk, chosen).one("main").text()
    desk.post(chosen, {"title": "Máy sao chè", "key": str(uuid.uuid4())})
    assert Initiative.objects.get().participation == lower

    sent(desk, address, 400, title="Không chọn đơn vị", key=str(uuid.uuid4()))
    foreign = make_participation(programme=programme)
    sent(desk, f"{address}?don-vi={foreign.pk}", 400, title="Đơn vị khác", key=str(uuid.uuid4()))
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize("typed", [{}, {"title": " "}, {"title": "x" * 301}, {"title": "Tên", "key": "x"}])
def test_bad_beginning_is_refused_and_kept(desk: Client, typed: dict[str, str]) -> None:
    refused = sent(
        desk, reverse("add-dossier", args=["sang-kien"]), 400, **({"key": str(uuid.uuid4())} | typed)
    )

    assert refused.one(role="alert").text().startswith("Chưa lưu được")
    assert refused.one("textarea").text() == typed.get("title", "").strip()
    assert not Initiative.objects.exists()


def test_unit_outside_the_programme_is_told_so(programme: Programme) -> None:
    desk = signed_in(make_user(role=Role.OFFICER))

    told = page(desk, reverse("add-dossier", args=["sang-kien"])).one("main").text()

    assert "Đơn vị của bạn chưa tham gia chương trình này" in told


def test_every_page_of_writing_says_all_that_is_missing(desk: Client, place: Participation) -> None:
    bare = Initiative.objects.create(participation=place, title="Chỉ có tên")
    addresses = [
        part_of(bare, part) for part in ("sang-kien", "tac-gia", "noi-dung", "hieu-qua", "cong-nhan")
    ]
    addresses += [reverse(name, args=[bare.pk]) for name in ("dossier-files", "submit-dossier", "dossier")]

    links = [gap_links(page(desk, address)) for address in addresses]

    assert links == [links[0]] * 8
    assert len(links[0]) == 15
    assert links[0][0] == part_of(bare, "sang-kien") + "#kind"
    for link in links[0]:  # each leads to a field that is there
        address, _, anchor = link.partition("#")
        assert page(desk, address).all(id=anchor)


def test_links_to_what_authors_lack_lead_to_their_lines(desk: Client, place: Participation) -> None:
    initiative = make_initiative(participation=place, authors=0)
    make_author(initiative=initiative, position=1, share=50)
    make_author(initiative=initiative, position=2, share=50, birth_year=None)

    found = page(desk, part_of(initiative, "tac-gia"))

    assert gap_links(found) == [part_of(initiative, "tac-gia") + "#birth_year-2"]
    assert found.one(id="birth_year-2").tag == "input"


PARTS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "sang-kien": (
        {
            "title": "Tên  mới",
            "kind": "management",
            "field": "health",
            "author_group": "public",
            "first_applied_on": "05/02/2022",
            "exclusion": "none",
            "is_confidential": "on",
        },
        {"title": "Tên mới", "kind": "management", "field": "health", "is_confidential": True},
    ),
    "noi-dung": (
        {"problem": "Một\r\nhai", "solution": "", "novelty": "<b>mới</b>", "scope": "Rộng"},
        {"problem": "Một\nhai", "solution": "", "novelty": "<b>mới</b>"},
    ),
    "hieu-qua": (
        {"benefit_basis": "money", "benefit_value": "1,5 tỷ", "benefit_reasoning": "Vì", "social_effect": ""},
        {"benefit_value": 1_500_000_000, "benefit_reasoning": "Vì"},
    ),
    "cong-nhan": (
        {"recognition_body": "head", "recognition_level": "upper", "recognition_number": "9/QĐ"},
        {"recognition_body": "head", "recognition_number": "9/QĐ", "recognition_on": None},
    ),
}
NEXT = {"sang-kien": "tac-gia", "noi-dung": "hieu-qua", "hieu-qua": "cong-nhan", "cong-nhan": "tep"}


@pytest.mark.parametrize("part", PARTS)
def test_part_is_saved_as_far_as_it_goes_and_leads_on(desk: Client, place: Participation, part: str) -> None:
    initiative = make_initiative(participation=place)
    typed, stored = PARTS[part]

    response = desk.post(part_of(initiative, part), typed | {"version": "1"})

    assert response.headers["Location"] == f"/ho-so/{initiative.pk}/{NEXT[part]}/"
    assert Initiative.objects.filter(pk=initiative.pk, version=2, **stored).exists()


def test_amount_is_repeated_in_words(desk: Client, place: Participation) -> None:
    initiative = make_initiative(participation=place, benefit_value=120_000_000)

    shown = page(desk, part_of(initiative, "hieu-qua"))

    assert shown.one("input", name="benefit_value").attributes["value"] == "120.000.000"
    assert "Bằng chữ: 120 triệu đồng một năm." in shown.one("main").text()


@pytest.mark.parametrize(
    ("part", "name", "typed", "said"),
    [
        ("sang-kien", "title", "", "Hãy ghi tên sáng kiến."),
        ("sang-kien", "kind", "dieu-khac", "Lựa chọn này không có trong danh sách."),
        ("sang-kien", "first_applied_on", "31/02/2022", "không phải là một ngày có thật"),
        ("sang-kien", "first_applied_on", "01/01/2999", "chưa đến"),
        ("sang-kien", "first_applied_on", "01/04/2022", "lại có trước ngày áp dụng lần đầu"),
        ("noi-dung", "solution", "x" * 20_001, "Nội dung dài quá 20.000 ký tự"),
        ("noi-dung", "solution", "a\0b", "ký tự không đọc được"),
        ("hieu-qua", "benefit_value", "1,5", "chưa rõ là bao nhiêu đồng"),
        ("hieu-qua", "benefit_value", "-5", "là số âm"),
        ("hieu-qua", "benefit_value", "1" + "0" * 30, "lớn quá"),
        ("hieu-qua", "benefit_basis", "not_in_money", "chưa tính được thì xoá số này"),
        ("hieu-qua", "benefit_basis", "", "hãy chọn “Tính được bằng tiền”"),
        ("cong-nhan", "recognition_on", "01/02/1900", "quá xa"),
        ("cong-nhan", "recognition_number", "x" * 101, "dài quá 100 ký tự"),
    ],
    ids=range(14),
)
def test_bad_part_is_refused_and_nothing_typed_is_lost(
    desk: Client, place: Participation, part: str, name: str, typed: str, said: str
) -> None:
    initiative = make_initiative(participation=place)
    form = page(desk, part_of(initiative, part)).one("main").all("form")[0]
    filled = {each.attributes["name"]: each.attributes.get("value", "") for each in form.all("input")}
    filled |= {each.attributes["name"]: each.text() for each in form.all("textarea")}
    filled |= {each.attributes["name"]: _chosen(each) for each in form.all("select")}
    filled.pop("is_confidential", None)
    before = Initiative.objects.values().get()

    refused = sent(desk, part_of(initiative, part), 400, **(filled | {name: typed}))

    assert said in refused.one(role="alert").text()
    assert Initiative.objects.values().get() == before
    for each in refused.one("main").all("form")[0].all("textarea"):
        expected = typed if each.attributes["name"] == name else filled[each.attributes["name"]]
        assert each.text() == " ".join(expected.split())
    for each in refused.one("main").all("form")[0].all("input", css="form-control"):
        expected = typed if each.attributes["name"] == name else filled[each.attributes["name"]]
        assert each.attributes.get("value", "") == expected


def _chosen(select: Element) -> str:
    chosen = [each for each in select.all("option") if "selected" in each.attributes]
    return chosen[0].attributes["value"] if chosen else ""


def test_second_of_two_writers_sees_both_versions(desk: Client, place: Participation) -> None:
    initiative = make_initiative(participation=place, title="Tên cũ")
    Initiative.objects.update(title="Tên của người khác", version=2)

    told = sent(desk, part_of(initiative, "sang-kien"), 409, title="Tên của tôi", version="1")

    notice = told.one(role="alert").text()
    assert ("Tên của tôi" in notice, "Tên của người khác" in notice) == (True, True)
    assert told.one("input", name="version").attributes["value"] == "2"
    sent(desk, part_of(initiative, "tac-gia"), 409, lines="1", version="1", **author(1, share="100"))
    assert Initiative.objects.get().title == "Tên của người khác"


def author(number: int, **cells: str) -> dict[str, str]:
    typed = {"author_name": f"Người {number}", "share": "10"} | cells
    return {f"{name}-{number}": value for name, value in typed.items()}


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (["99"], "Tổng phần đóng góp là 99%"),
        (["60", "41"], "Tổng phần đóng góp là 101%"),
        (["1"] * 200, "Hồ sơ có 200 tác giả; nhiều nhất là 20"),
        (["50", "x"], "“x” chưa phải là phần đóng góp"),
    ],
    ids=["99", "101", "200 people", "not a number"],
)
def test_bad_authors_are_refused_and_every_line_stays(
    desk: Client, place: Participation, shares: list[str], said: str
) -> None:
    initiative = make_initiative(participation=place)
    typed = {"lines": str(len(shares)), "version": "1"}
    for number, share in enumerate(shares, start=1):
        typed |= author(number, share=share)

    refused = sent(desk, part_of(initiative, "tac-gia"), 400, **typed)

    assert said in refused.one(role="alert").text()
    kept = [refused.one("input", name=f"share-{n}").attributes["value"] for n in range(1, len(shares) + 1)]
    assert kept == shares
    assert (initiative.authors.count(), Event.objects.count()) == (1, 0)


def test_author_is_added_shared_out_and_saved_without_scripts(desk: Client, place: Participation) -> None:
    initiative = make_initiative(participation=place, authors=0)
    address = part_of(initiative, "tac-gia")
    typed = {"lines": "1", "version": "1", "author_name-1": "Lò Thị Mai", "share-1": "chưa rõ"}

    more = sent(desk, address, 200, **typed, **{"them-dong": "1"})
    assert more.one("input", name="share-1").attributes["value"] == "chưa rõ"
    typed |= {"lines": more.one("input", name="lines").attributes["value"], "author_name-2": "Vàng Văn Páo"}
    shared = sent(desk, address, 200, **typed, **{"chia-deu": "1"})
    typed |= {f"share-{n}": shared.one("input", name=f"share-{n}").attributes["value"] for n in (1, 2)}
    response = desk.post(address, typed | {"luu": "1"})

    assert response.headers["Location"] == part_of(initiative, "noi-dung")
    assert list(initiative.authors.values_list("name", "share")) == [("Lò Thị Mai", 50), ("Vàng Văn Páo", 50)]


def test_complete_dossier_is_submitted_once(desk: Client, place: Participation, officer: User) -> None:
    initiative = make_initiative(participation=place)
    address = reverse("submit-dossier", args=[initiative.pk])
    whole = page(desk, address)
    version = whole.one("input", name="version").attributes["value"]
    assert initiative.solution in whole.one("main").text()

    first = desk.post(address, {"version": version})
    again = desk.post(address, {"version": version})

    assert (first.status_code, again.status_code) == (302, 409)
    shown = page(desk, reverse("dossier", args=[initiative.pk])).one("main").text()
    assert "Chờ duyệt, vừa mới nộp" in shown
    assert initiative.steps.get().by == officer


def test_incomplete_dossier_has_no_button_and_is_not_submitted(desk: Client, place: Participation) -> None:
    initiative = make_initiative(participation=place, scope="")
    address = reverse("submit-dossier", args=[initiative.pk])
    assert not [each for each in page(desk, address).one("main").all("button") if each.text() == "Nộp"]

    refused = sent(desk, address, 400, version="1")

    assert "Nêu phạm vi áp dụng, ít nhất 20 ký tự." in refused.one(role="alert").text()
    assert Initiative.objects.get().state == InitiativeState.DRAFT


def test_dossier_is_withdrawn_and_written_on(desk: Client, place: Participation) -> None:
    initiative = submit(make_initiative(participation=place))
    address = reverse("withdraw-dossier", args=[initiative.pk])
    version = page(desk, address).one("input", name="version").attributes["value"]

    desk.post(address, {"version": version, "note": "Thiếu minh chứng"})
    shown = page(desk, reverse("dossier", args=[initiative.pk])).one("main").text()
    assert ("Đã rút, không được xét" in shown, "Thiếu minh chứng" in shown) == (True, True)
    response = desk.post(reverse("resume-dossier", args=[initiative.pk]))

    assert response.headers["Location"] == part_of(initiative, "sang-kien")
    assert Initiative.objects.get().state == InitiativeState.DRAFT


def test_returned_dossier_says_why_until_when_and_what_to_do(desk: Client, place: Participation) -> None:
    initiative = submit(make_initiative(participation=place))
    due = timezone.localdate() + timedelta(days=5)
    stepping.take(
        Step(initiative, ReviewVerb.SEND_BACK, note="Thiếu bản tính", due_on=due),
        by=make_user(role=Role.REVIEWER, full_name="Người Duyệt"),
    )

    standing = page(desk, reverse("dossier", args=[initiative.pk])).one(css="standing")

    assert f"hạn đến hết ngày {due:%d/%m/%Y} (còn 5 ngày)" in standing.text()
    assert "Lý do trả lại: Thiếu bản tính" in standing.text()
    assert standing.all("a")[0].attributes["href"] == reverse("submit-dossier", args=[initiative.pk])


@pytest.mark.parametrize("step", [submit, accept])
def test_what_was_sent_is_not_written_on(
    desk: Client, place: Participation, step: Callable[[Initiative], Initiative]
) -> None:
    initiative = step(make_initiative(participation=place))
    home = reverse("dossier", args=[initiative.pk])
    addresses = [part_of(initiative, "sang-kien"), part_of(initiative, "tac-gia")]
    addresses += [reverse(name, args=[initiative.pk]) for name in ("dossier-files", "submit-dossier")]

    assert [desk.get(address).headers["Location"] for address in addresses] == [home] * 4
    refused = sent(desk, part_of(initiative, "noi-dung"), 400, solution="Gõ dở", version="2")
    assert "nên không sửa được" in refused.one(role="alert").text()
    assert refused.one("textarea", name="solution").text() == "Gõ dở"


def confidential(place: Participation, **values: Any) -> Initiative:
    initiative = make_initiative(
        participation=place,
        authors=0,
        is_confidential=True,
        problem=f"{SECRETS[4]} rất dài để đủ hai mươi ký tự",
        solution=f"{SECRETS[2]} rất dài để đủ hai mươi ký tự",
        benefit_reasoning=SECRETS[3],
        **values,
    )
    make_author(initiative=initiative, name=SECRETS[0])
    make_attachment(initiative=initiative, name=SECRETS[1])
    return submit(initiative)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.STAFF, Role.VIEWER, Role.ADMINISTRATOR])
def test_confidential_dossier_shows_its_secrets_to_nobody_outside(place: Participation, role: Role) -> None:
    initiative = confidential(place, social_effect="Sạch hơn")
    response = signed_in(make_user(role=role)).get(reverse("dossier", args=[initiative.pk]))
    text = response.content.decode()

    assert [secret for secret in SECRETS if secret in text] == []
    shown = parse(response.content).one("main").text()
    assert ("Sạch hơn" in shown, "120 triệu đồng" in shown, initiative.title in shown) == (True, True, True)
    assert "Đơn vị đề nghị giữ kín" in shown


def test_confidential_dossier_is_whole_for_its_unit(desk: Client, place: Participation) -> None:
    initiative = confidential(place)
    text = desk.get(reverse("dossier", args=[initiative.pk])).content.decode()

    assert [secret for secret in SECRETS if secret not in text] == []


def test_staff_do_not_write_what_they_may_not_read(place: Participation) -> None:
    draft = make_initiative(participation=place, is_confidential=True)
    desk = signed_in(make_user(role=Role.STAFF))

    assert [desk.get(part_of(draft, part)).status_code for part in ("sang-kien", "tac-gia")] == [403, 403]


def test_who_closes_a_dossier_to_themselves_is_led_to_its_page(place: Participation) -> None:
    draft = make_initiative(participation=place)
    typed = {"title": draft.title, "is_confidential": "on", "version": "1"}

    response = signed_in(make_user(role=Role.STAFF)).post(part_of(draft, "sang-kien"), typed)

    assert response.headers["Location"] == reverse("dossier", args=[draft.pk])


def test_viewer_reads_the_content_but_not_who_and_which_files(place: Participation) -> None:
    initiative = make_initiative(participation=place, authors=0)
    make_author(initiative=initiative, name="Lò Thị Mai")
    make_attachment(initiative=initiative, name="cua-mai.pdf")
    submit(initiative)
    text = signed_in(make_user()).get(reverse("dossier", args=[initiative.pk])).content.decode()

    assert (initiative.solution in text, "Lò Thị Mai" in text, "cua-mai.pdf" in text) == (True, False, False)
    assert "chỉ người của đơn vị và người thẩm định xem được" in text


def test_own_dossiers_stand_by_what_must_be_done(desk: Client, place: Participation) -> None:
    draft, sent_one, back, done = (make_initiative(participation=place) for _ in range(4))
    submit(sent_one)
    accept(done)
    due = timezone.localdate() + timedelta(days=1)
    reviewer = make_user(role=Role.REVIEWER)
    stepping.take(Step(submit(back), ReviewVerb.SEND_BACK, note="Thiếu", due_on=due), by=reviewer)
    make_initiative(title="Của người khác")

    listed = page(desk, reverse("dossiers")).one("main")

    titles = [section.one("h2").text() for section in listed.all("section")]
    assert titles == ["Trả lại, cần bổ sung", "Dự thảo", "Chờ duyệt", "Được công nhận"]
    links = [link.attributes["href"] for link in listed.all("a") if link.text() != "Viết sáng kiến"]
    assert links == [reverse("dossier", args=[each.pk]) for each in (back, draft, sent_one, done)]


def test_staff_see_what_they_began_and_readers_nothing_to_write(place: Participation) -> None:
    staff = make_user(role=Role.STAFF)
    make_initiative(participation=place, title="Của tôi", created_by=staff)
    make_initiative(participation=place, title="Của đơn vị")
    text = page(signed_in(staff), reverse("dossiers")).one("main").text()
    reader = page(signed_in(make_user()), reverse("dossiers")).one("main").text()

    assert ("Của tôi" in text, "Của đơn vị" in text) == (True, False)
    assert "Tài khoản này không lập hồ sơ sáng kiến." in reader


@pytest.mark.parametrize(("role", "is_led"), [(Role.OFFICER, True), (Role.STAFF, True), (Role.VIEWER, False)])
def test_masthead_leads_who_writes_to_their_dossiers(role: Role, is_led: bool) -> None:
    masthead = page(signed_in(make_user(role=role)), reverse("account")).one("header")

    assert (reverse("dossiers") in [each.attributes["href"] for each in masthead.all("a")]) == is_led


def test_number_of_queries_does_not_grow(desk: Client, place: Participation) -> None:
    counts = []
    for rows in (1, 3):
        for _ in range(rows):
            initiative = make_initiative(participation=place, authors=rows)
            for _ in range(rows):
                make_attachment(initiative=initiative)
        with CaptureQueriesContext(connection) as captured:
            desk.get(reverse("dossiers"))
            for name in ("dossier", "submit-dossier", "dossier-files"):
                desk.get(reverse(name, args=[initiative.pk]))
            desk.get(part_of(initiative, "tac-gia"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_ended_session_keeps_what_was_typed_to_be_sent_again(place: Participation) -> None:
    draft = make_initiative(participation=place)
    typed = {"lines": "1", "version": "1", "author_name-1": "Lò Thị Mai", "share-1": "100"}
    stranger = Client()

    asked = stranger.post(part_of(draft, "tac-gia"), typed)
    kept = parse(asked.content).one("input", name="kept").attributes["value"]

    assert asked.status_code == 403
    assert KeptEntry.opened(kept) == KeptEntry(part_of(draft, "tac-gia"), tuple(typed.items()))
    assert KeptEntry(part_of(draft, "tac-gia"), tuple(typed.items())).shown == [
        ("Họ và tên, dòng 1", "Lò Thị Mai"),
        ("Phần đóng góp (%), dòng 1", "100"),
    ]
