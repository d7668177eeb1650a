"""Every row of the knowledge tables is valid: a broken fact stops here, not in a figure."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

import pytest

from detente.knowledge import fold, load
from detente.knowledge.tables import COLUMNS, read_table, sort_key
from detente.records import STATE_SECTORS

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


@pytest.mark.parametrize("table", ["aliases", "people"])
def test_dates_are_iso_and_in_order(table):
    for row in read_table(table):
        assert DATE.fullmatch(row["start"]), row
        assert DATE.fullmatch(row["end"]), row
        assert not row["end"] or row["start"] < row["end"], row
        assert row["sector"] in SECTORS, row


def test_an_open_end_says_until_when_it_was_checked():
    for row in read_table("people"):
        assert row["start"], row
        assert bool(row["end"]) != bool(row["known_until"]), row


def test_all_codes_are_known():
    world = load()
    for row in read_table("people"):
        assert world.name(row["code"])
    for row in read_table("places"):
        assert world.state(row["country"])
    for row in read_table("aliases"):
        assert row["kind"] in ALIAS_KINDS
        assert (row["code"] == "") == (row["kind"] == "not_state")


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


def test_one_person_at_a_time_is_president():
    presidents = [r for r in read_table("people") if r["role"] == "President"]
    clashes = [
        (one["name"], other["name"])
        for one, other in itertools.combinations(presidents, 2)
        if one["code"] == other["code"] and one["name"] != other["name"] and _overlap(one, other)
    ]
    assert clashes == []


def _overlap(one, other):
    return one["start"] < (other["end"] or "9999") and other["start"] < (one["end"] or "9999")


def test_every_member_of_the_united_nations_has_name_adjective_and_capital():
    world = load()
    kinds = defaultdict(set)
    for rows in world.aliases.values():
        for row in rows:
            kinds[row.code].add(row.kind)
    assert len(world.states) == 197
    assert [code for code in world.states if "name" not in kinds[code]] == []
    without_capital = {code for code in world.states if "capital" not in kinds[code]}
    same_name_or_disputed = {"VAT", "SMR", "MCO", "SGP", "LUX", "DJI", "ISR"}
    assert without_capital <= same_name_or_disputed
    assert all(kinds[code] & {"demonym"} for code in ("TUR", "RUS", "AZE", "ARM", "CHN", "DNK", "LAO"))
