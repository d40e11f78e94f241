"""What people typed, as it is shown again."""

import pytest

from units.forms.fields import one_line, quoted


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a" * 40, f"“{'a' * 40}”"),
        ("a" * 41, f"“{'a' * 40}…”"),
        (" a \n b ", "“a b”"),
        ("a\0b\u202ec\x07", "“a b c”"),
    ],
)
def test_quoted_is_short_and_on_one_line(typed: str, shown: str) -> None:
    assert quoted(typed) == shown


def test_one_line_keeps_vietnamese() -> None:
    assert one_line("Đường  sắt\u200b Ân") == "Đường sắt Ân"
