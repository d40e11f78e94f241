"""Ask a running server for its first page; status 0 when the table of the letter is in it, row by row."""

import csv
import http.client
import sys
from html.parser import HTMLParser
from pathlib import Path

EXPECTED = Path("fixtures/01-trieu-sang-kien/expected/summary-2022-11-10.csv")
TOTAL = {"2.152", "2.300", "94%"}
MOST_REDIRECTS = 3


class Rows(HTMLParser):
    """The texts of the cells of every table row of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self.is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.is_in_cell = False

    def handle_data(self, data: str) -> None:
        if self.is_in_cell:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def first_page(port: int) -> str:
    path = "/"
    for _ in range(MOST_REDIRECTS):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode()
        if response.status not in (301, 302):
            break
        path = response.getheader("Location", "/")
    if response.status != http.HTTPStatus.OK:
        raise SystemExit(f"{path}: {response.status}")
    return body


def main() -> None:
    page = Rows()
    page.feed(first_page(int(sys.argv[1])))
    with EXPECTED.open(encoding="utf-8") as file:
        names = [line["unit"] for line in csv.DictReader(file) if line["rank"]]
    found = [name for row in page.rows for name in names if any(cell.startswith(name) for cell in row)]
    if found != names:
        raise SystemExit(f"Rows of the table: {found}; expected: {names}")
    if not any({text.replace(" ", "") for text in row} >= TOTAL for row in page.rows):
        raise SystemExit(f"No total row carries {sorted(TOTAL)}")
    print(f"{len(found)} rows in order, and the total: {', '.join(sorted(TOTAL))}")


if __name__ == "__main__":
    main()
