"""State a whole table of counts: all or none, with every refusal at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from units.domain.counts.counting import (
    KeyReusedError,
    StatedMeanwhileError,
    Statement,
    admit,
    as_stored,
    record,
)
from units.models import ReportedCount, User

Refusal = ValidationError | StatedMeanwhileError | KeyReusedError
Result = TypeVar("Result")


class StatementsRefusedError(Exception):
    """Nothing was recorded. `refusals`: why, by the index of each refused statement."""

    def __init__(self, refusals: Mapping[int, Refusal]) -> None:
        super().__init__("Có số liệu không ghi được, nên chưa ghi số liệu nào.")
        self.refusals = refusals


def state_counts(statements: Sequence[Statement], *, by: User) -> list[ReportedCount]:
    """Record all statements or none, in one transaction.

    Raises PermissionDenied, StatementsRefusedError.
    """
    with transaction.atomic():
        recorded, refused = _each(statements, lambda stored: record(admit(stored, by=by), by=by))
        if refused:
            raise StatementsRefusedError(refused)
        return recorded


def refusals(statements: Sequence[Statement], *, by: User) -> dict[int, Refusal]:
    """Why each of these statements would be refused, by index; records nothing."""
    with transaction.atomic():
        return _each(statements, lambda stored: admit(stored, by=by))[1]


def _each(
    statements: Sequence[Statement], act: Callable[[Statement], Result]
) -> tuple[list[Result], dict[int, Refusal]]:
    done: list[Result] = []
    refused: dict[int, Refusal] = {}
    for place, statement in enumerate(as_stored(statements)):
        try:
            done.append(act(statement))
        except (ValidationError, StatedMeanwhileError, KeyReusedError) as refusal:
            refused[place] = refusal
    return done, refused
