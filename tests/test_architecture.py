"""The house keeps its rules, and every rule can fail."""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pytest

from tests.house_rules import (
    CORE,
    NAME_RULES,
    PYTHON_RULES,
    SUBJECT_LAYERS,
    TEMPLATE_RULES,
    File,
    Rule,
    asks_access_for_roles,
    asks_no_roles,
    asks_the_table_of_bases,
    avoids_unsafe_calls,
    circles_of_subjects,
    classes_of_one_name,
    closes_comments_on_their_line,
    compares_no_basis,
    draws_without_the_database,
    escapes_everything,
    has_nothing_inline,
    imports_absolutely,
    imports_at_the_top,
    imports_downward_only,
    is_a_short_template,
    is_named_for_what_it_holds,
    keeps_wiring_and_domain_apart,
    locks_rows_in_one_way,
    misnamed_subjects,
    misplaced,
    names_functions_by_what_they_do,
    opens_with_blocks_and_context,
    outside_subjects,
    overrides_no_writing,
    refuses_at_the_gate,
    says_what_lives_here,
    sends_no_signals,
    stays_small,
    subjects,
)

TOP = Path(__file__).resolve().parent.parent


def files(pattern: str, *folders: str) -> Iterator[File]:
    for folder in folders:
        for path in sorted((TOP / folder).rglob(pattern)):
            inside = path.relative_to(TOP)
            if path.is_file() and not {"migrations", "vendor", "__pycache__"} & set(inside.parts):
                yield File(PurePosixPath(inside), path.read_text(encoding="utf-8"))


def complaints(rule: Rule, checked: Iterator[File]) -> list[str]:
    return [complaint for file in checked for complaint in rule(file)]


@pytest.mark.parametrize("rule", PYTHON_RULES)
def test_code_keeps_the_rule(rule: Rule) -> None:
    assert complaints(rule, files("*.py", "units", "sangkien")) == []


@pytest.mark.parametrize("rule", TEMPLATE_RULES)
def test_templates_keep_the_rule(rule: Rule) -> None:
    assert complaints(rule, files("*.html", "templates", "units")) == []


@pytest.mark.parametrize("rule", NAME_RULES)
@pytest.mark.parametrize("pattern", ["*.py", "*.html", "*.css", "*.js"])
def test_names_keep_the_rule(rule: Rule, pattern: str) -> None:
    folders = ["units", "sangkien", "templates", "static", "tests", "benchmarks"]
    assert complaints(rule, files(pattern, *folders)) == []


def test_no_two_classes_carry_one_name() -> None:
    assert classes_of_one_name(files("*.py", "units")) == []


def test_rule_of_names_sees_classes_of_two_modules_and_no_inner_ones() -> None:
    command = File(PurePosixPath("units/management/commands/a.py"), "class Command: ...\n")
    first = File(PurePosixPath("units/domain/a.py"), "class Line:\n    class Meta: ...\n")
    second = File(PurePosixPath("units/forms/b.py"), "class Form:\n    class Meta: ...\nclass Line: ...\n")
    assert classes_of_one_name([command, command, first, second]) == [
        "Line: units/domain/a.py:1, units/forms/b.py:3"
    ]


def test_top_level_is_fixed() -> None:
    ignored = [".git", *(TOP / ".gitignore").read_text(encoding="utf-8").split()]
    present = [
        path.name
        for path in TOP.iterdir()
        if not any(fnmatch(path.name, pattern.rstrip("/")) for pattern in ignored)
    ]
    assert misplaced(present) == []


def test_top_level_rule_names_what_is_too_much_and_what_is_missing() -> None:
    assert misplaced(CORE - {"fixtures"} | {"Makefile", "notes.txt", "utils.py"}) == [
        "unexpected notes.txt",
        "unexpected utils.py",
        "missing fixtures",
    ]


# Subjects


def of_the_house() -> list[File]:
    return list(files("*.py", "units", "tests"))


def of(*modules: tuple[str, str]) -> list[File]:
    """Files that are only thought of: path and text."""
    return [File(PurePosixPath(path), text) for path, text in modules]


def test_subjects_are_called_the_same_in_every_layer() -> None:
    assert len(subjects(of_the_house())) > 5
    assert misnamed_subjects(of_the_house(), subjects(of_the_house())) == []
    assert outside_subjects(of_the_house()) == []


