"""Row locks and version checks: concurrent writers of one row wait for each other, and a stale form is
noticed.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

from units.models.versioned import Versioned

Row = TypeVar("Row", bound=Model)


class EditedMeanwhileError(Exception):
    """Somebody else has saved this row since the form was opened; carries the row as it is now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__("Vừa có người khác sửa mục này.")
        self.current = current


def locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """These rows, locked until the transaction ends, in the order of their keys so that two writers of
    several rows cannot deadlock. Joined rows are not locked, and rows that refer to the locked ones can still
    be inserted.
    """
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def lock(row: Row) -> Row:
    """The row as stored now, locked until the transaction ends."""
    return locked(QuerySet(row.__class__)).get(pk=row.pk)  # not type(): request.user is a lazy proxy


def require_seen(stored: Versioned, seen: int | None) -> None:
    """Refuse to overwrite a version that the form did not show; `seen` None: no check.

    Raises EditedMeanwhileError.
    """
    if seen is not None and stored.version != seen:
        raise EditedMeanwhileError(stored)
