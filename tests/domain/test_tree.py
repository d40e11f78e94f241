"""The walk of the reporting tree, against what its words say, on any tree in any order."""

from hypothesis import given
from hypothesis import strategies as st

from units.domain import tree

#     1       4
#    / \      |
#   2   5     6      and 9, of which the parent (8) is not among them
#   |
#   3
PARENTS = {3: 2, 1: None, 2: 1, 4: None, 5: 1, 6: 4, 9: 8}


@st.composite
def forests(draw: st.DrawFn) -> dict[int, int | None]:
    """Any tree, its keys in any order; some parents are not among them."""
    size = draw(st.integers(0, 9))
    parents = {key: draw(st.none() | st.integers(0, key - 1)) if key else None for key in range(size)}
    gone = draw(st.sets(st.integers(0, 9), max_size=2))
    order = draw(st.permutations([key for key in parents if key not in gone]))
    return {key: parents[key] for key in order}


def test_children_stand_in_the_order_of_the_pairs() -> None:
    assert tree.children_of(PARENTS) == {2: [3], None: [1, 4, 9], 1: [2, 5], 4: [6]}


def test_below_is_the_key_itself_and_all_below_it() -> None:
    assert tree.below(PARENTS, [1]) == [1, 2, 5, 3]
    assert tree.below(PARENTS, [2, 1]) == [2, 1, 3, 5]
    assert tree.below(PARENTS, [6, 9]) == [6, 9]
    assert tree.below(PARENTS, []) == []


def test_in_order_puts_each_before_what_is_below_it() -> None:
    assert tree.in_order(PARENTS) == [(1, 0), (2, 1), (3, 2), (5, 1), (4, 0), (6, 1), (9, 0)]


def test_above_leads_to_the_top() -> None:
    assert list(tree.above(PARENTS, 3)) == [2, 1]
    assert list(tree.above(PARENTS, 1)) == list(tree.above(PARENTS, 9)) == []


@given(forests())
def test_every_walk_meets_every_key_once(parents: dict[int, int | None]) -> None:
    upward = tree.deepest_first(parents)
    assert sorted(upward) == sorted(parents) == sorted(key for key, _ in tree.in_order(parents))
    for key in parents:
        above = list(tree.above(parents, key))
        assert all(upward.index(key) < upward.index(each) for each in above)
        assert dict(tree.in_order(parents))[key] == len(above)
        assert set(tree.below(parents, [key])) == {
            each for each in parents if key in (each, *tree.above(parents, each))
        }


@given(forests())
def test_added_up_gives_each_the_sum_of_all_below_it(parents: dict[int, int | None]) -> None:
    """Every key is a power of two, so that a sum tells its parts."""
    sums = tree.added_up(parents, lambda key, below: 2**key + sum(below))
    assert sums == {key: sum(2**each for each in tree.below(parents, [key])) for key in parents}
