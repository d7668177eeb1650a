"""What holds for any page whatever, found by Hypothesis."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.articles import split_page, split_sentences
from detente.articles.rows import article_of
from detente.records import Article, Page

LINES = st.sampled_from(
    [
        "Envoys meet at the lake",
        "Related Articles",
        "Comments",
        "By admin",
        "Coast Daily",
        "3 days ago",
        "timean hour ago",
        "October 2, 2020",
        "3 Min Read",
        "Download the app",
        "Share This Article",
        "The envoys of the two river states met at the lake on Monday and agreed to exchange prisoners soon.",
        "Neither side said how many people are held, and the mediators spoke of a good start for both.",
        "He said: “Go.”",
        "• Ada Lind is an analyst.",
        "",
    ]
)
LEAD = (
    "The envoys of the two river states met at the lake on Monday and agreed to exchange prisoners soon. " * 3
)
TAGS = st.sampled_from(
    [
        "p",
        "div",
        "h1",
        "h2",
        "li",
        "article",
        "aside",
        "span",
        "td",
        "section",
        "a href=x",
        "time datetime=2025-07-01T10:00:00Z",
    ]
)
SOUP = st.lists(st.tuples(TAGS, LINES, st.booleans()), max_size=30).map(
    lambda parts: "".join(
        f"<{tag}>{text}" + (f"</{tag.split()[0]}>" if closed else "") for tag, text, closed in parts
    )
)
KINDS = st.sampled_from(["html", "text", "row"])
ROW = st.dictionaries(
    st.sampled_from(["title", "text", "html", "published", "lang"]), st.text(max_size=80)
).map(json.dumps)
QUICK = settings(max_examples=100, deadline=timedelta(seconds=5))


def page(content, kind):
    return Page(
        id="1",
        location="page",
        kind=kind,
        content=content,
        retrieved="2025-07-14T12:00:00Z",
        retrieved_from="given",
    )


@QUICK
@given(
    st.one_of(
        st.binary(max_size=300),
        SOUP.map(str.encode),
        st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")),
        ROW.map(str.encode),
    ),
    KINDS,
)
def test_any_page_gives_whole_articles_or_reasons(content, kind):
    found = split_page(page(content, kind))
    assert found
    for item in found:
        if isinstance(item, Article):
            assert item.text == "\n\n".join(item.paragraphs)
            assert list(item.paragraphs) == [block.text for block in item.blocks if block.role == "body"]
            assert item.published is None or item.published <= "2025-07-14T12:00:00Z"
            assert item.minutes >= 1
        else:
            assert "could not be read" not in item.reason


@QUICK
@given(st.lists(LINES, max_size=40).map(lambda lines: "\n".join([LEAD, "", *lines])))
def test_the_words_of_a_dump_are_kept_once_and_in_their_places(text):
    articles = split_page(page(text.encode(), "text"))
    assert all(isinstance(article, Article) for article in articles)
    blocks = sorted((b for article in articles for b in article.blocks), key=lambda b: b.offset)
    words = " ".join(text.split())
    assert " ".join(block.text for block in blocks) == words
    assert all(words[b.offset : b.offset + len(b.text)] == b.text for b in blocks)


@QUICK
@given(st.text(alphabet=st.sampled_from("aB .!?\"'“”’()\n1´…"), max_size=200), st.text(max_size=100))
def test_sentences_cover_the_text_in_order_with_exact_offsets(newswire, anything):
    article = article_of(title="Talks resume", text=newswire + anything, retrieved="2025-07-14")
    sentences = split_sentences(article)
    assert [sentence.number for sentence in sentences] == list(range(len(sentences)))
    end = 0
    for sentence in sentences[1:]:
        assert article.text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        assert not article.text[end : sentence.start].strip()
        end = sentence.end
    assert not article.text[end:].strip()
