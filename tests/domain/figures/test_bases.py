"""The table of counting bases: a row for each, and of each row that its parts fit each other."""

import pytest

from tests.factories import make_participation
from units.choices import Basis
from units.domain.figures.bases import COUNTING_ACCEPTED, STATED, rules_for, stating
from units.domain.figures.facts import ParticipationFacts

FACTS = ParticipationFacts(1, None, None, 1, "Đơn vị", Basis.REPORTED, (9, 9), None, statements=(1, None))


@pytest.mark.parametrize("basis", Basis)
def test_every_basis_has_its_row(basis: Basis) -> None:
    rules = rules_for(basis)
    assert rules.basis is basis
    assert rules_for(basis.value) is rules
    assert rules.words == basis.label.lower()


def test_what_is_no_basis_is_refused() -> None:
    with pytest.raises(ValueError, match="guessed"):
        rules_for("guessed")


@pytest.mark.parametrize("basis", Basis)
def test_nothing_counts_twice(basis: Basis) -> None:
    """Own statements, accepted initiatives or results below: one of them at most is in the result, that which
    the row says too.
    """
    rules = rules_for(basis)
    sources = [rules.is_stated, rules.counts_accepted, rules.adds_up_subordinates]
    assert sum(sources) <= 1
    counted = sum(part for part, is_in in zip((1, 10, 200), sources, strict=True) if is_in)
    assert rules.amounts(FACTS, (10, None), [(100, None), (100, None)]) == (counted or None, None)


@pytest.mark.parametrize("basis", Basis)
def test_where_nothing_is_below_the_result_has_an_amount_a_phase(basis: Basis) -> None:
    assert len(rules_for(basis).amounts(FACTS, (None, None), [])) == 2


@pytest.mark.parametrize("basis", Basis)
def test_sentences_are_whole_and_where_they_are_needed(basis: Basis) -> None:
    rules = rules_for(basis)
    said = [text for text in (rules.trace_words, rules.untraced_words, rules.why_not_entered) if text]
    assert all(text[0].isupper() and text.endswith(".") for text in said)
    assert bool(rules.why_not_entered) != rules.is_stated
    assert rules.trace_words or rules.untraced_words


@pytest.mark.django_db
def test_bases_for_queries_are_those_of_the_rows() -> None:
    assert STATED == (Basis.REPORTED,)
    assert COUNTING_ACCEPTED == (Basis.ACCEPTED,)
    places = [make_participation(basis=basis) for basis in Basis]
    assert [place.basis for place in stating(places)] == list(STATED)
