"""Read the invented dossiers of a demonstration from CSV. Our own file: a wrong line is a mistake of ours."""

import csv
from datetime import date
from pathlib import Path

from units.choices import ReviewVerb
from units.domain.dossiers.writing import AuthorLine
from units.domain.loading.demonstration_dossiers import InventedDossier


def read(file: Path) -> list[InventedDossier]:
    """One dossier a line; authors as "name:birth year:job:1 for a leader:qualification:share", parted by ";".

    Raises OSError, ValueError.
    """
    with file.open(encoding="utf-8", newline="") as lines:
        return [_dossier(line) for line in csv.DictReader(lines)]


def _dossier(line: dict[str, str]) -> InventedDossier:
    return InventedDossier(
        unit=line["unit"],
        title=line["title"],
        kind=line["kind"],
        field=line["field"],
        author_group=line["author_group"],
        first_applied_on=date.fromisoformat(line["first_applied_on"]),
        benefit_value=int(line["benefit_value"]) if line["benefit_value"] else None,
        social_effect=line["social_effect"],
        authors=tuple(_author(text) for text in line["authors"].split(";")),
        step=ReviewVerb(line["step"]) if line["step"] else None,
        mark=line["mark"],
    )


def _author(text: str) -> AuthorLine:
    name, birth_year, job, leads, qualification, share = text.split(":")
    return AuthorLine(
        name=name,
        birth_year=int(birth_year),
        job=job,
        holds_leadership=leads == "1",
        qualification=qualification,
        share=int(share),
    )
