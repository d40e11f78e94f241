"""`measure_likely_duplicates`: precision and recall on labelled pairs; then look-ups among many titles."""

import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from random import Random
from statistics import quantiles
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from benchmarks import dossier_words
from benchmarks.labelled_titles import Pair, Stage, Tally, pairs, tally
from units.choices import Role
from units.domain.likeness.index import index_title, rebuild_terms
from units.domain.likeness.similarity import Asked, likely_duplicates
from units.models import Initiative, Participation, TitleTerm, User
from units.vietnamese import comma_decimal, dotted

SLUG = "do-hoi-trung"
MEGABYTE = 2**20

Timing = tuple[float, float]
"""Milliseconds by the clock, and of this process's CPU."""


class Command(BaseCommand):
    help = "Đo gợi ý hồ sơ trùng, trên cơ sở dữ liệu trống."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--others", type=int, default=10_000, help="số tên khác trộn với các cặp")
        parser.add_argument(
            "--titles", type=int, default=100_000, help="số hồ sơ khi đo thời gian; 0: không đo"
        )
        parser.add_argument("--lookups", type=int, default=200, help="số lần tra")

    def handle(self, *args: Any, others: int, titles: int, lookups: int, **options: Any) -> None:
        labelled = pairs()
        with transaction.atomic():
            judged = list(Stage(labelled, others=others).judge(labelled))
            transaction.set_rollback(True)
        self.stdout.write(f"{len(labelled)} cặp trộn với {dotted(others)} tên khác.\n\n")
        self.stdout.write("\n".join(quality(judged)))
        if titles:
            self.stdout.write("\n" + "\n".join(speed(titles, lookups)))


def quality(judged: Sequence[tuple[Pair, bool]]) -> Iterator[str]:
    """One line a kind, and one for each half of the set, in Markdown."""
    yield "| Các cặp | Số cặp | Tìm thấy | Bỏ sót | Báo nhầm | Chính xác | Đầy đủ |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    halves = {"Nửa để chỉnh": True, "**Nửa để đo**": False}
    for name, for_tuning in halves.items():
        yield _line(name, [each for each in judged if each[0].is_for_tuning == for_tuning])
    measured = [each for each in judged if not each[0].is_for_tuning]
    for kind in dict.fromkeys(pair.kind for pair, _ in judged):
        yield _line(f"Nửa để đo: {kind}", [each for each in measured if each[0].kind == kind])


def _line(name: str, judged: Sequence[tuple[Pair, bool]]) -> str:
    counted: Tally = tally(judged)
    precision = _percent(counted.precision) if counted.found + counted.wrong else "–"
    recall = _percent(counted.recall) if counted.found + counted.missed else "–"
    cells = (len(judged), counted.found, counted.missed, counted.wrong, precision, recall)
    return f"| {name} | {' | '.join(map(str, cells))} |"


def speed(titles: int, lookups: int) -> Iterator[str]:
    """How long one look-up and the indexing of one title take, and what the index occupies."""
    call_command("make_measured_dossiers", SLUG, dossiers=titles)
    before, started = _occupied(), time.perf_counter()
    rebuild_terms()
    built = time.perf_counter() - started
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as autovacuum would within a minute
    terms = TitleTerm.objects.count()
    yield (
        f"{connection.display_name}, {dotted(titles)} hồ sơ, {dotted(terms)} mục từ, "
        f"{dotted((_occupied() - before) // MEGABYTE)} MB, lập lại trong {built:.0f} giây."
    )
    yield f"Một lần tra: {_milliseconds(_lookups(lookups))}."
    yield f"Ghi mục từ của một tên: {_milliseconds(_indexings(lookups))}."


def _lookups(number: int) -> list[Timing]:
    """Every other one by an officer, about titles as they are, shortened, joined, and never seen."""
    random = Random(7)  # noqa: S311
    places = list(Participation.objects.filter(programme__slug=SLUG).select_related("unit", "programme"))
    staff = User.objects.create_user(username="nguoi-tra", full_name="Người Tra", role=Role.STAFF)
    officer = User.objects.create_user(
        username="can-bo-tra", full_name="Cán Bộ Tra", role=Role.OFFICER, home_unit=places[0].unit
    )
    asked = [Asked(title, random.choice(places)) for title in _titles(random, number)]
    likely_duplicates(asked[0], staff)  # the first one opens what stays open
    return [
        _timed(partial(likely_duplicates, each, (staff, officer)[place % 2]))
        for place, each in enumerate(asked)
    ]


def _titles(random: Random, number: int) -> Iterator[str]:
    keys = list(Initiative.objects.order_by("pk").values_list("pk", flat=True))
    stored = Initiative.objects.in_bulk([random.choice(keys) for _ in range(number)])
    titles = [each.title for each in stored.values()]
    for place in range(number):
        title = titles[place % len(titles)]
        match place % 4:
            case 0:
                yield title
            case 1:
                yield " ".join(title.split()[1:-1])
            case 2:
                yield f"{title} và {titles[place // 2]}"[:300]
            case _:
                yield dossier_words.title(random)


def _indexings(number: int) -> list[Timing]:
    random = Random(8)  # noqa: S311
    first = Initiative.objects.order_by("pk")[:number]
    with transaction.atomic():
        changed = list(first)
        for each in changed:
            each.title = dossier_words.title(random)
        times = [_timed(partial(index_title, each)) for each in changed]
        transaction.set_rollback(True)
    return times


def _timed(run: Callable[[], object]) -> Timing:
    started, used = time.perf_counter(), time.process_time()
    run()
    return (time.perf_counter() - started) * 1000, (time.process_time() - used) * 1000


def _milliseconds(times: Sequence[Timing]) -> str:
    """The clock's time, then the CPU's: on a busy machine only the latter tells anything."""
    clock, cpu = zip(*times, strict=True)
    return f"{_spread(clock)}; CPU của tiến trình {_spread(cpu)}"


def _spread(times: Sequence[float]) -> str:
    cut = quantiles(times, n=20, method="inclusive")
    return f"p50 {_number(cut[9])} ms, p95 {_number(cut[18])} ms, lâu nhất {_number(max(times))} ms"


def _occupied() -> int:
    """Bytes of the index, or on SQLite of the whole file."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [TitleTerm._meta.db_table])
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def _percent(share: float) -> str:
    return f"{_number(share * 100)}%"


def _number(number: float) -> str:
    return comma_decimal(Decimal(f"{number:.1f}"))
