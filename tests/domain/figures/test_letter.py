"""A directive's text as paragraphs and numbered items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.domain.figures.letter import Block, blocks


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        (" \n\n \t\n", []),
        ("Một đoạn.", [Block("Một đoạn.")]),
        ("Hai dòng\ncủa một đoạn.", [Block("Hai dòng của một đoạn.")]),
        ("Đoạn một.\n\nĐoạn hai.", [Block("Đoạn một."), Block("Đoạn hai.")]),
        ("Đoạn một.\r\n\r\nĐoạn hai.", [Block("Đoạn một."), Block("Đoạn hai.")]),
        ("Đoạn một.\n \t \n\n\nĐoạn hai.", [Block("Đoạn một."), Block("Đoạn hai.")]),
        ("1. Rà soát\nsáng kiến.", [Block("Rà soát sáng kiến.", number=1)]),
        ("Kính gửi:\n\n1. Một.\n\n12. Hai.", [Block("Kính gửi:"), Block("Một.", 1), Block("Hai.", 12)]),
        ("2.152 sáng kiến.", [Block("2.152 sáng kiến.")]),
        ("2022. Năm nay", [Block("2022. Năm nay")]),
        ("1.", [Block("1.")]),
        ("<b>1. Không phải mã</b>", [Block("<b>1. Không phải mã</b>")]),
    ],
)
def test_blocks_split_at_blank_lines(body: str, expected: list[Block]) -> None:
    assert blocks(body) == expected


@given(st.text(alphabet=st.sampled_from("ađ1. \t\r\n2"), max_size=60))
def test_blocks_lose_no_word(body: str) -> None:
    found = blocks(body)
    words = " ".join(
        block.text if block.number is None else f"{block.number}. {block.text}" for block in found
    )
    assert words.split() == body.split()
