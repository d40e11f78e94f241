"""The request as a view gets it whose gate has let a person in."""

from typing import TypeGuard

from django.http import HttpRequest

from units.models import User


class PersonRequest(HttpRequest):
    """A request of somebody who has signed in. Never made: `is_of_person` finds that a request is one."""

    user: User


def is_of_person(request: HttpRequest) -> TypeGuard[PersonRequest]:
    return isinstance(request.user, User)
