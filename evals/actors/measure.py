"""How well actors are resolved: precision and recall by kind of mention, with intervals.

A gold mention is found where a resolution overlaps it and gives its code; a resolution is right where it
overlaps a gold mention of its code. ``dev`` and ``tuning`` are for tuning, ``test`` is only ever measured.
Run alone: ``python -m evals.actors.measure [dev|tuning|test] [own|headlines|seeds|foreign] [--errors]``.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from typing import TYPE_CHECKING

from detente import knowledge
from detente.actors import resolve_mentions
from detente.articles import split_sentences
from detente.records import STATE_SECTORS, Article, Resolution
from evals.actors.gold import Gold, Item, foreign_items, headline_items, own_items, seed_items
from evals.intervals import with_intervals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evals.intervals import Figure

PARAGRAPH_GAP = 2  # the newlines between two paragraphs of an article's text
SETS: dict[str, Callable[[str], list[Item]]] = {
    "own": own_items,
    "headlines": headline_items,
    "seeds": seed_items,
    "foreign": foreign_items,
}
# What the project promises figures for, and the kinds of gold mention behind each.
GROUPS = {
    "states": {"state", "demonym"},
    "capitals": {"capital"},
    "leaders": {"leader"},
    "organisations": {"organisation"},
    "officials": {"official"},
    "seats": {"seat"},
    "groups": {"group"},
    "regions": {"region"},
    "former": {"former"},
    "back": {"back"},
}
KIND_OF_REASON = {
    "name of": "state", "adjective of": "demonym", "people of": "demonym", "capital of": "capital",
    "seat or body": "seat",
}  # fmt: skip
BACK = re.compile(r"'[^']+':")  # "'both sides': ..."
RULERS = ("president", "prime minister", "chancellor", "king", "emir", "premier", "supreme leader")


def article_of(item: Item) -> Article:
    """Return an item as an article of its day."""
    return Article(
        id=item.id, page_id="gold", location="gold", position=0, role="main", title=item.title, outlet=None,
        byline=None, published=item.published, published_precision="day", zone=None,
        retrieved=f"{item.published}T23:00:00Z", url=None, lang=item.lang, genre="news", minutes=1,
        paragraphs=item.paragraphs, blocks=(),
    )  # fmt: skip


def resolved(item: Item) -> list[tuple[Gold, Resolution]]:
    """Return what the program finds in an item, each with its place and kind written as gold is."""
    article = article_of(item)
    sentences = split_sentences(article)
    starts, offset = [], 0
    for paragraph in item.paragraphs:
        starts.append(offset)
        offset += len(paragraph) + PARAGRAPH_GAP
    found = []
    for r in resolve_mentions(article, sentences, knowledge.load()):
        at = r.mention.start
        part = 0 if r.mention.sentence == 0 else sum(start <= at for start in starts)
        shift = starts[part - 1] if part else 0
        place = Gold(part, at - shift, r.mention.end - shift, r.code, kind_of(r))
        found.append((place, r))
    return found


def kind_of(r: Resolution) -> str:
    """Return the gold kind that a resolution claims to be."""
    if r.sector is not None and r.sector not in STATE_SECTORS | {"REB"}:
        return "demonym" if r.reason.startswith("people of") else "former" if r.sector == "ELI" else "other"
    if r.kind in {"igo", "group", "region"} and r.reason.startswith("name of"):
        return {"igo": "organisation"}.get(r.kind, r.kind)
    if BACK.match(r.reason):
        return "back"
    if r.kind == "person":
        return "leader" if r.reason.lower().startswith(RULERS) else "official"
    return next((kind for start, kind in KIND_OF_REASON.items() if r.reason.startswith(start)), "official")


def overlap(one: Gold, other: Gold) -> bool:
    """Whether two mentions stand on common ground for one code."""
    same = one.part == other.part and one.code == other.code
    return same and one.start < other.end and other.start < one.end


def score_item(item: Item) -> Counter[str]:
    """Return the counts of an item: ``found:KIND missed:KIND right:KIND wrong:KIND`` and the sectors."""
    score: Counter[str] = Counter()
    found = resolved(item)
    for gold in item.gold:
        if gold.optional:
            continue
        hits = [r for place, r in found if overlap(place, gold)]
        score[f"{'found' if hits else 'missed'}:{gold.kind}"] += 1
        if hits and gold.kind == "former":
            score["not the state"] += all(r.sector not in {None, *STATE_SECTORS} for r in hits)
    for place, r in found:
        gold = next((gold for gold in item.gold if overlap(place, gold)), None)
        if gold is None and not _outside_the_guide(place, r, item, found):
            score[f"wrong:{place.kind}"] += 1
        elif gold is not None and not gold.optional:
            score[f"right:{gold.kind}"] += 1
    return score


def _outside_the_guide(
    place: Gold, r: Resolution, item: Item, found: Sequence[tuple[Gold, Resolution]]
) -> bool:
    """Whether the guide asks for no mark here: a province of one state, or a part of a larger mark.

    "Ukraine" within "the UN mission in Ukraine" is no mark of its own, provided that the larger one is found.
    """
    if r.kind == "region" and len(knowledge.load().codes[r.code].within) == 1:
        return True
    around = (gold for gold in item.gold if gold.part == place.part and gold.start <= place.start)
    return any(
        place.end <= gold.end and any(overlap(other, gold) for other, _ in found)
        for gold in around
        if gold.code != place.code
    )


def figures(scores: Sequence[Counter[str]]) -> dict[str, float]:
    """Return precision and recall of each group of kinds, and of all kinds but ``body`` and ``other``."""
    total = sum(scores, Counter[str]())

    def share(part: int, whole: int) -> float:
        return part / whole if whole else float("nan")

    def both(name: str, kinds: set[str]) -> dict[str, float]:
        found, missed, right, wrong = (
            sum(total[f"{what}:{kind}"] for kind in kinds) for what in ("found", "missed", "right", "wrong")
        )
        return {
            f"{name} precision": share(right, right + wrong),
            f"{name} recall": share(found, found + missed),
        }

    result = both("all", set().union(*GROUPS.values()))
    for name, kinds in GROUPS.items():
        result |= both(name, kinds)
    former = total["found:former"]
    return result | {"former not the state": share(total["not the state"], former)}


def measure(split: str = "test", kind: str = "own") -> dict[str, Figure]:
    """Return each figure with its bootstrap interval; nothing where the data are not there."""
    items = SETS[kind](split)
    return with_intervals([score_item(item) for item in items], figures) if items else {}


def print_errors(split: str, kind: str) -> None:
    """Print what was missed and what was wrong, each in its text."""
    for item in SETS[kind](split):
        found = resolved(item)
        texts = [item.title, *item.paragraphs]
        for gold in item.gold:
            if not gold.optional and not any(overlap(place, gold) for place, _ in found):
                print(f"{item.id} MISSED {_show(texts, gold)}")
        for place, r in found:
            named = any(overlap(place, gold) for gold in item.gold)
            if not named and not _outside_the_guide(place, r, item, found):
                print(f"{item.id} WRONG  {_show(texts, place)}  ({r.reason})")


def _show(texts: Sequence[str], at: Gold) -> str:
    text = texts[at.part]
    before, after = text[max(0, at.start - 60) : at.start], text[at.end : at.end + 40]
    return f"{at.kind:12} {at.code:8} ...{before}[{text[at.start : at.end]}]{after}..."


def main() -> None:
    """Print the figures of a set, with ``--errors`` what was missed and what was wrong before them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("split", choices=("dev", "tuning", "test"), nargs="?", default="dev")
    parser.add_argument("which", choices=tuple(SETS), nargs="?", help="default: all that have this split")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    for one in [given.which] if given.which else list(SETS):
        if given.errors:
            print_errors(given.split, one)
        for name, (value, low, high) in measure(given.split, one).items():
            print(f"{one} {given.split} {name:25} {value:.3f}  [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    main()
