"""How fast pairs are labelled and articles coded: ``python -m benchmarks.coder [--rounds N]``.

The sentences are those of the example corpus. The floor of labelling in the same run is the bare encoder:
the same batches of token ids through onnxruntime, and nothing else. Demanded: labels at 70 % of that rate or
more, 20 articles a second on two cores, start within 1.5 s, under 800 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from itertools import combinations
from typing import TYPE_CHECKING, Any

from benchmarks.actors import CORPUS, KILOBYTES, best_rate
from detente import knowledge, ontology, pipeline
from detente.actors import resolve_mentions
from detente.articles import split_sentences
from detente.events import encoder
from detente.events.label import label_rows
from detente.events.marking import mark_pair, tokenize_text
from detente.records import Article, Coded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.marking import MarkedPair

STARTS = 5  # fresh processes; the best counts, as the others share the machine
LEAST_PAIRS = 1_000
ONE_PAIR = {"sentence": "Norway condemned Chad.", "source": "Norway", "target": "Chad"}


def seconds_to_start() -> float:
    """Return the best time in which a fresh process labels one pair, from the command line to the answer."""
    command = [sys.executable, "-m", "detente", "label", "-"]
    best = float("inf")
    for _ in range(STARTS):
        start = time.perf_counter()
        subprocess.run(command, input=json.dumps(ONE_PAIR).encode(), capture_output=True, check=True)
        best = min(best, time.perf_counter() - start)
    return best


def corpus_articles() -> list[Article]:
    """Return the articles of the example corpus."""
    return [a for a in pipeline.read([str(CORPUS)]) if isinstance(a, Article)]


def corpus_pairs(articles: Sequence[Article]) -> list[dict[str, str]]:
    """Return the pairs of different actors named in one sentence, as `label` takes them."""
    world, rows = knowledge.load(), []
    for article in articles:
        sentences = split_sentences(article)
        text = {sentence.number: sentence.text for sentence in sentences}
        for one, other in combinations(resolve_mentions(article, sentences, world), 2):
            same = one.mention.sentence == other.mention.sentence and one.code != other.code
            if same and one.mention.end <= other.mention.start:
                sides = {"source": one.mention.text, "target": other.mention.text}
                rows.append({"sentence": text[one.mention.sentence], **sides})
    return rows * (1 + LEAST_PAIRS // len(rows))


def bare_batches(rows: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """Return the same pairs as the encoder's inputs, in batches of like length."""
    marked: list[MarkedPair] = []
    for row in rows:
        text = row["sentence"]
        spans = [
            (text.find(row[name]), text.find(row[name]) + len(row[name])) for name in ("source", "target")
        ]
        found = mark_pair(tokenize_text(text), spans[:1], spans[1:])
        marked += [found] if found else []
    marked.sort(key=lambda pair: len(pair.ids))
    size = encoder.BATCH
    return [encoder.inputs(marked[k : k + size]) for k in range(0, len(marked), size)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args(arguments).rounds
    starting = seconds_to_start()
    articles = corpus_articles()
    rows, known = corpus_pairs(articles), ontology.load()
    batches = bare_batches(rows)
    session = encoder.session()
    bare = best_rate(lambda: [session.run(None, batch) for batch in batches], len(rows), rounds)
    labelling = best_rate(lambda: list(label_rows(rows, ontology=known)), len(rows), rounds)
    coding = best_rate(_code_all, len(articles), rounds)
    words = sum(len(a.text.split()) for a in articles) / len(articles)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES
    machine = platform.processor() or platform.machine()
    print(f"machine              {machine}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"first answer after   {starting:.2f} s, a fresh process")
    print(f"labelled             {labelling:,.0f} pairs/s, {len(rows):,} pairs")
    print(f"bare encoder         {bare:,.0f} pairs/s, ratio {labelling / bare:.2f}")
    print(f"coded                {coding:.1f} articles/s, {len(articles)} articles of {words:.0f} words")
    print(f"memory peak          {peak} MB, the whole run")


def _code_all() -> int:
    return sum(isinstance(one, Coded) for one in pipeline.code([str(CORPUS)]))


if __name__ == "__main__":
    main()
