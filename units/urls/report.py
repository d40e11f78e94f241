"""/doi-chieu/, /bao-cao-sang-kien/: reconciliation and reports."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
