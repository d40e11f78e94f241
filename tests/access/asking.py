"""Sends one request and keeps what it must be judged by."""

import hashlib
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db import connection, transaction
from django.test import Client

SESSIONS = "units_session"
SEALED = re.compile(rb'(name="(?:csrfmiddlewaretoken|kept|key)" value=")[^"]*')


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, and the page without what differs from one request to the next."""

    status: int
    page: bytes


def ask(client: Client, method: str, path: str, *, undone: bool = False) -> Answer:
    """With `undone`, whatever the request has stored is taken back. The browser keeps its old cookies."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, path)
        transaction.set_rollback(undone)
    client.cookies = cookies
    return Answer(response.status_code, _page(response, path))


def stored() -> str:
    """A digest of every row of every table but the sessions'."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table != SESSIONS:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
                digest.update(f"{table}{cursor.fetchall()}".encode())
    return digest.hexdigest()


def _page(response: Any, path: str) -> bytes:
    content: bytes = response.getvalue() + response.headers.get("Location", "").encode()
    content = SEALED.sub(rb"\1", content)
    for written in (path, quote(path, safe="")):
        content = content.replace(written.encode(), b"(the address)")
    return content
