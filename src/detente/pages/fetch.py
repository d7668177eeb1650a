"""From addresses to pages: politely, several hosts at a time, each of them one request after the other.

One loop holds all the state (what waits, which host may be asked when, what each robots.txt says); the
threads beside it only wait for answers. Nothing here knows HTTP: `wire` asks, `outcome` says what an answer
means, `leads` what a document leads to, `frontier` what is left when a run is cut.
"""

from __future__ import annotations

import logging
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.pages.addresses import AddressError, host_of, joined, normal_address, origin_of
from detente.pages.fetching import TRIES, Fetching, address_fault
from detente.pages.frontier import Fetched, Frontier
from detente.pages.hosts import port_fault
from detente.pages.leads import Reading, read_document, summary_page
from detente.pages.outcome import (
    GOOD,
    MOVED,
    Given,
    GivenUp,
    Later,
    Moved,
    NotChanged,
    body_limit,
    outcome_of,
    type_of,
)
from detente.pages.pace import Pace
from detente.pages.robots import MAX_ROBOTS_BYTES, Site
from detente.pages.rows import NO_COLUMNS
from detente.pages.sources import rejected
from detente.pages.times import file_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.pages.frontier import Task
    from detente.pages.outcome import Outcome
    from detente.pages.wire import Answer, Wire
    from detente.records import Page, Rejected

TICK = 0.05  # seconds; the least the loop sleeps, so that it never spins
ROBOTS_HOPS = 5  # RFC 9309: at least five redirects of a robots.txt are to be followed

log = logging.getLogger(__name__)


def fetch_pages(
    addresses: Sequence[str],
    fetching: Fetching,
    *,
    published: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
) -> Iterator[Page | Rejected]:
    """Yield the pages behind addresses in the order they come; each that cannot be had as `Rejected`.

    ``published`` is for pages that bear no date, ``columns`` says which column of a table holds which field.
    With ``fetching.state`` a run that was cut short is gone on with, and `settle` must be called once what
    came is safe.
    """
    good = []
    for address in addresses:
        fault = address_fault(address, fetching)
        if fault is None:
            good.append(normal_address(address))
        else:
            yield rejected(address, fault)
    with _run(fetching, published, columns) as run:
        yield from run.pages(good)


def settle(fetching: Fetching) -> None:
    """Say that all pages of the run are safe elsewhere, so that the next run begins anew."""
    if fetching.state is not None and fetching.state.exists():
        frontier = Frontier(fetching.state)
        frontier.settle(fetching.run)
        frontier.close()


@contextmanager
def _run(fetching: Fetching, published: str | None, columns: Mapping[str, str]) -> Iterator[_Run]:
    """Give a run, and end all that is under way when it is left, however it is left."""
    from detente.pages.wire import Wire  # noqa: PLC0415 - niquests loads only when something is fetched

    wire = Wire(limits=fetching.limits, allow_private=fetching.allow_private, resolve=fetching.resolve)
    frontier = Frontier(fetching.state)
    pool = ThreadPoolExecutor(fetching.hosts, thread_name_prefix="fetch")
    try:
        yield _Run(fetching, published, columns, wire, frontier, pool)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        wire.close()
        pool.shutdown()
        frontier.close()


@dataclass(slots=True)
class _Flight:
    """One request under way. Without a task it is that for a robots.txt."""

    host: str
    url: str
    task: Task | None


@dataclass(slots=True)
class _Way:
    """Where the redirects of one address have led so far."""

    url: str
    seen: tuple[str, ...] = ()


