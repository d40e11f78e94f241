"""What keeps the system from running, said in one sentence instead of a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import DatabaseError

from sangkien.environment import reason


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """End the program with one sentence and status 1 on an error that whoever started it can mend."""
    try:
        yield
    except (ImproperlyConfigured, CommandError) as error:
        sys.exit(f"Lỗi: {error}")
    except DatabaseError as error:
        sys.exit(f"Lỗi: {database_sentence(error)}")
    except OSError as error:
        sys.exit(f"Lỗi: không làm việc được với tệp {error.filename or ''} ({reason(error)}).")


def database_sentence(error: DatabaseError) -> str:
    said = " ".join(str(error).split())
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return (
            f"không dùng được tệp cơ sở dữ liệu {database['NAME']} ({said}). Hãy kiểm tra tệp và chỗ trống "
            "trên ổ đĩa, hoặc đặt SANGKIEN_HOME là một thư mục khác."
        )
    place = f"{database['HOST'] or 'máy này'}:{database['PORT'] or 5432}"
    return (
        f"không dùng được cơ sở dữ liệu PostgreSQL “{database['NAME']}” ở {place} ({said}). "
        "Hãy kiểm tra DATABASE_URL, máy chủ và quyền của tài khoản."
    )
