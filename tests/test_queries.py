"""The questions, asked of a small workspace of hand-made records."""

from __future__ import annotations

import json
import math
import re

import pytest

import made
from detente import queries
from detente.answers import Window
from detente.answers.charts import to_svg
from detente.errors import UnknownName, UsageError
from detente.relations import Counting
from detente.workspace import Workspace

NOTE = "illustrative: our own selection"

WAR = made.article(
    "war",
    [
        "Fighting breaks out",
        "Azerbaijan shelled Armenian posts, and Armenia shelled back.",
        "Turkey promised Baku help and called on Moscow to stay out.",
        "Russia sent Armenia arms in spring.",
    ],
)
CRASH = made.article(
    "crash",
    [
        "An airliner comes down *near* <Aktau>",
        "A Russian missile hit the Azerbaijani airliner.",
        "Moscow denied it had closed the airport against Baku.",
        "Baku and Moscow are to sign a treaty next spring.",
    ],
    outlet="Caspian Courier",
    published="2024-12-27T08:00:00Z",
    url="javascript:alert(1)",
)
COLUMN = made.article(
    "column",
    ["How it looks from Ankara", "Ankara fears a rupture between Moscow and Baku.", "The two may break."],
    genre="opinion",
    published="2025-07-10T08:00:00Z",
)
UNDATED = made.article("undated", ["Old quarrels", "Russia accused Azerbaijan."], published=None)

NOTHING_CODED = made.article("plain", ["Weather"], published="2020-01-01")


def everything():
    war = [
        made.event(WAR, 1, "AZE", "ARM", on="2020-09-27"),
        made.event(WAR, 1, "ARM", "AZE", on="2020-09-27"),
        made.event(WAR, 2, "TUR", "AZE", "SUPPORT", on="2020-09-27"),
        made.event(WAR, 2, "TUR", "AZE", "AID", on="2020-10-02"),
        made.event(WAR, 2, "TUR", "RUS", "REQUEST", on="2020-09-27"),
        made.event(WAR, 3, "RUS", "ARM", "AID", on="2020-04"),
        made.event(WAR, 3, "RUS", "ARM", "SUPPORT", on="2020-05"),
        made.event(WAR, 3, "AZE", "RUS", "CONSULT", on="2020-09-26", symmetric=True),
    ]
    crash = [
        made.event(CRASH, 1, "RUS", "AZE", on="2024-12-25"),
        made.event(CRASH, 0, "RUS", "AZE", on="2024-12"),
        made.event(CRASH, 2, "RUS", "AZE", "SANCTION", on="2024-12-26", status="denied"),
        made.event(CRASH, 3, "AZE", "RUS", "AGREE", on="2025-04", status="announced", symmetric=True),
    ]
    column = [
        made.claim(COLUMN, 1, "TUR", "AZE RUS"),
        made.claim(COLUMN, 2, "UNK", "AZE RUS", kind="forecast", probability=(0.2, 0.6), words="may"),
    ]
    return [
        made.coded(WAR, war),
        made.coded(CRASH, crash),
        made.coded(COLUMN, [made.event(COLUMN, 1, "AZE", "RUS", "ACCUSE", on="2025-07-02")], column),
        made.coded(NOTHING_CODED),
        made.coded(UNDATED, [made.event(UNDATED, 1, "RUS", "AZE", "ACCUSE", on=None)]),
    ]


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ws")
    with Workspace.open(folder, create=True) as workspace:
        with workspace.writer(now="2025-07-14T12:00:00Z", versions={"note": NOTE}):
            pass
        workspace.add(everything(), now="2025-07-14T12:00:00Z")
        yield workspace


def test_every_printed_figure_of_a_pair_is_the_sum_of_its_evidence(ws):
    answer = queries.pair(ws, "AZE", "RUS")
    for unit in ("week", "year"):
        for row in answer.table(unit):
            told = [each["value"] for each in answer.evidence(row["period"])]
            if row["balance"] is None:
                assert told == []
            else:
                assert math.fsum(told) == pytest.approx(row["balance"], abs=1e-9)
                in_all = [each["value"] for each in answer.evidence() if each[unit] == row["period"]]
                assert sorted(in_all) == sorted(told)


def test_a_pair_says_what_it_counted_and_what_it_left_out(ws):
    answer = queries.pair(ws, "rus", "AZE")
    assert answer.pair == "AZE-RUS"
    years = {row["period"]: row["balance"] for row in answer.table("year")}
    assert years == {"2020": 4.0, "2021": None, "2022": None, "2023": None, "2024": -9.0, "2025": -2.0}
    assert dict(answer.uncounted) == {"denied": 1, "announced": 1}
    assert [turn.key for turn in answer.turns] == ["2024"]
    assert len(answer.tables["undated"]) == 1
    assert answer.asked.counted.startswith("events reported as fact")
    assert answer.asked.note == NOTE


