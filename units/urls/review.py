"""/tham-dinh/: the queue, decisions, duplicates; rules and note templates."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
