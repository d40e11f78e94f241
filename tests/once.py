"""What runs once, on SQLite: no database answers it. Everything that is not named here, and so every new
test, runs on PostgreSQL too.

A whole file is named only when none of its tests asks for the database; that is refused where it is not so.
Browser tests ask a server of their own instead: of those only what looks at pages is named, by hand.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ASKING = {"db", "transactional_db"}

PURE = "functions of words and numbers, without the database"
FILES = "files read and drawn from finished objects, without the database"
SHAPES = "forms and tables of finished objects, without the database"
WIRING = "settings and processes with environments of their own, none of them with this database"
SOURCES = "reads the source, the documents and the style sheets"
BROWSER = "what the browser makes of pages, whatever has answered for the server"
BEFORE_VIEWS = "refused before any view, by the token of the form alone"

ONCE: dict[str, str] = {
    "tests/access/test_expected.py": PURE,
    "tests/access/test_matrix.py::test_nothing_is_done_without_the_token_of_the_form": BEFORE_VIEWS,
    "tests/browser/test_dossier.py::test_dossier_pages_look_right": BROWSER,
    "tests/browser/test_dossier.py::test_endless_file_is_answered_with_a_page": BROWSER,
    "tests/browser/test_fonts.py": BROWSER,
    "tests/browser/test_keyboard.py": BROWSER,
    "tests/browser/test_look.py": BROWSER,
    "tests/browser/test_officer.py::test_officer_pages_look_right": BROWSER,
    "tests/browser/test_phone.py": BROWSER,
    "tests/browser/test_print.py": BROWSER,
    "tests/browser/test_reading_aids.py": BROWSER,
    "tests/browser/test_review.py::test_review_pages_look_right": BROWSER,
    "tests/domain/figures/test_letter.py": PURE,
    "tests/domain/figures/test_pacing.py": PURE,
    "tests/domain/likeness/test_titles.py": PURE,
    "tests/exchange/test_attachment_in.py": FILES,
    "tests/exchange/test_csv_out.py": FILES,
    "tests/exchange/test_excel_out.py": FILES,
    "tests/exchange/test_json_out.py": FILES,
    "tests/exchange/test_list_out.py": FILES,
    "tests/exchange/test_nomination_out.py": FILES,
    "tests/exchange/test_official_form.py": FILES,
    "tests/exchange/test_programme_folder.py": FILES,
    "tests/exchange/test_value_excel_out.py": FILES,
    "tests/forms/review/test_decision.py": SHAPES,
    "tests/forms/test_money.py": SHAPES,
    "tests/sangkien/test_chromium.py": WIRING,
    "tests/sangkien/test_database.py": WIRING,
    "tests/sangkien/test_environment.py": WIRING,
    "tests/sangkien/test_production.py": WIRING,
    "tests/sangkien/test_proxy.py": WIRING,
    "tests/sangkien/test_sqlite.py": WIRING,
    "tests/sangkien/test_start.py": WIRING,
    "tests/sangkien/test_transport.py": WIRING,
    "tests/sangkien/test_worker.py": WIRING,
    "tests/tables/test_shown.py": SHAPES,
    "tests/tables/test_strip.py": SHAPES,
    "tests/tables/test_summary.py": SHAPES,
    "tests/test_architecture.py": SOURCES,
    "tests/test_digits.py": PURE,
    "tests/test_documents.py": SOURCES,
    "tests/test_rates.py": PURE,
    "tests/test_vietnamese.py": PURE,
}
"""Why, by file or by file::function."""


def runs_once(item: pytest.Item) -> bool:
    file = item.path.relative_to(ROOT).as_posix()
    return file in ONCE or f"{file}::{function_of(item)}" in ONCE


def asking_wrongly(items: Iterable[pytest.Item]) -> Iterator[str]:
    """The tests that ask for the database although their whole file is said not to."""
    for item in items:
        asks = item.get_closest_marker("django_db") or ASKING & set(getattr(item, "fixturenames", ()))
        file = item.path.relative_to(ROOT).as_posix()
        if asks and file in ONCE:
            yield f"{file}::{function_of(item)} asks for the database: its whole file cannot run once."


def function_of(item: pytest.Item) -> str:
    return str(getattr(item, "originalname", item.name))
