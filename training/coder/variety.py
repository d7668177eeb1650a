"""How varied the annotated sentences are, and how often two readers agree.

    python -m training.coder.variety                 distinct n-grams, near copies, counts of types, statuses
    python -m training.coder.variety --second FILE   agreement with a second reader's labels of some lines

Actors are left out of the n-grams, so that a sentence told again with other names counts as a copy.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from training.coder.annotations import MENTION, parse_line, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.coder.annotations import Act, Line

ANNOTATIONS = Path(__file__).parents[1] / "annotations"
WORD = re.compile(r"\w+")
NEAR_COPY = 0.5  # share of its four-word runs that a line has in common with one other
RUN = 4

Told = dict[tuple[int, int, str], str]


def distinct(rows: Sequence[str], length: int) -> float:
    """Return the share of different runs of so many words among all.

    >>> distinct(["[1 Oslo] met [2 Rome].", "[1 Lima] met [2 Kyiv]."], 3)
    0.5
    """
    runs = [run for row in rows for run in _runs(row, length)]
    return len(set(runs)) / len(runs)


def near_copies(rows: Sequence[str]) -> list[tuple[str, str]]:
    """Return lines that share half of their four-word runs with one line before them."""
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for number, row in enumerate(rows):
        runs = set(_runs(row, RUN))
        shared = Counter(seen[run] for run in runs if run in seen)
        if shared:
            other, count = shared.most_common(1)[0]
            if count >= NEAR_COPY * len(runs) and count > 1:
                found.append((rows[other], row))
        for run in runs:
            seen.setdefault(run, number)
    return found


def _runs(row: str, length: int) -> list[tuple[str, ...]]:
    words = WORD.findall(MENTION.sub("X", row.split("||", maxsplit=1)[0]).lower())
    return [tuple(words[k : k + length]) for k in range(len(words) - length + 1)]


def told(acts: Iterable[Act]) -> Told:
    """Return the status of each (source, target, type), a mutual act once, in order of number."""
    found: Told = {}
    for act in acts:
        everyone = sorted({*act.sources, *act.targets})
        pairs = (
            combinations(everyone, 2) if act.mutual else ((s, t) for s in act.sources for t in act.targets)
        )
        found |= {(one, other, act.type): act.status for one, other in pairs}
    return found


def agreement(first: Sequence[Line], second: Sequence[Line]) -> dict[str, float]:
    """Return how well two readers of the same lines agree: F1 of all acts, of each type, status."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    same_status: list[bool] = []
    for one, other in zip(first, second, strict=True):
        ours, theirs = told(one.acts), told(other.acts)
        for key in ours.keys() | theirs.keys():
            both = key in ours and key in theirs
            for name in ("all", key[2]):
                counts[name]["both" if both else "one"] += 1
        same_status += [ours[key] == theirs[key] for key in ours.keys() & theirs.keys()]
    scores = {name: 2 * c["both"] / (2 * c["both"] + c["one"]) for name, c in sorted(counts.items())}
    return scores | {"status": sum(same_status) / len(same_status), "lines": len(first)}


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(prog="training.coder.variety", description=__doc__.split("\n", 1)[0])
    parser.add_argument(
        "--second", type=Path, metavar="FILE", help="the same lines as another reader labelled them"
    )
    given = parser.parse_args()
    paths = sorted(ANNOTATIONS.glob("*.txt"))
    rows = [row for path in paths for row in path.read_text("utf-8").splitlines() if "||" in row]
    if given.second:
        known = {line.text: line for path in paths for line in read_lines(path)}
        theirs = list(read_lines(given.second))
        for name, value in agreement([known[line.text] for line in theirs], theirs).items():
            print(f"{name:10} {value:.3f}")
        return
    lines = [parse_line(row) for row in rows]
    print(f"{len(rows)} lines, {len(set(rows))} different, {len(near_copies(rows))} near copies")
    for length in (1, 2, 3, 4):
        print(f"distinct runs of {length}: {distinct(rows, length):.3f}")
    acts = [act for line in lines for act in line.acts]
    print(f"{sum(not line.acts for line in lines)} lines without an event, {len(acts)} events")
    print(dict(Counter(act.type for act in acts).most_common()))
    print(dict(Counter(act.status for act in acts).most_common()))
    print(len({(act.type, act.mode) for act in acts if act.mode}), "modes")


if __name__ == "__main__":
    main()
