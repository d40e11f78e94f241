"""clear_orphan_files: delete attached files that no dossier points to."""

from typing import Any

from django.core.management.base import BaseCommand

from units.domain.dossiers.attaching import clear_orphan_files
from units.vietnamese import dotted


class Command(BaseCommand):
    help = "Xoá tệp đính kèm mà không hồ sơ nào trỏ đến, còn lại sau một lần tắt máy đột ngột."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã xoá {dotted(clear_orphan_files())} tệp không thuộc hồ sơ nào.")
