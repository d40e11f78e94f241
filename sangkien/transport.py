"""Where the server listens, and who speaks TLS: this process, or a proxy before it."""

import socket
import ssl
from dataclasses import dataclass
from errno import EADDRINUSE

from django.core.exceptions import ImproperlyConfigured

from sangkien.environment import given, reason, whole_number

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Address:
    """A host and port to listen on."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Encryption:
    """Who ends TLS: a trusted proxy, this process with its certificate, or nobody (local profile)."""

    by_proxy: bool = False
    certificate: str | None = None
    key: str | None = None


def address(*, production: bool) -> Address:
    """HOST and PORT; the local profile, which speaks plain HTTP, is served to this machine only."""
    host = given("HOST", "127.0.0.1").strip("[]")
    if not production and host not in LOOPBACK:
        raise ImproperlyConfigured(
            f"HOST là “{host}”, nhưng chế độ local chỉ phục vụ chính máy này (127.0.0.1). "
            "Muốn phục vụ máy khác, hãy đặt SANGKIEN_PROFILE=production."
        )
    return Address(host, whole_number("PORT", 8000, least=1, most=65535))


def encryption(*, production: bool) -> Encryption:
    """How pages are kept from listeners; in production there is no way without TLS."""
    if not production:
        return Encryption()
    by_proxy = whole_number("TRUST_PROXY", 0, least=0, most=1) == 1
    certificate, key = given("TLS_CERT") or None, given("TLS_KEY") or None
    if (certificate is None) != (key is None):
        missing = "TLS_CERT" if certificate is None else "TLS_KEY"
        raise ImproperlyConfigured(f"Thiếu {missing}: TLS_CERT và TLS_KEY phải đi cùng nhau.")
    if certificate and key:
        _check_pair(certificate, key)
    elif not by_proxy:
        raise ImproperlyConfigured(
            "Thiếu TLS: đặt TLS_CERT và TLS_KEY là tệp chứng thư và tệp khoá, "
            "hoặc đặt TRUST_PROXY=1 khi có máy chủ trung gian (nginx, Caddy) lo TLS phía trước."
        )
    return Encryption(by_proxy, certificate, key)


def check_port_free(place: Address) -> None:
    """Refuse an address that gunicorn could not listen on, before anything else is done."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, where = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
            probe.listen()
    except OSError as error:
        if error.errno == EADDRINUSE:
            raise ImproperlyConfigured(
                f"Cổng {place.port} đang có chương trình khác dùng. "
                "Hãy tắt chương trình đó, hoặc chọn cổng khác, ví dụ: make run PORT=8001"
            ) from error
        raise ImproperlyConfigured(
            f"Không mở được {place} ({reason(error)}); hãy đặt lại HOST và PORT."
        ) from error


def _check_pair(certificate: str, key: str) -> None:
    try:
        # A key with a password would ask for it on the terminal: answer with none, and refuse it.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: "")
    except (OSError, ValueError) as error:
        why = reason(error) if not isinstance(error, (ssl.SSLError, ValueError)) else "không phải một cặp PEM"
        raise ImproperlyConfigured(
            f"Không dùng được TLS_CERT {certificate} với TLS_KEY {key} ({why}); "
            "cần tệp PEM đọc được, khoá khớp chứng thư và không đặt mật khẩu."
        ) from error
