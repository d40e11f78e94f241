"""Administrators edit the registry: units, programmes, phases, blocs, participations."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction

from units.choices import EventVerb
from units.domain import access, tree, versions
from units.domain.journal import audit
from units.models import Bloc, DossierRules, NoteTemplate, Participation, Phase, Programme, Unit, User
from units.models.keys import computed_from

Row = TypeVar("Row", Unit, Programme, Phase, Bloc, Participation, User, DossierRules, NoteTemplate)

VERBS: dict[type[models.Model], EventVerb] = {
    Unit: EventVerb.UNIT_SAVED,
    Programme: EventVerb.PROGRAMME_SAVED,
    Phase: EventVerb.PHASE_SAVED,
    Bloc: EventVerb.BLOC_SAVED,
    Participation: EventVerb.PARTICIPATION_SAVED,
    User: EventVerb.PERSON_SAVED,
    DossierRules: EventVerb.DOSSIER_RULES_SAVED,
    NoteTemplate: EventVerb.NOTE_TEMPLATE_SAVED,
}


def save(row: Row, fields: Iterable[str], *, seen: int | None, by: User) -> Row:
    """Save a new row, or the named fields of a row that still has the version `seen`.

    One event with the values before and after; nothing is written where nothing differs. Raises
    PermissionDenied, ValidationError, versions.EditedMeanwhileError.
    """
    if not access.is_administrator(by):
        raise PermissionDenied
    names: list[str] = list(fields)
    with transaction.atomic():
        before = _before(row, names, seen)
        row.full_clean()
        after = audit.values_of(row, *names)
        if before == after:
            return row
        if before is not None:
            row.version += 1
        _write(row, None if before is None else [*names, *computed_from(row, names), "version"])
        audit.record(VERBS[type(row)], row, by=by, before=before, after=after, **_place(row))
        return row


def _write(row: Row, columns: Sequence[str] | None) -> None:
    """Write only these columns, so that concurrent changes to the others are kept."""
    try:
        with transaction.atomic():
            row.save(update_fields=columns)
    except IntegrityError:
        row.full_clean()  # somebody has saved the same code meanwhile: full_clean now says so
        raise


def _before(row: Row, names: Sequence[str], seen: int | None) -> audit.Values | None:
    if row.pk is None:
        return None
    stored = versions.lock(row)
    versions.require_seen(stored, seen)
    row.version = stored.version
    return audit.values_of(stored, *names)


def _place(row: Row) -> dict[str, Any]:
    """The programme and unit under which the event is found."""
    match row:
        case Unit():
            return {"unit": row}
        case Programme():
            return {"programme": row}
        case User():
            return {"unit": row.home_unit}
        case NoteTemplate():
            return {}
        case Participation():
            return {"programme": row.programme, "unit": row.unit}
    return {"programme": row.programme}


def copy_participations(source: Programme, target: Programme, *, by: User) -> int:
    """Copy blocs and participations with their tree into a programme that has none; returns how many
    participations.

    Inactive units are left out; what stood below them moves to the nearest ancestor that is copied.
    """
    if not access.is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        versions.lock(target)
        if target.participations.exists():
            return 0
        present = {bloc.code: bloc for bloc in target.blocs.all()}
        blocs = {
            bloc.pk: present.get(bloc.code)
            or Bloc.objects.create(programme=target, code=bloc.code, name=bloc.name)
            for bloc in source.blocs.all()
        }
        copied = _copy_tree(source, target, blocs)
        audit.record(
            EventVerb.PARTICIPATIONS_COPIED,
            target,
            by=by,
            after={"source": source.pk, "blocs": len(blocs), "participations": copied},
            programme=target,
        )
        return copied


def _copy_tree(source: Programme, target: Programme, blocs: dict[int, Bloc]) -> int:
    old = list(source.participations.select_related("unit", "parent").order_by("position"))
    parents = {each.pk: each.parent_id for each in old}
    kept = {each.pk: each for each in old if each.unit.is_active}
    made: dict[int, Participation] = {}
    for position, each in enumerate(kept.values(), start=1):
        made[each.pk] = Participation.objects.create(
            programme=target,
            unit=each.unit,
            bloc=blocs.get(each.bloc_id) if each.bloc_id else None,
            position=position,
            name=each.unit.name,
            basis=each.basis,
        )
    for key, copy in made.items():
        parent = next((made[above] for above in tree.above(parents, key) if above in made), None)
        if parent:
            copy.parent = parent
            copy.save(update_fields=["parent"])
    return len(made)
