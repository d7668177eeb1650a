"""Many pages on the cores of this machine: shards coded in worker processes, given back in order.

What a worker dies on is tried again in a fresh process, each page alone; a page that fails three times is
set aside as `Rejected`, and the run goes on. A process that is killed, hangs or runs out of memory costs that
page and nothing else. Not for what is done with a page, nor for where results go.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from dataclasses import dataclass, field, replace
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from detente.engines.batch import page_batch
from detente.engines.shards import PAGES_PER_SHARD, Shard, ShardRow, Shards, gather
from detente.engines.worker import Failed, Worker, start_worker
from detente.errors import DetenteError
from detente.records import Page, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from detente.engines.batch import PageWork, Result

    Item: TypeAlias = Page | Rejected

MOST_TRIES = 3
# A shard takes some 5 s. One that takes so long hangs, also on a machine that is ten times slower.
SHARD_SECONDS = 300.0
# A worker gives way to a fresh one after so many shards, so that what libraries keep cannot add up. Starting
# one takes some 3 s of its core; so many shards take several minutes.
SHARDS_PER_WORKER = 50
# So many shards for each worker may be under way or done before the first of them has been taken over: while
# that one is tried again the others go on, and memory stays bounded.
SHARDS_AHEAD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How pages are coded: by what, in how many processes, and where unfinished work rests.

    ``work`` makes results of one page and ``warm`` loads what it needs; both are functions that a fresh
    process can import. ``recipe`` names all that the results depend on besides the page. ``seconds`` is the
    most that one shard may take.
    """

    work: PageWork
    warm: Callable[[], object]
    recipe: str
    folder: Path
    workers: int
    seconds: float = SHARD_SECONDS
    pages_per_shard: int = PAGES_PER_SHARD


