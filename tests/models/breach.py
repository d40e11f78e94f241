"""A row that breaks one constraint of the database, and Django's own words for what a field finds first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)
NO_CHOICE = "Giá trị '?' không phải là lựa chọn hợp lệ."
BLANK = "Trường này không được để trắng."
AT_LEAST = "Đảm bảo giá trị này lớn hơn hoặc bằng với {} ."
AT_MOST = "Đảm bảo giá trị này là nhỏ hơn hoặc bằng với {} ."


@dataclass(frozen=True)
class Breach:
    """A row that breaks one constraint, and what `full_clean` says of it.

    Where a field or `clean` finds it first, `field` and `said` are theirs; else the constraint's.
    """

    constraint: str
    make: Callable[[], models.Model]
    field: str = "__all__"
    said: str | None = None


def altered(row: Row, **values: object) -> Row:
    """The row with other values, not saved."""
    for name, value in values.items():
        setattr(row, name, value)
    return row
