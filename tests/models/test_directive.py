"""Which letter belongs beside the table of a day."""

from datetime import date

import pytest

from tests.factories import make_directive, make_programme
from units.models import Directive

pytestmark = pytest.mark.django_db


def test_beside_gives_the_newest_first_up_to_the_day() -> None:
    programme = make_programme()
    days = [date(2022, 11, 10), date(2022, 6, 1), date(2022, 11, 10), date(2022, 12, 1)]
    first, older, second, later = (make_directive(programme=programme, issued_on=day) for day in days)

    asked = [date(2022, 5, 31), date(2022, 11, 10), date(2022, 12, 1)]
    issued = [list(Directive.objects.beside(day)) for day in asked]

    assert issued == [[], [second, first, older], [later, second, first, older]]


def test_beside_goes_by_the_day_of_the_figures_not_of_issue() -> None:
    letter = make_directive(issued_on=date(2022, 11, 17), as_of=date(2022, 11, 15))

    asked = [date(2022, 11, 14), date(2022, 11, 15), date(2022, 11, 30)]
    assert [list(Directive.objects.beside(day)) for day in asked] == [[], [letter], [letter]]
