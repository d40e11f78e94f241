"""Read a programme folder: its files as a ProgrammeSource. The format is told in fixtures/README.md."""

import re
from pathlib import Path

from units.choices import Basis, UnitKind
from units.domain.loading.source import (
    COUNTS_FILE,
    PARTICIPATIONS_FILE,
    PROGRAMME_FILE,
    QUOTAS_FILE,
    UNITS_FILE,
    ExpectedRow,
    ExpectedTable,
    ProgrammeSource,
    SourceBloc,
    SourceCount,
    SourceDirective,
    SourceError,
    SourceParticipation,
    SourcePhase,
    SourcePlace,
    SourceProblem,
    SourceProgramme,
    SourceQuota,
    SourceUnit,
)
from units.exchange.programme_folder.read_csv import parse_day, read_lines, read_rows
from units.exchange.programme_folder.read_directive import read_directive
from units.exchange.programme_folder.read_text import Findings, read_text
from units.exchange.programme_folder.read_toml import LineNumbers, Table, parse_toml

PROGRAMME_KEYS = (
    "slug",
    "name",
    "short_name",
    "superior_name",
    "organiser_name",
    "organiser_short_name",
    "table_subtitle",
    "low_threshold",
    "rate_decimals",
    "public",
    "demonstration",
    "phases",
    "blocs",
)
PHASE_KEYS = ("number", "name", "starts_on", "ends_on")
BLOC_KEYS = ("code", "name")
EXPECTED_NAME = re.compile(r"summary-(.+)\.csv")


def read_folder(folder: Path) -> ProgrammeSource:
    """Everything that the folder says, with what could not be read; SourceError when it is no folder."""
    if not folder.is_dir():
        raise SourceError([SourceProblem(SourcePlace(str(folder)), "Không có thư mục này.")])
    findings = Findings()
    table = _programme_table(folder, findings)
    return ProgrammeSource(
        programme=_programme(table),
        phases=tuple(_phase(each) for each in table.tables("phases", PHASE_KEYS)),
        blocs=tuple(_bloc(each) for each in table.tables("blocs", BLOC_KEYS)),
        units=_units(folder, findings),
        participations=_participations(folder, findings),
        quotas=_quotas(folder, findings),
        counts=_counts(folder, findings),
        directives=_directives(folder, findings),
        expected=_expected(folder, findings),
        unread=tuple(findings.problems),
        incomplete=frozenset(findings.incomplete),
    )


def _programme_table(folder: Path, findings: Findings) -> Table:
    text = read_text(folder, PROGRAMME_FILE, findings)
    table = None if text is None else parse_toml(text, PROGRAMME_FILE, findings)
    if table is None:
        # Already noted; what an empty table would complain of besides is of no use to anybody.
        return Table(PROGRAMME_FILE, "", 0, {}, LineNumbers(), Findings())
    table.refuse_unknown(PROGRAMME_KEYS)
    return table


def _programme(table: Table) -> SourceProgramme:
    return SourceProgramme(
        place=table.place(),
        slug=table.text("slug"),
        name=table.text("name"),
        short_name=table.text("short_name"),
        superior_name=table.text("superior_name", default=""),
        organiser_name=table.text("organiser_name"),
        organiser_short_name=table.text("organiser_short_name"),
        table_subtitle=table.text("table_subtitle"),
        low_threshold=table.number("low_threshold", default=50),
        rate_decimals=table.number("rate_decimals", default=0),
        public=table.flag("public", default=False),
        demonstration=table.flag("demonstration", default=False),
    )


def _phase(table: Table) -> SourcePhase:
    return SourcePhase(
        place=table.place(),
        number=table.number("number"),
        name=table.text("name"),
        starts_on=table.day("starts_on"),
        ends_on=table.day("ends_on"),
    )


def _bloc(table: Table) -> SourceBloc:
    return SourceBloc(place=table.place(), code=table.text("code"), name=table.text("name"))


