from __future__ import annotations

import made
from detente.relations import expand_pairs


def pairs_of(*events, one):
    texts = {(one.id, s.number): s.text for s in made.sentences_of(one)}
    return [(r.source, r.target) for r in expand_pairs(events, {one.id: one}, texts)]


ONE = made.article("one", ["A headline", "What happened, in one sentence."])


def test_each_source_meets_each_target_and_nobody_himself():
    event = made.event(ONE, 1, "TUR", "AZE RUS TUR", "REQUEST")
    assert pairs_of(event, one=ONE) == [("TUR", "AZE"), ("TUR", "RUS")]


def test_those_who_meet_all_meet_one_another_in_order_of_code():
    event = made.event(ONE, 1, "ARM", "RUS AZE", "CONSULT", symmetric=True)
    assert sorted(pairs_of(event, one=ONE)) == [("ARM", "AZE"), ("ARM", "RUS"), ("AZE", "RUS")]


def test_allies_who_clash_with_a_third_do_not_clash_with_one_another():
    event = made.event(ONE, 1, "AZE", "ARM GEO", "ASSAULT", symmetric=True)
    assert sorted(pairs_of(event, one=ONE)) == [("ARM", "AZE"), ("AZE", "GEO")]


def test_of_two_actors_of_one_state_the_one_who_acts_for_it_counts():
    event = made.event(ONE, 1, "RUS", "AZE", "ACCUSE")
    paper, ministry = made.actor("RUS", sector="MED"), made.actor("RUS", sector="GOV")
    event = type(event)(
        **{name: getattr(event, name) for name in event.__slots__} | {"source": (paper, ministry)}
    )
    texts = {(ONE.id, 1): "x"}
    (report,) = expand_pairs([event], {ONE.id: ONE}, texts)
    assert report.source_sector == "GOV"


def test_a_report_carries_the_sentence_and_where_it_was_published():
    (report,) = expand_pairs(
        [made.event(ONE, 1, "RUS", "AZE")], {ONE.id: ONE}, {(ONE.id, 1): ONE.paragraphs[0]}
    )
    assert (report.text, report.outlet, report.url) == (ONE.paragraphs[0], ONE.outlet, ONE.url)
    assert (report.title, report.published) == (ONE.title, ONE.published)
