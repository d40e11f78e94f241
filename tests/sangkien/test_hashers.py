"""Passwords at rest."""

import unicodedata

from django.contrib.auth.hashers import check_password, make_password
from pytest_django import Settings

from tests.factories import make_user


def test_hash_is_argon2id_with_the_chosen_cost() -> None:
    assert make_password("con mèo trèo cây cau").startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")


def test_same_letters_are_the_same_password_however_they_are_encoded() -> None:
    composed = unicodedata.normalize("NFC", "Tiếng mèo kêu đêm")
    decomposed = unicodedata.normalize("NFD", composed)
    assert check_password(decomposed, make_password(composed))
    assert check_password(composed, make_password(decomposed))


def test_nothing_else_of_a_password_is_changed() -> None:
    encoded = make_password(" Con mèo " + "z" * 119)
    wrong = [
        "Con mèo " + "z" * 119,
        " con mèo " + "z" * 119,
        " Con mèo " + "z" * 118,
        " Con meo " + "z" * 119,
    ]
    assert [check_password(each, encoded) for each in wrong] == [False] * 4


def test_old_hash_is_made_anew_at_sign_in(db: None, settings: Settings) -> None:
    old = "django.contrib.auth.hashers.Argon2PasswordHasher"
    user = make_user(username="cu")
    settings.PASSWORD_HASHERS = [old]
    user.set_password("con mèo trèo cây cau")
    settings.PASSWORD_HASHERS = ["sangkien.hashers.Argon2id"]
    assert "m=47104" not in user.password
    assert user.check_password("con mèo trèo cây cau")
    user.refresh_from_db()
    assert "m=47104,t=1,p=1" in user.password
