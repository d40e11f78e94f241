"""The Summary as JSON: the documented keys and exact figures."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.exchange.builder import HEADING, make_phase, make_summary, official_lines, official_summary
from units.domain.figures.summary import Summary
from units.exchange import json_out

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "json.md"


def read(summary: Summary) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json_out.render(summary))
    return document


def cells(line: dict[str, Any]) -> list[str]:
    """A line of the document as the cells of the published table, without its number."""
    values: list[int | None] = [line["overall"]["quota"]]
    for phase in line["phases"]:
        values += [phase["quota"], phase["result"], phase["percent"]]
    values += [line["overall"]["result"], line["overall"]["percent"]]
    return ["" if value is None else str(value) for value in values]


def all_keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in all_keys(each)}
    if isinstance(value, list):
        return {key for each in value for key in all_keys(each)}
    return set()


def test_json_carries_the_official_table() -> None:
    document = read(official_summary())

    published = [list(line.values()) for line in official_lines()]
    assert [[str(line["number"]), line["name"], *cells(line)] for line in document["rows"]] == published[:-1]
    assert len(document["rows"]) == 12
    assert ["", "Tổng", *cells(document["total"])] == published[-1]
    assert [line["rank"] for line in document["rows"]] == [*range(1, 12), None]


def test_json_rates_are_exact() -> None:
    document = read(official_summary())

    for line in [*document["rows"], document["total"]]:
        for figure in [*line["phases"], line["overall"]]:
            exact = Fraction(figure["result"], figure["quota"]) if figure["quota"] else None
            assert figure["rate"] == (
                {"numerator": exact.numerator, "denominator": exact.denominator} if exact else None
            )
    assert document["total"]["overall"] == {
        "quota": 2300,
        "result": 2152,
        "rate": {"numerator": 538, "denominator": 575},
        "percent": 94,
        "band": "under",
    }


def test_json_whole_document() -> None:
    summary = make_summary(
        [("Đơn vị A", [(8, 1)]), ("Đơn vị B", [(5, None)])],
        phases=[make_phase(1)],
        rate_decimals=1,
        heading=replace(HEADING, bloc_code="khoi-1", bloc_name="Khối 1"),
    )

    blank = {"quota": 5, "result": None, "rate": None, "percent": None, "band": "none"}
    low = {
        "quota": 8,
        "result": 1,
        "rate": {"numerator": 1, "denominator": 8},
        "percent": 12.5,
        "band": "low",
    }
    total = {**low, "quota": 13, "rate": {"numerator": 1, "denominator": 13}, "percent": 7.7}
    assert read(summary) == {
        "programme": {
            "slug": "01-trieu-sang-kien",
            "name": "Chương trình “01 triệu sáng kiến”",
            "short_name": "“01 triệu sáng kiến”",
            "superior_name": "Tổng Liên đoàn Lao động Việt Nam",
            "organiser_name": "Liên đoàn Lao động tỉnh Lai Châu",
            "organiser_short_name": "LĐLĐ tỉnh Lai Châu",
            "subtitle": HEADING.subtitle,
            "is_demonstration": False,
        },
        "bloc": {"code": "khoi-1", "name": "Khối 1"},
        "directive": {"number": "1070/LĐLĐ", "issued_on": "2022-11-10"},
        "as_of": "2022-11-10",
        "known_at": "2022-11-10T16:30:00+07:00",
        "low_threshold": 50,
        "rate_decimals": 1,
        "phases": [{"number": 1, "name": "Giai đoạn 1", "starts_on": "2022-01-08", "ends_on": "2023-01-07"}],
        "rows": [
            {
                "number": 1,
                "rank": 1,
                "name": "Đơn vị A",
                "registered_quota": None,
                "phases": [low],
                "overall": low,
            },
            {
                "number": 2,
                "rank": None,
                "name": "Đơn vị B",
                "registered_quota": None,
                "phases": [blank],
                "overall": blank,
            },
        ],
        "total": {"phases": [total], "overall": total},
        "counts": {"exceeded": 0, "low": 1, "unreported": 1},
        "pace": {"remaining": 12, "days_left": 295, "per_week": {"numerator": 84, "denominator": 295}},
    }


def test_json_says_null_where_there_is_nothing() -> None:
    heading = replace(HEADING, directive_number="", directive_issued_on=None)

    document = read(replace(make_summary([], heading=heading), pace=None))

    assert {key: document[key] for key in ("bloc", "directive", "pace", "rows")} == {
        "bloc": None,
        "directive": None,
        "pace": None,
        "rows": [],
    }


def test_json_counts_bands_by_the_exact_rate() -> None:
    document = read(make_summary([("Vượt", [(10, 11)]), ("Gần đủ", [(250, 249)])], phases=[make_phase(1)]))

    assert [(line["overall"]["percent"], line["overall"]["band"]) for line in document["rows"]] == [
        (110, "exceeded"),
        (100, "under"),
    ]
    assert document["counts"] == {"exceeded": 1, "low": 0, "unreported": 0}


def test_json_is_readable_and_repeatable() -> None:
    summary = official_summary()

    content = json_out.render(summary)

    assert content == json_out.render(official_summary())
    assert "LĐLĐ huyện Nậm Nhùn".encode() in content
    assert content.endswith(b"}\n")


def test_json_known_at_is_the_exact_local_instant() -> None:
    known_at = datetime(2022, 11, 10, 17, 0, 0, 123456, tzinfo=UTC)

    assert (
        read(replace(official_summary(), known_at=known_at))["known_at"] == "2022-11-11T00:00:00.123456+07:00"
    )


def test_json_survives_a_name_that_is_no_text() -> None:
    document = read(make_summary([('"\x00\n\ud800', [(1, 1)])], phases=[make_phase(1)]))

    assert document["rows"][0]["name"] == '"\x00\n?'


def test_json_keys_are_all_documented() -> None:
    summary = make_summary([("Đơn vị A", [(8, 1), (1, 1)])], heading=replace(HEADING, bloc_code="khoi-1"))
    words = set(re.findall(r"`(\w+)`", DOCUMENTATION.read_text(encoding="utf-8")))

    assert all_keys(read(summary)) - words == set()
