"""Source lines as values of model fields; the loading itself resolves references to other rows."""

from typing import Any

from units.choices import CountSource
from units.domain.loading.source import (
    SourceBloc,
    SourceCount,
    SourceDirective,
    SourceParticipation,
    SourcePhase,
    SourceProgramme,
    SourceQuota,
    SourceUnit,
)

ModelValues = dict[str, Any]


def programme_values(programme: SourceProgramme) -> ModelValues:
    return {
        "slug": programme.slug,
        "name": programme.name,
        "short_name": programme.short_name,
        "superior_name": programme.superior_name,
        "organiser_name": programme.organiser_name,
        "organiser_short_name": programme.organiser_short_name,
        "table_subtitle": programme.table_subtitle,
        "low_threshold": programme.low_threshold,
        "rate_decimals": programme.rate_decimals,
        "is_public": programme.public,
        "is_demonstration": programme.demonstration,
    }


def phase_values(phase: SourcePhase) -> ModelValues:
    return {
        "number": phase.number,
        "name": phase.name,
        "starts_on": phase.starts_on,
        "ends_on": phase.ends_on,
    }


def bloc_values(bloc: SourceBloc) -> ModelValues:
    return {"code": bloc.code, "name": bloc.name}


def unit_values(unit: SourceUnit) -> ModelValues:
    return {"code": unit.code, "name": unit.name, "kind": unit.kind, "is_active": unit.active}


def participation_values(participation: SourceParticipation) -> ModelValues:
    return {"name": participation.name, "basis": participation.basis}


def quota_values(quota: SourceQuota) -> ModelValues:
    return {
        "amount": quota.amount,
        "effective_on": quota.effective_on,
        "decision_number": quota.decision_number,
    }


def count_values(count: SourceCount) -> ModelValues:
    return {
        "amount": count.amount,
        "counted_on": count.counted_on,
        "source": CountSource.FILE,
        "note": count.note,
        "reason": count.reason,
    }


def directive_values(directive: SourceDirective) -> ModelValues:
    return {
        "number": directive.number,
        "issuer": directive.issuer,
        "place": directive.place_issued,
        "issued_on": directive.issued_on,
        "as_of": directive.as_of,
        "subject": directive.subject,
        "recipients": "\n".join(directive.recipients),
        "body": directive.body,
    }
