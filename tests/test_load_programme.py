"""`manage.py load_programme`: the shipped programmes, the words of success and of failure, the cost."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.programme_folders import FILES, FIXTURES, edited, write_folder
from units.choices import Band, Basis, UnitKind
from units.domain.figures.summary import Summary, build_summary
from units.domain.loading.expected import published_cells, published_columns
from units.models import Directive, Participation, Programme, Quota, ReportedCount, Unit

pytestmark = pytest.mark.django_db


def run(folder: Path) -> str:
    output = StringIO()
    call_command("load_programme", folder, stdout=output)
    return output.getvalue()


def summary_of(slug: str, as_of: date) -> Summary:
    programme = Programme.objects.get(slug=slug)
    return build_summary(programme, phases=list(programme.phases.all()), as_of=as_of)


def test_real_programme_gives_the_published_table() -> None:
    assert run(FIXTURES / "01-trieu-sang-kien") == (
        "Đã nạp chương trình “01 triệu sáng kiến”: thêm 89, sửa 0, giữ nguyên 0.\n"
    )
    with (FIXTURES / "01-trieu-sang-kien/expected/summary-2022-11-10.csv").open(encoding="utf-8") as file:
        published = [tuple(row) for row in csv.reader(file)]
    computed = published_cells(summary_of("01-trieu-sang-kien", date(2022, 11, 10)))
    assert [published_columns([1, 2]), *computed] == published
    assert len(computed) == 13
    assert computed[-1] == (
        *("", "Tổng", "2300"),
        *("1200", "1775", "148"),
        *("1100", "377", "34"),
        *("2152", "94"),
    )


def test_real_programme_invents_nothing() -> None:
    run(FIXTURES / "01-trieu-sang-kien")
    programme = Programme.objects.get()
    assert (programme.is_public, programme.is_demonstration, programme.low_threshold) == (True, False, 50)
    day = date(2022, 11, 10)
    assert set(Quota.objects.values_list("effective_on", flat=True)) == {day}
    assert set(ReportedCount.objects.values_list("counted_on", flat=True)) == {day}
    assert not summary_of("01-trieu-sang-kien", date(2022, 11, 9)).has_results
    assert not any(row.quota_differs for row in summary_of("01-trieu-sang-kien", day).rows)
    kinds = sorted(Unit.objects.values_list("kind", flat=True))
    assert kinds == ["district"] * 8 + ["partner"] + ["province"] + ["sector"] * 3
    directive = Directive.objects.get()
    assert (directive.number, directive.issued_on, directive.as_of) == ("1070/LĐLĐ", day, day)
    assert directive.recipients.splitlines() == [
        "LĐLĐ các huyện, Thành phố",
        "Công đoàn ngành, Công đoàn Viên chức",
        "CĐCS trực thuộc LĐLĐ tỉnh",
    ]
    assert "2.152/2.300" in directive.body
    assert (
        sum(line[:2] in {f"{number}." for number in range(1, 7)} for line in directive.body.splitlines()) == 6
    )


def test_demonstration_shows_every_case() -> None:
    run(FIXTURES / "minh-hoa")
    programme = Programme.objects.get()
    assert (programme.is_public, programme.is_demonstration) == (True, True)
    assert "(minh hoạ)" in programme.name
    summary = summary_of("minh-hoa", date(2026, 11, 15))
    rows = {row.name: row for row in summary.rows}
    assert len(rows) == 14
    assert rows["Công đoàn phường Minh Hoạ 3"].overall.band == Band.MET
    almost = rows["Công đoàn phường Minh Hoạ 4"].overall
    assert (almost.result, almost.quota, almost.band) == (249, 250, Band.UNDER)
    assert [row.rank for row in summary.rows if row.is_tied] == [6]
    assert summary.unreported == 1
    revised = rows["Công đoàn xã Minh Hoạ 3"]
    assert (revised.overall.quota, revised.registered_quota, revised.quota_differs) == (140, 180, True)
    before = {row.name: row for row in summary_of("minh-hoa", date(2026, 8, 31)).rows}
    assert before["Công đoàn xã Minh Hoạ 3"].overall.quota == 180
    partner = Participation.objects.get(unit__kind=UnitKind.PARTNER)
    assert not partner.quotas.exists()
    parents = Participation.objects.filter(basis=Basis.CHILDREN)
    assert [parent.children.count() for parent in parents] == [3, 3]
    assert ReportedCount.objects.exclude(reason="").count() == 2
    assert {bloc.participations.exists() for bloc in programme.blocs.all()} == {True}


def test_second_run_says_that_nothing_changed(tmp_path: Path) -> None:
    run(write_folder(tmp_path))
    assert run(tmp_path) == "Đã nạp chương trình Thử: thêm 0, sửa 0, giữ nguyên 16.\n"


def test_problems_are_printed_line_by_line(tmp_path: Path) -> None:
    changes = {**edited("counts.csv", ",90,", ",2.300,"), **edited("quotas.csv", "b,1,50", "z,1,50")}
    write_folder(tmp_path, changes)
    with pytest.raises(CommandError) as caught:
        run(tmp_path)
    assert caught.value.returncode == 1
    assert str(caught.value).splitlines() == [
        f"Chưa nạp gì từ {tmp_path}: có 2 lỗi cần sửa.",
        "quotas.csv, dòng 4: Đơn vị “z” không có trong participations.csv.",
        "counts.csv, dòng 2: Cột “amount” phải là số nguyên viết liền bằng các chữ số 0–9, ví dụ 2300; "
        "tệp ghi “2.300”.",
    ]
    assert Programme.objects.count() == 0


def test_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Không có thư mục này\.$"):
        run(tmp_path / "không có")


def test_big_folder_is_loaded_again_without_a_query_a_row(tmp_path: Path) -> None:
    def lines(header: str, line: str) -> str:
        return "\n".join([header, *(line.format(n=number) for number in range(500)), ""])

    write_folder(
        tmp_path,
        {
            "units.csv": lines("code,name,kind", "u{n},Đơn vị {n},district"),
            "participations.csv": lines("unit,name,basis", "u{n},Đơn vị {n},reported"),
            "quotas.csv": lines("unit,phase,amount,effective_on,decision_number", "u{n},1,{n},2022-01-01,"),
            "counts.csv": lines("unit,phase,counted_on,amount", "u{n},1,2022-06-30,{n}"),
            "expected/summary-2022-09-30.csv": None,
            "directives/1.md": FILES["directives/1.md"],
        },
    )
    run(tmp_path)
    with CaptureQueriesContext(connection) as queries:
        run(tmp_path)
    assert Participation.objects.count() == 500
    assert len(queries) <= 12
