"""Events read from the shards with DuckDB, in memory: the only door to DuckDB.

The list of files and what was superseded come from SQLite in one snapshot, so that a writer beside us can
never show half of its work.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from detente.records import Event, from_dict
from detente.workspace.folder import snapshot
from detente.workspace.shards import MONTH, UNDATED
from detente.workspace.sql import named

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from pathlib import Path

# Extensions would be fetched from the network at run time; everything used here is built in.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """Which events; see `Workspace.events`. ``moment`` is a full UTC time or None for what stands now."""

    codes: Collection[str] | None = None
    ids: Collection[str] | None = None
    article_ids: Collection[str] | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    moment: str | None = None


def select_events(folder: Path, database: sqlite3.Connection, query: EventQuery) -> list[tuple[Event, str]]:
    """Return the events asked for, each with the relative path of its shard, by date and id."""
    with snapshot(database):
        shards = _shards(database, query)
        if not shards:
            return []
        retired = _retired(folder, database, shards)
        public = _public(database, query)
    absolute = {str((folder / shard).absolute()): shard for shard in shards}
    rows = _run(list(absolute), retired, public, query)
    return [(from_dict(Event, row), absolute[row.pop("shard")]) for row in rows]


def _shards(database: sqlite3.Connection, query: EventQuery) -> list[str]:
    """Return the listed shards whose month can hold what is asked for."""
    rows = database.execute("SELECT path, month FROM shards WHERE state = 'listed' ORDER BY path").fetchall()
    return [row["path"] for row in rows if _may_hold(row["month"], query)]


def _may_hold(month: str, query: EventQuery) -> bool:
    if month == UNDATED:
        return query.since is None and query.until is None
    late_enough = query.since is None or month >= query.since[:MONTH]
    return late_enough and (query.until is None or month <= query.until[:MONTH])


def _retired(folder: Path, database: sqlite3.Connection, shards: list[str]) -> pa.Table:
    rows = database.execute(
        "SELECT shard, event_id, recorded_to FROM retired WHERE shard IN (SELECT value FROM json_each(?))",
        (json.dumps(shards),),
    ).fetchall()
    columns = {
        "shard": [str((folder / row["shard"]).absolute()) for row in rows],
        "event_id": [row["event_id"] for row in rows],
        "recorded_to": [row["recorded_to"] for row in rows],
    }
    return pa.table(columns, schema=pa.schema([(name, pa.string()) for name in columns]))


def _public(database: sqlite3.Connection, query: EventQuery) -> pa.Table | None:
    """Return the ids of the articles that count, None where all do."""
    if query.as_of is None:
        wanted = query.article_ids
        return None if wanted is None else _ids(sorted(wanted))
    values = {
        "ids": None if query.article_ids is None else json.dumps(sorted(query.article_ids)),
        "as_of": query.as_of,
        "moment": query.moment,
    }
    rows = database.execute(named("public"), values).fetchall()
    return _ids([row["id"] for row in rows])


def _ids(values: list[str]) -> pa.Table:
    return pa.table({"id": pa.array(values, pa.string())})


def _run(
    files: list[str], retired: pa.Table, public: pa.Table | None, query: EventQuery
) -> list[dict[str, Any]]:
    values = {
        "files": [_no_glob(file) for file in files],
        "codes": None if query.codes is None else sorted(query.codes),
        "ids": None if query.ids is None else sorted(query.ids),
        "since": query.since,
        "until": query.until,
        "moment": query.moment,
        "some_articles": public is not None,
    }
    with duckdb.connect(":memory:", config=CONFIG) as engine:
        engine.register("retired", retired)
        engine.register("public", public if public is not None else _ids([]))
        found = engine.sql(named("events"), params=values)
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def _no_glob(path: str) -> str:
    """Return the path as a pattern that means just this path.

    >>> _no_glob("/data[1]/a.parquet")
    '/data[[]1]/a.parquet'
    """
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
