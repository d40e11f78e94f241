"""A small programme in which every order of the table differs, and what a page needs beside it."""

from datetime import date
from typing import Any

import pytest

from tests.factories import make_bloc, make_count, make_participation, make_phase, make_programme, make_quota
from units.models import Participation, Programme

FIRST_COUNT = date(2022, 3, 1)
SECOND_COUNT = date(2022, 9, 1)

# name, bloc, quotas of both phases, results of both phases by the first day and the second (None: not stated)
LINES: list[tuple[str, str, tuple[Any, Any], tuple[Any, Any], tuple[Any, Any]]] = [
    ("LĐLĐ huyện Đông", "huyen", (40, 60), (50, None), (50, 70)),
    ("Công đoàn ngành Đường sắt", "nganh", (20, 20), (10, None), (10, 10)),
    ("LĐLĐ huyện Ân Thi", "huyen", (100, 100), (40, None), (60, 40)),
    ("LĐLĐ huyện An Lão", "huyen", (50, 50), (0, None), (0, 30)),
    ("Công đoàn ngành Y", "nganh", (10, 10), (None, None), (None, None)),
    ("Đơn vị phối hợp", "", (None, None), (5, None), (5, 4)),
]


def make_line(programme: Programme, place: int) -> Participation:
    """One line of LINES with its facts."""
    name, bloc, quotas, *counts = LINES[place]
    participation = make_participation(
        programme=programme, name=name, bloc=programme.blocs.filter(code=bloc).first()
    )
    for index, phase in enumerate(programme.phases.all()):
        if quotas[index] is not None:
            make_quota(participation=participation, phase=phase, amount=quotas[index])
        for day, results in zip((FIRST_COUNT, SECOND_COUNT), counts, strict=True):
            if results[index] is not None:
                make_count(participation=participation, phase=phase, amount=results[index], counted_on=day)
    return participation


@pytest.fixture
def race(db: None) -> Programme:
    """The programme of LINES: public, two phases of 2022, two blocs."""
    programme = make_programme(slug="thi-dua", short_name="Thi đua")
    make_bloc(programme=programme, code="huyen", name="Khối các huyện")
    make_bloc(programme=programme, code="nganh", name="Khối ngành")
    for _ in range(2):
        make_phase(programme=programme)
    for place in range(len(LINES)):
        make_line(programme, place)
    return programme
