"""What an answer means: pages in, moved, not changed, later, or given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeAlias

from detente.pages.addresses import AddressError, joined
from detente.pages.hosts import port_fault
from detente.pages.limits import MAX_PAGE_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.pages.wire import Answer

# A feed of archives is fetched into memory: larger ones are to be downloaded and given as files.
MAX_ARCHIVE_BYTES = 100 * 2**20
TEXTS = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml"})
ROWS = frozenset({"application/json", "application/x-ndjson", "application/jsonl", "text/csv", "text/x-opml"})
ARCHIVES = frozenset(
    {
        "application/gzip",
        "application/x-gzip",
        "application/zip",
        "application/x-zip-compressed",
        "application/warc",
        "application/octet-stream",
        "binary/octet-stream",
    }
)
# What a type says of itself behind a plus sign: application/rss+xml, application/feed+json.
ENDINGS = ("+xml", "+json")
PICTURES = frozenset({"image/svg+xml"})

GOOD = frozenset({200, 203})
MOVED = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
# Too many requests, and servers that stumble: all of them may answer a moment later.
TRY_AGAIN = frozenset({429, 502, 503, 504})
MAX_HOPS = 10  # redirects one after the other: no honest site needs more
MAX_WAIT = 300.0  # seconds; who asks to be left alone for longer is left alone for this run
WORDS = {
    401: "asks for a login",
    403: "refuses access",
    404: "is not there",
    410: "is gone",
    451: "is withheld",
}


@dataclass(frozen=True, slots=True)
class Given:
    """The page is here."""


@dataclass(frozen=True, slots=True)
class NotChanged:
    """Nothing new since it was last fetched."""


@dataclass(frozen=True, slots=True)
class Moved:
    """It stands elsewhere; ``plain`` where the way leads from https to http."""

    to: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Later:
    """Another try may bring it; ``wait`` is the pause in seconds that the server asks for."""

    reason: str
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class GivenUp:
    """It cannot be had."""

    reason: str


Outcome: TypeAlias = Given | NotChanged | Moved | Later | GivenUp


def outcome_of(
    answer: Answer, address: str, seen: tuple[str, ...], *, now: float, allow_private: bool
) -> Outcome:
    """Return what an answer means for an address, with the addresses ``seen`` on the way to it."""
    status, headers = answer.status, answer.headers
    if status in GOOD:
        return Given() if answer.body.strip() else GivenUp("the answer is empty")
    if status == NOT_MODIFIED:
        return NotChanged()
    if status in MOVED and "location" in headers:
        return _moved(address, headers["location"], seen, allow_private=allow_private)
    if status in TRY_AGAIN:
        wait = retry_after(headers.get("retry-after", ""), now)
        if wait is not None and wait > MAX_WAIT:
            return GivenUp(f"the server answered {status} and wants to be left alone for {wait:.0f} s")
        return Later(f"the server answered {status}", wait)
    return GivenUp(f"the server answered {status}" + (f": it {WORDS[status]}" if status in WORDS else ""))


def _moved(address: str, location: str, seen: tuple[str, ...], *, allow_private: bool) -> Moved | GivenUp:
    try:
        to = joined(address, location)
    except AddressError as fault:
        return GivenUp(f"leads to what is not fetched: {fault}")
    if to in seen or to == address:
        return GivenUp("redirects in a circle")
    if len(seen) >= MAX_HOPS:
        return GivenUp(f"redirects more than {MAX_HOPS} times")
    if closed := port_fault(to, allow_private=allow_private):
        return GivenUp(f"leads to {to}: {closed}")
    return Moved(to, plain=address.startswith("https:") and to.startswith("http:"))


def retry_after(text: str, now: float) -> float | None:
    """Return the pause in seconds that a Retry-After header asks for, None where it says nothing.

    >>> retry_after("120", now=0.0), retry_after("Thu, 01 Jan 1970 00:00:30 GMT", now=10.0)
    (120.0, 20.0)
    """
    said = text.strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])  # beyond that many digits it is far over any bound
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.fromtimestamp(now, UTC)).total_seconds(), 0.0)


def type_of(headers: Mapping[str, str]) -> str:
    """Return the content type without its parameters, empty where none is told.

    >>> type_of({"content-type": "Text/HTML; charset=utf-8"})
    'text/html'
    """
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def body_limit(kind: str) -> int:
    """Return how many bytes of a content type are fetched; 0 for one that holds no pages.

    >>> body_limit("image/png")
    0
    """
    if kind in ARCHIVES or "gzip" in kind or "warc" in kind:
        return MAX_ARCHIVE_BYTES
    wanted = not kind or kind in TEXTS | ROWS or (kind.endswith(ENDINGS) and kind not in PICTURES)
    return MAX_PAGE_BYTES if wanted else 0
