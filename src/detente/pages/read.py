"""From sources to pages: one file at a time, each bad one a value."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from detente.pages.crawl import CrawlRecords
from detente.pages.decode import UndecodableError, decode
from detente.pages.feeds import feed_rows, looks_like_feed
from detente.pages.limits import MAX_PAGE_BYTES
from detente.pages.rows import Row, RowError, csv_rows, jsonl_rows, parquet_rows, row_content
from detente.pages.sources import (
    CSV,
    FEED,
    HTML,
    JSONL,
    PARQUET,
    STDIN,
    TEXT,
    Missing,
    files_of,
    rejected,
    usable_sources,
)
from detente.pages.times import checked_published, checked_retrieved, file_time, saved_comment
from detente.records import Page, Rejected, content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from detente.records import PageKind, RetrievedFrom

HTML_FRONT = re.compile(
    (r"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1)\b"), re.IGNORECASE
)
HTML_REACH = 4096


def read_pages(
    sources: Sequence[str], *, retrieved: str | None = None, published: str | None = None
) -> Iterator[Page | Rejected]:
    r"""Yield the pages of files, folders, globs and ``-`` (stdin), in order; each bad one as `Rejected`.

    ``retrieved`` is when the pages were fetched (ISO 8601 UTC); without it the crawl record of the page, else
    the file's modified time is used and ``Page.retrieved_from`` says which. ``published`` is for pages that
    bear no date. Raises `UsageError` for a time that is none and `SourceError` where no source can be read at
    all, both at once.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "a.txt").write_text("Talks resume\n")
    ...     _ = pathlib.Path(folder, "b.txt").write_text("")
    ...     pages = list(read_pages([folder], retrieved="2025-07-14"))
    >>> pages[0].content, pages[0].kind, pages[0].retrieved, pages[1].reason
    (b'Talks resume\n', 'text', '2025-07-14', 'empty file')
    """
    when = checked_retrieved(retrieved)
    job = _Job(when, checked_published(published, when))
    return job.pages(usable_sources(sources))


@dataclass(slots=True)
class _Stamp:
    """When and from where one file was fetched."""

    retrieved: str
    retrieved_from: RetrievedFrom
    url: str | None


@dataclass(slots=True)
class _Job:
    """One run: what the user gave, and the crawl records met so far."""

    retrieved: str | None
    published: str | None
    crawl: CrawlRecords = field(default_factory=CrawlRecords)

    def pages(self, sources: Iterable[str | Missing]) -> Iterator[Page | Rejected]:
        for source in sources:
            if source == STDIN:
                yield from self._stdin()
                continue
            for item in files_of(source):
                yield from [item] if isinstance(item, Rejected) else self._file(item)
                yield from self.crawl.take_broken()

    def _file(self, path: Path) -> Iterator[Page | Rejected]:
        """Yield what one file holds; a file that cannot be opened or read is one `Rejected`."""
        try:
            yield from self._readable(path)
        except OSError as error:
            yield rejected(str(path), f"cannot be read: {error.strerror or error}")
        except UndecodableError as error:
            yield rejected(str(path), str(error))

    def _readable(self, path: Path) -> Iterator[Page | Rejected]:
        facts = path.stat()
        if not path.is_file():
            yield rejected(str(path), "not a regular file")
        elif facts.st_size == 0:
            yield rejected(str(path), "empty file")
        else:
            yield from self._by_kind(path, self._stamp(path, facts.st_mtime))

    def _by_kind(self, path: Path, stamp: _Stamp) -> Iterator[Page | Rejected]:
        suffix, name = path.suffix.lower(), str(path)
        if suffix in JSONL:
            with path.open("rb") as lines:
                yield from self._rows(jsonl_rows(bounded_lines(lines)), name, stamp)
        elif suffix in CSV:
            yield from self._rows(csv_rows(path), name, stamp)
        elif suffix in PARQUET:
            yield from self._rows(parquet_rows(path), name, stamp)
        else:
            with path.open("rb") as file:
                data = file.read(MAX_PAGE_BYTES + 1)
            yield from self._document(data, name, stamp, suffix)

    def _document(self, data: bytes, name: str, stamp: _Stamp, suffix: str) -> Iterator[Page | Rejected]:
        """Yield the page in the bytes of one whole document; its suffix decides, else its looks."""
        if len(data) > MAX_PAGE_BYTES:
            yield rejected(
                name, f"larger than {MAX_PAGE_BYTES // 2**20} MB, the most that is read of one page"
            )
            return
        text = decode(data)
        if not text.strip():
            yield rejected(name, "empty file")
        elif suffix in FEED and not looks_like_feed(text):
            yield rejected(name, "XML, but no RSS or Atom feed")
        elif suffix not in TEXT | HTML and looks_like_feed(text):
            yield from self._rows(feed_rows(text), name, stamp, of="feed")
        elif suffix not in TEXT | HTML and _looks_like_jsonl(text):
            yield from self._rows(jsonl_rows(text.encode().splitlines()), name, stamp)
        else:
            kind: PageKind = (
                "html" if suffix in HTML or (suffix not in TEXT and _looks_like_html(text)) else "text"
            )
            yield self._page(kind, text, name, stamp)

    def _stdin(self) -> Iterator[Page | Rejected]:
        data = sys.stdin.buffer.read(MAX_PAGE_BYTES + 1)
        stamp = _Stamp(
            self.retrieved or file_time(_stdin_time()), "given" if self.retrieved else "file time", None
        )
        try:
            yield from self._document(data, STDIN, stamp, "") if data else [rejected(STDIN, "empty input")]
        except UndecodableError as error:
            yield rejected(STDIN, str(error))

    def _page(self, kind: PageKind, text: str, name: str, stamp: _Stamp) -> Page:
        content = text.encode("utf-8", "replace")
        url, saved = saved_comment(text) if kind == "html" else (None, None)
        if saved and stamp.retrieved_from == "file time":
            stamp = _Stamp(saved, "crawl record", stamp.url)
        return self._built(kind, content, name, stamp, stamp.url or url)

    def _rows(
        self, rows: Iterator[tuple[int, Row | RowError]], name: str, stamp: _Stamp, *, of: str = "rows"
    ) -> Iterator[Page | Rejected]:
        number = -1
        for number, row in rows:
            place = f"{name}:{number}" if number else name
            if isinstance(row, RowError):
                yield rejected(place, str(row))
            else:
                yield self._built("row", row_content(row), place, stamp, row.get("url"))
        if number == -1:
            yield rejected(name, "feed without entries" if of == "feed" else "holds no rows")

    def _built(self, kind: PageKind, content: bytes, name: str, stamp: _Stamp, url: str | None) -> Page:
        return Page(
            id=content_id(kind, content),
            location=name,
            kind=kind,
            content=content,
            retrieved=stamp.retrieved,
            retrieved_from=stamp.retrieved_from,
            url=url,
            published=self.published,
        )

    def _stamp(self, path: Path, modified: float) -> _Stamp:
        record = self.crawl.find(path)
        url = record.url if record else None
        if self.retrieved:
            return _Stamp(self.retrieved, "given", url)
        if record and record.retrieved:
            return _Stamp(record.retrieved, "crawl record", url)
        return _Stamp(file_time(modified), "file time", url)


def bounded_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file; one over the limit comes cut to just above it, its rest is passed over."""
    while line := file.readline(MAX_PAGE_BYTES + 1):
        rest = line
        while len(rest) > MAX_PAGE_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MAX_PAGE_BYTES + 1)
        yield line


def _looks_like_html(text: str) -> bool:
    return HTML_FRONT.search(text[:HTML_REACH]) is not None


def _looks_like_jsonl(text: str) -> bool:
    first = text.lstrip().split("\n", 1)[0]
    if not first.startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _stdin_time() -> float:
    """A redirected file has its own modified time; a pipe has the time of now."""
    try:
        return os.fstat(sys.stdin.fileno()).st_mtime
    except (OSError, ValueError, AttributeError):
        return time.time()
