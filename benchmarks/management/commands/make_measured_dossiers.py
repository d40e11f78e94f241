"""`make_measured_dossiers`: a programme with so many dossiers, spread over units, states and years."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from benchmarks import dossier_words
from units.choices import (
    AuthorGroup,
    Basis,
    BenefitBasis,
    Exclusion,
    InitiativeState,
    Qualification,
    RecognitionBody,
    RecognitionLevel,
    ReviewVerb,
    Role,
    SolutionField,
    SolutionKind,
    UnitKind,
)
from units.domain.figures.accepted import total_again
from units.models import Author, Initiative, Participation, Phase, Programme, ReviewStep, Unit, User

DAYS = ((date(2022, 1, 8), date(2022, 5, 31)), (date(2022, 6, 1), date(2023, 9, 1)))
BATCH = 2_000
BELOW = 20  # units below each that stands at the top
STATES = {
    InitiativeState.DRAFT: 8,
    InitiativeState.SUBMITTED: 12,
    InitiativeState.RETURNED: 5,
    InitiativeState.ACCEPTED: 65,
    InitiativeState.REJECTED: 6,
    InitiativeState.WITHDRAWN: 4,
}
DECIDED = (InitiativeState.ACCEPTED, InitiativeState.REJECTED)
UNSENT = (InitiativeState.DRAFT, InitiativeState.WITHDRAWN)
FAMILY_NAMES = ("Lò Văn", "Vàng Thị", "Nguyễn Thị", "Trần Văn", "Giàng A", "Mùa Thị", "Phạm Đức", "Lý Seo")
GIVEN_NAMES = ("An", "Bình", "Chính", "Dung", "Đông", "Hạnh", "Lan", "Minh", "Phúc", "Tỉnh", "Xuân", "Yến")


class Command(BaseCommand):
    help = "Tạo một chương trình có nhiều hồ sơ sáng kiến để đo danh sách, tìm kiếm và tệp xuất."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="đường dẫn của chương trình")
        parser.add_argument("--dossiers", type=int, required=True, help="số hồ sơ")
        parser.add_argument("--units", type=int, default=240, help="số đơn vị")
        parser.add_argument("--seed", type=int, default=2022, help="số khởi đầu của phép ngẫu nhiên")

    @transaction.atomic
    def handle(self, *args: Any, slug: str, dossiers: int, units: int, seed: int, **options: Any) -> None:
        random = Random(seed)  # noqa: S311  # the same dossiers every time is what is wanted
        programme, phases = _make_programme(slug)
        places = _make_participations(programme, units)
        staff = User.objects.create_user(username=f"{slug}-nguoi-lap", full_name="Người Lập", role=Role.STAFF)
        wanted = _dossiers(random, places, phases, staff, dossiers)
        while batch := list(islice(wanted, BATCH)):
            made = Initiative.objects.bulk_create(batch)
            Author.objects.bulk_create(author for each in made for author in _authors(random, each))
            ReviewStep.objects.bulk_create(_acceptance(each, staff) for each in made if each.counted_on)
        for place in places:
            total_again(place.pk)


def _make_programme(slug: str) -> tuple[Programme, list[Phase]]:
    programme = Programme.objects.create(
        slug=slug,
        name=f"Chương trình “01 triệu sáng kiến” {slug}",
        short_name=f"“01 triệu sáng kiến” {slug}",
        organiser_name="Liên đoàn Lao động tỉnh Lai Châu",
        organiser_short_name="LĐLĐ tỉnh Lai Châu",
        table_subtitle="Các đơn vị cập nhật sáng kiến",
    )
    phases = [
        Phase.objects.create(
            programme=programme, number=number, name=f"Giai đoạn {number}", starts_on=first, ends_on=last
        )
        for number, (first, last) in enumerate(DAYS, start=1)
    ]
    return programme, phases


def _make_participations(programme: Programme, number: int) -> list[Participation]:
    """One unit in twenty-one stands at the top, the others below it."""
    units = Unit.objects.bulk_create(
        Unit(
            code=f"{programme.slug}-{place}",
            name=f"Công đoàn {'ngành' if place % (BELOW + 1) == 0 else 'cơ sở'} số {place + 1}",
            kind=UnitKind.SECTOR if place % (BELOW + 1) == 0 else UnitKind.GRASSROOTS,
        )
        for place in range(number)
    )
    made: list[Participation] = []
    above: Participation | None = None
    for place, unit in enumerate(units):
        is_top = place % (BELOW + 1) == 0
        row = Participation.objects.create(
            programme=programme,
            unit=unit,
            parent=None if is_top else above,
            position=place + 1,
            name=unit.name,
            basis=Basis.CHILDREN if is_top else Basis.ACCEPTED,
        )
        above = row if is_top else above
        made.append(row)
    return made


def _dossiers(
    random: Random, places: list[Participation], phases: list[Phase], by: User, number: int
) -> Iterator[Initiative]:
    states, weights = list(STATES), list(STATES.values())
    for _ in range(number):
        [state] = random.choices(states, weights)
        initiative = Initiative(participation=random.choice(places), state=state, created_by=by)
        _write(initiative, random)
        if state not in UNSENT:
            _send(initiative, random, phases)
        yield initiative


def _write(initiative: Initiative, random: Random) -> None:
    """What the unit says of it."""
    initiative.title = dossier_words.title(random)
    initiative.kind = random.choice(SolutionKind.values)
    initiative.field = random.choice(SolutionField.values)
    initiative.author_group = random.choice(AuthorGroup.values)
    initiative.exclusion = Exclusion.NONE
    initiative.first_applied_on = DAYS[0][0] + timedelta(days=random.randrange(400))
    initiative.is_confidential = random.random() < 0.02
    initiative.problem = dossier_words.text(random, 2)
    initiative.solution = dossier_words.text(random, 3)
    initiative.novelty = dossier_words.text(random, 1)
    initiative.scope = dossier_words.text(random, 1)
    if random.random() < 0.75:
        initiative.benefit_basis = BenefitBasis.MONEY
        initiative.benefit_value = random.randint(2, 2_000) * 500_000
        initiative.benefit_reasoning = dossier_words.text(random, 1)
    else:
        initiative.benefit_basis = BenefitBasis.NOT_IN_MONEY
        initiative.social_effect = dossier_words.text(random, 1)
    initiative.recognition_body = random.choice(RecognitionBody.values)
    initiative.recognition_level = random.choice(RecognitionLevel.values)
    initiative.recognition_number = f"{random.randint(1, 999)}/QĐ"
    initiative.recognition_on = initiative.first_applied_on + timedelta(days=random.randrange(5, 90))


def _send(initiative: Initiative, random: Random, phases: list[Phase]) -> None:
    """What the review has made of it; each value as domain/review/stepping.py would leave it."""
    day = DAYS[0][0] + timedelta(days=random.randrange(600))
    initiative.phase = next((each for each in phases if each.starts_on <= day <= each.ends_on), None)
    initiative.submitted_on, initiative.submitted_at = day, _instant(random, day)
    initiative.submitted_by = initiative.created_by
    decided_on = day + timedelta(days=random.randrange(1, 40))
    if initiative.state in DECIDED:
        initiative.decided_at = _instant(random, decided_on)
    if initiative.state == InitiativeState.RETURNED:
        initiative.due_on = decided_on
    if initiative.state != InitiativeState.ACCEPTED:
        return
    initiative.counted_on = day if initiative.phase else None
    if random.random() < 0.02:
        initiative.outstanding_reason = "Hiệu quả cao, dễ nhân rộng."
        initiative.outstanding_at, initiative.outstanding_by = initiative.decided_at, initiative.created_by
        initiative.published_at, initiative.published_by = initiative.decided_at, initiative.created_by


def _authors(random: Random, initiative: Initiative) -> Iterator[Author]:
    number = random.choices((1, 2, 4), (70, 20, 10))[0]
    for position in range(1, number + 1):
        yield Author(
            initiative=initiative,
            position=position,
            name=f"{random.choice(FAMILY_NAMES)} {random.choice(GIVEN_NAMES)} {random.choice(GIVEN_NAMES)}",
            birth_year=random.randint(1965, 2000),
            job="Công nhân vận hành",
            qualification=random.choice(Qualification.values),
            share=100 // number,
            **_consent(initiative),
        )


def _consent(initiative: Initiative) -> dict[str, Any]:
    if not initiative.published_at:
        return {}
    day = timezone.localdate(initiative.published_at)
    return {"consented_on": day, "consent_note": "Giấy", "consent_recorded_by": initiative.created_by}


def _acceptance(initiative: Initiative, by: User) -> ReviewStep:
    """The line of the ledger by which it counts."""
    return ReviewStep(
        initiative=initiative,
        verb=ReviewVerb.ACCEPT,
        state_before=InitiativeState.SUBMITTED,
        state_after=InitiativeState.ACCEPTED,
        recorded_at=initiative.decided_at or timezone.now(),
        by=by,
        weight=1,
        participation=initiative.participation,
        phase=initiative.phase,
        counted_on=initiative.counted_on,
    )


def _instant(random: Random, day: date) -> datetime:
    morning = timezone.make_aware(datetime.combine(day, time(8)))
    return morning + timedelta(seconds=random.randrange(8 * 3600))
