"""The queue and the decisions, page by page: what is shown, done, refused, kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    accept,
    make_initiative,
    make_participation,
    make_phase,
    make_user,
    submit,
)
from tests.views.html import Element, parse
from units.choices import Exclusion, InitiativeState, ReviewVerb, Role
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import Event, Initiative, NoteTemplate, Participation, ReviewStep, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Participation:
    place = make_participation(name="LĐLĐ huyện Than Uyên")
    make_phase(programme=place.programme, starts_on=timezone.localdate() - timedelta(days=30))
    return place


@pytest.fixture
def mai() -> User:
    return make_user(role=Role.REVIEWER, full_name="Lò Thị Mai")


@pytest.fixture
def by_mai(client: Client, mai: User) -> Client:
    client.force_login(mai)
    return client


def queue(place: Participation, part: str = "") -> str:
    return f"/tham-dinh/{place.programme.slug}/{part}"


def step(initiative: Initiative, verb: str) -> str:
    return f"/tham-dinh/ho-so/{initiative.pk}/{verb}/"


def waiting(place: Participation, **values: Any) -> Initiative:
    return submit(make_initiative(participation=place, **values))


def box(initiative: Initiative) -> str:
    return f"{initiative.pk}:{initiative.version}"


def state(*initiatives: Initiative) -> list[str]:
    return [Initiative.objects.get(pk=each.pk).state for each in initiatives]


def rows(page: Element) -> list[str]:
    """The titles in the queue, from top to bottom."""
    table = page.all("table")[0]
    return [each.all("a")[0].text() for each in table.one("tbody").all("tr") if each.all("a")]


def alert(response: Any) -> str:
    return parse(response.content).one(role="alert").text()


def test_front_door_leads_to_the_queue_of_the_current_programme(by_mai: Client, place: Participation) -> None:
    response = by_mai.get("/tham-dinh/")
    assert (response.status_code, response.headers["Location"]) == (302, queue(place))


def test_front_door_without_a_programme_says_so(by_mai: Client) -> None:
    assert by_mai.get("/tham-dinh/").status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.VIEWER])
def test_queue_is_closed_to_who_does_not_review(client: Client, place: Participation, role: Role) -> None:
    client.force_login(make_user(role=role))
    assert client.get("/tham-dinh/").status_code == 403
    assert client.get(queue(place)).status_code == 403
    assert client.post(queue(place, "quyet-dinh/")).status_code == 403


def test_queue_tells_what_waits_for_me(by_mai: Client, mai: User, place: Participation) -> None:
    old = waiting(place, title="Cải tiến lò sấy", exclusion=Exclusion.PROTECTED, is_confidential=True)
    Initiative.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=9), reviewer=mai)
    waiting(
        place, title="Bộ gá mới", benefit_basis="not_in_money", benefit_value=None, social_effect="Đỡ mệt"
    )
    Initiative.objects.filter(pk=waiting(place).pk).update(reviewer=make_user(role=Role.REVIEWER))

    page = parse(by_mai.get(queue(place)).content)

    assert rows(page) == ["Cải tiến lò sấy", "Bộ gá mới"]
    first, second = (each.text() for each in page.all("table")[0].one("tbody").all("tr"))
    for told in (
        f"{old.code} Giữ kín",
        "LĐLĐ huyện Than Uyên",
        "Giải pháp kỹ thuật",
        "120.000.000",
        "✗ Không đạt",
        "đang được bảo hộ",
        "9 ngày",
        "Bạn",
    ):
        assert told in first
    for told in ("chưa tính bằng tiền", "✓ Đạt", "nộp hôm nay", "chưa giao"):
        assert told in second
    assert [each.text() for each in page.one("nav", css="tabs").all("a")] == [
        "Việc của tôi 2",
        "Tất cả 3",
        "Đã trả lại 0",
    ]


def test_queue_never_prints_authors_or_content(by_mai: Client, place: Participation) -> None:
    initiative = waiting(place, is_confidential=True, solution="Bí quyết pha men gốm ở 1.200 độ")
    initiative.authors.update(name="Vàng A Páo")
    for part in ("", "?xem=tat-ca"):
        content = by_mai.get(queue(place, part)).content.decode()
        assert "Vàng A Páo" not in content
        assert "men gốm" not in content


def test_sent_back_ones_stand_apart_with_their_deadline(
    by_mai: Client, mai: User, place: Participation
) -> None:
    initiative = waiting(place, title="Cải tiến lò sấy")
    due_on = timezone.localdate() + timedelta(days=7)
    stepping.take(Step(initiative, ReviewVerb.SEND_BACK, note="Thiếu", due_on=due_on), by=mai)
    Initiative.objects.update(due_on=timezone.localdate() - timedelta(days=2))

    page = parse(by_mai.get(queue(place, "?xem=tra-lai")).content)

    assert rows(page) == ["Cải tiến lò sấy"]
    assert "quá 2 ngày" in page.all("table")[0].text()
    assert "Đã trả lại 1 1 quá hạn" in page.one("nav", css="tabs").text()
    buttons = page.one("section", css="bulk").all("button")
    assert [each.text() for each in buttons] == ["Nhận việc", "Thôi nhận"]


def test_queue_is_paged_without_gaps_or_repeats(by_mai: Client, place: Participation) -> None:
    made = [waiting(place, title=f"Sáng kiến {number:02d}") for number in range(52)]
    Initiative.objects.update(submitted_at=made[0].submitted_at)

    pages = [rows(parse(by_mai.get(queue(place, f"?trang={number}")).content)) for number in (1, 2)]

    assert [len(page) for page in pages] == [50, 2]
    assert pages[0] + pages[1] == [each.title for each in made]


@pytest.mark.parametrize("query", ["?xem=la", "?trang=abc", "?trang=99", "?xem=%00", "?chon=ca-trang"])
def test_queue_bears_bad_addresses(by_mai: Client, place: Participation, query: str) -> None:
    waiting(place)
    assert by_mai.get(queue(place, query)).status_code == 200


def test_whole_page_is_ticked_without_scripts(by_mai: Client, place: Participation) -> None:
    for _ in range(2):
        waiting(place)
    page = parse(by_mai.get(queue(place, "?chon=ca-trang")).content)
    assert ["checked" in each.attributes for each in page.all("input", name="ho-so")] == [True, True]


def queries(client: Client, path: str, data: dict[str, Any] | None = None) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.post(path, data) if data else client.get(path)
    assert response.status_code == 200
    return len(captured)


def test_pages_ask_as_often_for_three_dossiers_as_for_one(
    by_mai: Client, mai: User, place: Participation
) -> None:
    first = waiting(place)
    Initiative.objects.update(reviewer=mai)
    asked = {"viec": "accept", "ho-so": [box(first)]}
    one = [queries(by_mai, queue(place)), queries(by_mai, queue(place, "kiem-tra/"), asked)]
    more = [first, waiting(place), waiting(place)]
    Initiative.objects.update(reviewer=mai)

    asked["ho-so"] = [box(each) for each in more]
    three = [queries(by_mai, queue(place)), queries(by_mai, queue(place, "kiem-tra/"), asked)]

    assert three == one
    assert max(three) <= 15


def test_page_of_a_dossier_asks_as_often_however_long_the_queue(by_mai: Client, place: Participation) -> None:
    first, _ = waiting(place), waiting(place)
    short = queries(by_mai, f"/ho-so/{first.pk}/")
    for _ in range(2):
        waiting(place)
    assert queries(by_mai, f"/ho-so/{first.pk}/") == short


# Assigning


def test_reviewer_takes_ticked_dossiers(by_mai: Client, mai: User, place: Participation) -> None:
    ticked, other = waiting(place), waiting(place)
    response = by_mai.post(queue(place, "phan-cong/"), {"ho-so": box(ticked), "nguoi": mai.pk})
    assert response.headers["Location"] == queue(place, "?xem=cua-toi")
    assert [Initiative.objects.get(pk=each.pk).reviewer for each in (ticked, other)] == [mai, None]


def test_staff_gives_dossiers_to_a_reviewer_and_takes_them_back(
    client: Client, lan: User, mai: User, place: Participation
) -> None:
    client.force_login(lan)
    initiative = waiting(place)
    for chosen, expected in ((str(mai.pk), mai), ("khong-ai", None)):
        client.post(queue(place, "phan-cong/"), {"ho-so": box(initiative), "nguoi": chosen})
        assert Initiative.objects.get().reviewer == expected


def test_the_button_of_oneself_counts_before_the_list(
    client: Client, lan: User, mai: User, place: Participation
) -> None:
    client.force_login(lan)
    client.post(queue(place, "phan-cong/"), {"ho-so": box(waiting(place)), "nguoi": [mai.pk, lan.pk]})
    assert Initiative.objects.get().reviewer == lan


@pytest.mark.parametrize("chosen", ["", "abc", "999999"])
def test_assigning_to_nobody_known_is_refused_and_ticks_are_kept(
    by_mai: Client, place: Participation, chosen: str
) -> None:
    initiative = waiting(place)
    response = by_mai.post(queue(place, "phan-cong/"), {"ho-so": box(initiative), "nguoi": chosen})
    assert response.status_code == 400
    assert "Hãy chọn người thẩm định." in alert(response)
    assert "checked" in parse(response.content).one("input", name="ho-so").attributes


def test_assigning_what_a_colleague_has_is_told_in_its_row(
    by_mai: Client, mai: User, place: Participation
) -> None:
    mine, taken = waiting(place), waiting(place)
    colleague = make_user(role=Role.REVIEWER, full_name="Vàng Thị Hoa")
    Initiative.objects.filter(pk=taken.pk).update(reviewer=colleague)

    ticked = {"ho-so": [box(mine), box(taken)], "nguoi": mai.pk, "xem": "tat-ca"}
    response = by_mai.post(queue(place, "phan-cong/"), ticked)

    assert response.status_code == 409
    assert "đang do Vàng Thị Hoa thẩm định" in parse(response.content).one("p", css="refusal").text()
    assert Initiative.objects.get(pk=mine.pk).reviewer is None


# One decision on many


def test_check_page_lists_what_will_happen_and_changes_nothing(by_mai: Client, place: Participation) -> None:
    good, bad = waiting(place), waiting(place, exclusion=Exclusion.CONTRARY)
    response = by_mai.post(queue(place, "kiem-tra/"), {"viec": "accept", "ho-so": [box(good), box(bad)]})

    page = parse(response.content)
    assert page.one("h1").text() == "Công nhận 2 hồ sơ?"
    assert "1 trong số này có điều kiện không đạt" in page.text()
    assert "2 sáng kiến sẽ tính vào kết quả của Giai đoạn 1." in page.text()
    assert "Trường hợp loại trừ: Thuộc trường hợp loại trừ: trái trật tự" in page.one(css="is-failing").text()
    assert state(good, bad) == ["submitted", "submitted"]


def test_check_page_says_when_nothing_will_count(by_mai: Client, place: Participation) -> None:
    place.programme.phases.update(starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    response = by_mai.post(queue(place, "kiem-tra/"), {"viec": "accept", "ho-so": box(waiting(place))})
    assert "1 sáng kiến không được tính" in parse(response.content).text()


def test_fail_of_a_rule_forbids_nothing(by_mai: Client, place: Participation) -> None:
    ticked = [waiting(place), waiting(place, exclusion=Exclusion.CONTRARY)]
    by_mai.post(queue(place, "quyet-dinh/"), {"viec": "accept", "ho-so": [box(each) for each in ticked]})
    assert state(*ticked) == ["accepted", "accepted"]


def test_many_are_sent_back_with_one_template_and_one_deadline(by_mai: Client, place: Participation) -> None:
    template = NoteTemplate.objects.create(verb=ReviewVerb.SEND_BACK, title="Thiếu", text="Thiếu minh chứng.")
    ticked, due_on = [waiting(place), waiting(place)], timezone.localdate() + timedelta(days=10)
    sent = {
        "viec": "send_back",
        "ho-so": [box(each) for each in ticked],
        "template": template.pk,
        "due_on": f"{due_on:%d/%m/%Y}",
        "xem": "tat-ca",
    }

    response = by_mai.post(queue(place, "quyet-dinh/"), sent)

    assert response.headers["Location"] == queue(place, "?xem=tat-ca")
    assert list(Initiative.objects.order_by().values_list("state", "due_on").distinct()) == [
        ("returned", due_on)
    ]
    notes = ReviewStep.objects.filter(verb=ReviewVerb.SEND_BACK).values_list("note", flat=True)
    assert list(notes) == ["Thiếu minh chứng."] * 2


def test_decision_without_a_reason_is_asked_for_one_and_loses_nothing(
    by_mai: Client, place: Participation
) -> None:
    initiative = waiting(place)
    sent = {"viec": "send_back", "ho-so": box(initiative), "note": " ", "due_on": "31/02/2027"}
    response = by_mai.post(queue(place, "quyet-dinh/"), sent)

    page = parse(response.content)
    assert response.status_code == 400
    assert "Hãy ghi rõ lý do" in alert(response)
    assert "31/02/2027" in alert(response)
    assert page.one("input", name="due_on").attributes["value"] == "31/02/2027"
    assert "checked" in page.one("input", name="ho-so").attributes
    assert state(initiative) == ["submitted"]


def test_one_that_changed_meanwhile_stops_all_and_the_rest_can_go_on(
    by_mai: Client, place: Participation
) -> None:
    kept, changed = waiting(place), waiting(place)
    other = make_user(role=Role.REVIEWER)
    stepping.take(Step(changed, ReviewVerb.REJECT, note="Trùng"), by=other)
    events = Event.objects.count()
    sent = {"viec": "accept", "ho-so": [box(kept), box(changed)], "note": "Rất tốt"}

    response = by_mai.post(queue(place, "quyet-dinh/"), sent)

    page = parse(response.content)
    assert response.status_code == 409
    assert "Chưa ghi quyết định nào" in alert(response)
    refused = page.one("li", css="is-refused")
    assert "đang ở trạng thái “Không công nhận”" in refused.text()
    assert (state(kept, changed), Event.objects.count()) == (["submitted", "rejected"], events)
    assert page.one("textarea").text() == "Rất tốt"
    again = [
        each.attributes["value"] for each in page.all("input", name="ho-so") if "checked" in each.attributes
    ]
    by_mai.post(queue(place, "quyet-dinh/"), sent | {"ho-so": again})
    assert state(kept, changed) == ["accepted", "rejected"]


def test_one_that_came_back_changed_is_not_ticked_until_it_has_been_seen(
    by_mai: Client, place: Participation
) -> None:
    initiative = waiting(place)
    Initiative.objects.update(version=7)
    response = by_mai.post(queue(place, "quyet-dinh/"), {"viec": "accept", "ho-so": box(initiative)})
    tick = parse(response.content).one("input", name="ho-so").attributes
    assert (response.status_code, tick["value"], "checked" in tick) == (409, f"{initiative.pk}:7", False)


def test_one_that_was_taken_back_meanwhile_leads_back_with_a_sentence(
    by_mai: Client, lan: User, place: Participation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the list and the decision: the person who decides no longer knows of it."""
    kept, gone = waiting(place), waiting(place)
    take_all = stepping.take_all

    def late(steps: list[Step], *, by: User) -> list[Initiative]:
        withdrawn = stepping.take(Step(gone, ReviewVerb.WITHDRAW), by=lan)
        stepping.take(Step(withdrawn, ReviewVerb.RESUME), by=lan)
        return take_all(steps, by=by)

    monkeypatch.setattr(stepping, "take_all", late)
    sent = {"viec": "accept", "ho-so": [box(kept), box(gone)]}

    response = by_mai.post(queue(place, "quyet-dinh/"), sent)

    assert response.status_code == 400
    assert "Có hồ sơ không còn trong hàng đợi" in alert(response)
    assert state(kept, gone) == ["submitted", "draft"]


