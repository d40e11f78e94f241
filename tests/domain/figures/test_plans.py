"""Figures on initiatives are read from indexes alone: the rows with their long texts stay unread."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import accept, make_initiative, make_participation, make_phase
from units.domain.reports.counters import counters_of
from units.domain.reports.reconciling import reconcile
from units.domain.reports.reporting import Dimension, report_of
from units.domain.reports.value import value_of
from units.domain.review import queue
from units.models import Initiative, Programme, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan"),
]
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}
READ_ROWS = re.compile(r"(SEARCH|SCAN) units_(initiative|author)\b(?!.* COVERING INDEX)")
READ_INDEX = re.compile(r"(SEARCH|SCAN) units_initiative\b.* COVERING INDEX")

FIGURES: dict[str, Callable[[Programme, User], object]] = {
    "counters": lambda programme, _: counters_of(programme),
    "value": lambda programme, _: value_of(programme, Initiative.objects.none()),
    "reconciliation": lambda programme, reader: reconcile(
        programme, list(programme.phases.all()), as_of=YEAR["until"], reader=reader
    ),
    **{
        f"report by {dimension}": lambda programme, reader, dimension=dimension: report_of(  # type: ignore[misc]
            programme, dimension, **YEAR, reader=reader
        )
        for dimension in Dimension
    },
}


@pytest.mark.parametrize("name", FIGURES)
def test_no_long_row_is_read(name: str, lan: User) -> None:
    programme = make_phase().programme
    accept(make_initiative(participation=make_participation(programme=programme)))

    with CaptureQueriesContext(connection) as queries:
        FIGURES[name](programme, lan)

    steps = [step for query in queries.captured_queries for step in plan(query["sql"])]
    assert any(READ_INDEX.search(step) for step in steps)
    assert [step for step in steps if READ_ROWS.search(step)] == []


def test_plan_tells_when_rows_are_read(lan: User) -> None:
    """What the test above looks for is found where it is: the queue shows the dossiers themselves."""
    with CaptureQueriesContext(connection) as queries:
        list(queue.dossiers(make_phase().programme, queue.Tab.ALL, lan))
    assert any(READ_ROWS.search(step) for query in queries.captured_queries for step in plan(query["sql"]))


def plan(sql: str) -> list[str]:
    if not sql.startswith("SELECT"):
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [step for *_, step in cursor.fetchall()]
