"""What may be typed as a number, a day and a line; what is refused, and with which sentence."""

import uuid
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from tests.factories import make_participation, make_phase, make_programme
from units.domain.counts.counting import Statement
from units.forms.counts.count import CountForm
from units.forms.fields import CountField, LineField
from units.forms.sending import KEY_LOST
from units.models import Participation, Phase

UNCLEAR = (
    "“{}” chưa rõ là số nào. Số sáng kiến là số nguyên: hãy nhập liền các chữ số, ví dụ 2300, "
    "hoặc chấm từng ba chữ số, ví dụ 2.300."
)
NEGATIVE = "“{}” là số âm. Số sáng kiến từ 0 trở lên; hãy nhập số luỹ kế, ví dụ 91."
STRANGE = "“{}” chưa phải là số sáng kiến. Hãy chỉ dùng các chữ số từ 0 đến 9, ví dụ 91 hoặc 2.300."
TOO_MUCH = "Số sáng kiến nhiều nhất là 9.999.999; hãy kiểm tra lại số vừa nhập."
MISSING = "Hãy nhập số sáng kiến, ví dụ 91; chưa có sáng kiến nào thì nhập 0."


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("91", 91),
        (" 91 ", 91),
        ("007", 7),
        ("2300", 2300),
        ("2.300", 2300),
        ("9.999.999", 9_999_999),
        ("9999999", 9_999_999),
        ("0" * 30 + "5", 5),
    ],
)
def test_number_is_read(typed: str, number: int) -> None:
    assert CountField().clean(typed) == number


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", MISSING),
        ("   ", MISSING),
        ("\u00a0", MISSING),
        ("2,3", UNCLEAR.format("2,3")),
        ("2,300", UNCLEAR.format("2,300")),
        ("2.30", UNCLEAR.format("2.30")),
        ("2.3000", UNCLEAR.format("2.3000")),
        ("0.123", UNCLEAR.format("0.123")),
        ("1.2.3", UNCLEAR.format("1.2.3")),
        ("2 300", UNCLEAR.format("2 300")),
        ("-1", NEGATIVE.format("-1")),
        ("-2.300", NEGATIVE.format("-2.300")),
        ("+5", STRANGE.format("+5")),
        ("١٢", STRANGE.format("١٢")),
        ("１２", STRANGE.format("１２")),
        ("²", STRANGE.format("²")),
        ("1e3", STRANGE.format("1e3")),
        ("0x1f", STRANGE.format("0x1f")),
        ("1_000", STRANGE.format("1_000")),
        ("10^30", STRANGE.format("10^30")),
        ("NaN", STRANGE.format("NaN")),
        ("chín mốt", STRANGE.format("chín mốt")),
        (".", STRANGE.format(".")),
        ("10000000", TOO_MUCH),
        ("1" + "0" * 30, TOO_MUCH),
        ("9" * 5000, TOO_MUCH),
    ],
)
def test_number_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        CountField().clean(typed)

    assert refusal.value.messages == [sentence]


def test_number_is_shown_with_dots() -> None:
    class Shown(forms.Form):
        amount = CountField()

    assert Shown(initial={"amount": 2300})["amount"].value() == "2.300"


def test_line_is_composed_and_squeezed() -> None:
    assert LineField().clean("  Tiê\u0301ng\u00a0 Vi\0ệt\n") == "Tiếng Vi ệt"


def test_line_too_long_is_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        LineField().clean("x" * 501)

    assert refusal.value.messages == ["Nội dung dài quá 500 ký tự; hãy viết gọn lại."]


@pytest.fixture
def phase(db: None) -> Phase:
    return make_phase(programme=make_programme())


@pytest.fixture
def participation(phase: Phase) -> Participation:
    return make_participation(programme=phase.programme)


def sent(**changes: str) -> dict[str, str]:
    whole = {"amount": "2.300", "counted_on": "1/3/2022", "note": "", "key": str(uuid.uuid4()), "seen": "0"}
    return whole | changes


def test_form_gives_the_statement(participation: Participation, phase: Phase) -> None:
    typed = sent(note=" theo  biên bản ", reason="trùng", seen="7")

    form = CountForm(typed, participation=participation, phase=phase)

    assert form.is_valid()
    assert form.statement() == Statement(
        participation=participation,
        phase=phase,
        counted_on=date(2022, 3, 1),
        amount=2300,
        key=uuid.UUID(typed["key"]),
        note="theo biên bản",
        reason="trùng",
        seen=7,
    )
    assert form.carried(seen=8) == {
        "amount": "2.300",
        "counted_on": "01/03/2022",
        "note": "theo biên bản",
        "reason": "trùng",
        "key": typed["key"],
        "seen": "8",
    }


@pytest.mark.parametrize("broken", [{"key": "x"}, {"key": ""}, {"seen": "x"}, {"seen": ""}, {"seen": "-1"}])
def test_form_without_its_marks_is_refused_and_mended(
    participation: Participation, phase: Phase, broken: dict[str, str]
) -> None:
    form = CountForm(sent(**broken), participation=participation, phase=phase)

    assert form.errors == {name: [KEY_LOST] for name in broken}
    again = CountForm(
        sent(key=form.shown_key, seen=form.shown_seen), participation=participation, phase=phase
    )
    assert again.is_valid()
