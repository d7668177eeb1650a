"""The floors of measured quality: fail when a figure falls below its pin, or the gold data changed unseen.

    python -m evals.gate                      measure and compare; exit 1 below a floor
    python -m evals.gate --update             pin what is measured now; refuses to lower a floor ...
    python -m evals.gate --update --allow-regression "why"     ... unless told why, which is kept beside it

Floors stand a little below what was measured (``MARGIN``), so that one sentence more or less is no alarm.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.actors import measure as actors
from evals.coder import folds, probes
from evals.coder import measure as coder
from evals.pages import measure as pages
from evals.ranking import measure as ranking
from evals.stories import measure as stories

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evals.intervals import Figure

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
MARGIN = 0.01
CODER_MARGIN = 0.02  # the encoder's last digits are not the same on every processor
LOWER_IS_BETTER = frozenset({"false_alarms", "alarms in lines", "alarms in pairs", "ece"})


@dataclass(frozen=True, slots=True)
class Stage:
    """What is measured for one set: its gold data and the figures, none where the texts are not there."""

    gold: Path
    figures: Callable[[], Mapping[str, Figure]]


STAGES = {
    "pages": Stage(HERE / "pages" / "dev", lambda: pages.measure("dev")),
    "pages held back": Stage(HERE / "pages" / "held", lambda: pages.measure("held")),
    "stories": Stage(HERE / "stories" / "test.jsonl", lambda: stories.measure("test")),
    "ranking, ICEWS14 in short": Stage(
        HERE / "ranking" / "data.json", lambda: ranking.measure("ICEWS14", questions=ranking.IN_SHORT)
    ),
    "coder": Stage(HERE / "coder" / "test.jsonl", lambda: coder.measure("test")),
    "coder on digests": Stage(HERE / "coder" / "digest_test.jsonl", lambda: coder.measure("digest_test")),
    "coder on headlines": Stage(
        HERE / "coder" / "headlines_test.jsonl", lambda: coder.measure("headlines_test")
    ),
    "coder on news": Stage(HERE / "coder" / "news_test.jsonl", lambda: coder.measure("news_test")),
    "coder on marked pairs": Stage(HERE / "coder" / "probes", probes.measure),
    "coder on PLV, five-fold": Stage(folds.FIGURES, folds.measure),
    "actors": Stage(HERE / "actors" / "test.jsonl", lambda: actors.measure("test", "own")),
    "actors in headlines": Stage(
        HERE / "actors" / "headlines_test.jsonl", lambda: actors.measure("test", "headlines")
    ),
    "actors in the seeds": Stage(HERE / "actors" / "seeds.jsonl", lambda: actors.measure("dev", "seeds")),
    "actors in other languages": Stage(
        HERE / "actors" / "foreign.jsonl", lambda: actors.measure("test", "foreign")
    ),
}


def digest(path: Path) -> str:
    """Return the content digest of a gold file, or of all in a folder."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def measured() -> dict[str, dict[str, Any]]:
    """Return, for each set, the digest of its gold data and its figures with their intervals.

    A set whose texts stand beside the project, and do not here, is left out and said so.
    """
    found = {}
    for name, stage in STAGES.items():
        figures = {
            figure: [round(x, 4) for x in values]
            for figure, values in stage.figures().items()
            if values[0] == values[0]  # a share of nothing is no figure
        }
        if figures:
            found[name] = {"data": digest(stage.gold), "figures": figures}
        else:
            print(f"{name}: not measured, its texts do not stand beside the project")
    return found


def is_worse(name: str, value: float, floor: float) -> bool:
    """Whether a figure lies on the wrong side of its floor.

    >>> is_worse("f1", 0.4, 0.5), is_worse("false_alarms", 0.02, 0.05)
    (True, False)
    """
    return value > floor if name in LOWER_IS_BETTER else value < floor


def compare(now: dict[str, Any], pinned: dict[str, Any]) -> list[str]:
    """Return what is wrong, in words; nothing where every figure holds."""
    faults = []
    for stage, result in now.items():
        pin = pinned.get(stage, {"data": None, "floors": {}})
        if pin["data"] != result["data"]:
            faults.append(
                f"{stage}: the gold data changed since the floors were pinned; measure and --update"
            )
        for name, floor in pin["floors"].items():
            if name not in result["figures"]:
                faults.append(f"{stage}: {name} is no longer measured")
                continue
            value = result["figures"][name][0]
            if is_worse(name, value, floor):
                faults.append(f"{stage}: {name} is {value:.3f}, its floor {floor:.3f}")
    return faults


def floors_of(result: dict[str, Any], margin: float = MARGIN) -> dict[str, float]:
    """Return floors a margin below (or above, where less is better) what was measured."""
    return {
        name: round(values[0] + (margin if name in LOWER_IS_BETTER else -margin), 3)
        for name, values in result["figures"].items()
    }


def update(now: dict[str, Any], pinned: dict[str, Any], why: str | None) -> list[str]:
    """Write new floors; return what would be lowered without a reason (then nothing is written)."""
    fresh = {
        stage: {
            "data": result["data"],
            "floors": floors_of(result, CODER_MARGIN if stage.startswith("coder") else MARGIN),
            "measured": result["figures"],
        }
        for stage, result in now.items()
    }
    lowered = [
        f"{stage}: {name} {floor:.3f} -> {fresh[stage]['floors'][name]:.3f}"
        for stage, pin in pinned.items()
        if stage in fresh
        for name, floor in pin["floors"].items()
        if is_worse(name, fresh[stage]["floors"][name], floor)
    ]
    if lowered and why is None:
        return lowered
    for stage, pin in fresh.items():
        reasons = pinned.get(stage, {}).get("lowered", [])
        own = [words for words in lowered if words.startswith(f"{stage}: ")]
        pin["lowered"] = [*reasons, {"figures": own, "why": why}] if own else reasons
    FLOORS.write_text(json.dumps(pinned | fresh, indent=2) + "\n", encoding="utf-8")
    return []


def main(arguments: list[str] | None = None) -> int:
    """Run the gate; return the exit code."""
    parser = argparse.ArgumentParser(description="Measured quality against its pinned floors.")
    parser.add_argument("--update", action="store_true", help="pin what is measured now")
    parser.add_argument("--allow-regression", metavar="WHY", help="let floors fall, and say why")
    given = parser.parse_args(arguments)
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    now = measured()
    for stage, result in now.items():
        for name, (value, low, high) in result["figures"].items():
            print(f"{stage:26} {name:25} {value:.3f}  [{low:.3f}, {high:.3f}]")
    faults = update(now, pinned, given.allow_regression) if given.update else compare(now, pinned)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
