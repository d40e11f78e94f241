"""What is: one file a noun."""

from units.models.count import ReportedCount
from units.models.directive import Directive
from units.models.event import Event, EventChain
from units.models.participation import Bloc, Participation
from units.models.programme import Phase, Programme
from units.models.quota import Quota
from units.models.reopening import CorrectionRequest, Reopening
from units.models.session import Session
from units.models.unit import Unit
from units.models.user import User

__all__ = [
    "Bloc",
    "CorrectionRequest",
    "Directive",
    "Event",
    "EventChain",
    "Participation",
    "Phase",
    "Programme",
    "Quota",
    "Reopening",
    "ReportedCount",
    "Session",
    "Unit",
    "User",
]
