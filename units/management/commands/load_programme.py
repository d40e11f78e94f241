"""`manage.py load_programme <folder>`: load a programme from a folder of readable files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from units.domain.loading import load_programme
from units.domain.loading.source import SourceError
from units.exchange.programme_folder import read_folder


class Command(BaseCommand):
    help = "Nạp một chương trình từ một thư mục gồm các tệp đọc được (xem fixtures/README.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="thư-mục", help="thư mục của chương trình")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            source = read_folder(folder)
            report = load_programme(source)
        except SourceError as error:
            raise CommandError(
                f"Chưa nạp gì từ {folder}: có {len(error.problems)} lỗi cần sửa.\n{error}"
            ) from error
        except IntegrityError as error:
            raise CommandError(
                f"Chưa nạp gì từ {folder}: có người vừa ghi cùng lúc; hãy chạy lại lệnh này."
            ) from error
        self.stdout.write(
            f"Đã nạp chương trình {source.programme.short_name}: "
            f"thêm {report.added}, sửa {report.changed}, giữ nguyên {report.kept}."
        )