def test_own_dossier_among_many_is_named(by_mai: Client, mai: User, place: Participation) -> None:
    own = waiting(place, created_by=mai)
    response = by_mai.post(queue(place, "kiem-tra/"), {"viec": "accept", "ho-so": box(own)})
    page = parse(response.content)
    assert "người thẩm định phải là người khác" in page.one("li", css="is-refused").text()
    assert page.all("input", name="ho-so") == []


def test_double_click_on_many_is_one_decision(by_mai: Client, place: Participation) -> None:
    sent = {"viec": "accept", "ho-so": [box(waiting(place)), box(waiting(place))]}
    answers = [by_mai.post(queue(place, "quyet-dinh/"), sent).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert ReviewStep.objects.filter(verb=ReviewVerb.ACCEPT).count() == 2


@pytest.mark.parametrize("part", ["kiem-tra/", "quyet-dinh/"])
@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Hãy chọn việc cần làm"),
        ({"viec": "merge", "ho-so": "1:1"}, "Hãy chọn việc cần làm"),
        ({"viec": "accept"}, "Chưa chọn hồ sơ nào"),
        ({"viec": "accept", "ho-so": "1;DROP"}, "“1;DROP” không phải một hồ sơ trong hàng đợi."),
        ({"viec": "accept", "ho-so": "987654321:1"}, "không còn trong hàng đợi"),
        ({"viec": "accept", "ho-so": [f"{pk}:1" for pk in range(1, 102)]}, "nhiều nhất 100 hồ sơ"),
    ],
)
def test_broken_list_is_refused_with_a_sentence(
    by_mai: Client, place: Participation, part: str, sent: dict[str, Any], told: str
) -> None:
    response = by_mai.post(queue(place, part), sent)
    assert response.status_code == 400
    assert told in alert(response)


