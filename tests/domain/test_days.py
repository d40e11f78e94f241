"""Days begin and end where local people's days do."""

from datetime import date

from units.domain import days

DAY = date(2022, 12, 31)


def test_a_day_runs_from_its_local_midnight_to_the_next_one() -> None:
    assert days.start_of(DAY).isoformat() == "2022-12-31T00:00:00+07:00"
    assert days.next_start(DAY).isoformat() == "2023-01-01T00:00:00+07:00"
