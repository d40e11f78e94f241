"""The one application."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = "Sáng kiến"
    default_auto_field = "django.db.models.BigAutoField"
