"""The two founding pages, end to end: read from beside the project (their text is not ours), or skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente import pipeline
from detente.records import Coded

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
RETRIEVED = "2025-07-14T12:00:00Z"
UNSURE_WORDS = (
    "may divide",
    "will be unacceptable",
    "could emerge",
    "unlikely to",
    "If you want to be feared",
)

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed pages are not beside this checkout")


def coded(name, published=None):
    (path,) = SEEDS.glob(f"{name}_*.txt")
    return [
        c
        for c in pipeline.code([str(path)], retrieved=RETRIEVED, published=published)
        if isinstance(c, Coded)
    ]


def has(articles, source, target, kind, status="fact", **given):
    """The events with these sides (a source may have several targets)."""
    return [
        e
        for c in articles
        for e in c.events
        if {a.code for a in e.source} == set(source.split())
        and {a.code for a in e.target} == set(target.split())
        and (e.type, e.status) == (kind, status)
        and all((getattr(e.date, name) or "").startswith(value) for name, value in given.items())
    ]


def test_aggregator_page_gives_four_articles():
    articles = [c.article for c in coded("004")]
    assert [a.outlet for a in articles] == ["Arab News", "Asharq Al-Awsat", "Leaders", "Asharq Al-Awsat"]
    assert [a.published for a in articles] == [
        "2025-07-11",
        "2025-07-14T11:40:00Z",
        "2025-07-14T11:00:00Z",
        "2025-07-14T09:00:00Z",
    ]
    assert articles[0].url == "https://arab.news/9zpzt"
    assert articles[0].byline == "Dr. Sinem Cengiz"
    bodies = " ".join(a.text for a in articles)
    assert not any(rest in bodies for rest in ("Daily8", "Related Articles", "No comments yet", "Post Views"))


def test_single_page_gives_one_article():
    (article,) = (c.article for c in coded("000"))
    assert (article.byline, article.minutes, article.published) == ("admin", 3, None)
    assert "Share This" not in article.text


def test_what_a_reader_would_code_is_coded():
    articles = coded("004")
    assert has(articles, "TUR", "AZE RUS", "REQUEST")
    (plane,) = has(articles, "RUS", "AZE", "ASSAULT", start="2024-12")
    assert [(q.value, q.what) for q in plane.quantities] == [(38, "killed")]
    assert has(articles, "TUR", "RUS", "ASSAULT", start="2015")
    assert has(articles, "ARM", "AZE", "CONSULT", start="2025-07-10")
    assert has(coded("000", published="2020-10-05"), "RUS", "ARM", "REQUEST")


def test_nothing_unsure_is_a_fact():
    for c in coded("004") + coded("000", published="2020-10-05"):
        for event in c.events:
            text = c.article.title if event.sentence == 0 else c.article.text
            sentence = next(s for s in c.sentences if s.number == event.sentence)
            near = text[max(event.start - 30, sentence.start) : min(event.end + 30, sentence.end)]
            if event.status == "fact":
                assert not any(words in near for words in UNSURE_WORDS), near


def test_without_a_date_events_have_only_an_upper_bound():
    for c in coded("000"):
        for event in c.events:
            assert (event.date.start, event.date.end) == (None, RETRIEVED[:10])
