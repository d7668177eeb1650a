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
