"""Reading a programme folder: what it says, and every way in which it can be wrong."""

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.programme_folders import FILES, FIXTURES, edited, write_folder
from units.domain.loading.check import contradictions
from units.domain.loading.source import (
    ExpectedRow,
    SourceBloc,
    SourceCount,
    SourceDirective,
    SourceError,
    SourceParticipation,
    SourcePhase,
    SourcePlace,
    SourceProgramme,
    SourceQuota,
    SourceUnit,
)
from units.exchange.programme_folder import read_folder

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def problems(folder: Path) -> list[str]:
    """Every problem of a folder, in the order in which a person is told."""
    return [str(problem) for problem in SourceError(contradictions(read_folder(folder), NOW)).problems]


def test_folder_is_read_line_by_line(tmp_path: Path) -> None:
    source = read_folder(write_folder(tmp_path))
    assert source.unread == ()
    assert source.incomplete == frozenset()
    assert source.programme == SourceProgramme(
        place=SourcePlace("programme.toml"),
        slug="thu",
        name="Chương trình thử",
        short_name="Thử",
        superior_name="",
        organiser_name="Liên đoàn Lao động tỉnh",
        organiser_short_name="LĐLĐ tỉnh",
        table_subtitle="Các đơn vị cập nhật sáng kiến",
        low_threshold=50,
        rate_decimals=0,
        public=False,
        demonstration=False,
    )
    assert source.phases[1] == SourcePhase(
        SourcePlace("programme.toml", 14), 2, "Giai đoạn 2", date(2022, 7, 1), date(2022, 12, 31)
    )
    assert source.blocs == (SourceBloc(SourcePlace("programme.toml", 20), "khoi-a", "Khối A"),)
    assert source.units[1] == SourceUnit(SourcePlace("units.csv", 3), "b", "Đơn vị B", "sector", True, "")
    assert source.participations[0] == SourceParticipation(
        SourcePlace("participations.csv", 2), "a", "", "khoi-a", "Đơn vị A", "reported"
    )
    assert source.quotas[3] == SourceQuota(
        SourcePlace("quotas.csv", 5), "a", None, 200, date(2022, 1, 1), "QĐ 1", None
    )
    assert source.counts[1] == SourceCount(
        SourcePlace("counts.csv", 3), "b", 1, date(2022, 6, 30), 0, "Không phát sinh", "", None
    )
    assert source.directives == (
        SourceDirective(
            place=SourcePlace("directives/1.md", 1),
            number="1/LĐLĐ",
            issuer="Liên đoàn Lao động tỉnh",
            place_issued="Lai Châu",
            issued_on=date(2022, 10, 1),
            as_of=date(2022, 9, 30),
            subject="V/v đẩy mạnh",
            recipients=("Các đơn vị", "Ban Thường vụ"),
            body="Mở đầu.\n\n1. Việc thứ nhất.",
        ),
    )
    (table,) = source.expected
    assert (table.place, table.as_of) == (
        SourcePlace("expected/summary-2022-09-30.csv", 1),
        date(2022, 9, 30),
    )
    assert table.rows[1] == ExpectedRow(
        SourcePlace("expected/summary-2022-09-30.csv", 3),
        ("2", "Đơn vị B", "50", "50", "0", "0", "", "", "", "0", "0"),
    )


@pytest.mark.parametrize("name", ["01-trieu-sang-kien", "minh-hoa"])
def test_shipped_folder_has_no_problem(name: str) -> None:
    source = read_folder(FIXTURES / name)
    # Whatever the clock of this machine says, nothing shipped lies after the day of shipping.
    assert contradictions(source, datetime(2026, 11, 18, tzinfo=UTC)) == []


def test_folder_without_directives_and_expected_is_right(tmp_path: Path) -> None:
    changes = {"directives/1.md": None, "expected/summary-2022-09-30.csv": None}
    source = read_folder(write_folder(tmp_path, {**changes}))
    assert (source.directives, source.expected, source.unread) == ((), (), ())


