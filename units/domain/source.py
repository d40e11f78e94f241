"""A programme as its sources say it, line by line, before it is loaded. No database."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a source file; line 0 means the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}, dòng {self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: one Vietnamese sentence."""

    place: Place
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class SourceError(Exception):
    """The sources cannot be loaded; nothing was changed. Carries every problem that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class SourceUnit:
    place: Place
    code: str
    name: str
    kind: str
    active: bool
    successor: str


@dataclass(frozen=True, slots=True)
class SourceProgramme:
    place: Place
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
    place: Place
    number: int
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class SourceBloc:
    place: Place
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceParticipation:
    place: Place
    unit: str
    parent: str
    bloc: str
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class SourceQuota:
    """`phase` None: a separately registered overall quota."""

    place: Place
    unit: str
    phase: int | None
    amount: int
    effective_on: date
    decision_number: str
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class SourceCount:
    place: Place
    unit: str
    phase: int
    counted_on: date
    amount: int
    note: str
    reason: str
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class SourceDirective:
    place: Place
    number: str
    issuer: str
    place_issued: str
    issued_on: date
    as_of: date | None
    subject: str
    recipients: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class ExpectedTable:
    """A published table that the loaded facts must reproduce: its cells as text, as printed."""

    file: str
    as_of: date
    rows: tuple[tuple[str, ...], ...]
    phase_count: int


@dataclass(frozen=True, slots=True)
class ProgrammeSource:
    """Everything that a programme folder says."""

    programme: SourceProgramme
    phases: tuple[SourcePhase, ...]
    blocs: tuple[SourceBloc, ...]
    units: tuple[SourceUnit, ...]
    participations: tuple[SourceParticipation, ...]
    quotas: tuple[SourceQuota, ...]
    counts: tuple[SourceCount, ...]
    directives: tuple[SourceDirective, ...]
    expected: tuple[ExpectedTable, ...]
