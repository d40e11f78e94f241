"""What an event has changed, in words: values before and after under the names that people know."""

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
"""What is called so that an event says without naming items."""


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
    model = model_of(event.subject)
    entries = entries_of(event.verb, model)
    before, after = _items(event.before), _items(event.after)
    # Of a row that is edited only what differs; a fact is told whole, with the one that it follows.
    is_edited = bool(before) and model is not None and issubclass(model, Versioned)
    for key in _in_order(after | before, entries):
        old, new = before.get(key), after.get(key)
        if key == "id" or (is_edited and old == new) or old == new in (None, ""):
            continue
        entry = entries.get(key) or Entry(as_it_stands(key))
        yield Change(entry.label, before=entry.shown(old, names), after=entry.shown(new, names))


def _items(said: Any) -> dict[str, Any]:
    """The values by their keys; what names none is one value."""
    if said is None:
        return {}
    return said if isinstance(said, dict) else {WHOLE: said}


def _in_order(keys: Iterable[str], entries: Mapping[str, Entry]) -> list[str]:
    """As entries are told: PostgreSQL does not keep the order in which values were given."""
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
