"""What the disk and the databases can fail with, said as a `StoreError` that tells what to do.

Not for hiding anything: whatever is not known here is raised as it is.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from detente.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# No space, over the quota, over the size that a file may have: all three mean "there is no room".
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# SQLite says FULL for no space and one of the IOERR family when a write is refused for another reason.
NO_ROOM_SQLITE = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"})
DAMAGED_SQLITE = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})
READ_ONLY_SQLITE = frozenset({"SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"})


@contextmanager
def store_faults(folder: Path) -> Iterator[None]:
    """Turn what the disk, SQLite and DuckDB raise inside the block into a `StoreError` about the folder."""
    try:
        yield
    except OSError as fault:
        raise StoreError(_os_text(folder, fault)) from fault
    except sqlite3.Error as fault:
        raise StoreError(_sqlite_text(folder, fault)) from fault
    except duckdb.Error as fault:
        what = str(fault).splitlines()[0]
        text = f"{folder}: a shard of events cannot be read ({what}): run 'detente doctor'"
        raise StoreError(text) from fault


def _os_text(folder: Path, fault: OSError) -> str:
    if fault.errno in NO_ROOM:
        return _no_room_text(folder)
    return f"{folder}: cannot be read or written ({fault.strerror or fault})"


def _no_room_text(folder: Path) -> str:
    return (
        f"{folder}: no room left on the disk. All finished pages are kept: make room (or move the folder)"
        " and run the same command again"
    )


def _sqlite_text(folder: Path, fault: sqlite3.Error) -> str:
    name = getattr(fault, "sqlite_errorname", None) or type(fault).__name__
    if name in NO_ROOM_SQLITE:
        return _no_room_text(folder)
    if name.startswith(tuple(DAMAGED_SQLITE)):
        return f"{folder}: workspace.sqlite is damaged ({fault}): restore it or add the pages to a new folder"
    if name.startswith(tuple(READ_ONLY_SQLITE)):
        return f"{folder}: workspace.sqlite cannot be opened ({fault}): is the folder yours to write?"
    return f"{folder}: workspace.sqlite: {fault} ({name})"