def test_folder_saved_by_windows_reads_the_same(tmp_path: Path) -> None:
    plain = read_folder(write_folder(tmp_path / "plain"))
    windows = {
        file: b"\xef\xbb\xbf" + unicodedata.normalize("NFD", text).replace("\n", "\r\n").encode()
        for file, text in FILES.items()
    }
    assert read_folder(write_folder(tmp_path / "windows", {**windows})) == plain


def test_blank_lines_and_column_order_do_not_matter(tmp_path: Path) -> None:
    text = "\nkind,name,code\n\ndistrict, Đơn vị A ,a\n,,\nsector,Đơn vị B,b\n"
    source = read_folder(write_folder(tmp_path, {"units.csv": text}))
    assert [(unit.code, unit.name, unit.place.line) for unit in source.units] == [
        ("a", "Đơn vị A", 4),
        ("b", "Đơn vị B", 6),
    ]


def test_leftovers_of_editors_are_passed_over(tmp_path: Path) -> None:
    write_folder(tmp_path, {"directives/.DS_Store": b"\x00", "expected/~$x.csv": b"\x00"})
    assert read_folder(tmp_path).unread == ()


def test_recorded_at_needs_an_offset(tmp_path: Path) -> None:
    demonstration = "demonstration = true\n" + FILES["programme.toml"]
    text = "unit,phase,counted_on,amount,recorded_at\na,1,2022-06-30,90,{}\n"
    right = {"programme.toml": demonstration, "counts.csv": text.format("2022-07-01T08:00:00+07:00")}
    assert read_folder(write_folder(tmp_path / "1", {**right})).counts[0].recorded_at == datetime(
        2022, 7, 1, 1, tzinfo=UTC
    )
    for index, wrong in enumerate(("2022-07-01T08:00:00", "2022-07-01", "hôm qua", "2022-02-31T08:00:00Z")):
        changes = {**right, "counts.csv": text.format(wrong), "expected/summary-2022-09-30.csv": None}
        assert problems(write_folder(tmp_path / f"x{index}", {**changes})) == [
            "counts.csv, dòng 2: Cột “recorded_at” phải có ngày, giờ và múi giờ, "
            f"ví dụ 2026-03-15T09:30:00+07:00; tệp ghi “{wrong}”."
        ]


AMOUNT = "counts.csv, dòng 2: Cột “amount” phải là số nguyên viết liền bằng các chữ số 0–9, ví dụ 2300; "
DAY = "counts.csv, dòng 2: Cột “counted_on” phải là ngày có thật, dạng năm-tháng-ngày, ví dụ 2022-11-10; "


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2.300", AMOUNT + "tệp ghi “2.300”."),
        ('"2,3"', AMOUNT + "tệp ghi “2,3”."),
        ("-1", AMOUNT + "tệp ghi “-1”."),
        ("١٢", AMOUNT + "tệp ghi “١٢”."),
        ("1e3", AMOUNT + "tệp ghi “1e3”."),
        ("", AMOUNT + "tệp ghi “”."),
        ("1" + "0" * 30, "counts.csv, dòng 2: Cột “amount” phải từ 0 đến 9.999.999."),
        ("10000000", "counts.csv, dòng 2: Cột “amount” phải từ 0 đến 9.999.999."),
        ("9" * 50, AMOUNT + f"tệp ghi “{'9' * 40}…”."),
    ],
)
def test_bad_amount_is_named(tmp_path: Path, written: str, reason: str) -> None:
    assert problems(write_folder(tmp_path, edited("counts.csv", ",90,", f",{written},"))) == [reason]


