"""How a large workspace answers: ``python -m benchmarks.workspace [--articles N] [--keep DIR]``.

Generates a workspace of 200,000 articles with ten events each (through the writer, pages put as `detente add`
puts them, in order of their dates) in a temporary folder. Measured: how fast it is added to, what merging of
shards costs and leaves, a pair's weekly series, full-text search, and how long reads take alone and beside a
process that writes. Demanded: the series of a pair in under 150 ms, a search in under 50 ms. The records are
made up; a few states are named very often and most seldom, as in the news.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.actors import KILOBYTES
from detente import knowledge, pipeline, queries
from detente.answers import Window
from detente.records import (
    Actor,
    Article,
    Attribution,
    Block,
    Coded,
    DateRange,
    Event,
    Page,
    Sentence,
    content_id,
)
from detente.workspace import Workspace
from detente.workspace import writer as writer_room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

NOW = "2025-07-20T10:00:00Z"
FIRST_DAY, DAYS = date(2015, 1, 1), 3000
EVENTS = 10  # of an article
STATES = 100
SLOPE = 0.8  # the n-th state is named as often as 1 / n^SLOPE
SEED = 4
ROUNDS = 30
BESIDE_SECONDS = 20.0
WORDS = 3000  # different plain words; the n-th is as frequent as 1 / n
SEARCHES = {
    "two rare words": "w900 w1500",
    "a rare and a frequent word": "w2 w1200",
    "a frequent word": "w20",
}
KINDS = (("CONSULT", 1, 4.0), ("COOPERATE", 2, 9.5), ("ACCUSE", 3, -2.0), ("ASSAULT", 4, -9.0))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--keep", type=Path, help="Make the workspace here, or use it where it is there.")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)  # the process that writes beside
    given = parser.parse_args(arguments)
    if given.write:
        write_beside(given.write)
        return
    machine = platform.processor() or platform.machine()
    print(f"machine         {machine}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as place:
        folder = given.keep or Path(place) / "workspace"
        if not folder.exists():
            make(folder, given.articles)
        with Workspace.open(folder) as workspace:
            print_answers(workspace)
            print_reads(workspace)


def make(folder: Path, articles: int) -> None:
    """Make the workspace and print how fast that went."""
    merging, real = Clock(), writer_room.merge_due
    writer_room.merge_due = merging.around(real)
    start, cpu = time.perf_counter(), time.process_time()
    with Workspace.open(folder, create=True) as workspace:
        with workspace.writer(now=NOW, versions=pipeline.versions()) as writer:
            for n in range(articles):
                page = page_of(n, articles)
                writer.put(page, [coded(n, page)])
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        counts, problems = workspace.counts(), workspace.problems()
    writer_room.merge_due = real
    assert not problems, problems
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES
    print(f"added           {articles / seconds:,.0f} articles/s, {counts.events / seconds:,.0f} events/s")
    print(f"                {seconds:,.0f} s, {cpu:,.0f} s of one core, the making of the records included")
    print(f"merging         {merging.total:,.1f} s of that, the longest {1000 * merging.longest:,.0f} ms")
    print(f"memory peak     {peak} MB")


class Clock:
    """Adds up how long a function takes."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.total = self.longest = 0.0

    def around(self, work: Callable[..., object]) -> Callable[..., object]:
        """Return the function with its time taken."""

        def run(*given: object, **named: object) -> object:
            start = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                took = time.perf_counter() - start
                self.total += took
                self.longest = max(self.longest, took)

        return run


