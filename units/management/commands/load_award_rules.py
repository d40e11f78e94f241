"""`manage.py load_award_rules <folder>`: add the award rules of a folder that are not there yet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from units.domain.awards import rules
from units.exchange.award_rules_in import AwardRulesError, read_award_rules


class Command(BaseCommand):
    help = "Nạp các tiêu chuẩn khen thưởng từ một thư mục tệp TOML; tiêu chuẩn đã có thì giữ nguyên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="thư-mục", help="thư mục các tệp .toml")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added, kept = rules.load(read_award_rules(options["folder"]))
        except AwardRulesError as error:
            raise CommandError(f"Chưa nạp gì. {error}") from error
        except ValidationError as error:
            raise CommandError(f"Chưa nạp gì. {' '.join(error.messages)}") from error
        self.stdout.write(f"Tiêu chuẩn khen thưởng: thêm {added}, giữ nguyên {kept}.")
