"""The Summary as CSV."""

import csv
import io

import pytest

from tests.exchange.builder import make_phase, make_summary, official_lines, official_summary, renamed
from units.domain.figures.summary import Summary
from units.exchange import csv_out


def read(summary: Summary) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_out.render(summary).decode("utf-8-sig"), newline="")))


def test_csv_carries_the_official_table() -> None:
    header, *lines = read(official_summary())

    assert header == [
        "TT",
        "Tên đơn vị",
        "Chỉ tiêu 2 giai đoạn",
        "Giai đoạn 1: Chỉ tiêu",
        "Giai đoạn 1: Kết quả",
        "Giai đoạn 1: Tỷ lệ %",
        "Giai đoạn 2: Chỉ tiêu",
        "Giai đoạn 2: Kết quả",
        "Giai đoạn 2: Tỷ lệ %",
        "Tổng kết quả 2 giai đoạn",
        "Tỷ lệ %",
    ]
    assert len(lines) == 13
    assert lines == [list(line.values()) for line in official_lines()]


def test_csv_begins_with_a_mark_and_ends_lines_as_excel_does() -> None:
    content = csv_out.render(make_summary([("Đơn vị A", [(1000, 2300)])], phases=[make_phase(1)]))

    text = "TT,Tên đơn vị,Chỉ tiêu,Kết quả,Tỷ lệ %\r\n1,Đơn vị A,1000,2300,230\r\n,Tổng,1000,2300,230\r\n"
    assert content == b"\xef\xbb\xbf" + text.encode()


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+84", "'+84"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        (" =1+1", "'=1+1"),
        ('Đơn vị "A", số 1', 'Đơn vị "A", số 1'),
        ("Đơn vị\r\nxuống dòng\x00", "Đơn vị xuống dòng"),
    ],
)
def test_csv_text_is_never_a_formula(name: str, cell: str) -> None:
    lines = read(renamed(make_summary([("Đơn vị A", [(1, 1), (1, 1)])]), name))

    assert lines[1][1] == cell


def test_csv_header_is_never_a_formula() -> None:
    header = read(make_summary([], phases=[make_phase(1, "=1+1"), make_phase(2)]))[0]

    assert header[3:6] == ["'=1+1: Chỉ tiêu", "'=1+1: Kết quả", "'=1+1: Tỷ lệ %"]


def test_csv_keeps_blank_and_zero_apart() -> None:
    lines = read(make_summary([("Đơn vị A", [(8, 1), (4, 0)]), ("Đơn vị B", [(0, None), (None, 0)])]))

    assert lines[1:] == [
        ["1", "Đơn vị A", "12", "8", "1", "13", "4", "0", "0", "1", "8"],
        ["2", "Đơn vị B", "0", "0", "", "", "", "0", "", "0", ""],
        ["", "Tổng", "12", "8", "1", "13", "4", "0", "0", "1", "8"],
    ]


def test_csv_rates_have_the_decimals_of_the_programme() -> None:
    lines = read(make_summary([("Đơn vị A", [(8, 1), (1, 1)])], rate_decimals=2))

    assert lines[1] == ["1", "Đơn vị A", "9", "8", "1", "12.50", "1", "1", "100.00", "2", "22.22"]
