"""Reads mutated pages for some minutes and keeps each that breaks a rule.

python -m fuzz.pages --minutes 60 --seed 1
"""
# ruff: noqa: S311, T201 - a script: chance that can be repeated, and it says what it does

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from detente.records import Article, Page, content_id
from fuzz.check import check_file, check_page
from fuzz.mutate import mutated

if TYPE_CHECKING:
    from types import FrameType

ROOT = Path(__file__).parents[1]
SEEDS = (
    "tests/data/pages/*.html",
    "tests/data/pages/*.txt",
    "tests/data/pages/*.xml",
    "tests/data/heads/*.html",
    "tests/data/finds/*",
    "evals/pages/dev/*.html",
    "examples/caucasus/pages/*",
)
SUFFIXES = (
    ".html",
    ".html",
    ".htm",
    ".txt",
    ".xml",
    ".rss",
    ".jsonl",
    ".csv",
    ".parquet",
    ".warc",
    ".opml",
    "",
)
MAX_SEED_BYTES = 60_000
HANGS_AFTER = 60  # seconds of the clock: what takes this long is stopped and kept
MAX_MEMORY = 4 * 2**30
REPORT_EVERY = 60.0


class HangError(Exception):
    """One page took longer than any may."""


def main() -> int:
    """Run until the minutes are over; the exit status is 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.pages", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=ROOT / ".fuzz", help="where finds are written")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    signal.signal(signal.SIGALRM, _hang)
    return _run(options.minutes, options.seed, options.keep)


def _run(minutes: float, seed: int, keep: Path) -> int:
    chance = random.Random(seed)
    pages = [
        data
        for glob in SEEDS
        for path in sorted(ROOT.glob(glob))
        if len(data := path.read_bytes()) < MAX_SEED_BYTES
    ]
    start = said = time.monotonic()
    cases, found, outcomes = 0, Counter[str](), Counter[str]()
    while time.monotonic() - start < 60 * minutes:
        content = mutated(pages, chance)
        cases += 1
        if fault := _fault(content, chance, outcomes):
            found[fault] += 1
            if found[fault] == 1:
                _keep(content, fault, keep)
        if time.monotonic() - said > REPORT_EVERY:
            said = time.monotonic()
            print(
                f"{cases} cases in {(said - start) / 60:.1f} minutes, {len(found)} finds, {dict(outcomes)}",
                flush=True,
            )
    spent = (time.monotonic() - start) / 60
    print(
        f"seed {seed}: {cases} cases in {spent:.1f} minutes, {len(found)} finds, {dict(outcomes)}", flush=True
    )
    return int(bool(found))


def _fault(content: bytes, chance: random.Random, outcomes: Counter[str]) -> str | None:
    """Return what one page breaks, or None."""
    signal.alarm(HANGS_AFTER)
    try:
        if chance.random() < 0.3:  # noqa: PLR2004 - a file reaches the splitter too, by a longer way
            items = check_file(content, chance.choice(SUFFIXES))
            outcomes.update("page" if isinstance(item, Page) else "rejected file" for item in items[:1])
        else:
            kind = chance.choice(("html", "html", "html", "text"))
            text = content.decode("utf-8", "replace").encode()  # as the reader of files hands it over
            articles = check_page(text, kind)
            outcomes.update("article" if isinstance(item, Article) else "rejected" for item in articles[:1])
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
        return f"{type(error).__name__}: {error}"[:200]
    finally:
        signal.alarm(0)
    return None


def _keep(content: bytes, fault: str, keep: Path) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    path = keep / f"{content_id(content)}.bin"
    path.write_bytes(content)
    print(f"{path.name}: {fault}", flush=True)


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise HangError(f"more than {HANGS_AFTER} s")


if __name__ == "__main__":
    sys.exit(main())
