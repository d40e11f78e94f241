"""Keys to search and sort by follow the name, on any database."""

import pytest

from tests.factories import make_unit
from units.models import Unit
from units.vietnamese import order_text, sort_key

NAMES = [
    "Ong Vàng",
    "Đức",
    "Dũng",
    "An Lão",
    "An",
    "Ăn",
    "Ân Thi",
    "Công đoàn 10",
    "Công đoàn 2",
    "công đoàn 2",
    "Bé",
    "LĐLĐ huyện – Sìn Hồ",
    "LĐLĐ huyện Sìn Hồ",
    "Mã",
    "Má",
    "Mạ",
]


def test_order_text_is_digits_in_the_order_of_sort_key() -> None:
    by_text = sorted(NAMES, key=lambda name: (order_text(name), name))

    assert by_text == sorted(NAMES, key=sort_key)
    assert all(order_text(name).isdecimal() and order_text(name).isascii() for name in NAMES)


def test_database_lists_names_as_vietnamese_readers_expect(db: None) -> None:
    for place, name in enumerate(NAMES):
        make_unit(name=name, code=f"ma-{place}")
    found = [unit.name for unit in Unit.objects.all().by_name() if unit.name != "công đoàn 2"]

    assert found == sorted((name for name in NAMES if name != "công đoàn 2"), key=sort_key)


@pytest.mark.parametrize("typed", ["LĐLĐ", "lđlđ", "ldld", "Than UYEN", "uyên  ldld", "than-uyen", ""])
def test_unit_is_found_in_any_case_without_accents(db: None, typed: str) -> None:
    unit = make_unit(name="LĐLĐ huyện Than Uyên", code="than-uyen")

    assert list(Unit.objects.all().matching(typed)) == [unit]


@pytest.mark.parametrize("typed", ["sin ho", "%", "_", "uyennn", "'; --"])
def test_unit_is_not_found_by_what_it_has_not(db: None, typed: str) -> None:
    make_unit(name="LĐLĐ huyện Than Uyên", code="than-uyen")

    assert not Unit.objects.all().matching(typed).exists()
