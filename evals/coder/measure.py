"""How well the coder reads our own gold sentences: pair and type right at once, false alarms, status, dates.

The sentences are ours: the figures test the code and are no evidence about the world. `dev.jsonl` is for
tuning, `test.jsonl` is only ever measured. Run alone:
``python -m evals.coder.measure [dev|test] [--errors]``.
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
from detente.records import Article
from evals.intervals import with_intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
Item = dict[str, Any]
Key = tuple[str, str, str]


def load_items(split: str) -> list[Item]:
    """Return the gold items of a split, one dict a line."""
    lines = (HERE / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def code_item(item: Item) -> list[Any]:
    """Return the events the program finds between two different actors of one item."""
    is_title = bool(item.get("title"))
    article = Article(
        id=item["id"], page_id="gold", location="gold", position=0, role="main",
        title=item["text"] if is_title else "", outlet=None, byline=None, published=item["published"],
        published_precision="day", zone=None, retrieved=f"{item['published']}T23:00:00Z", url=None, lang="en",
        genre=item.get("genre", "news"), minutes=1, paragraphs=() if is_title else (item["text"],), blocks=(),
    )  # fmt: skip
    sentences, world = split_sentences(article), knowledge.load()
    mentions = resolve_mentions(article, sentences, world)
    events = code_events(article, sentences, mentions, ontology=ontology.load(), world=world)
    codes = [({a.code for a in e.source}, {a.code for a in e.target}) for e in events]
    return [e for e, (s, t) in zip(events, codes, strict=True) if s and t and s != t]


def keys_of(event: Item) -> set[Key]:
    """Return the (source, target, type) of each pair of a gold event; symmetric pairs in order of code."""
    if event.get("symmetric"):
        everyone = sorted({*event["source"], *event["target"]})
        return {(a, b, event["type"]) for i, a in enumerate(everyone) for b in everyone[i + 1 :]}
    return {(a, b, event["type"]) for a in event["source"] for b in event["target"] if a != b}


def found_keys(event: Any) -> set[Key]:  # noqa: ANN401 - a detente Event
    """Return the same of a coded event."""
    return keys_of(
        {
            "source": [a.code for a in event.source],
            "target": [a.code for a in event.target],
            "type": event.type,
            "symmetric": event.symmetric,
        }
    )


def score_item(item: Item) -> dict[str, int]:
    """Return the counts of one item: keys right, missed and wrong, statuses, dates and dead counted right."""
    events = code_item(item)
    gold = {key: e for e in item["events"] for key in keys_of(e)}
    found = {key: e for e in events for key in found_keys(e)}
    right = gold.keys() & found.keys()
    dated = [k for k in right if gold[k].get("date")]
    counted = [k for k in right if gold[k].get("quantities")]
    return {
        "right": len(right),
        "missed": len(gold.keys() - right),
        "wrong": len(found.keys() - right),
        "status": sum(gold[k]["status"] == found[k].status for k in right),
        "fact_wrong": sum(
            found[k].status == "fact" and (k not in gold or gold[k]["status"] != "fact") for k in found
        ),
        "fact_found": sum(e.status == "fact" for e in found.values()),
        "dated": len(dated),
        "date": sum(gold[k]["date"]["start"] == found[k].date.start for k in dated),
        "counted": len(counted),
        "quantity": sum(
            {(float(q["value"]), q["what"]) for q in gold[k]["quantities"]}
            == {(q.value, q.what) for q in found[k].quantities}
            for k in counted
        ),
        "empty": int(not gold),
        "alarm": int(not gold and any(e.status == "fact" for e in found.values())),
    }


def figures(scores: Sequence[dict[str, int]]) -> dict[str, float]:
    """Return the published figures of a list of item scores."""
    total = {name: sum(s[name] for s in scores) for name in scores[0]}

    def share(part: float, whole: float) -> float:
        return part / whole if whole else float("nan")

    precision = share(total["right"], total["right"] + total["wrong"])
    recall = share(total["right"], total["right"] + total["missed"])
    return {
        "precision": precision,
        "recall": recall,
        "f1": share(2 * precision * recall, precision + recall),
        "fact_precision": 1 - share(total["fact_wrong"], total["fact_found"]),
        "status": share(total["status"], total["right"]),
        "date": share(total["date"], total["dated"]),
        "quantity": share(total["quantity"], total["counted"]),
        "false_alarms": share(total["alarm"], total["empty"]),
    }


def measure(split: str = "test") -> dict[str, tuple[float, float, float]]:
    """Return each figure with its bootstrap interval: (value, low, high)."""
    return with_intervals([score_item(item) for item in load_items(split)], figures)


def print_errors(split: str) -> None:
    """Print each item that is not wholly right, worst first."""
    for item in load_items(split):
        gold = {key: e["status"] for e in item["events"] for key in keys_of(e)}
        found = {key: e.status for e in code_item(item) for key in found_keys(e)}
        if gold != found:
            print(f"{item['id']} {item['text']}\n    gold  {gold}\n    found {found}")


if __name__ == "__main__":
    chosen = next((a for a in sys.argv[1:] if not a.startswith("-")), "dev")
    if "--errors" in sys.argv:
        print_errors(chosen)
    for name, (value, low, high) in measure(chosen).items():
        print(f"{chosen} {name:15} {value:.3f}  [{low:.3f}, {high:.3f}]")
