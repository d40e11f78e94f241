"""Writers of one row go one after the other, and whoever saved it meanwhile is noticed."""

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
    """These rows, held until the transaction ends: only they, not what they are read with, and still open
    to rows that point to them. In one order, so that two who hold several never wait for each other.
    """
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def lock(row: Row) -> Row:
    """The row as it is stored by now, held until the transaction ends."""
    return locked(QuerySet(row.__class__)).get(pk=row.pk)  # not type(): the signed-in person is a proxy


def require_seen(stored: Versioned, seen: int | None) -> None:
    """Refuse to write over what the form did not show; `seen` None leaves that unchecked.

    Raises EditedMeanwhileError.
    """
    if seen is not None and stored.version != seen:
        raise EditedMeanwhileError(stored)
