"""What must hold for any page whatever, and for any file that is said to be one."""

from __future__ import annotations

import json
import re
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from detente.articles import split_page, split_sentences
from detente.pages import read_pages
from detente.records import Article, Page, PageKind, Rejected, content_id

RETRIEVED = "2025-07-14T12:00:00Z"
MAX_SECONDS = 10.0  # of processor time for one page
# Markup in a text, unless the page wrote the sign of an opening bracket in another way or quotes markup.
MARKUP = re.compile(r"</?(?:p|div|script|style|span|a|br|li|h1)\b[^<>]*>", re.IGNORECASE)
QUOTED_MARKUP = re.compile(
    rb"<[^a-z/!?]|&lt|&#0*60|&#x0*3c|<!\[CDATA|<(?:plaintext|xmp|textarea|title|noscript|iframe|noembed|noframes|listing)\b",
    re.IGNORECASE,
)


class BrokenRuleError(AssertionError):
    """A page for which a rule did not hold; its text says which."""


def check_page(content: bytes, kind: PageKind = "html") -> list[Article | Rejected]:
    """Split a page and return what came out, or raise `BrokenRuleError`.

    >>> [type(item).__name__ for item in check_page(b"<h1>Talks</h1><p>They met.</p>")]
    ['Article']
    """
    page = Page(
        id=content_id(kind, content),
        location="page",
        kind=kind,
        content=content,
        retrieved=RETRIEVED,
        retrieved_from="given",
    )
    start = time.process_time()
    found = split_page(page)
    for item in found:
        if isinstance(item, Article):
            _check_article(item, content, kind)
        elif "could not be read" in item.reason:
            raise BrokenRuleError(f"raised: {item.reason}")
    seconds = time.process_time() - start
    _hold(bool(found), "nothing came out")
    _hold(seconds <= MAX_SECONDS, f"took {seconds:.1f} s")
    return found


def check_file(content: bytes, suffix: str) -> list[Page | Rejected]:
    """Read bytes as a file of this name, and each page in it; return what was read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"find{suffix}")
        path.write_bytes(content)
        start = time.process_time()
        found = list(read_pages([str(path)], retrieved=RETRIEVED))
        seconds = time.process_time() - start
    _hold(bool(found), "nothing came out")
    _hold(seconds <= MAX_SECONDS, f"took {seconds:.1f} s")
    for item in found[:5]:
        if isinstance(item, Page):
            check_page(item.content, item.kind)
    return found


def _check_article(article: Article, content: bytes, kind: PageKind) -> None:
    _hold(article.text == "\n\n".join(article.paragraphs), "text is not its paragraphs")
    bodies = [block.text for block in article.blocks if block.role == "body"]
    _hold(list(article.paragraphs) == bodies, "paragraphs are not the body blocks")
    _hold(article.published is None or article.published <= RETRIEVED, f"published {article.published}")
    _hold((article.published is None) == (article.published_precision == "unknown"), "precision of no date")
    _hold(article.minutes >= 1 and bool(article.lang), "no reading time or language")
    try:
        json.dumps(asdict(article), ensure_ascii=False).encode("utf-8")
    except UnicodeError as error:
        raise BrokenRuleError(f"no UTF-8: {error}") from error
    _hold("\x00" not in article.text + article.title, "NUL in the text")
    if kind == "html" and QUOTED_MARKUP.search(content) is None:
        marked = MARKUP.search(article.text) or MARKUP.search(article.title)
        _hold(marked is None, f"markup in the text: {marked and marked[0]!r}")
    _check_sentences(article)


def _check_sentences(article: Article) -> None:
    end = 0
    for sentence in split_sentences(article):
        if sentence.number:
            _hold(article.text[sentence.start : sentence.end] == sentence.text, "offsets of a sentence")
            _hold(not article.text[end : sentence.start].strip(), "text between sentences")
            end = sentence.end
    _hold(not article.text[end:].strip(), "text behind the last sentence")


def _hold(rule: bool, what: str) -> None:  # noqa: FBT001 - it is an assertion
    if not rule:
        raise BrokenRuleError(what)
