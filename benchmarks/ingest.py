"""How fast an archive of pages is read and coded: ``python -m benchmarks.ingest [--pages N] [--keep FILE]``.

Generates a WARC of single-article HTML pages of our own (20 to 60 KB each, with the furniture of a news site)
in a temporary folder, then codes it end to end in fresh processes: on one core and one process, on two cores
and two workers. The share of each stage, and trafilatura alone, are measured on some of the same pages in the
same run. The text is generated: it tests speed, and is no evidence of quality.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import trafilatura

from benchmarks.actors import KILOBYTES
from detente import engines, knowledge, ontology, pipeline
from detente.actors import resolve_mentions
from detente.answers.words import counted
from detente.articles import split_page, split_sentences
from detente.claims import find_claims
from detente.events import code_events, encoder
from detente.pages import read_pages
from detente.records import Coded, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAMPLE = 300  # pages on which stages are timed one by one
FIRST_DAY, DAYS = date(2015, 1, 1), 3000
SEED = 4
STATES = {
    "Norway": "Oslo", "Chad": "N'Djamena", "Peru": "Lima", "Japan": "Tokyo", "Turkey": "Ankara",
    "Russia": "Moscow", "Armenia": "Yerevan", "Georgia": "Tbilisi", "India": "New Delhi", "Kenya": "Nairobi",
    "Egypt": "Cairo", "Ethiopia": "Addis Ababa", "China": "Beijing", "Vietnam": "Hanoi", "Iran": "Tehran",
    "Iraq": "Baghdad", "Poland": "Warsaw", "Ukraine": "Kyiv", "Serbia": "Belgrade", "Brazil": "Brasilia",
}  # fmt: skip
OFFICES = ("foreign minister", "defence minister", "president", "ambassador", "prime minister", "army")
ACTS = (
    "condemned", "met the leaders of", "signed a trade agreement with", "threatened to cut ties with",
    "imposed sanctions on", "sent aid to", "accused spies of", "held talks with", "closed its border with",
    "expelled two diplomats of", "praised the mediation of", "shelled positions of",
    "recalled its envoy from", "released 14 prisoners of", "rejected a proposal of",
    "opened a consulate in", "withdrew troops from",
)  # fmt: skip
THINGS = (
    "harvest",
    "rail line",
    "gas pipeline",
    "fishing quota",
    "joint exercise",
    "water treaty",
    "port",
    "dam",
)
PLAIN = (
    "Prices of {thing} contracts rose by {n} per cent in the week, traders in {city} said.",
    "The {thing} has been discussed for {n} years and is still far from finished.",
    "Officials declined to say when the {thing} would be on the agenda again.",
    "About {n} people gathered near the old {thing} on {day}, most of them from {city}.",
    "Local papers gave much room to the {thing}, and little to what comes after it.",
    "A report of {n} pages lists what the {thing} cost, chapter by chapter.",
)
TOLD = (
    "{a} {act} {b} on {day}, its {office} said in {city}.",
    "The {office} of {a} said {b} was likely to follow within {n} weeks.",
    "According to {city}, {a} {act} {b} over the {thing}.",
    "{b} denied that {a} {act} it, and called the claim of {n} victims an invention.",
    "{a} and {b} agreed on {day} to reopen talks about the {thing}.",
    "{a} fears that {b} could use the {thing} against it, diplomats in {city} said.",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="Write the WARC here, or read it where it is there.")
    parser.add_argument("--run", help=argparse.SUPPRESS)  # one measured run, in a process of its own
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.run:
        print(json.dumps(measured(given.run, given.workers)))
        return
    machine = platform.processor() or platform.machine()
    print(f"machine          {machine}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        archive = given.keep or Path(folder) / "pages.warc.gz"
        if not archive.exists():
            write_warc(archive, given.pages)
        print(f"archive          {archive.stat().st_size / 2**20:,.0f} MB, {given.pages:,} pages")
        print_reading(archive)
        print_stages(archive)
        for workers in (1, 2):
            print_run(archive, workers)


def print_reading(archive: Path) -> None:
    """Print how fast pages come out of the archive, and how fast trafilatura alone takes their text."""
    start = time.perf_counter()
    count = sum(isinstance(page, Page) for page in read_pages([str(archive)]))
    print(
        f"read             {count / (time.perf_counter() - start):,.0f} pages/s, one core, nothing else done"
    )
    pages = sample(archive)
    start = time.process_time()
    for page in pages:
        trafilatura.extract(page.content.decode(), fast=True, deduplicate=False)
    print(f"trafilatura fast {len(pages) / (time.process_time() - start):,.0f} pages/s, one core, text only")


def print_stages(archive: Path) -> None:
    """Print the share that each stage has of the time of one core."""
    spent = stage_seconds(sample(archive))
    total = sum(spent.values())
    shares = ", ".join(f"{name} {seconds / total:.0%}" for name, seconds in spent.most_common())
    print(f"shares           {shares}; {total / SAMPLE * 1000:.0f} ms a page")


def print_run(archive: Path, workers: int) -> None:
    """Print one run from end to end, made by a fresh process that may use so many cores."""
    command = [sys.executable, "-m", "benchmarks.ingest", "--run", str(archive), "--workers", str(workers)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    found = json.loads(done.stdout)
    name = f"coded, {counted(workers, 'worker')}"
    rate, memory = found["articles"] / found["seconds"], f"memory peak {found['memory']} MB"
    if workers > 1:
        memory += f", of a worker {found['early']} MB at first and {found['late']} MB at last"
    print(f"{name:<16} {rate:.1f} articles/s, {found['seconds']:,.0f} s; {memory}")
    made = f"{found['articles']:,} articles, {found['events']:,} events"
    print(f"                 {made}, {found['rejected']} rejected")


def measured(archive: str, workers: int) -> dict[str, float]:
    """Code the archive on so many cores; return what was found, how long it took, and memory in MB."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:workers])
    counts: Counter[str] = Counter()
    peaks: list[int] = []
    start = time.perf_counter()
    for result in pipeline.code([archive]) if workers == 1 else coded_by(archive, workers, peaks):
        counts["articles"] += isinstance(result, Coded)
        counts["rejected"] += not isinstance(result, Coded)
        counts["events"] += len(result.events) if isinstance(result, Coded) else 0
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES
    ends = {"early": max(peaks[: 5 * workers]), "late": max(peaks[-5 * workers :])} if peaks else {}
    return {**counts, "seconds": seconds, "memory": memory, **ends}


