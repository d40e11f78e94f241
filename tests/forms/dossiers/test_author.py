"""The lines of authors: read, added, shared out, refused without losing what was typed."""

from typing import Any

import pytest

from tests.factories import make_author, make_initiative
from units.domain.dossiers.writing import AuthorLine
from units.forms.dossiers.author import MOST_LINES, AuthorLines
from units.models import Initiative

pytestmark = pytest.mark.django_db


def typed(*lines: dict[str, Any]) -> dict[str, Any]:
    """What a page with these lines sends."""
    cells = {f"{name}-{n}": value for n, line in enumerate(lines, start=1) for name, value in line.items()}
    return {"lines": str(len(lines)), **cells}


@pytest.fixture
def initiative() -> Initiative:
    return make_initiative(authors=0)


def test_lines_are_read_and_blank_ones_passed_over(initiative: Initiative) -> None:
    author = make_author(initiative=initiative)
    lines = AuthorLines(
        [author],
        typed(
            {"pk": author.pk, "author_name": " Lò  Thị Mai ", "birth_year": "1990", "share": "60 %"},
            {"author_name": "", "share": ""},
            {"author_name": "Vàng Văn Páo", "share": "40", "holds_leadership": "no", "job": "Tổ trưởng"},
        ),
    )

    assert lines.is_valid()
    assert lines.lines() == [
        AuthorLine(name="Lò Thị Mai", share=60, birth_year=1990, pk=author.pk),
        AuthorLine(name="Vàng Văn Páo", share=40, job="Tổ trưởng", holds_leadership=False),
    ]


def test_line_marked_to_go_is_left_out_however_it_is_filled(initiative: Initiative) -> None:
    lines = AuthorLines(
        [], typed({"author_name": "Bỏ", "share": "x", "remove": "on"}, {"author_name": "Giữ", "share": "100"})
    )

    assert lines.is_valid()
    assert [line.name for line in lines.lines()] == ["Giữ"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({"author_name": ""}, "Hãy ghi họ và tên tác giả."),
        ({"author_name": "x" * 151}, "Nội dung dài quá 150 ký tự; hãy viết gọn lại."),
        ({"share": ""}, "Hãy ghi phần đóng góp; một mình làm thì ghi 100."),
        ({"share": "0"}, "“0” chưa phải là phần đóng góp"),
        ({"share": "-1"}, "“-1” chưa phải là phần đóng góp"),
        ({"share": "101"}, "“101” chưa phải là phần đóng góp"),
        ({"share": "33,3"}, "“33,3” chưa phải là phần đóng góp"),
        ({"share": "9" * 5_000}, "chưa phải là phần đóng góp"),
        ({"birth_year": "85"}, "“85” chưa phải là năm sinh"),
        ({"birth_year": "2999"}, "“2999” chưa phải là năm sinh"),
        ({"qualification": "tien-si"}, "Lựa chọn này không có trong danh sách."),
        ({"holds_leadership": "maybe"}, "Lựa chọn này không có trong danh sách."),
    ],
)
def test_wrong_cell_is_named(initiative: Initiative, cell: dict[str, str], said: str) -> None:
    lines = AuthorLines([], typed({"author_name": "Lò Thị Mai", "share": "100", **cell}))

    assert not lines.is_valid()
    [name] = cell
    assert said in lines.forms[0].errors[name][0]
    assert lines.has_faults


def test_line_is_added_without_judging_or_losing_anything(initiative: Initiative) -> None:
    lines = AuthorLines([], typed({"author_name": "Lò Thị Mai", "share": "39,5"})).retyped(blank=1)

    assert not lines.has_faults
    assert [form["share"].value() for form in lines.shown] == ["39,5", None]
    assert [form["author_name"].value() for form in lines.shown] == ["Lò Thị Mai", ""]


def test_no_line_is_added_beyond_the_most_of_a_dossier(initiative: Initiative) -> None:
    full = typed(*({"author_name": f"Người {n}", "share": "5"} for n in range(20)))

    assert len(AuthorLines([], full).retyped(blank=1).shown) == 20


@pytest.mark.parametrize(
    ("people", "shares"), [(1, [100]), (3, [34, 33, 33]), (7, [15, 15, 14, 14, 14, 14, 14])]
)
def test_shares_are_dealt_out_evenly_to_a_whole(
    initiative: Initiative, people: int, shares: list[int]
) -> None:
    lines = AuthorLines([], typed(*({"author_name": f"Người {n}"} for n in range(people)), {}))

    assert [form["share"].value() or 0 for form in lines.retyped(evenly=True).shown] == [*shares, 0]


def test_number_of_lines_is_not_believed(initiative: Initiative) -> None:
    assert [
        len(AuthorLines([], {"lines": said}).forms) for said in ("9" * 9, "99999", "-1", "x", "", "²")
    ] == [
        0,
        MOST_LINES,
        0,
        0,
        0,
        0,
    ]
