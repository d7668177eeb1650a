"""Articles of our own and their sentences, for tests of who is named."""

from __future__ import annotations

import re

from detente.records import Article, Sentence

END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def make_article(*paragraphs, title="", published="2025-07-14"):
    return Article(
        id="a1", page_id="p1", location="test", position=0, role="main", title=title, outlet=None,
        byline=None, published=published, published_precision="day", zone=None,
        retrieved="2025-07-20T12:00:00Z", url=None, lang="en", genre="news", minutes=1,
        paragraphs=paragraphs, blocks=(),
    )  # fmt: skip


def make_sentences(article):
    found = []
    if article.title:
        found.append(Sentence(article_id="a1", number=0, start=0, end=len(article.title), text=article.title))
    offset = 0
    for paragraph in article.paragraphs:
        start = 0
        for end in [*(m.start() for m in END.finditer(paragraph)), len(paragraph)]:
            text = paragraph[start:end].strip()
            begin = paragraph.index(text, start)
            number = len(found) + (not article.title)
            span = {"start": offset + begin, "end": offset + begin + len(text)}
            found.append(Sentence(article_id="a1", number=number, text=text, **span))
            start = end
        offset += len(paragraph) + 2
    return found
