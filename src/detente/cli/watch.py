"""``detente watch``: feeds into a workspace round after round, and what can be asked of the list of feeds."""

from __future__ import annotations

import re
import signal
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group

from detente.answers.words import counted
from detente.cli import render
from detente.cli.console import say, watching
from detente.cli.emit import emit_records
from detente.cli.output import write_text
from detente.cli.words import added_in_words
from detente.errors import UsageError
from detente.pages import Checked, Feed, Fetching, check_feeds, write_opml
from detente.session import open as open_session
from detente.session import utc_now

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from detente.cli.output import Kind
    from detente.pages import Polled
    from detente.session import Fetch
    from detente.workspace import AddReport

INTERVAL = re.compile(r"(?P<number>\d{1,6})(?P<unit>[smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LEAST = 60  # seconds; no feed is made for being asked more often than once a minute
CHECK_HOSTS = 8  # feeds that are asked at the same time to see which answer: each of them only once


def seconds_of(every: str) -> float:
    """Return an interval in seconds; `UsageError` where it is none.

    >>> seconds_of("15m"), seconds_of("2h")
    (900.0, 7200.0)
    """
    found = INTERVAL.fullmatch(every.strip().lower())
    if found is None:
        raise UsageError(f"--every {every!r} is no interval: write 90s, 15m, 2h or 1d")
    seconds = float(found["number"]) * SECONDS[found["unit"]]
    if seconds < LEAST:
        raise UsageError(f"--every {every}: feeds are asked at most once a minute")
    return seconds


def run_watch(
    feeds: Sequence[Feed], folder: Path, *, every: float, once: bool, rejects: Path | None, fetch: Fetch
) -> None:
    """Poll feeds into a workspace, a line a round, until Ctrl-C or SIGTERM."""

    def told(report: AddReport, polled: Polled) -> None:
        feeds_said = f"{counted(polled.answered, 'feed')} answered, {len(polled.failed)} failed"
        say(f"{utc_now()}: {feeds_said}; {added_in_words(report, folder)}")

    with ending(folder), open_session(folder, create=True) as session, watching("watching", rejects) as watch:
        if not once:
            say(f"watching {counted(len(feeds), 'feed')} into {folder}; Ctrl-C ends it")
        session.watch(feeds, told, every=every, once=once, watch=watch, tell=say, **fetch)


@contextmanager
def ending(folder: Path) -> Iterator[None]:
    """Let SIGTERM end a block as Ctrl-C does, and both end it cleanly."""

    def leave(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    except KeyboardInterrupt:
        say(f"stopped; {folder} holds what was whole, and the same command goes on")
    finally:
        signal.signal(signal.SIGTERM, before)


def run_list(feeds: Sequence[Feed], kind: Kind | None, out: Path | None) -> None:
    """Write the feeds as records."""
    emit_records(feeds, Feed, _drawn_feeds, kind, out)
    say(counted(len(feeds), "feed"))


def run_opml(feeds: Sequence[Feed], file: Path) -> None:
    """Write the feeds as an OPML list."""
    write_text(write_opml(feeds, "Feeds watched"), file)
    say(f"wrote {counted(len(feeds), 'feed')} to {file}")


def run_check(feeds: Sequence[Feed], kind: Kind | None, out: Path | None, *, fetch: Fetch) -> None:
    """Ask each feed once and write how it answered."""
    hosts = max(fetch["hosts"], CHECK_HOSTS)
    checked = check_feeds(feeds, replace(Fetching(**fetch), follow=False, hosts=hosts, tell=say))
    emit_records(checked, Checked, _drawn_checks, kind, out)
    answered = sum(one.reason is None for one in checked)
    say(f"{counted(answered, 'feed')} answered, {len(checked) - answered} did not")


def _drawn_feeds(feeds: Iterable[Feed]) -> RenderableType:
    tables = (
        render.grid(category or "", ("title", "lang", "url"), ((f.title, f.lang, f.url) for f in inside))
        for category, inside in groupby(feeds, key=lambda feed: feed.category)
    )
    return Group(*tables)


def _drawn_checks(checked: Iterable[Checked]) -> RenderableType:
    tables = (
        render.grid(
            category or "",
            ("title", "entries", "newest", "reason"),
            ((one.title, one.entries, one.newest, one.reason) for one in inside),
        )
        for category, inside in groupby(checked, key=lambda one: one.category)
    )
    return Group(*tables)
