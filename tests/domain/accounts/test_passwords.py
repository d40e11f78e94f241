"""What a password must be."""

import unicodedata

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError

from tests.factories import make_programme, make_unit, make_user
from units.domain.accounts import passwords
from units.domain.accounts.passwords import LengthValidator, PredictableValidator
from units.models import User


def codes(password: str, user: User | None = None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [str(each.code) for each in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "con mèo trèo cây cau",
        "chiều mưa ngồi uống chè",
        "xanhlacay chieu thu sau",
        "vq9#Tz!m2Lr&",
        "8#2k!9@4z?7x",
        "😀 mèo trèo cau 😀",
        "z" * 20 + "kỳ lạ thay trời" + "đất" * 31,  # 128
        "correcthorsebatterystaple",
    ],
)
@pytest.mark.django_db
def test_validators_accept_what_others_do_not_guess(password: str) -> None:
    make_unit(name="LĐLĐ huyện Than Uyên")
    assert codes(password) == []


@pytest.mark.django_db
def test_validators_accept_every_password_that_is_given_out() -> None:
    assert [codes(passwords.one_time()) for _ in range(200)] == [[]] * 200


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("meo treo cau", None),  # 12
        ("meo treo ca", "short"),
        ("mèo trèo cau bé " * 8 + "x", "long"),  # 129
        (unicodedata.normalize("NFD", "mèo trèo cây"), None),  # 12 letters, 16 code points
        (unicodedata.normalize("NFD", "mèo trèo cấy"[:11]), "short"),
        ("aaaaaaaaaaaaaa", "repeated"),
        ("abababababab", "repeated"),
        ("192837465019", "numeric"),
        ("12/09/1990-10/10", "numeric"),
        ("abcdefghijkl", "predictable"),
        ("lkjhgfdsapoiuytrewq", "predictable"),
        ("password2026!", "common"),
        ("P@ssw0rd2026", "common"),
        ("1qaz2wsx2026", "common"),
        ("matkhau123456", "predictable"),
        ("Mật khẩu của tôi 1", "predictable"),
        ("anhyeuem2024!", "common"),
        ("AnhYeuEm_2024", "common"),
        ("congdoan2026", "predictable"),
        ("c0ngd0an@2026", "predictable"),
        ("Sáng kiến 2026", "predictable"),
        ("sangkienlaichau2026", "predictable"),
        ("ldldlaichau#2026", "predictable"),
        ("2026congdoanab", "predictable"),
    ],
)
@pytest.mark.django_db
def test_validators_refuse_what_is_short_long_or_guessed(password: str, code: str | None) -> None:
    assert codes(password) == ([code] if code else [])


@pytest.mark.parametrize(
    "password", ["thanuyen2026!", "2026 Than Uyên", "congdoanthanuyen99", "minhhoaxanh2026"]
)
@pytest.mark.django_db
def test_validators_refuse_names_of_units_and_programmes(password: str) -> None:
    make_unit(name="LĐLĐ huyện Than Uyên")
    make_programme(short_name="Minh hoạ xanh")
    assert codes(password) == ["predictable"]


@pytest.mark.parametrize(
    "password", ["lovanminh1990", "minh.lo@199012", "Lò Văn Minh 90", "congdoan-minh.lo"]
)
@pytest.mark.django_db
def test_validators_refuse_names_of_the_person(password: str) -> None:
    person = make_user(username="minh.lo", full_name="Lò Văn Minh")
    assert codes(password, person) == ["predictable"]
    assert codes("con mèo trèo cây cau", person) == []


@pytest.mark.django_db
def test_validators_refuse_thousands_of_common_passwords_of_allowed_length() -> None:
    """ASVS 6.2.4: at least 3,000 common passwords that the rule of length alone would let pass."""
    known = [word for word in CommonPasswordValidator().passwords if word[-1].isalpha() and len(word) >= 6]
    validator, length = PredictableValidator(), LengthValidator()
    padded = [word + "1234567890"[: max(12 - len(word), 2)] for word in known][:6000]
    accepted = []
    for password in padded:
        length.validate(password)
        try:
            validator.validate(password)
        except ValidationError:
            continue
        accepted.append(password)
    assert len(padded) >= 3000
    assert accepted == []


def test_list_of_words_is_folded_and_without_repetition() -> None:
    words = [line for line in passwords.WORDS.read_text().splitlines() if not line.startswith("#")]
    assert [word for word in words if not (word.isascii() and word.isalpha() and word.islower())] == []
    assert len(words) == len(set(words))