@pytest.mark.parametrize(
    "written", ["31/02/2022", "2022-02-31", "10/11/2022", "20220630", "2022-W26-4", "0022-06-30", ""]
)
def test_bad_day_is_named(tmp_path: Path, written: str) -> None:
    changes = edited("counts.csv", "a,1,2022-06-30", f"a,1,{written}")
    assert problems(write_folder(tmp_path, changes)) == [DAY + f"tệp ghi “{written}”."]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "units.csv",
            "code,name,kind",
            "code,ten,kind",
            [
                "units.csv, dòng 1: Thiếu cột “name”.",
                "units.csv, dòng 1: Không nhận cột “ten”; các cột, cách nhau bằng dấu phẩy, là: "
                "code, name, kind, active, successor.",
            ],
        ),
        ("counts.csv", "unit,phase,counted_on,amount,note,reason", "unit,phase,counted_on,amount,note,note", [
            "counts.csv, dòng 1: Cột “note” có hai lần."
        ]),
        ("units.csv", "a,Đơn vị A,district", "a,Đơn vị A", [
            "units.csv, dòng 2: Dòng này có 2 ô, dòng đầu có 3 cột; "
            "các ô cách nhau bằng dấu phẩy, ô có dấu phẩy phải ở trong ngoặc kép."
        ]),
        ("units.csv", "a,Đơn vị A,district", 'a,"Đơn vị A"x,district', [
            "units.csv, dòng 2: Dòng này sai dấu ngoặc kép hoặc dài quá mức."
        ]),
        ("units.csv", "Đơn vị A", "Đơn\x00 vị A", [
            "units.csv, dòng 2: Có ký tự không nhìn thấy được (U+0000); hãy xoá ký tự đó."
        ]),
        ("participations.csv", "\na,", "\na\u200b,", [
            "participations.csv, dòng 2: Có ký tự không nhìn thấy được (U+200B); hãy xoá ký tự đó."
        ]),
        ("units.csv", "Đơn vị A", '"Đơn vị\nA"', [
            "units.csv, dòng 2: Cột “name” chỉ được chứa một dòng chữ, không có dấu xuống dòng hay dấu tab."
        ]),
        ("units.csv", "district", "huyện", [
            "units.csv, dòng 2: Cột “kind” chỉ nhận "
            "province, district, sector, commune, grassroots, partner; tệp ghi “huyện”."
        ]),
        ("units.csv", "Đơn vị A", "", ["units.csv, dòng 2: Cột “name” không được để trống."]),
        ("units.csv", "\nb,", "\na,", [
            "units.csv, dòng 3: Mã đơn vị này đã có ở units.csv, dòng 2.",
            "participations.csv, dòng 3: Đơn vị “b” không có trong units.csv.",
        ]),
        ("participations.csv", "a,,khoi-a", "zzz,,khoi-a", [
            "participations.csv, dòng 2: Đơn vị “zzz” không có trong units.csv.",
            *(
                f"{place}: Đơn vị “a” không có trong participations.csv."
                for place in (
                    "quotas.csv, dòng 2",
                    "quotas.csv, dòng 3",
                    "quotas.csv, dòng 5",
                    "counts.csv, dòng 2",
                    "counts.csv, dòng 4",
                )
            ),
        ]),
        ("participations.csv", "a,,khoi-a", "a,,khoi-z", [
            "participations.csv, dòng 2: Khối thi đua “khoi-z” không có trong programme.toml."
        ]),
        ("participations.csv", "a,,khoi-a", "a,zzz,khoi-a", [
            "participations.csv, dòng 2: Đơn vị cấp trên “zzz” không có trong participations.csv."
        ]),
        ("participations.csv", "a,,khoi-a", "a,a,khoi-a", [
            "participations.csv, dòng 2: Các đơn vị là cấp trên của nhau thành vòng: a → a."
        ]),
        ("participations.csv", "a,,khoi-a,Đơn vị A,reported\nb,,", "a,b,khoi-a,Đơn vị A,reported\nb,a,", [
            "participations.csv, dòng 2: Các đơn vị là cấp trên của nhau thành vòng: a → b → a."
        ]),
        ("participations.csv", "Đơn vị A,reported", "Đơn vị A,tự khai", [
            "participations.csv, dòng 2: Cột “basis” chỉ nhận reported, children, accepted; "
            "tệp ghi “tự khai”."
        ]),
        ("quotas.csv", "b,1,50", "b,3,50", [
            "quotas.csv, dòng 4: Giai đoạn 3 không có trong programme.toml."
        ]),
        ("quotas.csv", "b,1,50", "a,1,50", [
            "quotas.csv, dòng 4: Số liệu của đơn vị, giai đoạn và ngày này đã có ở quotas.csv, dòng 2."
        ]),
        ("counts.csv", "b,1,2022", "b,một,2022", [
            "counts.csv, dòng 3: Cột “phase” phải là số thứ tự của giai đoạn, ví dụ 1; tệp ghi “một”."
        ]),
        ("counts.csv", "b,1,2022-06-30", "a,1,2022-06-30", [
            "counts.csv, dòng 3: Số liệu của đơn vị, giai đoạn và ngày này đã có ở counts.csv, dòng 2."
        ]),
        ("counts.csv", "a,2,2022-09-30", "a,2,2026-06-02", [
            "counts.csv, dòng 4: Chưa tới ngày 02/06/2026 nên chưa thể có số liệu của ngày đó."
        ]),
        ("programme.toml", "2022-06-30", "2022-02-31", [
            "programme.toml, dòng 12: Sai cú pháp TOML hoặc ngày không có thật; chữ phải ở trong ngoặc kép, "
            "mỗi mục chỉ ghi một lần, ngày ghi dạng 2022-11-10."
        ]),
        ("programme.toml", "2022-06-30", '"2022-06-30"', [
            "programme.toml, dòng 12: Mục “ends_on” phải là ngày dạng năm-tháng-ngày, "
            "không có ngoặc kép, ví dụ 2022-11-10."
        ]),
        ("programme.toml", "2022-06-30", "2021-06-30", [
            "programme.toml, dòng 8: Ngày cuối giai đoạn không thể trước ngày đầu."
        ]),
        ("programme.toml", "number = 2", "number = 1", [
            "programme.toml, dòng 14: Giai đoạn mang số này đã có ở programme.toml, dòng 8.",
            "quotas.csv, dòng 3: Giai đoạn 2 không có trong programme.toml.",
            "counts.csv, dòng 4: Giai đoạn 2 không có trong programme.toml.",
            "expected/summary-2022-09-30.csv, dòng 1: Các cột phải là: rank,unit,quota_total,"
            "phase1_quota,phase1_result,phase1_rate,phase1_quota,phase1_result,phase1_rate,"
            "result_total,rate_total.",
        ]),
        ("programme.toml", "number = 2", 'number = "2"', [
            "programme.toml, dòng 15: Mục “number” phải là số nguyên từ 0 đến 1000."
        ]),
        ("programme.toml", 'name = "Chương trình thử"\n', "", ["programme.toml: Thiếu mục “name”."]),
        ("programme.toml", 'name = "Chương trình thử"', 'name = "a\\u0000b"', [
            "programme.toml, dòng 2: Mục “name” phải là một dòng chữ trong ngoặc kép."
        ]),
        ("programme.toml", "[[phases]]", 'threshold = 3\n[[phases]]', [
            "programme.toml, dòng 8: Mục “threshold” không phải là mục của phần này; các mục là: slug, name, "
            "short_name, superior_name, organiser_name, organiser_short_name, table_subtitle, low_threshold, "
            "rate_decimals, public, demonstration, phases, blocs."
        ]),
        ("programme.toml", "[[blocs]]", "[blocs]", [
            "programme.toml, dòng 20: Mục “blocs” phải là các bảng [[blocs]]."
        ]),
        ("programme.toml", "[[phases]]", "public = 1\n[[phases]]", [
            "programme.toml, dòng 8: Mục “public” chỉ nhận true hoặc false."
        ]),
        ("directives/1.md", "+++\nnumber", "number", [
            "directives/1.md, dòng 1: Công văn phải mở đầu bằng phần đề mục nằm giữa hai dòng +++."
        ]),
        ("directives/1.md", '"V/v đẩy mạnh"', "V/v đẩy mạnh", [
            "directives/1.md, dòng 7: Sai cú pháp TOML hoặc ngày không có thật; chữ phải ở trong ngoặc kép, "
            "mỗi mục chỉ ghi một lần, ngày ghi dạng 2022-11-10."
        ]),
        ("directives/1.md", '["Các đơn vị", "Ban Thường vụ"]', '"Các đơn vị"', [
            "directives/1.md, dòng 8: Mục “recipients” phải là danh sách các dòng chữ, "
            'ví dụ ["Nơi nhận A", "Nơi nhận B"].'
        ]),
        ("directives/1.md", "\nMở đầu.\n\n1. Việc thứ nhất.\n", "", [
            "directives/1.md, dòng 9: Công văn không có nội dung."
        ]),
        ("expected/summary-2022-09-30.csv", "rank,unit", "unit,rank", [
            "expected/summary-2022-09-30.csv, dòng 1: Các cột phải là: rank,unit,quota_total,"
            "phase1_quota,phase1_result,phase1_rate,phase2_quota,phase2_result,phase2_rate,"
            "result_total,rate_total."
        ]),
    ],
)  # fmt: skip
def test_broken_line_is_named(tmp_path: Path, file: str, old: str, new: str, told: list[str]) -> None:
    assert problems(write_folder(tmp_path, edited(file, old, new))) == told


