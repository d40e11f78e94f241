"""Events of any content, as nobody writes them: hidden values, other years' fields, rows that are gone."""

from typing import Any

from django.apps import apps
from hypothesis import strategies as st

from units.domain.journal.presenting import OF_VERBS

MODELS = apps.get_app_config("units").get_models()
SUBJECTS = [*(str(model._meta.model_name) for model in MODELS), "removed", "", "units.unit"]
KEYS = sorted(
    {
        field.name
        for model in apps.get_app_config("units").get_models()
        for field in model._meta.concrete_fields
    }
    | {key for entries in OF_VERBS.values() for key in entries}
)

# PostgreSQL stores neither the sign 0 nor halves of letters in JSON.
TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
TIMES = st.dates().map(str) | st.datetimes().map(lambda instant: instant.isoformat()) | st.just("đã sửa")
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    PLAIN | TEXT | TIMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
SAID = st.dictionaries(st.sampled_from(KEYS) | TEXT, JSON, max_size=8) | JSON
"""What an event says before or after: items, as a rule."""


def nested(depth: int) -> Any:
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found
