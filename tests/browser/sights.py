"""The pages and states of the product that the browser tests look at."""

from dataclasses import dataclass
from pathlib import Path

OFFICIAL = "/bieu-tong-hop/01-trieu-sang-kien/"
DEMONSTRATION = "/bieu-tong-hop/minh-hoa/"
LONG = "/bieu-tong-hop/sau-muoi-don-vi/"
LONG_UNITS = [f"Công đoàn cơ sở số {number:02d}" for number in range(1, 61)]


@dataclass(frozen=True, slots=True)
class Sight:
    """A page in one state; `status` is what it answers."""

    name: str
    path: str
    status: int = 200


SIGHTS = (
    Sight("official", OFFICIAL),
    Sight("official-search", f"{OFFICIAL}?tim=than+uyen&sap-xep=-gd2-ty-le&den-ngay=10/11/2022"),
    Sight("demonstration", DEMONSTRATION),
    Sight("demonstration-bloc", f"{DEMONSTRATION}?khoi=khoi-phuong-xa&sap-xep=-gd1-ket-qua&tim=phuong"),
    Sight("demonstration-known-at", f"{DEMONSTRATION}?den-ngay=30/06/2026&biet-luc=01/07/2026+08:00"),
    Sight("nothing-found", f"{OFFICIAL}?tim=khong+co+don+vi+nao"),
    Sight("nothing-reported", f"{OFFICIAL}?den-ngay=09/11/2022"),
    Sight("before-programme", f"{OFFICIAL}?den-ngay=01/01/2022"),
    Sight("future-day", f"{OFFICIAL}?den-ngay=01/01/2999"),
    Sight("bad-day", f"{OFFICIAL}?den-ngay=31/02/2022&khoi=zzz&tim={'x' * 101}", 400),
    Sight("no-file", f"{OFFICIAL}bieu-tong-hop.xlsx?den-ngay=31/02/2022", 400),
    Sight("not-found", "/khong-co-trang-nay/", 404),
    Sight("sign-in", "/dang-nhap/"),
    Sight("asked-to-sign-in", "/bieu-tong-hop/chuong-trinh-kin/"),
    Sight("showcase", "/trung-bay/"),
    Sight("showcase-wrong", "/trung-bay/?khoi=la", 400),
)

STAFF_SIGHTS = (
    Sight("reconciliation", "/doi-chieu/minh-hoa/"),
    Sight("reconciliation-bad-day", "/doi-chieu/minh-hoa/?den-ngay=31/02/2026", 400),
    Sight("initiatives", "/sang-kien/minh-hoa/"),
    Sight("initiatives-found", "/sang-kien/minh-hoa/?tim=giai+phap&trang-thai=accepted&sap-xep=ten"),
    Sight("initiatives-none", "/sang-kien/minh-hoa/?tim=khong+co+tu+nay"),
    Sight("initiatives-wrong", "/sang-kien/minh-hoa/?trang-thai=la&gia-tri-tu=1,2,3", 400),
    Sight("portal-counts", "/doi-chieu/minh-hoa/so-tren-cong/"),
    Sight("report-by-unit", "/bao-cao-sang-kien/minh-hoa/?theo=don-vi"),
    Sight("report-by-month", "/bao-cao-sang-kien/minh-hoa/?theo=thang"),
    Sight("value", "/gia-tri/minh-hoa/"),
    Sight("outstanding", "/khen-thuong/minh-hoa/tieu-bieu/"),
    Sight("candidates", "/khen-thuong/minh-hoa/"),
    Sight("candidates-bad-day", "/khen-thuong/minh-hoa/?den-ngay=31/02/2026", 400),
    Sight("personal", "/thong-tin-ca-nhan/"),
)
"""Pages that staff of the province see."""


def write_long_programme(folder: Path) -> Path:
    """A closed programme of sixty units, to be loaded like any other."""
    (folder / "programme.toml").write_text(
        """\
slug = "sau-muoi-don-vi"
name = "Chương trình thử in sáu mươi đơn vị"
short_name = "Sáu mươi đơn vị"
organiser_name = "Liên đoàn Lao động tỉnh Thử"
organiser_short_name = "LĐLĐ tỉnh Thử"
table_subtitle = "Các đơn vị cập nhật sáng kiến"

[[phases]]
number = 1
name = "Giai đoạn 1"
starts_on = 2024-01-01
ends_on = 2024-06-30

[[phases]]
number = 2
name = "Giai đoạn 2"
starts_on = 2024-07-01
ends_on = 2024-12-31
""",
        encoding="utf-8",
    )
    units, participations = ["code,name,kind"], ["unit,name,basis"]
    quotas = ["unit,phase,amount,effective_on,decision_number"]
    counts = ["unit,phase,counted_on,amount"]
    for place, name in enumerate(LONG_UNITS):
        code = f"thu-in-{place:02d}"
        units.append(f"{code},{name},grassroots")
        participations.append(f"{code},{name},reported")
        for phase in (1, 2):
            quotas.append(f"{code},{phase},1000,2024-01-01,Số 1/QĐ")
            counts.append(f"{code},{phase},2024-12-31,{1500 - place}")
    tables = {"units": units, "participations": participations, "quotas": quotas, "counts": counts}
    for table, lines in tables.items():
        (folder / f"{table}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return folder
