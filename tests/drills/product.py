"""The real server under a drill: started, killed with all its workers, started again on the same state."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.browser.serving import stop, wait_until_healthy
from tests.sangkien.process import ROOT, environment, free_port, run


class Product:
    """`address` while it runs."""

    def __init__(self, home: Path, **values: str) -> None:
        self.home = home
        self.log = home.parent / f"{home.name}.log"
        self.environment = environment(home, HOST="127.0.0.1", PORT=str(free_port()), **values)
        self.address = f"http://127.0.0.1:{self.environment['PORT']}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "sangkien.start"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_until_healthy(self.address, self._process, self.log)

    def kill(self) -> None:
        """End the server and all its workers at once, without a word to any of them."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            stop(self._process)

    def tell(self, code: str) -> Any:
        """What this code prints as JSON, run in a shell of the product beside the server."""
        ended = run(self.environment, "manage.py", "shell", "--no-imports", "-c", code)
        if ended.returncode:
            raise RuntimeError(f"{ended.stdout}{ended.stderr}")
        return json.loads(ended.stdout)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return run(self.environment, "manage.py", *arguments)
