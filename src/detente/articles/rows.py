"""Articles given as rows: fields are taken as they are, text is split in paragraphs, nothing is guessed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from detente.articles.blocks import Piece, squeeze
from detente.articles.build import Parts, build, reject
from detente.articles.facts import web_address
from detente.articles.html import html_pieces, parse
from detente.articles.language import declared_language
from detente.articles.roles import assign_roles
from detente.articles.split import Head, Segment
from detente.records import Article, Page, Rejected, content_id

if TYPE_CHECKING:
    from detente.articles.quotes import Labelled

EMPTY_LINE = re.compile(r"\n\s*\n")


def row_article(page: Page) -> Article | Rejected:
    """Return the article of a page of kind ``row``."""
    try:
        row = json.loads(page.content)
    except (ValueError, RecursionError):
        return reject(page, "row is not JSON")
    if not isinstance(row, dict):
        return reject(page, "row is not a JSON object")
    fields = {str(name): value for name, value in row.items() if isinstance(value, str)}
    title = squeeze(fields.get("title", ""))
    return build(
        page,
        Parts(
            position=0,
            role="main",
            title=title,
            labelled=_labelled(title, fields),
            outlet=fields.get("outlet"),
            byline=fields.get("byline"),
            stamps=[fields["published"]] if "published" in fields else [],
            updates=[fields["updated"]] if "updated" in fields else [],
            url=web_address(fields.get("url")),
            lang=declared_language(fields.get("lang", "")),
        ),
    )


def article_of(*, title: str = "", text: str = "", retrieved: str, published: str | None = None) -> Article:
    """Return an article made of a title and a text, as a row gives them; for trying things out.

    >>> article_of(title="Talks resume", text="They met.", retrieved="2025-07-14").text
    'They met.'
    """
    content = json.dumps({"title": title, "text": text}, sort_keys=True).encode()
    page = Page(
        id=content_id("row", content),
        location="row",
        kind="row",
        content=content,
        retrieved=retrieved,
        retrieved_from="given",
        published=published,
    )
    article = row_article(page)
    if isinstance(article, Rejected):
        raise ValueError(article.reason)  # noqa: TRY004 - the value is what is wrong
    return article


def _labelled(title: str, fields: dict[str, str]) -> list[Labelled]:
    if "html" in fields:
        return _html_body(title, fields["html"])
    parts = EMPTY_LINE.split(fields.get("text", ""))
    if len(parts) == 1:
        parts = parts[0].split("\n")
    labelled: list[Labelled] = [(Piece(title, 0), "title")] if title else []
    offset = len(title) + 1 if title else 0
    for part in parts:
        if text := squeeze(part):
            labelled.append((Piece(text, offset), "body"))
            offset += len(text) + 1
    return labelled


def _html_body(title: str, body: str) -> list[Labelled]:
    """The body of a feed entry is all article: only what its own marks call something else is not text."""
    root = parse(body.encode("utf-8", "replace"))
    pieces = html_pieces(root) if root is not None else []
    segment = Segment(role="main", pieces=tuple(pieces), head=Head(0, 0, title), zones=(None,) * len(pieces))
    return assign_roles(segment)