@pytest.mark.parametrize("part", ["kiem-tra/", "quyet-dinh/", "phan-cong/"])
def test_address_of_a_form_opened_by_hand_leads_to_the_queue(
    by_mai: Client, place: Participation, part: str
) -> None:
    assert by_mai.get(queue(place, part)).headers["Location"] == queue(place)


# One decision


def test_accepting_leads_to_the_next_and_says_what_counted(by_mai: Client, place: Participation) -> None:
    first, second = waiting(place, title="Lò sấy"), waiting(place)
    response = by_mai.post(step(first, "cong-nhan"), {"version": first.version}, follow=True)

    assert response.redirect_chain == [(f"/ho-so/{second.pk}/", 302)]
    told = parse(response.content).one(role="status").text()
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert told == (
        f"Đã công nhận {first.code} “Lò sấy”. Tính vào Giai đoạn 1, ngày {today}. Đây là hồ sơ tiếp theo."
    )
    assert state(first) == ["accepted"]


def test_last_decision_leads_back_to_the_queue(by_mai: Client, place: Participation) -> None:
    initiative = waiting(place)
    response = by_mai.post(
        step(initiative, "khong-cong-nhan"), {"version": initiative.version, "note": "Trùng"}
    )
    assert response.headers["Location"] == queue(place)
    assert state(initiative) == ["rejected"]


