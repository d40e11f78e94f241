"""Django's own administration as a fallback, for administrators only: to look at every table, and to mend
registry rows when one of our own pages cannot. Facts and events are shown, never changed.
"""

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import redirect

from units.domain import access
from units.domain.programmes import registry
from units.models import (
    Bloc,
    CorrectionRequest,
    Directive,
    Event,
    Participation,
    Phase,
    Programme,
    Quota,
    Reopening,
    ReportedCount,
    Unit,
    User,
)


class AdministrationSite(admin.AdminSite):
    """Open to the role of administrator; sign-in, sign-out and passwords are our own pages'."""

    site_header = "Sáng kiến: quản trị dự phòng"
    site_title = "Quản trị dự phòng"
    index_title = "Các bảng"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return access.is_administrator(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        @wraps(view)
        def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return guarded(request, *args, **kwargs)

        return refusing

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect_to_login(request.GET.get("next") or request.path)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("change-password")


class Shown(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """A table to look at."""

    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.is_administrator(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.is_administrator(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Mended(Shown):
    """A registry table whose rows can be changed, by the same function and with the same event as on our own
    pages.
    """

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.is_administrator(request.user)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not isinstance(request.user, User):
            raise PermissionDenied
        registry.save(obj, form.changed_data, seen=None, by=request.user)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Our own event has told it."""


class PeopleShown(Shown):
    exclude = ("password",)


administration_site = AdministrationSite(name="admin")
administration_site.register([Unit, Programme, Phase, Bloc], Mended)
administration_site.register(
    [Participation, Quota, ReportedCount, CorrectionRequest, Reopening, Directive, Event], Shown
)
administration_site.register(User, PeopleShown)
