"""How many: value, range, unit, deed and bound of what a sentence counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.events.quantities import find_quantities

# sentence -> (value, low, high, unit, what, bound) of each count, in text order
COUNTS = {
    # people
    "The raid killed at least 38 people and wounded more than 60.": [
        (38, 38, None, "people", "killed", "at_least"),
        (60, 60, None, "people", "injured", "at_least"),
    ],
    "Four soldiers were killed and 12 injured.": [
        (4, 4, 4, "soldiers", "killed", "exactly"),
        (12, 12, 12, "people", "injured", "exactly"),
    ],
    "It killed 3 soldiers and 2 civilians.": [
        (3, 3, 3, "soldiers", "killed", "exactly"),
        (2, 2, 2, "civilians", "killed", "exactly"),
    ],
    "The crash cost 176 lives.": [(176, 176, 176, "people", "killed", "exactly")],
    "Their arrest of two French citizens drew a protest.": [(2, 2, 2, "citizens", "detained", "exactly")],
    "Gunmen abducted more than 200 students.": [(200, 200, None, "students", "abducted", "at_least")],
    "Nearly 2,000 people were displaced.": [(2000, None, None, "people", "displaced", "about")],
    "Tens of thousands fled.": [(20000, 20000, 99999, "people", "displaced", "at_least")],
    "They swapped 103 prisoners of war each.": [(103, 103, 103, "prisoners", "released", "exactly")],
    "The ministry expelled ten British diplomats.": [(10, 10, 10, "diplomats", "expelled", "exactly")],
    # bounds and open words
    "Up to 50 people died.": [(50, None, 50, "people", "killed", "at_most")],
    "Fewer than 20 people were detained.": [(20, None, 20, "people", "detained", "at_most")],
    "No fewer than three people were hurt.": [(3, 3, None, "people", "injured", "at_least")],
    "Between 10 and 20 soldiers were captured.": [(15, 10, 20, "soldiers", "captured", "about")],
    "Two or three people were killed.": [(2.5, 2, 3, "people", "killed", "about")],
    "The strike killed dozens and injured hundreds.": [
        (24, 24, 99, "people", "killed", "at_least"),
        (200, 200, 999, "people", "injured", "at_least"),
    ],
    "Scores of people were killed.": [(40, 40, 99, "people", "killed", "at_least")],
    "The blast killed a dozen men.": [(12, 12, 12, "men", "killed", "exactly")],
    "Twenty-five soldiers died.": [(25, 25, 25, "soldiers", "killed", "exactly")],
    "The toll rose from 10 to 20 dead.": [(20, 20, 20, "people", "killed", "exactly")],
    # weapons and troops
    "They launched 136 drones, of which 61 were shot down.": [
        (136, 136, 136, "drones", "launched", "exactly"),
        (61, 61, 61, "drones", "shot_down", "exactly"),
    ],
    "It shot down 61 of 136 drones.": [(61, 61, 61, "drones", "shot_down", "exactly")],
    "It shot down 61 of the 136 drones launched overnight.": [
        (61, 61, 61, "drones", "shot_down", "exactly"),
        (136, 136, 136, "drones", "launched", "exactly"),
    ],
    "Of the 136 drones, 61 were intercepted.": [(61, 61, 61, "drones", "shot_down", "exactly")],
    "It attacked the port with 136 drones and 4 ballistic missiles.": [
        (136, 136, 136, "drones", "launched", "exactly"),
        (4, 4, 4, "missiles", "launched", "exactly"),
    ],
    "Some 10,000 troops were deployed to the border.": [(10000, None, None, "troops", "deployed", "about")],
    "It withdrew about 3,000 troops from the city.": [(3000, None, None, "troops", "withdrawn", "about")],
    "It gave its neighbour 31 tanks.": [(31, 31, 31, "tanks", "delivered", "exactly")],
    "It detained two fishing boats.": [(2, 2, 2, "boats", "seized", "exactly")],
    # goods and money
    "It sent 300 tonnes of flour.": [(300, 300, 300, "tonnes", "goods", "exactly")],
    "It pledged $1.5bn in aid.": [(1.5e9, 1.5e9, 1.5e9, "USD", "money", "exactly")],
    "It approved €300 million.": [(3e8, 3e8, 3e8, "EUR", "money", "exactly")],
    "It lent 2 billion yuan.": [(2e9, 2e9, 2e9, "CNY", "money", "exactly")],
    "It promised half a billion dollars.": [(5e8, 5e8, 5e8, "USD", "money", "exactly")],
    "Over A$3 million was paid.": [(3e6, 3e6, None, "AUD", "money", "at_least")],
    "It froze between $2 billion and $3 billion.": [(2.5e9, 2e9, 3e9, "USD", "money", "about")],
    "A loan of 2 to 3 billion euros was agreed.": [(2.5e9, 2e9, 3e9, "EUR", "money", "about")],
    "It gave 5 million Swiss francs.": [(5e6, 5e6, 5e6, "CHF", "money", "exactly")],
    # no count
    "In 2022 killed people were counted.": [],
    "A 12-year-old boy was killed.": [],
    "Two drone operators spoke.": [],
    "The vote was won by 38 per cent.": [],
}


@pytest.mark.parametrize(("sentence", "expected"), COUNTS.items())
def test_counts_of_a_sentence(sentence, expected):
    found = find_quantities(sentence, 0, None, None)
    assert [(q.value, q.low, q.high, q.unit, q.what, q.bound) for q in found] == expected


def test_a_count_keeps_its_place_speaker_and_day():
    (found,) = find_quantities("It killed at least 38 people.", 100, "Ukraine", "2025-07-11")
    assert (found.start, found.end, found.speaker, found.as_of) == (119, 128, "Ukraine", "2025-07-11")


SCRAPS = """
killed 38 people and between 10 20 dozens of hundreds at least up to nearly half a billion dollars $ €
1.5bn 2,000 launched 136 drones which 61 were shot down troops sent tonnes from to , . - or two several
thousand yuan other
"""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS.split()), max_size=25).map(" ".join) | st.text(max_size=80))
def test_no_text_breaks_the_counting_and_ranges_hold(text):
    for q in find_quantities(text, 0, None, None):
        assert 0 <= q.start < q.end <= len(text)
        assert (q.low or 0) <= q.value <= (q.high if q.high is not None else q.value)
        assert q.unit
        assert q.what
