"""Two branches of a tree, a person of each kind, and the objects that addresses name.

Tỉnh ─┬─ Mường La ─┬─ Bản Một   the officer's: "own"
      │            └─ Bản Hai   the sister's
      └─ Phong Thổ ── Bản Ba    "foreign": nobody of the cast works there
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.access.addresses import HUGE, MALFORMED, Address
from tests.factories import (
    accept,
    make_attachment,
    make_bloc,
    make_count,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_quota,
    make_unit,
    make_user,
    submit,
)
from units.choices import Basis, ReviewVerb, Role
from units.models import (
    Author,
    AwardRule,
    CorrectionRequest,
    Initiative,
    NoteTemplate,
    Participation,
    Programme,
    Unit,
    User,
)

BACKEND = "django.contrib.auth.backends.ModelBackend"
GONE = 987_654_321
GONE_SLUG = "khong-con"
THERE = ("own", "foreign")

Values = Mapping[str, Any]
Objects = dict[str, Values]
"""What to fill into an address, by kind of object: own, foreign, public, missing (huge: a number beyond
any column), part (only a part is missing, or belongs elsewhere).
"""


@dataclass(frozen=True, slots=True)
class Cast:
    """`clients` by person; `objects` by kind of object as the table of rows names it."""

    clients: dict[str, Client]
    objects: dict[str, Objects]

    def named_by(self, address: Address, kind: str) -> list[tuple[str, str]]:
        """Each kind of object with the path that names it, the malformed ones last."""
        if kind == "anything":
            return [("own", address.path(dict.fromkeys(address.parameters, 1) | {"app_label": "units"}))]
        objects = self.objects[kind]
        missing = {name for values in objects.values() for name in values} ^ set(address.parameters)
        if missing - {"number"}:
            raise LookupError(f"{address.name}: “{kind}” does not tell {sorted(missing)}.")
        filled = [
            (which.partition(" ")[0], {"number": 1} | dict(values)) for which, values in objects.items()
        ]
        filled += [("malformed", filled[0][1] | {name: MALFORMED}) for name in address.parameters]
        return [(which, address.path(values)) for which, values in filled]


def make_cast() -> Cast:
    units = {name: make_unit(name=f"Đơn vị {name}") for name in ("Mường La", "Bản Một", "Bản Hai", "Bản Ba")}
    programme = make_programme(slug="rieng", is_public=False)
    other = make_programme(slug="khac", is_public=False)
    public = make_programme(slug="cong-khai", is_public=True)
    places = _places(programme, units)
    elsewhere = make_participation(programme=other, name="Đơn vị khác")
    for each in (programme, other, public):
        make_phase(programme=each, starts_on=timezone.localdate() - timedelta(days=30))
    for place in (*places.values(), elsewhere):
        _fill(place)
    make_count(participation=make_participation(programme=public), phase=public.phases.get())
    blocs = [make_bloc(programme=programme), make_bloc(programme=other)]
    people = _people(units)
    requests = {
        name: _request(place, people["officer"]).pk
        for name, place in (*places.items(), ("elsewhere", elsewhere))
    }
    return Cast(
        clients={"anonymous": Client(raise_request_exception=False)}
        | {name: _client(person) for name, person in people.items()},
        objects=_objects(places, requests, people)
        | _dossiers(places)
        | _parts(
            phases=(programme.phases.get().pk, other.phases.get().pk),
            blocs=(blocs[0].pk, blocs[1].pk),
            places=(places["own"].pk, elsewhere.pk),
        ),
    )


def _places(programme: Programme, units: dict[str, Unit]) -> dict[str, Participation]:
    parent = make_participation(programme=programme, unit=units["Mường La"], basis=Basis.CHILDREN)
    other = make_participation(programme=programme, name="Đơn vị Phong Thổ", basis=Basis.CHILDREN)
    return {
        "own": make_participation(programme=programme, unit=units["Bản Một"], parent=parent),
        "sisters": make_participation(programme=programme, unit=units["Bản Hai"], parent=parent),
        "foreign": make_participation(programme=programme, unit=units["Bản Ba"], parent=other),
    }


def _fill(place: Participation) -> None:
    phase = place.programme.phases.get()
    make_quota(participation=place, phase=phase)
    make_count(participation=place, phase=phase)


def _people(units: dict[str, Unit]) -> dict[str, User]:
    officers = {"officer": "Bản Một", "sister": "Bản Hai", "parent": "Mường La", "disabled": "Bản Một"}
    people = {
        name: make_user(username=name, role=Role.OFFICER, home_unit=units[unit])
        for name, unit in officers.items()
    }
    return people | {
        role.value: make_user(username=role.value, role=role) for role in Role if role != Role.OFFICER
    }


def _client(person: User) -> Client:
    """Signed in; who is disabled has been so since."""
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=BACKEND)
    if person.username == "disabled":
        User.objects.filter(pk=person.pk).update(is_active=False)
    return client


def _request(place: Participation, officer: User) -> CorrectionRequest:
    return CorrectionRequest.objects.create(
        participation=place,
        phase=place.programme.phases.get(),
        counted_on=timezone.localdate(),
        amount=7,
        reason="Trùng một hồ sơ.",
        requested_by=officer,
        idempotency_key=uuid.uuid4(),
    )


def _objects(
    places: dict[str, Participation], requests: dict[str, int], people: dict[str, User]
) -> dict[str, Objects]:
    here: Values = {"slug": "rieng"}
    programme: Objects = {
        "own": here,
        "foreign": {"slug": "khac"},
        "public": {"slug": "cong-khai"},
        "missing": {"slug": GONE_SLUG},
    }
    return {
        "-": {"own": {}},
        "programme": programme,
        "phase": {which: {**values, "number": 1} for which, values in programme.items()}
        | {"part": {**here, "number": 99}, "part huge": {**here, "number": HUGE}},
        "participation": {
            "own": {"pk": places["own"].pk},
            "foreign": {"pk": places["foreign"].pk},
            "missing": {"pk": GONE},
            "missing huge": {"pk": HUGE},
        },
        "request": {
            "own": {**here, "pk": requests["own"]},
            "foreign": {**here, "pk": requests["foreign"]},
            "missing": {**here, "pk": GONE},
            "missing huge": {**here, "pk": HUGE},
        },
        "person": {
            "own": {"pk": people["officer"].pk},
            "foreign": {"pk": people["reviewer"].pk},
            "missing": {"pk": GONE},
            "missing huge": {"pk": HUGE},
        },
        "unit": {
            "own": {"pk": places["own"].unit_id},
            "foreign": {"pk": places["foreign"].unit_id},
            "missing": {"pk": GONE},
            "missing huge": {"pk": HUGE},
        },
        "award-rule": {
            "own": {"pk": _award_rule().pk},
            "missing": {"pk": GONE},
            "missing huge": {"pk": HUGE},
        },
        "note-template": {
            "own": {"pk": _note_template().pk},
            "missing": {"pk": GONE},
            "missing huge": {"pk": HUGE},
        },
        "unit-to-add": {
            "own": {**here, "unit_pk": make_unit().pk},
            "missing": {"slug": GONE_SLUG, "unit_pk": places["own"].unit_id},
            "part": {**here, "unit_pk": GONE},
            "part huge": {**here, "unit_pk": HUGE},
        },
    }


def _dossiers(places: dict[str, Participation]) -> dict[str, Objects]:
    """A dossier in each of three states: own and foreign, written by nobody of the cast."""
    steps = {"draft": None, "initiative": submit, "accepted": accept}
    found: dict[str, Objects] = {}
    for kind, step in steps.items():
        found[kind] = {"missing": {"pk": GONE}, "missing huge": {"pk": HUGE}}
        for which in ("own", "foreign"):
            initiative = make_initiative(participation=places[which])
            found[kind][which] = {"pk": (step(initiative) if step else initiative).pk}
    return found | {
        "author": _authors_of(found["accepted"]),
        "shown": _shown(),
        "draft-part": _parts_of(found["draft"]),
        "pair": _pairs_of(found["initiative"], found["accepted"]),
        "file": _files_of(found["initiative"]),
        "draft-file": _files_of(found["draft"]),
    }


def _authors_of(dossiers: Objects) -> Objects:
    """The author of each dossier that there is."""
    return {
        which: {"pk": Author.objects.get(initiative=values["pk"]).pk} if which in THERE else values
        for which, values in dossiers.items()
    }


def _shown() -> Objects:
    """An initiative in the showcase, of a programme of its own."""
    place = make_participation(programme=make_programme(is_public=True))
    initiative, clerk = accept(make_initiative(participation=place)), make_user(role=Role.STAFF)
    initiative.authors.update(
        consented_on=timezone.localdate(), consent_note="Giấy", consent_recorded_by=clerk
    )
    Initiative.objects.filter(pk=initiative.pk).update(published_at=timezone.now(), published_by=clerk)
    return {"own": {"pk": initiative.pk}, "missing": {"pk": GONE}, "missing huge": {"pk": HUGE}}


def _award_rule() -> AwardRule:
    rule = AwardRule.objects.create(name="Bằng khen", source="Quy chế", effective_from=timezone.localdate())
    rule.thresholds.create(amount=1)
    return rule


def _parts_of(dossiers: Objects) -> Objects:
    """A part of each dossier; of another name there is no address."""
    return {which: {**values, "part": "sang-kien"} for which, values in dossiers.items()}


def _pairs_of(dossiers: Objects, others: Objects) -> Objects:
    """A dossier and another one of the same unit; there is no other one, or it is the same."""
    found = {which: {**values, "other": others[which]["pk"]} for which, values in dossiers.items()}
    own = dossiers["own"]
    return found | {
        "part": {**own, "other": GONE},
        "part same": {**own, "other": own["pk"]},
        "part huge": {**own, "other": HUGE},
    }


def _files_of(dossiers: Objects) -> Objects:
    """A file of each dossier that there is; a file that is not, and one of another dossier."""
    numbers = {
        which: make_attachment(initiative=Initiative.objects.get(pk=values["pk"])).pk
        for which, values in dossiers.items()
        if which in THERE
    }
    found = {which: {**values, "number": numbers.get(which, 1)} for which, values in dossiers.items()}
    own = dossiers["own"]
    return found | {
        "part": {**own, "number": GONE},
        "part elsewhere": {**own, "number": numbers["foreign"]},
        "part huge": {**own, "number": HUGE},
    }


def _note_template() -> NoteTemplate:
    return NoteTemplate.objects.create(verb=ReviewVerb.REJECT, title="Trùng", text="Trùng hồ sơ khác.")


def _parts(**parts: tuple[int, int]) -> dict[str, Objects]:
    """Rows that an address names by programme and number: here, and under the wrong programme."""
    kinds = {"phases": "phase-row", "blocs": "bloc", "places": "place"}
    return {
        kinds[name]: {
            "own": {"slug": "rieng", "pk": own},
            "foreign": {"slug": "khac", "pk": elsewhere},
            "missing": {"slug": GONE_SLUG, "pk": own},
            "part": {"slug": "rieng", "pk": elsewhere},
            "part gone": {"slug": "rieng", "pk": GONE},
            "part huge": {"slug": "rieng", "pk": HUGE},
        }
        for name, (own, elsewhere) in parts.items()
    }
