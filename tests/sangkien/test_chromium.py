from pathlib import Path

import pytest

from tests.browser.chromium import find_chromium, main


@pytest.fixture
def no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with one empty folder of programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
def test_missing_browser_fails_only_in_ci(
    ci: str,
    status: int,
    no_browser: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CI", ci)

    assert main() == status
    assert "apt-get install chromium" in capsys.readouterr().err


def test_find_chromium_takes_the_named_one_first(no_browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("chromium", "other"):
        (no_browser / name).touch(mode=0o755)

    usual = find_chromium()
    monkeypatch.setenv("CHROMIUM", str(no_browser / "other"))

    assert (usual, find_chromium()) == (str(no_browser / "chromium"), str(no_browser / "other"))


def test_find_chromium_prefers_the_one_without_windows(no_browser: Path) -> None:
    for name in ("chromium", "chromium-headless-shell"):
        (no_browser / name).touch(mode=0o755)

    assert find_chromium() == str(no_browser / "chromium-headless-shell")
