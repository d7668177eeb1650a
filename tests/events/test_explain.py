"""Which words carried a decision: their places, their order, and what no word carried."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
import made
from detente import pipeline
from detente.cli import main
from detente.events.explain import explain_event
from detente.records import Event, from_dict, to_dict

PAGE = (
    "A report from Oslo\n\n"
    "Nobody was there. Norway condemned Chad on Monday.\n\n"
    "Norway and Chad held talks in Rome. Norway arrested opposition members. Officials resigned.\n"
)
GIVEN = ["--retrieved", "2020-10-08T12:00:00Z", "--published", "2020-10-08"]


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    """Run the command line beside one page; gives stdout."""
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_text(PAGE)

    def runs(*arguments) -> str:
        with pytest.raises(SystemExit) as leave:
            main([*arguments, *GIVEN])
        out, err = capfd.readouterr()
        assert leave.value.code == 0, err
        return out

    return runs


@pytest.fixture
def coded(run):
    """The one article of the page with its events, one-sided ones included."""
    (article,) = pipeline.code(["page.txt"], retrieved=GIVEN[1], published=GIVEN[3], all_events=True)
    return article


def condemned(coded) -> tuple[Event, str, int]:
    event = next(event for event in coded.events if event.type == "ACCUSE")
    sentence = coded.sentences[event.sentence]
    return event, sentence.text, sentence.start


def test_words_stand_where_the_event_says_heaviest_first(coded):
    words = explain_event(*condemned(coded))
    assert words[0].text == "condemned"
    assert [word.weight for word in words] == sorted((word.weight for word in words), reverse=True)
    assert all(coded.article.text[word.start : word.end] == word.text for word in words)
    assert all(word.weight > 0 for word in words)
    assert not {"Norway", "Chad"} & {word.text for word in words}


def test_a_stored_event_has_the_same_words(coded):
    event, text, start = condemned(coded)
    stored = from_dict(Event, json.loads(json.dumps(to_dict(event))))
    assert explain_event(stored, text, start) == explain_event(event, text, start)


def test_a_symmetric_event_is_explained(coded):
    event = next(event for event in coded.events if event.type == "CONSULT")
    sentence = coded.sentences[event.sentence]
    assert "talks" in {word.text for word in explain_event(event, sentence.text, sentence.start)}


def test_what_only_the_lexicon_tells_has_no_words(coded):
    one_sided = [event for event in coded.events if not event.source or not event.target]
    assert one_sided
    words = pipeline.explained(coded)
    assert all(words[event.id] == () for event in one_sided)
    event, text, start = condemned(coded)
    assert explain_event(replace(event, target=event.source), text, start) == ()


def test_another_sentence_or_an_unknown_type_has_no_words(coded):
    event, text, start = condemned(coded)
    assert explain_event(event, "Another sentence altogether, and a long one.", start) == ()
    assert explain_event(event, text, start + 1) == ()
    assert explain_event(replace(event, type="FIGHT"), text, start) == ()


def test_code_gives_each_event_its_words_when_asked(run):
    events = [json.loads(line) for line in run("code", "page.txt", "--explain").splitlines()]
    (event,) = [event for event in events if event["type"] == "ACCUSE"]
    assert event["words"][0]["text"] == "condemned"
    plain = [json.loads(line) for line in run("code", "page.txt").splitlines()]
    assert plain == [{name: event[name] for name in event if name != "words"} for event in events]


def test_words_in_every_format(run):
    for kind in ("json", "csv", "parquet", "table"):
        run("code", "page.txt", "--explain", "--all", "-o", f"events.{kind}", "--format", kind)
    rows = json.loads(Path("events.json").read_text())
    assert pq.read_table("events.parquet").to_pylist() == rows
    cells = csv.DictReader(io.StringIO(Path("events.csv").read_text()))
    assert [json.loads(row["words"]) for row in cells] == [row["words"] for row in rows]
    assert [] in [row["words"] for row in rows]
    assert "condemned 0." in Path("events.table").read_text()


def test_confidence_bounds_the_events(run):
    def held(confidence):
        lines = run("code", "page.txt", "--all", "--confidence", str(confidence)).splitlines()
        return {json.loads(line)["id"]: json.loads(line)["confidence"] for line in lines}

    everything, sure = held(0), held(0.7)
    plain = {json.loads(line)["id"] for line in run("code", "page.txt", "--all").splitlines()}
    assert set(sure) < plain < set(everything)
    assert min(sure.values()) >= 0.7
    assert held(1) == {}
    with pytest.raises(detente.DetenteError, match="2 is no probability"):
        detente.code("page.txt", confidence=2)


SCRAPS = ["Norway", "Chad", "met", "condemned", ",", "  ", "北京", "“the", "\n", "x" * 50]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS), max_size=10).map(" ".join), st.integers(0, 50))
def test_no_text_breaks_an_explanation_and_offsets_hold(text, start):
    def side(name, code):
        at = text.find(name) + start
        return (replace(made.actor(code), text=name, start=at, end=at + len(name)),)

    event = made.event(made.article("a", ["A title", text]), 1, "NOR", "TCD", "ACCUSE")
    event = replace(event, source=side("Norway", "NOR"), target=side("Chad", "TCD"))
    words = explain_event(event, text, start)
    assert not words or ("Norway" in text and "Chad" in text)
    assert all(text[word.start - start : word.end - start] == word.text for word in words)
