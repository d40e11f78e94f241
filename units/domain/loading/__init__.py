"""Load a programme from its sources: all or nothing, and loading the same sources again changes nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from units.choices import EventVerb
from units.domain.journal import audit
from units.domain.loading.check import cleaned, contradictions
from units.domain.loading.expected import differences
from units.domain.loading.facts import FactKey, FactLine, Plan, Recorded, plan_facts
from units.domain.loading.model_values import count_values, quota_values
from units.domain.loading.registry import Registry
from units.domain.loading.source import ProgrammeSource, SourceCount, SourceError, SourceProblem, SourceQuota
from units.models import Quota, ReportedCount

CORRECTION_REASON = "Tệp nguồn đã sửa"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """How many rows were added, changed, and already as the sources say.

    A correction of a recorded fact counts as a change, though it is a new row.
    """

    added: int
    changed: int
    kept: int


def load_programme(source: ProgrammeSource) -> LoadReport:
    """Make the database say what the sources say. Raises SourceError with every problem; then nothing is
    changed.

    Registry rows are added or updated. Quotas and statements are only added: where the sources differ from
    the last load, a new row is recorded now; corrections made by people since then stand as long as the
    sources do not change. Published tables must come out as printed. A load that adds or changes anything
    writes one event.
    """
    now = timezone.now()
    problems = contradictions(source, now)
    if problems:
        raise SourceError(problems)
    with transaction.atomic():
        registry = Registry(source)
        quotas, counts = _plan_quotas(registry, now), _plan_counts(registry, now)
        _refuse([*quotas.problems, *counts.problems])
        _add_quotas(registry, quotas)
        _add_counts(registry, counts)
        if quotas.additions or counts.additions:
            _compare_tables(registry, now)
        report = _report(registry, quotas, counts)
        _tell(registry, report)
        return report


def _tell(registry: Registry, report: LoadReport) -> None:
    if report.added or report.changed:
        audit.record(
            EventVerb.PROGRAMME_LOADED,
            registry.programme,
            by=None,
            after=asdict(report),
            programme=registry.programme,
        )


def _report(registry: Registry, *plans: Plan) -> LoadReport:
    corrections = sum(addition.is_correction for plan in plans for addition in plan.additions)
    return LoadReport(
        added=registry.added + sum(len(plan.additions) for plan in plans) - corrections,
        changed=registry.changed + corrections,
        kept=registry.kept + sum(plan.kept for plan in plans),
    )


def _plan_quotas(registry: Registry, now: datetime) -> Plan:
    lines = [
        FactLine(
            index=index,
            place=line.place,
            key=_key(registry, line, line.effective_on),
            content=(line.amount, line.decision_number),
            recorded_at=line.recorded_at,
        )
        for index, line in enumerate(registry.source.quotas)
    ]
    rows = Quota.objects.filter(participation__programme=registry.programme, recorded_by=None)
    columns = ("participation", "phase", "effective_on", "amount", "decision_number", "recorded_at")
    return plan_facts(lines, _by_key(rows.order_by("recorded_at", "pk").values_list(*columns)), now)


def _plan_counts(registry: Registry, now: datetime) -> Plan:
    lines = [
        FactLine(
            index=index,
            place=line.place,
            key=_key(registry, line, line.counted_on),
            content=(line.amount, line.note),
            recorded_at=line.recorded_at,
        )
        for index, line in enumerate(registry.source.counts)
    ]
    rows = ReportedCount.objects.filter(participation__programme=registry.programme, recorded_by=None)
    columns = ("participation", "phase", "counted_on", "amount", "note", "recorded_at")
    return plan_facts(lines, _by_key(rows.order_by("recorded_at", "pk").values_list(*columns)), now)


def _key(registry: Registry, line: SourceQuota | SourceCount, day: date) -> FactKey:
    phase = None if line.phase is None else registry.phases[line.phase].pk
    return (registry.members[line.unit].pk, phase, day)


def _by_key(
    rows: Iterable[tuple[int, int | None, date, int, str, datetime]],
) -> dict[FactKey, list[Recorded]]:
    recorded: dict[FactKey, list[Recorded]] = defaultdict(list)
    for participation, phase, day, amount, text, recorded_at in rows:
        recorded[participation, phase, day].append(Recorded((amount, text), recorded_at))
    return recorded


def _add_quotas(registry: Registry, plan: Plan) -> None:
    rows = []
    for addition in plan.additions:
        line = registry.source.quotas[addition.index]
        row = Quota(
            participation=registry.members[line.unit],
            phase=None if line.phase is None else registry.phases[line.phase],
            recorded_at=addition.recorded_at,
            **quota_values(line),
        )
        rows.append(cleaned(row, line.place))
    Quota.objects.bulk_create(rows, batch_size=500)


def _add_counts(registry: Registry, plan: Plan) -> None:
    rows = []
    for addition in plan.additions:
        line = registry.source.counts[addition.index]
        row = ReportedCount(
            participation=registry.members[line.unit],
            phase=registry.phases[line.phase],
            recorded_at=addition.recorded_at,
            **count_values(line),
        )
        if addition.is_correction and not row.reason:
            row.reason = CORRECTION_REASON
        rows.append(cleaned(row, line.place))
    ReportedCount.objects.bulk_create(rows, batch_size=500)


def _compare_tables(registry: Registry, now: datetime) -> None:
    phases = [registry.phases[number] for number in sorted(registry.phases)]
    _refuse(
        problem
        for table in registry.source.expected
        for problem in differences(registry.programme, phases, table, now)
    )


def _refuse(problems: Iterable[SourceProblem]) -> None:
    found = list(problems)
    if found:
        raise SourceError(found)
