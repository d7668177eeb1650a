from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import pipeline
from detente.errors import KnowledgeError, SourceError, UsageError
from detente.records import Coded, Rejected
from detente.workspace import Workspace

NOW, LATER = "2025-07-20T10:00:00Z", "2025-08-01T10:00:00Z"
GIVEN = {"retrieved": "2025-07-14T12:00:00Z", "published": "2020-10-05"}
ACCUSATION = "Ankara protests\n\nTurkey accused Russia of bad faith on Monday.\n"
DOMESTIC = "Cabinet row\n\nThe Russian parliament accused the Russian government of wasting money.\n"


@pytest.fixture
def pages(tmp_path):
    """Two pages and an empty file."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(ACCUSATION)
    (folder / "b.txt").write_text("")
    (folder / "c.txt").write_text(DOMESTIC)
    return str(folder)


def test_read_gives_articles_and_rejects_in_order(pages):
    first, second, third = pipeline.read([pages], **GIVEN)
    assert (first.title, third.title) == ("Ankara protests", "Cabinet row")
    assert (second.stage, second.reason) == ("pages", "empty file")


def test_code_gives_events_between_two_states_unless_asked_for_all(pages):
    first, _, third = pipeline.code([pages], **GIVEN)
    assert [(e.source[0].code, e.type, e.target[0].code) for e in first.events] == [("TUR", "ACCUSE", "RUS")]
    assert third.events == ()
    *_, everything = pipeline.code([pages], **GIVEN, all_events=True)
    assert [(e.source[0].code, e.type, e.target[0].code) for e in everything.events] == [
        ("RUS", "ACCUSE", "RUS")
    ]
    assert [s.number for s in first.sentences] == [0, 1]


def test_bad_questions_are_refused_before_anything_is_done(pages):
    with pytest.raises(SourceError):
        pipeline.code(["nowhere/"])
    with pytest.raises(UsageError):
        pipeline.read([pages], retrieved="yesterday")


@pytest.mark.parametrize(
    ("function", "stage"),
    [
        ("split_page", "articles"),
        ("split_sentences", "articles"),
        ("resolve_mentions", "actors"),
        ("code_events", "events"),
        ("find_claims", "claims"),
    ],
)
def test_a_stage_that_fails_on_one_page_is_a_reject_and_the_rest_goes_on(
    pages, monkeypatch, caplog, function, stage
):
    caplog.set_level(logging.DEBUG, "detente")
    real = getattr(pipeline, function)

    def stumbles(record, *rest, **named):
        if record.location.endswith("a.txt"):
            raise ZeroDivisionError("no such clause")
        return real(record, *rest, **named)

    monkeypatch.setattr(pipeline, function, stumbles)
    *kept, bad, _, good = pipeline.code([pages], **GIVEN)
    assert isinstance(bad, Rejected)
    assert (bad.stage, bad.reason) == (stage, "ZeroDivisionError: no such clause")
    assert bad.location.endswith("a.txt")
    assert isinstance(good, Coded)
    assert "Traceback" in caplog.text
    assert [one.article.title for one in kept] == ([] if stage == "articles" else ["Ankara protests"])
    assert [len(one.events) for one in kept] == {"articles": [], "claims": [1]}.get(stage, [0])


def test_broken_tables_end_the_run(pages, monkeypatch):
    def broken(*_, **__):
        raise KnowledgeError("states.csv: line 7")

    monkeypatch.setattr(pipeline, "resolve_mentions", broken)
    with pytest.raises(KnowledgeError):
        list(pipeline.code([pages], **GIVEN))


def test_another_language_is_searchable_but_not_coded(pages, monkeypatch, tmp_path):
    real = pipeline.split_page
    monkeypatch.setattr(pipeline, "split_page", lambda page: [replace(one, lang="tr") for one in real(page)])
    with Workspace.open(tmp_path / "ws", create=True) as workspace:
        report = pipeline.add(workspace, [pages], now=NOW, **GIVEN)
        assert (report.articles, report.events, report.not_coded) == (2, 0, 2)
        assert workspace.counts().not_coded == 2
        assert len(workspace.search("faith")) == 1


def test_add_does_each_page_once(pages, tmp_path):
    told = []
    with Workspace.open(tmp_path / "ws", create=True) as workspace:
        first = pipeline.add(workspace, [pages], now=NOW, note="a sample", watch=told.append, **GIVEN)
        again = pipeline.add(workspace, [pages], now=LATER, **GIVEN)
        assert (first.pages, first.events, first.rejected) == (2, 1, 1)
        assert (again.pages, again.unchanged, again.rejected) == (0, 2, 1)
        assert len(workspace.events()) == 1
        assert [r.reason for r in workspace.rejects()] == ["empty file"]
        assert workspace.versions()["note"] == "a sample"
    assert [isinstance(one, Rejected) for one in told] == [False, True, False]


def test_a_changed_alias_reaches_pages_already_held(pages, tmp_path, monkeypatch):
    with Workspace.open(tmp_path / "ws", create=True) as workspace:
        pipeline.add(workspace, [pages], now=NOW, **GIVEN)
        other = pipeline.versions() | {"recipe": "another"}
        monkeypatch.setattr(pipeline, "versions", lambda: other)
        monkeypatch.setattr(pipeline, "code_events", lambda *_, **__: [])
        report = pipeline.add(workspace, [pages], now=LATER)
        assert (report.pages, report.superseded) == (2, 1)
        assert workspace.events() == []
        assert len(workspace.events(recorded_as_of="2025-07-20")) == 1
        assert {a.published for a in workspace.articles()} == {"2020-10-05"}


def test_the_recipe_follows_the_files(tmp_path):
    room = tmp_path / "events"
    room.mkdir()
    (room / "lexicon.csv").write_text("met\n")
    before = pipeline._digest(tmp_path, ["events"])
    (room / "__pycache__").mkdir()
    (room / "__pycache__" / "x.pyc").write_text("noise")
    assert pipeline._digest(tmp_path, ["events"]) == before
    (room / "lexicon.csv").write_text("met\nmeets\n")
    after = pipeline._digest(tmp_path, ["events"])
    assert after != before
    (tmp_path / "records.py").write_text("x = 1")
    assert pipeline._digest(tmp_path, ["events", "records.py"]) != after


def test_the_recipe_follows_everything_that_results_depend_on(monkeypatch):
    monkeypatch.setattr(pipeline, "_digest", lambda _, parts: " ".join(parts))
    pipeline.versions.cache_clear()
    versions = pipeline.versions()
    assert {"records.py", "pipeline.py", *pipeline.STAGES} == set(pipeline.CODER)
    for library in ("trafilatura", "sentencex", "py3langid"):
        assert f"{library} " in versions["libraries"]
    monkeypatch.setattr(pipeline, "version", lambda _: "another")
    pipeline.versions.cache_clear()
    try:
        assert pipeline.versions()["recipe"] != versions["recipe"]
        assert pipeline.versions()["coder"] == versions["coder"]
    finally:
        pipeline.versions.cache_clear()


CODES = st.lists(st.sampled_from(["AZE", "RUS", "UNK", "IGO:EU"]), min_size=0, max_size=3)


@given(sources=CODES, targets=CODES)
def test_between_two_needs_two_known_and_different_sides(sources, targets):
    class Side:
        def __init__(self, code):
            self.code = code

    class Sides:
        source = tuple(map(Side, sources))
        target = tuple(map(Side, targets))

    known = [{s, t} for s in sources for t in targets if "UNK" not in {s, t}]
    assert pipeline.between_two(Sides) == any(len(pair) == 2 for pair in known)
