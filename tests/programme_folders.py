"""A small, right programme folder to break in one place."""

from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"

FILES = {
    "programme.toml": """slug = "thu"
name = "Chương trình thử"
short_name = "Thử"
organiser_name = "Liên đoàn Lao động tỉnh"
organiser_short_name = "LĐLĐ tỉnh"
table_subtitle = "Các đơn vị cập nhật sáng kiến"

[[phases]]
number = 1
name = "Giai đoạn 1"
starts_on = 2022-01-01
ends_on = 2022-06-30

[[phases]]
number = 2
name = "Giai đoạn 2"
starts_on = 2022-07-01
ends_on = 2022-12-31

[[blocs]]
code = "khoi-a"
name = "Khối A"
""",
    "units.csv": """code,name,kind
a,Đơn vị A,district
b,Đơn vị B,sector
""",
    "participations.csv": """unit,parent,bloc,name,basis
a,,khoi-a,Đơn vị A,reported
b,,,Đơn vị B,reported
""",
    "quotas.csv": """unit,phase,amount,effective_on,decision_number
a,1,100,2022-01-01,QĐ 1
a,2,100,2022-01-01,QĐ 1
b,1,50,2022-01-01,QĐ 1
a,,200,2022-01-01,QĐ 1
""",
    "counts.csv": """unit,phase,counted_on,amount,note,reason
a,1,2022-06-30,90,,
b,1,2022-06-30,0,Không phát sinh,
a,2,2022-09-30,60,,
""",
    "directives/1.md": """+++
number = "1/LĐLĐ"
issuer = "Liên đoàn Lao động tỉnh"
place = "Lai Châu"
issued_on = 2022-10-01
as_of = 2022-09-30
subject = "V/v đẩy mạnh"
recipients = ["Các đơn vị", "Ban Thường vụ"]
+++

Mở đầu.

1. Việc thứ nhất.
""",
    "expected/summary-2022-09-30.csv": (
        "rank,unit,quota_total,phase1_quota,phase1_result,phase1_rate,"
        "phase2_quota,phase2_result,phase2_rate,result_total,rate_total\n"
        "1,Đơn vị A,200,100,90,90,100,60,60,150,75\n"
        "2,Đơn vị B,50,50,0,0,,,,0,0\n"
        ",Tổng,250,150,90,60,100,60,60,150,60\n"
    ),
}


def write_folder(folder: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """Write the right files with whole files replaced, or left out (None)."""
    for file, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def edited(file: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """The change that replaces a text in one file; the text must be there."""
    assert old in FILES[file]
    return {file: FILES[file].replace(old, new, 1)}
