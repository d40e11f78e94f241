"""The stored things: one file a noun, with fields, constraints and querysets."""

from units.models.attachment import Attachment
from units.models.author import Author
from units.models.award import AwardRule, AwardThreshold
from units.models.count import ReportedCount
from units.models.directive import Directive
from units.models.dossier_rules import DossierRules
from units.models.event import Event, EventChain
from units.models.initiative import Initiative
from units.models.participation import Bloc, Participation
from units.models.portal_count import PortalCount
from units.models.programme import Phase, Programme
from units.models.quota import Quota
from units.models.reopening import CorrectionRequest, Reopening
from units.models.review import AcceptedTotal, NoteTemplate, ReviewStep
from units.models.session import Session
from units.models.title_term import TitleTerm
from units.models.unit import Unit
from units.models.user import User

__all__ = [
    "AcceptedTotal",
    "Attachment",
    "Author",
    "AwardRule",
    "AwardThreshold",
    "Bloc",
    "CorrectionRequest",
    "Directive",
    "DossierRules",
    "Event",
    "EventChain",
    "Initiative",
    "NoteTemplate",
    "Participation",
    "Phase",
    "PortalCount",
    "Programme",
    "Quota",
    "Reopening",
    "ReportedCount",
    "ReviewStep",
    "Session",
    "TitleTerm",
    "Unit",
    "User",
]