def test_template_and_own_words_make_one_note(by_mai: Client, place: Participation) -> None:
    template = NoteTemplate.objects.create(verb=ReviewVerb.SEND_BACK, title="Thiếu", text="Thiếu minh chứng.")
    initiative = waiting(place)
    due_on = timezone.localdate() + timedelta(days=10)
    sent = {
        "version": initiative.version,
        "template": template.pk,
        "note": "Cụ thể:\r\n bảng kê tháng 5",
        "due_on": f"{due_on:%d/%m/%Y}",
    }
    by_mai.post(step(initiative, "tra-lai"), sent)
    assert ReviewStep.objects.latest("pk").note == "Thiếu minh chứng.\nCụ thể:\n bảng kê tháng 5"


def test_sending_back_proposes_the_deadline_of_the_programme(by_mai: Client, place: Participation) -> None:
    page = parse(by_mai.get(step(waiting(place), "tra-lai")).content)
    due_on = timezone.localdate() + timedelta(days=15)
    assert page.one("input", name="due_on").attributes["value"] == f"{due_on:%d/%m/%Y}"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Hãy ghi rõ lý do"),
        ({"note": "x" * 1001}, "Ý kiến dài 1001 ký tự"),
        ({"note": "Thiếu", "due_on": "01/01/2020"}, "Hạn bổ sung phải từ ngày mai"),
        ({"note": "Thiếu", "due_on": ""}, "Hãy ghi hạn bổ sung"),
        ({"note": "Thiếu", "template": "999"}, "Mẫu ý kiến"),
        ({"note": "Thiếu", "version": ""}, "bị thiếu phiên bản của hồ sơ"),
    ],
)
def test_incomplete_decision_is_refused_and_keeps_what_was_written(
    by_mai: Client, place: Participation, sent: dict[str, str], told: str
) -> None:
    NoteTemplate.objects.create(verb=ReviewVerb.SEND_BACK, title="Thiếu", text="Thiếu minh chứng.")
    initiative = waiting(place)
    due_on = timezone.localdate() + timedelta(days=10)
    complete = {"version": str(initiative.version), "due_on": f"{due_on:%d/%m/%Y}"}
    response = by_mai.post(step(initiative, "tra-lai"), complete | sent)

    assert response.status_code == 400
    assert told in alert(response)
    assert parse(response.content).one("textarea").text() == sent.get("note", "")
    assert state(initiative) == ["submitted"]


