"""Every row of the knowledge tables is valid: a broken fact stops here, not in a figure."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from pathlib import Path

import pytest

import detente.knowledge
from detente.knowledge import fold, load
from detente.knowledge.tables import COLUMNS, read_table, sort_key
from detente.records import STATE_SECTORS

DATA = Path(detente.knowledge.__file__).parent / "data"
MOST_BYTES = 4_000_000
TIES = (
    "alliance defence_pact guarantee base union war occupation no_relations closed_border peace_treaty "
    "rivalry"
)
ORGANISATIONS = "UN NATO CSTO EU OTS SCO BRICS CIS OSCE GCC ASEAN AU LAS G7 G20 OPEC COE"
DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
SECTORS = STATE_SECTORS | {
    "OPP", "JRN", "BUS", "CVL", "EDU", "REB", "ELI", "PTY", "CRM", "SOC", "REL", "",
}  # fmt: skip
ALIAS_KINDS = {
    "name", "demonym", "people", "capital", "seat", "organisation", "group", "region", "not_state",
}  # fmt: skip


@pytest.mark.parametrize("table", COLUMNS)
def test_rows_are_sorted_unique_and_cited(table):
    rows = [tuple(row.values()) for row in read_table(table)]
    assert rows == sorted(set(rows), key=sort_key)
    assert [row for row in read_table(table) if len(row["cited"]) < len("hand: x")] == []


@pytest.mark.parametrize("table", [name for name, columns in COLUMNS.items() if "end" in columns])
def test_dates_are_iso_and_in_order(table):
    for row in read_table(table):
        assert DATE.fullmatch(row["start"]), row
        assert DATE.fullmatch(row["end"]), row
        assert not row["end"] or row["start"] < row["end"], row
        assert row.get("sector", "") in SECTORS, row


@pytest.mark.parametrize("table", [name for name, columns in COLUMNS.items() if "known_until" in columns])
def test_an_open_end_says_until_when_it_was_checked(table):
    for row in read_table(table):
        assert bool(row["end"]) != bool(row["known_until"]), row
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["known_until"] or "2000-01-01"), row


def test_people_have_a_day_of_entry_and_a_surname_in_their_name():
    for row in read_table("people"):
        assert row["start"], row
        assert fold(row["alone"]) in fold(f"{row['name']}|{row['also']}"), row


def test_all_codes_are_known():
    world = load()
    actors = set(world.states) | set(world.codes)
    codes = [
        ("people", "code"), ("members", "organisation"), ("members", "state"), ("claimants", "region"),
        ("claimants", "state"), ("ties", "one"), ("ties", "other"), ("succession", "state"),
        ("succession", "successor"),
    ]  # fmt: skip
    unknown = {row[column] for table, column in codes for row in read_table(table)} - actors
    assert unknown == set()
    assert {row["country"] for row in read_table("places")} <= set(world.current_states)
    assert {state for row in world.codes.values() for state in row.within} <= set(world.states)
    for row in read_table("aliases"):
        assert row["kind"] in ALIAS_KINDS
        assert (row["code"] == "") == (row["kind"] == "not_state")


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("members", "status", "member observer candidate partner associate suspended"),
        ("claimants", "role", "claims controls administers"),
        ("ties", "kind", TIES),
        ("succession", "how", "continues splits unites secedes"),
        ("codes", "kind", "igo group region"),
    ],
)  # fmt: skip
def test_a_column_of_kinds_holds_no_other_word(table, column, words):
    assert {row[column] for row in read_table(table)} <= set(words.split())


@pytest.mark.parametrize("table", ["members", "claimants", "ties"])
def test_nothing_is_said_twice_of_one_day(table):
    rows = defaultdict(list)
    for row in read_table(table):
        told = tuple(v for k, v in row.items() if k not in {"start", "end", "known_until", "cited", "name"})
        key = told[:2] if table == "members" else told  # a state has one status at a time
        rows[key].append(row)
    twice = [
        (one, other)
        for same in rows.values()
        for one, other in itertools.combinations(same, 2)
        if _overlap(one, other) and one.get("name") == other.get("name")
    ]
    assert twice == []


def test_the_tables_are_as_wide_as_the_world_and_small():
    world = load()
    regions = {code for code, row in world.codes.items() if row.kind == "region"}
    assert len(regions) >= 150
    assert len({row["region"] for row in read_table("claimants")}) >= 60
    assert len({code for code, row in world.codes.items() if row.kind == "group"}) >= 200
    assert len({row["cited"] for row in read_table("places")}) >= 15_000
    members = {row["organisation"].removeprefix("IGO:") for row in read_table("members")}
    assert members >= set(ORGANISATIONS.split())
    assert sum(path.stat().st_size for path in DATA.glob("*.csv")) < MOST_BYTES


def test_one_alias_means_one_code_on_one_day_unless_marked_ambiguous():
    groups = defaultdict(list)
    for row in read_table("aliases"):
        if row["ambiguous"] != "yes":
            groups[fold(row["alias"])].append(row)
    clashes = [
        (one["alias"], one["code"], other["code"])
        for rows in groups.values()
        for one, other in itertools.combinations(rows, 2)
        if one["code"] != other["code"] and _overlap(one, other)
    ]
    assert clashes == []


# Both took the oath, or the one stayed in the palace: the days on which a state had two.
TWO_PRESIDENTS = {
    ("CIV", "Alassane Ouattara", "Laurent Gbagbo"),
    ("GMB", "Adama Barrow", "Yahya Jammeh"),
    ("MDG", "Didier Ratsiraka", "Marc Ravalomanana"),
}


def test_one_person_at_a_time_is_president():
    presidents = [r for r in read_table("people") if r["role"] == "President"]
    clashes = {
        (one["code"], one["name"], other["name"])
        for one, other in itertools.combinations(presidents, 2)
        if one["code"] == other["code"] and one["name"] != other["name"] and _overlap(one, other)
    }
    assert clashes == TWO_PRESIDENTS


def _overlap(one, other):
    return one["start"] < (other["end"] or "9999") and other["start"] < (one["end"] or "9999")


def test_every_member_of_the_united_nations_has_name_adjective_and_capital():
    world = load()
    kinds = defaultdict(set)
    for rows in world.aliases.values():
        for row in rows:
            kinds[row.code].add(row.kind)
    assert len(world.current_states) == 197
    assert [code for code in world.current_states if "name" not in kinds[code]] == []
    without_capital = {code for code in world.current_states if "capital" not in kinds[code]}
    same_name_or_disputed = {"VAT", "SMR", "MCO", "SGP", "LUX", "DJI", "ISR"}
    assert without_capital <= same_name_or_disputed
    assert all(kinds[code] & {"demonym"} for code in ("TUR", "RUS", "AZE", "ARM", "CHN", "DNK", "LAO"))
