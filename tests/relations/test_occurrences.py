from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
from detente.relations import group_occurrences
from detente.relations.occurrences import INSIDE, SAME_DATE, SAME_ID
from made_strategies import reports


@given(st.lists(reports(), max_size=12))
def test_every_report_is_kept_once_and_each_happening_weighs_one(given_reports):
    found = group_occurrences(given_reports)
    assert sum(len(each.reports) for each in found) == len(given_reports)
    for occurrence in found:
        assert math.fsum(r.weight for r in occurrence.reports) == pytest.approx(1.0, abs=1e-9)
        assert occurrence.value == pytest.approx(occurrence.reports[0].scale)
        assert len(occurrence.reasons) == len(occurrence.reports)


@given(st.lists(reports(), max_size=8), st.randoms())
def test_the_order_of_reports_does_not_matter(given_reports, random):
    shuffled = list(given_reports)
    random.shuffle(shuffled)
    assert group_occurrences(shuffled) == group_occurrences(given_reports)


def test_retelling_a_happening_adds_nothing():
    first = made.report("AZE", "ARM", article_id="a1")
    again = made.report("AZE", "ARM", article_id="a2", outlet="Caspian Courier")
    (occurrence,) = group_occurrences([first, again])
    assert occurrence.value == -9.0
    assert [r.value for r in occurrence.reports] == [-4.5, -4.5]
    assert SAME_DATE in occurrence.reasons


def test_a_coarse_date_joins_the_one_happening_in_its_range_and_says_why():
    exact = made.report("RUS", "AZE", on="2024-12-25")
    later = made.report("RUS", "AZE", on="2024-12", article_id="a2")
    (occurrence,) = group_occurrences([later, exact])
    assert occurrence.date.start == "2024-12-25"
    assert occurrence.reasons[1] == INSIDE.format(precision="to the month")


def test_a_coarse_date_stays_apart_where_it_could_mean_two_happenings():
    found = group_occurrences(
        made.report("AZE", "ARM", on=on, article_id=on) for on in ("2020-09-27", "2020-10-04", "2020")
    )
    assert len(found) == 3


def test_direction_and_type_keep_happenings_apart():
    found = group_occurrences(
        [
            made.report("AZE", "ARM"),
            made.report("ARM", "AZE"),
            made.report("AZE", "ARM", "ACCUSE"),
        ]
    )
    assert len(found) == 3


def test_the_coders_own_grouping_counts_only_where_the_dates_may_agree():
    near = [
        made.report("AZE", "ARM", on=on, occurrence="o", article_id=on) for on in ("2020-09-27", "2020-09")
    ]
    far = [
        made.report("AZE", "ARM", on=on, occurrence="o", article_id=on) for on in ("2020-09-27", "2021-01-04")
    ]
    (one,) = group_occurrences(near)
    assert one.reasons[1] == SAME_ID
    assert len(group_occurrences(far)) == 2


def test_copies_of_one_wire_are_one_origin():
    told = [
        made.report("AZE", "ARM", article_id="a1", outlet="Steppe Review", wire="Blue Wire"),
        made.report("AZE", "ARM", article_id="a2", outlet="Caspian Courier", wire="blue wire"),
        made.report("AZE", "ARM", article_id="a3", outlet="Ararat Ledger"),
    ]
    (occurrence,) = group_occurrences(told)
    assert (len(occurrence.reports), occurrence.origins) == (3, 2)
