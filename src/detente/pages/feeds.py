"""RSS and Atom files: each entry one page of kind ``row`` whose body is HTML."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import feedparser

from detente.pages.decode import UndecodableError, clean
from detente.pages.rows import Row, RowError

if TYPE_CHECKING:
    from collections.abc import Iterator

FEED_FRONT = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
KNOWN_DATE = re.compile(
    r"\w{3}, \d{1,2} \w{3} \d{4} \d\d:\d\d(:\d\d)? \S+$|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"
)
FRONT_REACH = 4096


def looks_like_feed(text: str) -> bool:
    """Whether the front of a text is that of a feed.

    >>> looks_like_feed('<?xml version="1.0"?><rss version="2.0"><channel>')
    True
    """
    return FEED_FRONT.search(text[:FRONT_REACH]) is not None


def feed_rows(text: str) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (number of the entry, row or what is wrong with it) of a feed."""
    # The text is decoded already; sanitising is the business of the reader of pages, which keeps hidden text
    # apart.
    feed = feedparser.parse(
        text.encode("utf-8"),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    outlet = str(feed.feed.get("title") or "")
    lang = str(feed.feed.get("language") or "")
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield number, _entry_row(entry, outlet, lang, number)
        except UndecodableError as error:
            yield number, RowError(f"entry {number} is {error}")


def _entry_row(
    entry: Any,  # noqa: ANN401 - untyped library
    outlet: str,
    lang: str,
    number: int,
) -> Row | RowError:
    source = entry.get("source") or {}
    fields = {
        "title": entry.get("title"),
        "html": _longest_body(entry),
        "published": _published(entry),
        "outlet": source.get("title") or outlet,
        "byline": entry.get("author"),
        "url": entry.get("link"),
        "lang": lang,
    }
    row = {name: clean(str(value)).strip() for name, value in fields.items() if value}
    if not {"title", "html"} & row.keys():
        return RowError(f"entry {number} has neither a title nor a text")
    return row


def _longest_body(entry: Any) -> str:  # noqa: ANN401 - untyped library
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()]
    return max([*bodies, str(entry.get("summary") or "")], key=len)


def _published(entry: Any) -> str | None:  # noqa: ANN401 - untyped library
    """Return the entry's own words for its date where their form is known: they say the zone."""
    printed, parsed = str(entry.get("published") or ""), entry.get("published_parsed")
    if parsed is None or KNOWN_DATE.match(printed.strip()):
        return printed or None
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
