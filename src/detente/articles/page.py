"""One page to its articles: the three kinds of pages, and which pages hold none."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.articles.blocks import MAX_BLOCKS, MAX_PAGE_TEXT, Piece, key
from detente.articles.build import MAX_ARTICLE_CHARS, Parts, build, reject, segment_parts
from detente.articles.dump import dump_pieces
from detente.articles.facts import Facts, page_facts
from detente.articles.html import html_pieces, parse
from detente.articles.library import Reading, library_reading
from detente.articles.live import live_parts
from detente.articles.roles import assign_roles
from detente.articles.rows import row_article
from detente.articles.split import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from detente.records import Article, Page, Rejected

# A page with less text than this may be a stub; then its words decide which.
STUB_CHARS = 600
MIN_TEASERS = 4
LINKED_HEADING = 0.6
STUBS = (
    (
        "paywall",
        re.compile(
            r"subscribe (?:now )?to (?:continue|read|keep)|subscribers? only|already a subscriber|"
            r"to continue reading|register to (?:continue|read)|unlock this article",
            re.IGNORECASE,
        ),
    ),
    (
        "needs JavaScript",
        re.compile(
            r"(?:enable|requires?|turn on|need) (?:\w+ )?java-?script|java-?script (?:is|"
            r"must be) (?:disabled|enabled|required)",
            re.IGNORECASE,
        ),
    ),
    (
        "error page",
        re.compile(
            r"\b(?:404|403|500|502|503)\b.{0,40}(?:not found|forbidden|error|unavailable)|page (?:was |"
            r"could )?not (?:be )?found|access denied",
            re.IGNORECASE,
        ),
    ),
    (
        "consent wall",
        re.compile(
            (r"before you continue|we value your privacy|accept all cookies to|manage consent"), re.IGNORECASE
        ),
    ),
    (
        "robot check",
        re.compile(
            (r"are you (?:a robot|human)|checking your browser|verify you are human|captcha"), re.IGNORECASE
        ),
    ),
)


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
    root = parse(page.content)
    if root is None:
        return [reject(page, "no HTML elements in it")]
    return _from_html(page, root)


def _from_dump(page: Page) -> list[Article | Rejected]:
    pieces = dump_pieces(page.content.decode("utf-8", "replace"))
    return _bounded(page, pieces) or _articles(page, pieces, Facts(), None)


def _from_html(page: Page, root: HtmlElement) -> list[Article | Rejected]:
    facts, pieces = page_facts(root), html_pieces(root)
    if too_big := _bounded(page, pieces):
        return too_big
    if posts := live_parts(pieces, facts):
        return [build(page, parts) for parts in posts]
    return _articles(page, pieces, facts, root)


def _bounded(page: Page, pieces: Sequence[Piece]) -> list[Article | Rejected]:
    last = pieces[-1] if pieces else None
    if last is None:
        return [reject(page, _stub("", page) or "no text on the page")]
    if len(pieces) >= MAX_BLOCKS or last.offset + len(last.text) >= MAX_PAGE_TEXT:
        return [
            reject(page, f"more than {MAX_BLOCKS} blocks or {MAX_PAGE_TEXT} characters of text: no news page")
        ]
    return []


def _articles(
    page: Page, pieces: Sequence[Piece], facts: Facts, root: HtmlElement | None
) -> list[Article | Rejected]:
    segments = split(pieces, facts.headlines)
    ordinary = len(segments) == 1 and pieces[-1].offset < MAX_ARTICLE_CHARS
    reading = library_reading(page.content, root) if ordinary and root is not None else Reading()
    facts = replace(facts, byline=facts.byline or reading.byline, outlet=facts.outlet or reading.outlet)
    main_text = key(reading.text)
    found: list[Article | Rejected] = []
    for number, segment in enumerate(segments):
        labelled = assign_roles(
            segment, main_text=main_text or None, description=facts.description if number == 0 else None
        )
        parts = segment_parts(number, segment, labelled, facts)
        found.append(_stub_or_article(page, parts))
    return found


def _stub_or_article(page: Page, parts: Parts) -> Article | Rejected:
    body = sum(len(piece.text) for piece, role in parts.labelled if role == "body")
    if body < STUB_CHARS and parts.position == 0 and page.kind == "html":
        shown = " ".join(piece.text for piece, role in parts.labelled)[: 4 * STUB_CHARS]
        if kind := _stub(shown, page):
            return reject(page, f"{kind}: {body} characters of text on the page", parts.position)
    if page.kind == "html" and parts.position == 0 and (teasers := _section_teasers(parts)):
        return reject(page, f"section page: {teasers} linked headlines and no article", parts.position)
    if body == 0 and not (page.kind == "text" and _is_headline_alone(parts)):
        return reject(page, "no article text found on the page", parts.position)
    return build(page, parts)


def _section_teasers(parts: Parts) -> int:
    """Return how many linked headlines a section page has; 0 where the page has an article between them."""
    linked = sum(piece.is_heading and piece.links > LINKED_HEADING for piece, _ in parts.labelled)
    roles = [role for _, role in parts.labelled if role in ("body", "related_teaser", "subheading")]
    runs = any(one == other == "body" for one, other in itertools.pairwise(roles))
    return linked if linked >= MIN_TEASERS and not runs else 0


def _is_headline_alone(parts: Parts) -> bool:
    return len(parts.labelled) == 1 and bool(parts.title)


def _stub(text: str, page: Page) -> str | None:
    if not text and page.kind == "html" and b"<script" in page.content:
        return "needs JavaScript: no text on the page"
    return next((kind for kind, pattern in STUBS if pattern.search(text)), None)
