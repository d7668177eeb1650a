"""Main text of ordinary pages, beside trafilatura alone, in the same run: ``python -m benchmarks.pages``.

Pages of one article each: those of ``evals/pages`` in four ordinary shapes, and variants made of them with
more text, more teasers and more scripts, as large news pages have. Figures: how much of the main text is kept
and how much foreign text let in (as F1 over sentences; what belongs to the article without being its running
text counts for neither), pages a CPU-second (best of some rounds, the readers take turns), and the memory
peak of reading all pages, each reader in a process of its own. Demanded: an F1 no worse, 60 % of the speed.

Where the running text is not plain to see we ask trafilatura too (fast, its default where that finds little):
then both pay for it.
"""

from __future__ import annotations

import argparse
import logging
import platform
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from evals.pages.gold import GoldPage, read_folder
from evals.pages.measure import RETRIEVED
from evals.pages.others import FOREIGN_ROLES

from detente.articles import split_page
from detente.articles.blocks import key
from detente.records import Article, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SHAPES = ("newspaper", "wordpress", "broadcaster", "essay")
ROUNDS = 5
KILOBYTES = 1024
# A large news page: so many times the paragraphs and teasers of ours, and a megabyte of inline script.
VARIANTS = {"as they are": (1, 0), "long": (8, 0), "with scripts": (2, 400_000)}
TEASERS = '<aside class="more"><ul>{}</ul></aside>'
TEASER = '<li><a href="/story/{n}">Harbour council puts off decision number {n} on the new pier</a></li>'
TEASERS_A_TIME = 25
PARAGRAPH = re.compile(rb"<p(?: [^>]*)?>[^<]{150,}</p>")


def ordinary_pages(folder: str) -> list[GoldPage]:
    """Return the gold pages of the ordinary shapes."""
    return [gold for gold in read_folder(folder) if gold.kind is None and gold.shape in SHAPES]


def variant(content: bytes, times: int, script: int) -> bytes:
    """Return a page with its paragraphs repeated in place, teasers and a script before its end."""
    found = PARAGRAPH.findall(content)
    for paragraph in found if times > 1 else ():
        content = content.replace(paragraph, paragraph * times, 1)
    teasers = TEASERS.format("".join(TEASER.format(n=n) for n in range(TEASERS_A_TIME * (times - 1))))
    tail = teasers.encode() if times > 1 else b""
    tail += b"<script>" + b"var a=1;" * (script // 8) + b"</script>" if script else b""
    return content.replace(b"</body>", tail + b"</body>")


def ours(content: bytes) -> str:
    """Return the text of the first article that we read."""
    page = Page(
        id="1", location="page", kind="html", content=content, retrieved=RETRIEVED, retrieved_from="given"
    )
    return next((item.text for item in split_page(page) if isinstance(item, Article)), "")


def library(content: bytes, *, fast: bool) -> str:
    """Return the text that trafilatura extracts, with the metadata that we give too."""
    import trafilatura  # noqa: PLC0415 - not in the process that measures our own memory first

    found = trafilatura.bare_extraction(
        content.decode(), fast=fast, include_comments=False, deduplicate=False, with_metadata=True
    )
    return (found.text or "") if found else ""


READERS: dict[str, Callable[[bytes], str]] = {
    "detente": ours,
    "trafilatura fast": lambda content: library(content, fast=True),
    "trafilatura": lambda content: library(content, fast=False),
}


def quality(pages: Sequence[GoldPage], read: Callable[[bytes], str]) -> tuple[float, float, float]:
    """Return (precision, recall, F1) over the sentences of all pages."""
    kept = wanted = foreign = 0
    for gold in pages:
        text = key(read(gold.forms["as it is"][1]))
        own = {key(s.text) for s in gold.stretches if s.role not in FOREIGN_ROLES}
        for stretch in gold.stretches:
            words = key(stretch.text)
            if stretch.counts and stretch.role == "body":
                wanted += 1
                kept += words in text
            elif stretch.counts and stretch.role in FOREIGN_ROLES and words not in own:
                foreign += words in text
    precision, recall = kept / max(1, kept + foreign), kept / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def rates(contents: Sequence[bytes], rounds: int) -> dict[str, float]:
    """Return pages a CPU-second of each reader; they take turns, so that a busy machine slows all alike."""
    best = dict.fromkeys(READERS, float("inf"))
    for _ in range(rounds):
        for name, read in READERS.items():
            start = time.process_time()
            for content in contents:
                read(content)
            best[name] = min(best[name], time.process_time() - start)
    return {name: len(contents) / seconds for name, seconds in best.items()}


def peak(name: str, folder: str) -> int:
    """Return the memory peak in MB of a fresh process that reads every page and variant once."""
    command = [sys.executable, "-m", "benchmarks.pages", "--folder", folder, "--peak-of", name]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def own_peak() -> int:
    """Return the memory peak of this process in MB; a fork's parent is not counted where the system tells."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) // KILOBYTES
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", default="dev", help="dev or held")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--peak-of", choices=list(READERS), help="read all once and print the memory peak")
    given = parser.parse_args(arguments)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    pages = ordinary_pages(given.folder)
    sources = [gold.forms["as it is"][1] for gold in pages]
    sets = {name: [variant(source, *how) for source in sources] for name, how in VARIANTS.items()}
    if given.peak_of:
        for content in (content for contents in sets.values() for content in contents):
            READERS[given.peak_of](content)
        print(own_peak())
        return
    print(
        f"machine            {platform.processor() or platform.machine()}, Python {platform.python_version()}"
    )
    print(f"pages              {len(pages)} of {', '.join(SHAPES)}, folder {given.folder}\n")
    print(f"{'main text':18} {'precision':>10} {'recall':>10} {'F1':>10}")
    for name, read in READERS.items():
        print(f"{name:18}" + "".join(f"{value:11.3f}" for value in quality(pages, read)))
    print(f"\n{'pages/CPU-second':18}" + "".join(f"{name:>20}" for name in READERS) + f"{'ours/fast':>12}")
    for name, contents in sets.items():
        found = rates(contents, given.rounds)
        ratio = found["detente"] / found["trafilatura fast"]
        print(f"{name:18}" + "".join(f"{rate:20.1f}" for rate in found.values()) + f"{ratio:12.2f}")
    print(f"\n{'memory peak, MB':18}" + "".join(f"{peak(name, given.folder):20}" for name in READERS))


if __name__ == "__main__":
    main()
