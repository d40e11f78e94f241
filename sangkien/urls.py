"""The project's addresses: everything is the domain's, but for the supervisor's health check."""

from django.urls import include, path

from sangkien import health

urlpatterns = [
    path("healthz", health.answer, name="health"),
    path("", include("units.urls")),
]
handler400 = "units.views.errors.bad_request"
handler403 = "units.views.errors.forbidden"
handler404 = "units.views.errors.not_found"
handler500 = "units.views.errors.server_error"
