"""Rows for tests: one plain function a noun, keyword-only, every default sensible and distinct."""

import csv
import hashlib
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from units.choices import (
    AttachmentKind,
    AttachmentPurpose,
    AuthorGroup,
    Basis,
    BenefitBasis,
    CountSource,
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
from units.domain.figures import accepted
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import (
    Attachment,
    Author,
    Bloc,
    Directive,
    Initiative,
    Participation,
    Phase,
    Programme,
    Quota,
    ReportedCount,
    ReviewStep,
    Unit,
    User,
)
from units.vietnamese import fold

OFFICIAL_DAY = date(2022, 11, 10)
OFFICIAL_TABLE = (
    Path(__file__).resolve().parent.parent
    / "fixtures"
    / "01-trieu-sang-kien"
    / "expected"
    / "summary-2022-11-10.csv"
)

FIRST_DAY = date(2022, 1, 1)
PHASE_DAYS = 180

_numbers = count(1)


def make_unit(
    *,
    code: str | None = None,
    name: str | None = None,
    kind: UnitKind = UnitKind.DISTRICT,
    is_active: bool = True,
    successor: Unit | None = None,
) -> Unit:
    number = next(_numbers)
    return Unit.objects.create(
        code=code or f"don-vi-{number}",
        name=name or f"Đơn vị {number}",
        kind=kind,
        is_active=is_active,
        successor=successor,
    )


def make_programme(
    *,
    slug: str | None = None,
    name: str | None = None,
    short_name: str | None = None,
    superior_name: str = "Tổng Liên đoàn Lao động Việt Nam",
    organiser_name: str = "Liên đoàn Lao động tỉnh Lai Châu",
    organiser_short_name: str = "LĐLĐ tỉnh Lai Châu",
    table_subtitle: str = "Các đơn vị cập nhật sáng kiến",
    low_threshold: int = 50,
    rate_decimals: int = 0,
    is_public: bool = True,
    is_demonstration: bool = False,
) -> Programme:
    """A public programme that has no phase yet."""
    number = next(_numbers)
    return Programme.objects.create(
        slug=slug or f"chuong-trinh-{number}",
        name=name or f"Chương trình thi đua số {number}",
        short_name=short_name or f"Chương trình {number}",
        superior_name=superior_name,
        organiser_name=organiser_name,
        organiser_short_name=organiser_short_name,
        table_subtitle=table_subtitle,
        low_threshold=low_threshold,
        rate_decimals=rate_decimals,
        is_public=is_public,
        is_demonstration=is_demonstration,
    )


def make_phase(
    *,
    programme: Programme | None = None,
    number: int | None = None,
    name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Phase:
    """The next phase of the programme: 180 days, from 01/01/2022 on, without gaps."""
    programme = programme or make_programme()
    number = programme.phases.count() + 1 if number is None else number
    starts_on = starts_on or FIRST_DAY + timedelta(days=PHASE_DAYS * (number - 1))
    return Phase.objects.create(
        programme=programme,
        number=number,
        name=name or f"Giai đoạn {number}",
        starts_on=starts_on,
        ends_on=ends_on or starts_on + timedelta(days=PHASE_DAYS - 1),
    )


def make_bloc(
    *, programme: Programme | None = None, code: str | None = None, name: str | None = None
) -> Bloc:
    number = next(_numbers)
    return Bloc.objects.create(
        programme=programme or make_programme(),
        code=code or f"khoi-{number}",
        name=name or f"Khối thi đua {number}",
    )


def make_participation(
    *,
    programme: Programme | None = None,
    unit: Unit | None = None,
    parent: Participation | None = None,
    bloc: Bloc | None = None,
    position: int | None = None,
    name: str | None = None,
    basis: Basis = Basis.REPORTED,
) -> Participation:
    """The next place in the programme (the parent's or the bloc's when none is given)."""
    if programme is None:
        above = parent or bloc
        programme = above.programme if above else make_programme()
    unit = unit or make_unit(name=name)
    return Participation.objects.create(
        programme=programme,
        unit=unit,
        parent=parent,
        bloc=bloc,
        position=programme.participations.count() + 1 if position is None else position,
        name=name or unit.name,
        basis=basis,
    )


def make_quota(
    *,
    participation: Participation,
    phase: Phase | None,
    amount: int = 100,
    effective_on: date = FIRST_DAY,
    decision_number: str = "",
    recorded_at: datetime | None = None,
    recorded_by: User | None = None,
) -> Quota:
    """A quota of a phase; with `phase=None` a separately registered overall quota."""
    return Quota.objects.create(
        participation=participation,
        phase=phase,
        amount=amount,
        effective_on=effective_on,
        decision_number=decision_number,
        recorded_at=recorded_at or timezone.now(),
        recorded_by=recorded_by,
    )


def make_count(
    *,
    participation: Participation,
    phase: Phase,
    amount: int = 10,
    counted_on: date | None = None,
    source: CountSource = CountSource.UNIT,
    note: str = "",
    reason: str = "",
    recorded_at: datetime | None = None,
    recorded_by: User | None = None,
) -> ReportedCount:
    """A statement, of the phase's first day unless another day is given."""
    return ReportedCount.objects.create(
        participation=participation,
        phase=phase,
        amount=amount,
        counted_on=counted_on or phase.starts_on,
        source=source,
        note=note,
        reason=reason,
        recorded_at=recorded_at or timezone.now(),
        recorded_by=recorded_by,
    )


def make_directive(
    *,
    programme: Programme | None = None,
    number: str | None = None,
    issuer: str = "Liên đoàn Lao động tỉnh Lai Châu",
    place: str = "Lai Châu",
    issued_on: date = OFFICIAL_DAY,
    as_of: date | None = None,
    subject: str = "Về việc đẩy mạnh cập nhật sáng kiến",
    recipients: str = "LĐLĐ các huyện, thành phố\nCông đoàn ngành Giáo dục",
    body: str = "Kính đề nghị các đơn vị:\n\n1. Rà soát sáng kiến.\n\n2. Cập nhật đúng hạn.",
) -> Directive:
    return Directive.objects.create(
        programme=programme or make_programme(),
        number=number or f"{next(_numbers)}/LĐLĐ",
        issuer=issuer,
        place=place,
        issued_on=issued_on,
        as_of=as_of,
        subject=subject,
        recipients=recipients,
        body=body,
    )


def make_user(
    *,
    username: str | None = None,
    full_name: str = "",
    role: Role = Role.VIEWER,
    home_unit: Unit | None = None,
    password: str | None = None,
) -> User:
    """A person; an officer gets a unit when none is given. Without a password only `force_login` works."""
    if role == Role.OFFICER and home_unit is None:
        home_unit = make_unit()
    return User.objects.create_user(
        username=username or f"nguoi-dung-{next(_numbers)}",
        password=password,
        full_name=full_name,
        role=role,
        home_unit=home_unit,
    )


def make_initiative(
    *,
    participation: Participation | None = None,
    title: str | None = None,
    created_by: User | None = None,
    authors: int = 1,
    **values: object,
) -> Initiative:
    """A complete draft with its authors, ready to be submitted."""
    number = next(_numbers)
    complete: dict[str, object] = {
        "title": title or f"Cải tiến quy trình số {number}",
        "kind": SolutionKind.TECHNICAL,
        "field": SolutionField.PRODUCTION,
        "author_group": AuthorGroup.ENTERPRISE,
        "first_applied_on": date(2022, 2, 1),
        "exclusion": Exclusion.NONE,
        "problem": "Trước đây mỗi ca mất hai giờ để vệ sinh máy.",
        "solution": "Lắp thêm bộ gá để tháo lắp nhanh, không cần dụng cụ.",
        "novelty": "Lần đầu được làm tại đơn vị, bằng vật liệu sẵn có.",
        "scope": "Áp dụng cho cả ba dây chuyền của phân xưởng.",
        "benefit_basis": BenefitBasis.MONEY,
        "benefit_value": 120_000_000,
        "benefit_reasoning": "Tiết kiệm 500 giờ công một năm.",
        "recognition_body": RecognitionBody.COUNCIL,
        "recognition_level": RecognitionLevel.GRASSROOTS,
        "recognition_number": f"{number}/QĐ",
        "recognition_on": date(2022, 3, 1),
    }
    initiative = Initiative.objects.create(
        participation=participation or make_participation(), created_by=created_by, **complete | values
    )
    for position in range(1, authors + 1):
        rest = 100 % authors if position == 1 else 0
        make_author(initiative=initiative, position=position, share=100 // authors + rest)
    return initiative


def make_author(
    *,
    initiative: Initiative,
    position: int = 1,
    name: str | None = None,
    birth_year: int | None = 1985,
    job: str = "Công nhân vận hành",
    holds_leadership: bool | None = False,
    qualification: str = Qualification.COLLEGE,
    share: int = 100,
) -> Author:
    return Author.objects.create(
        initiative=initiative,
        position=position,
        name=name or f"Tác Giả {next(_numbers)}",
        birth_year=birth_year,
        job=job,
        holds_leadership=holds_leadership,
        qualification=qualification,
        share=share,
    )


def make_attachment(
    *,
    initiative: Initiative,
    name: str | None = None,
    content: bytes | None = None,
    attached_by: User | None = None,
) -> Attachment:
    """A PDF of its own that is really there."""
    number = next(_numbers)
    content = content or b"%%PDF-1.7 %d %%%%EOF" % number
    attachment = Attachment(
        initiative=initiative,
        purpose=AttachmentPurpose.DECISION,
        kind=AttachmentKind.PDF,
        name=name or f"quyet-dinh-{number}.pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        attached_by=attached_by or make_user(),
    )
    attachment.file.save("", ContentFile(content))
    return attachment


def submit(initiative: Initiative, *, by: User | None = None) -> Initiative:
    """Submitted through the real workflow, by an officer of its unit unless somebody else is given."""
    by = by or make_user(role=Role.OFFICER, home_unit=initiative.participation.unit)
    return stepping.take(Step(initiative, ReviewVerb.SUBMIT), by=by)


def accept(initiative: Initiative, *, by: User | None = None) -> Initiative:
    """Submitted where it is not yet, then accepted, by a new reviewer unless one is given."""
    if initiative.is_open:
        initiative = submit(initiative)
    return stepping.take(Step(initiative, ReviewVerb.ACCEPT), by=by or make_user(role=Role.REVIEWER))


def make_counting_step(
    initiative: Initiative,
    phase: Phase,
    counted_on: date,
    *,
    weight: int = 1,
    recorded_at: datetime | None = None,
    by: User | None = None,
) -> ReviewStep:
    """A line of the ledger that counts, or undoes one, past the workflow, and carried into the totals."""
    step = ReviewStep.objects.create(
        initiative=initiative,
        verb=ReviewVerb.ACCEPT if weight > 0 else ReviewVerb.REOPEN,
        state_before=InitiativeState.SUBMITTED,
        state_after=InitiativeState.ACCEPTED,
        recorded_at=recorded_at or timezone.now(),
        by=by or make_user(),
        weight=weight,
        participation=initiative.participation,
        phase=phase,
        counted_on=counted_on,
    )
    accepted.add_up(initiative.participation, phase, counted_on, weight)
    return step


def official_rows() -> list[dict[str, str]]:
    """The lines of the real table of 10/11/2022 as printed, the total last."""
    with OFFICIAL_TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make_official_programme() -> Programme:
    """The real programme with the 12 rows of 10/11/2022, in the order of the table."""
    programme = make_programme(
        slug="01-trieu-sang-kien", name="Chương trình “01 triệu sáng kiến”", short_name="“01 triệu sáng kiến”"
    )
    phases = [
        make_phase(programme=programme, starts_on=date(2022, 1, 8), ends_on=date(2022, 5, 31)),
        make_phase(programme=programme, starts_on=date(2022, 6, 1), ends_on=date(2023, 9, 1)),
    ]
    for row in official_rows()[:-1]:
        name = row["unit"]
        unit = make_unit(code=fold(name).replace(" ", "-"), name=name)
        participation = make_participation(programme=programme, unit=unit)
        for phase in phases:
            quota = int(row[f"phase{phase.number}_quota"])
            make_quota(participation=participation, phase=phase, amount=quota, effective_on=OFFICIAL_DAY)
            result = int(row[f"phase{phase.number}_result"])
            make_count(participation=participation, phase=phase, amount=result, counted_on=OFFICIAL_DAY)
    return programme
