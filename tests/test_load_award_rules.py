"""`manage.py load_award_rules`: what the fixtures say is there once, and a wrong file changes nothing."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from units.models import AwardRule, Event

pytestmark = pytest.mark.django_db

FOLDER = settings.BASE_DIR / "fixtures" / "khen-thuong"


def test_rule_of_2014_is_loaded_with_its_source_and_left_open(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_award_rules", str(FOLDER))

    rule = AwardRule.objects.get()
    assert (rule.name, rule.effective_from, rule.effective_until) == (
        "Bằng Lao động sáng tạo",
        date(2014, 12, 24),
        None,
    )
    assert "1564/QĐ-TLĐ" in rule.source
    assert "thay thế" in rule.source
    columns = (
        "qualification",
        "holds_leadership",
        "amount",
        "several_years",
        "several_years_amount",
        "management_level",
    )
    assert list(rule.thresholds.values_list(*columns)) == [
        ("college", False, 80_000_000, 3, 120_000_000, ""),
        ("university", False, 150_000_000, None, None, ""),
        ("", True, 200_000_000, None, None, "province"),
    ]
    assert "thêm 1, giữ nguyên 0" in capsys.readouterr().out


def test_second_load_changes_nothing() -> None:
    call_command("load_award_rules", str(FOLDER))
    AwardRule.objects.update(source="Đã sửa")
    call_command("load_award_rules", str(FOLDER))
    assert (AwardRule.objects.get().source, Event.objects.count()) == ("Đã sửa", 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rules = 3",
        "[[rules]]\nname = ",
        '[[rules]]\nname = "A"\nsource = "B"\neffective_from = 2022-01-01\n',
        '[[rules]]\nname = "A"\nsource = "B"\neffective_from = 2022-01-01\nthresholds = [{amount = -1}]\n',
        '[[rules]]\nname = "A"\nsource = "B"\neffective_from = "hôm qua"\nthresholds = [{amount = 1}]\n',
        '[[rules]]\nname = "A"\nsourse = "B"\neffective_from = 2022-01-01\nthresholds = [{amount = 1}]\n',
        '[[rules]]\nname = "A"\nsource = "B"\neffective_from = 2022-01-01\nthresholds = [{amuont = 1}]\n',
    ],
)
def test_wrong_file_is_refused_whole(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text((FOLDER / "bang-lao-dong-sang-tao.toml").read_text())
    (tmp_path / "b.toml").write_text(text)
    with pytest.raises(CommandError, match="Chưa nạp gì"):
        call_command("load_award_rules", str(tmp_path))
    assert AwardRule.objects.count() == 0


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="không có tệp"):
        call_command("load_award_rules", str(tmp_path))