def test_a_package_that_is_no_subject_is_named() -> None:
    domain = of(("units/domain/counts/locks.py", ""), ("units/domain/access.py", ""))
    others = of(
        ("units/views/counts/lock.py", ""),
        ("units/views/ranking/page.py", ""),
        ("units/views/ranking/deep/page.py", ""),
        ("units/forms/access/form.py", ""),
        ("units/urls/__init__.py", ""),
        ("units/urls/counts.py", ""),
        ("units/urls/numbers.py", ""),
        ("tests/domain/numbers/test_locks.py", ""),
        ("tests/domain/test_access.py", ""),
        ("units/exchange/programme_folder/read_csv.py", ""),
    )
    assert subjects(domain + others) == {"counts"}
    assert misnamed_subjects(domain + others, {"counts"}) == [
        "tests/domain/numbers: no subject",
        "units/forms/access: no subject",
        "units/urls/numbers.py: no subject",
        "units/views/ranking: no subject",
    ]


def test_a_module_in_no_subject_is_named_unless_all_may_use_it() -> None:
    modules = of(
        ("units/domain/__init__.py", ""),
        ("units/domain/access.py", ""),
        ("units/domain/counting.py", ""),
        ("units/domain/counts/counting.py", ""),
        ("units/forms/fields.py", ""),
        ("units/forms/access.py", ""),
        ("units/views/gates.py", ""),
        ("units/views/ranking.py", ""),
        ("tests/views/test_gates.py", ""),
        ("units/exchange/csv_out.py", ""),
    )
    assert outside_subjects(modules) == [
        "units/domain/counting.py: in no subject",
        "units/forms/access.py: in no subject",
        "units/views/ranking.py: in no subject",
    ]


@pytest.mark.parametrize("layer", SUBJECT_LAYERS)
def test_subjects_of_a_layer_form_no_circle(layer: str) -> None:
    assert circles_of_subjects(of_the_house(), layer) == []


def test_a_circle_of_subjects_is_found() -> None:
    assert circles_of_subjects(
        of(
            ("units/domain/counts/locks.py", "from units.domain.journal import audit\n"),
            ("units/domain/counts/desk.py", "from units.domain.counts import locks\n"),
            ("units/domain/journal/events.py", "from units.domain.counts.locks import end_of_day\n"),
            ("units/domain/journal/audit.py", "from units.models import Event\n"),
            ("units/views/journal/event.py", "from units.domain.counts import locks\n"),
        ),
        "domain",
    ) == ["units.domain: counts → journal → counts"]


def test_a_circle_round_about_is_found_also_through_a_module_of_all() -> None:
    assert circles_of_subjects(
        of(
            ("units/domain/figures/results.py", "from units.domain import access\n"),
            ("units/domain/access.py", "if TYPE_CHECKING:\n    import units.domain.dossiers.rights\n"),
            ("units/domain/dossiers/rights.py", "from units.domain.figures import results\n"),
            ("units/domain/review/queue.py", "from units.domain.figures.results import roll_up\n"),
        ),
        "domain",
    ) == ["units.domain: access → dossiers → figures → access"]


LONG_FUNCTION = "def long() -> None:\n" + "    pass\n" * 40
FULL_FUNCTION = "def full() -> None:\n" + "    pass\n" * 39

