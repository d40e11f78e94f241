"""`python -m sangkien.probe`: status 0 while the server of this machine answers its health check."""

import http.client
import os
import ssl
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sangkien import transport

SECONDS = 4


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.settings")
    try:
        connection = _connect(transport.address(production=settings.PRODUCTION))
        # As the proxy would ask: by the site's name, and over TLS.
        host = settings.ALLOWED_HOSTS[0].lstrip(".")
        connection.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return 0 if connection.getresponse().status == http.HTTPStatus.OK else 1
    except (OSError, http.client.HTTPException, ImproperlyConfigured) as error:
        print(f"Hệ thống không trả lời ({error}).", file=sys.stderr)
        return 1


def _connect(place: transport.Address) -> http.client.HTTPConnection:
    host = "127.0.0.1" if place.host in ("0.0.0.0", "::") else place.host  # noqa: S104  # compared, not bound
    if settings.ENCRYPTION.certificate is None:
        return http.client.HTTPConnection(host, place.port, timeout=SECONDS)
    context = ssl.create_default_context()
    context.check_hostname = False  # the certificate names the site, and this asks by the loopback address
    context.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(host, place.port, timeout=SECONDS, context=context)


if __name__ == "__main__":
    sys.exit(main())
