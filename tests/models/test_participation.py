"""A place in the reporting tree stays inside its programme and free of loops."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_bloc, make_participation, make_programme
from units.models import Participation

pytestmark = pytest.mark.django_db


def refusal(participation: Participation) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        participation.full_clean()
    return refused.value.message_dict


def test_clean_accepts_a_parent_and_a_bloc_of_the_programme() -> None:
    bloc = make_bloc()
    parent = make_participation(bloc=bloc)
    make_participation(parent=parent, bloc=bloc).full_clean()


def test_clean_refuses_a_bloc_of_another_programme() -> None:
    participation = make_participation()
    participation.bloc = make_bloc()
    assert refusal(participation) == {"bloc": ["Khối thi đua thuộc chương trình khác."]}


def test_clean_refuses_a_parent_of_another_programme() -> None:
    participation = make_participation()
    participation.parent = make_participation()
    assert refusal(participation) == {"parent": ["Đơn vị cấp trên thuộc chương trình khác."]}


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_clean_refuses_a_loop(depth: int) -> None:
    top = lowest = make_participation(programme=make_programme())
    for _ in range(depth):
        lowest = make_participation(parent=lowest)
    top.parent = lowest
    assert refusal(top) == {"parent": ["Đơn vị cấp trên lại là cấp dưới của chính đơn vị này."]}
