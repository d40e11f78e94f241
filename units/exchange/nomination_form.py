"""The nomination table as a grid: heading, twelve columns, lines of text. Excel and Word draw this."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from units.domain.awards.nomination import Nomination
from units.exchange.cells import CellValue
from units.vietnamese import dotted, short_date


@dataclass(frozen=True, slots=True)
class NominationColumn:
    """`millimetres` of an A4 sheet on its side; what is not `is_long` stands in the middle."""

    title: str
    millimetres: int
    is_long: bool = False


COLUMNS = (
    NominationColumn("TT", 9),
    NominationColumn("Họ và tên", 25, is_long=True),
    NominationColumn("Năm sinh", 12),
    NominationColumn("Chức vụ, đơn vị", 27, is_long=True),
    NominationColumn("Trình độ", 17),
    NominationColumn("Tên sáng kiến", 30, is_long=True),
    NominationColumn("Số, ngày quyết định, cấp công nhận", 24, is_long=True),
    NominationColumn("Tóm tắt giải pháp", 36, is_long=True),
    NominationColumn("Giá trị làm lợi, 01 năm (đồng)", 29),
    NominationColumn("Hiệu quả xã hội", 21, is_long=True),
    NominationColumn("Hình thức đề nghị", 17),
    NominationColumn("Ghi chú", 29, is_long=True),
)
BENEFIT = 8
"""The place of the column of money."""


def title(nomination: Nomination) -> str:
    return f"Danh sách đề nghị tặng {nomination.award}"


def subtitles(nomination: Nomination) -> list[str]:
    """What stands below the title."""
    found = [
        f"Chương trình {nomination.programme}, tính đến ngày {short_date(nomination.day)}",
        f"Căn cứ {nomination.source.partition('. ')[0]}",  # what follows the first sentence is a remark
    ]
    if nomination.left_out:
        found.append(
            f"Danh sách có {dotted(len(nomination.nominees))} người có giá trị làm lợi cao nhất; còn "
            f"{dotted(nomination.left_out)} người, hãy lọc theo đơn vị để lập danh sách riêng"
        )
    return found


def lines(nomination: Nomination) -> Iterator[Sequence[CellValue]]:
    for number, each in enumerate(nomination.nominees, start=1):
        yield (
            number,
            each.name,
            str(each.birth_year or ""),  # a year takes no dot
            each.place,
            each.qualification,
            each.titles,
            each.recognitions,
            each.summaries,
            each.benefit,
            each.social_effects,
            each.award,
            each.note,
        )


def filename(nomination: Nomination, extension: str) -> str:
    return f"de-nghi-khen-thuong-{nomination.day:%Y-%m-%d}.{extension}"