@pytest.mark.parametrize(
    "file", ["programme.toml", "units.csv", "participations.csv", "quotas.csv", "counts.csv"]
)
def test_missing_or_empty_file_is_the_only_problem(tmp_path: Path, file: str) -> None:
    assert problems(write_folder(tmp_path / "missing", {file: None})) == [
        f"{file}: Thiếu tệp này trong thư mục."
    ]
    (told,) = problems(write_folder(tmp_path / "latin", {file: FILES[file].encode("utf-16")}))
    assert told == f"{file}, dòng 1: Tệp không ở bảng mã UTF-8; hãy lưu lại tệp với bảng mã UTF-8."
    if file.endswith(".csv"):
        assert problems(write_folder(tmp_path / "empty", {file: "\n"})) == [
            f"{file}: Tệp trống; dòng đầu phải là tên các cột."
        ]


def test_wrong_encoding_names_the_first_bad_line(tmp_path: Path) -> None:
    content = FILES["units.csv"].encode().replace("Đơn vị B".encode(), b"Don v\xed B")
    assert problems(write_folder(tmp_path, {"units.csv": content})) == [
        "units.csv, dòng 3: Tệp không ở bảng mã UTF-8; hãy lưu lại tệp với bảng mã UTF-8."
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[[phases]]", "low_threshold = 0\n[[phases]]", ": “low_threshold” không được nhỏ hơn 1."),
        ("[[phases]]", "low_threshold = 101\n[[phases]]", ": “low_threshold” không được lớn hơn 100."),
        ("[[phases]]", "rate_decimals = 3\n[[phases]]", ": “rate_decimals” không được lớn hơn 2."),
        (
            '"khoi-a"',
            '"khối a"',
            ", dòng 20: “code” chỉ gồm chữ không dấu, chữ số, dấu gạch nối và dấu gạch dưới.",
        ),
        ("Khối A", "A" * 201, ", dòng 20: “name” có tối đa 200 ký tự; tệp ghi 201 ký tự."),
    ],
)
def test_value_that_the_model_refuses_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    changes = {
        **edited("programme.toml", old, new),
        "participations.csv": FILES["participations.csv"].replace("khoi-a", ""),
    }
    assert problems(write_folder(tmp_path, changes)) == [f"programme.toml{told}"]


