"""What registry rows share: a version, by which two people who edit at once notice each other."""

from django.db import models

MAX_VERSION = 2**31 - 1
"""The largest value of a PositiveIntegerField."""


class Versioned(models.Model):
    """A row that is edited in forms; each save raises the version by one (domain/versions.py)."""

    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    class Meta:
        abstract = True
