"""`manage.py create_demonstration_dossiers`: invented initiatives to try the review and the awards with."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from units.domain.loading import demonstration_dossiers
from units.domain.loading.demonstration import NoDemonstrationError
from units.exchange import dossiers_csv_in


class Command(BaseCommand):
    help = "Lập các hồ sơ sáng kiến minh hoạ (không dùng được khi vận hành thật)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp initiatives.csv")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if settings.DEMONSTRATION_PEOPLE_FILE is None:
            raise CommandError("Hệ thống vận hành thật không có hồ sơ minh hoạ.")
        try:
            written = demonstration_dossiers.create_dossiers(dossiers_csv_in.read(file))
        except NoDemonstrationError as error:
            raise CommandError(
                "Chưa có chương trình và tài khoản minh hoạ; hãy chạy manage.py load_programme và "
                "manage.py create_demonstration_people trước."
            ) from error
        except (OSError, ValueError) as error:
            raise CommandError(f"Không đọc được {file}: {error}") from error
        self.stdout.write(f"Hồ sơ sáng kiến minh hoạ: lập {written}.")
