"""Loading a programme: all or nothing, twice is once, facts are only added."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from tests.factories import make_unit, make_user
from tests.programme_folders import FILES, FIXTURES, edited, write_folder
from units.choices import CountSource
from units.domain.figures.summary import build_summary
from units.domain.loading import CORRECTION_REASON, LoadReport, load_programme
from units.domain.loading.facts import FactLine, Recorded, plan_facts
from units.domain.loading.source import SourceError, SourcePlace, SourceProblem
from units.exchange.programme_folder import read_folder
from units.models import Directive, Participation, Phase, Programme, Quota, ReportedCount, Unit

pytestmark = pytest.mark.django_db

EXPECTED = "expected/summary-2022-09-30.csv"


def load(folder: Path, changes: dict[str, str | bytes | None] | None = None) -> LoadReport:
    return load_programme(read_folder(write_folder(folder, changes)))


def load_wrong(folder: Path, changes: dict[str, str | bytes | None] | None = None) -> list[str]:
    """The problems of a loading that fails; nothing in any table may be different after it."""
    before = whole_database()
    with pytest.raises(SourceError) as caught:
        load(folder, changes)
    assert whole_database() == before
    return [str(problem) for problem in caught.value.problems]


def whole_database() -> dict[str, list[dict[str, Any]]]:
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("units").get_models()
    }


def demonstration(counts: str) -> dict[str, str | bytes | None]:
    """A demonstration programme with these lines of history and no published table."""
    return {
        "programme.toml": "demonstration = true\n" + FILES["programme.toml"],
        "counts.csv": "unit,phase,counted_on,amount,reason,recorded_at\n" + counts,
        "expected/summary-2022-09-30.csv": None,
    }


def history() -> list[tuple[int, str, datetime]]:
    """What is recorded of the statements, oldest first."""
    return list(
        ReportedCount.objects.order_by("recorded_at", "pk").values_list("amount", "reason", "recorded_at")
    )


def test_first_load_adds_every_row(tmp_path: Path) -> None:
    before = timezone.now()
    assert load(tmp_path) == LoadReport(added=16, changed=0, kept=0)
    programme = Programme.objects.get()
    assert (programme.slug, programme.is_public, programme.low_threshold) == ("thu", False, 50)
    assert list(Phase.objects.values_list("number", "name", "starts_on", "ends_on")) == [
        (1, "Giai đoạn 1", date(2022, 1, 1), date(2022, 6, 30)),
        (2, "Giai đoạn 2", date(2022, 7, 1), date(2022, 12, 31)),
    ]
    assert list(Unit.objects.values_list("code", "name", "kind", "is_active")) == [
        ("a", "Đơn vị A", "district", True),
        ("b", "Đơn vị B", "sector", True),
    ]
    assert list(
        Participation.objects.values_list("position", "unit__code", "parent", "bloc__code", "name", "basis")
    ) == [(1, "a", None, "khoi-a", "Đơn vị A", "reported"), (2, "b", None, None, "Đơn vị B", "reported")]
    assert list(
        Quota.objects.order_by("pk").values_list("participation__unit__code", "phase__number", "amount")
    ) == [("a", 1, 100), ("a", 2, 100), ("b", 1, 50), ("a", None, 200)]
    columns = ("participation__unit__code", "phase__number", "counted_on", "amount", "note", "source")
    assert list(ReportedCount.objects.order_by("pk").values_list(*columns)) == [
        ("a", 1, date(2022, 6, 30), 90, "", CountSource.FILE),
        ("b", 1, date(2022, 6, 30), 0, "Không phát sinh", CountSource.FILE),
        ("a", 2, date(2022, 9, 30), 60, "", CountSource.FILE),
    ]
    directive = Directive.objects.get()
    assert (directive.recipients, directive.body) == (
        "Các đơn vị\nBan Thường vụ",
        "Mở đầu.\n\n1. Việc thứ nhất.",
    )
    for fact in (*Quota.objects.all(), *ReportedCount.objects.all()):
        assert before <= fact.recorded_at <= timezone.now()


@pytest.mark.parametrize("name", ["01-trieu-sang-kien", "minh-hoa"])
def test_second_load_of_a_shipped_folder_changes_nothing(name: str) -> None:
    first = load_programme(read_folder(FIXTURES / name))
    before = whole_database()
    assert load_programme(read_folder(FIXTURES / name)) == LoadReport(0, 0, kept=first.added)
    assert whole_database() == before


def test_second_load_of_histories_changes_nothing(tmp_path: Path) -> None:
    lines = (
        "a,1,2022-06-30,90,,2022-07-01T08:00:00+07:00\n"
        "a,1,2022-06-30,95,Sót 5,2022-07-02T08:00:00+07:00\n"
        "a,1,2022-06-30,90,Đếm lại,2022-07-03T08:00:00+07:00\n"
        "a,1,2022-07-15,91,,\n"
    )
    load(tmp_path, demonstration(lines))
    before = whole_database()
    load(tmp_path, demonstration(lines))
    assert whole_database() == before


def test_registry_rows_are_updated(tmp_path: Path) -> None:
    load(tmp_path)
    facts = [*Quota.objects.values(), *ReportedCount.objects.values()]
    changes = {
        "programme.toml": FILES["programme.toml"]
        .replace('"Thử"', '"Thử lại"')
        .replace("2022-12-31", "2023-01-31"),
        "units.csv": "code,name,kind,active,successor\na,Đơn vị A,commune,false,b\nb,Đơn vị B,sector,,\n",
        **edited("participations.csv", "b,,,Đơn vị B,reported", "b,a,khoi-a,Đơn vị B mới,children"),
        **edited("directives/1.md", "Mở đầu.", "Mở đầu mới."),
        EXPECTED: None,
    }
    (tmp_path / EXPECTED).unlink()
    assert load(tmp_path, changes) == LoadReport(added=0, changed=5, kept=11)
    assert str(Programme.objects.get()) == "Thử lại"
    assert Phase.objects.get(number=2).ends_on == date(2023, 1, 31)
    unit = Unit.objects.get(code="a")
    assert (unit.kind, unit.is_active, unit.successor) == ("commune", False, Unit.objects.get(code="b"))
    lower = Participation.objects.get(unit__code="b")
    assert (lower.name, lower.basis, lower.parent) == (
        "Đơn vị B mới",
        "children",
        Participation.objects.get(unit__code="a"),
    )
    assert Directive.objects.get().body.startswith("Mở đầu mới.")
    assert [*Quota.objects.values(), *ReportedCount.objects.values()] == facts


def test_units_of_other_programmes_are_left_alone(tmp_path: Path) -> None:
    other = make_unit(code="c", name="Đơn vị khác")
    load(tmp_path)
    assert Unit.objects.get(code="c") == other


def test_unit_shared_by_two_programmes_is_one_unit(tmp_path: Path) -> None:
    load(tmp_path / "1")
    load(tmp_path / "2", edited("programme.toml", '"thu"', '"thu-2"'))
    assert (Programme.objects.count(), Unit.objects.count(), Participation.objects.count()) == (2, 2, 4)


def test_order_of_lines_moves_positions(tmp_path: Path) -> None:
    load(tmp_path)
    units = FILES["units.csv"] + "c,Đơn vị C,partner\n"
    members = (
        "unit,parent,bloc,name,basis\nb,c,,Đơn vị B,reported\n"
        "c,,,Đơn vị C,children\na,,khoi-a,Đơn vị A,reported\n"
    )
    (tmp_path / EXPECTED).unlink()
    load(tmp_path, {"units.csv": units, "participations.csv": members, EXPECTED: None})
    rows = Participation.objects.order_by("position").values_list(
        "position", "unit__code", "parent__unit__code"
    )
    assert list(rows) == [(1, "b", "c"), (2, "c", None), (3, "a", None)]


def test_changed_facts_become_new_rows(tmp_path: Path) -> None:
    load(tmp_path)
    counts, quotas = list(ReportedCount.objects.values()), list(Quota.objects.values())
    changes = {
        "counts.csv": FILES["counts.csv"].replace("90,,", "92,,").replace(",0,Không phát sinh,", ",3,,Sót 3"),
        **edited("quotas.csv", "a,2,100", "a,2,110"),
        EXPECTED: None,
    }
    (tmp_path / EXPECTED).unlink()
    assert load(tmp_path, changes) == LoadReport(added=0, changed=3, kept=13)
    assert [row for row in ReportedCount.objects.values() if row in counts] == counts
    assert [row for row in Quota.objects.values() if row in quotas] == quotas
    added = ReportedCount.objects.exclude(pk__in=[row["id"] for row in counts]).order_by("pk")
    assert list(added.values_list("amount", "reason")) == [(92, CORRECTION_REASON), (3, "Sót 3")]
    programme = Programme.objects.get()
    summary = build_summary(programme, phases=list(programme.phases.all()), as_of=date(2022, 9, 30))
    assert [(row.name, row.overall.quota, row.overall.result) for row in summary.rows] == [
        ("Đơn vị A", 210, 152),
        ("Đơn vị B", 50, 3),
    ]
    before = whole_database()
    load(tmp_path, changes)
    assert whole_database() == before


def test_changed_back_fact_is_recorded_again(tmp_path: Path) -> None:
    line = "a,1,2022-06-30,{},,2022-07-01T08:00:00+07:00\n"
    for amount in (90, 95, 90):
        load(tmp_path, demonstration(line.format(amount)))
    assert [(amount, reason) for amount, reason, _ in history()] == [
        (90, ""),
        (95, CORRECTION_REASON),
        (90, CORRECTION_REASON),
    ]


def test_what_people_corrected_stands_when_unchanged_sources_are_loaded_again(tmp_path: Path) -> None:
    load(tmp_path / "first")
    stated = ReportedCount.objects.order_by("pk")[0]
    quota = Quota.objects.exclude(phase=None).order_by("pk")[0]
    person = make_user()
    for fact in (stated, quota):
        fact.pk, fact.amount, fact.recorded_by, fact.recorded_at = None, 77, person, timezone.now()
        fact.save(force_insert=True)
    before = whole_database()

    report = load(tmp_path / "again")

    assert (report.added, report.changed) == (0, 0)
    assert whole_database() == before


def test_history_is_recorded_at_its_instants(tmp_path: Path) -> None:
    lines = (
        "a,1,2022-06-30,85,Trừ 5,2022-07-03T08:00:00+07:00\na,1,2022-06-30,90,,2022-07-01T08:00:00+07:00\n"
    )
    load(tmp_path, demonstration(lines))
    first, second = (datetime(2022, 7, day, 1, tzinfo=UTC) for day in (1, 3))
    assert history() == [(90, "", first), (85, "Trừ 5", second)]
    programme = Programme.objects.get()
    results = [
        build_summary(
            programme, phases=list(programme.phases.all()), as_of=date(2022, 6, 30), known_at=known_at
        ).total.overall.result
        for known_at in (first - timedelta(seconds=1), first, second)
    ]
    assert results == [None, 90, 85]


def test_recorded_history_cannot_be_rewritten(tmp_path: Path) -> None:
    lines = (
        "a,1,2022-06-30,90,,2022-07-01T08:00:00+07:00\na,1,2022-06-30,85,Trừ 5,2022-07-03T08:00:00+07:00\n"
    )
    load(tmp_path, demonstration(lines))
    assert load_wrong(tmp_path, demonstration(lines.replace(",90,", ",91,"))) == [
        "counts.csv, dòng 2: Hệ thống đã ghi nhận khác với dòng này; lịch sử đã ghi nhận không sửa được."
    ]


def test_published_table_that_differs_names_every_cell(tmp_path: Path) -> None:
    changes = edited(EXPECTED, "60,60,150,75\n", "60,60,151,76\n")
    assert load_wrong(tmp_path, changes) == [
        f"{EXPECTED}, dòng 2: Cột “result_total”: bảng ghi “151”, số liệu cho ra “150”.",
        f"{EXPECTED}, dòng 2: Cột “rate_total”: bảng ghi “76”, số liệu cho ra “75”.",
    ]
    assert Programme.objects.count() == 0


def test_published_blank_is_not_a_zero(tmp_path: Path) -> None:
    changes = edited(EXPECTED, "2,Đơn vị B,50,50,0,0,,,", "2,Đơn vị B,50,50,,0,,0,")
    assert load_wrong(tmp_path, changes) == [
        f"{EXPECTED}, dòng 3: Cột “phase1_result”: bảng ghi “”, số liệu cho ra “0”.",
        f"{EXPECTED}, dòng 3: Cột “phase2_result”: bảng ghi “0”, số liệu cho ra “”.",
    ]


def test_published_table_without_a_line_is_refused(tmp_path: Path) -> None:
    changes = edited(EXPECTED, ",Tổng,250,150,90,60,100,60,60,150,60\n", "")
    assert load_wrong(tmp_path, changes) == [
        f"{EXPECTED}, dòng 1: Bảng có 2 dòng, số liệu cho ra 3 dòng, kể cả dòng tổng."
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("counts.csv", ",90,", ",2.300,", "counts.csv, dòng 2: "),
        ("counts.csv", ",90,", ",91,", f"{EXPECTED}, dòng 2: "),
        ("quotas.csv", "b,1,50", "b,9,50", "quotas.csv, dòng 4: "),
        ("participations.csv", "b,,,", "b,b,,", "participations.csv, dòng 3: "),
        ("units.csv", "b,Đơn", "a,Đơn", "units.csv, dòng 3: "),
        ("programme.toml", "2022-06-30", "2022-06-31", "programme.toml, dòng 12: "),
        ("directives/1.md", "2022-10-01", "2022-10-32", "directives/1.md, dòng 5: "),
    ],
)
@pytest.mark.parametrize("is_loaded", [False, True])
def test_failed_load_changes_nothing(
    tmp_path: Path, file: str, old: str, new: str, told: str, *, is_loaded: bool
) -> None:
    if is_loaded:
        load(tmp_path)
    assert load_wrong(tmp_path, edited(file, old, new))[0].startswith(told)


def test_dropped_participation_phase_or_bloc_is_refused(tmp_path: Path) -> None:
    load(tmp_path)
    shorter = {file: FILES[file].split("\nb,")[0] + "\n" for file in ("participations.csv", "units.csv")} | {
        "quotas.csv": "unit,phase,amount,effective_on,decision_number\n",
        "counts.csv": "unit,phase,counted_on,amount\n",
    }
    reason = "đã có trong hệ thống nhưng không còn trong tệp; nạp lại không xoá được gì."
    assert load_wrong(tmp_path, {**shorter}) == [f"participations.csv: Đơn vị “b” {reason}"]
    without_bloc = FILES["programme.toml"].split("[[blocs]]")[0]
    changes = {"programme.toml": without_bloc, **edited("participations.csv", "khoi-a", "")}
    assert load_wrong(tmp_path, changes) == [f"programme.toml: Khối thi đua “khoi-a” {reason}"]
    renumbered = {
        "programme.toml": FILES["programme.toml"].replace("number = 2", "number = 3"),
        "quotas.csv": shorter["quotas.csv"],
        "counts.csv": shorter["counts.csv"],
        EXPECTED: None,
    }
    (tmp_path / EXPECTED).unlink()
    assert load_wrong(tmp_path, {**FILES, **renumbered}) == [f"programme.toml: Giai đoạn “2” {reason}"]


def test_real_programme_does_not_become_a_demonstration(tmp_path: Path) -> None:
    load(tmp_path)
    changes = {"programme.toml": "demonstration = true\n" + FILES["programme.toml"]}
    assert load_wrong(tmp_path, {**changes}) == [
        "programme.toml: Chương trình thật không đổi thành minh hoạ được, minh hoạ không đổi thành thật được."
    ]


def test_source_with_something_unread_is_never_loaded(tmp_path: Path) -> None:
    problem = SourceProblem(SourcePlace("units.csv", 9), "Không đọc được.")
    source = replace(read_folder(write_folder(tmp_path)), unread=(problem,))
    with pytest.raises(SourceError) as caught:
        load_programme(source)
    assert caught.value.problems == [problem]
    assert Programme.objects.count() == 0


def planned(
    lines: list[tuple[int, int | None]], recorded: list[tuple[int, int]]
) -> tuple[list[tuple[int, int, bool]], int, list[int]]:
    """plan_facts for one key with small numbers as instants, now being 99: additions, kept, refused lines."""

    def instant(number: int) -> datetime:
        return datetime(2022, 1, 1, tzinfo=UTC) + timedelta(hours=number)

    key = (1, None, date(2022, 1, 1))
    plan = plan_facts(
        [
            FactLine(index, SourcePlace("x", index), key, (amount, ""), None if at is None else instant(at))
            for index, (amount, at) in enumerate(lines)
        ],
        {key: [Recorded((amount, ""), instant(at)) for amount, at in recorded]},
        instant(99),
    )
    start = instant(0)
    return (
        [
            (each.index, int((each.recorded_at - start).total_seconds() // 3600), each.is_correction)
            for each in plan.additions
        ],
        plan.kept,
        [problem.place.line for problem in plan.problems],
    )


@pytest.mark.parametrize(
    ("lines", "recorded", "outcome"),
    [
        # New, the same, another.
        ([(5, None)], [], ([(0, 99, False)], 0, [])),
        ([(5, None)], [(5, 1)], ([], 1, [])),
        ([(5, None)], [(4, 1)], ([(0, 99, True)], 0, [])),
        # Only the newest record counts, whatever was said before it.
        ([(5, None)], [(5, 1), (4, 2)], ([(0, 99, True)], 0, [])),
        # A history goes to its own instants, in order of recording whatever the order of lines.
        ([(6, 2), (5, 1)], [], ([(1, 1, False), (0, 2, False)], 0, [])),
        ([(5, 1), (6, 2)], [(5, 1)], ([(1, 2, False)], 1, [])),
        ([(5, 1), (6, None)], [], ([(0, 1, False), (1, 99, True)], 0, [])),
        # The newest line corrected after it was recorded: a row of now, and then no other.
        ([(5, 1), (7, 2)], [(5, 1), (6, 2)], ([(1, 99, True)], 1, [])),
        ([(5, 1), (7, 2)], [(5, 1), (6, 2), (7, 50)], ([], 2, [])),
        # An earlier line that is recorded otherwise, or not at all.
        ([(4, 1), (6, 2)], [(5, 1), (6, 2)], ([], 1, [0])),
        ([(5, 1), (6, 2)], [(6, 2)], ([], 1, [0])),
    ],
)
def test_plan_of_facts(
    lines: list[tuple[int, int | None]],
    recorded: list[tuple[int, int]],
    outcome: tuple[list[tuple[int, int, bool]], int, list[int]],
) -> None:
    assert planned(lines, recorded) == outcome
