"""Events read from the shards with DuckDB, in memory: the only door to DuckDB.

The list of files and what was superseded come from SQLite in one snapshot, so that a writer beside us can
never show half of its work.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from detente.records import Event, from_dict
from detente.workspace.folder import SORTED_SCHEMA, schema_of, snapshot
from detente.workspace.shards import CODES, PAIR, UNDATED, codes_text
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

MOST_PAIRED = 3  # codes whose pairs are looked up by their text: three codes make three pairs
NOBODY = "-"  # no code: fills up where only two are asked for
_SHAPE = pa.table({CODES: pa.array([], pa.string())})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuery:
    """Which events; see `Workspace.events`. ``moment`` is a full UTC time or None for what stands now."""

    codes: Collection[str] | None = None
    least: int = 1
    whole: bool = True
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
        mixed = schema_of(database) < SORTED_SCHEMA
    absolute = {str((folder / shard).absolute()): shard for shard in shards}
    rows = _run(list(absolute), retired, public, query, mixed=mixed)
    found = [(from_dict(Event, row), absolute[row.pop("shard")]) for row in rows]
    return [(event, shard) for event, shard in found if _names(event, query)] if mixed else found


def _names(event: Event, query: EventQuery) -> bool:
    """Whether an event names the codes asked for; it is looked at where its shard cannot tell."""
    if query.codes is None:
        return True
    return len({actor.code for actor in (*event.source, *event.target)} & set(query.codes)) >= query.least


def select_acts(
    folder: Path, database: sqlite3.Connection, article_ids: Collection[str], *, since: str
) -> list[tuple[str, str, str, str]]:
    """Return (article id, source, target, type) of the standing events of articles, each once.

    ``since`` is when the first of their pages was recorded: no shard made before holds any of them.
    """
    rows = database.execute(
        "SELECT path FROM shards WHERE state = 'listed' AND created >= ? ORDER BY path", (since,)
    ).fetchall()
    shards = [row["path"] for row in rows]
    if not shards:
        return []
    files = [_no_glob(str((folder / shard).absolute())) for shard in shards]
    with _engine().cursor() as engine:
        engine.register("retired", _retired(folder, database, shards))
        engine.register("public", _ids(sorted(article_ids)))
        return engine.sql(named("acts"), params={"files": files}).fetchall()


def _shards(database: sqlite3.Connection, query: EventQuery) -> list[str]:
    """Return the listed shards whose month can hold what is asked for."""
    rows = database.execute("SELECT path, month FROM shards WHERE state = 'listed' ORDER BY path").fetchall()
    return [row["path"] for row in rows if _may_hold(row["month"], query)]


def _may_hold(month: str, query: EventQuery) -> bool:
    if month == UNDATED:
        return query.since is None and query.until is None
    length = len(month)  # of a month, or of a year
    late_enough = query.since is None or month >= query.since[:length]
    return late_enough and (query.until is None or month <= query.until[:length])


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
    files: list[str], retired: pa.Table, public: pa.Table | None, query: EventQuery, *, mixed: bool
) -> list[dict[str, Any]]:
    paired = not mixed and query.least == PAIR and len(query.codes or ()) in {PAIR, MOST_PAIRED}
    values = {
        "files": [_no_glob(file) for file in files],
        "mixed": mixed,
        "codes": None if query.codes is None or mixed or paired else sorted(query.codes),
        "pairs": _pairs(query.codes) if paired else None,
        "words": [f" {code} " for code in [*query.codes, NOBODY]] if query.codes and paired else None,
        "least": query.least,
        "whole": query.whole,
        "ids": None if query.ids is None else sorted(query.ids),
        "since": query.since,
        "until": query.until,
        "moment": query.moment,
        "some_articles": public is not None,
    }
    with _engine().cursor() as engine:
        engine.register("retired", retired)
        engine.register("public", public if public is not None else _ids([]))
        engine.register("shape", _SHAPE)
        found = engine.sql(named("events"), params=values)
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """Return DuckDB: it takes longer to start than many a question, which has a cursor of its own."""
    return duckdb.connect(":memory:", config=CONFIG)


def _pairs(codes: Collection[str] | None) -> list[str]:
    """Return the texts of the pairs that two or three codes make, filled up to three."""
    texts = [codes_text(pair) for pair in combinations(codes or (), PAIR)]
    return texts + texts[:1] * (MOST_PAIRED - len(texts))


def _no_glob(path: str) -> str:
    """Return the path as a pattern that means just this path.

    >>> _no_glob("/data[1]/a.parquet")
    '/data[[]1]/a.parquet'
    """
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