def test_successors_in_a_circle_are_named(tmp_path: Path) -> None:
    text = "code,name,kind,active,successor\na,A,district,false,b\nb,B,sector,maybe,a\n"
    assert problems(write_folder(tmp_path / "1", {"units.csv": text.replace("maybe", "true")})) == [
        "units.csv, dòng 2: Các đơn vị kế thừa nhau thành vòng: a → b → a."
    ]
    assert problems(write_folder(tmp_path / "2", {"units.csv": text.replace(",a\n", ",z\n")})) == [
        "units.csv, dòng 3: Cột “active” chỉ nhận true hoặc false; tệp ghi “maybe”."
    ]
    assert problems(write_folder(tmp_path / "3", {"units.csv": text.replace("maybe,a", "true,z")})) == [
        "units.csv, dòng 3: Đơn vị kế thừa “z” không có trong units.csv."
    ]


def test_recorded_at_is_for_demonstrations_and_not_of_the_future(tmp_path: Path) -> None:
    text = "unit,phase,counted_on,amount,recorded_at\na,1,2022-06-30,90,2026-06-01T07:00:01+07:00\n"
    changes = {"counts.csv": text, "expected/summary-2022-09-30.csv": None}
    future = "counts.csv, dòng 2: Cột “recorded_at” không thể là một thời điểm chưa tới."
    assert problems(write_folder(tmp_path / "real", {**changes})) == [
        "counts.csv, dòng 2: Cột “recorded_at” chỉ dùng cho chương trình minh hoạ; "
        "lịch sử của chương trình thật là những gì hệ thống đã ghi nhận.",
        future,
    ]
    demonstration = {"programme.toml": "demonstration = true\n" + FILES["programme.toml"]}
    assert problems(write_folder(tmp_path / "shown", {**changes, **demonstration})) == [future]


