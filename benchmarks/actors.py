"""How fast names are resolved, and what the tables cost: ``python -m benchmarks.actors [--rounds N]``.

The sentences are those of the example corpus. The floor in the same run is splitting them into words with the
program's own expression: no resolver that looks at every word can be faster. Demanded: tables loaded in under
200 ms, 2,000 sentences a second on one core, under 250 MB.
"""

from __future__ import annotations

import argparse
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from detente import pipeline
from detente.actors import resolve_mentions
from detente.articles import split_sentences
from detente.knowledge import load
from detente.knowledge.words import TOKEN
from detente.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.records import Sentence

CORPUS = Path(__file__).parents[1] / "examples" / "caucasus"
LOADS = 5  # fresh processes; the best counts, as the others share the machine
LOAD_CODE = (
    "import time, detente.records, detente.knowledge.world as w, detente.knowledge.tables as t; "
    "start = time.perf_counter(); w.load(); w.read_places(); "
    "[t.read_rows(name) for name in ('members', 'claimants', 'ties', 'succession')]; "
    "print(time.perf_counter() - start)"
)
KILOBYTES = 1024


def seconds_to_load() -> float:
    """Return the best time in which a fresh process reads all tables, towns included."""
    runs = [
        float(subprocess.run([sys.executable, "-c", LOAD_CODE], capture_output=True, check=True).stdout)
        for _ in range(LOADS)
    ]
    return min(runs)


def best_rate(work: Callable[[], object], count: int, rounds: int) -> float:
    """Return the best number of sentences a second over some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return count / best


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args(arguments).rounds
    loading = seconds_to_load()
    articles = [a for a in pipeline.read([str(CORPUS)]) if isinstance(a, Article)]
    texts: list[tuple[Article, list[Sentence]]] = [(a, split_sentences(a)) for a in articles]
    count, world = sum(len(sentences) for _, sentences in texts), load()
    resolving = best_rate(lambda: [resolve_mentions(a, s, world) for a, s in texts], count, rounds)
    splitting = best_rate(lambda: [TOKEN.findall(x.text) for _, s in texts for x in s], count, rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES
    machine = platform.processor() or platform.machine()
    print(f"machine             {machine}, Python {platform.python_version()}")
    print(f"tables loaded in    {1000 * loading:.0f} ms")
    print(f"resolved            {resolving:,.0f} sentences/s, one core, {count:,} sentences")
    print(f"words only (floor)  {splitting:,.0f} sentences/s, ratio {resolving / splitting:.3f}")
    print(f"memory peak         {peak} MB, the whole run")


if __name__ == "__main__":
    main()
