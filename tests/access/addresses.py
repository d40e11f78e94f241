"""Every address of the URLconf, found by walking the resolver."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

GROUP = re.compile(r"\(\?P(<\w+>)[^)]*\)")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
MALFORMED = "không có"
HUGE = 10**30


@dataclass(frozen=True, slots=True)
class Address:
    """A pattern by its full name (its route when it has none) and route, for example `so-lieu/<int:pk>/`."""

    name: str
    route: str

    @property
    def parameters(self) -> dict[str, str]:
        """Converter by parameter."""
        return {name: converter or "str" for converter, name in PARAMETER.findall(self.route)}

    def path(self, values: Mapping[str, Any]) -> str:
        """Filled in by hand: `reverse` refuses what is malformed."""
        return "/" + PARAMETER.sub(lambda found: quote(str(values[found[2]])), self.route)


def addresses(urlconf: str | None = None) -> list[Address]:
    return list(_walk(get_resolver(urlconf).url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], route: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)
        else:
            path = GROUP.sub(r"\1", here).replace("^", "").rstrip("$")
            yield Address(f"{namespace}{pattern.name or path}", path)
