"""From sources to pages: one file at a time, each bad one a value."""

from __future__ import annotations

import csv
import os
import sys
import time
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pyarrow import ArrowException

from detente.errors import SourceError, UsageError
from detente.pages.addresses import looks_like_address
from detente.pages.columns import checked_columns, missing_columns
from detente.pages.crawl import CrawlRecords
from detente.pages.documents import Reader, document_pages
from detente.pages.fetch import fetch_pages
from detente.pages.fetching import Fetching, address_fault
from detente.pages.holders import Source, Stamp
from detente.pages.rows import NO_COLUMNS, column_names
from detente.pages.sources import STDIN, TABLES, Missing, files_of, rejected, suffix_of, usable_sources
from detente.pages.times import checked_published, checked_retrieved, file_time
from detente.pages.watch import OPML, listed_feeds
from detente.records import Page, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["document_pages", "read_pages"]


def read_pages(
    sources: Sequence[str],
    *,
    retrieved: str | None = None,
    published: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    fetching: Fetching | None = None,
) -> Iterator[Page | Rejected]:
    r"""Yield the pages of files, folders, globs and ``-`` (stdin), in order; each bad one as `Rejected`.

    Web addresses, and the feeds of OPML files, come after these as they are fetched, by the rules of
    ``fetching``; their time is that of fetching.

    ``retrieved`` is when the pages were fetched (ISO 8601 UTC); without it the crawl record of the page, else
    the file's modified time is used and ``Page.retrieved_from`` says which. ``published`` is for pages that
    bear no date. ``columns`` says which column of a table holds which field (``{"title": "headline"}``); the
    names that other tools use are known without it. Raises `UsageError` for a time that is none and for
    columns that none of the tables has, `SourceError` where no source can be read at all, all at once.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "a.txt").write_text("Talks resume\n")
    ...     _ = pathlib.Path(folder, "b.txt").write_text("")
    ...     pages = list(read_pages([folder], retrieved="2025-07-14"))
    >>> pages[0].content, pages[0].kind, pages[0].retrieved, pages[1].reason
    (b'Talks resume\n', 'text', '2025-07-14', 'empty file')
    """
    when = checked_retrieved(retrieved)
    reader = Reader(checked_published(published, when), checked_columns(columns), given=when is not None)
    polite = fetching or Fetching()
    usable = usable_sources(sources, lambda address: address_fault(address, polite))
    check_tables(sources, reader.columns)
    addresses, files = _parted(usable)
    fetched = fetch_pages(addresses, polite, published=reader.published, columns=columns) if addresses else ()
    return chain(_Job(when, reader).pages(files), fetched)


def _parted(sources: Iterable[str | Missing]) -> tuple[list[str], list[str | Missing]]:
    """Return the addresses among the sources, those in OPML files too, and the other sources."""
    addresses: list[str] = []
    files: list[str | Missing] = []
    for source in sources:
        if isinstance(source, str) and looks_like_address(source):
            addresses.append(source)
        elif isinstance(source, str) and suffix_of(source) in OPML and Path(source).is_file():
            try:
                addresses += [feed.url for feed in listed_feeds(Path(source))]
            except SourceError as fault:
                files.append(Missing(source, fault.reason))
        else:
            files.append(source)
    return addresses, files


def check_tables(sources: Iterable[str], columns: Mapping[str, str]) -> None:
    """Raise `UsageError` where columns are named that none of the tables given has."""
    wrong = ""
    for path in map(Path, sources) if columns else ():
        if suffix_of(path.name) not in TABLES or path.suffix.lower() not in TABLES:
            continue
        try:
            with path.open("rb") as file:
                missing = missing_columns(column_names(file, path.suffix.lower()), columns)
        except (OSError, ValueError, csv.Error, ArrowException):
            continue  # said when it is read
        if missing is None:
            return
        wrong = wrong or f"{path} has {missing}"
    if wrong:
        raise UsageError(f"--column: {wrong}")


@dataclass(slots=True)
class _Job:
    """One run: what the user gave, and the crawl records met so far."""

    retrieved: str | None
    reader: Reader
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
        """Yield what one file holds; a file that cannot be opened is one `Rejected`."""
        try:
            facts = path.stat()
            if not path.is_file():
                yield rejected(str(path), "not a regular file")
                return
            stamp = self._stamp(path, facts.st_mtime)
            with path.open("rb") as file:
                yield from self.reader.pages(Source(file, str(path), stamp, suffix_of(path.name)))
        except OSError as error:
            yield rejected(str(path), f"cannot be read: {error.strerror or error}")

    def _stdin(self) -> Iterator[Page | Rejected]:
        stamp = Stamp(self.retrieved or file_time(_stdin_time()), "given" if self.retrieved else "file time")
        for item in self.reader.pages(Source(sys.stdin.buffer, STDIN, stamp)):
            empty = isinstance(item, Rejected) and item.reason == "empty file"
            yield replace(item, reason="empty input") if empty and isinstance(item, Rejected) else item

    def _stamp(self, path: Path, modified: float) -> Stamp:
        record = self.crawl.find(path)
        url = record.url if record else None
        if self.retrieved:
            return Stamp(self.retrieved, "given", url)
        if record and record.retrieved:
            return Stamp(record.retrieved, "crawl record", url)
        return Stamp(file_time(modified), "file time", url)


def _stdin_time() -> float:
    """A redirected file has its own modified time; a pipe has the time of now."""
    try:
        return os.fstat(sys.stdin.fileno()).st_mtime
    except (OSError, ValueError, AttributeError):
        return time.time()
