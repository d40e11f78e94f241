"""What an event has changed, in words: values before and after, under the labels that people know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from units.domain.journal.presenting import (
    Entry,
    Model,
    Names,
    as_it_stands,
    entries_of,
    is_key,
    model_of,
)
from units.models import Event
from units.models.versioned import Versioned

WHOLE = "nội dung"
"""The label of a value that an event stores without a name."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value: what it is called, before, after."""

    label: str
    before: str
    after: str


def changes_of(events: Iterable[Event]) -> dict[int, tuple[Change, ...]]:
    """The changes of each event, by pk. One query for each kind of row that values refer to."""
    events = list(events)
    names = _names(events)
    return {event.pk: tuple(_changes(event, names)) for event in events}


def _changes(event: Event, names: Names) -> Iterable[Change]:
    model = model_of(event.subject)
    entries = entries_of(event.verb, model)
    before, after = _items(event.before), _items(event.after)
    # Of an edited row only the differences; of a fact every value, with those of the fact before it.
    is_edited = bool(before) and model is not None and issubclass(model, Versioned)
    for key in _in_order(after | before, entries):
        old, new = before.get(key), after.get(key)
        if key == "id" or (is_edited and old == new) or old == new in (None, ""):
            continue
        entry = entries.get(key) or Entry(as_it_stands(key))
        yield Change(entry.label, before=entry.shown(old, names), after=entry.shown(new, names))


def _items(said: Any) -> dict[str, Any]:
    """The values by their keys; a value without keys is one item."""
    if said is None:
        return {}
    return said if isinstance(said, dict) else {WHOLE: said}


def _in_order(keys: Iterable[str], entries: Mapping[str, Entry]) -> list[str]:
    """In the order of the entries: PostgreSQL does not keep the order of JSON keys."""
    places = {key: place for place, key in enumerate(entries)}
    return sorted(keys, key=lambda key: (places.get(key, len(places)), key))


def _names(events: Iterable[Event]) -> Names:
    wanted: dict[Model, set[int]] = defaultdict(set)
    for event in events:
        entries = entries_of(event.verb, model_of(event.subject))
        for key, value in (*_items(event.before).items(), *_items(event.after).items()):
            entry = entries.get(key)
            if entry and entry.target and is_key(value):
                wanted[entry.target].add(value)
    return {
        model: {row.pk: str(row) for row in model._default_manager.filter(pk__in=keys)}
        for model, keys in wanted.items()
    }
