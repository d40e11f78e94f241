"""What the address of the list says, and what it may not say."""

from datetime import date

import pytest
from django.http import QueryDict

from tests.factories import make_participation, make_phase, make_programme
from units.domain.dossiers.finding import NEWEST, ORDERS, InitiativeFilter
from units.forms.dossiers.finding import InitiativeQuery
from units.models import Participation


@pytest.fixture
def place(db: None) -> Participation:
    programme = make_programme()
    make_phase(programme=programme)
    return make_participation(programme=programme, name="Nhà máy <chè>")


def query(place: Participation, address: str) -> InitiativeQuery:
    phases = place.programme.phases.all()
    return InitiativeQuery(QueryDict(address), places=[place], phases=phases)


def test_empty_address_asks_for_all_the_newest_first(place: Participation) -> None:
    asked = query(place, "")
    assert asked.is_valid()
    assert (asked.wanted(), asked.order, asked.chips()) == (InitiativeFilter(), ORDERS[NEWEST], [])


def test_full_address_is_understood(place: Participation) -> None:
    asked = query(
        place,
        f"tim=Sấy+chè&don-vi={place.unit.code}&giai-doan=1&trang-thai=accepted&loai=technical&linh-vuc=health"
        "&nhom=union&gia-tri-tu=1.000.000&gia-tri-den=1,5+tỷ&tieu-bieu=on&chua-tinh-den=10/11/2022&sap-xep=ten"
        "&sau=12",
    )
    assert asked.is_valid()
    assert asked.wanted() == InitiativeFilter(
        text="Sấy chè",
        place=place,
        phase=place.programme.phases.get(),
        state="accepted",
        kind="technical",
        field="health",
        author_group="union",
        benefit_from=1_000_000,
        benefit_to=1_500_000_000,
        outstanding=True,
        uncounted_by=date(2022, 11, 10),
    )
    assert (asked.order, asked.cleaned_data["sau"]) == (ORDERS["ten"], 12)


def test_address_for_links_leaves_the_page_out(place: Participation) -> None:
    asked = query(place, "tim=ch%C3%A8&sap-xep=ten&sau=12&la=1")
    assert asked.address() == "tim=ch%C3%A8&sap-xep=ten"


def test_chip_tells_its_filter_in_words_and_how_to_take_it_away(place: Participation) -> None:
    asked = query(place, "trang-thai=draft&gia-tri-tu=0&chua-tinh-duoc=&tieu-bieu=on&sap-xep=ten")
    assert asked.is_valid()
    assert [(chip.label, chip.shown, chip.without) for chip in asked.chips()] == [
        ("Trạng thái", "Dự thảo", "gia-tri-tu=0&tieu-bieu=on&sap-xep=ten"),
        ("Giá trị làm lợi từ (đồng)", "0", "trang-thai=draft&tieu-bieu=on&sap-xep=ten"),
        ("Chỉ sáng kiến tiêu biểu", "", "trang-thai=draft&gia-tri-tu=0&sap-xep=ten"),
    ]


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("giai-doan=9", "giai_doan"),
        ("don-vi=khac", "don_vi"),
        ("nhom=UNION", "nhom"),
        ("truoc=0", "truoc"),
        ("sau=1.5", "sau"),
        ("tim=a&tim=b", "tim"),
        ("tim=%2B%2B", "tim"),
        ("gia-tri-tu=-5", "gia_tri_tu"),
        ("chua-tinh-den=31/02/2022", "chua_tinh_den"),
        ("gia-tri-den=10000000000000000000000000000000", "gia_tri_den"),
    ],
)
def test_wrong_value_is_refused_with_a_sentence(place: Participation, address: str, field: str) -> None:
    errors = query(place, address).errors
    assert list(errors) == [field]
    assert str(errors[field][0]).endswith((".", "?"))


def test_list_of_units_is_escaped_and_keeps_what_was_chosen(place: Participation) -> None:
    drawn = str(query(place, f"don-vi={place.unit.code}")["don_vi"])
    assert f'<option value="{place.unit.code}" selected>Nhà máy &lt;chè&gt;</option>' in drawn
    assert drawn.count(" selected") == 1