@dataclass(slots=True)
class _Run:
    fetching: Fetching
    published: str | None
    columns: Mapping[str, str]
    wire: Wire
    frontier: Frontier
    pool: ThreadPoolExecutor
    pace: Pace = field(init=False)
    sites: dict[str, Site] = field(default_factory=dict)
    ways: dict[str, _Way] = field(default_factory=dict)
    flights: dict[Future[Answer], _Flight] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pace = Pace(self.fetching.pace)

    def pages(self, addresses: list[str]) -> Iterator[Page | Rejected]:
        """Yield what a run cut short has left, then everything that waits."""
        left = self.frontier.begin(addresses, self.fetching.run)
        if left:
            self.fetching.tell(f"going on with a run that was cut short: {left} addresses left")
        for item in self.frontier.kept():
            yield from self._read(item) if isinstance(item, Fetched) else self._lost(*item)
        while True:
            given_up = list(self._start())
            yield from given_up
            if given_up:
                continue
            if self.flights:
                done, _ = wait(self.flights, self._next_start(), FIRST_COMPLETED)
                for future in done:
                    yield from self._landed(self.flights.pop(future), future)
            elif self.frontier.moments():
                self.fetching.sleep(max(self._next_start() or 0.0, TICK))
            else:
                break
        if same := self.frontier.unchanged_ones():
            self.fetching.tell(f"{same} of the addresses had nothing new")

    # What is asked next

    def _start(self) -> Iterator[Page | Rejected]:
        """Send off what may be asked now; yield what need not be asked at all."""
        now = self.fetching.clock()
        busy = {flight.host for flight in self.flights.values()}
        flying = {flight.task.address for flight in self.flights.values() if flight.task}
        for task in self.frontier.due(now):
            url = self._way(task).url
            host, origin = host_of(url), origin_of(url)
            site = self.sites.setdefault(origin, Site())
            if reason := site.verdict(url, now):
                yield from self._give_up(task.address, reason)
            elif task.address in flying or host in busy or self.pace.ready(host) > now:
                continue
            elif len(self.flights) < self.fetching.hosts:
                busy.add(host)
                if site.unknown(now):
                    self.flights[self.pool.submit(self._ask_robots, origin)] = _Flight(host, origin, None)
                elif site.rules is not None:
                    self._send(task, url, host)

    def _send(self, task: Task, url: str, host: str) -> None:
        compare = {"If-None-Match": task.etag, "If-Modified-Since": task.modified}
        headers = {name: value for name, value in compare.items() if value}
        self.flights[self.pool.submit(self._ask, url, headers)] = _Flight(host, url, task)

    def _way(self, task: Task) -> _Way:
        return self.ways.setdefault(task.address, _Way(task.address))

    def _next_start(self) -> float | None:
        """Return the seconds until a host may be asked that may not be now; None where there is none."""
        now = self.fetching.clock()
        moments = [max(at, self.pace.ready(host)) for host, at in self.frontier.moments()]
        return min((at - now for at in moments if at > now), default=None)

    # In the threads

    def _ask(self, url: str, headers: Mapping[str, str]) -> Answer:
        return self.wire.ask(url, headers, limit_of=_page_limit)

    def _ask_robots(self, origin: str) -> Answer:
        url = f"{origin}/robots.txt"
        for _ in range(ROBOTS_HOPS):
            answer = self.wire.ask(url, {}, limit_of=_robots_limit, whole=False)
            if answer.status not in MOVED or "location" not in answer.headers:
                break
            try:
                url = joined(url, answer.headers["location"])
            except AddressError:
                break
            if port_fault(url, allow_private=self.fetching.allow_private):
                break
        return answer

    # What came of it

    def _landed(self, flight: _Flight, future: Future[Answer]) -> Iterator[Page | Rejected]:
        now = self.fetching.clock()
        self.pace.took(flight.host, now)
        failure = future.exception()
        outcome: Outcome | Answer = _failed(failure) if failure else future.result()
        if flight.task is None:
            self._robots_landed(flight, outcome, now)
            return
        answer = None if failure else future.result()
        if answer is not None:
            seen = self._way(flight.task).seen
            outcome = outcome_of(answer, flight.url, seen, now=now, allow_private=self.fetching.allow_private)
        if isinstance(outcome, NotChanged) and not (flight.task.etag or flight.task.modified):
            outcome = GivenUp("the server answered 304 though nothing of it was here to compare with")
        if answer is not None and isinstance(outcome, Given):
            yield from self._read(self._fetched(flight, flight.task, answer), fresh=True)
        elif isinstance(outcome, Later | GivenUp):
            yield from self._not_now(flight, flight.task, outcome, now)
        elif isinstance(outcome, Moved):
            self._moved(flight, flight.task, outcome)
        elif isinstance(outcome, NotChanged):
            self.frontier.unchanged(flight.task.address)

    def _robots_landed(self, flight: _Flight, outcome: Outcome | Answer, now: float) -> None:
        site = self.sites[flight.url]
        if isinstance(outcome, Later | GivenUp):
            site.failed(outcome.reason, for_good=isinstance(outcome, GivenUp) or site.tries + 1 >= TRIES)
        elif not isinstance(outcome, Given | NotChanged | Moved):
            site.heard(outcome, now, last=site.tries + 1 >= TRIES)
        if site.rules is not None:
            self.pace.slow(flight.host, site.rules.delay)
        elif site.dead is None:
            site.next_try = now + self.fetching.back_off(site.tries)
            self.pace.hold(flight.host, site.next_try)

    def _fetched(self, flight: _Flight, task: Task, answer: Answer) -> Fetched:
        return Fetched(
            address=task.address,
            final=flight.url,
            type=answer.headers.get("content-type", ""),
            retrieved=file_time(self.fetching.clock()),
            body=answer.body,
            root=task.root,
            depth=task.depth,
            etag=answer.headers.get("etag"),
            modified=answer.headers.get("last-modified"),
        )

    def _moved(self, flight: _Flight, task: Task, moved: Moved) -> None:
        if moved.plain:
            self.fetching.tell(f"{task.address} leads from https to plain http: {moved.to}")
        self.ways[task.address] = _Way(moved.to, (*self._way(task).seen, flight.url))

    def _not_now(
        self, flight: _Flight, task: Task, outcome: Later | GivenUp, now: float
    ) -> Iterator[Page | Rejected]:
        tries = task.tries + 1
        if isinstance(outcome, GivenUp) or tries >= TRIES:
            more = f" ({tries} tries)" if tries > 1 else ""
            yield from self._give_up(task.address, outcome.reason + more)
            return
        asked = outcome.wait
        pause = self.fetching.back_off(tries) if asked is None else asked
        if asked is not None:
            self.pace.hold(flight.host, now + asked)
        self.frontier.again(task.address, tries, now + pause)

    def _read(self, fetched: Fetched, *, fresh: bool = False) -> Iterator[Page | Rejected]:
        """Yield the pages of a document, and take note of where it leads."""
        self.ways.pop(fetched.address, None)
        # What is read again after a cut run led to the same places before: they are not counted twice.
        taken = self.frontier.found_through(fetched.root or fetched.address) if fresh else 0
        reading = Reading(
            follow=self.fetching.follow,
            room=self.fetching.limit - taken,
            published=self.published,
            columns=self.columns,
            given_up=lambda address: self.frontier.state(address) == "failed",
            summary=self.frontier.summary(fetched.address),
        )
        document = read_document(fetched, reading)
        if fresh:
            self.frontier.answered(fetched, document.leads)
        yield from document.pages

    def _give_up(self, address: str, reason: str) -> Iterator[Page | Rejected]:
        self.ways.pop(address, None)
        self.frontier.failed(address, reason)
        yield from self._lost(address, reason)

    def _lost(self, address: str, reason: str) -> Iterator[Page | Rejected]:
        """Yield an address that cannot be had, and the row of its feed that stands in its place."""
        yield rejected(address, reason)
        summary = self.frontier.summary(address)
        if summary is not None:
            yield summary_page(summary)


def _failed(failure: BaseException) -> Later | GivenUp:
    """Return what a failed request means: the one place where a fault of the wire becomes a value."""
    reason = getattr(failure, "reason", None)
    if isinstance(reason, str):
        return Later(reason) if getattr(failure, "again", False) else GivenUp(reason)
    log.debug("a request failed", exc_info=failure)
    return GivenUp(f"{type(failure).__name__}: {failure}")


def _page_limit(status: int, headers: Mapping[str, str]) -> int:
    from detente.pages.wire import WireError  # noqa: PLC0415 - as above

    if status not in GOOD:
        return 0
    kind = type_of(headers)
    limit = body_limit(kind)
    if not limit:
        raise WireError(f"is {kind}, which holds no news page", again=False)
    return limit


def _robots_limit(status: int, _: Mapping[str, str]) -> int:
    return MAX_ROBOTS_BYTES if status in GOOD else 0
