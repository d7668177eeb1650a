"""From one document or stream of bytes to its pages, whatever it is and whatever it is packed in."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.pages.addresses import AddressError, joined, looks_like_address
from detente.pages.archives import zip_members
from detente.pages.decode import UndecodableError, decode
from detente.pages.feeds import feed_rows, json_feed_rows
from detente.pages.holders import Source, Stamp, inside
from detente.pages.kinds import kind_of, looks_of
from detente.pages.limits import MAX_ARCHIVE_DEPTH, MAX_PAGE_BYTES, SNIFF_BYTES
from detente.pages.markup import MarkupError
from detente.pages.opml import opml_feeds
from detente.pages.rows import (
    NO_COLUMNS,
    RowError,
    bounded_lines,
    csv_rows,
    json_rows,
    jsonl_rows,
    parquet_rows,
    row_content,
)
from detente.pages.sitemaps import sitemap_addresses, sitemap_rows
from detente.pages.sources import fault_of_name, passed_over, rejected, suffix_of
from detente.pages.times import normal_time, saved_comment
from detente.pages.unpacking import Gunzip, seekable, with_front
from detente.pages.warc import Recorded, warc_pages
from detente.records import Page, Rejected, content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from detente.pages.archives import Member
    from detente.pages.kinds import Kind
    from detente.pages.rows import Row
    from detente.records import PageKind, RetrievedFrom

    Rows = Iterator[tuple[int, Row | RowError]]


# What servers call anything, and archives: then the name says more.
NO_WORD = frozenset(
    ["", "application/octet-stream", "binary/octet-stream", "application/gzip", "application/x-gzip"]
)


def document_pages(
    data: bytes,
    name: str,
    *,
    retrieved: str,
    retrieved_from: RetrievedFrom = "crawl record",
    url: str | None = None,
    media_type: str | None = None,
    published: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
) -> Iterator[Page | Rejected]:
    """Yield the pages of a document that is in memory: HTML, text, feed, list, table or archive.

    ``retrieved`` is when it was fetched (ISO 8601 UTC), ``media_type`` what the server called it, with or
    without a charset; ``published`` is for pages that bear no date. What is wrong comes as `Rejected`.

    >>> pages = document_pages(b"<p>They met.</p>", "https://a.example/1", retrieved="2025-07-14T12:00:00Z")
    >>> [(page.kind, page.location) for page in pages]
    [('html', 'https://a.example/1')]
    """
    said, _, rest = (media_type or "").partition(";")
    said = said.strip().lower()
    source = Source(
        io.BytesIO(data),
        name,
        Stamp(retrieved, retrieved_from, url),
        suffix=suffix_of(name) if said in NO_WORD else "",
        media_type=said or None,
        charset=rest.lower().partition("charset=")[2].strip(" \"';") or None,
    )
    return Reader(published, columns).pages(source)


@dataclass(frozen=True, slots=True)
class Reader:
    """What holds for all documents of a run.

    ``published`` is for pages that bear no date, ``columns`` says which column of a table holds which field,
    ``given`` that the time of retrieval is the user's and nothing overrules it.
    """

    published: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    given: bool = False

    def pages(self, source: Source) -> Iterator[Page | Rejected]:
        """Yield the pages of a source; what cannot be read of it as `Rejected`."""
        try:
            yield from self._pages(source)
        except OSError as error:
            yield rejected(source.name, f"cannot be read: {error.strerror or error}")
        except (UndecodableError, MarkupError) as error:
            yield rejected(source.name, str(error))

    def _pages(self, source: Source) -> Iterator[Page | Rejected]:
        front, file = with_front(source.file, SNIFF_BYTES)
        source = replace(source, file=file)
        kind = kind_of(front, source.suffix, source.media_type, self.columns)
        if not front:
            yield rejected(source.name, source.fault or "empty file")
        elif kind in {"gzip", "zip"}:
            yield from self._archive(kind, source)
        elif kind == "warc":
            yield from self._crawl(source)
        elif kind in TABLES:
            yield from self._rows(TABLES[kind](source, self.columns), source)
            if source.fault:
                yield rejected(source.name, source.fault)
        else:
            yield from self._document(kind, source)

    def _archive(self, kind: Kind, source: Source) -> Iterator[Page | Rejected]:
        if source.depth >= MAX_ARCHIVE_DEPTH:
            yield rejected(source.name, "an archive in an archive in an archive: unpack it first")
        elif kind == "zip":
            yield from self._zip(source)
        else:
            stream = Gunzip(source.file, source.allowance, outermost=source.depth == 0)
            yield from self.pages(inside(source, stream, source.name))

    def _zip(self, source: Source) -> Iterator[Page | Rejected]:
        found = False
        outermost = source.depth == 0
        for item in zip_members(source.file, source.name, source.allowance, outermost=outermost):
            if isinstance(item, Rejected):
                found = True
                yield item
            elif not passed_over(item.path):
                found = True
                yield from self._member(item, source)
        if not found:
            yield rejected(source.name, "archive holds no pages")

    def _member(self, member: Member, source: Source) -> Iterator[Page | Rejected]:
        place = f"{source.name}#{member.path}"
        if reason := fault_of_name(member.path):
            yield rejected(place, reason)
            return
        stamp, record = source.stamp, member.record
        if not self.given and stamp.retrieved_from == "file time":
            stamp = replace(stamp, retrieved=member.modified or stamp.retrieved)
            if record and record.retrieved:
                stamp = Stamp(record.retrieved, "crawl record")
        if record and record.url:
            stamp = replace(stamp, url=record.url)
        source = replace(source, stamp=stamp, suffix=suffix_of(member.path))
        yield from self.pages(inside(source, member.stream, place))

    def _crawl(self, source: Source) -> Iterator[Page | Rejected]:
        gunzip = source.stream if isinstance(source.stream, Gunzip) else None
        for item in warc_pages(source.file, source.name, gunzip):
            if isinstance(item, Recorded):
                yield from self.pages(self._recorded(item, source))
            else:
                yield item
        if source.fault and gunzip is None:
            yield rejected(source.name, source.fault)

    def _recorded(self, page: Recorded, source: Source) -> Source:
        stamp = replace(source.stamp, url=page.url)
        if page.retrieved and not self.given:
            stamp = Stamp(page.retrieved, "crawl record", page.url)
        return Source(
            io.BytesIO(page.data),
            page.location,
            stamp,
            media_type=page.media_type,
            charset=page.charset,
            depth=source.depth,
            allowance=source.allowance,
        )

    def _document(self, kind: Kind | None, source: Source) -> Iterator[Page | Rejected]:
        """Yield what the bytes of one whole document hold."""
        data = source.file.read(MAX_PAGE_BYTES + 1)
        if source.fault:
            yield rejected(source.name, source.fault)
            return
        if len(data) > MAX_PAGE_BYTES:
            reason = f"larger than {MAX_PAGE_BYTES // 2**20} MB, the most that is read of one page"
            yield rejected(source.name, reason)
            return
        text = decode(data, source.charset)
        if not text.strip():
            yield rejected(source.name, "empty file")
            return
        yield from self._text(kind, text, source)

    def _text(self, kind: Kind | None, text: str, source: Source) -> Iterator[Page | Rejected]:
        looks = looks_of(text) if kind in {None, "xml", "json"} else kind
        if kind == "json" or looks == "json feed":
            yield from self._json(text, source)
        elif kind == "xml" and looks == "text":
            yield rejected(source.name, "XML, but no feed, sitemap or OPML list")
        elif looks == "feed":
            yield from self._rows(feed_rows(text), source, "feed without entries")
        elif looks == "sitemap":
            yield from self._sitemap(text, source)
        elif looks == "opml":
            count = len(opml_feeds(text))
            yield rejected(
                source.name, f"a list of feeds ({count:,}), not of articles: `detente watch` reads it"
            )
        else:
            yield self._page("html" if looks == "html" else "text", text, source)

    def _sitemap(self, text: str, source: Source) -> Iterator[Page | Rejected]:
        addresses = sitemap_addresses(text)
        yield from self._rows(sitemap_rows(text), source, None)
        if bare := sum(address.title is None for address in addresses):
            reason = f"addresses only ({bare:,}): `detente read URL` fetches what stands there"
            yield rejected(source.name, reason)
        if not addresses:
            yield rejected(source.name, "sitemap without addresses")

    def _json(self, text: str, source: Source) -> Iterator[Page | Rejected]:
        try:
            data = json.loads(text.removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            yield rejected(source.name, "not JSON that can be read")
            return
        if isinstance(data, dict) and looks_of(text) == "json feed":
            yield from self._rows(json_feed_rows(data), source, "feed without entries")
        else:
            yield from self._rows(json_rows(data, self.columns), source)

    def _page(self, kind: PageKind, text: str, source: Source) -> Page:
        url, saved = saved_comment(text) if kind == "html" else (None, None)
        stamp = source.stamp
        if saved and stamp.retrieved_from == "file time":
            stamp = Stamp(saved, "crawl record", stamp.url)
        content = text.encode("utf-8", "replace")
        return self._built(kind, content, source.name, replace(stamp, url=stamp.url or url))

    def _rows(
        self, rows: Rows, source: Source, empty: str | None = "holds no rows"
    ) -> Iterator[Page | Rejected]:
        number = -1
        for number, row in whole_rows(rows, source):
            place = f"{source.name}:{number}" if number else source.name
            if isinstance(row, RowError):
                yield rejected(place, str(row))
            else:
                yield self._row(dict(row), place, source.stamp)
        if number == -1 and empty and not source.fault:
            yield rejected(source.name, empty)

    def _row(self, row: Row, place: str, stamp: Stamp) -> Page:
        retrieved = _time(row.pop("retrieved", None))
        if retrieved and stamp.retrieved_from == "file time":
            stamp = Stamp(retrieved, "crawl record", stamp.url)
        if row.get("url") and stamp.url:
            row["url"] = absolute(row["url"], stamp.url)
        return self._built("row", row_content(row), place, replace(stamp, url=row.get("url")))

    def _built(self, kind: PageKind, content: bytes, name: str, stamp: Stamp) -> Page:
        return Page(
            id=content_id(kind, content),
            location=name,
            kind=kind,
            content=content,
            retrieved=stamp.retrieved,
            retrieved_from=stamp.retrieved_from,
            url=stamp.url,
            published=self.published,
        )


def absolute(link: str, base: str) -> str:
    """Return where a link leads that is written from where its document stands; any other as it is.

    >>> absolute("/2", "https://a.example/feed"), absolute("https://b.example/2#x", "https://a.example/feed")
    ('https://a.example/2', 'https://b.example/2#x')
    """
    try:
        return link if looks_like_address(link) else joined(base, link)
    except AddressError:
        return link


def whole_rows(rows: Rows, source: Source) -> Rows:
    """Yield rows one behind: where the archive around them breaks, the last may be half and is left out."""
    held = None
    for row in rows:
        if held is not None:
            yield held
        held = row
    if held is not None and not source.fault:
        yield held


def _time(text: str | None) -> str | None:
    try:
        return normal_time(text) if text else None
    except ValueError:
        return None


TABLES: dict[Kind | None, Callable[[Source, Mapping[str, str]], Rows]] = {
    "jsonl": lambda source, columns: jsonl_rows(bounded_lines(source.file), columns),
    "csv": lambda source, columns: csv_rows(source.file, columns),
    "tsv": lambda source, columns: csv_rows(source.file, columns, "\t"),
    "parquet": lambda source, columns: parquet_rows(seekable(source.file), columns),
}
