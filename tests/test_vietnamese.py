"""Vietnamese words and figures as text."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.vietnamese import comma_decimal, dotted, fold, letter_date, same_name, short_date, sort_key

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẩẫấậèẻẽéẹềểễếệìỉĩíịồổỗốộờởỡớợừửữứựỳỷỹýỵ AĐƯỜNG"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("LĐLĐ  Tỉnh", "ldld tinh"),
        (" LĐLĐ huyện Sìn Hồ\n", "ldld huyen sin ho"),
        ("Công đoàn ngành Y tế", "cong doan nganh y te"),
        ("Đường", "duong"),
        ("ƯỚC", "uoc"),
        ("", ""),
        ("\t ", ""),
        ("01 triệu", "01 trieu"),
    ],
)
def test_fold_forgets_accents_case_and_spaces(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text(alphabet=LETTERS))
def test_fold_is_the_same_however_the_letters_are_composed_or_cased(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed) == fold(text.upper()) == fold(text.lower())


@given(st.text(alphabet=LETTERS))
def test_fold_leaves_plain_letters_only(text: str) -> None:
    key = fold(text)
    assert key.isascii()
    assert fold(key) == key


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Lò Văn Hùng", "LÒ  VĂN HÙNG ", True),
        ("Hoà", "Hòa", True),
        ("Thuỷ", "Thủy", True),
        ("Hùng", "Hưng", False),
        ("Hùng", "Húng", False),
        ("Hùng", "Hung", False),
        ("Đạt", "Dạt", False),
        ("Tâm", "Tăm", False),
    ],
)
def test_same_name_keeps_accents(one: str, other: str, is_same: bool) -> None:
    for form in ("NFC", "NFD"):
        assert (same_name(one) == same_name(unicodedata.normalize(form, other))) is is_same


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.000"),
        (2152, "2.152"),
        (9_999_999, "9.999.999"),
        (-1234, "-1.234"),
    ],
)
def test_dotted_groups_thousands(number: int, text: str) -> None:
    assert dotted(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("0"), "0"),
        (Decimal("99.6"), "99,6"),
        (Decimal("12.50"), "12,50"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal("1E+3"), "1.000"),
    ],
)
def test_comma_decimal_swaps_dot_and_comma(number: Decimal, text: str) -> None:
    assert comma_decimal(number) == text


@pytest.mark.parametrize(
    ("day", "text"), [(date(2022, 1, 8), "08/01/2022"), (date(22, 11, 10), "10/11/0022")]
)
def test_short_date_is_day_month_year(day: date, text: str) -> None:
    assert short_date(day) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2022, 11, 10), "ngày 10 tháng 11 năm 2022"),
        (date(2022, 1, 8), "ngày 08 tháng 01 năm 2022"),
        (date(2022, 2, 9), "ngày 09 tháng 02 năm 2022"),
        (date(2022, 3, 1), "ngày 01 tháng 3 năm 2022"),
        (date(2023, 9, 30), "ngày 30 tháng 9 năm 2023"),
    ],
)
def test_letter_date_guards_the_low_figures_by_zeros(day: date, text: str) -> None:
    assert letter_date(day) == text


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ăn", "Ân", "Bé", "Dũng", "Đức", "Em", "Êm"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mab"],
        ["Minh Hoạ 2", "Minh Hoạ 10", "Minh Hoạ 10a", "Minh Hoàng"],
        ["LĐLĐ huyện Tam Đường", "LĐLĐ huyện Tân Uyên", "LĐLĐ huyện Than Uyên"],
        ["", "(khác)", "1", "A", "a"],
        ["Tán Bình", "Tân An", "Tân Bình"],
    ],
)
@given(data=st.data())
def test_sort_key_puts_names_as_a_dictionary_does(ordered: list[str], data: st.DataObject) -> None:
    assert sorted(data.draw(st.permutations(ordered)), key=sort_key) == ordered


@given(st.text(alphabet=LETTERS))
def test_sort_key_is_the_same_however_the_letters_are_composed(text: str) -> None:
    composed, decomposed = (sort_key(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert composed[:2] == decomposed[:2]


@given(st.lists(st.text(max_size=8)), st.data())
def test_sort_key_orders_any_text_in_one_way(texts: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(texts))
    assert sorted(shuffled, key=sort_key) == sorted(texts, key=sort_key)