def test_second_of_two_reviewers_is_told_who_did_what(by_mai: Client, place: Participation) -> None:
    initiative, hoa = waiting(place), make_user(role=Role.REVIEWER, full_name="Vàng Thị Hoa")
    stepping.take(Step(initiative, ReviewVerb.ACCEPT, seen=initiative.version, note="Tốt"), by=hoa)

    sent = {"version": initiative.version, "note": "Trùng hồ sơ khác"}
    response = by_mai.post(step(initiative, "khong-cong-nhan"), sent)

    assert response.status_code == 409
    assert "Vàng Thị Hoa: công nhận, “Tốt”. Hồ sơ nay ở trạng thái “Được công nhận”." in alert(response)
    assert "Trùng hồ sơ khác" in parse(response.content).one("main").text()
    assert state(initiative) == ["accepted"]


def test_after_a_conflict_the_decision_can_be_sent_again_if_it_still_fits(
    by_mai: Client, place: Participation
) -> None:
    initiative = waiting(place)
    Initiative.objects.update(version=7)
    sent = {"version": initiative.version, "note": "Trùng"}
    response = by_mai.post(step(initiative, "khong-cong-nhan"), sent)

    page = parse(response.content)
    assert (response.status_code, page.one("textarea").text()) == (409, "Trùng")
    version = page.one("input", name="version").attributes["value"]
    by_mai.post(step(initiative, "khong-cong-nhan"), sent | {"version": version})
    assert state(initiative) == ["rejected"]


