"""The one walk of the reporting tree, over keys with the key above each. Pure: whoever calls has read them.

A key stands at the top when there is none above it, or one that is not among them.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

Parents = Mapping[Key, Key | None]
"""The key above each, in the order in which those beside each other are wanted; without circles."""


def children_of(parents: Parents[Key]) -> dict[Key | None, list[Key]]:
    """What stands directly below each that has anything below it; under None the top."""
    children: dict[Key | None, list[Key]] = {}
    for key, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(key)
    return children


def below(parents: Parents[Key], tops: Iterable[Key]) -> list[Key]:
    """These and all below them, each once, none before the one above it."""
    return _downward(children_of(parents), tops)


def deepest_first(parents: Parents[Key]) -> list[Key]:
    """All, none before those below it."""
    children = children_of(parents)
    return _downward(children, children.get(None, ()))[::-1]


def in_order(parents: Parents[Key]) -> list[tuple[Key, int]]:
    """All, each followed by what stands below it, with how many steps it is below the top."""
    children = children_of(parents)
    found: list[tuple[Key, int]] = []
    waiting = [(key, 0) for key in reversed(children.get(None, ()))]
    while waiting:
        key, depth = waiting.pop()
        found.append((key, depth))
        waiting.extend((child, depth + 1) for child in reversed(children.get(key, ())))
    return found


def above(parents: Parents[Key], key: Key) -> Iterator[Key]:
    """What stands above a key, the nearest first."""
    parent = parents.get(key)
    while parent is not None and parent in parents:
        yield parent
        parent = parents[parent]


def added_up(parents: Parents[Key], value_of: Callable[[Key, list[Value]], Value]) -> dict[Key, Value]:
    """The value of each, made from the key and the values of those directly below it."""
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
