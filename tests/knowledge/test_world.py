from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UnknownName
from detente.knowledge import fold, load


def test_a_code_that_is_off_says_what_is_close():
    with pytest.raises(UnknownName, match="AZE"):
        load().state("AZR")
    with pytest.raises(UnknownName, match="Azerbaijan"):
        load().resolve_name("Azerbaijian")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AZE", "AZE"),
        ("aze", "AZE"),
        ("Azerbaijan", "AZE"),
        ("Azeri", "AZE"),
        ("Baku", "AZE"),
        ("Türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("U.S.", "USA"),
        ("Kiev", "UKR"),
        ("Élysée", "FRA"),
        ("ODKB", "IGO:CSTO"),
        ("IGO:EU", "IGO:EU"),
        ("Hizbullah", "ARM:HEZBOLLAH"),
        ("Transcaucasia", "REG:SOUTH_CAUCASUS"),
    ],
)
def test_names_of_every_sort_give_the_code(name, code):
    assert load().resolve_name(name) == code


def test_a_capital_is_renamed_on_its_day():
    world = load()
    assert [a.code for a in world.named("Nur-Sultan", "2019-03-22")] == []
    assert [a.code for a in world.named("Nur-Sultan", "2019-03-23")] == ["KAZ"]
    assert [a.code for a in world.named("Astana", "2020-01-01")] == []
    assert [a.code for a in world.named("Astana", "2023-01-01")] == ["KAZ"]


def test_places_have_a_state_and_degrees():
    shusha = load().place("Shusha")
    assert shusha is not None
    assert (shusha.country, round(shusha.lat), round(shusha.lon)) == ("AZE", 40, 47)
    assert load().place("Nowhere") is None
    assert load().place("male") is None


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Alexander Lukashenka", "Alexander Lukashenko"),
        ("Ilham Alijew", "Ilham Aliyev"),
        ("Sergej Lawrow", "Sergei Lavrov"),
        ("Abdel-Fatah al Sisi", "Abdel Fattah al-Sisi"),
    ],
)
def test_a_person_is_found_in_another_romanisation(spelled, name):
    assert {row.name for row in load().holders(spelled)} == ({name} if name else set())


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
