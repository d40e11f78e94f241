"""The project as an application: it brings the system checks."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from sangkien import checks


class SangkienConfig(AppConfig):
    name = "sangkien"
    verbose_name = "Hệ thống"

    def ready(self) -> None:
        register(checks.sqlite_keeps_commits, Tags.database)
        register(checks.excel_files_are_read_safely, Tags.security)
        register(checks.formats_are_vietnamese, Tags.translation)
