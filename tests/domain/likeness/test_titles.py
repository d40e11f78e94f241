"""How alike two titles are: what must hold whatever is typed, and what each difference does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.domain.likeness.evidence import Signals, reasons, strength
from units.domain.likeness.titles import Corpus, Piece, TitleLikeness, compare, side_by_side
from units.domain.likeness.words import LONGEST_TERM, is_syllable, keys_of, terms_of, words_of
from units.vietnamese import fold

NOTHING_KNOWN = Corpus(0, {})
BOILERPLATE = Corpus(
    2_000, dict.fromkeys(keys_of("một số giải pháp nâng cao chất lượng hiệu quả trong công tác"), 900)
)
LIKELY = 0.80

SOME_WORDS = (
    "một số giải pháp nâng cao chất lượng dạy học môn toán lớp 5 máy sấy chè CNTT công nghệ thông tin "
    "tại Trường Tiểu học Nậm Loỏng năm 2022 quy trình kỹ thuật nưng thiêt xyz ĐƯỜNG - :"
)
SYLLABLES = st.sampled_from(SOME_WORDS.split())
TITLES = st.lists(SYLLABLES, max_size=14).map(" ".join)
CORPORA = st.builds(
    Corpus, st.just(100), st.dictionaries(st.sampled_from(["mot", "so", "may", "cntt"]), st.integers(0, 100))
)


@given(TITLES, TITLES, CORPORA)
def test_likeness_is_symmetric_and_a_share(first: str, second: str, corpus: Corpus) -> None:
    here, there = compare(first, second, corpus), compare(second, first, corpus)
    assert here.score == pytest.approx(there.score)
    assert 0 <= here.score <= 1
    assert (here.here, here.there) == (there.there, there.here)


@given(TITLES, CORPORA)
def test_a_title_is_wholly_like_itself_and_its_folded_form(title: str, corpus: Corpus) -> None:
    for other in (title, title.upper(), fold(title)):
        assert compare(title, other, corpus) == TitleLikeness(1.0)


@given(TITLES, TITLES, CORPORA)
def test_only_the_same_words_are_wholly_alike_in_percent(first: str, second: str, corpus: Corpus) -> None:
    likeness = compare(first, second, corpus)
    if likeness.percent == 100:
        assert likeness.here == likeness.there == ()


@given(st.text(max_size=300))
def test_terms_fit_their_column_whatever_is_typed(title: str) -> None:
    terms = terms_of(title)
    assert all(0 < len(term) <= LONGEST_TERM for term in terms)
    assert {word.key[:LONGEST_TERM] for word in words_of(title)} <= terms


def test_terms_are_words_and_pairs_of_neighbours() -> None:
    assert terms_of("Máy sấy chè, kỹ thuật") == {
        "may", "say", "che", "ki", "thuat", "may say", "say che", "che ki", "ki thuat",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ứng dụng CNTT trong dạy học", "Ứng dụng công nghệ thông tin trong dạy học"),
        ("Nâng cao tay nghề thợ hàn", "Nângcao tay nghề thợ hàn"),
        ("Bàn thao tác đứng cho thợ may", "Cho thợ may: bàn thao tác đứng"),
        ("Hợp lý hoá quy trình phát thuốc", "HỢP LÍ HÓA QUI TRÌNH PHÁT THUỐC"),
    ],
)
def test_spelling_order_and_abbreviations_do_not_count(first: str, second: str) -> None:
    assert compare(first, second, NOTHING_KNOWN).score == 1


def test_year_and_school_count_least_and_are_named() -> None:
    likeness = compare(
        "Giúp trẻ làm quen với toán tại Trường Mầm non Hoa Mận năm học 2020-2021",
        "Giúp trẻ làm quen với toán tại Trường Mầm non Sao Mai năm học 2021-2022",
        NOTHING_KNOWN,
    )
    assert LIKELY < likeness.score < 1
    assert (likeness.here, likeness.there) == (("Hoa Mận", "2020"), ("Sao Mai", "2022"))


def test_another_subject_in_the_same_boilerplate_is_another_title() -> None:
    first = "Một số giải pháp nâng cao chất lượng công tác văn thư"
    second = "Một số giải pháp nâng cao chất lượng công tác y tế"
    assert compare(first, second, BOILERPLATE).score < 0.4


def test_boilerplate_that_nobody_uses_yet_weighs_more() -> None:
    first = "Một số giải pháp nâng cao chất lượng văn thư"
    second = "Một số giải pháp nâng cao chất lượng kho lạnh"
    assert compare(first, second, BOILERPLATE).score < compare(first, second, NOTHING_KNOWN).score


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tăng nhiệt độ buồng sấy gỗ", "Giảm nhiệt độ buồng sấy gỗ"),
        ("Quy trình nhập kho vật tư", "Quy trình xuất kho vật tư"),
        ("Phụ đạo học sinh yếu lớp 6", "Phụ đạo học sinh yếu lớp 7"),
    ],
)
def test_one_word_in_anothers_place_makes_another_subject(first: str, second: str) -> None:
    assert compare(first, second, NOTHING_KNOWN).score < LIKELY


def test_a_number_is_never_a_slip_of_the_hand() -> None:
    assert compare("Lò hơi 2500 kg", "Lò hơi 2501 kg", NOTHING_KNOWN).score < LIKELY


@pytest.mark.parametrize(
    ("word", "is_one"), [("truong", True), ("nghieng", True), ("cntt", False), ("naang", False)]
)
def test_syllables_are_told_from_abbreviations_and_garble(word: str, is_one: bool) -> None:
    assert is_syllable(word) == is_one


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Dạy bơi ở Trường Tiểu học Nà Cang", "ở Trường Tiểu học Nà Cang"),
        ("Dạy bơi cho lớp 2 Trường Tiểu học Nà Cang qua trò chơi", "Trường Tiểu học Nà Cang"),
        ("Trồng quế trên địa bàn xã Pa Ủ", "địa bàn xã Pa Ủ"),
        ("trồng quế tại xã pa ủ bằng hom", "tại xã pa ủ"),
        ("Đối thoại tại nơi làm việc bằng phiếu hỏi", ""),
        ("Thu phí tháng 4 năm 2022", "tháng 4 năm 2022"),
        ("Máy sấy 30 kg", ""),
    ],
)
def test_where_and_when_are_told_from_the_subject(title: str, place: str) -> None:
    assert " ".join(word.text for word in words_of(title) if word.is_setting) == place


def test_signals_strengthen_and_are_said() -> None:
    title = TitleLikeness(0.75, ("năm 2022",), ("năm 2023",))
    signals = Signals(same_unit=True, same_author=True, days_apart=3)
    assert strength(title, Signals()) == 0.75 < strength(title, signals) < 1
    assert list(reasons(title, signals)) == [
        "Tên giống 75%: ở đây là “năm 2022”, ở hồ sơ kia là “năm 2023”",
        "cùng đơn vị",
        "cùng tác giả",
        "ngày áp dụng lần đầu cách nhau 3 ngày",
    ]


def test_same_title_in_another_unit_is_said_to_be_possible() -> None:
    assert list(reasons(TitleLikeness(1.0), Signals())) == [
        "Tên giống 100%",
        "khác đơn vị nên có thể đều hợp lệ",
    ]


@given(TITLES, TITLES)
def test_pieces_make_each_text_whole_again(first: str, second: str) -> None:
    here, there = side_by_side(first, second)
    assert ("".join(piece.text for piece in here), "".join(piece.text for piece in there)) == (first, second)


def test_pieces_mark_what_only_one_text_has() -> None:
    here, there = side_by_side("Mỗi ca mất 2 giờ.", "Mỗi ca mất hai giờ để lau.")
    assert here == [Piece("Mỗi ca mất ", False), Piece("2 ", True), Piece("giờ.", False)]
    assert there == [
        Piece("Mỗi ca mất ", False),
        Piece("hai ", True),
        Piece("giờ ", False),
        Piece("để lau.", True),
    ]
