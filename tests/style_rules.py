"""The rules of the style sheets as functions: each takes what was read and gives its complaints."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

TOKENS, PRINT = "tokens.css", "print.css"
FRAME = "templates/base.html"
SHARED = (TOKENS, "theme.css", "components.css", PRINT)
"""Sheets of every page, linked by the frame alone, in this order. Every other sheet is one of pages."""
SUBJECTS = {
    "account.css": ("account", "person"),
    "admin.css": ("dossier_rules", "note_template", "participation", "programme", "quota"),
    "deciding.css": ("dossier", "review"),
    "likeness.css": ("dossier",),
    "report.css": ("portal", "reconciliation", "report", "value"),
}
"""Folders of templates whose pages may link a sheet; any other sheet belongs to the folder of its name."""

DARK = ("@media (prefers-color-scheme: dark)",)
PAPER = ("@media print",)
NAMED = """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan
darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred
darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink
deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold
goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush
lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey
lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow
lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen
mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin
navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise
palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue
saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow
springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen
accentcolor activetext buttonborder buttonface buttontext canvas canvastext field fieldtext graytext
highlight highlighttext linktext mark marktext selecteditem visitedtext
"""
FUNCTIONS = "rgba? hsla? hwb lab lch oklab oklch color color-mix device-cmyk light-dark"
COLOUR = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|(?<![\w-])(?:{'|'.join(FUNCTIONS.split())})\(|(?<![\w-])(?:{'|'.join(NAMED.split())})(?![\w(-])"
    r"|(?<![\w-])data:",  # a picture brings colours of its own
    re.IGNORECASE,
)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

PIECE = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]|[^{};"'/]+|/""", re.DOTALL)
COMMA = re.compile(r",(?![^(\[]*[)\]])")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
CLASS = re.compile(r"\.(-?[a-z_][\w-]*)", re.IGNORECASE)
LINK = re.compile(r"{% static 'css/([\w.-]+)' %}")
INCLUDE = re.compile(r"{%\s*(?:include|extends)\s+\"([^\"]+)\"")
CLASS_ATTRIBUTE = re.compile(r"\bclass=\"((?:{%.*?%}|{{.*?}}|[^\"])*)\"", re.DOTALL)
WORD = re.compile(r"[a-z][\w-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Some declarations with their selectors; `context` are the at-rules around it, the outermost first."""

    sheet: str
    line: int
    context: tuple[str, ...]
    selectors: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]

    @property
    def classes(self) -> frozenset[str]:
        bare = (re.sub(r"\[[^]]*]", "", selector) for selector in self.selectors)
        return frozenset(name for selector in bare for name in CLASS.findall(selector))

    def complaint(self, what: str) -> str:
        return f"{self.sheet}:{self.line}: {what}"


# What a sheet says


def names_colours_among_the_tokens_only(blocks: Iterable[Block]) -> list[str]:
    return [
        block.complaint(f"{name}: {found[0]}")
        for block in blocks
        if block.sheet != TOKENS
        for name, value in block.declarations
        if (found := COLOUR.search(value if "data:" in value else QUOTED.sub("", value)))
    ]


def gives_each_token_both_schemes(blocks: Iterable[Block]) -> list[str]:
    """The first block of the tokens is alike in light and dark, the second light; then dark, then paper."""
    tokens = [block for block in blocks if block.sheet == TOKENS]
    alike, light, *_ = [dict(block.declarations) for block in tokens if not block.context] + [{}, {}]
    dark, paper = (
        dict(pair for block in tokens if block.context == context for pair in block.declarations)
        for context in (DARK, PAPER)
    )
    return (
        [f"{name} has no dark value" for name in light if name not in dark]
        + [f"{name} has no light value" for name in dark if name not in light]
        + [f"{name} is not alike" for name in alike if name in {**light, **dark}]
        + [f"{name} is alike" for name, value in light.items() if dark.get(name) == value]
        + [f"{name} is on paper only" for name in paper if name not in {**alike, **light}]
    )


def uses_tokens_that_there_are(blocks: Sequence[Block]) -> list[str]:
    """Nothing is taken from a variable that nobody sets, and no token lies idle."""
    pairs = [(block, name, value) for block in blocks for name, value in block.declarations]
    used = {variable for _, _, value in pairs for variable in VARIABLE.findall(value)}
    given = {name for _, name, _ in pairs}
    return [
        block.complaint(f"{variable} is not set")
        for block, _, value in pairs
        for variable in VARIABLE.findall(value)
        if variable not in given
    ] + [
        block.complaint(f"{name} is not used")
        for block, name, _ in pairs
        if block.sheet == TOKENS and not block.context and name not in used
    ]


