"""One page to its articles: the three kinds of pages, and which pages hold none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.articles.blocks import MAX_BLOCKS, MAX_PAGE_TEXT, Piece, key
from detente.articles.build import MAX_ARTICLE_CHARS, Parts, build, reject, segment_parts
from detente.articles.dump import dump_pieces
from detente.articles.facts import Facts, page_facts
from detente.articles.glue import unglued
from detente.articles.html import MAX_ELEMENTS, TooDeepError, parse, walk_page
from detente.articles.kinds import page_kind
from detente.articles.library import MAX_LIBRARY_ELEMENTS, Reading, library_reading
from detente.articles.live import live_parts
from detente.articles.roles import assign_roles
from detente.articles.rows import row_article
from detente.articles.runs import stands_out
from detente.articles.split import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from detente.records import Article, Page, Rejected
# A saved page with all its pictures inlined; parsing takes about five times the memory.
MAX_CONTENT = 64 * 1024 * 1024


def split_page(page: Page) -> list[Article | Rejected]:
    r"""Return the articles of a page, the main one first, or one `Rejected` where none is. Never raises.

    >>> from detente.records import Page
    >>> text = b"Talks resume\n\nBy admin\n\nThe two sides met in Baku."
    >>> page = Page(id="1", location="a.txt", kind="text", content=text,
    ...             retrieved="2025-07-14", retrieved_from="given")
    >>> [(article.title, article.byline, article.text) for article in split_page(page)]
    [('Talks resume', 'admin', 'The two sides met in Baku.')]
    """
    try:
        return _split(page)
    except Exception as error:  # noqa: BLE001 - one hostile page must never stop a run
        return [reject(page, f"page could not be read: {type(error).__name__}: {error}")]


def _split(page: Page) -> list[Article | Rejected]:
    if page.kind == "row":
        return [row_article(page)]
    if page.kind == "text":
        return _from_dump(page)
    if len(page.content) > MAX_CONTENT:
        return [reject(page, f"{len(page.content)} bytes, more than {MAX_CONTENT}: no news page")]
    try:
        root = parse(page.content)
    except TooDeepError as error:
        return [reject(page, f"{error}: no news page")]
    if root is None:
        return [reject(page, "no HTML elements in it")]
    return _from_html(page, root)


def _from_dump(page: Page) -> list[Article | Rejected]:
    pieces = dump_pieces(page.content.decode("utf-8", "replace"))
    return _bounded(page, pieces) or _live_or_articles(page, pieces, Facts(), None)


def _from_html(page: Page, root: Element) -> list[Article | Rejected]:
    pieces, elements = walk_page(root)
    if elements > MAX_ELEMENTS:
        return [reject(page, f"more than {MAX_ELEMENTS} elements: no news page")]
    return _bounded(page, pieces) or _live_or_articles(page, pieces, page_facts(root), elements)


def _live_or_articles(
    page: Page, pieces: Sequence[Piece], facts: Facts, elements: int | None
) -> list[Article | Rejected]:
    pieces = unglued(pieces)
    if posts := live_parts(pieces, facts):
        return [build(page, parts) for parts in posts]
    return _articles(page, pieces, facts, elements)


def _bounded(page: Page, pieces: Sequence[Piece]) -> list[Article | Rejected]:
    last = pieces[-1] if pieces else None
    if last is None:
        scripts = page.kind == "html" and b"<script" in page.content
        return [reject(page, "needs JavaScript: no text on the page" if scripts else "no text on the page")]
    if len(pieces) >= MAX_BLOCKS or last.offset + len(last.text) >= MAX_PAGE_TEXT:
        return [
            reject(page, f"more than {MAX_BLOCKS} blocks or {MAX_PAGE_TEXT} characters of text: no news page")
        ]
    return []


def _articles(
    page: Page, pieces: Sequence[Piece], facts: Facts, elements: int | None
) -> list[Article | Rejected]:
    segments = split(pieces, facts.headlines)
    ordinary = len(segments) == 1 and pieces[-1].offset < MAX_ARTICLE_CHARS
    small = elements is not None and elements <= MAX_LIBRARY_ELEMENTS
    named = bool((facts.author or facts.byline) and (facts.publisher or facts.outlet))
    asked = ordinary and small
    text = asked and not stands_out(segments[0])
    reading = library_reading(page.content, text=text, metadata=not named) if asked else Reading()
    facts = replace(facts, byline=facts.byline or reading.byline, outlet=facts.outlet or reading.outlet)
    main_text = key(reading.text)
    found: list[Article | Rejected] = []
    for number, segment in enumerate(segments):
        labelled = assign_roles(
            segment,
            main_text=main_text or None,
            description=facts.description if number == 0 else None,
            authors=[name for name in (facts.author, facts.byline) if name and number == 0],
        )
        parts = segment_parts(number, segment, labelled, facts)
        found.append(_stub_or_article(page, parts))
    return found


def _stub_or_article(page: Page, parts: Parts) -> Article | Rejected:
    if parts.position == 0 and (kind := page_kind(parts)):
        return reject(page, kind)
    if not any(role == "body" for _, role in parts.labelled) and not (
        page.kind == "text" and _is_headline_alone(parts)
    ):
        return reject(page, "no article text found on the page", parts.position)
    return build(page, parts)


def _is_headline_alone(parts: Parts) -> bool:
    return len(parts.labelled) == 1 and bool(parts.title)
