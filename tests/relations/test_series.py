from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
from detente.relations import Counting, group_occurrences, weekly_sums, yearly_sums
from made_strategies import reports


@pytest.mark.parametrize("sums", [weekly_sums, yearly_sums])
@given(st.lists(reports(), max_size=15))
def test_the_contributions_listed_sum_to_every_figure(sums, given_reports):
    occurrences = group_occurrences(given_reports)
    series = sums(occurrences)
    for period in series.periods:
        told = [r for o in series.within(period.key) for r in o.reports]
        if not told:
            assert (period.sums.cooperation, period.sums.conflict, period.sums.balance) == (None, None, None)
            continue
        assert period.sums.balance == pytest.approx(math.fsum(r.value for r in told), abs=1e-9)
        assert period.sums.cooperation == pytest.approx(
            math.fsum(r.value for r in told if r.quad in {1, 2}), abs=1e-9
        )
        assert period.sums.conflict == pytest.approx(
            math.fsum(r.value for r in told if r.quad in {3, 4}), abs=1e-9
        )


@pytest.mark.parametrize("sums", [weekly_sums, yearly_sums])
@given(st.lists(reports(), max_size=15))
def test_every_happening_stands_in_one_place(sums, given_reports):
    occurrences = group_occurrences(given_reports)
    series = sums(occurrences)
    places = [*(o for _, o in series.placed), *series.coarse, *series.undated]
    assert sorted(o.id for o in places) == sorted(o.id for o in occurrences)
    assert all(o.date.start is None for o in series.undated)


def test_a_week_without_an_event_is_unknown_and_not_zero():
    series = weekly_sums(
        group_occurrences([made.report("AZE", "ARM", on=d) for d in ("2020-09-27", "2020-10-12")])
    )
    assert [p.key for p in series.periods] == ["2020-09-21", "2020-09-28", "2020-10-05", "2020-10-12"]
    assert [p.known for p in series.periods] == [True, False, False, True]
    assert series.periods[1].sums.balance is None


def test_a_week_whose_only_event_weighs_nothing_is_known():
    series = weekly_sums(group_occurrences([made.report("TUR", "AZE", "REQUEST", scale=0.0)]))
    assert (series.periods[0].known, series.periods[0].sums.balance) == (True, 0.0)


def test_a_month_stands_in_no_week_but_in_its_year():
    occurrences = group_occurrences([made.report("RUS", "AZE", on="2024-12")])
    assert weekly_sums(occurrences).periods == ()
    assert len(weekly_sums(occurrences).coarse) == 1
    assert yearly_sums(occurrences).periods[0].sums.balance == -9.0


def test_what_has_no_date_stands_in_no_series():
    occurrences = group_occurrences([made.report("RUS", "AZE", on=None)])
    for series in (weekly_sums(occurrences), yearly_sums(occurrences)):
        assert (series.periods, len(series.undated)) == ((), 1)


def test_only_facts_between_those_who_act_for_a_state_count_by_default():
    told = [
        made.report("RUS", "AZE"),
        made.report("RUS", "AZE", status="announced"),
        made.report("RUS", "AZE", source_sector="MED"),
        made.report("RUS", "AZE", target_sector="MIL", genre="opinion"),
    ]
    counting = Counting()
    assert [counting.counts(r) for r in told] == [True, False, False, True]
    assert counting.left_out(told) == (("announced", 1), ("not acting for a state", 1))
    assert Counting(statuses=("fact", "announced"), genres=("news",)).in_words() == (
        "events reported as fact or announced, from news texts, where both sides act for a state"
    )


def test_the_share_of_opinion_pieces_is_that_of_the_weight():
    told = [made.report("RUS", "AZE", genre="opinion"), made.report("RUS", "AZE", on="2020-09-28")]
    (week, next_week) = weekly_sums(group_occurrences(told)).periods
    assert (week.sums.opinion_share, next_week.sums.opinion_share) == (1.0, 0.0)
