"""Parquet shards of events: written whole or not at all, never changed afterwards.

Not for deciding which shards count: that is the manifest, in SQLite.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from detente.records import Event, to_dict
from detente.schemas import schema_of
from detente.workspace.folder import EVENTS, make_folder, sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

UNDATED = "undated"
TEMPORARY = ".tmp"
MONTH = len("YYYY-MM")
# The names that `write_shards` gives: whatever else stands under `events` is somebody else's.
_OURS = re.compile(rf"(\d{{4}}-\d{{2}}|{UNDATED})/[0-9a-f]{{32}}\.parquet({re.escape(TEMPORARY)})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One file of events of one month; ``path`` is relative to the workspace folder."""

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
    return [_write(folder, month, rows) for month, rows in sorted(months.items())]


def _write(folder: Path, month: str, events: list[Event]) -> Shard:
    data = _parquet(events)
    digest = hashlib.sha256(data).hexdigest()
    path = folder / EVENTS / month / f"{digest[:32]}.parquet"
    make_folder(path.parent)
    write_whole(path, data)
    name = path.relative_to(folder).as_posix()
    return Shard(path=name, month=month, rows=len(events), bytes=len(data), sha256=digest)


def _parquet(events: list[Event]) -> bytes:
    ordered = sorted(events, key=lambda event: (event.date.start or "", event.id))
    sink = io.BytesIO()
    rows = [to_dict(event) for event in ordered]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema_of(Event)), sink, compression="zstd")
    return sink.getvalue()


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


def sweep(folder: Path, listed: Collection[str]) -> None:
    """Remove the orphans; only for the one writer."""
    for path in orphans(folder, listed):
        path.unlink(missing_ok=True)


def damage(folder: Path, path: str, sha256: str) -> str | None:
    """Return what is wrong with a listed shard, None where its bytes are those that were written."""
    try:
        with (folder / path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        return fault.strerror or str(fault)
    return None if digest == sha256 else "its bytes are not those that were written"
