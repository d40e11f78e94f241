from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sangkien import environment


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" 8000 ", 8000), ("65535", 65535), ("", 8000)])
def test_whole_number_reads_a_number_in_range(
    text: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", text)

    assert environment.whole_number("PORT", 8000, least=1, most=65535) == number


@pytest.mark.parametrize("text", ["0", "65536", "-1", "8.000", "8000x", "١٢", "9" * 5000])
def test_whole_number_refuses_anything_else(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", text)

    with pytest.raises(ImproperlyConfigured, match=r"^PORT là “.+”; phải là số nguyên từ 1 đến 65535\.$"):
        environment.whole_number("PORT", 8000, least=1, most=65535)


def test_home_is_made_for_this_account_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANGKIEN_HOME", str(tmp_path / "sâu" / "nữa"))

    folder = environment.home(tmp_path)

    assert folder == tmp_path / "sâu" / "nữa"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []


def test_home_is_var_beside_the_program_when_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANGKIEN_HOME", "")

    assert environment.home(tmp_path) == tmp_path / "var"


def test_secret_key_is_made_once_and_kept(tmp_path: Path) -> None:
    first = environment.secret_key(tmp_path, production=False)
    second = environment.secret_key(tmp_path, production=False)

    assert second == first
    assert len(first) >= environment.MIN_SECRET_LENGTH
    assert [(path.name, path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [
        ("secret_key", 0o600)
    ]


def test_secret_key_differs_between_installations(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()

    keys = {environment.secret_key(folder, production=False) for folder in folders}

    assert len(keys) == 2


@pytest.mark.parametrize("content", [b"", b"ngan", "khoá có dấu".encode() * 10])
def test_secret_key_refuses_a_broken_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    path.write_bytes(content)

    with pytest.raises(ImproperlyConfigured, match="hãy xoá tệp đó rồi chạy lại"):
        environment.secret_key(tmp_path, production=False)

    assert path.read_bytes() == content


@pytest.mark.parametrize("names", ["sangkien.vn", "a.vn, b.vn", ".congdoan.vn", "10.0.0.5", "[::1]"])
def test_allowed_hosts_takes_names(names: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", names)

    assert environment.allowed_hosts(production=True) == names.split(", ")


@pytest.mark.parametrize(
    "names", ["*", "a.vn,*", "*.a.vn", "https://a.vn", "a.vn:443", "a.vn/x", "a vn", "."]
)
def test_allowed_hosts_refuses_what_is_no_name(names: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", names)

    with pytest.raises(ImproperlyConfigured, match=r"^ALLOWED_HOSTS có “"):
        environment.allowed_hosts(production=True)