def coded_by(archive: str, workers: int, peaks: list[int]) -> Iterator[object]:
    """Yield what workers make of the archive, as `detente code --workers` does, noting their memory."""
    with tempfile.TemporaryDirectory() as folder:
        job = engines.Job(
            work=pipeline.code_page,
            warm=pipeline.load_all,
            recipe="",
            folder=Path(folder),
            workers=workers,
        )
        for shard in engines.code_shards(read_pages([archive]), job):
            rows = (Path(folder) / "manifest.jsonl").read_text().splitlines()
            peaks[:] = [json.loads(row)["memory"] for row in rows]
            for item, results in shard:
                yield from results if isinstance(item, Page) else [item]


def sample(archive: Path) -> list[Page]:
    """Return the first pages of the archive."""
    return list(itertools.islice((p for p in read_pages([str(archive)]) if isinstance(p, Page)), SAMPLE))


def stage_seconds(pages: Sequence[Page]) -> Counter[str]:
    """Return the seconds of each stage on the pages; those of the encoder apart from the other events."""
    world, known, spent = knowledge.load(), ontology.load(), Counter[str]()
    pipeline.load_all()

    def clocked(name, work, *given, **named):  # noqa: ANN001, ANN002, ANN003, ANN202 - passes on what it is given
        start = time.process_time()
        try:
            return work(*given, **named)
        finally:
            spent[name] += time.process_time() - start

    session = encoder.session()

    class Clocked:  # stands where the encoder stands, and takes the time
        def run(self, *given: object) -> object:
            return clocked("encoder", session.run, *given)

    encoder.session = Clocked
    for page in pages:
        for article in clocked("articles", split_page, page):
            sentences = clocked("sentences", split_sentences, article)
            named = clocked("actors", resolve_mentions, article, sentences, world)
            clocked("events", code_events, article, sentences, named, ontology=known, world=world)
            clocked("claims", find_claims, article, sentences, named)
    encoder.session = lambda: session
    spent["events"] -= spent["encoder"]
    return spent


