"""How one value of an event is told: under the name that people know, and never parsed blindly.

An event keeps what it was given for ever: values that were hidden, of fields that have changed since, of
rows that are gone. Each presenter tells what it understands; everything else is told as it stands.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from units.choices import EventVerb, RecognitionLevel, SolutionKind
from units.digits import LARGEST_KEY
from units.models import Author, CorrectionRequest, DossierRules, Programme
from units.vietnamese import dotted, short_date

NOTHING = "–"
LONGEST = 2_000
"""Signs of a text that are shown: more than any text has that events tell in full."""


Model = type[models.Model]
Names = Mapping[Model, Mapping[int, str]]
"""The rows that values point to, by kind and key."""

Presenter = Callable[[Any], str | None]
"""The value in words, or None for what it does not understand."""


def as_it_stands(value: Any) -> str:
    """Whatever JSON can say, in one text that can be sent."""
    if isinstance(value, bool):
        return "có" if value else "không"
    text = value if isinstance(value, str) else _written(value)
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}… ({dotted(len(text))} ký tự)"
    return text.encode("utf-8", "replace").decode("utf-8") or NOTHING


def _written(value: Any) -> str:
    try:
        return dotted(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):  # more digits, or deeper, than Python writes
        return "(không hiển thị được)"


def is_key(value: Any) -> bool:
    """Whether there can be a row with this key: databases refuse to look for one beyond their column."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_KEY


@dataclass(frozen=True, slots=True)
class Entry:
    """What people call a value, how it is told, and the kind of row that it points to."""

    label: str
    present: Presenter = as_it_stands
    target: Model | None = None

    def shown(self, value: Any, names: Names) -> str:
        """The value in words."""
        if value in (None, "", [], {}):
            return NOTHING
        if self.target and is_key(value):
            return names.get(self.target, {}).get(value) or f"số {value}"
        return self.present(value) or as_it_stands(value)


SHORT_LABELS = {"participation": "đơn vị", "request": "theo đề nghị số"}
"""Relations that read better otherwise than by the name of what they point to."""

SEVERAL: Mapping[tuple[Model, str], type[models.TextChoices]] = {
    (DossierRules, "kinds"): SolutionKind,
    (DossierRules, "levels"): RecognitionLevel,
}
"""Fields that hold several of a closed list."""

UNNAMED: frozenset[Model] = frozenset({CorrectionRequest})
"""Models whose rows have no name that says more than their number."""


def _plain(**labels: str) -> dict[str, Entry]:
    return {key: Entry(label) for key, label in labels.items()}


_FILE = _plain(
    file_purpose="tệp", file_kind="loại tệp", file_size="cỡ tệp (byte)", file_sha256="mã băm của tệp"
)
_PERSON = _plain(rows="dòng tác giả", corrected="mục đã sửa", files_removed="số tệp đã xoá")
_CONSENT = _plain(author="tác giả thứ", consent=str(Author.consented_on.field.verbose_name))

OF_VERBS: Mapping[str, Mapping[str, Entry]] = {
    EventVerb.PARTICIPATIONS_COPIED: {
        "source": Entry("chép từ chương trình", target=Programme),
        **_plain(blocs="số khối thi đua", participations="số đơn vị tham gia"),
    },
    EventVerb.PROGRAMME_LOADED: _plain(
        added="số dòng thêm", changed="số dòng sửa", kept="số dòng giữ nguyên"
    ),
    EventVerb.SESSIONS_ENDED: _plain(sessions="số phiên đã kết thúc"),
    EventVerb.AUTHORS_SAVED: _plain(authors="số tác giả", shares=str(Author.share.field.verbose_name)),
    EventVerb.FILE_ATTACHED: _FILE,
    EventVerb.FILE_REMOVED: _FILE,
    EventVerb.CONSENT_RECORDED: _CONSENT,
    EventVerb.CONSENT_ENDED: _CONSENT,
    EventVerb.PERSON_CORRECTED: _PERSON,
    EventVerb.PERSON_EXPORTED: _PERSON,
    EventVerb.PERSON_ERASED: _PERSON,
    EventVerb.AWARD_RULE_SAVED: _plain(thresholds="các ngưỡng"),
}
"""What events of a verb tell besides fields of their subject."""


def model_of(subject: str) -> Model | None:
    """The model of the row that an event tells of; None for one that is no more."""
    try:
        return apps.get_model("units", subject.partition(":")[0])
    except LookupError:
        return None


@cache
def entries_of(verb: str, model: Model | None) -> Mapping[str, Entry]:
    """All that an event of this verb on such a row may tell, by key, in the order to tell it."""
    fields = {field.name: _entry(field) for field in model._meta.concrete_fields} if model else {}
    return {**fields, **{key: entry for key, entry in OF_VERBS.get(verb, {}).items() if key not in fields}}


def _entry(field: "models.Field[Any, Any]") -> Entry:
    target = field.related_model
    if not isinstance(target, type):
        return Entry(str(field.verbose_name), _presenter(field))
    is_nameless = field.verbose_name == field.name.replace("_", " ")
    label = SHORT_LABELS.get(field.name) or str((target._meta if is_nameless else field).verbose_name)
    return Entry(label, _number) if target in UNNAMED else Entry(label, target=target)


def _presenter(field: "models.Field[Any, Any]") -> Presenter:
    several = SEVERAL.get((field.model, field.name))
    if several:
        return _several({value: str(label) for value, label in several.choices})
    if field.choices:
        return _choice({value: str(label) for value, label in field.flatchoices})
    if isinstance(field, models.DateTimeField):
        return _instant
    if isinstance(field, models.DateField):
        return _day
    return as_it_stands


def _day(value: Any) -> str | None:
    try:
        return short_date(date.fromisoformat(value))
    except (TypeError, ValueError):
        return None


def _instant(value: Any) -> str | None:
    try:
        instant = timezone.localtime(datetime.fromisoformat(value))
    except (TypeError, ValueError, OverflowError):  # no instant, none with a zone, none on the local calendar
        return None
    return f"{instant:%H:%M} {short_date(instant.date())}"


def _number(value: Any) -> str | None:
    """The number of a row, never grouped."""
    return str(value) if is_key(value) else None


def _choice(labels: Mapping[Any, str]) -> Presenter:
    return lambda value: labels.get(value) if isinstance(value, str) else None


def _several(labels: Mapping[Any, str]) -> Presenter:
    """One that is no longer on the list is told by its own word."""

    def present(value: Any) -> str | None:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return ", ".join(labels.get(each, each) for each in value)
        return None

    return present
