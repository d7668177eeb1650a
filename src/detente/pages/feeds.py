"""Feeds (RSS 0.9x to 2.0, Atom, JSON Feed): each entry one page of kind ``row`` whose body is HTML.

Read by feedparser alone. Of 32 odd and broken feeds that were tried, fastfeedparser (twenty times as fast)
lost entries, titles or text of seven without a word, and it keeps no zone of a date and makes dates of what
is none. A feed is read many times faster than its articles are split, so nothing is gained by it.
"""

from __future__ import annotations

import calendar
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import feedparser

from detente.pages.decode import UndecodableError, clean
from detente.pages.markup import MarkupError, refuse_entities
from detente.pages.rows import Row, RowError

if TYPE_CHECKING:
    from collections.abc import Iterator

FEED_FRONT = re.compile(r"<(?:rss|feed|(?:rdf:)?RDF)[\s>]", re.IGNORECASE)
JSON_FEED_FRONT = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/')
REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,400})|(?P<decimal>[0-9]{1,400}));?")
SURROGATES = range(0xD800, 0xE000)  # halves of characters; no character has their numbers
KNOWN_DATE = re.compile(
    r"\w{3}, \d{1,2} \w{3} \d{4} \d\d:\d\d(:\d\d)? \S+$|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"
)
FRONT_REACH = 4096
# The library takes a second for 25,000 tags or 400,000 signs. A whole year of a paper has fewer.
MAX_FEED_TAGS, MAX_FEED_SIGNS = 500_000, 2_000_000
HTTP = ("http://", "https://")


def looks_like_feed(text: str) -> bool:
    """Whether the front of a text is that of an RSS or Atom feed.

    >>> looks_like_feed('<?xml version="1.0"?><rss version="2.0"><channel>')
    True
    """
    return FEED_FRONT.search(text[:FRONT_REACH]) is not None


def looks_like_json_feed(text: str) -> bool:
    """Whether the front of a text is that of a JSON Feed.

    >>> looks_like_json_feed('{"version": "https://jsonfeed.org/version/1.1", "items": []}')
    True
    """
    return text.lstrip()[:1] == "{" and JSON_FEED_FRONT.search(text[:FRONT_REACH]) is not None


def feed_rows(text: str) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (number of the entry, row or what is wrong with it) of an RSS or Atom feed.

    Raises `MarkupError` where the feed defines entities or has more marks than a feed can have.
    """
    refuse_entities(text)
    if text.count("<") > MAX_FEED_TAGS or text.count("&") > MAX_FEED_SIGNS:
        raise MarkupError("feed with more tags than a feed of 20 MB can have")
    feed = _parsed(text)
    outlet = str(feed.feed.get("title") or "")
    lang = str(feed.feed.get("language") or "")
    for number, entry in enumerate(feed.entries, start=1):
        source = entry.get("source") or {}
        fields = {
            "title": entry.get("title"),
            "html": _longest_body(entry),
            "published": _published(entry),
            "outlet": source.get("title") or outlet,
            "byline": _byline(entry),
            "url": _link(entry),
            "lang": entry.get("language") or lang,
        }
        yield number, _row(fields, number)


def _possible(reference: re.Match[str]) -> str:
    """Return a reference to a character as it is, one to none as the sign for that: the library raises."""
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    return reference[0] if number <= sys.maxunicode and number not in SURROGATES else "\ufffd"


def _parsed(text: str) -> Any:  # noqa: ANN401 - untyped library
    """Return what the library makes of a feed; its parsers trip over some markup with errors of any kind."""
    try:
        # The text is decoded already; sanitising is the business of the reader of pages, which keeps hidden
        # text apart.
        return feedparser.parse(
            REFERENCE.sub(_possible, text).encode("utf-8", "replace"),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except Exception as error:
        raise MarkupError(f"feed that cannot be read: {error}") from error


def json_feed_rows(feed: dict[str, Any]) -> Iterator[tuple[int, Row | RowError]]:
    """Yield (number of the entry, row or what is wrong with it) of a JSON Feed, 1.0 or 1.1.

    >>> feed = {"title": "Lake Monitor", "items": [{"content_text": "They met.", "url": "https://a.example/1"}]}
    >>> list(json_feed_rows(feed))[0][1]["outlet"]
    'Lake Monitor'
    """
    items = feed.get("items")
    for number, item in enumerate(items if isinstance(items, list) else (), start=1):
        if not isinstance(item, dict):
            yield number, RowError(f"entry {number} is no object")
            continue
        people = _people(item) or _people(feed)
        fields = {
            "title": item.get("title"),
            "html": item.get("content_html"),
            "text": None if item.get("content_html") else item.get("content_text") or item.get("summary"),
            "published": item.get("date_published"),
            "outlet": feed.get("title"),
            "byline": ", ".join(people),
            "url": item.get("url") or item.get("external_url") or _address(item.get("id")),
            "lang": item.get("language") or feed.get("language"),
        }
        plain = {name: value for name, value in fields.items() if isinstance(value, str)}
        yield number, _row(plain, number)


def _row(fields: dict[str, Any], number: int) -> Row | RowError:
    try:
        row = {name: clean(str(value)).strip() for name, value in fields.items() if value}
    except UndecodableError as error:
        return RowError(f"entry {number} is {error}")
    row = {name: value for name, value in row.items() if value}
    if not {"title", "html", "text"} & row.keys():
        return RowError(f"entry {number} has neither a title nor a text")
    return row


def _people(item: dict[str, Any]) -> list[str]:
    """Return the names of ``authors`` (1.1) or ``author`` (1.0)."""
    listed = item.get("authors") or [item.get("author")]
    found = [one.get("name") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [name for name in found if isinstance(name, str)]


def _longest_body(entry: Any) -> str:  # noqa: ANN401 - untyped library
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()]
    return max([*bodies, str(entry.get("summary") or "")], key=len)


def _byline(entry: Any) -> str | None:  # noqa: ANN401 - untyped library
    names = [str(one["name"]) for one in entry.get("authors") or () if one.get("name")]
    return ", ".join(dict.fromkeys(names)) or entry.get("author")


def _link(entry: Any) -> str | None:  # noqa: ANN401 - untyped library
    """Return the address of the article: the entry's link, else its id where that is an address."""
    return entry.get("link") or _address(entry.get("id"))


def _address(text: object) -> str | None:
    return text if isinstance(text, str) and text.startswith(HTTP) else None


def _published(entry: Any) -> str | None:  # noqa: ANN401 - untyped library
    """Return the entry's own words for its date where their form is known: they say the zone.

    The library calls the ``dc:date`` of RSS "updated"; an Atom entry may have no other time either.
    """
    name = next((name for name in ("published", "updated") if name in entry.keys()), None)  # noqa: SIM118
    if name is None:  # asked for it by its name, the library says something of its own making
        return None
    printed, parsed = str(entry.get(name) or ""), entry.get(f"{name}_parsed")
    if parsed is None or KNOWN_DATE.match(printed.strip()):
        return printed or None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):  # "0000-00-00": what some editors write for no date
        return None
