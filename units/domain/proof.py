"""Check that everything stored for speed equals the facts it was computed from; each difference is a
sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.db import models

from units.choices import InitiativeState, ReviewVerb
from units.domain.figures import accepted
from units.domain.likeness import index
from units.models import Initiative, Participation, Phase, ReviewStep
from units.models.keys import KeyField
from units.vietnamese import dotted, short_date

CHUNK = 200
"""How many rows are read at once: memory stays the same however many there are."""


def faults() -> Iterator[str]:
    """Every difference, a Vietnamese sentence each. Reads everything, a chunk at a time."""
    yield from _wrong_totals()
    yield from _wrong_states()
    for pk in index.wrong_titles():
        yield f"{_code(pk)}: các từ để tìm tên giống nhau không khớp với tên sáng kiến."
    yield from _wrong_keys()


def rebuild() -> None:
    """Recompute totals, terms of titles and search keys. The state of a dossier is not recomputed: `faults`
    goes on to report a difference there.
    """
    for chunk in _chunks(Participation):
        for place in chunk:
            if accepted.recounted([place]) != accepted.kept([place]):
                accepted.total_again(place)
    index.rebuild_terms()
    for model, fields in _keyed_models():
        for row, names in _rows_with_wrong_keys(model, fields):
            # The save computes the keys; nothing else of the row is written.
            row.save(update_fields=names)


# Totals


def _wrong_totals() -> Iterator[str]:
    for chunk in _chunks(Participation):
        wanted, found = accepted.recounted(chunk), accepted.kept(chunk)
        different = sorted(key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key))
        if not different:
            continue
        places = Participation.objects.in_bulk({key[0] for key in different})
        phases = Phase.objects.in_bulk({key[1] for key in different})
        for key in different:
            place, phase, day = key
            yield (
                f"{places[place].name}, {phases[phase].name}, ngày {short_date(day)}: tổng số được công nhận "
                f"ghi là {_amount(found.get(key))}, đếm lại từ sổ thẩm định là {_amount(wanted.get(key))}."
            )


def _amount(number: int | None) -> str:
    return "không có" if number is None else dotted(number)


# States


@dataclass(slots=True)
class _Replay:
    """The state of an initiative as its review steps produce it. `faults`: what contradicts itself in the
    steps.
    """

    state: str = InitiativeState.DRAFT
    verb: str = ""
    place: tuple[int, date] | None = None
    faults: list[str] = field(default_factory=list)

    def take(self, step: ReviewStep, participation: int) -> None:
        if step.state_before != self.state:
            self.faults.append("sổ thẩm định có bước không nối với bước đứng trước")
        if step.weight and step.participation_id != participation:
            self.faults.append("sổ thẩm định tính sáng kiến cho đơn vị khác")
        if step.phase_id and step.counted_on:
            place = (step.phase_id, step.counted_on)
            if (self.place is None) != (step.weight > 0) or self.place not in (None, place):
                self.faults.append("sổ thẩm định cộng và trừ không khớp nhau")
            self.place = place if step.weight > 0 else None
        self.state, self.verb = step.state_after, step.verb


def _wrong_states() -> Iterator[str]:
    fields = ("state", "phase", "counted_on", "participation", "merged_into")
    for chunk in _chunks(Initiative):
        replays = {pk: _Replay() for pk in chunk}
        rows = list(Initiative.objects.filter(pk__in=chunk).only(*fields).order_by("pk"))
        places = {row.pk: row.participation_id for row in rows}
        for step in ReviewStep.objects.filter(initiative__in=chunk).order_by("pk"):
            replays[step.initiative_id].take(step, places[step.initiative_id])
        for row in rows:
            for fault in _faults_of(row, replays[row.pk]):
                yield f"{row.code}: {fault}."


def _faults_of(row: Initiative, replay: _Replay) -> Iterator[str]:
    yield from dict.fromkeys(replay.faults)
    if row.state != replay.state:
        state = InitiativeState(replay.state).label
        yield f"trạng thái ghi là “{row.get_state_display()}”, theo sổ thẩm định là “{state}”"
    day = replay.place[1] if replay.place else None
    if row.counted_on != day:
        yield f"ngày tính ghi là {_day(row.counted_on)}, theo sổ thẩm định là {_day(day)}"
    if replay.place and row.phase_id != replay.place[0]:
        yield "giai đoạn không phải là giai đoạn mà sổ thẩm định đã tính"
    if (row.merged_into_id is not None) != (replay.verb == ReviewVerb.MERGE):
        yield "dấu vết nhập vào hồ sơ khác không khớp với sổ thẩm định"


def _day(day: date | None) -> str:
    return short_date(day) if day else "không có"


def _code(pk: int) -> str:
    return Initiative(pk=pk).code


# Search keys


def _wrong_keys() -> Iterator[str]:
    for model, fields in _keyed_models():
        for row, names in _rows_with_wrong_keys(model, fields):
            told = ", ".join(f"“{each.verbose_name}”" for each in fields if each.name in names)
            name = str(model._meta.verbose_name).capitalize()
            yield f"{name} số {row.pk}: chữ {told} không khớp với nội dung."


def _keyed_models() -> Iterator[tuple[type[models.Model], list[KeyField]]]:
    for model in apps.get_app_config("units").get_models():
        fields = [each for each in model._meta.concrete_fields if isinstance(each, KeyField)]
        if fields:
            yield model, fields


def _rows_with_wrong_keys(
    model: type[models.Model], fields: Sequence[KeyField]
) -> Iterator[tuple[models.Model, list[str]]]:
    for chunk in _chunks(model):
        for row in model._default_manager.filter(pk__in=chunk).order_by("pk"):
            stored = {each.name: getattr(row, each.attname) for each in fields}
            wrong = [each.name for each in fields if each.pre_save(row, add=False) != stored[each.name]]
            if wrong:
                yield row, wrong


def _chunks(model: type[models.Model]) -> Iterator[list[int]]:
    """The keys (pk) of all rows, CHUNK at a time."""
    last = 0
    while chunk := list(
        model._default_manager.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        yield chunk
        last = chunk[-1]
