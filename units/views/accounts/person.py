"""People, for administrators: the list, one person, a new one-time password, the end of sessions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.domain.accounts import people
from units.forms.accounts.person import PeopleQuery, PersonForm
from units.models import User
from units.vietnamese import sort_key
from units.views.editing import refused
from units.views.gates import for_administrators
from units.views.requests import PersonRequest, posted

PAGE = 50


@require_safe
@for_administrators
def show_people(request: PersonRequest) -> HttpResponse:
    """All people, by name; searched without accents."""
    query = PeopleQuery(request.GET)
    found = query.matching(list(User.objects.select_related("home_unit")))
    found.sort(key=lambda person: (sort_key(person.get_full_name()), person.pk))
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    rest = request.GET.copy()
    rest.pop("trang", None)
    context = {"query": query, "page": page, "address": rest.urlencode()}
    return render(request, "person/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add_person(request: PersonRequest) -> HttpResponse:
    form = PersonForm(posted(request), instance=User())
    if form.is_valid():
        try:
            first = people.add_person(form.instance, by=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            return render(request, "person/first_password.html", {"first": first, "is_new": True})
    return render(request, "person/edit.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit_person(request: PersonRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects.select_related("home_unit"), pk=pk)
    name = person.get_full_name()
    form = PersonForm(posted(request), instance=person)
    shown = refused(form, people.save_person, by=request.user)
    if shown is None:
        messages.success(request, f"Đã lưu {person.get_full_name()}.")
        return redirect("people")
    context = {"form": form, "person": person, "name": name}
    context["open_sessions"] = person.sessions.alive().count()
    return render(request, "person/edit.html", context | shown)


@require_POST
@for_administrators
def give_first_password(request: PersonRequest, pk: int) -> HttpResponse:
    """Shown in the answer itself, once: it is kept nowhere."""
    person = get_object_or_404(User, pk=pk)
    try:
        first = people.set_first_password(person, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("person", pk=pk)
    return render(request, "person/first_password.html", {"first": first})


@require_POST
@for_administrators
def end_sessions(request: PersonRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    own = request.session.session_key if person.pk == request.user.pk else None
    ended = people.end_sessions(person, by=request.user, but=own)
    messages.success(request, f"Đã kết thúc {ended} phiên đăng nhập của {person.get_full_name()}.")
    return redirect("person", pk=pk)