def machine_cores() -> int:
    """Return how many cores this process may use.

    >>> machine_cores() > 0
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_shards(items: Iterable[Item], job: Job) -> Iterator[list[tuple[Item, list[Result]]]]:
    """Yield the items in order with the results of each page, one list for each shard.

    An input rejected before has none; a page that was set aside is replaced by its `Rejected`. When the next
    list is asked for, the one before counts as taken over and its file is removed; a run that ends before is
    taken up by the next one over the same folder. Raises `DetenteError` where no worker can be started or no
    shard can be written; what the items raise comes once all before it have been given.

    >>> import pathlib, tempfile
    >>> bad = Rejected(id="1", stage="pages", reason="empty file", location="a.txt")
    >>> folder = pathlib.Path(tempfile.mkdtemp(), "work")
    >>> job = Job(work=list, warm=list, recipe="", folder=folder, workers=1)
    >>> [item.reason for shard in code_shards([bad], job) for item, _ in shard]
    ['empty file']
    """
    run = _Run(job, Shards(job.folder, job.recipe), gather(items, pages=job.pages_per_shard))
    try:
        for task in run.tasks():
            yield run.outcome(task)
            if all(other.name != task.name for other in run.order):  # the same pages may come twice
                run.shards.remove(task.name)
        run.shards.close()
        if run.broken is not None:
            raise run.broken
    finally:
        for worker in [*run.idle, *run.busy]:
            worker.end()


@dataclass(slots=True, eq=False)
class _Task:
    """One shard on its way; ``row`` once it is done or set aside."""

    shard: Shard
    name: str
    row: ShardRow | None = None


@dataclass(slots=True)
class _Run:
    job: Job
    shards: Shards
    source: Iterator[Shard]
    order: list[_Task] = field(default_factory=list)  # as the sources gave them, the next one due in front
    todo: deque[_Task] = field(default_factory=deque)  # what is to be tried again
    idle: list[Worker] = field(default_factory=list)
    busy: dict[Worker, tuple[_Task, float]] = field(default_factory=dict)  # since when
    failed_starts: int = 0  # in a row
    broken: DetenteError | None = None  # what ended the sources before their end

    def tasks(self) -> Iterator[_Task]:
        """Yield the tasks that are done or set aside, in order."""
        while self._fill():
            while self.order and self.order[0].row is not None:
                yield self.order.pop(0)
                self._fill()  # the workers need not wait until the next one is taken over too
            said = wait([worker.pipe for worker in self.busy]) if self.busy else []
            for worker in [worker for worker in self.busy if worker.pipe in said]:
                self._hear(worker)

    def outcome(self, task: _Task) -> list[tuple[Item, list[Result]]]:
        """Return the items of a task with their results."""
        row, items = task.row, task.shard.items
        if row is not None and row.state == "set aside":
            return [(_set_aside(item, row.reason), []) for item in items]
        results = iter(self.shards.results(task.name) if task.shard.pages else [])
        return [(item, next(results) if isinstance(item, Page) else []) for item in items]

    def _fill(self) -> bool:
        """Give every worker a task; return whether anything is left to wait for or to take over."""
        while len(self.busy) < self.job.workers and (task := self._next()):
            if self.idle:
                self._give(self.idle.pop(), task)
            else:  # it gets its task once it has started
                self.busy[start_worker(self.job.work, self.job.warm)] = task, time.monotonic()
        return bool(self.order)

    def _next(self) -> _Task | None:
        """Return the next task for a worker, None where there is none now."""
        while True:
            if self.todo:
                task = self.todo.popleft()
            elif len(self.order) < self.job.workers * SHARDS_AHEAD and (shard := self._gathered()):
                task = self._task(shard)
                self.order.append(task)
            else:
                return None
            if task.row is None:
                return task

    def _gathered(self) -> Shard | None:
        try:
            return next(self.source, None)
        except DetenteError as fault:
            self.broken = fault
            return None

    def _task(self, shard: Shard) -> _Task:
        name = self.shards.name(shard)
        nothing = ShardRow(shard=name, state="done", pages=0)
        return _Task(shard, name, self.shards.row(name) if shard.pages else nothing)

    def _give(self, worker: Worker, task: _Task) -> None:
        worker.give(page_batch(task.shard.pages), self.shards.path(task.name), self.job.seconds)
        self.busy[worker] = task, time.monotonic()

    def _hear(self, worker: Worker) -> None:
        """Take note of what a worker says: that it has started, is done, cannot go on, or is gone."""
        task, since = self.busy.pop(worker)
        try:
            said = worker.answer()
        except EOFError:
            self._bury(worker, task, time.monotonic() - since)
            return
        if isinstance(said, Failed):
            worker.end()
            raise DetenteError(said.reason)
        if said is None:
            self.failed_starts = 0
            self._give(worker, task)
            return
        self._enter(task, replace(said, tries=task.shard.tries + 1))
        if worker.shards < SHARDS_PER_WORKER:
            self.idle.append(worker)
        else:
            worker.end()

    def _bury(self, worker: Worker, task: _Task, took: float) -> None:
        """Have another try at what a worker died on; where it died on its start, the task is not to blame."""
        code = worker.end()
        if worker.shards:
            self._retry(task, _why(code, took, self.job.seconds))
            return
        self.failed_starts += 1
        if self.failed_starts == MOST_TRIES:
            raise DetenteError(
                f"no worker process can be started ({_why(code)}). Use one worker; or, where a script of"
                " yours asks for more, have it do so under: if __name__ == '__main__':"
            )
        self.todo.appendleft(task)

    def _retry(self, task: _Task, why: str) -> None:
        tries = task.shard.tries + 1
        if tries < MOST_TRIES:
            fresh = [self._task(shard) for shard in task.shard.retried()]
            place = self.order.index(task)
            self.order[place : place + 1] = fresh
            self.todo.extendleft(reversed(fresh))
            return
        pages, reason = len(task.shard.pages), f"set aside after {tries} tries: {why}"
        self._enter(
            task, ShardRow(shard=task.name, state="set aside", pages=pages, tries=tries, reason=reason)
        )

    def _enter(self, task: _Task, row: ShardRow) -> None:
        task.row = row
        self.shards.enter(row)


def _set_aside(item: Item, reason: str | None) -> Rejected:
    if isinstance(item, Rejected):
        return item
    return Rejected(id=item.id, stage="engines", reason=reason or "set aside", location=item.location)


def _why(code: int | None, took: float = 0.0, most: float = SHARD_SECONDS) -> str:
    """Return why a worker is gone, as far as can be known from outside.

    >>> _why(-9)
    'its process was ended by SIGKILL, as happens where memory runs out'
    """
    if took >= most:
        return f"it took more than {most:g} s"
    if code == -signal.SIGKILL:
        return "its process was ended by SIGKILL, as happens where memory runs out"
    return (
        f"its process was ended by {signal.Signals(-code).name}"
        if code and code < 0
        else f"its process left with code {code}"
    )
