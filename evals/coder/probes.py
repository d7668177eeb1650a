"""How well given pairs are labelled: direction, status, and silence where nothing is told.

The sentences in ``probes/`` are ours, written apart from the training data by one who had not seen them, in
the same form (``training/annotations/README.md``). Run alone: ``python -m evals.coder.probes [--errors]``.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from training.coder.annotations import read_lines

from detente import ontology
from detente.events.label import Label, find_actors, label_pairs
from evals.intervals import with_intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.coder.annotations import Line

    from evals.intervals import Figure

HERE = Path(__file__).parent / "probes"
OPPOSITE = {"forward": "reverse", "reverse": "forward", "both": "both", None: None}
# Types that two do together as often as one does them to the other: no direction is asked of them.
DIRECTED = frozenset(ontology.load().types) - {"CONSULT", "AGREE", "COOPERATE"}


class Asked(NamedTuple):
    """One pair of a line as it is asked: its words, and what the gold says."""

    sentence: str
    source: str
    target: str
    type: str | None
    status: str | None


def load(probe: str) -> list[list[Asked]]:
    """Return the pairs of each line of a probe; the source of an act is asked as the source."""
    return [_pairs(line) for line in read_lines(HERE / f"{probe}.txt")]


def _pairs(line: Line) -> list[Asked]:
    words = {number: line.text[slice(*spans[0])] for number, spans in line.actors.items()}
    if line.acts:
        act = line.acts[0]
        return [Asked(line.text, words[act.sources[0]], words[act.targets[0]], act.type, act.status)]
    return [Asked(line.text, words[a], words[b], None, None) for a, b in combinations(words, 2)]


def answers(pairs: Sequence[Asked]) -> list[Label]:
    """Return the label of each pair."""
    asked = [find_actors({"sentence": p.sentence, "source": p.source, "target": p.target}) for p in pairs]
    return list(label_pairs(asked, ontology=ontology.load()))


def _turned(pair: Asked) -> Asked:
    return pair._replace(source=pair.target, target=pair.source)


def _renamed(pair: Asked) -> Asked:
    """Return the pair with the two names exchanged in the text; each still plays its part in the act."""
    hole = "\0"
    text = (
        pair.sentence.replace(pair.source, hole).replace(pair.target, pair.source).replace(hole, pair.target)
    )
    return pair._replace(sentence=text, source=pair.target, target=pair.source)


def direction_scores() -> list[dict[str, bool]]:
    """Return for each directed pair: type right, direction right, and whether both hold when it is turned."""
    pairs = [line[0] for line in load("directions")]
    plain, turned = answers(pairs), answers([_turned(p) for p in pairs])
    renamed = answers([_renamed(p) for p in pairs])
    return [
        {
            "type": one.type == pair.type,
            "direction": one.type == pair.type and one.direction == "forward",
            "directed": pair.type in DIRECTED and one.type is not None,
            "flips": (two.type, two.direction) == (one.type, OPPOSITE[one.direction])
            and one.direction != "both",
            "follows names": (three.type, three.direction) == (one.type, one.direction),
        }
        for pair, one, two, three in zip(pairs, plain, turned, renamed, strict=True)
    ]


def _direction_figures(scores: Sequence[dict[str, bool]]) -> dict[str, float]:
    typed = [s for s in scores if s["type"]]
    directed = [s for s in scores if s["directed"]]
    return {
        "types": _share([s["type"] for s in scores]),
        "direction of right types": _share([s["direction"] for s in typed]),
        "flips when asked the other way": _share([s["flips"] for s in directed]),
        "same act when names are exchanged": _share([s["follows names"] for s in directed]),
    }


def status_scores() -> list[tuple[bool, bool, bool, bool]]:
    """Return for each pair: its type is right, its status too, it is no fact, and yet told as one."""
    pairs = [line[0] for line in load("statuses")]
    return [
        (found.type == p.type, found.status == p.status, p.status != "fact", found.status == "fact")
        for p, found in zip(pairs, answers(pairs), strict=True)
    ]


def _status_figures(scores: Sequence[tuple[bool, bool, bool, bool]]) -> dict[str, float]:
    return {
        "status of right types": _share([same for right, same, _, _ in scores if right]),
        "no fact told as one": _share([as_fact for right, _, other, as_fact in scores if right and other]),
    }


def negative_scores() -> list[list[bool]]:
    """Return for each line without an event whether each of its pairs got one."""
    lines = load("negatives")
    found = iter(answers([pair for line in lines for pair in line]))
    return [[next(found).type is not None for _ in line] for line in lines]


def _negative_figures(scores: Sequence[list[bool]]) -> dict[str, float]:
    return {
        "alarms in lines": _share([any(line) for line in scores]),
        "alarms in pairs": _share([one for line in scores for one in line]),
    }


def _share(cases: Sequence[bool]) -> float:
    return sum(cases) / len(cases) if cases else float("nan")


def measure() -> dict[str, Figure]:
    """Return each figure with its bootstrap interval: (value, low, high)."""
    return (
        with_intervals(direction_scores(), _direction_figures)
        | with_intervals(status_scores(), _status_figures)
        | with_intervals(negative_scores(), _negative_figures)
    )


def print_errors() -> None:
    """Print each pair that is labelled otherwise than in the gold."""
    for probe in ("directions", "statuses", "negatives"):
        pairs = [pair for line in load(probe) for pair in line]
        for pair, found in zip(pairs, answers(pairs), strict=True):
            wanted = (pair.type, "forward" if pair.type else None, pair.status)
            told = (found.type, found.direction, found.status)
            if told != wanted:
                print(
                    f"{probe}: {pair.sentence}\n    {pair.source} | {pair.target}: gold {wanted} found {told}"
                )


if __name__ == "__main__":
    if "--errors" in sys.argv:
        print_errors()
    for name, (value, low, high) in measure().items():
        print(f"{name:35} {value:.3f}  [{low:.3f}, {high:.3f}]")
