"""Crawls kept as WARC: each page that was answered with 200 as a document, in a stream, memory flat.

Other records (requests, pictures, redirects ...) are passed over; those among them that were answers are
counted. A record that is broken is said and reading goes on at the next: what is cut off or has a length that
does not hold is no page.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from detente.pages.bodies import TOO_LARGE, unpacked_body
from detente.pages.inflate import InflateError
from detente.pages.limits import CHUNK_BYTES, MAX_BREAKS, MAX_PAGE_BYTES, MAX_RECORD_HEADERS
from detente.pages.sources import rejected
from detente.pages.times import normal_time

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from fastwarc.warc import WarcRecord

    from detente.pages.unpacking import Gunzip
    from detente.records import Rejected

WARC_FRONT = b"WARC/"
RECORD_FRONT = re.compile(rb"WARC/1\.[01]\r?\n(?:WARC|Content)-")
FRONT_BYTES = 18  # the longest match of it
# What was handed out last and is looked through for the next record behind a break: more than is read ahead.
TAIL_BYTES = 4 * CHUNK_BYTES
HTTP_OK = 200
PAGE_TYPES = frozenset(
    [
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "application/feed+json",
        "application/json",
    ]
)
RECORD_ID = re.compile(r"<?(?:urn:uuid:)?([^<>\s]{1,80})>?")
MEDIA_TYPE_SHOWN, TALLIES_SHOWN = 40, 5
MAX_DIGITS = 18  # of a length that can be one


@dataclass(frozen=True, slots=True)
class Recorded:
    """One page of a crawl: its bytes as the site sent them, unpacked, and what the crawl says of it."""

    data: bytes
    location: str
    url: str | None
    retrieved: str | None
    media_type: str
    charset: str | None


class _BrokenError(ValueError):
    """A record that is no page because it is broken; its text says how."""


class _Tape:
    """What the library reads from: a stream that remembers its last stretch, so that one can go on."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._front = b""
        self._tail = b""
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        size = CHUNK_BYTES if size < 0 else min(size, CHUNK_BYTES)
        data = self._front[:size] or self._file.read(size)
        self._front = self._front[len(data) :] if self._front else b""
        self._tail = (self._tail + data)[-TAIL_BYTES:]
        self._given += len(data)
        return data

    def tell(self) -> int:
        return self._given

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError(f"a stream: it cannot go to {offset} ({whence})")

    def close(self) -> None:
        """Leave the stream open: another reader may go on with it."""

    def restart(self) -> None:
        """Count from here: a new reader starts."""
        self._tail, self._given = b"", 0

    def skip_to_record(self, behind: int) -> bool:
        """Go to the first record that starts behind a place; False where there is none any more."""
        start = self._given - len(self._tail)
        window = self._tail[max(behind + 1 - start, 0) :] + self._front
        self._front = b""
        while not (found := RECORD_FRONT.search(window)):
            more = self._file.read(CHUNK_BYTES)
            if not more:
                return False
            window = window[-FRONT_BYTES:] + more
        self._front = window[found.start() :]
        self.restart()
        return True


def warc_pages(file: IO[bytes], name: str, gunzip: Gunzip | None = None) -> Iterator[Recorded | Rejected]:
    """Yield the pages of a crawl and what is broken in it; ``gunzip`` is what ``file`` reads from, if packed.

    >>> import io
    >>> [broken.reason for broken in warc_pages(io.BytesIO(b"no crawl"), "a.warc")]
    ['a crawl (WARC) that is broken here: Invalid WARC header', 'holds no pages']
    """
    return _Crawl(_Tape(file), name, gunzip).pages()