def test_double_click_on_one_is_one_decision(by_mai: Client, place: Participation) -> None:
    initiative = waiting(place)
    sent = {"version": initiative.version}
    assert [by_mai.post(step(initiative, "cong-nhan"), sent).status_code for _ in range(2)] == [302, 302]
    assert ReviewStep.objects.filter(verb=ReviewVerb.ACCEPT).count() == 1


def test_reopening_needs_a_reason_and_stays_with_the_dossier(by_mai: Client, place: Participation) -> None:
    initiative = accept(make_initiative(participation=place))
    sent = {"version": initiative.version}
    assert by_mai.post(step(initiative, "xet-lai"), sent).status_code == 400
    response = by_mai.post(step(initiative, "xet-lai"), sent | {"note": "Có đơn phản ánh"})
    assert response.headers["Location"] == f"/ho-so/{initiative.pk}/"
    assert state(initiative) == [InitiativeState.SUBMITTED]


def test_nobody_decides_on_their_own(by_mai: Client, mai: User, place: Participation) -> None:
    own = waiting(place, created_by=mai)
    response = by_mai.post(step(own, "cong-nhan"), {"version": own.version})
    assert response.status_code == 400
    assert "người thẩm định phải là người khác" in alert(response)
    page = parse(by_mai.get(f"/ho-so/{own.pk}/").content)
    assert "người thẩm định phải là người khác" in page.text()
    assert page.all("details", css="verb") == []


