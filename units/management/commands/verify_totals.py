"""`manage.py verify_totals`: prove that totals, states and search keys equal the facts; make them anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from units.domain import proof
from units.vietnamese import dotted


class Command(BaseCommand):
    help = (
        "Đối chiếu những gì được giữ sẵn cho nhanh (tổng số được công nhận, trạng thái hồ sơ, chữ để tìm) "
        "với các sự kiện đã ghi. In mỗi chỗ khác một dòng và kết thúc với mã 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="lập lại tổng số và chữ để tìm từ các sự kiện, rồi mới đối chiếu; trạng thái thì không",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            proof.rebuild()
            self.stdout.write("Đã lập lại tổng số và chữ để tìm.")
        found = 0
        for fault in proof.faults():
            self.stdout.write(fault)
            found += 1
        if found:
            raise CommandError(f"Có {dotted(found)} chỗ không khớp với các sự kiện đã ghi.")
        self.stdout.write("Tổng số, trạng thái hồ sơ và chữ để tìm khớp với các sự kiện đã ghi.")