def print_answers(workspace: Workspace) -> None:
    """Print how long questions take, and how much they stand on."""
    counts = workspace.counts()
    size = sum(path.stat().st_size for path in workspace.folder.rglob("*") if path.is_file())
    shards = workspace._plain("SELECT count(*) AS n FROM shards")[0]["n"]  # noqa: SLF001 - counts files
    print(f"holds           {counts.articles:,} articles, {counts.events:,} events in {shards} shards")
    print(f"                {size / 2**20:,.0f} MB in all")
    frequent = Counter(
        pair for n in range(0, counts.articles, 1 + counts.articles // 2000) for pair in pairs_of(n)
    )
    order = [pair for pair, _ in frequent.most_common()]
    window = Window(since="2019-01-01", until="2020-01-01")
    for name, (a, b), bounds in (
        ("pair, middling", order[len(order) // 2], None),
        ("pair, the same, one year", order[len(order) // 2], window),
        ("pair, of the top ten", order[9], None),
        ("pair, the same, one year", order[9], window),
    ):
        found = queries.pair(workspace, a, b, bounds)
        said = f"{len(found.occurrences):,} occurrences"
        print_times(name, said, lambda a=a, b=b, bounds=bounds: queries.pair(workspace, a, b, bounds))
    for name, words in SEARCHES.items():
        holds = len(workspace.search(words, 10**6))
        print_times(f"search, {name}", f"{holds:,} sentences", lambda words=words: workspace.search(words))


def print_times(name: str, said: str, work: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Print median, worst and processor time of a piece of work."""
    spent, cpu = [], time.process_time()
    end = time.perf_counter() + BESIDE_SECONDS
    while len(spent) < rounds and (len(spent) < 3 or time.perf_counter() < end):  # noqa: PLR2004 - at least three
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    cpu = (time.process_time() - cpu) / len(spent)
    times = (
        f"{1000 * statistics.median(spent):7,.0f} ms (worst {1000 * max(spent):,.0f}, core {1000 * cpu:,.0f})"
    )
    print(f"{name:<42} {times} {said}")


def print_reads(workspace: Workspace) -> None:
    """Print how long reads take alone, and beside a process that writes."""
    article = next(iter(workspace.articles(newest_first=True, limit=1)))
    reads = {
        "one article": lambda: workspace.article(article.id),
        "search": lambda: workspace.search("w900 w1500"),
        "a pair, one year": lambda: queries.pair(
            workspace, *pairs_of(0)[0], Window(since="2019-01-01", until="2020-01-01")
        ),
    }
    alone = {name: percentiles(read) for name, read in reads.items()}
    command = [sys.executable, "-m", "benchmarks.workspace", "--write", str(workspace.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()  # it has begun
        beside = {name: percentiles(read) for name, read in reads.items()}
        process.terminate()
    for name in reads:
        print(f"read, {name:<18} alone p50 {alone[name]}, beside a writer p50 {beside[name]}")


def percentiles(read: Callable[[], object]) -> str:
    """Return the median and the 99th percentile of a read, in words."""
    spent: list[float] = []
    end = time.perf_counter() + BESIDE_SECONDS / 2
    while time.perf_counter() < end:
        start = time.perf_counter()
        read()
        spent.append(1000 * (time.perf_counter() - start))
    cuts = statistics.quantiles(spent, n=100) if len(spent) > 1 else spent * 99
    return f"{cuts[49]:.1f} ms p99 {cuts[98]:.1f} ms"


def write_beside(folder: Path) -> None:
    """Add pages until told to stop."""
    with Workspace.open(folder) as workspace, workspace.writer(now=NOW) as writer:
        for n in range(10**7, 2 * 10**7):
            page = page_of(n, 10**7)
            writer.put(page, [coded(n, page)])
            if n == 10**7:
                print("begun", flush=True)


# The records


def code_list() -> list[str]:
    """Return the codes that are named, the most frequent first."""
    return sorted(knowledge.load().current_states)[:STATES]


CODES = code_list()
SHARES = [1 / n**SLOPE for n in range(1, STATES + 1)]
PLAIN = [f"w{n}" for n in range(1, WORDS + 1)]
PLAIN_SHARES = [1 / n for n in range(1, WORDS + 1)]


def pairs_of(n: int) -> list[tuple[str, str]]:
    """Return the pairs of article n, sorted; most articles are about two pairs."""
    chance = random.Random(n)
    about = sorted(set(chance.choices(CODES, SHARES, k=4)) | {CODES[n % STATES]})
    return [pair for pair, _ in zip(combinations(about, 2), range(EVENTS), strict=False)]


def page_of(n: int, articles: int) -> Page:
    """Return page n; pages come in order of their days."""
    day = FIRST_DAY + timedelta(days=n % articles * DAYS // articles)
    return Page(
        id=content_id("page", str(n)),
        location=f"archive/{n}.html",
        kind="html",
        content=b"",
        retrieved=f"{day + timedelta(days=1)}T06:00:00Z",
        retrieved_from="crawl record",
        url=f"https://gazette.example/{n}",
        published=day.isoformat(),
    )


def coded(n: int, page: Page) -> Coded:
    """Return what article n is coded as: ten events in eleven sentences."""
    chance = random.Random(f"{SEED} {n}")
    article_id = content_id(page.id, "0")
    plain = chance.choices(PLAIN, PLAIN_SHARES, k=12 * EVENTS)
    pairs = pairs_of(n)
    told = [(*pairs[k % len(pairs)], " ".join(plain[12 * k : 12 * k + 12])) for k in range(EVENTS)]
    texts = [f"{a} told {b} of {words}." for a, b, words in told]
    article = Article(
        id=article_id,
        page_id=page.id,
        location=page.location,
        position=0,
        role="main",
        title=f"{told[0][0]} and {told[0][1]} in the news",
        outlet=f"Gazette {n % 40}",
        byline=None,
        published=f"{page.published}T05:00:00Z",
        published_precision="minute",
        zone=None,
        retrieved=page.retrieved,
        url=page.url,
        lang="en",
        genre="news",
        minutes=1,
        paragraphs=tuple(texts),
        blocks=tuple(Block(role="body", text=text, offset=0) for text in texts),
    )
    sentences = tuple(sentences_of(article))
    events = tuple(event_of(article, k, told[k][0], told[k][1], chance) for k in range(EVENTS))
    return Coded(article=article, sentences=sentences, events=events, claims=())


def sentences_of(article: Article) -> Iterable[Sentence]:
    """Yield the title and each paragraph as a sentence."""
    yield Sentence(article_id=article.id, number=0, start=0, end=len(article.title), text=article.title)
    start = 0
    for number, text in enumerate(article.paragraphs, 1):
        yield Sentence(article_id=article.id, number=number, start=start, end=start + len(text), text=text)
        start += len(text) + 2


def event_of(article: Article, k: int, a: str, b: str, chance: random.Random) -> Event:
    """Return the k-th event of an article; every tenth names a third."""
    kind, quad, scale = chance.choice(KINDS)
    third = [actor(chance.choice(CODES))] if chance.random() < 1 / 10 else []
    day = (date.fromisoformat(str(article.published)[:10]) - timedelta(days=chance.randrange(5))).isoformat()
    return Event(
        id=content_id(article.id, str(k)),
        article_id=article.id,
        sentence=k + 1,
        start=0,
        end=20,
        source=(actor(a), *third),
        target=(actor(b),),
        type=kind,
        mode=None,
        quad=quad,
        scale=scale,
        contexts=("diplomatic",),
        status="fact" if chance.random() < 4 / 5 else "possible",
        negated=False,
        symmetric=False,
        attribution=Attribution(
            speaker=None, speaker_code=None, outlet=article.outlet, wire=None, kind="outlet"
        ),
        date=DateRange(start=day, end=day, precision="day"),
        place=None,
        quantities=(),
        confidence=round(chance.random(), 3),
        coder="made up",
        occurrence=content_id(a, b, kind, day),
    )


def actor(code: str) -> Actor:
    """Return a state as one side of an event."""
    return Actor(
        code=code, name=code, kind="state", sector="GOV", text=code, start=0, end=3, reason="made up"
    )


if __name__ == "__main__":
    main()