def test_a_headline_dated_to_the_month_does_not_count_a_crash_twice(ws):
    (one, other) = queries.pair(ws, "AZE", "RUS").evidence("2024")
    assert one["value"] == other["value"] == -4.5
    assert "exactly one occurrence" in other["reason"]


def test_as_of_answers_with_what_was_published_then(ws):
    then = queries.pair(ws, "AZE", "RUS", Window(as_of="2021-01-01"))
    assert [row["period"] for row in then.table("year")] == ["2020"]


def test_the_window_bounds_the_day_of_the_event(ws):
    answer = queries.pair(ws, "AZE", "RUS", Window(since="2024-01-01", until="2025-01-01"))
    assert [row["period"] for row in answer.table("year")] == ["2024"]
    assert "since 2024-01-01, before 2025-01-01" in answer.asked.question


def test_other_statuses_count_only_when_asked_for_and_are_named(ws):
    answer = queries.pair(ws, "AZE", "RUS", counting=Counting(statuses=("fact", "denied")))
    assert dict(answer.uncounted) == {"announced": 1}
    assert "denied" in answer.asked.counted


def test_a_view_shows_each_lane_and_an_empty_one_says_nought(ws):
    answer = queries.view(ws, "TUR", "AZE", "RUS")
    titles = [table.title for table in answer.tables.values()]
    assert titles[0] == "2 Türkiye said"
    assert titles[1] == "1 Türkiye did"
    assert titles[2].startswith("1 others say")
    assert queries.view(ws, "GEO", "AZE", "RUS").lane("said").title == "0 Georgia said"
    assert "toward RUS unknown" in answer.alignment_in_words()
    told = math.fsum(row["value"] for row in answer.evidence("AZE"))
    assert told == pytest.approx(answer.lanes.toward_a.balance, abs=1e-9)


def test_a_wedge_names_the_backers_with_path_and_sentences_and_calls_it_exposure(ws):
    answer = queries.wedge(ws, "ARM", "AZE")
    (backers,) = answer.third_parties
    assert backers.pair == ("RUS", "TUR")
    assert answer.in_words().startswith("Exposure, not a forecast. ARM-AZE: conflict -18.0 from 2 acts")
    assert "Most exposed third pair: RUS-TUR" in answer.in_words()
    assert "did not predict" in answer.to_dict()["why"]
    for edge in answer.edges():
        told = [row["value"] for row in answer.evidence(*edge.pair)]
        assert math.fsum(told) == pytest.approx(edge.balance, abs=1e-9)


def test_a_wedge_between_two_answers_nought_with_the_reason(ws):
    assert queries.wedge(ws, "ARM", "AZE", between=("TUR", "RUS")).exposures[0].pair == ("RUS", "TUR")
    answer = queries.wedge(ws, "ARM", "AZE", between=("IRN", "RUS"))
    assert answer.exposures == ()
    assert "exposure 0, no path" in answer.nothing
    friends = queries.wedge(ws, "TUR", "AZE")
    assert "which is not to say there was none" in friends.nothing
    assert "unknown: 0 counted occurrences" in queries.wedge(ws, "IRN", "ISR").nothing


def test_a_brief_has_every_part_and_a_source_for_every_figure_of_events(ws):
    page = queries.brief(ws, "AZE", "RUS").to_markdown()
    titles = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert titles == [
        "How the pair stands",
        "What changed and why",
        "How third parties see it",
        "Counter-evidence",
        "What to watch",
        "Gaps",
        "Sources",
    ]
    for line in re.findall(r"^ *- .*balance.*$", page, re.MULTILINE):
        assert re.search(r"\\\[\d+\\\]", line), line
    numbers = {int(n) for n in re.findall(r"\\\[(\d+)\\\]", page)}
    assert numbers == {int(n) for n in re.findall(r"^(\d+)\. ", page, re.MULTILINE)}
    assert "may, 20-60 %" in page
    assert "announced, AZE to RUS, AGREE" in page
    assert NOTE in page


def test_text_of_others_stays_text_in_both_shapes_of_the_brief(ws):
    answer = queries.brief(ws, "AZE", "RUS")
    markdown, html = answer.to_markdown(), answer.to_html()
    assert r"\*near\* \<Aktau\>" in markdown
    assert "*near* &lt;Aktau&gt;" in html
    assert "javascript:" not in markdown + html
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!#|https://steppe)', html)