def says_nothing_twice(blocks: Iterable[Block]) -> list[str]:
    """Two declarations or more stand once under the same at-rules, in whatever order."""
    said: dict[tuple[object, ...], list[Block]] = defaultdict(list)
    for block in blocks:
        if len(block.declarations) > 1:
            said[block.context, frozenset(block.declarations)].append(block)
    return [
        block.complaint(f"as in {first.sheet}:{first.line}")
        for first, *others in said.values()
        for block in others
    ]


# Sheets and pages


def links_sheets_of_its_subject(templates: Mapping[str, str], sheets: Collection[str]) -> list[str]:
    """The frame links what is shared; a page links sheets of its own folder; no sheet is left over."""
    complaints = []
    linked = {path: LINK.findall(text) for path, text in templates.items()}
    if tuple(linked.get(FRAME, ())) != SHARED:
        complaints.append(f"{FRAME}: does not link {', '.join(SHARED)}")
    for path, names in linked.items():
        if path != FRAME:
            folder = path.split("/")[1]
            complaints += [
                f"{path}: links {name}"
                for name in names
                if name in SHARED or folder not in SUBJECTS.get(name, (name.removesuffix(".css"),))
            ]
    found = {name for names in linked.values() for name in names}
    return complaints + [f"{name}: linked by no page" for name in sorted({*sheets} - found)]


def links_the_sheets_that_it_wears(templates: Mapping[str, str], blocks: Iterable[Block]) -> list[str]:
    """A page has a sheet for each class of it and of its parts that some sheet of pages styles."""
    styled: dict[str, set[str]] = defaultdict(set)
    for block in blocks:
        if block.sheet != PRINT:  # what paper leaves out or turns is styled elsewhere
            for name in block.classes:
                styled[name].add(block.sheet)
    complaints = []
    for path, text in templates.items():
        if "{% extends " in text:
            parts = parts_of(path, templates)
            linked = {name for part in parts for name in LINK.findall(templates[part])}
            worn = {word for part in parts for word in words_of(templates[part])}
            complaints += [
                f"{path}: .{name} is styled by {', '.join(sorted(styled[name]))}"
                for name in sorted(worn & styled.keys())
                if not styled[name] & linked
            ]
    return complaints


def styles_what_is_worn(
    blocks: Iterable[Block], worn: Collection[str], endings: Collection[str]
) -> list[str]:
    """Every class is worn. "state-" in `worn` stands for "state-" with any of the endings, or a number."""
    beginnings = tuple(word for word in worn if word.endswith("-"))

    def is_worn(name: str) -> bool:
        rests = (name.removeprefix(each) for each in beginnings if name.startswith(each))
        return name in worn or any(rest in endings or rest.isdigit() for rest in rests)

    return [
        block.complaint(f".{name} is worn by nothing")
        for block in blocks
        for name in sorted(block.classes)
        if not is_worn(name)
    ]


# Reading


def blocks_of(sheet: str, text: str) -> Iterator[Block]:
    """The blocks of declarations of a sheet in their order."""
    around: list[tuple[str, int]] = []
    said, line, start = "", 1, 1
    parts: list[str] = []
    for piece in PIECE.findall(text):
        if piece == "{":
            around.append((plain(said), start))
            parts = []
        elif plain(said) and piece in (";", "}"):
            parts.append(said)
        if piece == "}":
            prelude, opened = around.pop()
            if parts:
                context = tuple(outer for outer, _ in around)
                yield Block(sheet, opened, context, selectors_of(prelude), declarations_of(parts))
            parts = []
        if piece in ("{", "}", ";"):
            said = ""
        elif not piece.startswith("/*"):
            if not plain(said):
                start = line + piece[: len(piece) - len(piece.lstrip())].count("\n")
            said += piece
        line += piece.count("\n")


def selectors_of(prelude: str) -> tuple[str, ...]:
    return tuple(plain(each) for each in COMMA.split(prelude))


def declarations_of(parts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition(":") for part in parts)
    return tuple((plain(name), plain(value)) for name, _, value in pairs)


def plain(text: str) -> str:
    return " ".join(text.split())


def words_of(template: str) -> set[str]:
    """The classes that a template writes; "state-" of one whose ending comes from elsewhere."""
    values = " ".join(re.sub(r"{%.*?%}|{{.*?}}", " ", value) for value in CLASS_ATTRIBUTE.findall(template))
    return set(WORD.findall(values))


def parts_of(path: str, templates: Mapping[str, str]) -> set[str]:
    """The template with all that it extends and includes by name."""
    found, waiting = set[str](), [path]
    while waiting:
        part = waiting.pop()
        if part in templates and part not in found:
            found.add(part)
            waiting += [f"templates/{name}" for name in INCLUDE.findall(templates[part])]
    return found
