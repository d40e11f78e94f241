"""Place, what is missing, the least that overtakes the next above, and what a statement changes."""

import uuid
from datetime import date
from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_count, make_participation, make_quota
from units.choices import Basis
from units.domain.counts.counting import Statement
from units.domain.counts.standing import NextAbove, effect_of, place_of
from units.domain.figures.facts import ParticipationFacts
from units.domain.figures.results import facts_at
from units.models import Participation, Programme

TODAY = date(2022, 11, 17)


def standing(
    key: int,
    quota: int | None,
    result: int | None,
    *,
    parent: int | None = None,
    basis: Basis = Basis.REPORTED,
) -> ParticipationFacts:
    return ParticipationFacts(
        participation_id=key,
        parent_id=parent,
        bloc_id=None,
        position=key,
        name=f"Đơn vị {key}",
        basis=basis,
        quotas=(quota,),
        registered_quota=None,
        statements=(result,),
    )


def unit(key: int, parent: int | None = None) -> Participation:
    return Participation(pk=key, parent_id=parent, programme=Programme(low_threshold=50))


@pytest.mark.parametrize(
    ("own", "others", "rank", "missing", "above"),
    [
        ((250, 245), [(180, 223)], 2, 5, NextAbove("Đơn vị 2", 65)),
        ((100, 50), [(100, 50)], 1, 50, None),
        ((100, 50), [(100, 60), (100, 60)], 3, 50, NextAbove("Đơn vị 3", 11)),
        ((100, 50), [(100, 60), (100, 70)], 3, 50, NextAbove("Đơn vị 2", 11)),
        ((100, 120), [(100, 60)], 1, -20, None),
        ((100, 100), [(3, 4)], 2, 0, NextAbove("Đơn vị 2", 34)),
        ((100, None), [(100, 0)], None, 100, NextAbove("Đơn vị 2", 1)),
        ((100, None), [(100, None)], None, 100, None),
        ((0, 5), [(100, 60)], None, None, None),
        ((None, 5), [(100, 60)], None, None, None),
    ],
)
def test_place(
    own: tuple[int | None, int | None],
    others: list[tuple[int | None, int | None]],
    rank: int | None,
    missing: int | None,
    above: NextAbove | None,
) -> None:
    rows = [standing(key, *figures) for key, figures in enumerate([own, *others], start=1)]

    place = place_of(unit(1), rows)

    assert (place.row.rank, place.missing, place.above) == (rank, missing, above)
    assert place.ranked == sum(bool(quota) and result is not None for quota, result in [own, *others])


def test_place_of_a_subordinate_is_among_its_sisters() -> None:
    rows = [
        standing(1, 10, None, basis=Basis.CHILDREN),
        standing(2, 10, 5, parent=1),
        standing(3, 10, 6, parent=1),
        standing(4, 10, 9),
    ]

    place = place_of(unit(2, parent=1), rows)

    assert (place.row.rank, place.ranked, place.above) == (2, 2, NextAbove("Đơn vị 3", 2))


AMOUNTS = st.integers(0, 400)
QUOTAS = st.integers(1, 300)


@given(st.lists(st.tuples(QUOTAS, AMOUNTS), min_size=2, max_size=6))
def test_needed_is_the_least_that_overtakes(figures: list[tuple[int, int]]) -> None:
    rows = [standing(key, *figure) for key, figure in enumerate(figures, start=1)]
    quota, result = figures[0]

    above = place_of(unit(1), rows).above

    higher = [Fraction(r, q) for q, r in figures if Fraction(r, q) > Fraction(result, quota)]
    if above is None:
        assert higher == []
    else:
        assert Fraction(result + above.needed, quota) > min(higher)
        assert Fraction(result + above.needed - 1, quota) <= min(higher)


def test_official_table_gives_the_words_of_the_picture(official: Programme) -> None:
    participation = official.participations.get(name="LĐLĐ huyện Sìn Hồ")
    rows = facts_at(official, list(official.phases.all()), as_of=TODAY, known_at=timezone.now())

    place = place_of(participation, rows)

    assert (place.row.rank, place.ranked, place.missing) == (4, 11, 5)
    assert place.above == NextAbove("LĐLĐ huyện Tân Uyên", 65)


def statement(participation: Participation, day: date, amount: int) -> Statement:
    phase = participation.programme.phases.get(number=2)
    return Statement(participation, phase, day, amount, uuid.uuid4())


def test_effect_moves_rates_and_place(official: Programme) -> None:
    participation = official.participations.get(name="LĐLĐ huyện Sìn Hồ")
    phases = list(official.phases.all())

    effect = effect_of(statement(participation, TODAY, 83 + 65), phases, now=timezone.now())

    assert effect.follows is not None
    assert (effect.follows.amount, effect.difference, effect.later) == (83, 65, None)
    assert effect.figure.rate == Fraction(148, 120)
    assert effect.after.row.overall.rate == Fraction(310, 250)
    assert (effect.before.row.rank, effect.after.row.rank, effect.moves) == (4, 3, 1)


def test_effect_of_an_earlier_day_leaves_today_as_it_is(official: Programme) -> None:
    participation = official.participations.get(name="LĐLĐ huyện Sìn Hồ")
    phases = list(official.phases.all())

    effect = effect_of(statement(participation, date(2022, 10, 1), 70), phases, now=timezone.now())

    assert effect.later is not None
    assert (effect.later.amount, effect.follows, effect.difference, effect.moves) == (83, None, None, 0)
    assert effect.after == effect.before


def test_effect_of_a_first_statement(official: Programme) -> None:
    participation = make_participation(programme=official, name="Đơn vị mới")
    phases = list(official.phases.all())
    make_quota(participation=participation, phase=phases[1], amount=10)

    effect = effect_of(statement(participation, TODAY, 20), phases, now=timezone.now())

    assert (effect.follows, effect.difference, effect.doubt) == (None, None, "")
    assert (effect.before.row.rank, effect.after.row.rank, effect.moves) == (None, 1, 0)


def test_effect_asks_for_a_reason_when_the_number_falls(official: Programme) -> None:
    participation = official.participations.get(name="LĐLĐ huyện Sìn Hồ")
    make_count(
        participation=participation,
        phase=official.phases.get(number=2),
        amount=90,
        counted_on=date(2022, 11, 12),
    )

    effect = effect_of(statement(participation, TODAY, 80), list(official.phases.all()), now=timezone.now())

    assert effect.doubt == "Số luỹ kế 80 nhỏ hơn 90 đã báo cáo ngày 12/11/2022."
    assert effect.difference == -10
