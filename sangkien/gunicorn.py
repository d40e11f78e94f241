"""Settings of gunicorn, each name as gunicorn has it."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings

from sangkien import transport
from sangkien.environment import whole_number

MOST_WORKERS = 8
HTTPS_PORT = 443

_address = transport.address(production=settings.PRODUCTION)
_memory = Path("/dev/shm")  # noqa: S108  # a heartbeat file on a slow disk stops a healthy worker

bind = str(_address)
worker_class = "sangkien.worker.Worker"
workers = whole_number("WEB_CONCURRENCY", min(os.cpu_count() or 1, MOST_WORKERS), least=1, most=64)
threads = 4
worker_tmp_dir = str(_memory) if os.access(_memory, os.W_OK) else None

# SQLite waits 20 s for its lock; a request that waits that long must still be answered.
timeout = 30
graceful_timeout = 20
max_requests = 10_000
max_requests_jitter = 1_000

certfile = settings.ENCRYPTION.certificate
keyfile = settings.ENCRYPTION.key
forwarded_allow_ips = "127.0.0.1,::1"
control_socket_disable = True

accesslog = None
loglevel = "warning"


def site() -> str:
    """The address as people type it; behind a proxy the port is the proxy's."""
    if not settings.PRODUCTION:
        return f"http://{_address}"
    name = settings.ALLOWED_HOSTS[0].lstrip(".")
    is_usual = settings.ENCRYPTION.by_proxy or _address.port == HTTPS_PORT
    return f"https://{name}" if is_usual else f"https://{name}:{_address.port}"


def when_ready(server: Any) -> None:
    """Say where to look and what to do next, once the port is really open."""
    print(
        f"""
Sáng kiến đang chạy ở {site()}/

  Xem biểu tổng hợp:      mở địa chỉ trên bằng trình duyệt.
  Tạo tài khoản quản trị: .venv/bin/python manage.py createsuperuser
  Dữ liệu nằm ở:          {settings.SANGKIEN_HOME}
  Dừng:                   nhấn Ctrl+C; lần chạy sau dữ liệu vẫn còn nguyên.
""",
        flush=True,
    )
