"""Records to standard output or into a file, in the format asked for; a file appears whole or not at all.

Only files are replaced: what is a device or a pipe is written into, and a link is followed.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import sys
from contextlib import contextmanager, suppress
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from detente.answers.escape import safe_cell
from detente.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STDOUT = Path("-")
PARQUET_ROWS = 5_000  # rows a row group: some megabytes of articles in memory

Row: TypeAlias = dict[str, Any]


class Kind(StrEnum):
    """The formats of records."""

    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    parquet = "parquet"
    table = "table"


SUFFIXES = {
    ".json": Kind.json,
    ".jsonl": Kind.jsonl,
    ".ndjson": Kind.jsonl,
    ".csv": Kind.csv,
    ".parquet": Kind.parquet,
}


def kind_for(kind: Kind | None, out: Path | None) -> Kind:
    """Return the format: the one asked for, else by the file's suffix, else by who reads.

    >>> kind_for(None, Path("events.csv")).value
    'csv'
    """
    if kind is not None:
        return kind
    if out is not None and out != STDOUT:
        known = SUFFIXES.get(out.suffix.lower())
        if known is None and (out.is_file() or not out.exists()):
            raise UsageError(f"{out}: no format ends so: name it {', '.join(SUFFIXES)} or give --format")
        return known or Kind.jsonl
    return Kind.table if sys.stdout.isatty() else Kind.jsonl


def write_rows(rows: Iterable[Row], schema: pa.Schema, *, out: Path | None, kind: Kind | None) -> None:
    """Write rows in any format but ``table``: tables are drawn by `detente.cli.render`."""
    writers: dict[Kind, Callable[[Iterable[Row], pa.Schema, BinaryIO], None]] = {
        Kind.json: _json,
        Kind.csv: _csv,
        Kind.parquet: _parquet,
    }
    chosen = kind_for(kind, out)
    if chosen is Kind.parquet and out in {None, STDOUT} and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal: name a file with -o FILE")
    with opened(out) as file:
        writers.get(chosen, _jsonl)(rows, schema, file)


def write_text(text: str, out: Path | None) -> None:
    """Write text, ending in a newline."""
    with opened(out) as file:
        file.write(text.rstrip("\n").encode() + b"\n")


@contextmanager
def opened(out: Path | None) -> Iterator[BinaryIO]:
    """Give the bytes of standard output, of a pipe or device, or of a file that takes its name when whole."""
    if out is None or out == STDOUT:
        with _said("standard output"):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    with _said(out):
        straight = out.exists() and not out.is_file()
        with out.open("wb") if straight else _replacing(Path(os.path.realpath(out))) as file:
            yield file


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            if target.exists():
                shutil.copymode(target, temporary)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _said(out: Path | str) -> Iterator[None]:
    """Say what could not be written; a reader that has gone, as `head` does, is nothing to speak of."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        room = fault.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        why = "no room left on the disk" if room else fault.strerror or str(fault)
        advice = "make room or name another place" if room else "name another place"
        raise StoreError(f"{out}: cannot be written ({why}): {advice}") from fault


def _jsonl(rows: Iterable[Row], _schema: pa.Schema, file: BinaryIO) -> None:
    file.writelines(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for row in rows)


def _json(rows: Iterable[Row], _schema: pa.Schema, file: BinaryIO) -> None:
    number = 0
    for number, row in enumerate(rows, start=1):
        file.write(
            (b",\n" if number > 1 else b"[\n")
            + json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
        )
    file.write(b"\n]\n" if number else b"[]\n")


def _csv(rows: Iterable[Row], schema: pa.Schema, file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    try:
        writer.writerow(schema.names)
        for row in rows:
            writer.writerow([_cell(row[name]) for name in schema.names])
    finally:  # the bytes are not ours to close, least of all where their reader has gone
        with suppress(BrokenPipeError):
            text.detach()


def _cell(value: object) -> object:
    """Nested values go into a cell as JSON, as do true and false; text cannot be a formula."""
    if isinstance(value, list | dict | bool):
        return json.dumps(value, ensure_ascii=False)
    return safe_cell(value)


def _parquet(rows: Iterable[Row], schema: pa.Schema, file: BinaryIO) -> None:
    source = iter(rows)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := list(islice(source, PARQUET_ROWS)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
