"""Finding rows by words: one lookup over each database's own index of words (migration 0009)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FullResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler

from units.vietnamese import words

LONGEST_WORD = 60
SHORTEST_BEGINNING = 2

Sql = tuple[str, list[Any] | tuple[Any, ...]]


class HasWords(Lookup):
    """`search_key__words="tiết kiệm đi"`: rows that have all these words, the last perhaps only begun.

    What is given is text and nothing else: its signs part words and mean nothing to the database.
    """

    lookup_name = "words"
    prepare_rhs = False

    def wanted(self) -> list[str]:
        return [word[:LONGEST_WORD] for word in words(str(self.rhs))]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        """In the virtual table beside it. The plus keeps SQLite from fetching row after row by key, where an
        index has all that the other conditions ask for.
        """
        terms = _terms(self.wanted(), quote='"', beginning="*")
        key, table = self._places(compiler, connection)
        matching = f"SELECT rowid FROM {table} WHERE {table} MATCH %s"  # noqa: S608  # names of ours
        return f"+{key} IN ({matching})", [" ".join(terms)]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        """In the table of words beside it. Of a frequent word PostgreSQL looks row by row until the page is
        full, of a rare one in the index: it knows how frequent they are.
        """
        terms = _terms(self.wanted(), quote="'", beginning=":*")
        key, table = self._places(compiler, connection)
        matching = f"SELECT id FROM {table} WHERE words @@ CAST(%s AS tsquery)"  # noqa: S608
        return f"{key} IN ({matching})", [" & ".join(terms)]

    def _places(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, str]:
        """The key of the row as the query names it, and the table of words."""
        meta = self.lhs.target.model._meta
        key = (
            f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{connection.ops.quote_name(meta.pk.column)}"
        )
        return key, f"{meta.db_table}_words"


def _terms(found: list[str], *, quote: str, beginning: str) -> list[str]:
    """Quoted; they hold letters and digits only. A last word of one letter is a word, not a beginning."""
    if not found:
        raise FullResultSet
    terms = [f"{quote}{word}{quote}" for word in found]
    if len(found[-1]) >= SHORTEST_BEGINNING:
        terms[-1] += beginning
    return terms


class Among(In):
    """As `in`, but no reason for SQLite to begin there: for an index that is walked in its order, or that has
    all a query asks for, while the one of this column alone leads to the long rows.
    """

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        condition, params = self.as_sql(compiler, connection)
        return f"+{condition}", params
