"""What the address of the summary page says."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from tests.factories import make_bloc, make_programme
from units.forms.figures.summary import SummaryQuery
from units.models import Bloc

COLUMNS = ["tt", "ty-le"]


@pytest.fixture
def bloc(db: None) -> Bloc:
    return make_bloc(programme=make_programme(), code="huyen", name="Khối các huyện")


def query(said: str, *blocs: Bloc) -> SummaryQuery:
    return SummaryQuery(QueryDict(said), blocs=blocs, columns=COLUMNS)


def errors(form: SummaryQuery) -> dict[str, list[str]]:
    return {name: [str(error) for error in listed] for name, listed in form.errors.items()}


def test_empty_address_asks_for_nothing() -> None:
    form = query("")

    assert form.is_valid()
    assert [form.value(name) for name in form.fields] == [None] * 5
    assert form.bloc is None
    assert form.address_of_table() == form.address().urlencode() == ""


def test_full_address_is_read(bloc: Bloc) -> None:
    form = query("den-ngay=10/11/2022&biet-luc=10/11/2022 15:34&khoi=huyen&tim= An &sap-xep=-ty-le", bloc)

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "den_ngay": date(2022, 11, 10),
        "biet_luc": datetime(2022, 11, 10, 8, 34, tzinfo=UTC),
        "khoi": "huyen",
        "tim": "An",
        "sap_xep": "-ty-le",
    }
    assert form.bloc == bloc


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/2/2022", date(2022, 2, 1)),
        ("01-02-2022", date(2022, 2, 1)),
        ("01.02.2022", date(2022, 2, 1)),
        ("2022-02-01", date(2022, 2, 1)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_day_is_read_day_first(typed: str, day: date) -> None:
    form = query(f"den-ngay={typed}")

    assert form.is_valid()
    assert form.value("den_ngay") == day


@pytest.mark.parametrize(
    "typed", ["29/02/2023", "13", "11/2022", "10 tháng 11", "01/02/22", "10/11/2022 08:00"]
)
def test_day_that_does_not_exist_is_refused(typed: str) -> None:
    assert errors(query(f"den-ngay={typed}")) == {
        "den_ngay": [f"“{typed}” không phải là một ngày có thật. Hãy nhập ngày/tháng/năm, ví dụ 10/11/2022."]
    }


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2022-11-10T15:34", datetime(2022, 11, 10, 8, 34, tzinfo=UTC)),
        ("2022-11-10T15:34:00Z", datetime(2022, 11, 10, 15, 34, tzinfo=UTC)),
        ("2022-11-10T15:34:00%2B07:00", datetime(2022, 11, 10, 8, 34, tzinfo=UTC)),
    ],
)
def test_instant_without_offset_is_local(typed: str, instant: datetime) -> None:
    form = query(f"biet-luc={typed}")

    assert form.is_valid()
    assert form.value("biet_luc") == instant


def test_bloc_of_another_programme_is_refused(bloc: Bloc) -> None:
    assert errors(query("khoi=nganh", bloc)) == {"khoi": ["“nganh” không có trong danh sách khối thi đua."]}


def test_name_of_100_letters_is_the_longest() -> None:
    assert query(f"tim={'ă' * 100}").is_valid()
    assert errors(query(f"tim={'ă' * 101}")) == {"tim": ["Tên cần tìm dài quá 100 ký tự."]}


def test_parameter_given_twice_is_refused_even_when_equal() -> None:
    assert errors(query("tim=an&tim=an")) == {"tim": ["Địa chỉ ghi “tim” nhiều lần; chỉ ghi một lần."]}


def test_addresses_leave_out_blanks_and_strangers(bloc: Bloc) -> None:
    form = query("den-ngay=&khoi=huyen&tim=an&sap-xep=tt&la=1", bloc)

    assert form.address_of_table() == "khoi=huyen"
    assert form.address().dict() == {"khoi": "huyen", "tim": "an", "sap-xep": "tt"}
