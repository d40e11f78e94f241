"""TitleTerm: the inverted index of words by which similar titles are found."""

from __future__ import annotations

from django.db import models

from units.models.text_places import THING


class TitleTerm(models.Model):
    """One word, or pair of neighbouring words, of one title, folded. Written by domain/likeness/index.py."""

    initiative = models.ForeignKey("units.Initiative", on_delete=models.CASCADE, related_name="+")
    term = models.CharField(max_length=60)

    text_places = {"term": THING}

    class Meta:
        verbose_name = "từ của tên sáng kiến"
        verbose_name_plural = "từ của tên sáng kiến"
        constraints = [
            models.UniqueConstraint(
                fields=["term", "initiative"],
                name="title_term_once",
                violation_error_message="Từ này của tên sáng kiến đã được ghi.",
            )
        ]

    def __str__(self) -> str:
        return self.term
