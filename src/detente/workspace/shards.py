"""Parquet shards of events: written whole or not at all, never changed afterwards.

Beside the fields of `Event` a shard has the column ``codes``, and is sorted by it: see `codes_text`. Not for
deciding which shards count: that is the manifest, in SQLite.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from detente.records import Event, to_dict
from detente.schemas import schema_of
from detente.workspace.folder import EVENTS, make_folder, sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

UNDATED = "undated"
CODES = "codes"
PAIR = 2  # codes
ORDER: list[tuple[str, Literal["ascending", "descending"]]] = [(CODES, "ascending"), ("id", "ascending")]
NAME_LENGTH = 32  # hex digits
MERGED_ROWS = 65_536  # events that are merged at a time: some 100 MB
TEMPORARY = ".tmp"
MONTH = len("YYYY-MM")
GRACE_SECONDS = 600  # far longer than any question is answered from one moment
# Rows of a group, the least that is read of a shard: one pair of a year's events is in one or two of them.
# Each group costs a millisecond where it is touched and some in the footer, so smaller ones are no gain (over
# two million events a pair took 108 ms with these, 127 with 8,192 rows).
GROUP_ROWS = 16_384
# The names that `write_shards` gives: whatever else stands under `events` is somebody else's.
_OURS = re.compile(rf"(\d{{4}}(-\d{{2}})?|{UNDATED})/[0-9a-f]{{32}}\.parquet({re.escape(TEMPORARY)})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One file of events of one month or year; ``path`` is relative to the workspace folder."""

    path: str
    month: str
    rows: int
    bytes: int
    sha256: str


def month_of(event: Event) -> str:
    """Return the month folder of an event: that of its first possible day."""
    return event.date.start[:MONTH] if event.date.start else UNDATED


def write_shards(folder: Path, events: Iterable[Event], *, now: str) -> list[Shard]:
    """Write the events as one shard for each month; no reader sees them before they are listed."""
    months: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        months[month_of(event)].append(replace(event, recorded_from=now, recorded_to=None))
    return [write_shard(folder, month, _table(rows)) for month, rows in sorted(months.items())]


def write_shard(folder: Path, month: str, table: pa.Table) -> Shard:
    """Write a table of events as one shard; ``month`` may be a year."""
    data = _parquet(table)
    digest = hashlib.sha256(data).hexdigest()
    path = folder / EVENTS / month / f"{digest[:NAME_LENGTH]}.parquet"
    make_folder(path.parent)
    write_whole(path, data)
    name = path.relative_to(folder).as_posix()
    return Shard(path=name, month=month, rows=table.num_rows, bytes=len(data), sha256=digest)


def codes_text(codes: Iterable[str]) -> str:
    """Return the codes that an event names as one text, by which events of one pair stand together.

    More than two stand between blanks, so that they come first, and that each can be found as a word.

    >>> codes_text(["RUS", "AZE", "RUS"]), codes_text(["RUS", "AZE", "ARM"])
    ('AZE RUS', ' ARM AZE RUS ')
    """
    named = sorted(set(codes))
    return " ".join(named) if len(named) <= PAIR else f" {' '.join(named)} "


def _table(events: list[Event]) -> pa.Table:
    table = pa.Table.from_pylist([to_dict(event) for event in events], schema=schema_of(Event))
    return with_codes(table)


def with_codes(table: pa.Table) -> pa.Table:
    """Return a table of events with the column that tells their codes, where it has none."""
    if CODES in table.column_names:
        return table
    sides = table.select(["source", "target"]).to_pylist()
    texts = [codes_text(actor["code"] for actor in (*row["source"], *row["target"])) for row in sides]
    return table.append_column(CODES, pa.array(texts, pa.string()))


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table.sort_by(ORDER), sink, compression="zstd", row_group_size=GROUP_ROWS)
    return sink.getvalue()


def merge_shards(folder: Path, month: str, paths: Sequence[str]) -> Shard:
    """Write the events of several shards as one, some at a time: they need not fit in memory."""
    files = [folder / path for path in paths]
    name = hashlib.sha256("".join(paths).encode()).hexdigest()[:NAME_LENGTH]
    temporary = folder / EVENTS / month / f"{name}.parquet{TEMPORARY}"
    make_folder(temporary.parent)
    empty = pa.unify_schemas([pq.read_schema(file) for file in files]).empty_table()
    rows = 0
    try:
        with pq.ParquetWriter(temporary, empty.schema, compression="zstd") as writer:
            for low, high in _ranges(files):
                parts = [empty, *(_between(file, low, high) for file in files)]
                table = pa.concat_tables(parts, promote_options="permissive").sort_by(ORDER)
                writer.write_table(table, row_group_size=GROUP_ROWS)
                rows += table.num_rows
        path, digest = _named(temporary)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    name = path.relative_to(folder).as_posix()
    return Shard(path=name, month=month, rows=rows, bytes=path.stat().st_size, sha256=digest)


def _ranges(files: Sequence[Path]) -> list[tuple[str, str | None]]:
    """Return bounds of codes, each but the last with an end, that hold some `MERGED_ROWS` events each."""
    columns = [pq.read_table(file, columns=[CODES]).column(CODES) for file in files]
    codes = pa.chunked_array(chain.from_iterable(column.chunks for column in columns)).sort()
    lows = ["", *sorted({codes[k].as_py() for k in range(MERGED_ROWS, len(codes), MERGED_ROWS)})]
    return list(zip(lows, [*lows[1:], None], strict=True))


def _between(file: Path, low: str, high: str | None) -> pa.Table:
    codes = pc.field(CODES)
    return pq.read_table(file, filters=codes >= low if high is None else (codes >= low) & (codes < high))


def _named(temporary: Path) -> tuple[Path, str]:
    """Give a written file the name of its digest, so that it is there whole, also after a power cut."""
    with temporary.open("rb+") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    path = temporary.with_name(f"{digest[:NAME_LENGTH]}.parquet")
    temporary.replace(path)
    sync_folder(path.parent)
    return path, digest


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, also after a power cut, or not at all."""
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def orphans(folder: Path, listed: Collection[str]) -> list[Path]:
    """Return the shards that the manifest does not list: left by a run that was killed."""
    root = folder / EVENTS
    named = (path for path in root.glob("*/*") if _OURS.fullmatch(path.relative_to(root).as_posix()))
    files = sorted(path for path in named if path.is_file())
    return [path for path in files if path.relative_to(folder).as_posix() not in listed]


def sweep(folder: Path, listed: Collection[str], replaced: Collection[str] = ()) -> None:
    """Remove the orphans; only for the one writer.

    Shards that were replaced stay a while, for whoever began to read before.
    """
    for path in orphans(folder, listed):
        kept = path.relative_to(folder).as_posix() in replaced
        if not kept or time.time() - path.stat().st_mtime > GRACE_SECONDS:
            path.unlink(missing_ok=True)


def damage(folder: Path, path: str, sha256: str) -> str | None:
    """Return what is wrong with a listed shard, None where its bytes are those that were written."""
    try:
        with (folder / path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        return fault.strerror or str(fault)
    return None if digest == sha256 else "its bytes are not those that were written"
