"""Which programmes are seen, and which one stands first."""

from datetime import date
from operator import attrgetter

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import make_phase, make_programme, make_user
from units.models import Programme

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 15)


def phased(slug: str, *starts: date, is_demonstration: bool = False) -> Programme:
    programme = make_programme(slug=slug, is_demonstration=is_demonstration)
    for start in starts:
        make_phase(programme=programme, starts_on=start)
    return programme


def test_visible_to_shows_strangers_the_public_ones() -> None:
    public = make_programme(is_public=True)
    closed = make_programme(is_public=False)

    seen = [set(Programme.objects.visible_to(person)) for person in (AnonymousUser(), make_user())]

    assert seen == [{public}, {public, closed}]


def test_with_window_spans_all_phases() -> None:
    programme = make_programme()
    make_phase(programme=programme, number=2, starts_on=date(2022, 6, 1), ends_on=date(2023, 9, 1))
    make_phase(programme=programme, number=1, starts_on=date(2022, 1, 8), ends_on=date(2022, 5, 31))
    make_programme(slug="chua-co-giai-doan")

    window = attrgetter("slug", "starts_on", "ends_on")
    assert {window(programme) for programme in Programme.objects.with_window()} == {
        (programme.slug, date(2022, 1, 8), date(2023, 9, 1)),
        ("chua-co-giai-doan", None, None),
    }


def test_current_first_puts_the_latest_begun_real_one_first() -> None:
    phased("khong-giai-doan")
    phased("minh-hoa", date(2026, 7, 1), is_demonstration=True)
    phased("sap-toi", date(2026, 7, 16), date(2027, 1, 1))
    phased("sau-nua", date(2027, 1, 1))
    phased("da-qua", date(2022, 1, 8))
    phased("hien-tai", TODAY)

    ordered = [programme.slug for programme in Programme.objects.current_first(TODAY)]

    assert ordered == ["hien-tai", "da-qua", "sau-nua", "sap-toi", "khong-giai-doan", "minh-hoa"]


def test_current_first_keeps_the_order_of_making_between_equals() -> None:
    first, second = phased("b", TODAY), phased("a", TODAY)
    assert list(Programme.objects.current_first(TODAY)) == [first, second]