def test_same_directive_twice_is_named(tmp_path: Path) -> None:
    assert problems(write_folder(tmp_path, {"directives/2.md": FILES["directives/1.md"]})) == [
        "directives/2.md, dòng 1: Công văn mang số và ngày này đã có ở directives/1.md, dòng 1."
    ]


def test_strange_files_in_the_subfolders_are_named(tmp_path: Path) -> None:
    write_folder(tmp_path, {"directives/x.docx": "x", "expected/summary-2022-02-31.csv": "x"})
    assert problems(tmp_path) == [
        "directives/x.docx: Thư mục này chỉ chứa các tệp công văn có đuôi .md.",
        "expected/summary-2022-02-31.csv: Tên tệp phải có dạng summary-2022-11-10.csv với một ngày có thật.",
    ]


def test_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    write_folder(tmp_path, {"counts.csv": None})
    (tmp_path / "counts.csv").mkdir()
    assert problems(tmp_path) == ["counts.csv: Đây không phải là một tệp."]


def test_no_folder_is_one_problem(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_folder(tmp_path / "không có")
    assert str(caught.value) == f"{tmp_path / 'không có'}: Không có thư mục này."


def test_problems_of_all_files_come_together_in_order(tmp_path: Path) -> None:
    changes = {
        **edited("counts.csv", ",90,", ",2.300,"),
        **edited("quotas.csv", "b,1,50", "c,3,50"),
        **edited("units.csv", "district", "huyện"),
        **edited("participations.csv", "b,,,", "b,c,,"),
        **edited("programme.toml", 'slug = "thu"', 'slug = "có dấu"'),
        **edited("directives/1.md", "2022-10-01", '"2022-10-01"'),
    }
    told = problems(write_folder(tmp_path, changes))
    assert [line.split(": ")[0] for line in told] == [
        "programme.toml",
        "units.csv, dòng 2",
        "participations.csv, dòng 3",
        "quotas.csv, dòng 4",
        "quotas.csv, dòng 4",
        "counts.csv, dòng 2",
        "directives/1.md, dòng 5",
    ]
