"""`python -m benchmarks.likely_duplicates`: how well, and how fast, likely duplicates are found."""

import sys
import tempfile
from pathlib import Path

from django.core.management import call_command

from benchmarks import server


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="likely-duplicates-") as folder:
        server.set_up(Path(folder))
        with server.database([]):
            call_command("measure_likely_duplicates", *sys.argv[1:])


if __name__ == "__main__":
    main()
