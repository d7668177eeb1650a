"""Compaction: many small shards of a year merged into one, while readers go on reading.

Commits write a shard a month; a long run, or a year of daily ones, would leave thousands, and each costs
every question a millisecond or two. Four of like size make one of the next size while a run goes on; at its
end a year becomes one shard where a tenth of its events or more stand in others. So an event is rewritten a
few times at most. Not for changing events: what was superseded goes along, and stays closed.
"""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from detente.workspace.folder import SCHEMA, SORTED_SCHEMA, schema_of, transaction
from detente.workspace.shards import CODES, PAIR, UNDATED, Shard, merge_shards, with_codes, write_shard

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

MERGED_AT_ONCE = 4
LEAST_ROWS = 1024  # the first size; each further one is four times as large
ROWS_AT_MOST = 524_288  # no shard is merged into a larger one, so merging takes half a minute at most
LOOSE_SHARE = 0.1  # of a year's events in other shards than its largest: from here on all are merged


def listed_paths(database: sqlite3.Connection) -> set[str]:
    """Return the paths of the shards that count."""
    return {row["path"] for row in database.execute("SELECT path FROM shards")}


def replaced_paths(database: sqlite3.Connection) -> set[str]:
    """Return the paths of the shards that were merged into others."""
    if schema_of(database) < SORTED_SCHEMA:
        return set()
    return {row["path"] for row in database.execute("SELECT path FROM replaced")}


def merge_due(folder: Path, database: sqlite3.Connection, years: Iterable[str], *, now: str) -> None:
    """Merge shards of the years (as `year_of` names them) wherever there are enough of like size."""
    for year in sorted(set(years)):
        while any(_merge(folder, database, paths, now=now) for paths in _alike(database, year)):
            pass


def merge_years(folder: Path, database: sqlite3.Connection, years: Iterable[str], *, now: str) -> None:
    """Merge all shards of a year where enough of its events stand outside its largest one."""
    for year in sorted(set(years)):
        shards = [each for each in _listed(database) if _mergeable(each, year)]
        total = sum(each.rows for each in shards)
        loose = total - max((each.rows for each in shards), default=0)
        if loose and loose >= total * LOOSE_SHARE:
            _merge(folder, database, shards, now=now, least=PAIR)


def _mergeable(shard: Shard, year: str) -> bool:
    return year_of(shard.month) == year and shard.rows < ROWS_AT_MOST


def year_of(month: str) -> str:
    """Return what shards are merged by: the year, or `UNDATED`.

    >>> year_of("2020-09"), year_of("2020"), year_of("undated")
    ('2020', '2020', 'undated')
    """
    return month if month == UNDATED else month[: len("YYYY")]


def sort_shards(folder: Path, database: sqlite3.Connection, *, now: str) -> None:
    """Give the shards of an older workspace their codes, one by one, then merge them."""
    if schema_of(database) >= SORTED_SCHEMA:
        return
    for shard in _listed(database):
        if CODES not in pq.read_schema(folder / shard.path).names:
            table = with_codes(pq.read_table(folder / shard.path))
            _list_instead(folder, database, [shard], write_shard(folder, shard.month, table), now=now)
    database.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(SCHEMA),))
    merge_years(folder, database, (year_of(shard.month) for shard in _listed(database)), now=now)


def _listed(database: sqlite3.Connection) -> list[Shard]:
    rows = database.execute("SELECT path, month, rows, bytes, sha256 FROM shards ORDER BY created, path")
    return [Shard(**dict(row)) for row in rows]


def _alike(database: sqlite3.Connection, year: str) -> list[list[Shard]]:
    """Return the shards of a year by size, the smallest first, where there are enough of one size."""
    sizes: dict[int, list[Shard]] = defaultdict(list)
    for shard in _listed(database):
        if _mergeable(shard, year):
            sizes[(shard.rows // LEAST_ROWS).bit_length() // 2].append(shard)
    return [shards for _, shards in sorted(sizes.items()) if len(shards) >= MERGED_AT_ONCE]


def _merge(
    folder: Path, database: sqlite3.Connection, shards: list[Shard], *, now: str, least: int = MERGED_AT_ONCE
) -> bool:
    """Merge those of the shards that have no event in common; return whether there were enough of them.

    Two versions of one event stay in two shards: which of them was superseded is told by its shard.
    """
    seen: set[str] = set()
    apart: list[Shard] = []
    for shard in shards:
        column = pq.read_table(folder / shard.path, columns=["id"]).column("id")
        ids: set[str] = {str(each) for each in column.to_pylist()}
        if len(seen) + len(ids) <= ROWS_AT_MOST and not ids & seen:
            seen |= ids
            apart.append(shard)
    if len(apart) < least:
        return False
    new = merge_shards(folder, year_of(apart[0].month), [shard.path for shard in apart])
    _list_instead(folder, database, apart, new, now=now)
    return True


def _list_instead(
    folder: Path, database: sqlite3.Connection, old: list[Shard], new: Shard, *, now: str
) -> None:
    """List one shard in the place of those whose events it holds, all at once."""
    paths = [(shard.path,) for shard in old]
    with transaction(database):
        row = (new.path, new.month, new.rows, new.bytes, new.sha256, "listed", now)
        database.execute("INSERT INTO shards VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        database.executemany("UPDATE retired SET shard = ? WHERE shard = ?", [(new.path, *p) for p in paths])
        database.executemany("INSERT OR IGNORE INTO replaced VALUES (?)", paths)
        database.executemany("DELETE FROM shards WHERE path = ?", paths)
    for shard in old:
        with suppress(OSError):  # from now on it is kept for those who began to read before
            os.utime(folder / shard.path)
