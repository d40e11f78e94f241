"""Finished Summary objects without a database: the official table of 10/11/2022, and small ones."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from tests.factories import OFFICIAL_DAY, OFFICIAL_TABLE
from units import rates
from units.domain.figures.pacing import pace
from units.domain.figures.ranking import Figure, SummaryRow, figure
from units.domain.figures.summary import Summary, SummaryHeading, SummaryPhase, SummaryTotal

LOW_THRESHOLD = 50

Amounts = Sequence[tuple[int | None, int | None]]
"""Quota and result of each phase."""

HEADING = SummaryHeading(
    slug="01-trieu-sang-kien",
    programme_name="Chương trình “01 triệu sáng kiến”",
    programme_short_name="“01 triệu sáng kiến”",
    superior_name="Tổng Liên đoàn Lao động Việt Nam",
    organiser_name="Liên đoàn Lao động tỉnh Lai Châu",
    organiser_short_name="LĐLĐ tỉnh Lai Châu",
    subtitle="Các đơn vị cập nhật sáng kiến tham gia dự thi Chương trình “01 triệu sáng kiến”",
    bloc_code="",
    bloc_name="",
    directive_number="1070/LĐLĐ",
    directive_issued_on=date(2022, 11, 10),
    is_demonstration=False,
)


def make_phase(number: int, name: str = "") -> SummaryPhase:
    return SummaryPhase(
        number, name or f"Giai đoạn {number}", date(2021 + number, 1, 8), date(2022 + number, 1, 7)
    )


def make_summary(
    lines: Sequence[tuple[str, Amounts]],
    *,
    phases: Sequence[SummaryPhase] = (make_phase(1), make_phase(2)),
    heading: SummaryHeading = HEADING,
    rate_decimals: int = 0,
) -> Summary:
    """A summary of these lines, which are given in the official order."""
    figures = [tuple(figure(*amounts, LOW_THRESHOLD) for amounts in line) for _, line in lines]
    overall = [_sum(each) for each in figures]
    ranks: list[int | None] = [
        *rates.competition_ranks([each.rate for each in overall if each.rate is not None])
    ]
    ranks += [None] * (len(lines) - len(ranks))
    total = _sum(overall)
    return Summary(
        heading=heading,
        as_of=OFFICIAL_DAY,
        known_at=datetime(2022, 11, 10, 9, 30, tzinfo=UTC),
        low_threshold=LOW_THRESHOLD,
        rate_decimals=rate_decimals,
        phases=tuple(phases),
        rows=tuple(
            SummaryRow(
                number=number,
                rank=rank,
                participation_id=number,
                position=number,
                name=name,
                phases=each,
                overall=whole,
                registered_quota=None,
            )
            for number, ((name, _), each, whole, rank) in enumerate(
                zip(lines, figures, overall, ranks, strict=True), start=1
            )
        ),
        total=SummaryTotal(
            phases=tuple(_sum([each[index] for each in figures]) for index in range(len(phases))),
            overall=total,
        ),
        pace=pace(total.result, total.quota, as_of=OFFICIAL_DAY, ends_on=date(2023, 9, 1)),
    )


def official_lines() -> list[dict[str, str]]:
    """The cells of the published table, the total last."""
    with OFFICIAL_TABLE.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def official_summary() -> Summary:
    """The summary of the published table."""
    lines = [
        (
            line["unit"],
            [(int(line[f"phase{phase}_quota"]), int(line[f"phase{phase}_result"])) for phase in (1, 2)],
        )
        for line in official_lines()[:-1]
    ]
    return make_summary(lines)


def renamed(summary: Summary, *names: str) -> Summary:
    """The summary with its first rows under these names."""
    rows = [replace(row, name=name) for row, name in zip(summary.rows, names, strict=False)]
    return replace(summary, rows=(*rows, *summary.rows[len(rows) :]))


def _sum(figures: Sequence[Figure]) -> Figure:
    return figure(
        rates.total(each.quota for each in figures),
        rates.total(each.result for each in figures),
        LOW_THRESHOLD,
    )
