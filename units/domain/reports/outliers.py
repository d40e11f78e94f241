"""Benefits that stand out within their field: the bounds, and why a value lies outside."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from units.choices import SolutionField
from units.models import Initiative
from units.vietnamese import dotted

LEAST_VALUES = 8
"""With fewer values in a field nothing can be called usual."""

FAR = 10
MUCH = 3
MISTAKEN_UNIT = 1000
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Bounds:
    """The usual range of a field, in VND. Quartiles are values that occur: of n sorted values the ⌈n/4⌉th,
    ⌈n/2⌉th and ⌈3n/4⌉th. Values of 0 are left out, since they have no logarithm.
    """

    number: int
    lower: int
    median: int
    upper: int

    @property
    def high(self) -> int:
        """Greater values stand out. Ten times the median or, if that is less, the fence Q3·(Q3/Q1)³, that is
        three quartile distances above Q3 on a logarithmic scale; never less than three times the median.
        """
        fence = self.upper**4 // self.lower**3
        return min(FAR * self.median, max(fence, MUCH * self.median))

    @property
    def low(self) -> int:
        """Smaller values stand out: a thousandth of the median, as when millions of đồng
        were typed as đồng.
        """
        return self.median // MISTAKEN_UNIT

    def reason(self, value: int) -> str:
        """Why a value outside the bounds stands out, as a Vietnamese sentence."""
        usual = f"mức giữa của lĩnh vực là {dotted(self.median)} đồng ({dotted(self.number)} sáng kiến)"
        if value < self.low:
            return f"Chưa bằng một phần nghìn {usual}; có thể đã ghi theo triệu đồng thay vì đồng."
        if value > FAR * self.median:
            return f"Gấp hơn {dotted(value // self.median)} lần; {usual}."
        return f"Vượt xa khoảng thường gặp, từ {dotted(self.lower)} đến {dotted(self.upper)} đồng; {usual}."


@dataclass(frozen=True, slots=True)
class Outlier:
    """One initiative whose benefit is to be checked."""

    initiative: int
    code: str
    title: str
    unit: str
    field: str
    value: int
    reason: str


def bounds_of(accepted: QuerySet[Initiative]) -> dict[str, Bounds]:
    """The bounds of each field that has enough values. One query; sorting and picking happen
    in the database.
    """
    number = F("number")
    ranked = (
        accepted.filter(benefit_value__gt=0)
        .annotate(
            number=Window(Count("pk"), partition_by="field"),
            place=Window(RowNumber(), partition_by="field", order_by=["benefit_value", "pk"]),
        )
        .filter(number__gte=LEAST_VALUES)
        .filter(Q(place=(number + 3) / 4) | Q(place=(number + 1) / 2) | Q(place=(number * 3 + 3) / 4))
    )
    found: dict[str, tuple[int, list[int]]] = {}
    rows = ranked.order_by("field", "place").values_list("field", "number", "benefit_value")
    for field, count, value in rows:
        found.setdefault(field, (count, []))[1].append(value or 0)
    return {field: Bounds(count, *values) for field, (count, values) in found.items()}


def outliers_among(readable: QuerySet[Initiative], bounds: dict[str, Bounds]) -> list[Outlier]:
    """The readable accepted initiatives that stand out, the greatest first; one more than is shown, which
    tells that there are more. One query.
    """
    outside = Q(pk__in=[])
    for field, each in bounds.items():
        outside |= Q(field=field) & (
            Q(benefit_value__gt=each.high) | Q(benefit_value__gt=0, benefit_value__lt=each.low)
        )
    rows = (
        readable.filter(outside).select_related("participation").order_by("-benefit_value", "pk")
        if bounds
        else readable.none()
    )
    return [
        Outlier(
            initiative=each.pk,
            code=each.code,
            title=each.title,
            unit=each.participation.name,
            field=field_name(each.field),
            value=each.benefit_value,
            reason=bounds[each.field].reason(each.benefit_value),
        )
        for each in rows[: MOST_SHOWN + 1]
        if each.benefit_value is not None
    ]


def field_name(field: str) -> str:
    return str(SolutionField(field).label) if field else "Chưa ghi lĩnh vực"
