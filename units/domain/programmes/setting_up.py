"""How far a programme is set up: what exists, what is to be set up next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from units.models import Participation, Phase, Programme, Quota
from units.vietnamese import dotted, short_date


class SetupPart(StrEnum):
    """What a programme needs, in the order in which it is set up."""

    PHASES = "phases"
    PARTICIPATIONS = "participations"
    QUOTAS = "quotas"
    SUMS = "sums"


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One part: whether it is done, and a sentence on what exists or is missing."""

    part: SetupPart
    is_done: bool
    text: str


@dataclass(frozen=True, slots=True)
class Setup:
    programme: Programme
    steps: tuple[SetupStep, ...]

    @property
    def next_step(self) -> SetupStep | None:
        """The first part that is not done; None when the programme is ready."""
        return next((step for step in self.steps if not step.is_done), None)


def setups_of(programmes: Sequence[Programme]) -> list[Setup]:
    """How far each programme is set up. Three queries in all."""
    keys = [programme.pk for programme in programmes]
    phases = list(Phase.objects.filter(programme__in=keys).order_by("number"))
    rows = list(Participation.objects.filter(programme__in=keys).order_by("position"))
    newest = _newest_quotas(keys)
    return [
        _setup(
            programme,
            [phase for phase in phases if phase.programme_id == programme.pk],
            [row for row in rows if row.programme_id == programme.pk],
            newest,
        )
        for programme in programmes
    ]


NewestQuotas = dict[tuple[int, int | None], int]


def _newest_quotas(programmes: Iterable[int]) -> NewestQuotas:
    """The latest amount of each participation and phase, also of a day still to come."""
    quotas = Quota.objects.at(date.max, timezone.now()).filter(participation__programme__in=programmes)
    found: NewestQuotas = {}
    for participation, phase, amount in quotas.values_list("participation_id", "phase_id", "amount"):
        found.setdefault((participation, phase), amount)
    return found


def _setup(
    programme: Programme, phases: Sequence[Phase], rows: Sequence[Participation], quotas: NewestQuotas
) -> Setup:
    lines = [row for row in rows if row.parent_id is None]
    return Setup(
        programme,
        (
            _phases(phases),
            _participations(rows, lines),
            _quotas(phases, lines, quotas),
            _sums(phases, lines, quotas),
        ),
    )


def _phases(phases: Sequence[Phase]) -> SetupStep:
    if not phases:
        return SetupStep(SetupPart.PHASES, False, "Chưa có giai đoạn nào.")
    first, last = min(phase.starts_on for phase in phases), max(phase.ends_on for phase in phases)
    return SetupStep(
        SetupPart.PHASES, True, f"{len(phases)} giai đoạn, từ {short_date(first)} đến hết {short_date(last)}."
    )


def _participations(rows: Sequence[Participation], lines: Sequence[Participation]) -> SetupStep:
    if not rows:
        return SetupStep(SetupPart.PARTICIPATIONS, False, "Chưa có đơn vị nào tham gia.")
    below = len(rows) - len(lines)
    rest = f", {dotted(below)} đơn vị cấp dưới" if below else ""
    return SetupStep(SetupPart.PARTICIPATIONS, True, f"{dotted(len(lines))} dòng trên biểu{rest}.")


def _quotas(phases: Sequence[Phase], lines: Sequence[Participation], quotas: NewestQuotas) -> SetupStep:
    if not phases or not lines:
        return SetupStep(SetupPart.QUOTAS, False, "Giao được khi đã có giai đoạn và đơn vị tham gia.")
    missing = [row for row in lines if any((row.pk, phase.pk) not in quotas for phase in phases)]
    if missing:
        names = ", ".join(row.name for row in missing[:3]) + ("…" if len(missing) > 3 else "")
        return SetupStep(
            SetupPart.QUOTAS,
            False,
            f"Còn {dotted(len(missing))} đơn vị chưa đủ chỉ tiêu: {names}. Không giao thì nhập 0.",
        )
    total = sum(quotas.get((row.pk, phase.pk), 0) for row in lines for phase in phases)
    return SetupStep(SetupPart.QUOTAS, True, f"Đã giao cho mọi đơn vị, tổng {dotted(total)}.")


def _sums(phases: Sequence[Phase], lines: Sequence[Participation], quotas: NewestQuotas) -> SetupStep:
    registered = [row for row in lines if (row.pk, None) in quotas]
    differing = [
        row
        for row in registered
        if quotas[row.pk, None] != sum(quotas.get((row.pk, phase.pk), 0) for phase in phases)
    ]
    if differing:
        names = ", ".join(row.name for row in differing[:3]) + ("…" if len(differing) > 3 else "")
        return SetupStep(
            SetupPart.SUMS,
            False,
            f"Số đăng ký cả chương trình khác tổng các giai đoạn, ở {len(differing)} đơn vị: {names}.",
        )
    if not registered:
        return SetupStep(SetupPart.SUMS, True, "Không có số đăng ký riêng để đối chiếu.")
    return SetupStep(SetupPart.SUMS, True, "Số đăng ký cả chương trình khớp với tổng các giai đoạn.")
