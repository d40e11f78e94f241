"""/sang-kien/: the list of a programme's initiatives, and its file."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
