"""The rules of the house as functions: each takes a file and gives its complaints. Nothing is run."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

DOMAIN = ("units", "domain")
LAYERS = {
    "units.choices": 0,
    "units.digits": 0,
    "units.vietnamese": 0,
    "units.rates": 0,
    "units.models": 1,
    "units.domain": 2,
    "units.forms": 3,
    "units.tables": 3,
    "units.exchange": 3,
    "units.views": 4,
    "units.urls": 4,
    "units.middleware": 4,
    "units.admin": 4,
    "units.management": 4,
    "units.templatetags": 4,
    "units.apps": 4,
}
KEPT_OUT = (
    (
        re.compile(r"units\.(exchange\.(\w+_out|official_form)|tables(\..+)?)"),
        ("django.db", "units.models"),
    ),
    (re.compile(r"units\.(digits|rates|vietnamese)"), ("django",)),
)
BASES = ("units.choices", "units.domain.figures.bases", "units.models", "units.migrations")
"""Where a counting basis may be named: the list, its table, constraints and defaults of the models."""

SUBJECT_LAYERS = ("domain", "forms", "views")
"""The layers that are grouped by subjects; addresses and tests go by the same names."""

OUTSIDE_SUBJECTS = {
    "domain": {"access", "days", "proof", "tree", "versions"},
    "forms": {"addresses", "editing", "fields", "money", "refusable", "sending"},
    "views": {"context", "current_programme", "downloads", "editing", "errors", "gates", "requests"},
}
"""The modules that every subject may use and that therefore lie in none."""

FORBIDDEN_NAMES = {"common", "data", "helper", "helpers", "info", "misc", "util", "utils"}
FORBIDDEN_VERBS = ("process_", "handle_", "do_")
KNOW_ROLES = {"units.choices", "units.domain.access"}
WRITING_METHODS = {"save", "save_base", "delete"}
SIGNAL_NAMES = {"receiver", "signals", "user_logged_in", "user_logged_out", "user_login_failed"}
UNSAFE_NAMES = {"mark_safe", "RawSQL", "csrf_exempt"}
UNSAFE_CALLS = {"SafeString", "SafeText", "extra", "raw"}
MAX_MODULE_LINES = 260
MAX_FUNCTION_LINES = 40
MAX_TEMPLATE_LINES = 120

CORE = {
    "README.md",
    "fixtures",
    "manage.py",
    "pyproject.toml",
    "sangkien",
    "static",
    "templates",
    "tests",
    "units",
}
EXPECTED_BY_TOOLS = {
    ".ci",
    ".dockerignore",
    ".env.example",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "benchmarks",
    "compose.yaml",
    "docs",
    "requirements-dev.lock",
    "requirements-postgres.lock",
    "requirements-sqlite.lock",
    "requirements.lock",
}

OPENING_COMMENT = re.compile(
    r"\s*(?:\{% extends [^%]*%\}\s*)?"
    r"((?:\{#[^\n]*?#\}\s*)+|\{%\s*comment\b[^%]*%\}.*?\{%\s*endcomment\s*%\})",
    re.DOTALL,
)
NOT_MARKUP = re.compile(
    r"\{%\s*comment\b[^%]*%\}.*?\{%\s*endcomment\s*%\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL
)
START_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a script without src": re.compile(r"<script\b(?![^<>]*\ssrc\s*=)", re.IGNORECASE),
    "an on… attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
}
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
ROLE = re.compile(r"\.role\b|\brole\s*(?:==|!=|in\b|not\b)")
COMPARED_BASIS = re.compile(r"\{%[^%]*\bbasis\s*(?:[=!]=|(?:not\s+)?in\b)[^%]*%\}")
UNSAFE_MARKUP = re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off\b")


@dataclass(frozen=True)
class File:
    """A file of the repository by its path from the top, and its text."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @property
    def module(self) -> str:
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        return self.path.parts[0]

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def complaint(self, line: int, what: str) -> str:
        return f"{self.path}:{line}: {what}"


