from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
from detente.relations import build_graph, exposures, group_occurrences, why_no_path
from detente.relations.wedges import squash


def graph(**ties):
    """Ties as ARM_AZE="ASSAULT ASSAULT": one act a day."""
    return build_graph(
        group_occurrences(
            made.report(*pair.split("_"), kind, f"2020-09-{day:02}")
            for pair, kinds in ties.items()
            for day, kind in enumerate(kinds.split(), start=1)
        )
    )


FOUR = {"ARM_AZE": "ASSAULT ASSAULT ASSAULT", "AZE_TUR": "AID AID", "RUS_ARM": "AID SUPPORT"}


def test_backers_of_the_two_sides_are_exposed_by_the_path_between_them():
    found = {e.pair: e for e in exposures(graph(**FOUR), "ARM", "AZE")}
    backers = found["RUS", "TUR"]
    (path,) = backers.paths
    assert path.nodes in {("RUS", "ARM", "AZE", "TUR"), ("TUR", "AZE", "ARM", "RUS")}
    assert backers.exposure == pytest.approx(squash(15) * squash(-27) * squash(20), abs=1e-12)
    assert backers.third_parties
    assert set(found) == {("RUS", "TUR"), ("ARM", "TUR"), ("AZE", "RUS")}


def test_the_order_in_which_the_conflict_is_named_does_not_matter():
    one, other = exposures(graph(**FOUR), "ARM", "AZE"), exposures(graph(**FOUR), "AZE", "ARM")
    assert [(e.pair, e.exposure) for e in one] == [(e.pair, e.exposure) for e in other]


def test_the_direct_tie_stands_beside_as_counter_evidence():
    found = {e.pair: e for e in exposures(graph(**FOUR, RUS_TUR="COOPERATE COOPERATE"), "ARM", "AZE")}
    assert found["RUS", "TUR"].direct.balance == 19.0
    assert found["ARM", "TUR"].direct is None


def test_one_who_deals_with_both_sides_is_reached_by_both_ways():
    both = FOUR | {"AZE_RUS": "AID AID", "ARM_TUR": "CONSULT CONSULT"}
    found = {e.pair: e for e in exposures(graph(**both), "ARM", "AZE")}
    assert len(found["RUS", "TUR"].paths) == 2


@pytest.mark.parametrize("ties", [{"ARM_AZE": "AID AID ASSAULT"}, {"ARM_AZE": "ASSAULT"}, {}])
def test_without_a_conflict_nobody_is_exposed(ties):
    assert exposures(graph(**FOUR | {"ARM_AZE": ""} | ties), "ARM", "AZE") == []


def test_talks_between_those_who_fight_do_not_hide_the_conflict():
    talking = FOUR | {"ARM_AZE": "ASSAULT ASSAULT ASSAULT CONSULT AID AID AID"}
    found = {e.pair: e for e in exposures(graph(**talking), "ARM", "AZE")}
    assert found["RUS", "TUR"].exposure == pytest.approx(squash(15) * squash(-27) * squash(20), abs=1e-12)


def test_a_single_happening_is_no_tie_and_the_missing_tie_is_named():
    thin = graph(**FOUR | {"RUS_ARM": "AID"})
    assert ("RUS", "TUR") not in {e.pair for e in exposures(thin, "ARM", "AZE")}
    words = why_no_path(thin, ("ARM", "AZE"), ("RUS", "TUR"))
    assert "RUS-ARM unknown (1 occurrence)" in words


def test_groups_without_a_name_and_regions_take_no_side():
    odd = graph(**FOUR | {"AZE_UNK": "AID AID", "AZE_REG:WEST": "AID AID"})
    assert set(odd.edges) == {("ARM", "AZE"), ("AZE", "TUR"), ("ARM", "RUS")}


@given(
    st.dictionaries(
        st.sampled_from(
            ["ARM_AZE", "AZE_TUR", "ARM_RUS", "RUS_TUR", "AZE_RUS", "ARM_TUR", "GEO_ARM", "AZE_GEO"]
        ),
        st.lists(st.sampled_from(["AID", "ASSAULT", "CONSULT", "SANCTION"]), max_size=4).map(" ".join),
    )
)
def test_exposure_is_the_sum_of_products_of_listed_ties(ties):
    found = exposures(graph(**ties), "ARM", "AZE")
    for each in found:
        products = [math.prod(squash(edge.balance) for edge in path.edges) for path in each.paths]
        assert each.exposure == pytest.approx(math.fsum(products), abs=1e-9)
        assert each.exposure < 0
        for path in each.paths:
            assert sum(edge.weight < 0 for edge in path.edges) == 1
            values = [r.value for o in path.edges[0].occurrences for r in o.reports]
            assert path.edges[0].balance == pytest.approx(math.fsum(values), abs=1e-9)
    assert [abs(e.exposure) for e in found] == sorted((abs(e.exposure) for e in found), reverse=True)
