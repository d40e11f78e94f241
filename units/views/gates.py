"""The gates of pages, built on one another, with one rule: a stranger is asked to sign in; what a person may
not see is not found (404); what they may see but not do is refused (403).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, Generic, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from units.domain import access
from units.domain.access import Person
from units.models import CorrectionRequest, Initiative, Participation, Programme, User
from units.views.requests import PersonRequest, is_of_person

Found = TypeVar("Found")
View = Callable[..., HttpResponseBase]


def for_people(view: Callable[Concatenate[PersonRequest, ...], HttpResponseBase]) -> View:
    """For whoever has signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, **address: Any) -> HttpResponseBase:
        if is_of_person(request):
            return view(request, **address)
        return redirect_to_login(request.get_full_path())

    return guarded


@dataclass(frozen=True)
class RoleGate:
    """Refuses whoever may not, before anything is looked up: what exists and what does not look alike."""

    may: Callable[[User], bool]

    def __call__(self, view: Callable[Concatenate[PersonRequest, ...], HttpResponseBase]) -> View:
        @wraps(view)
        def guarded(request: PersonRequest, **address: Any) -> HttpResponseBase:
            if not self.may(request.user):
                raise PermissionDenied
            return view(request, **address)

        return for_people(guarded)


@dataclass(frozen=True)
class Gate(Generic[Found]):
    """Gives the view what the address names, `find` by the person and the parts of the address in `keys`:
    None is what they may not see. Then each of `demands` must hold.
    """

    keys: tuple[str, ...]
    find: Callable[..., Found | None]
    demands: tuple[Callable[[User, Found], bool], ...] = ()

    def only(self, demand: Callable[[User, Found], bool]) -> "Gate[Found]":
        """This gate for those of whom more is true; the others see what it is, and are refused."""
        return replace(self, demands=(*self.demands, demand))

    def __call__(self, view: Callable[Concatenate[PersonRequest, Found, ...], HttpResponseBase]) -> View:
        @wraps(view)
        def guarded(request: PersonRequest, **address: Any) -> HttpResponseBase:
            found = self.find(request.user, *(address.pop(key) for key in self.keys))
            if found is None:
                raise Http404
            if not all(demand(request.user, found) for demand in self.demands):
                raise PermissionDenied
            return view(request, found, **address)

        return for_people(guarded)


def _programme(person: Person, slug: str) -> Programme | None:
    return Programme.objects.visible_to(person).filter(slug=slug).first()


def _participation(person: User, pk: int) -> Participation | None:
    found = Participation.objects.select_related("programme", "unit", "parent").filter(pk=pk).first()
    return found if found and access.reads_statements_of(person, found) else None


def _correction_request(person: User, slug: str, pk: int) -> CorrectionRequest | None:
    programme = _programme(person, slug)
    if programme is None:
        return None
    places = access.readable_participations(person, programme)
    asked = CorrectionRequest.objects.filter(participation__in=places, pk=pk)
    return asked.select_related("participation__programme", "participation__unit", "phase").first()


def _initiative(person: User, pk: int) -> Initiative | None:
    readable = access.readable_initiatives(person).filter(pk=pk)
    return readable.select_related("participation__programme", "participation__unit", "reviewer").first()


# Whatever is named
for_administrators = RoleGate(access.is_administrator)
for_staff = RoleGate(access.is_staff)
for_reviewers = RoleGate(access.is_reviewer)

# A programme (slug)
for_programme_readers = Gate(("slug",), _programme)
for_programme_staff = for_programme_readers.only(lambda person, _: access.is_staff(person))
for_programme_reviewers = for_programme_readers.only(lambda person, _: access.is_reviewer(person))
for_programme_writers = for_programme_readers.only(lambda person, _: access.writes_dossiers(person))

# A participation (pk), a request to correct its figures
for_statement_readers = Gate(("pk",), _participation)
for_reporters = for_statement_readers.only(access.answers_for)
for_answerers = Gate(("slug", "pk"), _correction_request).only(lambda person, _: access.is_staff(person))

# A dossier (pk)
for_dossier_readers = Gate(("pk",), _initiative)
for_dossier_writers = for_dossier_readers.only(lambda person, it: access.rights_over(person, it).writes_whole)
for_dossier_staff = for_dossier_readers.only(lambda person, _: access.is_staff(person))
for_readers_of_people = for_dossier_readers.only(
    lambda person, it: access.rights_over(person, it).reads_people
)
for_deciders = for_dossier_readers.only(lambda person, _: access.is_reviewer(person))


def for_readers(view: Callable[Concatenate[HttpRequest, Programme, ...], HttpResponseBase]) -> View:
    """A public programme is open to strangers too; whether another is closed or missing they cannot tell."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **address: Any) -> HttpResponseBase:
        programme = _programme(request.user, slug)
        if programme is not None:
            return view(request, programme, **address)
        if is_of_person(request):
            raise Http404
        return redirect_to_login(request.get_full_path())

    return guarded
