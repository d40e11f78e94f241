"""A programme as its sources state it, line by line, before it is loaded. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A line of a source file; line 0 means the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}, dòng {self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """What is wrong and where, as one Vietnamese sentence."""

    place: SourcePlace
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


PROGRAMME_FILE = "programme.toml"
UNITS_FILE = "units.csv"
PARTICIPATIONS_FILE = "participations.csv"
QUOTAS_FILE = "quotas.csv"
COUNTS_FILE = "counts.csv"
FILES = (PROGRAMME_FILE, UNITS_FILE, PARTICIPATIONS_FILE, QUOTAS_FILE, COUNTS_FILE)


class SourceError(Exception):
    """The sources cannot be loaded; nothing was changed. Carries every problem, in order of file and line."""

    def __init__(self, problems: Iterable[SourceProblem]) -> None:
        self.problems = sorted(problems, key=_reading_order)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def _reading_order(problem: SourceProblem) -> tuple[int, str, int]:
    file = problem.place.file
    return (FILES.index(file) if file in FILES else len(FILES), file, problem.place.line)


@dataclass(frozen=True, slots=True)
class SourceUnit:
    place: SourcePlace
    code: str
    name: str
    kind: str
    active: bool
    successor: str


@dataclass(frozen=True, slots=True)
class SourceProgramme:
    place: SourcePlace
    slug: str
    name: str
    short_name: str
    superior_name: str
    organiser_name: str
    organiser_short_name: str
    table_subtitle: str
    low_threshold: int
    rate_decimals: int
    public: bool
    demonstration: bool


@dataclass(frozen=True, slots=True)
class SourcePhase:
    place: SourcePlace
    number: int
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class SourceBloc:
    place: SourcePlace
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceParticipation:
    place: SourcePlace
    unit: str
    parent: str
    bloc: str
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class SourceQuota:
    """`phase` None: a separately registered overall quota."""

    place: SourcePlace
    unit: str
    phase: int | None
    amount: int
    effective_on: date
    decision_number: str
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class SourceCount:
    place: SourcePlace
    unit: str
    phase: int
    counted_on: date
    amount: int
    note: str
    reason: str
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class SourceDirective:
    place: SourcePlace
    number: str
    issuer: str
    place_issued: str
    issued_on: date
    as_of: date | None
    subject: str
    recipients: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    place: SourcePlace
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedTable:
    """A published table that the loaded facts must reproduce; its cells are text as printed."""

    place: SourcePlace
    as_of: date
    columns: tuple[str, ...]
    rows: tuple[ExpectedRow, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeSource:
    """Everything that a programme folder states.

    `unread`: what could not be read; such lines carry neutral values, so that other lines can still be
    compared with them. `incomplete`: files with missing lines or columns, from whose silence nothing follows.
    A source with problems is checked but never loaded.
    """

    programme: SourceProgramme
    phases: tuple[SourcePhase, ...]
    blocs: tuple[SourceBloc, ...]
    units: tuple[SourceUnit, ...]
    participations: tuple[SourceParticipation, ...]
    quotas: tuple[SourceQuota, ...]
    counts: tuple[SourceCount, ...]
    directives: tuple[SourceDirective, ...]
    expected: tuple[ExpectedTable, ...]
    unread: tuple[SourceProblem, ...] = ()
    incomplete: frozenset[str] = frozenset()