Rule = Callable[[File], list[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom


# Python


def imports_downward_only(file: File) -> list[str]:
    """Of the package `units`: nothing from a layer above, and every module has a layer."""
    if file.package != "units" or file.module == "units":
        return []
    own = layer_of(file.module)
    if own is None:
        return [file.complaint(1, f"{file.module} has no layer")]
    complaints = []
    for line, name in imports(file.tree):
        layer = layer_of(name)
        if name.startswith("units.") and (layer is None or layer > own):
            complaints.append(file.complaint(line, f"layer {own} imports {name} of layer {layer}"))
    return complaints


def keeps_wiring_and_domain_apart(file: File) -> list[str]:
    """`units` knows nothing of the deployment, `sangkien` nothing of the domain."""
    other = {"units": "sangkien", "sangkien": "units"}[file.package]
    return [
        file.complaint(line, f"{file.package} imports {name}")
        for line, name in imports(file.tree)
        if within(name, other)
    ]


def imports_at_the_top(file: File) -> list[str]:
    """No import inside a function or class, by statement or by name."""
    inner = {
        node.lineno
        for outer in ast.walk(file.tree)
        if isinstance(outer, Function | ast.ClassDef)
        for node in ast.walk(outer)
        if isinstance(node, Import)
    }
    by_name = {
        line
        for line, name in [*imports(file.tree), *names(file.tree)]
        if file.package == "units" and (within(name, "importlib") or name == "__import__")
    }
    return [file.complaint(line, "imports inline") for line in sorted(inner | by_name)]


def imports_absolutely(file: File) -> list[str]:
    return [
        file.complaint(node.lineno, "relative import")
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def draws_without_the_database(file: File) -> list[str]:
    """Files and tables get a finished Summary; the arithmetic gets numbers."""
    kept_out = [name for pattern, names in KEPT_OUT if pattern.fullmatch(file.module) for name in names]
    return [
        file.complaint(line, f"{file.module} imports {name}")
        for line, name in imports(file.tree)
        if any(within(name, prefix) for prefix in kept_out)
    ]


def locks_rows_in_one_way(file: File) -> list[str]:
    """A row is locked by `domain/versions.py`: in one order, alone, without shutting out who points to it."""
    if file.module == "units.domain.versions":
        return []
    found = {line for line, name in names(file.tree) if name == "select_for_update"}
    return [file.complaint(line, "locks by itself") for line in sorted(found)]


def refuses_at_the_gate(file: File) -> list[str]:
    """Who may open a page stands at its gate, in `views/gates.py`, and nowhere within the page."""
    if not within(file.module, "units.views") or file.module == "units.views.gates":
        return []
    found = {line for line, name in names(file.tree) if name == "PermissionDenied"}
    return [file.complaint(line, "refuses by itself") for line in sorted(found)]


def asks_access_for_roles(file: File) -> list[str]:
    """What a role may do is known to `domain/access.py` alone; nobody else compares or looks for roles."""
    if file.package != "units" or file.module in KNOW_ROLES or within(file.module, "units.models"):
        return []
    found = {getattr(node, "lineno", 1) for node in ast.walk(file.tree) if _asks_for_a_role(node)}
    return [file.complaint(line, "asks for a role") for line in sorted(found)]


def _asks_for_a_role(node: ast.AST) -> bool:
    match node:
        case ast.Compare(left=left, comparators=others):
            sides = [left, *others]
            # Whether a role has changed, or is the one that was typed, may be asked: `x.role != y.role`.
            is_of_somebody = any(isinstance(side, ast.Attribute) and side.attr == "role" for side in sides)
            is_told = any(ast.unparse(side).rpartition(".")[2] != "role" for side in sides)
            names_one = any(_is_a_role(part) for side in sides for part in ast.walk(side))
            return names_one or (is_of_somebody and is_told)
        case ast.MatchValue(value=value):
            return _is_a_role(value)
        case ast.Call(func=ast.Attribute(attr="filter" | "exclude" | "get"), keywords=keywords):
            return any(re.fullmatch(r"(\w+__)?role(__\w+)?", keyword.arg or "") for keyword in keywords)
    return False


def _is_a_role(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Role"


def asks_the_table_of_bases(file: File) -> list[str]:
    """What follows from a counting basis stands in its table: nobody else names a basis or compares one."""
    if any(within(file.module, place) for place in BASES):
        return []
    found = {
        getattr(node, "lineno", 1)
        for node in ast.walk(file.tree)
        if (isinstance(node, ast.Attribute) and node.attr.isupper() and _last_name(node.value) == "Basis")
        or _compares_basis(node)
    }
    return [file.complaint(line, "names a basis") for line in sorted(found)]


def _compares_basis(node: ast.AST) -> bool:
    match node:
        case ast.Compare(left=left, comparators=others):
            sides = [left, *others]
            is_of_basis = [_is_basis(side) for side in sides]
            texts = (_texts(side) for side, is_basis in zip(sides, is_of_basis, strict=True) if not is_basis)
            return any(is_of_basis) and any(texts)
        case ast.Match(subject=subject, cases=cases):
            return _is_basis(subject) and any(_texts(case.pattern) for case in cases)
        case ast.Call(func=ast.Attribute(attr="filter" | "exclude" | "get" | "Q"), keywords=keywords):
            return any(_asks_for_a_basis(keyword) for keyword in keywords)
        case ast.Call(func=ast.Name(id="Q"), keywords=keywords):
            return any(_asks_for_a_basis(keyword) for keyword in keywords)
    return False


def _asks_for_a_basis(keyword: ast.keyword) -> bool:
    is_basis = re.fullmatch(r"(\w+__)?basis(__\w+)?", keyword.arg or "")
    return bool(is_basis) and _texts(keyword.value)


def _is_basis(node: ast.expr) -> bool:
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and node.slice.value == "basis"
    return _last_name(node) == "basis"


def _texts(node: ast.AST) -> bool:
    """Whether a text is written out in it."""
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(node))


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def sends_no_signals(file: File) -> list[str]:
    found = {line for line, name in names(file.tree) if name in SIGNAL_NAMES}
    found |= {
        line
        for line, name in imports(file.tree)
        if within(name, "django.dispatch") or SIGNAL_NAMES & set(name.split("."))
    }
    return [file.complaint(line, "signals") for line in sorted(found)]


def overrides_no_writing(file: File) -> list[str]:
    """What happens is written in `domain/`, not in `save()`."""
    return [
        file.complaint(method.lineno, f"{owner.name} overrides {method.name}()")
        for owner in ast.walk(file.tree)
        if isinstance(owner, ast.ClassDef)
        for method in owner.body
        if isinstance(method, Function) and method.name in WRITING_METHODS
    ]


def avoids_unsafe_calls(file: File) -> list[str]:
    found = {(line, name) for line, name in names(file.tree) if name in UNSAFE_NAMES}
    called = [node.func for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    found |= {
        (node.lineno, node.attr)
        for node in called
        if isinstance(node, ast.Attribute) and node.attr in UNSAFE_CALLS
    }
    found |= {
        (node.lineno, node.id) for node in called if isinstance(node, ast.Name) and node.id in UNSAFE_CALLS
    }
    return [file.complaint(line, f"uses {name}") for line, name in sorted(found)]


def names_functions_by_what_they_do(file: File) -> list[str]:
    if file.package != "units":  # the wiring overrides what the server has named
        return []
    return [
        file.complaint(function.lineno, f"vague name {function.name}")
        for function in functions(file.tree)
        if function.name.startswith(FORBIDDEN_VERBS)
    ]


def stays_small(file: File) -> list[str]:
    complaints = []
    if len(file.lines) > MAX_MODULE_LINES:
        complaints.append(file.complaint(1, f"{len(file.lines)} lines of {MAX_MODULE_LINES}"))
    for function in functions(file.tree):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > MAX_FUNCTION_LINES:
            complaints.append(
                file.complaint(function.lineno, f"{function.name}: {length} lines of {MAX_FUNCTION_LINES}")
            )
    return complaints


def says_what_lives_here(file: File) -> list[str]:
    """A docstring of one line or a few opens every module that has something in it."""
    return [file.complaint(1, "no docstring")] if file.tree.body and not ast.get_docstring(file.tree) else []


PYTHON_RULES: tuple[Rule, ...] = (
    imports_downward_only,
    keeps_wiring_and_domain_apart,
    imports_at_the_top,
    imports_absolutely,
    draws_without_the_database,
    locks_rows_in_one_way,
    refuses_at_the_gate,
    asks_access_for_roles,
    asks_the_table_of_bases,
    sends_no_signals,
    overrides_no_writing,
    avoids_unsafe_calls,
    names_functions_by_what_they_do,
    stays_small,
    says_what_lives_here,
)


# Templates


def opens_with_blocks_and_context(file: File) -> list[str]:
    """After `extends`, a comment that lists the blocks and the context."""
    opening = OPENING_COMMENT.match(file.text)
    said = opening[1] if opening else ""
    return [file.complaint(1, f"no {word}") for word in ("Blocks:", "Context:") if word not in said]


def closes_comments_on_their_line(file: File) -> list[str]:
    """Django prints a `{#` whose `#}` is on another line."""
    return [
        file.complaint(number, "comment goes on")
        for number, line in enumerate(file.lines, start=1)
        if "{#" in line and "#}" not in line.rpartition("{#")[2]
    ]


def has_nothing_inline(file: File) -> list[str]:
    markup = NOT_MARKUP.sub(lambda match: " " + "\n" * match[0].count("\n"), file.text)
    return [
        file.complaint(markup.count("\n", 0, tag.start()) + 1, what)
        for tag in START_TAG.finditer(markup)
        for what, pattern in INLINE.items()
        if pattern.search(tag[0])
    ]


def escapes_everything(file: File) -> list[str]:
    return [
        file.complaint(number, "unescaped")
        for number, line in enumerate(file.lines, start=1)
        if UNSAFE_MARKUP.search(line)
    ]


def asks_no_roles(file: File) -> list[str]:
    """A template asks what the person may do (`may`), never who they are."""
    tags = ((number, tag) for number, line in enumerate(file.lines, start=1) for tag in TAG.findall(line))
    return [file.complaint(number, "asks for a role") for number, tag in tags if ROLE.search(tag)]


def compares_no_basis(file: File) -> list[str]:
    """What follows from a counting basis stands in its table, and reaches a template by name."""
    return [
        file.complaint(number, "compares a basis")
        for number, line in enumerate(file.lines, start=1)
        if COMPARED_BASIS.search(line)
    ]


def is_a_short_template(file: File) -> list[str]:
    count = len(file.lines)
    return [file.complaint(1, f"{count} lines of {MAX_TEMPLATE_LINES}")] if count > MAX_TEMPLATE_LINES else []


TEMPLATE_RULES: tuple[Rule, ...] = (
    opens_with_blocks_and_context,
    closes_comments_on_their_line,
    has_nothing_inline,
    escapes_everything,
    asks_no_roles,
    compares_no_basis,
    is_a_short_template,
)


# Names and places


def is_named_for_what_it_holds(file: File) -> list[str]:
    vague = [part for part in file.path.parts if part.split(".")[0] in FORBIDDEN_NAMES]
    return [file.complaint(1, f"vague name {part}") for part in vague]


NAME_RULES: tuple[Rule, ...] = (is_named_for_what_it_holds,)


def classes_of_one_name(files: Iterable[File]) -> list[str]:
    """Every name that two classes carry, with where they stand: one name means one thing in the whole house.

    Of the top level only; commands are all called Command by Django.
    """
    places: dict[str, list[str]] = {}
    for file in files:
        for node in file.tree.body:
            if isinstance(node, ast.ClassDef) and node.name != "Command":
                places.setdefault(node.name, []).append(f"{file.path}:{node.lineno}")
    return [f"{name}: {', '.join(found)}" for name, found in sorted(places.items()) if len(found) > 1]


def misplaced(top_level: Iterable[str]) -> list[str]:
    """What stands at the top of the repository without leave, then what is missing there."""
    present = set(top_level)
    unexpected = [f"unexpected {name}" for name in sorted(present - CORE - EXPECTED_BY_TOOLS)]
    return unexpected + [f"missing {name}" for name in sorted(CORE - present)]


# Subjects: packages of the same names in every layer


def subjects(files: Iterable[File]) -> set[str]:
    """The packages of the domain."""
    return {parts[2] for parts in (file.path.parts for file in files) if parts[:2] == DOMAIN and parts[3:]}


def misnamed_subjects(files: Iterable[File], known: set[str]) -> list[str]:
    """Packages of another layer, of tests too, and modules of addresses that are no subject of the domain."""
    found = set()
    for file in files:
        layer, *inside = file.path.parts[1:]
        is_address = layer == "urls" and file.path.name != "__init__.py"
        if layer in SUBJECT_LAYERS and len(inside) > 1 and inside[0] not in known:
            found.add(f"{PurePosixPath(*file.path.parts[:3])}: no subject")
        elif is_address and file.path.stem not in known:
            found.add(f"{file.path}: no subject")
    return sorted(found)


def outside_subjects(files: Iterable[File]) -> list[str]:
    """Modules that lie in no subject and are not named among those that may."""
    return [
        f"{file.path}: in no subject"
        for file in files
        if file.package == "units" and len(file.path.parts) == 3 and file.path.name != "__init__.py"
        if (layer := file.path.parts[1]) in SUBJECT_LAYERS and file.path.stem not in OUTSIDE_SUBJECTS[layer]
    ]


def circles_of_subjects(files: Iterable[File], layer: str) -> list[str]:
    """Subjects of a layer that import each other, directly or round about."""
    package = f"units.{layer}"
    uses: dict[str, set[str]] = {}
    for file in files:
        if within(file.module, package):
            used = {_subject(name, package) for _, name in imports(file.tree) if within(name, package)}
            uses.setdefault(_subject(file.module, package), set()).update(used)
    ways = (_way_back(start, uses) for start in sorted(uses))
    circles = {frozenset(way): way for way in reversed([way for way in ways if way])}
    return sorted(f"{package}: {' → '.join([*way, way[0]])}" for way in circles.values())


def _subject(module: str, package: str) -> str:
    return module.removeprefix(package).removeprefix(".").partition(".")[0]


def _way_back(start: str, uses: Mapping[str, set[str]]) -> list[str]:
    """The shortest way by imports from a subject back to itself; empty where there is none."""
    ways = [[start]]
    for way in ways:  # grows while it is read: breadth first
        for used in sorted(uses.get(way[-1], set()) - {way[-1], ""}):
            if used == start:
                return way
            if all(used not in other for other in ways):
                ways.append([*way, used])
    return []


# Reading a syntax tree


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that is imported: `from a import b` gives "a.b"."""
    for node in ast.walk(tree):
        if isinstance(node, Import):
            start = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module else ""
            yield from ((node.lineno, start + alias.name) for alias in node.names)


def names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of every name that is imported, read or reached through a dot."""
    for line, name in imports(tree):
        yield line, name.rpartition(".")[2]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def layer_of(name: str) -> int | None:
    """The layer of the longest known beginning of a dotted name."""
    known = [prefix for prefix in LAYERS if within(name, prefix)]
    return LAYERS[max(known, key=len)] if known else None
