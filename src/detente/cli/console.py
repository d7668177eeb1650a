"""What goes to standard error: progress, one line for each reject, the closing line."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from detente.cli.output import write_rows
from detente.cli.words import plain
from detente.records import Rejected, to_dict
from detente.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from detente.records import Page

REFRESHES_A_SECOND = 4

Item = TypeVar("Item")


def say(line: str) -> None:
    """Print one line to standard error."""
    sys.stderr.write(plain(line) + "\n")
    sys.stderr.flush()


def log_to_stderr(*, verbose: bool) -> None:
    """Let our own log speak when asked; what libraries grumble about single pages is in the rejects."""
    logging.basicConfig(level=logging.CRITICAL, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("detente").setLevel(logging.DEBUG if verbose else logging.CRITICAL)


class Watch:
    """Counts what passes, prints each reject as one line, and keeps them for ``--rejects``."""

    def __init__(self, progress: Progress, verb: str) -> None:
        """Use `watching`."""
        self.rejects: list[Rejected] = []
        self.passed = 0
        self.by_file_time = 0
        self._progress = progress
        self._task = progress.add_task(verb, total=None)

    def __call__(self, item: object) -> None:
        """Take one thing that passes."""
        if isinstance(item, Rejected):
            self.rejects.append(item)
            self._print(f"rejected {item.location} ({item.stage}): {item.reason}")
        else:
            self.passed += 1
        self._progress.update(self._task, advance=1)

    def share(self, doing: str, done: float) -> None:
        """Say what is being done and how much of it is."""
        self._progress.update(self._task, description=f"{doing} {done:.0%}, seen", completed=self.passed)

    def page(self, page: Page) -> None:
        """Take note of when a page was fetched."""
        self.by_file_time += page.retrieved_from == "file time"

    def _print(self, line: str) -> None:
        if self._progress.disable:
            say(line)
        else:
            self._progress.console.print(plain(line), markup=False, highlight=False, soft_wrap=True)


@contextmanager
def watching(verb: str, rejects_file: Path | None) -> Iterator[Watch]:
    """Show progress on a terminal; on the way out write the rejects to the file that was named."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"), TimeElapsedColumn())
    disable = not console.is_terminal
    progress = Progress(
        *columns, console=console, transient=True, disable=disable, refresh_per_second=REFRESHES_A_SECOND
    )
    watch = Watch(progress, verb)
    try:
        with progress:
            yield watch
    finally:
        if rejects_file is not None:
            rows = (to_dict(reject) for reject in watch.rejects)
            write_rows(rows, schema_of(Rejected), out=rejects_file, kind=None)


def passing(items: Iterable[Item | Rejected], watch: Callable[[object], None]) -> Iterator[Item]:
    """Yield what is not rejected, telling the watch of everything."""
    for item in items:
        watch(item)
        if not isinstance(item, Rejected):
            yield item
