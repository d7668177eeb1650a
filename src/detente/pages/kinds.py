"""What kind of document some bytes are, by their front, their name, what a server calls them, their looks."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal

from detente.pages.decode import encoding_of
from detente.pages.feeds import looks_like_feed, looks_like_json_feed
from detente.pages.opml import looks_like_opml
from detente.pages.rows import NO_COLUMNS, looks_like_csv
from detente.pages.sitemaps import looks_like_sitemap
from detente.pages.sources import CSV, HTML, JSON, JSONL, PARQUET, TEXT, TSV, WARC, XML, ZIP
from detente.pages.unpacking import GZIP_MAGIC
from detente.pages.warc import WARC_FRONT

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal[
    "html", "text", "feed", "json feed", "sitemap", "opml", "xml", "json", "jsonl", "csv", "tsv", "parquet",
    "warc", "gzip", "zip",
]  # fmt: skip
BY_SUFFIX: tuple[tuple[frozenset[str], Kind], ...] = (
    (HTML, "html"),
    (TEXT, "text"),
    (XML, "xml"),
    (JSON, "json"),
    (JSONL, "jsonl"),
    (CSV, "csv"),
    (TSV, "tsv"),
    (PARQUET, "parquet"),
    (WARC, "warc"),
    (ZIP, "zip"),
)
# Servers call feeds and lists by any of several names; what is not here is told by its looks.
BY_MEDIA_TYPE: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/vnd.apache.parquet": "parquet",
    "application/warc": "warc",
}
MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (GZIP_MAGIC, "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # one without members
    (b"PAR1", "parquet"),
    (WARC_FRONT + b"1.", "warc"),
)
HTML_FRONT = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1)\b", re.IGNORECASE)
# A feed that a server calls HTML starts with its own element; a page may well show one further down. Nothing
# matched is tried again: a page with thirty comments at its front would take for ever.
XML_FRONT = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:rss|feed|rdf:RDF|opml|urlset|sitemapindex)[\s>]",
    re.DOTALL,
)
HTML_REACH = 4096


def kind_of(
    front: bytes,
    suffix: str = "",
    media_type: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
) -> Kind | None:
    """Return the kind of what starts with ``front``; None where only its whole text can tell.

    >>> kind_of(b"WARC/1.0"), kind_of(b"<p>They met.", ".txt"), kind_of(b"<rss>", "", "text/html")
    ('warc', 'text', None)
    """
    for magic, kind in MAGIC:
        if front.startswith(magic) and not (kind == "warc" and suffix in TEXT | HTML):
            return kind
    for suffixes, kind in BY_SUFFIX:
        if suffix in suffixes:
            return kind
    text = front.decode(encoding_of(front), "replace")
    said = BY_MEDIA_TYPE.get(media_type or "")
    if said is not None and not (said == "html" and XML_FRONT.match(text)):
        return said
    return _kind_of_lines(text, columns)


def looks_of(text: str) -> Kind:
    """Return the kind of a text by its looks.

    >>> looks_of("<?xml version='1.0'?><opml>"), looks_of("<p>They met."), looks_of("They met.")
    ('opml', 'html', 'text')
    """
    looks: tuple[tuple[bool, Kind], ...] = (
        (looks_like_json_feed(text), "json feed"),
        (looks_like_opml(text), "opml"),
        (looks_like_sitemap(text), "sitemap"),
        (looks_like_feed(text), "feed"),
        (HTML_FRONT.search(text[:HTML_REACH]) is not None, "html"),
    )
    return next((kind for fits, kind in looks if fits), "text")


def _kind_of_lines(text: str, columns: Mapping[str, str]) -> Kind | None:
    """Return the kind of what comes line by line, or as JSON."""
    text = text.lstrip("\ufeff \t\r\n")
    first, more, _ = text.partition("\n")
    if first.startswith("{") and not looks_like_json_feed(text):
        whole = _json(first)
        return "jsonl" if isinstance(whole, dict) or (whole is None and not more) else "json"
    if first.startswith(("[{", "[\n")) or first.rstrip() == "[":
        return "json"
    return "csv" if more and looks_like_csv(first, columns) else None


def _json(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
