"""What somebody typed into a form that could not be taken just then, so that it can be sent again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

from units.forms.accounts.labels import Sent

MOST_CHARACTERS = 200_000
LASTS = timedelta(hours=12)
SALT = "units.kept"
NEVER_KEPT = ("csrfmiddlewaretoken",)


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """Where a form was sent, and its fields in their order. Signed, so that only what was typed on our
    own pages comes back; no password and no file is ever among it.
    """

    path: str
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: HttpRequest) -> KeptEntry | None:
        """What this request sent; None when it had passwords in it, or was too long to keep."""
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        if any("password" in name for name, _ in sent):
            return None
        fields = tuple((name, value) for name, value in sent if name not in NEVER_KEPT)
        if sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
            return None
        return cls(request.get_full_path(), fields)

    @classmethod
    def opened(cls, text: str) -> KeptEntry | None:
        """What `signed` gave; None for anything else."""
        try:
            path, fields = signing.loads(text, salt=SALT, max_age=LASTS)
        except signing.BadSignature:
            return None
        return cls(path, tuple((name, value) for name, value in fields))

    def signed(self) -> str:
        return signing.dumps([self.path, self.fields], salt=SALT, compress=True)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person has typed or chosen, by the labels of the form: not empty fields, not keys."""
        sent = Sent.of(name for name, _ in self.fields)
        typed = [(name, value) for name, value in self.fields if value.strip() and not _is_key(value)]
        return [read for name, value in typed if (read := sent.read(name, value))]


def _is_key(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
