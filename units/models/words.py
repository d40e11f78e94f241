"""Find rows by words: one lookup over the word index of each database (migration 0009)."""

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
    """`search_key__words="tiết kiệm đi"`: rows that contain all these words; the last one may be only the
    beginning of a word.

    Signs in the given text only separate words; none is an operator of the database.
    """

    lookup_name = "words"
    prepare_rhs = False

    def wanted(self) -> list[str]:
        return [word[:LONGEST_WORD] for word in words(str(self.rhs))]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        """Search the full-text table. The plus keeps SQLite from looking up each match by key where an index
        covers all other conditions.
        """
        terms = _terms(self.wanted(), quote='"', beginning="*")
        key, table = self._places(compiler, connection)
        matching = f"SELECT rowid FROM {table} WHERE {table} MATCH %s"  # noqa: S608  # names of ours
        return f"+{key} IN ({matching})", [" ".join(terms)]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        """Search the table of words. PostgreSQL itself chooses between its index (rare words) and testing row
        by row until the page is full (frequent words).
        """
        terms = _terms(self.wanted(), quote="'", beginning=":*")
        key, table = self._places(compiler, connection)
        matching = f"SELECT id FROM {table} WHERE words @@ CAST(%s AS tsquery)"  # noqa: S608
        return f"{key} IN ({matching})", [" & ".join(terms)]

    def _places(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, str]:
        """The key column as the query names it, and the name of the table of words."""
        meta = self.lhs.target.model._meta
        key = (
            f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{connection.ops.quote_name(meta.pk.column)}"
        )
        return key, f"{meta.db_table}_words"


def _terms(found: list[str], *, quote: str, beginning: str) -> list[str]:
    """The words quoted; they contain letters and digits only. A last word of one letter is taken as a whole
    word.
    """
    if not found:
        raise FullResultSet
    terms = [f"{quote}{word}{quote}" for word in found]
    if len(found[-1]) >= SHORTEST_BEGINNING:
        terms[-1] += beginning
    return terms


class Among(In):
    """Like `in`, but SQLite does not choose an index for it. For queries that should walk an index in its
    order or use one that covers everything, while this column's own index leads to the long rows.
    """

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        condition, params = self.as_sql(compiler, connection)
        return f"+{condition}", params
