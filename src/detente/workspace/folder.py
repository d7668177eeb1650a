"""The folder of a workspace on disk: its files, its schema, its connections and its one-writer lock."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from detente.errors import StoreBusy, StoreError
from detente.workspace.faults import store_faults
from detente.workspace.sql import named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASE = "workspace.sqlite"
LOCK = "workspace.lock"
EVENTS = "events"
# What a first run that was killed can leave before there is a schema; nothing else in a folder is ours.
BEGINNINGS = frozenset({LOCK, DATABASE, *(f"{DATABASE}-{part}" for part in ("journal", "wal", "shm"))})
SCHEMA = 3  # 2: copies and stories; 3: shards are sorted by codes, and merged
SORTED_SCHEMA = 3
MAKING_SECONDS, MAKING_PAUSE = 5.0, 0.05  # a reader waits so long while a first run writes the schema
BUSY_MS = 10_000  # only a checkpoint can make a reader wait, and that takes milliseconds


def create(folder: Path) -> None:
    """Make an empty workspace in a folder that is new, empty, or holds one already (then: nothing)."""
    with store_faults(folder):
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder}: is a file, so no workspace can be made there")
        # Looked at before the schema: by the time a quicker process has events there, it has a schema too.
        others = folder.is_dir() and any(entry.name not in BEGINNINGS for entry in folder.iterdir())
    if _has_schema(folder):
        return
    if others:
        raise StoreError(f"{folder}: holds other files and no workspace: name a new or an empty folder")
    with store_faults(folder):
        make_folder(folder)
    with writing(folder):
        _write_schema(folder)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it so that they are there after a power cut too."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk before going on."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _has_schema(folder: Path) -> bool:
    if not (folder / DATABASE).exists():
        return False
    with store_faults(folder), connected(folder) as database:
        return _schema_of(database) is not None


def _write_schema(folder: Path) -> None:
    with store_faults(folder), connected(folder) as database:
        if _schema_of(database) is None:  # another process may have been quicker
            if database.execute("SELECT 1 FROM sqlite_schema").fetchone():
                raise _no_workspace(folder)
            tables = "\n".join(named(name) for name in ("schema", "stories_schema", "merging_schema"))
            script = f"{tables}\nINSERT INTO meta VALUES ('schema', '{SCHEMA}');"
            database.executescript(f"BEGIN IMMEDIATE; {script} COMMIT;")


def upgrade(database: sqlite3.Connection) -> None:
    """Give a workspace of an older schema the tables it lacks; what it holds stays. For the one writer."""
    if _schema_of(database) == 1:
        raised = "UPDATE meta SET value = '2' WHERE key = 'schema';"
        database.executescript(f"BEGIN IMMEDIATE; {named('stories_schema')} {raised} COMMIT;")
    if schema_of(database) < SORTED_SCHEMA:  # its number is raised once its shards are sorted
        database.executescript(named("merging_schema"))


def check(folder: Path) -> None:
    """Raise a `StoreError` that says what is wrong unless the folder holds a workspace we can read."""
    if not (folder / DATABASE).is_file():
        raise StoreError(f"{folder}: no workspace here: make one with 'detente add SOURCE... --db {folder}'")
    schema, empty = _made(folder)
    patience = time.monotonic() + MAKING_SECONDS
    while schema is None and empty and time.monotonic() < patience:
        time.sleep(MAKING_PAUSE)
        schema, empty = _made(folder)
    if schema is None and empty:
        raise StoreError(f"{folder}: the workspace is only being made: try again in a moment")
    if schema is None:
        raise _no_workspace(folder)
    if schema > SCHEMA:
        raise StoreError(
            f"{folder}: written by a newer Detente (schema {schema}, this one knows {SCHEMA}): upgrade it"
        )


def _made(folder: Path) -> tuple[int | None, bool]:
    """Return the schema number and whether the file is still empty, as in the first moment of a first run."""
    with store_faults(folder), connected(folder, read_only=True) as database:
        empty = database.execute("SELECT 1 FROM sqlite_schema").fetchone() is None
        return (None if empty else _schema_of(database)), empty


def _no_workspace(folder: Path) -> StoreError:
    return StoreError(f"{folder}: {DATABASE} is not a Detente workspace")


def _schema_of(database: sqlite3.Connection) -> int | None:
    """Return the schema number, None where there is no workspace in the file."""
    if not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").fetchone():
        return None
    row = database.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    return int(row["value"]) if row else None


def schema_of(database: sqlite3.Connection) -> int:
    """Return the schema number of a workspace."""
    return _schema_of(database) or SCHEMA


def connect(folder: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection to the folder's SQLite file, rows by name, transactions by hand."""
    mode = "ro" if read_only else "rwc"
    uri = f"{(folder / DATABASE).absolute().as_uri()}?mode={mode}"
    database = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    database.row_factory = sqlite3.Row
    database.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    if not read_only:
        # NORMAL: after a power cut the last commits may be missing, never half there, and a missing
        # page is simply done again.
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA foreign_keys = ON")
    elif _schema_of(database) == 1:
        database.executescript(named("stories_none"))
    return database


@contextmanager
def connected(folder: Path, *, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    """Give a connection and close it."""
    database = connect(folder, read_only=read_only)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Commit what is written inside the block: all of it or, when it fails, nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def snapshot(database: sqlite3.Connection) -> Iterator[None]:
    """Let all reads inside the block see one moment; inside another such block this is a part of that."""
    if database.in_transaction:
        yield
        return
    hold(database)
    try:
        yield
    finally:
        database.rollback()  # nothing was written; no error where one of the disk has ended it already


def hold(database: sqlite3.Connection) -> None:
    """Let all reads from now on see this moment, until the transaction ends."""
    database.execute("BEGIN")
    database.execute("SELECT 1 FROM meta").fetchone()  # SQLite takes the moment of the first read


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the one-writer lock; the kernel lets go of it when the process ends, however it ends."""
    with store_faults(folder):
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(handle, folder)
        yield
    finally:
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        holder = _holder(handle)
        raise StoreBusy(
            f"{folder}: {holder} is writing to this workspace: wait until it has finished, or stop it."
            " Reading works meanwhile"
        ) from fault
    with store_faults(folder):
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"pid": os.getpid()}).encode(), 0)


def _holder(handle: int) -> str:
    try:
        return f"process {json.loads(os.pread(handle, 100, 0))['pid']}"
    except (ValueError, KeyError):
        return "another process"