# The pages


def write_warc(path: Path, count: int) -> None:
    """Write pages as a WARC, each record compressed on its own as crawlers do."""
    chance = random.Random(SEED)
    with path.open("wb") as file:
        for number in range(count):
            file.write(gzip.compress(record(number, page_html(number, chance)), compresslevel=6, mtime=0))


def record(number: int, html: str) -> bytes:
    """Return one response record."""
    body = html.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    block = head.encode() + body
    fields = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"WARC-Date: {day_of(number) + timedelta(days=1)}T06:00:00Z\r\n"
        f"WARC-Target-URI: https://gazette.example/world/{number}.html\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return fields.encode() + block + b"\r\n\r\n"


def day_of(number: int) -> date:
    """Return the day that page ``number`` was published on."""
    return FIRST_DAY + timedelta(days=number % DAYS)


def sentence(chance: random.Random) -> str:
    """Return a sentence of news, in every third case one that names no state."""
    a, b = chance.sample(sorted(STATES), 2)
    shape = chance.choice(PLAIN if chance.random() < 1 / 3 else TOLD)
    return shape.format(
        a=a,
        b=b,
        act=chance.choice(ACTS),
        city=STATES[chance.choice((a, b))],
        office=chance.choice(OFFICES),
        thing=chance.choice(THINGS),
        day=chance.choice(WEEKDAYS),
        n=chance.randrange(3, 900),
    )


def page_html(number: int, chance: random.Random) -> str:
    """Return one page of a news site: an article among menus, scripts, teasers, comments and a footer."""
    title = sentence(chance).rstrip(".").split(", ")[0]
    paragraphs = [
        " ".join(sentence(chance) for _ in range(chance.randrange(1, 5)))
        for _ in range(chance.randrange(4, 12))
    ]
    day = day_of(number).isoformat()
    facts = {"@type": "NewsArticle", "headline": title, "datePublished": f"{day}T05:30:00Z"}
    menu = "".join(f'<li><a href="/{state.lower()}/">{state}</a></li>' for state in STATES)
    teasers = "".join(
        f'<div class="teaser"><a href="/world/{number + k}.html">{sentence(chance)[:70]}</a></div>'
        for k in range(1, chance.randrange(8, 25))
    )
    notes = "".join(
        f'<li class="comment"><b>reader{k}</b><p>{sentence(chance)}</p></li>'
        for k in range(chance.randrange(9))
    )
    script = "".join(
        f"window.q{k}={{'slot':{k},'size':[300,250],'lazy':true}};" for k in range(chance.randrange(200, 700))
    )
    style = "".join(f".c{k}{{margin:{k % 9}px;color:#{k % 4096:03x}}}" for k in range(200))
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title} - The Gazette</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Gazette">'
        f'<meta property="article:published_time" content="{day}T05:30:00Z">'
        f'<link rel="canonical" href="https://gazette.example/world/{number}.html">'
        f'<script type="application/ld+json">{json.dumps(facts)}</script><style>{style}</style></head>'
        f"<body><header><nav><ul>{menu}</ul></nav></header><script>{script}</script>"
        f'<main><article><h1>{title}</h1><p class="byline">By Ada Example</p>'
        f'<time datetime="{day}">{day}</time>'
        f"{body}</article><aside><h2>More from the Gazette</h2>{teasers}</aside>"
        f'<section id="comments"><h2>Comments</h2><ul>{notes}</ul></section></main>'
        f"<footer><ul>{menu}</ul><p>The Gazette, all rights reserved.</p></footer></body></html>"
    )


if __name__ == "__main__":
    main()