BAD: list[tuple[Rule, str, str, list[str]]] = [
    (
        imports_downward_only,
        "units/models/unit.py",
        "from units import choices, rates\nfrom units.domain.figures import summary\n",
        ["2: layer 1 imports units.domain.figures.summary of layer 2"],
    ),
    (
        imports_downward_only,
        "units/rates.py",
        "import units.models.unit\n",
        ["1: layer 0 imports units.models.unit of layer 1"],
    ),
    (
        imports_downward_only,
        "units/domain/figures/summary.py",
        "if TYPE_CHECKING:\n    from units.exchange.excel_out import render\n",
        ["2: layer 2 imports units.exchange.excel_out.render of layer 3"],
    ),
    (
        imports_downward_only,
        "units/exchange/csv_out.py",
        "from units import models, views\n",
        ["1: layer 3 imports units.views of layer 4"],
    ),
    (
        imports_downward_only,
        "units/views/ranking.py",
        "from units.reporting import render\n",
        ["1: layer 4 imports units.reporting.render of layer None"],
    ),
    (imports_downward_only, "units/reporting.py", "", ["1: units.reporting has no layer"]),
    (
        keeps_wiring_and_domain_apart,
        "units/views/ranking.py",
        "import sangkien.settings\nfrom sangkien import environment\n",
        ["1: units imports sangkien.settings", "2: units imports sangkien.environment"],
    ),
    (
        keeps_wiring_and_domain_apart,
        "sangkien/start.py",
        "from units.models import Programme\n",
        ["1: sangkien imports units.models.Programme"],
    ),
    (
        imports_at_the_top,
        "units/domain/figures/summary.py",
        "def build() -> None:\n    if True:\n        import json\n",
        ["3: imports inline"],
    ),
    (
        imports_at_the_top,
        "sangkien/worker.py",
        "class Worker:\n    from json import dumps\n",
        ["2: imports inline"],
    ),
    (
        imports_at_the_top,
        "units/domain/figures/summary.py",
        "import importlib\nviews = importlib.import_module('views')\nforms = __import__('forms')\n",
        ["1: imports inline", "2: imports inline", "3: imports inline"],
    ),
    (imports_absolutely, "units/models/unit.py", "from . import user\n", ["1: relative import"]),
    (
        draws_without_the_database,
        "units/exchange/excel_out.py",
        "from django.db import models\nfrom units.models import Programme\n",
        [
            "1: units.exchange.excel_out imports django.db.models",
            "2: units.exchange.excel_out imports units.models.Programme",
        ],
    ),
    (
        draws_without_the_database,
        "units/tables.py",
        "from django.db.models import F\n",
        ["1: units.tables imports django.db.models.F"],
    ),
    (
        draws_without_the_database,
        "units/tables/summary.py",
        "import units.models\n",
        ["1: units.tables.summary imports units.models"],
    ),
    (
        draws_without_the_database,
        "units/rates.py",
        "from django.utils import timezone\n",
        ["1: units.rates imports django.utils.timezone"],
    ),
    (
        locks_rows_in_one_way,
        "units/domain/counts/counting.py",
        "rows = Participation.objects.all()\nlocked = rows.select_for_update(no_key=True)\n",
        ["2: locks by itself"],
    ),
    (
        refuses_at_the_gate,
        "units/views/counts/grid.py",
        "from django.core import exceptions\ndef grid() -> None:\n    raise exceptions.PermissionDenied\n",
        ["3: refuses by itself"],
    ),
    (
        asks_access_for_roles,
        "units/views/counts/grid.py",
        "may = user.role == 'staff'\nmay = role in (Role.STAFF, Role.OFFICER)\n"
        "match role:\n    case Role.STAFF:\n        pass\nUser.objects.filter(role__in=REVIEWS)\n"
        "may = user.role in REVIEWS\n",
        [f"{line}: asks for a role" for line in (1, 2, 4, 6, 7)],
    ),
    (
        asks_the_table_of_bases,
        "units/domain/figures/history.py",
        "if place.basis == Basis.REPORTED:\n    pass\nmatch basis:\n    case choices.Basis.ACCEPTED: ...\n"
        "rows.filter(basis=Basis.CHILDREN)\nis_stated = place.basis in ('reported', 'children')\n"
        "if 'accepted' != basis: ...\n",
        [f"{line}: names a basis" for line in (1, 4, 5, 6, 7)],
    ),
    (
        asks_the_table_of_bases,
        "units/domain/figures/history.py",
        "rows.filter(parent__basis='accepted')\nif row['basis'] == 'accepted': ...\n"
        "match place.basis:\n    case 'accepted': ...\n",
        [f"{line}: names a basis" for line in (1, 2, 3)],
    ),
    (
        sends_no_signals,
        "units/models/unit.py",
        "from django.db.models.signals import post_save\nfrom django.dispatch import Signal\n",
        ["1: signals", "2: signals"],
    ),
    (
        sends_no_signals,
        "units/apps.py",
        "from django.db import models\nmodels.signals.pre_save.connect(print)\n",
        ["2: signals"],
    ),
    (sends_no_signals, "units/domain/x.py", "@receiver(changed)\ndef note() -> None: ...\n", ["1: signals"]),
    (
        overrides_no_writing,
        "units/models/unit.py",
        "class Unit(Model):\n    def save(self) -> None: ...\n    def delete(self) -> None: ...\n",
        ["2: Unit overrides save()", "3: Unit overrides delete()"],
    ),
    (
        avoids_unsafe_calls,
        "units/templatetags/figures.py",
        "from django.utils.safestring import mark_safe\nhtml = mark_safe('<b>')\n",
        ["1: uses mark_safe", "2: uses mark_safe"],
    ),
    (
        avoids_unsafe_calls,
        "units/views/ranking.py",
        "@csrf_exempt\ndef rank() -> SafeString:\n    rows.annotate(x=RawSQL('1', ())).extra()\n"
        "    return SafeString(rows.raw('<b>'))\n",
        ["1: uses csrf_exempt", "3: uses RawSQL", "3: uses extra", "4: uses SafeString", "4: uses raw"],
    ),
    (
        names_functions_by_what_they_do,
        "units/domain/counts/counting.py",
        "def process_count() -> None: ...\nasync def do_it() -> None: ...\n",
        ["1: vague name process_count", "2: vague name do_it"],
    ),
    (stays_small, "units/domain/x.py", LONG_FUNCTION, ["1: long: 41 lines of 40"]),
    (stays_small, "sangkien/x.py", "x = 1\n" * 261, ["1: 261 lines of 260"]),
    (says_what_lives_here, "units/domain/x.py", "x = 1\n", ["1: no docstring"]),
    (opens_with_blocks_and_context, "templates/a.html", "<p>Đây</p>\n", ["1: no Blocks:", "1: no Context:"]),
    (opens_with_blocks_and_context, "templates/a.html", "{# Blocks: none #}\n<p>", ["1: no Context:"]),
    (
        opens_with_blocks_and_context,
        "templates/a.html",
        "<p>\n{# Blocks: none #}{# Context: none #}",
        ["1: no Blocks:", "1: no Context:"],
    ),
    (
        closes_comments_on_their_line,
        "templates/a.html",
        "{# one #}\n{# Blocks: none\n   Context: none #}\n{# a #}{# b\n",
        ["2: comment goes on", "4: comment goes on"],
    ),
    (
        has_nothing_inline,
        "templates/a.html",
        "<style>p {}</style>\n<p\n style='x'>\n<script>x()</script>\n<a href=\"javascript:x()\" onclick=x()>",
        [
            "1: a style element",
            "2: a style attribute",
            "4: a script without src",
            "5: an on… attribute",
            "5: a javascript: address",
        ],
    ),
    (
        has_nothing_inline,
        "templates/a.html",
        "{% if a > b %}\n<tr{% if a > b %} STYLE='{{ x }}'{% endif %}>\n<script defer></script>{% endif %}",
        ["2: a style attribute", "3: a script without src"],
    ),
    (
        escapes_everything,
        "templates/a.html",
        "{{ body|safe }}\n{{ body | safeseq }}\n{% autoescape off %}",
        ["1: unescaped", "2: unescaped", "3: unescaped"],
    ),
    (
        asks_no_roles,
        "templates/a.html",
        "{% if user.role == 'staff' %}\n{% if role in wide %}\n<p title='{{ person.role }}'>\n",
        ["1: asks for a role", "2: asks for a role", "3: asks for a role"],
    ),
    (
        compares_no_basis,
        "templates/a.html",
        "{% if place.basis == 'reported' %}\n{% elif 'x' == y and basis != z %}\n{% if basis in stated %}",
        ["1: compares a basis", "2: compares a basis", "3: compares a basis"],
    ),
    (is_a_short_template, "templates/a.html", "<p>\n" * 121, ["1: 121 lines of 120"]),
    (is_named_for_what_it_holds, "units/utils.py", "", ["1: vague name utils.py"]),
    (is_named_for_what_it_holds, "static/js/common.min.js", "", ["1: vague name common.min.js"]),
    (is_named_for_what_it_holds, "units/misc/unit.py", "", ["1: vague name misc"]),
]

