import socket
import ssl
from http import HTTPStatus

import pytest
from gunicorn.http import errors

from sangkien import worker
from tests.sangkien.conftest import Served

HOST = b"Host: 127.0.0.1\r\n"


def ask(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return answer


@pytest.mark.xdist_group("server")
@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /?q=" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", HTTPStatus.REQUEST_URI_TOO_LONG),
        (b"GET /?q=" + b"a" * 900_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", HTTPStatus.REQUEST_URI_TOO_LONG),
        (b"GET /\0 HTTP/1.1\r\n" + HOST + b"\r\n", HTTPStatus.BAD_REQUEST),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: a\0b\r\n\r\n", HTTPStatus.BAD_REQUEST),
        (b"\0\0\0\r\n\r\n", HTTPStatus.BAD_REQUEST),
        (b"GET / HTTP/9.9\r\n\r\n", HTTPStatus.BAD_REQUEST),
        (
            b"GET / HTTP/1.1\r\n" + HOST + b"Cookie: " + b"c" * 9_000 + b"\r\n\r\n",
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        ),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: x\r\n\r\n", HTTPStatus.NOT_IMPLEMENTED),
    ],
    ids=["100 KB", "900 KB", "NUL in path", "NUL in header", "no HTTP", "version", "headers", "coding"],
)
def test_worker_refuses_in_vietnamese(server: Served, request_bytes: bytes, status: HTTPStatus) -> None:
    assert ask(server.port, request_bytes) == worker.answer(status)


@pytest.mark.xdist_group("server")
def test_server_goes_on_after_refusals(server: Served) -> None:
    ask(server.port, b"\0\r\n\r\n")

    answer = ask(server.port, b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")


def test_answer_is_a_closed_and_complete_response() -> None:
    head, _, body = worker.answer(HTTPStatus.REQUEST_URI_TOO_LONG).partition(b"\r\n\r\n")

    assert head.decode().split("\r\n") == [
        "HTTP/1.1 414 Request-URI Too Long",
        "Connection: close",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: same-origin",
        "Cache-Control: no-store",
    ]
    assert '<html lang="vi">' in body.decode()
    assert "Địa chỉ này quá dài." in body.decode()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.LimitRequestLine(5000, 4094), 414),
        (errors.LimitRequestHeaders("quá nhiều"), 431),
        (errors.InvalidHeader("X"), 400),
        (errors.InvalidResponseHeader("X"), 500),
        (errors.ExpectationFailed("x"), 417),
        (ssl.SSLError(), 400),
        (RuntimeError("lỗi của hệ thống"), 500),
    ],
)
def test_status_of_tells_whose_fault_it_is(error: Exception, status: int) -> None:
    assert worker.status_of(error) == status
