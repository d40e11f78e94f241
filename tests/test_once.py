"""What is named in tests/once.py is there, and never what a database answers."""

import re

import pytest

from tests.once import ONCE, ROOT, asking_wrongly, runs_once

HERE = "tests/test_once.py"


def is_there(name: str) -> bool:
    file, _, function = name.partition("::")
    path = ROOT / file
    return path.is_file() and bool(re.search(rf"^def {function}\b", path.read_text("utf-8"), re.M))


def test_what_runs_once_is_there_and_has_a_reason() -> None:
    assert [name for name, reason in ONCE.items() if not (is_there(name) and reason)] == []


def test_no_file_of_which_a_test_asks_for_the_database_runs_once(request: pytest.FixtureRequest) -> None:
    """Of whatever this run has collected."""
    assert list(asking_wrongly(request.session.items)) == []


def test_a_file_of_which_a_test_asks_for_the_database_is_found(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    this = f"{HERE}::{request.function.__name__}"
    monkeypatch.setitem(ONCE, this, "by its own name, after somebody has thought about it")
    assert list(asking_wrongly([request.node])) == []

    monkeypatch.setitem(ONCE, HERE, "a whole file")

    assert [each.partition(" ")[0] for each in asking_wrongly([request.node])] == [this]


@pytest.mark.parametrize("name", [HERE, f"{HERE}::test_only_what_is_named_runs_once"])
def test_only_what_is_named_runs_once(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert not runs_once(request.node)

    monkeypatch.setitem(ONCE, name, "tried")

    assert runs_once(request.node)


def test_a_name_of_nothing_is_found() -> None:
    assert is_there(HERE)
    assert not is_there(f"{HERE}::test_that_nobody_wrote")
    assert not is_there("tests/test_that_nobody_wrote.py")
