"""Find initiatives of a programme: filter, count, order, one page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Coalesce

from units.choices import BenefitBasis, InitiativeState
from units.digits import LARGEST_KEY
from units.domain import access
from units.domain.access import Person
from units.models import Initiative, Participation, Phase, Programme
from units.models.words import Among

PAGE = 50
COUNTED = 1_000
"""Hits of a word search are counted up to this number: each counted hit costs reading its row."""

BEFORE_ALL = date(1, 1, 1)
SHOWN = (
    "title",
    "kind",
    "field",
    "state",
    "benefit_basis",
    "benefit_value",
    "submitted_on",
    "decided_at",
    "outstanding_at",
    "is_confidential",
    "participation__name",
    "phase__number",
    "phase__name",
)
"""The fields that the list shows; never the long texts."""


@dataclass(frozen=True, slots=True)
class InitiativeFilter:
    """Which initiatives; None and empty values do not filter. `place` includes the units below it. Benefits
    are in VND, both ends inclusive. `uncounted_by`: accepted ones that do not count by the end of this day.
    """

    text: str = ""
    place: Participation | None = None
    phase: Phase | None = None
    state: str = ""
    kind: str = ""
    field: str = ""
    author_group: str = ""
    benefit_from: int | None = None
    benefit_to: int | None = None
    not_in_money: bool = False
    outstanding: bool = False
    uncounted_by: date | None = None

    @property
    def phase_id(self) -> int | None:
        return self.phase.pk if self.phase else None


@dataclass(frozen=True, slots=True)
class Order:
    """What the list is sorted by; ties are sorted by number in the same direction. `walks`: the list is read
    along an index of this order, because the key is too long to be sorted.
    """

    label: str
    key: Combinable
    descending: bool = False
    walks: bool = False


NEWEST = "moi-nhat"
NUMBER = F("pk")
ORDERS: Mapping[str, Order] = {
    NEWEST: Order("Mới lập trước", NUMBER, descending=True),
    "ten": Order("Tên, theo vần", F("sort_key"), walks=True),
    "gia-tri-giam": Order(
        "Giá trị làm lợi, cao trước", Coalesce("benefit_value", Value(-1)), descending=True
    ),
    "gia-tri-tang": Order("Giá trị làm lợi, thấp trước", Coalesce("benefit_value", Value(LARGEST_KEY))),
    "ngay-nop": Order("Ngày nộp, mới trước", Coalesce("submitted_on", Value(BEFORE_ALL)), descending=True),
    "don-vi": Order("Đơn vị, theo thứ tự trên biểu", F("participation__position")),
}


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page in the chosen order. `following` and `preceding`: the numbers to pass as `after` and `before`
    for the pages beside it; None where there is none.
    """

    initiatives: Sequence[Initiative]
    following: int | None
    preceding: int | None


@dataclass(frozen=True, slots=True)
class Hits:
    """The number of hits; `at_least`: counting stopped there."""

    number: int
    at_least: bool = False


def find(user: Person, programme: Programme, wanted: InitiativeFilter) -> QuerySet[Initiative]:
    """The initiatives that match the filter and that the person may know of, unordered."""
    found = access.readable_initiatives(user, programme)
    if wanted.place:
        below = access.subtree(programme.participations.all(), wanted.place.unit_id)
        found = found.filter(participation__in=below)
    for name in ("phase_id", "state", "kind", "field", "author_group"):
        if value := getattr(wanted, name):
            # Among keeps SQLite on the list's index: those of phases or states alone lead to the long rows.
            found = found.filter(Among(F(name), [value]))
    if wanted.benefit_from is not None:
        found = found.filter(benefit_value__gte=wanted.benefit_from)
    if wanted.benefit_to is not None:
        found = found.filter(benefit_value__lte=wanted.benefit_to)
    if wanted.not_in_money:
        found = found.filter(benefit_basis=BenefitBasis.NOT_IN_MONEY)
    if wanted.outstanding:
        found = found.filter(outstanding_at__isnull=False)
    if wanted.uncounted_by is not None:
        found = found.filter(not_counting_by(wanted.uncounted_by), state=InitiativeState.ACCEPTED)
    return found.filter(search_key__words=wanted.text) if wanted.text else found


