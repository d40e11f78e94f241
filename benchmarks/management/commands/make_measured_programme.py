"""`make_measured_programme`: a programme of two phases with so many rows and so long a history."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from units.choices import CountSource, UnitKind
from units.models import Bloc, Directive, Participation, Phase, Programme, Quota, ReportedCount, Unit

DAYS = ((date(2022, 1, 8), date(2022, 5, 31)), (date(2022, 6, 1), date(2023, 9, 1)))
BLOCS = 3
REVISIONS = 2  # of each quota
PLACES = (
    "LĐLĐ huyện Than Uyên",
    "LĐLĐ thành phố Lai Châu",
    "Công đoàn ngành Giáo dục",
    "CĐCS Sở Công Thương",
)
PARAGRAPH = (
    "Liên đoàn Lao động tỉnh đề nghị các đơn vị khẩn trương rà soát, hướng dẫn đoàn viên, người lao động "
    "cập nhật sáng kiến lên cổng thông tin của chương trình, bảo đảm hoàn thành chỉ tiêu của từng giai đoạn. "
)
PARAGRAPHS = 8


class Command(BaseCommand):
    help = "Tạo một chương trình để đo trang biểu tổng hợp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="đường dẫn của chương trình")
        parser.add_argument("--rows", type=int, required=True, help="số đơn vị")
        parser.add_argument("--statements", type=int, required=True, help="số lần báo cáo mỗi giai đoạn")

    @transaction.atomic
    def handle(self, *args: Any, slug: str, rows: int, statements: int, **options: Any) -> None:
        programme = _make_programme(slug)
        phases = [
            Phase.objects.create(
                programme=programme,
                number=number,
                name=f"Giai đoạn {number}",
                starts_on=starts_on,
                ends_on=ends_on,
            )
            for number, (starts_on, ends_on) in enumerate(DAYS, start=1)
        ]
        participations = _make_participations(programme, rows)
        for phase in phases:
            Quota.objects.bulk_create(_quotas(participations, phase))
            counts = _counts(participations, phase, statements)
            ReportedCount.objects.bulk_create(counts, batch_size=5_000)


def _make_programme(slug: str) -> Programme:
    programme = Programme.objects.create(
        slug=slug,
        name=f"Chương trình “01 triệu sáng kiến” {slug}",
        short_name=f"“01 triệu sáng kiến” {slug}",
        superior_name="Tổng Liên đoàn Lao động Việt Nam",
        organiser_name="Liên đoàn Lao động tỉnh Lai Châu",
        organiser_short_name="LĐLĐ tỉnh Lai Châu",
        table_subtitle="Các đơn vị cập nhật sáng kiến",
        is_public=True,
    )
    Directive.objects.create(
        programme=programme,
        number="1070/LĐLĐ",
        issuer="Liên đoàn Lao động tỉnh Lai Châu",
        place="Lai Châu",
        issued_on=date(2022, 11, 11),
        as_of=date(2022, 11, 10),
        subject="Về việc đẩy mạnh cập nhật sáng kiến",
        recipients="\n".join(PLACES),
        body="\n\n".join(f"{number}. {PARAGRAPH * 2}" for number in range(1, PARAGRAPHS + 1)),
    )
    return programme


def _make_participations(programme: Programme, rows: int) -> list[Participation]:
    blocs = [
        Bloc.objects.create(programme=programme, code=f"khoi-{number}", name=f"Khối thi đua số {number}")
        for number in range(1, BLOCS + 1)
    ]
    names = [f"{PLACES[number % len(PLACES)]} {number}" for number in range(1, rows + 1)]
    units = Unit.objects.bulk_create(
        Unit(code=f"{programme.slug}-{number}", name=name, kind=UnitKind.DISTRICT)
        for number, name in enumerate(names, start=1)
    )
    return Participation.objects.bulk_create(
        Participation(
            programme=programme, unit=unit, bloc=blocs[position % BLOCS], position=position, name=unit.name
        )
        for position, unit in enumerate(units, start=1)
    )


def _quota(participation: Participation) -> int:
    return 40 + participation.position * 37 % 400


def _quotas(participations: list[Participation], phase: Phase) -> Iterator[Quota]:
    for participation in participations:
        for revision in range(REVISIONS):
            day = phase.starts_on + timedelta(days=30 * revision)
            yield Quota(
                participation=participation,
                phase=phase,
                amount=_quota(participation) + 5 * revision,
                effective_on=day,
                decision_number=f"{revision + 1}/QĐ-LĐLĐ",
                recorded_at=_recorded(day, 0),
            )


def _counts(participations: list[Participation], phase: Phase, statements: int) -> Iterator[ReportedCount]:
    """Statements that grow evenly over the phase, up to somewhere between 20 % and 160 % of the quota."""
    length = (phase.ends_on - phase.starts_on).days
    for participation in participations:
        last = _quota(participation) * (20 + participation.position * 53 % 141) // 100
        for number in range(1, statements + 1):
            day = phase.starts_on + timedelta(days=length * number // statements)
            yield ReportedCount(
                participation=participation,
                phase=phase,
                amount=last * number // statements,
                counted_on=day,
                source=CountSource.UNIT,
                recorded_at=_recorded(day, number),
            )


def _recorded(day: date, minutes: int) -> datetime:
    morning = timezone.make_aware(datetime.combine(day, time(8)))
    return morning + timedelta(minutes=minutes)
