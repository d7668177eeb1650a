"""The sentences the coder learns from: readable, of every kind, varied, and none of them in the evals."""

from __future__ import annotations

import doctest
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from training.coder import annotations, disguise, items, variety

from detente import ontology
from detente.events.marking import MASK, tokenize_text

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "training" / "annotations").glob("*.txt"))
LINES = [line for path in FILES for line in annotations.read_lines(path)]
ROWS = [row for path in FILES for row in path.read_text("utf-8").splitlines() if "||" in row]
ACTS = [act for line in LINES for act in line.acts]
RUN = 5


def test_there_are_enough_and_none_twice():
    assert len(LINES) >= 6000
    assert len({line.text for line in LINES}) == len(LINES)


def test_every_type_status_and_nearly_every_mode_is_there():
    assert {act.type for act in ACTS} == set(ontology.load().types)
    assert {act.status for act in ACTS} == set(annotations.STATUSES)
    modes = {(act.type, act.mode) for act in ACTS if act.mode}
    assert len(set(ontology.load().modes) - modes) <= 3


def test_a_fifth_or_so_holds_no_event():
    assert 0.15 < sum(not line.acts for line in LINES) / len(LINES) < 0.35


def test_wording_varies():
    assert variety.distinct(ROWS, 4) > 0.9
    assert len(variety.near_copies(ROWS)) < len(ROWS) / 200


def test_a_second_reader_agrees():
    known = {line.text: line for line in LINES}
    theirs = list(annotations.read_lines(ROOT / "training" / "annotations" / "second" / "reader.txt"))
    assert len(theirs) > 700
    assert variety.agreement([known[line.text] for line in theirs], theirs)["all"] > 0.85


def runs(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[k : k + RUN]) for k in range(len(words) - RUN + 1)}


def most_shared(text, learnt):
    """How many runs of five words a text has in common with one sentence that is learnt from."""
    shared = Counter(learnt[run] for run in runs(text) if run in learnt)
    return max(shared.values(), default=0)


def test_no_sentence_of_the_evals_is_learnt_from():
    learnt = {run: line.text for line in LINES for run in runs(line.text)}
    coder = ROOT / "evals" / "coder"
    held: list[str] = []
    for path in sorted(coder.glob("*.jsonl")):
        held += [json.loads(row).get("text", "") for row in path.read_text("utf-8").splitlines()]
    held += [line.text for path in (coder / "probes").glob("*.txt") for line in annotations.read_lines(path)]
    copied = [text for text in held if most_shared(text, learnt) > max(1, len(runs(text)) / 3)]
    assert len(held) > 700
    assert copied == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("[1 Oslo] met [2 Rome].", "exactly one"),
        ("[1 Oslo met [2 Rome]. || -", "bracket"),
        ("[1 Oslo] met [2 Rome]. || 1>3 CONSULT fact", "not two different actors"),
        ("[1 Oslo] met [2 Rome]. || 1>1 CONSULT fact", "not two different actors"),
        ("[1 Oslo] met [2 Rome]. || 1>2 MEET fact", "unknown type"),
        ("[1 Oslo] met [2 Rome]. || 1>2 CONSULT/dance fact", "unknown mode"),
        ("[1 Oslo] met [2 Rome]. || 1>2 CONSULT sure", "unknown status"),
        ("[1 Oslo] met [2 Rome]. || met", "no event can be read"),
    ],
)
def test_a_broken_line_says_what_is_wrong(row, fault):
    with pytest.raises(ValueError, match=fault):
        annotations.parse_line(row)


def test_pairs_are_in_the_order_of_the_text_and_acts_keep_their_way():
    line = annotations.parse_line("[2 Rome] was rebuked by [1 Oslo] in [3 Bonn]. || 1>2 ACCUSE fact")
    first, *others = annotations.pairs_of(line)
    assert first.text[slice(*first.first[0])] == "Rome"
    assert (first.forward, first.reverse) == ((), (("ACCUSE", None, "fact"),))
    assert all(pair.forward == pair.reverse == () for pair in others)


def test_a_name_that_is_hidden_leaves_its_markers():
    line = annotations.parse_line("[1 Burkina Faso] rebuked [2 Rome]. || 1>2 ACCUSE fact")
    item = items.pair_item(next(annotations.pairs_of(line)))
    hidden = disguise.exchange_names(item, (MASK,), (MASK,))
    assert [hidden.ids[k] for k in (*hidden.first, *hidden.second)] == [1, 3]
    assert hidden.ids.count(MASK) == 2
    assert hidden.types == item.types
    back = disguise.exchange_names(hidden, disguise.names_of([item])[0], (tokenize_text("Rome").ids[0],))
    assert back == item


def test_a_phrase_that_means_both_actors_keeps_its_words():
    line = annotations.parse_line("[1,2 The neighbours] held talks. || 1=2 CONSULT fact")
    item = items.pair_item(next(annotations.pairs_of(line)))
    assert disguise.exchange_names(item, (MASK,), (MASK,)) == item


@pytest.mark.parametrize("module", [annotations, items, variety])
def test_examples_in_the_docstrings_run(module):
    assert doctest.testmod(module).failed == 0