def not_counting_by(day: date) -> Q:
    """Initiatives that do not count by the end of a day: never, or only from a later day on."""
    return Q(counted_on=None) | Q(counted_on__gt=day)


def count(found: QuerySet[Initiative], wanted: InitiativeFilter) -> Hits:
    """How many there are; a word search is counted up to COUNTED only."""
    if not wanted.text:
        return Hits(found.count())
    number = found[: COUNTED + 1].count()
    return Hits(min(number, COUNTED), at_least=number > COUNTED)


def page(
    found: QuerySet[Initiative],
    order: Order,
    *,
    known: QuerySet[Initiative],
    after: int | None = None,
    before: int | None = None,
) -> ListPage:
    """The page after the initiative numbered `after`, or before `before`. The first page without either, and
    where the person may not know of that initiative (`known`): the page would reveal its position.

    Pages start at an initiative, not at an offset, so initiatives added elsewhere do not shift them.
    """
    anchor = after if after is not None else before
    start = _value_at(known, anchor, order) if anchor is not None else None
    keys = ordered(found, order)
    if anchor is None or start is None:
        shown = list(keys[: PAGE + 1])
        return _page(shown[:PAGE], is_more=len(shown) > PAGE, is_first=True)
    if after is not None:
        shown = list(keys.filter(_beyond(order, start, anchor, back=False))[: PAGE + 1])
        return _page(shown[:PAGE], is_more=len(shown) > PAGE, is_first=False)
    shown = list(keys.reverse().filter(_beyond(order, start, anchor, back=True))[: PAGE + 1])
    if len(shown) <= PAGE:  # the rest fits into the first page
        return page(found, order, known=known)
    return _page(shown[PAGE - 1 :: -1], is_more=True, is_first=False)


def ordered(found: QuerySet[Initiative], order: Order) -> QuerySet[Initiative, int]:
    """Their keys (pk) in this order, to be sliced."""
    if order.walks:
        found = Initiative.objects.filter(Among(F("pk"), found.order_by().values("pk").query))
    found = found.alias(place_in_order=order.key)
    return found.order_by(_by(order, "place_in_order"), _by(order, "pk")).values_list("pk", flat=True)


def _by(order: Order, name: str) -> OrderBy:
    return F(name).desc() if order.descending else F(name).asc()


def _value_at(known: QuerySet[Initiative], number: int, order: Order) -> Any:
    """The sort value of the initiative with this number; None where it is not among those known."""
    return known.filter(pk=number).values_list(order.key, flat=True).first()


def _beyond(order: Order, value: Any, number: int, *, back: bool) -> Q:
    """The condition for later rows of the order, with `back` for earlier ones. When an index is walked, the
    bound is repeated as a plain comparison so that the scan starts there; otherwise SQLite would choose that
    index.
    """
    sign = "lt" if order.descending != back else "gt"
    if order.key == NUMBER:  # one comparison on the key is enough
        return Q(**{f"pk__{sign}": number})
    later = Q(**{f"place_in_order__{sign}": value}) | Q(place_in_order=value, **{f"pk__{sign}": number})
    return Q(**{f"place_in_order__{sign}e": value}) & later if order.walks else later


def _page(keys: Sequence[int], *, is_more: bool, is_first: bool) -> ListPage:
    rows = (
        Initiative.objects.filter(pk__in=keys).select_related("participation", "phase").only(*SHOWN).in_bulk()
    )
    return ListPage(
        [rows[key] for key in keys],
        following=keys[-1] if is_more and keys else None,
        preceding=keys[0] if keys and not is_first else None,
    )
