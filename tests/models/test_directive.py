"""Which letters are out by a day."""

from datetime import date

import pytest

from tests.factories import make_directive, make_programme
from units.models import Directive

pytestmark = pytest.mark.django_db


def test_issued_by_gives_the_newest_first_up_to_the_day() -> None:
    programme = make_programme()
    days = [date(2022, 11, 10), date(2022, 6, 1), date(2022, 11, 10), date(2022, 12, 1)]
    first, older, second, later = (make_directive(programme=programme, issued_on=day) for day in days)

    asked = [date(2022, 5, 31), date(2022, 11, 10), date(2022, 12, 1)]
    issued = [list(Directive.objects.issued_by(day)) for day in asked]

    assert issued == [[], [second, first, older], [later, second, first, older]]
