"""Sitemaps: the addresses of a site's pages, and its news with title and date where the list gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.pages.decode import UndecodableError, clean
from detente.pages.limits import MAX_LISTED
from detente.pages.markup import elements, local_name
from detente.pages.rows import Row, RowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

SITEMAP_FRONT = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
FRONT_REACH = 4096
NEWS_FIELDS = {
    "title": "title",
    "publication_date": "published",
    "name": "outlet",
    "language": "lang",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One entry of a sitemap: a page, or another sitemap; ``modified`` as it is written there."""

    url: str
    kind: Literal["page", "sitemap"]
    modified: str | None = None
    title: str | None = None


def looks_like_sitemap(text: str) -> bool:
    """Whether the front of a text is that of a sitemap or of a list of sitemaps.

    >>> looks_like_sitemap('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    True
    """
    return SITEMAP_FRONT.search(text[:FRONT_REACH]) is not None


def sitemap_addresses(text: str) -> list[Address]:
    """Return the addresses of a sitemap in its order, at most 50,000; `MarkupError` where it is no XML.

    >>> sitemap_addresses("<urlset><url><loc>https://a.example/1</loc></url></urlset>")[0].url
    'https://a.example/1'
    """
    found: list[Address] = []
    for name, entry in elements(text, "url", "sitemap"):
        fields = _fields(entry)
        if "loc" in fields and len(found) < MAX_LISTED:
            kind: Literal["page", "sitemap"] = "sitemap" if name == "sitemap" else "page"
            modified = fields.get("lastmod") or fields.get("publication_date")
            found.append(Address(fields["loc"], kind, modified, fields.get("title")))
    return found


def sitemap_rows(text: str) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (number of the entry, row or what is wrong with it) for the entries that are news with a title.

    >>> list(sitemap_rows("<urlset><url><loc>https://a.example/1</loc></url></urlset>"))
    []
    """
    for number, (_, entry) in enumerate(elements(text, "url"), start=1):
        fields = _fields(entry)
        if "title" not in fields:
            continue
        row = {name: fields[field] for field, name in NEWS_FIELDS.items() if field in fields}
        if "loc" in fields:
            row["url"] = fields["loc"]
        try:
            yield number, {name: clean(value) for name, value in row.items()}
        except UndecodableError as error:
            yield number, RowError(f"entry {number} is {error}")


def _fields(entry: _Element) -> dict[str, str]:
    """Return the texts of an entry by local name, the first of each, none of its pictures."""
    fields: dict[str, str] = {}
    for part in entry.iter("{*}*"):
        space, name = str(part.tag).rpartition("}")[0], local_name(part)
        text = " ".join((part.text or "").split())
        if text and "image" not in space and "video" not in space:
            fields.setdefault(name, text)
    return fields
