"""Amounts of money as people write them."""

import pytest
from django.core.exceptions import ValidationError

from units.forms.money import MoneyField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("0", 0),
        ("120000000", 120_000_000),
        ("120.000.000", 120_000_000),
        (" 120.000.000 đồng", 120_000_000),
        ("120.000.000đ", 120_000_000),
        ("120.000.000 VNĐ", 120_000_000),
        ("120 triệu", 120_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1,5 tỉ đồng", 1_500_000_000),
        ("1.500 triệu", 1_500_000_000),
        ("500 nghìn", 500_000),
        ("120.000", 120_000),
        ("1000000000000000", 10**15),
    ],
)
def test_amount_is_read(typed: str, amount: int | None) -> None:
    assert MoneyField(required=False).clean(typed) == amount


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,5", "chưa rõ là bao nhiêu đồng. Có phải là triệu hay tỷ không?"),
        ("1.5", "chưa rõ là bao nhiêu đồng."),
        ("120,000,000", "chưa rõ là bao nhiêu đồng."),
        ("12.34.567", "chưa rõ là bao nhiêu đồng."),
        ("120 000 000", "chưa rõ là bao nhiêu đồng."),
        ("1.5 tỷ", "chưa phải là số tiền."),
        ("0,0000001 triệu", "chưa phải là số tiền."),
        ("-5", "là số âm."),
        ("-120.000.000", "là số âm."),
        ("−120 triệu", "là số âm."),
        ("1" + "0" * 30, "lớn quá 1.000.000 tỷ đồng"),
        ("9" * 5_000, "chưa phải là số tiền."),
        ("1000000000000001", "lớn quá"),
        ("1e9", "chưa phải là số tiền."),
        ("١٢٠", "chưa phải là số tiền."),
        ("nhiều lắm", "chưa phải là số tiền."),
        ("<b>1</b>", "chưa phải là số tiền."),
    ],
)
def test_what_could_be_meant_otherwise_is_refused(typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        MoneyField().clean(typed)
    assert said in refused.value.messages[0]


@pytest.mark.parametrize(("value", "shown"), [(120_000_000, "120.000.000"), (None, ""), ("1,5", "1,5")])
def test_amount_is_shown_with_dots_and_what_was_typed_as_typed(value: object, shown: str) -> None:
    assert MoneyField().prepare_value(value) == shown
