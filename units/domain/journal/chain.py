"""The chain of events: the hash of each event, and a walk along the chain that finds tampering."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from units.models import Event, EventChain

BATCH = 1000
"""How many events are read at once; memory does not grow with the chain."""


def digest(event: Event) -> str:
    """The SHA-256 that an event must carry: of its content and the hash before it."""
    content = [
        event.sequence,
        event.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(event.verb),
        event.by_id,
        event.by_name,
        event.on_behalf_of_id,
        event.origin,
        event.programme_id,
        event.unit_id,
        event.subject,
        event.subject_name,
        event.before,
        event.after,
        event.reason,
        event.previous_hash,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """The number and the hash code of an event."""

    sequence: int
    hash: str


class Walk:
    """One walk along the chain from its beginning. `end`: the last event seen. `known`: a link noted earlier
    outside this system; whoever rewrites the whole chain cannot change a code on paper.
    """

    def __init__(self, known: Link | None = None) -> None:
        self.end = Link(0, "")
        self.known = known

    def faults(self) -> Iterator[str]:
        """Every fault, a Vietnamese sentence each, in the order of the chain. Reads every event, also those
        added during the walk.
        """
        # The end is read first: an event that it counts can be missing afterwards only if it was removed.
        last = _recorded_end()
        while events := _events_after(self.end.sequence):
            for event in events:
                yield from self._faults_of(event)
                self.end = Link(event.sequence, event.hash)
            last = _recorded_end()
        yield from self._faults_of_end(last)

    def _faults_of(self, event: Event) -> Iterator[str]:
        missing = event.sequence - self.end.sequence - 1
        if missing == 1:
            yield f"Thiếu sự kiện số {event.sequence - 1}."
        elif missing:
            yield f"Thiếu các sự kiện từ số {self.end.sequence + 1} đến số {event.sequence - 1}."
        elif event.previous_hash != self.end.hash:
            yield f"Sự kiện số {event.sequence} không nối với sự kiện đứng trước."
        if event.hash != digest(event):
            yield f"Nội dung sự kiện số {event.sequence} đã bị thay đổi."
        if self.known and self.known.sequence == event.sequence and self.known.hash != event.hash:
            yield f"Sự kiện số {event.sequence} có mã khác với mã đã ghi lại trước đây."

    def _faults_of_end(self, last: Link) -> Iterator[str]:
        if last.sequence > self.end.sequence:
            yield (
                f"Chuỗi phải kết thúc ở sự kiện số {last.sequence} nhưng dừng ở số {self.end.sequence}: "
                "các sự kiện cuối đã bị xoá."
            )
        elif last.sequence < self.end.sequence:
            yield (
                f"Chuỗi phải kết thúc ở sự kiện số {last.sequence}; "
                f"các sự kiện sau đó, đến số {self.end.sequence}, không do hệ thống ghi."
            )
        elif last.hash != self.end.hash:
            yield f"Sự kiện cuối, số {self.end.sequence}, không phải là sự kiện mà hệ thống đã ghi."
        if self.known and self.known.sequence > self.end.sequence:
            yield f"Không còn sự kiện số {self.known.sequence}, dù mã của nó đã được ghi lại trước đây."


def _events_after(sequence: int) -> list[Event]:
    return list(Event.objects.filter(sequence__gt=sequence).order_by("sequence")[:BATCH])


def _recorded_end() -> Link:
    chain = EventChain.objects.filter(pk=1).first()
    return Link(chain.last_sequence, chain.last_hash) if chain else Link(0, "")
