"""Feeds that are watched: which ones, when each is asked again, and which of them answer at all.

Not for fetching (`fetch`) and not for the loop, which hands pages to a workspace (`detente.pipeline.watch`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import SourceError
from detente.pages.addresses import AddressError, looks_like_address, normal_address
from detente.pages.decode import UndecodableError, decode
from detente.pages.fetch import fetch_pages
from detente.pages.frontier import Frontier
from detente.pages.leads import row_time
from detente.pages.limits import MAX_PAGE_BYTES
from detente.pages.markup import MarkupError
from detente.pages.opml import Feed, opml_feeds
from detente.pages.sources import suffix_of
from detente.records import Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.pages.fetching import Fetching

STARTER = "world_news.opml"
OPML = frozenset({".opml"})
# So much of the interval a poll may come earlier or later: a hundred feeds are not all due at one moment.
JITTER = 0.1
MAX_INTERVAL = 24 * 3600.0  # seconds; a feed that fails is asked at least once a day


@dataclass(frozen=True, slots=True)
class Checked:
    """How one feed answered: its ``entries``, the time of the ``newest``, or the ``reason`` it gave none."""

    title: str
    url: str
    category: str | None
    lang: str | None
    entries: int
    newest: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Polled:
    """What became of the feeds of one round: how many answered, and which failed with what reason."""

    answered: int
    failed: tuple[tuple[str, str], ...]


def starter_feeds() -> list[Feed]:
    """Return the feeds of world news that come with the program, by region.

    >>> len(starter_feeds()) >= 60
    True
    """
    text = resources.files("detente.pages").joinpath("data", STARTER).read_text("utf-8")
    return opml_feeds(text)


def feeds_of(sources: Sequence[str]) -> list[Feed]:
    """Return the feeds behind addresses and OPML files, each once; the starter list where none are named.

    Raises `SourceError` for what is neither.

    >>> [feed.url for feed in feeds_of(["https://a.example/feed"])]
    ['https://a.example/feed']
    """
    if not sources:
        return starter_feeds()
    found: dict[str, Feed] = {}
    for source in sources:
        for feed in [_named(source)] if looks_like_address(source) else listed_feeds(Path(source)):
            found.setdefault(feed.url, feed)
    return list(found.values())


def _named(source: str) -> Feed:
    try:
        address = normal_address(source)
    except AddressError as fault:
        raise SourceError(source, str(fault)) from fault
    if suffix_of(address.partition("?")[0]) in OPML:
        raise SourceError(source, "a list of feeds is watched from a file: save it and give the file")
    return Feed(source, address)


def listed_feeds(path: Path) -> list[Feed]:
    """Return the feeds of an OPML file; `SourceError` where it is none."""
    try:
        with path.open("rb") as file:
            feeds = opml_feeds(decode(file.read(MAX_PAGE_BYTES)))
    except OSError as fault:
        raise SourceError(str(path), f"cannot be read: {fault.strerror or fault}") from fault
    except (MarkupError, UndecodableError) as fault:
        advice = "give the address of a feed or an OPML list of feeds"
        raise SourceError(str(path), f"{fault}: {advice}") from fault
    if not feeds:
        raise SourceError(str(path), "a list without feeds")
    return feeds


class Schedule:
    """When each feed is asked again: at about every interval, later and later while it fails.

    The times stand in the file of the addresses, so a watch that is started again goes on with them.
    """

    def __init__(self, feeds: Sequence[Feed], every: float, fetching: Fetching) -> None:
        """Watch feeds at an interval in seconds; `SourceError` for an address that is none."""
        self._feeds = [_named(feed.url).url for feed in feeds]
        self._every = every
        self._fetching = fetching

    def all(self) -> list[str]:
        """Return every feed."""
        return list(self._feeds)

    def due(self) -> list[str]:
        """Return the feeds that are to be asked now."""
        now = self._fetching.clock()
        return [feed for feed, at in self._times().items() if at <= now]

    def pause(self) -> float:
        """Return the seconds until the next feed is to be asked."""
        return max(min(self._times().values()) - self._fetching.clock(), 0.0)

    def done(self, feeds: Sequence[str]) -> Polled:
        """Take note that feeds were asked; return how they answered."""
        now, failed = self._fetching.clock(), []
        frontier = Frontier(self._fetching.state)
        for feed in feeds:
            state, (_, failures) = frontier.state(feed), frontier.polled(feed)
            failures = failures + 1 if state == "failed" else 0
            if state == "failed":
                failed.append((feed, frontier.reason(feed)))
            frontier.poll_at(feed, now + self._interval(failures), failures)
        frontier.close()
        return Polled(len(feeds) - len(failed), tuple(failed))

    def _interval(self, failures: int) -> float:
        longer = min(self._every * float(2**failures), max(MAX_INTERVAL, self._every))
        return longer * (1 + JITTER * (2 * self._fetching.chance() - 1))

    def _times(self) -> dict[str, float]:
        frontier = Frontier(self._fetching.state)
        times = {feed: frontier.polled(feed)[0] for feed in self._feeds}
        frontier.close()
        return times


def check_feeds(feeds: Sequence[Feed], fetching: Fetching) -> list[Checked]:
    """Ask each feed once and return, in their order, how they answered; keeps nothing."""
    entries: dict[str, int] = defaultdict(int)
    newest: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for page in fetch_pages([feed.url for feed in feeds], fetching):
        feed = _feed_in(page.location)
        if isinstance(page, Rejected):
            reasons.setdefault(feed, page.reason)
            continue
        entries[feed] += page.kind == "row"
        if page.kind != "row":
            reasons[feed] = "answers, but is no feed"
        newest[feed] = max(newest.get(feed, ""), row_time(page) or "")
    keys = [(feed, _normal(feed.url)) for feed in feeds]
    return [
        Checked(
            feed.title,
            feed.url,
            feed.category,
            feed.lang,
            entries[key],
            newest.get(key) or None,
            None if entries[key] else reasons.get(key, "gives no entries"),
        )
        for feed, key in keys
    ]


def _feed_in(location: str) -> str:
    """Return the address of the feed from where one of its entries stands (``https://a.example/feed:3``)."""
    front, colon, number = location.rpartition(":")
    return front if colon and number.isdigit() and "/" in front.partition("://")[2] else location


def _normal(url: str) -> str:
    try:
        return normal_address(url)
    except AddressError:
        return url
