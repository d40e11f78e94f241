"""/nhat-ky/: the events."""

from django.urls import URLPattern, URLResolver, path

from units.views.journal import event

urlpatterns: list[URLPattern | URLResolver] = [
    path("nhat-ky/", event.show_events, name="events"),
]
