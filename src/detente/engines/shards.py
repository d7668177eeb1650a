"""A shard: some pages that are coded in one task; its file of results, and its row in the manifest.

    folder/manifest.jsonl    one line for each shard that is done or was set aside
    folder/<shard>.parquet   the results of one shard, one row a page

A file counts once the manifest lists it, and then it is whole: it is synced before that. Not for running
tasks: `local` does that.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from detente.engines.batch import results_of
from detente.errors import DetenteError
from detente.records import Page, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from detente.engines.batch import Result

    Item: TypeAlias = Page | Rejected

# A shard takes some seconds: long beside what a task costs (some 20 ms), short beside what a killed run
# may lose. One that holds long pages ends earlier, so that those under way fit in memory.
PAGES_PER_SHARD = 64
BYTES_PER_SHARD = 8 * 2**20
MANIFEST = "manifest.jsonl"
SUFFIX, TEMPORARY = ".parquet", ".tmp"
NAME_LENGTH = 32  # hex digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Pages that are coded in one task, in order; inputs rejected on the way stand among them."""

    items: tuple[Item, ...]
    tries: int = 0  # how often a worker has failed on these pages

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages to be coded."""
        return tuple(item for item in self.items if isinstance(item, Page))

    def name(self, recipe: str) -> str:
        """Return the digest of all that its results depend on: the pages, and the code that codes them."""
        digest = hashlib.sha256(recipe.encode())
        for page in self.pages:  # the content stands in the id
            fields = (getattr(page, f.name) for f in dataclasses.fields(page) if f.name != "content")
            digest.update(json.dumps(list(fields)).encode())
        return digest.hexdigest()[:NAME_LENGTH]

    def retried(self) -> list[Shard]:
        """Return what is tried after a failure: each page alone, so that the innocent are soon through."""
        return [replace(self, items=(item,), tries=self.tries + 1) for item in self.items]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardRow:
    """One row of the manifest. ``seconds`` and ``memory`` (peak, MB) are those of the worker."""

    shard: str
    state: Literal["done", "set aside"]
    pages: int
    articles: int = 0
    sentences: int = 0
    events: int = 0
    claims: int = 0
    rejects: int = 0
    seconds: float = 0.0
    memory: int = 0
    tries: int = 1
    reason: str | None = None
    recipe: str = ""


def gather(
    items: Iterable[Item], *, pages: int = PAGES_PER_SHARD, size: int = BYTES_PER_SHARD
) -> Iterator[Shard]:
    """Yield the items as shards of at most so many pages; one of ``size`` bytes or more takes no further.

    >>> bad = Rejected(id="1", stage="pages", reason="empty file", location="a.txt")
    >>> [len(shard.items) for shard in gather([bad])]
    [1]
    """
    held: list[Item] = []
    count = weight = 0
    try:
        for item in items:
            held.append(item)
            count += isinstance(item, Page)
            weight += len(item.content) if isinstance(item, Page) else 0
            if count in {0, pages} or weight >= size:  # what was rejected waits for no page
                yield Shard(items=tuple(held))
                held, count, weight = [], 0, 0
    except DetenteError:
        if held:
            yield Shard(items=tuple(held))
        raise
    if held:
        yield Shard(items=tuple(held))


class Shards:
    """The files and the manifest of one run in a folder; what an earlier run finished there is found."""

    def __init__(self, folder: Path, recipe: str) -> None:
        """Make the folder and read its manifest; a line that was cut short is none."""
        self.folder = folder
        self._recipe = recipe
        folder.mkdir(parents=True, exist_ok=True)
        self._rows = {row.shard: row for row in _read_rows(folder / MANIFEST)}

    def name(self, shard: Shard) -> str:
        """Return the name of a shard's file and row."""
        return shard.name(self._recipe)

    def path(self, name: str) -> Path:
        """Return the file of a shard's results."""
        return self.folder / f"{name}{SUFFIX}"

    def row(self, name: str) -> ShardRow | None:
        """Return the row of a shard that is done, its file beside it, or was set aside."""
        row = self._rows.get(name)
        if row is not None and row.state == "done" and not self.path(name).exists():
            return None
        return row

    def enter(self, row: ShardRow) -> None:
        """Add a row to the manifest."""
        line = json.dumps(dataclasses.asdict(replace(row, recipe=self._recipe))) + "\n"
        with (self.folder / MANIFEST).open("ab+") as manifest:
            torn = _is_cut(manifest)  # by a run that was killed: its half line must not swallow ours
            manifest.write(b"\n" * torn + line.encode())
        self._rows[row.shard] = row

    def results(self, name: str) -> list[list[Result]]:
        """Return the results of each page of a shard that is done, in order."""
        table = pq.read_table(self.path(name), use_threads=False)
        return [results for batch in table.to_batches() for _, results in results_of(batch)]

    def remove(self, name: str) -> None:
        """Remove the file of a shard whose results have been taken over."""
        self.path(name).unlink(missing_ok=True)

    def close(self) -> None:
        """Remove what this and earlier runs left, and the folder; nothing else that stands in it."""
        for path in self.folder.iterdir():
            if path.suffix in {SUFFIX, TEMPORARY} or path.name == MANIFEST:
                path.unlink(missing_ok=True)
        if not any(self.folder.iterdir()):
            self.folder.rmdir()


def write_results(batch: pa.RecordBatch, path: Path) -> None:
    """Write the results of a shard so that they are there whole, also after a power cut, or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        with temporary.open("wb") as file:
            pq.write_table(pa.Table.from_batches([batch]), file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _read_rows(manifest: Path) -> Iterator[ShardRow]:
    if not manifest.exists():
        return
    for line in manifest.read_bytes().splitlines():
        try:
            yield ShardRow(**json.loads(line))
        except (ValueError, TypeError):  # cut short, or written by another release
            continue


def _is_cut(manifest: IO[bytes]) -> bool:
    end = manifest.seek(0, os.SEEK_END)
    if end == 0:
        return False
    manifest.seek(end - 1)
    return manifest.read(1) != b"\n"