def test_an_empty_pair_gets_a_page_that_says_so(ws):
    page = queries.brief(ws, "IRN", "ISR").to_markdown()
    assert "no dated event was counted" in page
    assert "No third party is recorded" in page


def test_the_front_page_has_the_newest_articles_and_the_largest_changes(ws):
    answer = queries.front(ws)
    assert answer.tables["newest"].to_dicts()[0]["title"] == COLUMN.title
    changes = answer.tables["changes"].to_dicts()
    assert ("AZE", "RUS") in {(row["a"], row["b"]) for row in changes}
    assert answer.counts["articles"] == 5
    assert len(answer.evidence("AZE", "RUS")) >= 2


def test_an_article_shows_what_was_coded_in_each_sentence(ws):
    answer = queries.article(ws, WAR.id)
    assert {event.type for event in answer.events_of(3)} == {"CONSULT", "AID", "SUPPORT"}
    assert len(queries.article(ws, COLUMN.id).claims_of(1)) == 1
    with pytest.raises(UnknownName, match="unknown article"):
        queries.article(ws, "none")


def test_search_gives_sentences_with_their_article(ws):
    (hit,) = queries.search(ws, "shelled posts").hits
    assert (hit.title, hit.sentence) == (WAR.title, 1)
    with pytest.raises(UsageError):
        queries.search(ws, "  ")


ANSWERS = pytest.mark.parametrize(
    "ask",
    [
        lambda ws: queries.pair(ws, "AZE", "RUS"),
        lambda ws: queries.view(ws, "TUR", "AZE", "RUS"),
        lambda ws: queries.wedge(ws, "ARM", "AZE"),
        lambda ws: queries.brief(ws, "AZE", "RUS"),
        queries.front,
        lambda ws: queries.search(ws, "Moscow"),
        lambda ws: queries.article(ws, WAR.id),
    ],
)


@ANSWERS
def test_every_answer_is_json_and_says_what_was_asked(ws, ask):
    answer = ask(ws)
    data = json.loads(json.dumps(answer.to_dict()))
    assert data["question"].endswith("?")
    assert data["counted"]
    assert data["note"] == NOTE
    assert len(answer.evidence()) > 0
    assert answer._repr_html_()


@ANSWERS
def test_every_answer_is_a_table_in_any_shape_and_has_a_picture(ws, ask):
    answer = ask(ws)
    table = answer.to_arrow()
    assert table.num_rows > 0
    assert len(answer.to_pandas()) == len(answer.to_polars()) == table.num_rows
    assert list(answer.to_pandas().columns) == table.column_names
    svg = to_svg(answer.plot())
    assert NOTE in svg
    assert "<script" not in svg


def test_the_picture_of_nothing_is_drawn_too(ws):
    for answer in (
        queries.view(ws, "GEO", "IRN", "ISR"),
        queries.wedge(ws, "IRN", "ISR"),
        queries.search(ws, "zeppelin"),
        queries.brief(ws, "IRN", "ISR"),
        queries.article(ws, NOTHING_CODED.id),
        queries.front(ws, Window(since="2030-01-01")),
    ):
        assert to_svg(answer.plot()).startswith("<svg")


def test_evidence_and_search_show_the_text_that_was_held_then(tmp_path):
    """The page is read again with a corrected sentence: what was held before keeps its own words."""
    first = made.article("again", ["A headline", "Russia shelled Azerbaijan on monday."])
    later = made.article("again", ["A headline", "Russia shelled Azerbaijan on Tuesday."])
    with Workspace.open(tmp_path / "ws", create=True) as ws:
        ws.add([made.coded(first, [made.event(first, 1, "RUS", "AZE")])], now="2025-07-01T12:00:00Z")
        ws.add([made.coded(later, [made.event(later, 1, "RUS", "AZE")])], now="2025-07-03T12:00:00Z")
        then = Window(recorded_as_of="2025-07-02")
        (row,) = queries.pair(ws, "AZE", "RUS", then).evidence()
        assert row["text"] == first.paragraphs[0]
        assert queries.pair(ws, "AZE", "RUS").evidence().to_dicts()[0]["text"] == later.paragraphs[0]
        assert len(queries.search(ws, "monday", window=then).hits) == 1
        assert queries.search(ws, "monday").hits == ()


def test_unknown_and_repeated_parties_are_refused_with_a_hint(ws):
    with pytest.raises(UnknownName, match="AZE"):
        queries.pair(ws, "AZR", "RUS")
    with pytest.raises(UsageError, match="different parties"):
        queries.pair(ws, "RUS", "RUS")
    with pytest.raises(UsageError, match="the conflict itself"):
        queries.wedge(ws, "ARM", "AZE", between=("AZE", "ARM"))