def test_decisions_of_others_are_refused(client: Client, place: Participation) -> None:
    initiative = waiting(place)
    officer = make_user(role=Role.OFFICER, home_unit=place.unit)
    expected = {officer: 403, make_user(role=Role.OFFICER): 404, make_user(role=Role.VIEWER): 403}
    for person, status in expected.items():
        client.force_login(person)
        assert client.post(step(initiative, "cong-nhan"), {"version": 2}).status_code == status
    assert state(initiative) == ["submitted"]


# On the page of the dossier


def test_page_of_the_dossier_offers_the_decisions_and_says_what_will_count(
    by_mai: Client, place: Participation
) -> None:
    initiative, following = waiting(place), waiting(place)
    page = parse(by_mai.get(f"/ho-so/{initiative.pk}/").content)

    today = f"{timezone.localdate():%d/%m/%Y}"
    assert [each.one("summary").text() for each in page.all("details", css="verb")] == [
        "Công nhận",
        "Trả lại",
        "Không công nhận",
    ]
    assert page.one("p", css="effect").text() == (
        f"Công nhận hôm nay thì tính 1 sáng kiến vào Giai đoạn 1, ngày {today}."
    )
    assert [each.text() for each in page.one("section", css="eligibility").all("strong")] == [
        "Loại giải pháp.",
        "Thời gian áp dụng.",
        "Công nhận.",
        "Trường hợp loại trừ.",
    ]
    links = {each.text(): each.attributes["href"] for each in page.one("div", css="onward").all("a")}
    assert links == {"Hồ sơ tiếp theo": f"/ho-so/{following.pk}/", "Hàng đợi (2 chờ bạn)": queue(place)}


def test_unit_reads_what_the_rules_say_and_decides_nothing(client: Client, place: Participation) -> None:
    initiative = waiting(place)
    client.force_login(make_user(role=Role.OFFICER, home_unit=place.unit))
    page = parse(client.get(f"/ho-so/{initiative.pk}/").content)
    assert len(page.one("section", css="eligibility").all("li")) == 4
    assert page.all("details", css="verb") == []
    assert page.all("div", css="onward") == []


def test_reviewer_takes_a_dossier_from_its_page(by_mai: Client, mai: User, place: Participation) -> None:
    initiative = waiting(place)
    sent = {"ho-so": box(initiative), "nguoi": mai.pk, "ve": "ho-so"}
    response = by_mai.post(queue(place, "phan-cong/"), sent)
    assert response.headers["Location"] == f"/ho-so/{initiative.pk}/"
    page = parse(by_mai.get(f"/ho-so/{initiative.pk}/").content)
    assert page.one("div", css="onward").all("button") == []
