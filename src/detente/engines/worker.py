"""One worker process: what it does, and the handle by which it is given shards.

Each has its own pipe and one shard at a time, so when a process dies it is known on which shard. In a shared
pool all shards under way would fail together, and none would be known as the cause. Not for deciding what is
coded when: `local` does that.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from detente.engines.batch import COUNTS, code_batch
from detente.engines.shards import ShardRow, write_results
from detente.errors import DetenteError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from detente.engines.batch import PageWork

MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10  # in the units that `getrusage` counts in


@dataclass(frozen=True, slots=True)
class Failed:
    """What a worker says of trouble that is no page's fault: tables that are broken, a disk that is full."""

    reason: str


Answer: TypeAlias = ShardRow | Failed | None  # None: it has started


@dataclass(slots=True, eq=False)
class Worker:
    """A worker process seen from outside; ``shards`` counts those it was given."""

    process: BaseProcess
    pipe: Connection
    shards: int = 0

    def give(self, batch: pa.RecordBatch, path: Path, seconds: float) -> None:
        """Hand over a shard; where the process is gone, `answer` says so."""
        self.shards += 1
        with suppress(BrokenPipeError):
            self.pipe.send((batch, path, seconds))

    def answer(self) -> Answer:
        """Return what it has to say; raises `EOFError` where the process is gone."""
        try:
            said: Answer = self.pipe.recv()
        except OSError as fault:  # it went while it spoke
            raise EOFError from fault
        return said

    def end(self) -> int | None:
        """End the process, at once also where it is at work; return its exit code."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


def start_worker(work: PageWork, warm: Callable[[], object]) -> Worker:
    """Start a process; it answers None once ``warm`` has loaded what ``work`` needs."""
    # A fresh interpreter: a forked one would inherit the locks of this one's threads, held or not.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work, warm), daemon=True)
    process.start()
    theirs.close()  # so that its end is the end of the pipe
    return Worker(process, ours)


def _serve(pipe: Connection, work: PageWork, warm: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us once its work is in order
    pa.set_cpu_count(1)  # the other cores have workers of their own
    pa.set_io_thread_count(1)
    with suppress(EOFError, BrokenPipeError):  # whoever started us is gone
        try:
            warm()
        except DetenteError as fault:
            pipe.send(Failed(str(fault)))
            return
        pipe.send(None)
        while True:
            pipe.send(_code_shard(work, *pipe.recv()))


def _code_shard(work: PageWork, batch: pa.RecordBatch, path: Path, seconds: float) -> ShardRow | Failed:
    """Code a shard and write its results; one that takes too long, wherever it hangs, ends this process."""
    start = time.monotonic()
    with Path(os.devnull).open("w") as nowhere:  # else the watch would print what was being done
        # A thread outside the interpreter: it works also where an expression holds the interpreter's lock.
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            results = code_batch(batch, work)
            write_results(results, path)
        except OSError as fault:
            return Failed(f"{path.parent}: a shard cannot be written ({fault.strerror or fault})")
        finally:
            faulthandler.cancel_dump_traceback_later()
    counts: dict[str, Any] = {name: pc.sum(results.column(name)).as_py() or 0 for name in COUNTS}
    return ShardRow(
        shard=path.stem,
        state="done",
        pages=results.num_rows,
        **counts,
        seconds=round(time.monotonic() - start, 3),
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE,
    )
