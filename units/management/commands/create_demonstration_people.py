"""`manage.py create_demonstration_people`: a person of each kind to try things with."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from units.domain.loading import demonstration
from units.domain.loading.demonstration import Account

HEAD = "Tài khoản minh hoạ: chỉ để dùng thử trên máy này."


class Command(BaseCommand):
    help = "Tạo các tài khoản minh hoạ với mật khẩu ngẫu nhiên (không dùng được khi vận hành thật)."

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path | None = settings.DEMONSTRATION_PEOPLE_FILE
        if file is None:
            raise CommandError("Hệ thống vận hành thật không có tài khoản minh hoạ.")
        try:
            accounts = demonstration.create_people()
        except demonstration.NoDemonstrationError as error:
            raise CommandError(
                "Chưa có chương trình minh hoạ; hãy chạy manage.py load_programme fixtures/minh-hoa trước."
            ) from error
        if not accounts:
            self.stdout.write(f"Các tài khoản minh hoạ đã có; mật khẩu ở tệp {file}.")
            return
        text = "\n".join([HEAD, *map(line, accounts), ""])
        append_privately(file, text)
        self.stdout.write(f"{text}Mật khẩu được giữ ở tệp {file}.")


def line(account: Account) -> str:
    person = account.person
    where = f", {person.home_unit}" if person.home_unit else ""
    return f"  {person.username:<16} {account.password}   {person.get_role_display()}{where}"


def append_privately(file: Path, text: str) -> None:
    """Only the owner of the state folder reads it, whatever the process allows by default."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8") as to:
        os.fchmod(to.fileno(), 0o600)
        to.write(text)
