"""What views read of a request: whose it is, once a gate has let a person in; what was sent with it."""

from typing import TypeGuard

from django.http import HttpRequest, QueryDict

from units.forms.fields import one_line
from units.models import User


class PersonRequest(HttpRequest):
    """A request of somebody who has signed in. Never made: `is_of_person` finds that a request is one."""

    user: User


def is_of_person(request: HttpRequest) -> TypeGuard[PersonRequest]:
    return isinstance(request.user, User)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form has sent; None where the page is only looked at, so that the form starts unbound."""
    return request.POST if request.method == "POST" else None


def searched(request: HttpRequest) -> str:
    """The words to look for that the address names in “tim”, one line of at most 100 characters."""
    return one_line(request.GET.get("tim", ""))[:100]
