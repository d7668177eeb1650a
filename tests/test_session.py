"""The Python face: what a question is answered from."""

from __future__ import annotations

from dataclasses import replace

import pytest

import detente
from detente.workspace import Workspace
from workspace_samples import LATER, NOW, body, coded, dated


@pytest.fixture
def desk(tmp_path):
    """A session on one page, as first coded."""
    with detente.open(tmp_path / "ws", create=True) as opened:
        put(opened.workspace, coded(1), now=NOW, recipe="one")
        yield opened


def put(workspace, one, *, now, recipe):
    with workspace.writer(now=now, versions={"recipe": recipe}) as writer:
        writer.put(dated(1), [one] if one else [])


QUESTIONS = {
    "pair": lambda desk, **bounds: desk.pair("AZE", "RUS", **bounds),
    "view": lambda desk, **bounds: desk.view("TUR", "AZE", "RUS", **bounds),
    "wedge": lambda desk, **bounds: desk.wedge("AZE", "RUS", **bounds),
    "brief": lambda desk, **bounds: desk.brief("AZE", "RUS", **bounds),
    "search": lambda desk, **bounds: desk.search("envoy", **bounds),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_from_one_moment(desk, monkeypatch, question):
    """A page whose article goes away while its events are being read takes nothing from the answer."""
    ask = QUESTIONS[question]
    expected = ask(desk).to_dict()
    real = Workspace.events

    def beside_a_writer(workspace, *codes, **bounds):
        found = real(workspace, *codes, **bounds)
        put(desk.workspace, None, now=LATER, recipe="two")
        return found

    monkeypatch.setattr(Workspace, "events", beside_a_writer)
    assert ask(desk).to_dict() == expected


def test_evidence_and_search_of_the_past_have_the_words_of_then(desk):
    one = coded(1)
    title, first = one.sentences
    put(
        desk.workspace,
        replace(one, sentences=(title, replace(first, text="Nobody met."))),
        now=LATER,
        recipe="two",
    )
    for day, text in (("2025-07-20", body(1)), (None, "Nobody met.")):
        (row,) = desk.pair("AZE", "RUS", recorded_as_of=day).evidence().to_dicts()
        assert row["text"] == text, day
        (hit,) = desk.search(text, recorded_as_of=day).hits
        assert hit.text == text


def test_a_bound_that_does_not_exist_is_refused(desk):
    with pytest.raises(TypeError, match="sinse"):
        desk.pair("AZE", "RUS", sinse="2020")
