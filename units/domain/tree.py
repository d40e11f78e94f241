"""Walks over a tree that is given as a mapping from each key to the key above it. No database.

A key is at the top if its parent is None or is not a key of the mapping.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

Parents = Mapping[Key, Key | None]
"""The parent of each key. Siblings are visited in the order of the mapping; there are no circles."""


def children_of(parents: Parents[Key]) -> dict[Key | None, list[Key]]:
    """The keys directly below each key that has any; under None those at the top."""
    children: dict[Key | None, list[Key]] = {}
    for key, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(key)
    return children


def below(parents: Parents[Key], tops: Iterable[Key]) -> list[Key]:
    """These keys and all below them, each once, every parent before its children."""
    return _downward(children_of(parents), tops)


def deepest_first(parents: Parents[Key]) -> list[Key]:
    """All keys, every child before its parent."""
    children = children_of(parents)
    return _downward(children, children.get(None, ()))[::-1]


def in_order(parents: Parents[Key]) -> list[tuple[Key, int]]:
    """All keys in depth-first order, each with its depth below the top (0 at the top)."""
    children = children_of(parents)
    found: list[tuple[Key, int]] = []
    waiting = [(key, 0) for key in reversed(children.get(None, ()))]
    while waiting:
        key, depth = waiting.pop()
        found.append((key, depth))
        waiting.extend((child, depth + 1) for child in reversed(children.get(key, ())))
    return found


def above(parents: Parents[Key], key: Key) -> Iterator[Key]:
    """The ancestors of a key, the nearest first."""
    parent = parents.get(key)
    while parent is not None and parent in parents:
        yield parent
        parent = parents[parent]


def added_up(parents: Parents[Key], value_of: Callable[[Key, list[Value]], Value]) -> dict[Key, Value]:
    """A value for each key, computed by `value_of` from the key and the values of its children."""
    children = children_of(parents)
    values: dict[Key, Value] = {}
    for key in _downward(children, children.get(None, ()))[::-1]:
        values[key] = value_of(key, [values[child] for child in children.get(key, ())])
    return values


def _downward(children: Mapping[Key | None, list[Key]], tops: Iterable[Key]) -> list[Key]:
    found = dict.fromkeys(tops)
    waiting = list(found)
    for key in waiting:  # grows while it is read: breadth first
        for child in children.get(key, ()):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return waiting
