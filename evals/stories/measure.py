"""How well articles of one story are found together: B-cubed precision, recall and F1.

``tune`` is for tuning, ``test`` is only ever measured: texts of our own with look-alikes (one pair, two
happenings), the same happening in other words, and follow-ups of the next days. Run alone:
``python -m evals.stories.measure SET [--errors]``.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente import pipeline
from detente.articles.prints import acts_of, fingerprint
from detente.articles.stories import group_stories
from detente.records import Coded
from evals.intervals import with_intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.records import Fingerprint, StoryMember
    from evals.intervals import Figure

HERE = Path(__file__).parent
RETRIEVED = "2025-12-31T12:00:00Z"  # after the newest of them
Share = tuple[float, float]  # precision and recall of one article


@cache
def load(split: str) -> tuple[list[dict[str, Any]], list[Fingerprint]]:
    """Return the rows of a set, and the fingerprint of each after coding it."""
    path = HERE / f"{split}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    coded = [one for one in pipeline.code([str(path)], retrieved=RETRIEVED) if isinstance(one, Coded)]
    if [one.article.title for one in coded] != [row["title"] for row in rows]:
        raise ValueError(f"{path}: some rows are no articles")
    return rows, [fingerprint(one.article, acts_of(one.events)) for one in coded]


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> list[Share]:
    """Return for each item how many of its found group are of its gold group, and the reverse.

    >>> b_cubed(["a", "a", "b"], ["1", "1", "1"])
    [(0.6666666666666666, 1.0), (0.6666666666666666, 1.0), (0.3333333333333333, 1.0)]
    """
    of_gold, of_found = _groups(gold), _groups(found)
    both = [of_gold[g] & of_found[f] for g, f in zip(gold, found, strict=True)]
    return [
        (len(shared) / len(of_found[f]), len(shared) / len(of_gold[g]))
        for shared, g, f in zip(both, gold, found, strict=True)
    ]


def _groups(labels: Sequence[str]) -> dict[str, set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for number, label in enumerate(labels):
        groups[label].add(number)
    return groups


def figures(shares: Sequence[Share]) -> dict[str, float]:
    """Return mean precision, mean recall and their F1."""
    precision = sum(p for p, _ in shares) / len(shares)
    recall = sum(r for _, r in shares) / len(shares)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def grouped(split: str) -> list[StoryMember]:
    """Return each row's place among the stories found, in order of rows."""
    _, prints = load(split)
    members = {member.article_id: member for member in group_stories(prints)}
    return [members[one.article_id] for one in prints]


def measure(split: str = "test") -> dict[str, Figure]:
    """Return each figure with its bootstrap interval over articles, (value, low, high)."""
    gold = [row["story"] for row in load(split)[0]]
    return with_intervals(b_cubed(gold, [member.story for member in grouped(split)]), figures)


def print_errors(split: str) -> None:
    """Print each found story that holds several gold stories, and each gold story that was cut."""
    rows, members = load(split)[0], grouped(split)
    for label, other in (("story", "found"), ("found", "story")):
        told = [{"story": row["story"], "found": m.story, "title": row["title"], "reason": m.reason}
                for row, m in zip(rows, members, strict=True)]  # fmt: skip
        for places in _groups([each[other] for each in told]).values():
            if len({told[place][label] for place in places}) > 1:
                print(f"one {other}, several of {label}:")
                for place in sorted(places):
                    print("   ", told[place][label], "|", told[place]["title"], "|", told[place]["reason"])


if __name__ == "__main__":
    chosen = next((a for a in sys.argv[1:] if not a.startswith("-")), "tune")
    if "--errors" in sys.argv:
        print_errors(chosen)
    for name, (value, low, high) in measure(chosen).items():
        print(f"{chosen} {name:10} {value:.3f}  [{low:.3f}, {high:.3f}]")
