"""The table of counting bases: everything that depends on the basis of a participation, one row per basis. No
other module compares bases.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from units.choices import Basis
from units.domain.figures import traces
from units.domain.figures.facts import Amounts, ParticipationFacts, column_sums
from units.domain.figures.traces import Trace, TraceQuestion
from units.models import Participation


@dataclass(frozen=True, slots=True)
class BasisRules:
    """One row of the table. There is no field for the latest day with a figure: the days of statements count
    for every basis, and the days of accepted initiatives where `counts_accepted`.
    """

    basis: Basis

    amounts: Callable[[ParticipationFacts, Amounts, Sequence[Amounts]], Amounts]
    """Computes the result from: the facts of the participation itself; the number of accepted initiatives of
    it and all below it; the results of the participations directly below it.
    """

    trace: Callable[[TraceQuestion], list[Trace]]
    """What the result of each phase is made of."""

    is_stated: bool = False
    """Whether people state the result: it can be entered, corrected and locked."""

    adds_up_subordinates: bool = False
    """Whether the results below reach the participations above."""

    counts_accepted: bool = False
    """Whether accepted initiatives count: its own and those of all below it, whatever their basis."""

    is_awaited: bool = True
    """Whether a missing result means that somebody has not reported yet."""

    trace_words: str = ""
    """A sentence above the trace; may be empty."""

    untraced_words: str = ""
    """A sentence in place of an empty trace; may be empty."""

    why_not_entered: str = ""
    """A sentence that says why no number is entered; empty if `is_stated`."""

    way_to_trace: str = ""
    """The text of the link from the desk to the trace; no link if empty."""

    @property
    def words(self) -> str:
        """The name of the basis, for use within a sentence."""
        return str(self.basis.label).lower()


_REPORTED = BasisRules(
    Basis.REPORTED,
    amounts=lambda facts, accepted, below: facts.statements,
    trace=traces.of_statements,
    is_stated=True,
    untraced_words="Chưa có lần báo cáo nào.",
)

_CHILDREN = BasisRules(
    Basis.CHILDREN,
    amounts=lambda facts, accepted, below: column_sums(below, len(facts.statements)),
    trace=traces.of_subordinates,
    adds_up_subordinates=True,
    trace_words="Cộng các đơn vị trực thuộc.",
    why_not_entered="Kết quả của đơn vị là cộng các đơn vị trực thuộc, nên không nhập trực tiếp ở đây.",
    way_to_trace="Xem các số hợp thành",
)

_ACCEPTED = BasisRules(
    Basis.ACCEPTED,
    amounts=lambda facts, accepted, below: accepted,
    trace=traces.of_accepted,
    counts_accepted=True,
    is_awaited=False,
    trace_words="Số này đếm sáng kiến được công nhận của đơn vị và các đơn vị trực thuộc; nó đổi ngay khi có "
    "hồ sơ được công nhận hoặc được xét lại.",
    why_not_entered="Kết quả của đơn vị đếm sáng kiến được công nhận, nên không nhập số ở đây: nộp hồ sơ, và "
    "số này đổi ngay khi hồ sơ được công nhận.",
    way_to_trace="Xem từng sáng kiến đã được tính",
)


def rules_for(basis: str) -> BasisRules:
    """The row of a basis, given as a member or as stored. Raises ValueError for an unknown one."""
    member = Basis(basis)
    match member:
        case Basis.REPORTED:
            return _REPORTED
        case Basis.CHILDREN:
            return _CHILDREN
        case Basis.ACCEPTED:
            return _ACCEPTED
    assert_never(member)


STATED = tuple(each for each in Basis if rules_for(each).is_stated)
"""The bases whose result people state, for queries."""

COUNTING_ACCEPTED = tuple(each for each in Basis if rules_for(each).counts_accepted)
"""The bases that count accepted initiatives, for queries."""


def stating(participations: Iterable[Participation]) -> list[Participation]:
    """The participations that state their own counts."""
    return [each for each in participations if rules_for(each.basis).is_stated]
