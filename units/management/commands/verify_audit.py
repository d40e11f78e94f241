"""`manage.py verify_audit`: walk along the chain of events and say what was tampered with."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from units.domain.journal.chain import Link, Walk
from units.vietnamese import dotted

LINK = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


def link(text: str) -> Link:
    """A link as this command prints it at the end: 120:3f… ."""
    found = LINK.fullmatch(text)
    if not found:
        raise ArgumentTypeError(f"“{text}” không có dạng SỐ:MÃ như lệnh này đã in ra")
    return Link(int(found[1]), found[2])


class Command(BaseCommand):
    help = (
        "Kiểm tra chuỗi sự kiện của nhật ký. In mỗi lỗi một dòng và kết thúc với mã 1; không có lỗi thì in "
        "số và mã của sự kiện cuối. Hãy ghi mã ấy ra ngoài hệ thống để lần sau đối chiếu."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--known",
            type=link,
            metavar="SỐ:MÃ",
            help="số và mã đã ghi lại từ lần kiểm tra trước; tìm ra cả việc viết lại toàn bộ nhật ký",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        walk = Walk(options["known"])
        found = 0
        for fault in walk.faults():
            self.stdout.write(fault)
            found += 1
        if found:
            raise CommandError(f"Nhật ký không còn nguyên vẹn: {dotted(found)} lỗi.")
        end = walk.end
        if not end.sequence:
            self.stdout.write("Chuỗi sự kiện còn trống.")
            return
        self.stdout.write(
            f"Chuỗi {dotted(end.sequence)} sự kiện nguyên vẹn, đến sự kiện số {end.sequence}, "
            f"mã {end.sequence}:{end.hash}"
        )
