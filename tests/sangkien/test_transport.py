import socket

import pytest
from django.core.exceptions import ImproperlyConfigured

from sangkien import transport
from sangkien.transport import Address, Encryption
from tests.sangkien.process import free_port

VARIABLES = ("HOST", "PORT", "TRUST_PROXY", "TLS_CERT", "TLS_KEY")


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("host", "production", "written"),
    [
        ("", False, "127.0.0.1:8000"),
        ("localhost", False, "localhost:8000"),
        ("::1", False, "[::1]:8000"),
        ("[::1]", False, "[::1]:8000"),
        ("192.168.1.10", True, "192.168.1.10:8000"),
    ],
)
def test_address_is_where_the_server_listens(
    host: str, production: bool, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOST", host)

    assert str(transport.address(production=production)) == written


@pytest.mark.parametrize("host", ["::", "192.168.1.10", "may-chu"])
def test_address_of_the_local_profile_is_loopback_only(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", host)

    with pytest.raises(ImproperlyConfigured, match=f"^HOST là “{host}”"):
        transport.address(production=False)


def test_encryption_is_by_nobody_in_the_local_profile() -> None:
    assert transport.encryption(production=False) == Encryption()


def test_encryption_is_by_a_proxy_when_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUST_PROXY", "1")

    assert transport.encryption(production=True) == Encryption(by_proxy=True)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "^Thiếu TLS: "),
        ({"TRUST_PROXY": "0"}, "^Thiếu TLS: "),
        ({"TRUST_PROXY": "yes"}, "^TRUST_PROXY là “yes”"),
        ({"TLS_CERT": "/a.pem"}, "^Thiếu TLS_KEY: "),
        ({"TLS_KEY": "/a.pem"}, "^Thiếu TLS_CERT: "),
        ({"TLS_CERT": "/a.pem", "TLS_KEY": "/a.pem"}, "đường dẫn không có thật"),
        ({"TLS_CERT": __file__, "TLS_KEY": __file__}, "không phải một cặp PEM"),
    ],
)
def test_encryption_refuses_production_without_tls(
    values: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=sentence):
        transport.encryption(production=True)


def test_check_port_free_leaves_the_port_free() -> None:
    place = Address("127.0.0.1", free_port())

    transport.check_port_free(place)
    transport.check_port_free(place)


def test_check_port_free_refuses_a_busy_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        place = Address("127.0.0.1", other.getsockname()[1])

        with pytest.raises(ImproperlyConfigured, match=f"^Cổng {place.port} đang có chương trình khác dùng"):
            transport.check_port_free(place)


def test_check_port_free_refuses_an_address_of_another_machine() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^Không mở được 192\.0\.2\.1:8000 "):
        transport.check_port_free(Address("192.0.2.1", 8000))
