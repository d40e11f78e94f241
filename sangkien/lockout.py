"""When a sign-in is refused without looking at the password: too many failures, counted by django-axes."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class Lockout(AxesDatabaseHandler):  # type: ignore[misc]  # axes carries no types
    """Locks a username from one address (so that a stranger elsewhere cannot lock anybody out), and,
    with a far higher limit, the address as a whole: offices share one.
    """

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return super().is_locked(request, credentials) or self._is_address_locked(request)

    def _is_address_locked(self, request: Any) -> bool:
        attempts = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
        )
        failures = attempts.aggregate(found=Sum("failures_since_start"))["found"] or 0
        return int(failures) >= settings.AXES_ADDRESS_FAILURE_LIMIT
