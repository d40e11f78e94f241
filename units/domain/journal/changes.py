"""What an event has changed, in words: values before and after under the names that people know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from units.choices import RecognitionLevel, SolutionKind
from units.models import Event, Programme
from units.models.versioned import Versioned
from units.vietnamese import dotted, short_date

LABELS = {
    "participation": "đơn vị",
    "phase": "giai đoạn",
    "programme": "chương trình",
    "request": "theo đề nghị số",
    # Not fields of the subject:
    "source": "chép từ chương trình",
    "blocs": "số khối thi đua",
    "participations": "số đơn vị tham gia",
    "sessions": "số phiên đã kết thúc",
    "added": "số dòng thêm",
    "changed": "số dòng sửa",
    "kept": "số dòng giữ nguyên",
    "authors": "số tác giả",
    "shares": "phần đóng góp (%)",
    "author": "tác giả thứ",
    "consent": "đồng ý công bố ngày",
    "corrected": "mục đã sửa",
    "rows": "dòng tác giả",
    "files_removed": "số tệp đã xoá",
    "thresholds": "các ngưỡng",
    "file_purpose": "tệp",
    "file_kind": "loại tệp",
    "file_size": "cỡ tệp (byte)",
    "file_sha256": "mã băm của tệp",
}
REFERENCES: dict[str, type[models.Model]] = {"source": Programme}
"""Values that are not fields of the subject and point to a row."""

LISTS: dict[str, type[models.TextChoices]] = {"kinds": SolutionKind, "levels": RecognitionLevel}
"""Values that are several of a closed list."""

UNNAMED = {"correctionrequest"}
"""Models whose rows have no name that says more than their number."""

NOTHING = "–"

Fields = Mapping[str, "models.Field[Any, Any]"]
Names = Mapping[type[models.Model], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One value: what it is called, before, after."""

    label: str
    before: str
    after: str


def changes_of(events: Iterable[Event]) -> dict[int, tuple[Change, ...]]:
    """The changes of each event, by its pk. One query for each kind of row that values point to."""
    events = list(events)
    names = _names(events)
    return {event.pk: tuple(_changes(event, names)) for event in events}


def _changes(event: Event, names: Names) -> Iterable[Change]:
    model, fields = _subject(event)
    before, after = event.before or {}, event.after or {}
    # Of a row that is edited only what differs; a fact is told whole, with the one that it follows.
    is_edited = bool(before) and model is not None and issubclass(model, Versioned)
    for key in sorted(after | before, key=lambda key: _place(key, fields)):
        old, new = before.get(key), after.get(key)
        if key == "id" or (is_edited and old == new) or old == new in (None, ""):
            continue
        yield Change(
            label=_label(key, fields),
            before=_shown(key, old, fields, names),
            after=_shown(key, new, fields, names),
        )


def _subject(event: Event) -> tuple[type[models.Model] | None, Fields]:
    """The model of the row that the event tells of, and its fields; none for one that is no more."""
    try:
        model = apps.get_model("units", event.subject.partition(":")[0])
    except LookupError:
        return None, {}
    return model, {field.name: field for field in model._meta.concrete_fields}


def _place(key: str, fields: Fields) -> tuple[int, str]:
    """In the order of the model's fields: PostgreSQL does not keep the order in which values were given."""
    names = list(fields)
    return (names.index(key) if key in fields else len(names), key)


def _label(key: str, fields: Fields) -> str:
    field = fields.get(key)
    if field is None or (key in LABELS and field.is_relation):
        return LABELS.get(key, key)
    return str(field.verbose_name)


def _target(key: str, fields: Fields) -> type[models.Model] | None:
    """The kind of row that a value points to."""
    field = fields.get(key)
    if field is None:
        return REFERENCES.get(key)
    target = field.related_model
    return target if isinstance(target, type) and target._meta.model_name not in UNNAMED else None


def _names(events: Iterable[Event]) -> Names:
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for event in events:
        _, fields = _subject(event)
        for key, value in (*(event.before or {}).items(), *(event.after or {}).items()):
            target = _target(key, fields)
            if target and isinstance(value, int):
                wanted[target].add(value)
    return {
        model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=keys)}
        for model, keys in wanted.items()
    }


def _shown(key: str, value: Any, fields: Fields, names: Names) -> str:
    field, target = fields.get(key), _target(key, fields)
    if value is None or value == "":
        return NOTHING
    if target:
        return names.get(target, {}).get(value, f"số {value}")
    if isinstance(value, bool):
        return "có" if value else "không"
    if key in LISTS:
        return ", ".join(str(LISTS[key](each).label) for each in value)
    if isinstance(value, int):
        return dotted(value)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        instant = timezone.localtime(datetime.fromisoformat(value))
        return f"{instant:%H:%M} {short_date(instant.date())}"
    if isinstance(field, models.DateField):
        return short_date(date.fromisoformat(value))
    return str(value)
