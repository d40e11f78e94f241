"""What people read is true: every link, command, variable, test, word and place it names exists."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from units.choices import Basis

TOP = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    path.relative_to(TOP).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "fixtures/*.md", "benchmarks/*.md")
    for path in TOP.glob(pattern)
)
MOST_FOLDERS = ("benchmarks", "docs", "fixtures", "sangkien", "static", "templates", "tests", "units")

FENCE = re.compile(r"^( *)```\w*\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LOOSE_NAME = re.compile(r"[A-Z][A-Z0-9_]{2,}")
ASSIGNED_NAME = re.compile(r"(?:^|(?<=\s))([A-Z][A-Z0-9_]+)=", re.MULTILINE)
MACHINE_PATH = re.compile(r"(?<![\w.-])/(?:home|root|Users|work|tmp|farm|mnt|srv)\b|\b[A-Z]:\\")
READERS = {"given", "required", "whole_number"}
OF_POSTGRESQL = {"PGPASSWORD"}
STAND_FOR_ANY = {"units/views/x.py", "units/exchange/x_out.py"}

document = pytest.mark.parametrize("name", DOCUMENTS)


def text_of(name: str) -> str:
    return (TOP / name).read_text(encoding="utf-8")


def code_of(name: str) -> list[str]:
    """Every piece of code in a document: blocks, then spans."""
    text = text_of(name)
    return [match[2] for match in FENCE.finditer(text)] + SPAN.findall(FENCE.sub("", text))


def found_in_code(name: str, pattern: str) -> set[str]:
    return {word for code in code_of(name) for word in re.findall(pattern, code)}


def section(name: str, heading: str) -> str:
    """The text below a heading, up to the next one of its level."""
    return re.split(r"^## ", text_of(name).partition(f"## {heading}\n")[2], flags=re.MULTILINE)[0]


def anchors(name: str) -> set[str]:
    """The headings of a document as a forge writes them in addresses."""
    headings = HEADING.findall(FENCE.sub("", text_of(name)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_broken(document: str, target: str) -> bool:
    if "://" in target or target.startswith("mailto:"):
        return False
    path, _, anchor = target.partition("#")
    place = (TOP / document).parent / path if path else TOP / document
    if not place.exists():
        return True
    return bool(anchor) and anchor not in anchors(place.resolve().relative_to(TOP).as_posix())


@cache
def variables_read_by(folder: str) -> set[str]:
    """Names of environment variables in calls and look-ups of the code of a folder."""
    return {
        name
        for path in (TOP / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _variables(node)
    }


def _variables(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=reader), args=[ast.Constant(value=str(name)), *_]) if (
            reader in READERS
        ):
            yield name
        case ast.Call(func=ast.Attribute(attr="get", value=place), args=[ast.Constant(value=str(name)), *_]):
            yield from [name] if ast.unparse(place) == "os.environ" else []
        case ast.Subscript(value=place, slice=ast.Constant(value=str(name))):
            yield from [name] if ast.unparse(place) == "os.environ" else []
        case ast.Compare(left=ast.Constant(value=str(name)), comparators=[place]):
            yield from [name] if ast.unparse(place) == "os.environ" else []


def known_variables() -> set[str]:
    made = set(re.findall(r"^(\w+) \?=", text_of("Makefile"), re.MULTILINE))
    exemplary = set(re.findall(r"^#?([A-Z_]+)=", text_of(".env.example"), re.MULTILINE))
    return made | exemplary | variables_read_by("sangkien") | variables_read_by("tests")


@cache
def constants() -> set[str]:
    """Constants of the code, which documents may name as well."""
    files = [path for folder in ("units", "tests") for path in (TOP / folder).rglob("*.py")]
    return {
        name
        for path in files
        for name in re.findall(
            r"^([A-Z][A-Z0-9_]+)(?:: .+?)? = ", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }


def defined_in(source: str) -> set[str]:
    """The functions and classes at the top of a module, and names that are given a value there."""
    named = {
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    }
    return named | set(re.findall(r"^(\w+)(?:: .+?)? = ", source, re.MULTILINE))


@document
def test_every_link_leads_somewhere(name: str) -> None:
    targets = LINK.findall(FENCE.sub("", text_of(name)))

    assert [target for target in targets if is_broken(name, target)] == []


@document
def test_every_make_target_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]\w*):", text_of("Makefile"), re.MULTILINE))

    assert found_in_code(name, r"(?m)^make ([a-z][\w-]*)") - targets == set()


@document
def test_every_command_exists(name: str) -> None:
    commands = set(get_commands()) | {
        path.stem for path in (TOP / "benchmarks" / "management" / "commands").glob("*.py")
    }

    assert found_in_code(name, r"\bmanage\.py ([a-z_]+)") - commands == set()
    modules = found_in_code(name, r"-m ((?:sangkien|units|tests|benchmarks)[\w.]*)")
    assert {module for module in modules if importlib.util.find_spec(module) is None} == set()


@document
def test_every_variable_exists(name: str) -> None:
    loose = {code for code in code_of(name) if LOOSE_NAME.fullmatch(code)}
    assigned = {word for code in code_of(name) for word in ASSIGNED_NAME.findall(code)}

    assert ((loose - constants()) | assigned) - known_variables() - OF_POSTGRESQL == set()


def test_every_variable_of_the_product_is_explained() -> None:
    explained = set(re.findall(r"`([A-Z_]+)`", section("README.md", "Cấu hình")))

    assert variables_read_by("sangkien") - explained == set()


@document
def test_every_place_named_in_code_exists(name: str) -> None:
    """Folders, files and tests, by their path from the top."""
    spans = SPAN.findall(FENCE.sub("", text_of(name)))
    paths = {
        span for span in spans if re.fullmatch(rf"(?:{'|'.join(MOST_FOLDERS)})/[\w./-]*(?:::\w+)?", span)
    }
    missing: list[str] = []
    for path, _, test in (span.partition("::") for span in sorted(paths - STAND_FOR_ANY)):
        place = TOP / path
        if not place.exists() or (test and f"def {test}(" not in place.read_text(encoding="utf-8")):
            missing.append(f"{path}::{test}" if test else path)

    assert missing == []


@document
def test_no_path_of_a_machine(name: str) -> None:
    assert MACHINE_PATH.findall(text_of(name)) == []


@document
def test_every_function_named_by_its_file_exists(name: str) -> None:
    """`units/views/gates.py:for_readers`: a function or class at the top of that file."""
    spans = re.findall(r"\b((?:units|sangkien|tests)/[\w/]+\.py):(\w+)", text_of(name))
    missing = [
        f"{path}:{function}"
        for path, function in spans
        if not (TOP / path).exists() or function not in defined_in((TOP / path).read_text(encoding="utf-8"))
    ]

    assert missing == []


def test_every_folder_of_the_map_exists() -> None:
    """Two columns of the map are one step; a folder ends with a slash."""
    block = FENCE.search(section("README.md", "Bản đồ"))
    assert block is not None
    missing, folders = [], [""]
    for line in block[2].splitlines():
        depth, name = (len(line) - len(line.lstrip())) // 4, line.split()[0]
        place = folders[depth] + name
        folders[depth + 1 :] = [place] if name.endswith("/") else []
        if not (TOP / place).exists():
            missing.append(place)

    assert (missing, len(folders) > 1) == ([], True)


def test_every_subject_is_explained() -> None:
    lines = section("docs/architecture.md", "Subjects").splitlines()
    explained = {line.split("|")[1].strip(" `") for line in lines if line.startswith("| `")}
    subjects = {path.parent.name for path in (TOP / "units" / "domain").glob("*/__init__.py")}

    assert explained == subjects


def test_every_word_of_the_glossary_is_in_the_code() -> None:
    lines = section("docs/architecture.md", "Words").splitlines()
    words = {word for line in lines if line.startswith("|") for word in SPAN.findall(line.split("|")[2])}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (TOP / "units").rglob("*.py"))

    assert len(words) > 10
    assert {word for word in words if not re.search(rf"\b{word}\b", code)} == set()


def test_every_counting_basis_is_explained() -> None:
    rules, folders = text_of("docs/quy-tac-so-lieu.md").lower(), text_of("fixtures/README.md")

    assert [each for each in Basis if f"| {each.label.lower()} |" not in rules] == []
    assert [each for each in Basis if f"`{each.value}`" not in folders] == []


def test_every_page_for_users_is_in_the_index() -> None:
    index = set(LINK.findall(text_of("docs/README.md")))

    assert {path.name for path in (TOP / "docs").glob("*.md")} - index == {"README.md"}
