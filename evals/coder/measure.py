"""How well the coder reads sentences end to end: pair and type right at once, false alarms, status, dates.

``dev`` and ``headlines_dev`` are for tuning; ``test``, ``digest_test``, ``headlines_test`` and ``news_test``
are only ever measured. Headlines and news are of others: their labels are held by the hash of the text, which
stands beside the project. Run alone: ``python -m evals.coder.measure SET [--errors]``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente import knowledge, ontology
from detente.actors import resolve_mentions
from detente.articles import split_sentences
from detente.events import code_events
from detente.events.gold import evaluate_items, figures, item_article, score_item
from detente.pipeline import between_two
from evals.actors.gold import DATA, hash_of
from evals.intervals import with_intervals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.records import Event
    from evals.intervals import Figure

HERE = Path(__file__).parent
NEWS = DATA / "data" / "news"
TEXTS = {"headlines": (NEWS / "headlines.jsonl", "headline"), "news": (NEWS / "in_the_news.jsonl", "text")}

Item = dict[str, Any]


def load_items(split: str) -> list[Item]:
    """Return the gold items of a split; none where their texts do not stand beside the project."""
    items = list(_lines(HERE / f"{split}.jsonl"))
    if all("text" in item for item in items):
        return items
    path, key = TEXTS[split.partition("_")[0]]
    if not path.exists():
        return []
    texts = {hash_of(line[key]): line[key] for line in _lines(path)}
    return [item | {"text": texts[item["id"]]} for item in items]


def _lines(path: Path) -> Iterator[Item]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def code_item(item: Item) -> list[Event]:
    """Return the events the program finds between two different actors of one item."""
    article = item_article(item)
    sentences, world = split_sentences(article), knowledge.load()
    mentions = resolve_mentions(article, sentences, world)
    events = code_events(article, sentences, mentions, ontology=ontology.load(), world=world)
    return [event for event in events if between_two(event)]


def measure(split: str = "test") -> dict[str, Figure]:
    """Return each figure with its bootstrap interval, (value, low, high); none without the texts."""
    items = load_items(split)
    return with_intervals([score_item(item, code_item(item)) for item in items], figures) if items else {}


def print_errors(split: str) -> None:
    """Print each item that is not wholly right, worst first."""
    items = load_items(split)
    for fault in evaluate_items(split, items, [code_item(item) for item in items], 0).faults:
        print(f"{fault.item} {fault.text}\n    gold  {fault.gold}\n    found {fault.found}")


if __name__ == "__main__":
    chosen = next((a for a in sys.argv[1:] if not a.startswith("-")), "dev")
    if "--errors" in sys.argv:
        print_errors(chosen)
    for name, (value, low, high) in measure(chosen).items():
        print(f"{chosen} {name:15} {value:.3f}  [{low:.3f}, {high:.3f}]")