def _units(folder: Path, findings: Findings) -> tuple[SourceUnit, ...]:
    lines = read_lines(
        folder,
        UNITS_FILE,
        findings,
        required=("code", "name", "kind"),
        optional=("active", "successor"),
    )
    return tuple(
        SourceUnit(
            place=line.place,
            code=line.text("code", required=True),
            name=line.text("name", required=True),
            kind=line.choice("kind", UnitKind),
            active=line.flag("active", default=True),
            successor=line.text("successor"),
        )
        for line in lines
    )


def _participations(folder: Path, findings: Findings) -> tuple[SourceParticipation, ...]:
    lines = read_lines(
        folder,
        PARTICIPATIONS_FILE,
        findings,
        required=("unit", "name", "basis"),
        optional=("parent", "bloc"),
    )
    return tuple(
        SourceParticipation(
            place=line.place,
            unit=line.text("unit", required=True),
            parent=line.text("parent"),
            bloc=line.text("bloc"),
            name=line.text("name", required=True),
            basis=line.choice("basis", Basis),
        )
        for line in lines
    )


def _quotas(folder: Path, findings: Findings) -> tuple[SourceQuota, ...]:
    lines = read_lines(
        folder,
        QUOTAS_FILE,
        findings,
        required=("unit", "phase", "amount", "effective_on", "decision_number"),
        optional=("recorded_at",),
    )
    return tuple(
        SourceQuota(
            place=line.place,
            unit=line.text("unit", required=True),
            phase=line.phase("phase") if line.text("phase") else None,
            amount=line.amount("amount"),
            effective_on=line.day("effective_on"),
            decision_number=line.text("decision_number"),
            recorded_at=line.instant("recorded_at"),
        )
        for line in lines
    )


def _counts(folder: Path, findings: Findings) -> tuple[SourceCount, ...]:
    lines = read_lines(
        folder,
        COUNTS_FILE,
        findings,
        required=("unit", "phase", "counted_on", "amount"),
        optional=("note", "reason", "recorded_at"),
    )
    return tuple(
        SourceCount(
            place=line.place,
            unit=line.text("unit", required=True),
            phase=line.phase("phase"),
            counted_on=line.day("counted_on"),
            amount=line.amount("amount"),
            note=line.text("note"),
            reason=line.text("reason"),
            recorded_at=line.instant("recorded_at"),
        )
        for line in lines
    )


def _files_in(folder: Path, name: str, findings: Findings) -> list[str]:
    """The files of a subfolder that may be missing, without what editors and systems leave behind."""
    try:
        names = [path.name for path in (folder / name).iterdir()] if (folder / name).exists() else []
    except OSError:
        findings.note(SourcePlace(name), "Không đọc được thư mục này.")
        return []
    return [f"{name}/{each}" for each in sorted(names) if not each.startswith((".", "~"))]


def _directives(folder: Path, findings: Findings) -> tuple[SourceDirective, ...]:
    files = _files_in(folder, "directives", findings)
    found = [read_directive(folder, file, findings) for file in files]
    return tuple(directive for directive in found if directive is not None)


def _expected(folder: Path, findings: Findings) -> tuple[ExpectedTable, ...]:
    tables = []
    for file in _files_in(folder, "expected", findings):
        name = EXPECTED_NAME.fullmatch(file.removeprefix("expected/"))
        as_of = parse_day(name[1]) if name else None
        if as_of is None:
            findings.note(
                SourcePlace(file), "Tên tệp phải có dạng summary-2022-11-10.csv với một ngày có thật."
            )
            continue
        rows = list(read_rows(folder, file, findings))
        if rows:
            tables.append(
                ExpectedTable(
                    place=rows[0][0],
                    as_of=as_of,
                    columns=tuple(rows[0][1]),
                    rows=tuple(ExpectedRow(place, tuple(cells)) for place, cells in rows[1:]),
                )
            )
    return tuple(tables)
