"""`manage.py clear_sessions`: delete sessions that have ended; to be run each night."""

from typing import Any

from django.core.management.base import BaseCommand

from units.models.session import SessionStore


class Command(BaseCommand):
    help = "Xoá các phiên đăng nhập đã hết hạn (nên chạy mỗi đêm)."

    def handle(self, *args: Any, **options: Any) -> None:
        SessionStore.clear_expired()
        self.stdout.write("Đã xoá các phiên đăng nhập hết hạn.")
