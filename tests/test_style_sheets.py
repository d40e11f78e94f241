"""The style sheets keep their rules, and every rule can fail."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.style_rules import (
    Block,
    blocks_of,
    gives_each_token_both_schemes,
    links_sheets_of_its_subject,
    links_the_sheets_that_it_wears,
    names_colours_among_the_tokens_only,
    says_nothing_twice,
    styles_what_is_worn,
    uses_tokens_that_there_are,
    words_of,
)

TOP = Path(__file__).resolve().parent.parent
MARKUP_WRITERS = ("forms", "tables", "templatetags")
"""Folders of `units` whose Python writes classes."""
STRING = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`")
WORD = re.compile(r"[a-z][\w-]*", re.IGNORECASE)


def sheets() -> dict[str, str]:
    folder = TOP / "static" / "css"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css"))}


def blocks(**texts: str) -> list[Block]:
    """Of the sheets named like `page` for page.css, or of those that there are."""
    named = {f"{name}.css": text for name, text in texts.items()} or sheets()
    return [block for name, text in named.items() for block in blocks_of(name, text)]


def templates() -> dict[str, str]:
    paths = sorted((TOP / "templates").rglob("*.html"))
    return {str(path.relative_to(TOP)): path.read_text(encoding="utf-8") for path in paths}


def words_in_code(*folders: str) -> set[str]:
    """Words of the strings that modules of `units` have, but for what they say of themselves."""
    return {
        word
        for folder in folders
        for path in (TOP / "units").glob(f"{folder}**/*.py")
        for text in strings(ast.parse(path.read_text(encoding="utf-8")))
        for word in WORD.findall(text)
    }


def strings(tree: ast.Module) -> Iterator[str]:
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def worn() -> set[str]:
    """The classes that templates, forms, tables, tags and scripts write."""
    scripts = [path.read_text(encoding="utf-8") for path in (TOP / "static" / "js").glob("*.js")]
    in_scripts = {
        word for text in scripts for string in STRING.findall(text) for word in WORD.findall(string)
    }
    in_templates = {word for text in templates().values() for word in words_of(text)}
    return in_templates | in_scripts | words_in_code(*(f"{folder}/" for folder in MARKUP_WRITERS))


def test_colours_stand_among_the_tokens_only() -> None:
    assert names_colours_among_the_tokens_only(blocks()) == []


def test_tokens_have_a_light_and_a_dark_value() -> None:
    assert gives_each_token_both_schemes(blocks()) == []


def test_tokens_are_there_and_are_used() -> None:
    assert uses_tokens_that_there_are(blocks()) == []


def test_no_declaration_block_stands_twice() -> None:
    assert says_nothing_twice(blocks()) == []


def test_pages_link_sheets_of_their_subject() -> None:
    assert links_sheets_of_its_subject(templates(), sheets()) == []


def test_pages_link_the_sheets_that_they_wear() -> None:
    assert links_the_sheets_that_it_wears(templates(), blocks()) == []


def test_every_class_is_worn() -> None:
    assert styles_what_is_worn(blocks(), worn(), words_in_code("")) == []


def test_there_is_something_to_read() -> None:
    assert len(blocks()) > 500
    assert {"card", "state-", "col-", "form-select", "is-changed"} <= worn()
    assert "accepted" in words_in_code("")


ALIKE = ":root { --gap: 4px; }"


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ("a { color: #fff; }", ["page.css:1: color: #fff"]),
        (".a,\n.b { margin: 0;\n border: 1px solid RED; }", ["page.css:1: border: RED"]),
        ("\n\na { background: rgb(0 0 0 / 5%) }", ["page.css:3: background: rgb("]),
        (
            "@media print { a { fill: color-mix(in srgb, var(--a), var(--b)); } }",
            ["page.css:1: fill: color-mix("],
        ),
        ("/* a\n */ a { --b: url('data:image/svg+xml,%23fff'); }", ["page.css:2: --b: data:"]),
        ("a { color: var(--red); background: none; border-color: transparent; }", []),
        (".red #fade { content: 'red #fff'; white-space: pre; fill: currentColor; } /* #fff */", []),
    ],
)
def test_colour_outside_the_tokens_is_found(text: str, complaints: list[str]) -> None:
    assert names_colours_among_the_tokens_only(blocks(page=text)) == complaints


@pytest.mark.parametrize(
    ("light", "dark", "paper", "complaints"),
    [
        ("--ink: #111; --line: #ddd;", "--ink: #eee;", "", ["--line has no dark value"]),
        ("--ink: #111;", "--ink: #eee; --line: #333;", "", ["--line has no light value"]),
        ("--ink: #111; --gap: 1px;", "--ink: #eee; --gap: 2px;", "", ["--gap is not alike"]),
        ("--ink: #111;", "--ink: #111;", "", ["--ink is alike"]),
        ("--ink: #111;", "--ink: #eee;", "--inky: #000;", ["--inky is on paper only"]),
        ("--ink: #111;", "--ink: #eee;", "--ink: #000; --gap: 0;", []),
    ],
)
def test_token_of_one_scheme_is_found(light: str, dark: str, paper: str, complaints: list[str]) -> None:
    tokens = f"""{ALIKE} :root {{ {light} }}
        @media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }} @media print {{ :root {{ {paper} }} }}"""
    assert gives_each_token_both_schemes(blocks(tokens=tokens)) == complaints


def test_token_that_is_not_set_or_not_used_is_found() -> None:
    page = "a { margin: calc(var(--gap) + var(--gab, 1px)); --own: 1px; padding: var(--own); }"
    found = uses_tokens_that_there_are(blocks(tokens=":root { --gap: 4px; --line: #ddd; }", page=page))

    assert found == ["page.css:1: --gab is not set", "tokens.css:1: --line is not used"]


@pytest.mark.parametrize(
    ("second", "complaints"),
    [
        (".b { padding:  0; margin: 0 }", ["other.css:1: as in page.css:1"]),
        ("@media print { .b { margin: 0; padding: 0; } }", []),
        (".b { margin: 0; padding: 1px; }", []),
        (".b { margin: 0; }", []),
    ],
)
def test_declaration_block_that_stands_twice_is_found(second: str, complaints: list[str]) -> None:
    assert (
        says_nothing_twice(blocks(page=".a { margin: 0; padding: 0; }\n.c { margin: 0; }", other=second))
        == complaints
    )


FRAME = "".join(f"{{% static 'css/{name}.css' %}}" for name in ("tokens", "theme", "components", "print"))


@pytest.mark.parametrize(
    ("linked", "complaints"),
    [
        ({"grid/show": "grid", "person/one": "account"}, []),
        (
            {"grid/show": "grid", "person/one": "account", "lock/show": "grid"},
            ["templates/lock/show.html: links grid.css"],
        ),
        ({"grid/show": "grid", "lock/show": "account"}, ["templates/lock/show.html: links account.css"]),
        (
            {"grid/show": "theme", "person/one": "account"},
            ["templates/grid/show.html: links theme.css", "grid.css: linked by no page"],
        ),
    ],
)
def test_sheet_of_another_subject_is_found(linked: dict[str, str], complaints: list[str]) -> None:
    pages = {f"templates/{name}.html": f"{{% static 'css/{sheet}.css' %}}" for name, sheet in linked.items()}
    found = links_sheets_of_its_subject({"templates/base.html": FRAME, **pages}, ["account.css", "grid.css"])

    assert found == complaints


def test_frame_without_a_shared_sheet_is_found() -> None:
    assert links_sheets_of_its_subject({"templates/base.html": FRAME.replace("theme", "grid")}, []) == [
        "templates/base.html: does not link tokens.css, theme.css, components.css, print.css"
    ]


def test_page_without_the_sheet_of_a_class_is_found() -> None:
    page = """{% extends "base.html" %}{% block head %}{% static 'css/grid.css' %}{% endblock %}
        <p class="cell {% if a == "rank" %}lone{% endif %} row-{{ band }}">
        {% include "grid/_part.html" with b=c %}"""
    part = '<p class="card rank">'
    texts = {
        "templates/base.html": FRAME,
        "templates/grid/show.html": page,
        "templates/grid/_part.html": part,
    }
    styled = blocks(
        grid=".cell, .both { margin: 0; }",
        components=".card { margin: 0; }",
        count="b > .rank, .both { top: 0 }",
    )

    assert links_the_sheets_that_it_wears(texts, styled) == [
        "templates/grid/show.html: .rank is styled by count.css"
    ]


def test_class_that_nothing_wears_is_found() -> None:
    text = """@media print { .a:not(.b, [class*='.x']) .old-name, #c { margin: 0; } }
        .state-good, .state-odd, .depth-3, svg.d { top: 0; }"""
    found = styles_what_is_worn(blocks(page=text), {"a", "b", "state-", "depth-", "d"}, {"good"})

    assert found == ["page.css:1: .old-name is worn by nothing", "page.css:2: .state-odd is worn by nothing"]
