"""/ho-so/: writing a dossier, reading it, its files."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