@dataclass(slots=True)
class _Crawl:
    """One crawl on its way. A page is held back until what follows it shows that its length holds."""

    tape: _Tape
    name: str
    gunzip: Gunzip | None
    tally: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    number: int = 0
    found: int = 0
    cut: bool = False
    held: tuple[Recorded, int | None] | None = None

    def pages(self) -> Iterator[Recorded | Rejected]:
        for _ in range(MAX_BREAKS):
            place, fault = yield from self._stretch()
            if fault is None:
                break
            yield from self._broken(fault)
            if self.tape.skip_to_record(place):
                continue
            if not (self.gunzip and self.gunzip.fault and self.gunzip.resume()):
                break
            self.tape.restart()
        else:
            yield rejected(self.name, f"broken in more than {MAX_BREAKS:,} places: the rest is not read")
        yield from self._release()
        yield from self._closing()

    def _stretch(self) -> Generator[Recorded | Rejected, None, tuple[int, str | None]]:
        """Yield pages up to the next break; return where the last record starts and what broke, if it did."""
        place = 0
        try:
            for record in self._records():
                yield from self._release()
                place = record.stream_pos
                yield from self._page(record)
                if self.cut:
                    self.cut = False
                    return place, "its last record is cut off"
        except OSError as error:
            return place, str(error)
        return self.tape.tell(), self.gunzip.fault if self.gunzip else None

    def _records(self) -> Iterator[WarcRecord]:
        return iter(
            ArchiveIterator(
                cast("IO[bytes]", self.tape),
                parse_http=False,  # a page with broken headers is no reason to stop
                stream_detect=False,  # it is unpacked already
                max_header_len=MAX_RECORD_HEADERS,
            )
        )

    def _page(self, record: WarcRecord) -> Iterator[Rejected]:
        """Hold the page of a record, count an answer that is none, or say what is broken."""
        self.number += 1
        if record.record_type != WarcRecordType.response:
            return
        self.answers += 1
        place = f"{self.name}#{_record_id(record) or self.number}"
        try:
            page = self._read(record, place)
        except (_BrokenError, InflateError) as error:
            yield rejected(place, str(error))
            return
        self.held = page

    def _read(self, record: WarcRecord, place: str) -> tuple[Recorded, int | None] | None:
        try:
            record.parse_http(max_header_len=MAX_RECORD_HEADERS)
        except (OSError, ValueError) as error:
            raise _BrokenError(f"its HTTP headers cannot be read: {error}") from error
        if not record.is_http_parsed or record.http_headers.status_code is None:
            raise _BrokenError("holds no HTTP answer")
        headers = record.http_headers
        media_type = (headers.get("Content-Type") or "").split(";")[0].strip().lower()
        if headers.status_code != HTTP_OK:
            self.tally[f"status {headers.status_code}"] += 1
            return None
        if media_type not in PAGE_TYPES:
            self.tally[media_type[:MEDIA_TYPE_SHOWN] or "no content type"] += 1
            return None
        if cut := record.headers.get("WARC-Truncated"):
            raise _BrokenError(f"cut off by the crawler ({cut})")
        data = self._body(record)
        page = Recorded(
            data=unpacked_body(data, headers.get("Transfer-Encoding"), headers.get("Content-Encoding")),
            location=place,
            url=(record.headers.get("WARC-Target-URI") or "").strip(" <>") or None,
            retrieved=_date(record.headers.get("WARC-Date")),
            media_type=media_type,
            charset=record.http_charset,
        )
        return page, _declared(headers.get("Content-Length")) if data is page.data else None

    def _body(self, record: WarcRecord) -> bytes:
        parts, size = [], 0
        while size <= MAX_PAGE_BYTES and (part := record.reader.read(CHUNK_BYTES)):
            parts.append(part)
            size += len(part)
        if size > MAX_PAGE_BYTES:
            raise _BrokenError(TOO_LARGE)
        if size < record.content_length:
            self.cut = True
            raise _BrokenError("cut off: the file ends in it")
        return b"".join(parts)

    def _release(self) -> Iterator[Recorded]:
        if self.held:
            self.found += 1
            yield self.held[0]
            self.held = None

    def _broken(self, fault: str) -> Iterator[Recorded | Rejected]:
        """Say what is broken; the page before it is one only where the site's own length of it holds."""
        if self.held:
            page, declared = self.held
            if declared is not None and declared > len(page.data):
                self.held = None
                yield rejected(page.location, "cut off: shorter than the site said")
            yield from self._release()
        yield rejected(self.name, f"a crawl (WARC) that is broken here: {fault}")

    def _closing(self) -> Iterator[Rejected]:
        """Say how many answers were no pages, in one line."""
        if self.tally:
            listed = ", ".join(f"{count:,} {what}" for what, count in self.tally.most_common(TALLIES_SHOWN))
            more = ", ..." if len(self.tally) > TALLIES_SHOWN else ""
            count = sum(self.tally.values())
            yield rejected(self.name, f"{count:,} of {self.answers:,} answers are no pages: {listed}{more}")
        elif not self.found:
            yield rejected(self.name, "holds no pages")


def _record_id(record: WarcRecord) -> str | None:
    found = RECORD_ID.search(record.record_id or "")
    return found[1] if found else None


def _date(text: str | None) -> str | None:
    try:
        return normal_time(text) if text else None
    except ValueError:
        return None


def _declared(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < MAX_DIGITS else None
