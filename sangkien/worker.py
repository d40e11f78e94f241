"""gunicorn's threaded worker, answering in Vietnamese what gunicorn refuses before Django sees it."""

import ssl
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

# How much of an over-long request is still read before closing: closing on unread bytes makes the
# kernel reset the connection, and the browser would show that instead of the page.
MOST_DRAINED = 1024 * 1024
DRAIN_SECONDS = 2.0

# The first class that fits decides.
REFUSALS: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (errors.InvalidResponseHeader, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.InvalidResponseHeaderName, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.ConfigurationProblem, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG),
    (errors.LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    (errors.ExpectationFailed, HTTPStatus.EXPECTATION_FAILED),
    (errors.UnsupportedTransferCoding, HTTPStatus.NOT_IMPLEMENTED),
    (errors.ForbiddenProxyRequest, HTTPStatus.FORBIDDEN),
    (errors.ParseException, HTTPStatus.BAD_REQUEST),
    (ssl.SSLError, HTTPStatus.BAD_REQUEST),
)
SENTENCES = {
    HTTPStatus.INTERNAL_SERVER_ERROR: "Hệ thống gặp lỗi và đã ghi lại. Hãy thử lại sau ít phút.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "Địa chỉ này quá dài. Hãy mở lại trang đầu và chọn lại điều kiện lọc.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "Trình duyệt gửi kèm quá nhiều dữ liệu. "
    "Hãy xoá cookie của trang này rồi mở lại.",
}
ANY_OTHER = "Máy chủ không hiểu yêu cầu này. Hãy kiểm tra lại địa chỉ, hoặc mở lại trang đầu."

PAGE = """\
<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Không thực hiện được yêu cầu</title>
</head>
<body>
<main>
<h1>Không thực hiện được yêu cầu</h1>
<p>{sentence}</p>
<p><a href="/">Về trang đầu</a></p>
<p>Mã lỗi: {status}</p>
</main>
</body>
</html>
"""


def status_of(error: BaseException) -> HTTPStatus:
    fitting = (status for kind, status in REFUSALS if isinstance(error, kind))
    return next(fitting, HTTPStatus.INTERNAL_SERVER_ERROR)


def answer(status: HTTPStatus) -> bytes:
    """The whole HTTP response; nothing of the request is repeated in it."""
    body = PAGE.format(sentence=SENTENCES.get(status, ANY_OTHER), status=status.value).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Connection: close",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: same-origin",
        "Cache-Control: no-store",
    )
    return "\r\n".join((*head, "", "")).encode() + body


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn carries no types
    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer a request that gunicorn could not read, or that failed outside Django."""
        status = status_of(exc)
        if status != HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.warning("Refused with %d: %s", status, exc)
        else:
            self.log.error("Failed with %d", status, exc_info=exc)
        with suppress(OSError):
            client.settimeout(DRAIN_SECONDS)
            client.sendall(answer(status))
            util.close_graceful(client, timeout=DRAIN_SECONDS, max_drain=MOST_DRAINED)
