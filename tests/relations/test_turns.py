from __future__ import annotations

import made
from detente.relations import find_turns, group_occurrences, largest_changes, weekly_sums, yearly_sums


def occurrences(*told):
    return group_occurrences([made.report(*each) for each in told])


def test_a_turn_names_what_changed_against_what_and_the_sentences_that_pull_that_way():
    told = occurrences(
        ("RUS", "TUR", "COOPERATE", "2014-05-05"),
        ("TUR", "RUS", "ASSAULT", "2015-11-24"),
        ("RUS", "TUR", "SANCTION", "2015-11-28"),
        ("RUS", "TUR", "CONSULT", "2015-03-02"),
    )
    (turn,) = find_turns(yearly_sums(told))
    assert (turn.key, turn.direction, turn.baseline_of) == ("2015", "worse", "2014")
    assert (turn.balance, turn.baseline, turn.change) == (-11.0, 9.5, -20.5)
    assert [r.type for r in turn.strongest] == ["ASSAULT", "SANCTION"]


def test_a_change_smaller_than_one_attack_is_no_turn():
    assert (
        find_turns(yearly_sums(occurrences(("A", "B", "CONSULT", "2014"), ("A", "B", "ACCUSE", "2015"))))
        == []
    )


def test_an_unknown_year_between_is_stepped_over_and_the_compared_year_is_named():
    told = occurrences(("RUS", "TUR", "AID", "2012-01-03"), ("TUR", "RUS", "ASSAULT", "2015-11-24"))
    (turn,) = find_turns(yearly_sums(told))
    assert turn.baseline_of == "2012"


def test_weeks_of_one_crisis_are_one_turn():
    war = [("AZE", "ARM", "ASSAULT", f"2020-10-{day:02}") for day in (5, 6, 12, 13, 14)]
    calm = [("AZE", "ARM", "CONSULT", f"2020-0{month}-06") for month in (1, 2, 3)]
    (turn,) = find_turns(weekly_sums(occurrences(*calm, *war)))
    assert turn.key == "2020-10-12"
    assert turn.baseline_of.startswith("4 known weeks")


def test_the_pairs_that_moved_most_come_first_and_the_unknown_past_comes_last():
    told = occurrences(
        ("AZE", "RUS", "CONSULT", "2025-01-06"),
        *(("AZE", "RUS", "SANCTION", f"2025-07-{day:02}") for day in (1, 8, 15, 22)),
        ("TUR", "AZE", "CONSULT", "2025-01-06"),
        *(("TUR", "AZE", "SUPPORT", f"2025-07-{day:02}") for day in (1, 8, 15, 22)),
        ("GEO", "ARM", "ASSAULT", "2025-07-22"),
        ("IRN", "TUR", "ASSAULT", "2019-07-22"),
    )
    changes = largest_changes(told)
    assert [c.pair for c in changes] == [("AZE", "RUS"), ("AZE", "TUR"), ("ARM", "GEO")]
    assert [c.change for c in changes] == [-10.0, 1.0, None]
    assert changes[0].strongest[0].type == "SANCTION"
