"""Addresses of the domain."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
