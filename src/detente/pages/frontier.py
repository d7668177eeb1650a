"""What is still to be fetched and what was: one SQLite file that a killed run leaves whole.

An address is written here before it is fetched, and its answer in the same moment that it counts as fetched;
the answer stays until the run says that all of it is safe elsewhere (`Frontier.settle`). So nothing is
fetched twice and nothing is lost, wherever a run is cut.

A round is one run over the addresses given. One that was cut short is gone on with; after one that was
settled the same addresses are asked again, with what their servers gave to compare by.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from detente.errors import StoreError
from detente.pages.addresses import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

State: TypeAlias = Literal["waiting", "fetched", "unchanged", "failed"]

MEMORY = ":memory:"
BUSY_SECONDS = 10.0
LEAF = 9  # the depth of a page that leads nowhere
FAST = 1  # packing level: pages shrink fivefold at disk speed

SCHEMA = """
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT OR IGNORE INTO state VALUES ('round', 0), ('open', 0), ('run', 0);
CREATE TABLE IF NOT EXISTS addresses (
    number INTEGER PRIMARY KEY,     -- the order in which they were found
    address TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    root TEXT,                      -- the sitemap or feed that its pages count for; null where given
    depth INTEGER NOT NULL,         -- how many lists lie between; LEAF for a page
    summary BLOB,                   -- the row that stands where the page cannot be fetched
    round INTEGER NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next_try REAL NOT NULL DEFAULT 0,
    etag TEXT,
    modified TEXT,
    final TEXT,                     -- where redirects led
    type TEXT,
    retrieved TEXT,
    body BLOB,
    reason TEXT
);
CREATE INDEX IF NOT EXISTS due ON addresses (state, host, next_try);
CREATE TABLE IF NOT EXISTS polls (
    feed TEXT PRIMARY KEY, next_poll REAL NOT NULL, failures INTEGER NOT NULL
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An address that a document leads to. ``summary`` stands for its page where that cannot be fetched."""

    address: str
    root: str
    depth: int
    summary: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An address that waits to be fetched, with what its server gave to compare by."""

    address: str
    host: str
    root: str | None
    depth: int
    tries: int
    etag: str | None
    modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The answer of one address: where it came from in the end, its type, when, and the bytes."""

    address: str
    final: str
    type: str
    retrieved: str
    body: bytes
    root: str | None = None
    depth: int = 0
    etag: str | None = None
    modified: str | None = None


class Frontier:
    """The addresses of a run; in memory where no file is named.

    >>> frontier = Frontier(None)
    >>> frontier.begin(["https://news.example/a"], run=1)
    0
    >>> [task.address for task in frontier.due(now=0.0)]
    ['https://news.example/a']
    """

    def __init__(self, path: Path | None) -> None:
        """Open the file, or make it."""
        self._path = path
        with self._said():
            self._database = sqlite3.connect(
                MEMORY if path is None else path, isolation_level=None, timeout=BUSY_SECONDS
            )
            self._database.row_factory = sqlite3.Row
            if path is not None:
                # What a power cut takes is fetched again; a killed process loses nothing.
                self._database.execute("PRAGMA journal_mode = WAL")
                self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def begin(self, addresses: list[str], run: int) -> int:
        """Take the addresses given to a run; return how many are left of one that was cut short."""
        with self._changing():
            self._set("run", run)
            if not self._get("open"):
                self._set("round", self._get("round") + 1)
                self._set("open", 1)
            now = self._get("round")
            left = self._one("SELECT count(*) FROM addresses WHERE round = ? AND state = 'waiting'", now)
            for address in addresses:
                self._database.execute(
                    "INSERT INTO addresses (address, host, depth, round, state)"
                    " VALUES (?, ?, 0, ?, 'waiting') ON CONFLICT (address) DO UPDATE SET"
                    " round = excluded.round, state = 'waiting', tries = 0, next_try = 0, root = NULL,"
                    " depth = 0, body = NULL, reason = NULL WHERE round < excluded.round",
                    (address, host_of(address), now),
                )
        return left

    def due(self, now: float) -> list[Task]:
        """Return the first address of each host that may be tried now, longest waiting first."""
        rows = self._rows(
            "SELECT min(number), address, host, root, depth, tries, etag, modified FROM addresses"
            " WHERE state = 'waiting' AND round = ? AND next_try <= ? GROUP BY host ORDER BY min(number)",
            self._get("round"),
            now,
        )
        return [Task(**{name: row[name] for name in Task.__dataclass_fields__}) for row in rows]

    def moments(self) -> list[tuple[str, float]]:
        """Return each host of which something waits, and from when on it may be tried."""
        rows = self._rows(
            "SELECT host, min(next_try) AS at FROM addresses WHERE state = 'waiting' AND round = ?"
            " GROUP BY host",
            self._get("round"),
        )
        return [(row["host"], float(row["at"])) for row in rows]

    def answered(self, fetched: Fetched, leads: list[Lead]) -> None:
        """Write down an answer and where it leads, in one step."""
        body = None if self._path is None else zlib.compress(fetched.body, FAST)
        with self._changing():
            self._database.execute(
                "UPDATE addresses SET state = 'fetched', final = ?, type = ?, retrieved = ?, body = ?,"
                " etag = ?, modified = ? WHERE address = ?",
                (
                    fetched.final,
                    fetched.type,
                    fetched.retrieved,
                    body,
                    fetched.etag,
                    fetched.modified,
                    fetched.address,
                ),
            )
            for lead in leads:
                self._database.execute(
                    "INSERT OR IGNORE INTO addresses (address, host, root, depth, summary, round, state)"
                    " VALUES (?, ?, ?, ?, ?, ?, 'waiting')",
                    (
                        lead.address,
                        host_of(lead.address),
                        lead.root,
                        lead.depth,
                        lead.summary,
                        self._get("round"),
                    ),
                )

    def unchanged(self, address: str) -> None:
        """Write down that a server had nothing new."""
        self._change("UPDATE addresses SET state = 'unchanged' WHERE address = ?", address)

    def again(self, address: str, tries: int, at: float) -> None:
        """Write down that an address is to be tried again, not before a time."""
        self._change("UPDATE addresses SET tries = ?, next_try = ? WHERE address = ?", tries, at, address)

    def failed(self, address: str, reason: str) -> None:
        """Write down that an address was given up."""
        self._change("UPDATE addresses SET state = 'failed', reason = ? WHERE address = ?", reason, address)

    def summary(self, address: str) -> bytes | None:
        """Return the row that stands where a page could not be fetched."""
        rows = self._rows("SELECT summary FROM addresses WHERE address = ?", address)
        return rows[0]["summary"] if rows else None

    def state(self, address: str) -> State | None:
        """Return how an address stands, None where it was never heard of."""
        rows = self._rows("SELECT state FROM addresses WHERE address = ?", address)
        return rows[0]["state"] if rows else None

    def reason(self, address: str) -> str:
        """Return why an address was given up."""
        rows = self._rows("SELECT reason FROM addresses WHERE address = ?", address)
        return str(rows[0]["reason"] or "") if rows else ""

    def found_through(self, root: str) -> int:
        """Return how many pages a feed or sitemap has led to in this round."""
        sql = "SELECT count(*) FROM addresses WHERE root = ? AND depth = ? AND round = ?"
        return self._one(sql, root, LEAF, self._get("round"))

    def kept(self) -> Iterator[Fetched | tuple[str, str]]:
        """Yield the answers, and (address, reason) of those given up, that a run cut short left behind."""
        numbers = self._rows(
            "SELECT number FROM addresses WHERE round = ? AND state IN ('fetched', 'failed') ORDER BY number",
            self._get("round"),
        )
        for number in numbers:
            row = self._rows("SELECT * FROM addresses WHERE number = ?", number["number"])[0]
            if row["state"] == "failed":
                yield row["address"], row["reason"] or ""
            elif row["body"] is not None:
                names = (*Fetched.__dataclass_fields__,)
                yield Fetched(**{name: row[name] for name in names} | {"body": zlib.decompress(row["body"])})

    def unchanged_ones(self) -> int:
        """Return how many addresses had nothing new in this round."""
        sql = "SELECT count(*) FROM addresses WHERE round = ? AND state = 'unchanged'"
        return self._one(sql, self._get("round"))

    def settle(self, run: int) -> None:
        """End the round of a run: all that came of it is safe elsewhere. That of another run stays open."""
        if self._get("run") != run:
            return
        with self._changing():
            self._database.execute("UPDATE addresses SET body = NULL WHERE body IS NOT NULL")
            self._set("open", 0)

    def polled(self, feed: str) -> tuple[float, int]:
        """Return when a feed is to be polled next, and how often it has failed in a row."""
        rows = self._rows("SELECT next_poll, failures FROM polls WHERE feed = ?", feed)
        return (float(rows[0]["next_poll"]), int(rows[0]["failures"])) if rows else (0.0, 0)

    def poll_at(self, feed: str, at: float, failures: int) -> None:
        """Write down when a feed is to be polled next."""
        self._change("INSERT OR REPLACE INTO polls VALUES (?, ?, ?)", feed, at, failures)

    def _change(self, sql: str, *values: object) -> None:
        with self._said():
            self._database.execute(sql, values)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._said():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._said():
            return self._database.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> int:
        return int(self._rows(sql, *values)[0][0])

    def _get(self, key: str) -> int:
        return self._one("SELECT value FROM state WHERE key = ?", key)

    def _set(self, key: str, value: int) -> None:
        self._database.execute("UPDATE state SET value = ? WHERE key = ?", (value, key))

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as fault:
            raise StoreError(f"{self._path}: the list of addresses cannot be kept ({fault})") from fault
