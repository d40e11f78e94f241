"""`manage.py verify_totals` finds what is kept for speed and differs from the facts, and makes it anew."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.append_only import without_triggers
from tests.factories import accept, make_initiative, make_participation, make_phase, make_programme, submit
from units.choices import Basis
from units.domain import proof
from units.models import AcceptedTotal, Author, Initiative, ReviewStep, TitleTerm, Unit
from units.vietnamese import short_date

pytestmark = pytest.mark.django_db

WHOLE = "Tổng số, trạng thái hồ sơ và chữ để tìm khớp với các sự kiện đã ghi."


@pytest.fixture
def done() -> Initiative:
    """An accepted initiative beside a waiting one and a draft."""
    programme = make_programme()
    make_phase(programme=programme, starts_on=timezone.localdate() - timedelta(days=30))
    place = make_participation(programme=programme, basis=Basis.ACCEPTED, name="Phường Một")
    done = accept(make_initiative(participation=place))
    submit(make_initiative(participation=place))
    make_initiative(participation=place)
    call_command("verify_totals", "--rebuild", stdout=StringIO())  # the factory writes no words of titles
    return done


def verify(*arguments: str) -> tuple[bool, list[str]]:
    """Whether it found nothing, and what it printed."""
    out = StringIO()
    try:
        call_command("verify_totals", *arguments, stdout=out)
    except CommandError:  # which ends the process with 1
        return False, out.getvalue().splitlines()
    return True, out.getvalue().splitlines()


def test_nothing_differs(done: Initiative) -> None:
    assert verify() == (True, [WHOLE])


def test_empty_database_is_whole() -> None:
    assert verify() == (True, [WHOLE])


@pytest.mark.parametrize("chunk", [1, 2, 3])
def test_chunks_do_not_matter(chunk: int, done: Initiative, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "CHUNK", chunk)
    assert verify() == (True, [WHOLE])
    Initiative.objects.update(sort_key="x")
    assert len(verify()[1]) == 3


def place_and_day(done: Initiative) -> str:
    assert done.phase
    return f"Phường Một, {done.phase.name}, ngày {short_date(timezone.localdate())}"


def test_wrong_total_is_told_and_made_anew(done: Initiative) -> None:
    AcceptedTotal.objects.update(total=7)
    said = f"{place_and_day(done)}: tổng số được công nhận ghi là 7, đếm lại từ sổ thẩm định là 1."
    assert verify() == (False, [said])
    assert verify("--rebuild") == (True, ["Đã lập lại tổng số và chữ để tìm.", WHOLE])
    assert AcceptedTotal.objects.get().total == 1


def test_total_too_many_or_missing_is_told_and_made_anew(done: Initiative) -> None:
    row = AcceptedTotal.objects.get()
    AcceptedTotal.objects.create(
        participation=row.participation, phase=row.phase, counted_on=date(2022, 1, 1), total=3
    )
    row.delete()
    _, said = verify()
    assert [line.partition("ghi là ")[2] for line in said] == [
        "3, đếm lại từ sổ thẩm định là không có.",
        "không có, đếm lại từ sổ thẩm định là 1.",
    ]
    assert verify("--rebuild")[0]


TAMPERINGS: dict[str, tuple[Callable[[Initiative], object], str]] = {
    "state": (
        lambda done: Initiative.objects.filter(pk=done.pk).update(state="rejected", counted_on=None),
        "trạng thái ghi là “Không công nhận”, theo sổ thẩm định là “Được công nhận”.",
    ),
    "day": (
        lambda done: Initiative.objects.filter(pk=done.pk).update(counted_on=date(2022, 1, 1)),
        f"ngày tính ghi là 01/01/2022, theo sổ thẩm định là {short_date(timezone.localdate())}.",
    ),
    "phase": (
        lambda done: Initiative.objects.filter(pk=done.pk).update(
            phase=make_phase(programme=done.participation.programme)
        ),
        "giai đoạn không phải là giai đoạn mà sổ thẩm định đã tính.",
    ),
    "merged": (
        lambda done: Initiative.objects.filter(pk=done.pk).update(
            state="rejected", counted_on=None, merged_into=Initiative.objects.exclude(pk=done.pk)[0]
        ),
        "dấu vết nhập vào hồ sơ khác không khớp với sổ thẩm định.",
    ),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_dossier_that_differs_from_its_ledger_is_told_and_left(what: str, done: Initiative) -> None:
    tamper, said = TAMPERINGS[what]
    tamper(done)

    is_whole, lines = verify("--rebuild")

    assert not is_whole
    assert f"{done.code}: {said}" in lines


def test_ledger_that_does_not_hang_together_is_told(done: Initiative) -> None:
    with without_triggers():
        ReviewStep.objects.filter(initiative=done, verb="submit").delete()
        ReviewStep.objects.filter(initiative=done).update(
            participation=make_participation(programme=done.participation.programme)
        )
    lines = verify()[1]
    assert f"{done.code}: sổ thẩm định có bước không nối với bước đứng trước." in lines
    assert f"{done.code}: sổ thẩm định tính sáng kiến cho đơn vị khác." in lines


def test_words_of_a_title_are_told_and_made_anew(done: Initiative) -> None:
    TitleTerm.objects.filter(initiative=done).delete()
    said = f"{done.code}: các từ để tìm tên giống nhau không khớp với tên sáng kiến."
    assert verify() == (False, [said])
    assert verify("--rebuild")[0]


def test_search_keys_are_told_and_made_anew(done: Initiative) -> None:
    Initiative.objects.filter(pk=done.pk).update(search_key="khac")
    Author.objects.filter(initiative=done).update(name_key="khac")
    Unit.objects.update(name="Tên mới")
    lines = verify()[1]
    assert f"Sáng kiến số {done.pk}: chữ “để tìm” không khớp với nội dung." in lines
    assert sum(line.startswith("Tác giả số") for line in lines) == 1
    assert any(line.startswith("Đơn vị số") for line in lines)
    assert verify("--rebuild")[0]


def test_key_of_a_confidential_dossier_holds_only_what_is_open(done: Initiative) -> None:
    Initiative.objects.filter(pk=done.pk).update(is_confidential=True)
    assert not verify()[0]
    assert verify("--rebuild")[0]
    assert "thao lap" not in Initiative.objects.get(pk=done.pk).search_key
