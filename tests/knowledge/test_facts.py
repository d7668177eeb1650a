from __future__ import annotations

import pytest

from detente.errors import UnknownName
from detente.knowledge import facts_of, load


def told(name, on=None):
    return {title: {f.what for f in facts} for title, facts in facts_of(load(), name, on).items()}


def test_a_state_is_known_by_codes_names_offices_members_ties_and_territory():
    (facts,) = facts_of(load(), "Armenia").values()
    assert {"code", "name", "capital", "demonym", "office", "membership", "tie", "succession"} <= {
        fact.about for fact in facts
    }
    words = {fact.what for fact in facts}
    assert {"Gleditsch-Ward 371", "Yerevan", "seceded from Soviet Union"} & words >= {"Yerevan"}
    assert all(fact.source for fact in facts)


def test_only_what_held_on_the_day_is_told():
    assert "Prime Minister of Netherlands" in told("Rutte", "2015-06-01")["Mark Rutte"]
    assert "Prime Minister of Netherlands" not in told("Rutte", "2025-06-01")["Mark Rutte"]
    before, after = told("GBR", "2020-01-31"), told("GBR", "2020-02-01")
    assert "member of European Union" in before["United Kingdom (GBR)"]
    assert "member of European Union" not in after["United Kingdom (GBR)"]


def test_a_region_tells_who_claims_and_who_controls_it():
    facts = told("Crimea", "2020-01-01")["Crimea (REG:CRIMEA)"]
    assert {"Ukraine claims it", "Russia controls it"} <= facts
    assert "lies in Ukraine" in facts


def test_an_organisation_lists_its_members_of_the_day():
    nato = told("NATO", "2010-01-01")["NATO (IGO:NATO)"]
    assert "member Türkiye" in nato
    assert "member Finland" not in nato


def test_a_surname_that_several_bear_gives_them_all():
    assert len(told("Sharif")) > 1
    with pytest.raises(UnknownName, match="Azerbaijan"):
        told("Azerbaijann")


def test_a_name_that_several_bear_gives_each():
    assert {"Congo - Kinshasa (COD)", "Congo - Brazzaville (COG)"} <= set(told("Congo"))
    assert {"Kim Jong Un", "Kim Jong Il", "Jim Yong Kim"} <= set(told("Kim"))
    assert set(told("Kim", "2020-01-01")) >= {"Kim Jong Un"}
    assert "Kim Jong Il" not in told("Kim", "2020-01-01")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("tur", "Türkiye (TUR)"),
        ("TR", "Türkiye (TUR)"),
        ("640", "Türkiye (TUR)"),
        ("President Putin", "Vladimir Putin"),
        ("Zelenskiy", "Volodymyr Zelenskyy"),
        ("Chad Wolf", "Chad Wolf"),
        ("USSR", "Soviet Union (SUN)"),
    ],
)
def test_an_actor_is_found_by_code_number_office_or_spelling(name, title):
    assert next(iter(told(name))) == title


def test_what_was_checked_too_long_ago_is_not_said_to_hold():
    assert "Secretary General of NATO" in told("Rutte", "2026-06-01")["Mark Rutte"]
    assert "Secretary General of NATO" not in told("Rutte", "2099-01-01")["Mark Rutte"]


def test_a_membership_without_a_known_beginning_has_none():
    (facts,) = facts_of(load(), "LBR").values()
    (trade,) = [f for f in facts if f.what == "member of World Trade Organization"]
    assert trade.start in {"", "2016-07-14"}


def test_those_in_office_stand_first_and_the_highest_before_the_others():
    (facts,) = facts_of(load(), "TUR").values()
    offices = [f for f in facts if f.about == "office"]
    assert offices[0].what == "President Recep Tayyip Erdogan"
    ended = [bool(f.end) for f in offices]
    assert ended == sorted(ended)
