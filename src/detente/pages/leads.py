"""What a fetched document holds: pages, and the addresses that it leads to.

A list of feeds leads to its feeds, a sitemap to its pages (newest first), a feed to the pages of its entries
where these are to be followed. A page leads nowhere: this is no crawler.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from detente.pages.addresses import AddressError, normal_address
from detente.pages.decode import UndecodableError, decode
from detente.pages.documents import document_pages
from detente.pages.frontier import LEAF, Lead
from detente.pages.inflate import GZIP_MAGIC, InflateError, inflated
from detente.pages.limits import MAX_PAGE_BYTES
from detente.pages.markup import MarkupError
from detente.pages.opml import looks_like_opml, opml_feeds
from detente.pages.sitemaps import Address, looks_like_sitemap, sitemap_addresses
from detente.pages.sources import rejected
from detente.pages.times import normal_time
from detente.records import Page, Rejected, from_dict, to_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.pages.frontier import Fetched

MAX_DEPTH = 3  # documents between what was given and a page: a list of feeds, a feed, its entry
MAX_SITEMAPS = 20  # of one list of sitemaps, the newest
FRONT = 4096  # bytes in which a list of addresses shows that it is one
MARKUP = b"<"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a document is read.

    ``follow`` has the pages of a feed's entries fetched; ``room`` is how many more pages may be led to;
    ``published`` is a date for pages that bear none, ``columns`` are those of a table; ``given_up`` tells of
    an address whether it was tried in vain; ``summary`` is the row of a feed that led to this page.
    """

    follow: bool
    room: int
    published: str | None
    columns: Mapping[str, str]
    given_up: Callable[[str], bool]
    summary: bytes | None = None


@dataclass(slots=True)
class Document:
    """What a document holds and where it leads."""

    pages: list[Page | Rejected] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)


def read_document(fetched: Fetched, reading: Reading) -> Document:
    """Return the pages of a document and its leads; what is wrong with it is among the pages."""
    text = _list_text(fetched) if fetched.depth < MAX_DEPTH else None
    try:
        if text is not None and looks_like_opml(text):
            return _feeds(fetched, text)
        if text is not None and looks_like_sitemap(text):
            return _sitemap(fetched, text, reading.room)
    except MarkupError as fault:
        return Document([rejected(fetched.address, str(fault))])
    return _pages(fetched, reading)


def summary_page(summary: bytes) -> Page:
    """Return the page that a lead was stored with."""
    stored = json.loads(summary)
    return from_dict(Page, stored | {"content": stored["content"].encode()})


def _stored(page: Page) -> bytes:
    row = to_dict(page) | {"content": page.content.decode("utf-8", "replace")}
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")


def _list_text(fetched: Fetched) -> str | None:
    """Return the text of what may be a list of addresses, unpacked where it is a packed one."""
    data = fetched.body
    try:
        if data.startswith(GZIP_MAGIC):
            data = inflated([data], MAX_PAGE_BYTES)
        return decode(data) if MARKUP in data[:FRONT] else None
    except (InflateError, UndecodableError):
        return None  # said by the reader of documents, with its reasons


def _feeds(fetched: Fetched, text: str) -> Document:
    found = Document()
    for feed in opml_feeds(text):
        try:
            address = normal_address(feed.url)
            found.leads.append(Lead(address=address, root=address, depth=fetched.depth + 1))
        except AddressError as fault:
            found.pages.append(rejected(feed.url, str(fault)))
    if not found.leads and not found.pages:
        found.pages.append(rejected(fetched.address, "a list without feeds"))
    return found


def _sitemap(fetched: Fetched, text: str, room: int) -> Document:
    entries = sorted(sitemap_addresses(text), key=_newest_first, reverse=True)
    root = fetched.root or fetched.address
    found = Document()
    if not entries:
        found.pages.append(rejected(fetched.address, "a sitemap without addresses"))
    inner = [entry for entry in entries if entry.kind == "sitemap"][:MAX_SITEMAPS]
    pages = [entry for entry in entries if entry.kind == "page"][: max(room, 0)]
    for entry in inner + pages:
        depth = LEAF if entry.kind == "page" else fetched.depth + 1
        try:
            found.leads.append(Lead(address=normal_address(entry.url), root=root, depth=depth))
        except AddressError as fault:
            found.pages.append(rejected(entry.url, str(fault)))
    return found


def _newest_first(entry: Address) -> str:
    """Return what entries are sorted by: W3C dates in one zone sort as they are written; none is oldest."""
    try:
        return normal_time(entry.modified or "")
    except ValueError:
        return entry.modified or ""


def _pages(fetched: Fetched, reading: Reading) -> Document:
    found = Document()
    published = reading.published
    row = summary_page(reading.summary) if reading.summary else None
    if row is not None:
        published = row_time(row) or published
    for page in document_pages(
        fetched.body,
        fetched.address,
        retrieved=fetched.retrieved,
        retrieved_from="fetched",
        url=fetched.final,
        media_type=fetched.type,
        published=published,
        columns=reading.columns,
    ):
        lead = _lead(page, fetched) if reading.follow and fetched.depth < MAX_DEPTH else None
        if lead is None or len(found.leads) >= reading.room or reading.given_up(lead.address):
            found.pages.append(page)
        else:
            found.leads.append(lead)
    if row is not None and not any(isinstance(page, Page) for page in found.pages):
        found.pages.append(row)
    return found


def _lead(page: Page | Rejected, fetched: Fetched) -> Lead | None:
    """Return where an entry of a feed leads, None for whatever is no entry with an address."""
    if isinstance(page, Rejected) or page.kind != "row" or not page.url:
        return None
    try:
        address = normal_address(page.url)
    except AddressError:
        return None
    return Lead(address=address, root=fetched.address, depth=LEAF, summary=_stored(page))


def row_time(row: Page) -> str | None:
    """Return the date that a feed gives to an entry, in its normal form; none after it was fetched."""
    try:
        said = str(json.loads(row.content).get("published") or "")
    except ValueError:  # a page, and no row
        return None
    for read in (normal_time, _mail_time):
        try:
            found = read(said)
        except ValueError:
            continue
        return found if found <= row.retrieved else None
    return None


def _mail_time(text: str) -> str:
    return normal_time(parsedate_to_datetime(text).isoformat())