GOOD: list[tuple[Rule, str, str]] = [
    (
        imports_downward_only,
        "units/domain/figures/summary.py",
        "from units.domain.figures.pacing import pace\nfrom units.models import Unit\nimport unitsx.views\n",
    ),
    (imports_downward_only, "units/models/unit.py", "from units import rates\n"),
    (keeps_wiring_and_domain_apart, "sangkien/urls.py", "urls = include('units.urls')\n"),
    (imports_at_the_top, "units/domain/x.py", "if TYPE_CHECKING:\n    from json import dumps\n"),
    (
        draws_without_the_database,
        "units/exchange/excel_out.py",
        "from units.domain.figures.summary import Summary\n",
    ),
    (draws_without_the_database, "units/exchange/excel_in.py", "from units.models import Unit\n"),
    (locks_rows_in_one_way, "units/domain/versions.py", "rows.select_for_update()\n"),
    (refuses_at_the_gate, "units/views/gates.py", "raise PermissionDenied\n"),
    (refuses_at_the_gate, "units/domain/x.py", "raise PermissionDenied\n"),
    (asks_access_for_roles, "units/domain/access.py", "may = user.role in (Role.STAFF,)\n"),
    (
        asks_access_for_roles,
        "units/domain/accounts/people.py",
        "changed = before.role != after.role\nfound = person.role == role\nUser(role=Role.STAFF)\n",
    ),
    (
        asks_the_table_of_bases,
        "units/domain/figures/results.py",
        "if rules_for(row.basis).is_stated or row.benefit_basis == BenefitBasis.MONEY: ...\n"
        "line.choice('basis', Basis) or Basis(basis) or basis in Basis.values\n",
    ),
    (asks_the_table_of_bases, "units/domain/figures/bases.py", "rules[Basis.REPORTED]\n"),
    (sends_no_signals, "sangkien/start.py", "import signal\nsignal.signal(2, print)\n"),
    (overrides_no_writing, "units/domain/counts/counting.py", "def save() -> None: ...\n"),
    (avoids_unsafe_calls, "units/views/x.py", "def draw() -> SafeString:\n    log(extra={})\n"),
    (names_functions_by_what_they_do, "units/management/commands/x.py", "def handle() -> None: ...\n"),
    (stays_small, "units/domain/x.py", FULL_FUNCTION + "x = 1\n" * 220),
    (says_what_lives_here, "units/migrations/__init__.py", ""),
    (opens_with_blocks_and_context, "templates/a.html", "{# Blocks: none #}\n{# Context: none #}\n<p>"),
    (
        opens_with_blocks_and_context,
        "templates/a.html",
        "{% extends 'base.html' %}\n{% comment %}\nBlocks: main\nContext: summary\n{% endcomment %}\n",
    ),
    (
        has_nothing_inline,
        "templates/a.html",
        "{# <p style='x'> #}{% comment %}<style>{% endcomment %}<p data-style='x' class='on'>style = 1</p>"
        "<script type='module' src='{% static 'a.js' %}'></script><p title='on my way'>",
    ),
    (escapes_everything, "templates/a.html", "{{ safe }} {{ a|safely }} {% autoescape on %}"),
    (asks_no_roles, "templates/a.html", "<p role='alert'>{{ user.get_role_display }}{% if may.review %}"),
    (
        compares_no_basis,
        "templates/a.html",
        "{% if desk.basis.is_stated %}{{ place.get_basis_display }}{% endif %} basis == 1"
        "{% if x.benefit_basis == 'money' %}{% with basis=desk.basis %}",
    ),
    (is_a_short_template, "templates/a.html", "<p>\n" * 120),
    (is_named_for_what_it_holds, "units/domain/information.py", ""),
]


@pytest.mark.parametrize(("rule", "path", "text", "expected"), BAD)
def test_rule_fails_on_a_bad_file(rule: Rule, path: str, text: str, expected: list[str]) -> None:
    assert rule(File(PurePosixPath(path), text)) == [f"{path}:{complaint}" for complaint in expected]


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_rule_lets_a_near_miss_pass(rule: Rule, path: str, text: str) -> None:
    assert rule(File(PurePosixPath(path), text)) == []


def test_every_rule_has_a_bad_file() -> None:
    rules = {*PYTHON_RULES, *TEMPLATE_RULES, *NAME_RULES}
    assert {rule for rule, *_ in BAD} == rules


@pytest.mark.parametrize("folder", ["units", "sangkien"])
def test_rules_have_code_to_check(folder: str) -> None:
    assert len(list(files("*.py", folder))) > 5
