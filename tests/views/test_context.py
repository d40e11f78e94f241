"""What every template knows of the person."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from units.domain.access import May
from units.views import context


def test_nobody_is_looked_up_before_a_template_asks() -> None:
    request = HttpRequest()
    looked_up: list[str] = []

    def look_up() -> AnonymousUser:
        looked_up.append("user")
        return AnonymousUser()

    request.user = SimpleLazyObject(look_up)  # type: ignore[assignment]  # as the middleware puts it there
    may: May = context.may(request)["may"]

    assert looked_up == []
    assert (may.review, looked_up) == (False, ["user"])


def test_a_request_that_failed_before_anybody_was_known_is_a_strangers() -> None:
    assert context.may(HttpRequest())["may"] == May(AnonymousUser())
