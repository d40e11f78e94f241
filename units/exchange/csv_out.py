"""The Summary as CSV for calculation: UTF-8 with BOM so that Excel reads it, one header row, raw figures."""

import csv
import io

from units.domain.figures.summary import Summary
from units.exchange.cells import FORMULA_STARTS, CellValue
from units.exchange.official_form import official_form


def render(summary: Summary) -> bytes:
    """The lines of the official form; a blank stays empty, 0 is 0, rates are in percent as printed."""
    form = official_form(summary)
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([_inert(column.label) for column in form.columns])
    writer.writerows([_inert(value) for value in line] for line in (*form.body, form.total))
    return target.getvalue().encode("utf-8-sig")


def _inert(value: CellValue) -> CellValue:
    """The value; text that a spreadsheet would run as a formula gets a leading apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
