from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UnknownName
from detente.knowledge import fold, load

LOAD_SECONDS = 0.2


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


def test_loading_is_fast_enough_for_a_command_line():
    code = (
        "import time, detente.records; from detente.knowledge import load; "
        "t = time.perf_counter(); load(); print(time.perf_counter() - t)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(runs) < LOAD_SECONDS


def test_looking_up_is_cheap():
    world, start = load(), time.perf_counter()
    for _ in range(1_000):
        world.resolve_name("Baku")
    assert time.perf_counter() - start < 1


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
