"""Search and sort keys, computed from other fields of the row whenever it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from units.vietnamese import fold, order_text


class KeyField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """Computed from the fields named by `of`, since no database folds Vietnamese.

    QuerySet.update() does not recompute it.
    """

    def __init__(self, verbose_name: str | None = None, *, of: Iterable[str], **kwargs: Any) -> None:
        self.of = tuple(of)
        defaults: dict[str, Any] = {"editable": False, "blank": True, "default": ""}
        super().__init__(verbose_name, **defaults | kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = self.key(" ".join(str(getattr(model_instance, name)) for name in self.of))
        setattr(model_instance, self.attname, text)
        return text

    def key(self, text: str) -> str:
        raise NotImplementedError


class SearchKeyField(KeyField):
    """For searches without accents and case; the searched text is folded in the same way."""

    def key(self, text: str) -> str:
        return fold(text)


class SortKeyField(KeyField):
    """Sorts as Vietnamese readers expect, on any database."""

    def key(self, text: str) -> str:
        return order_text(text)


def computed_from(row: models.Model, names: Iterable[str]) -> list[str]:
    """The key fields that must be saved along with these fields."""
    saved = set(names)
    fields = row._meta.concrete_fields
    return [field.name for field in fields if isinstance(field, KeyField) and saved & set(field.of)]
