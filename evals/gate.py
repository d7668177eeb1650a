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
from pathlib import Path
from typing import Any

from evals.coder import measure as coder

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
MARGIN = 0.01
LOWER_IS_BETTER = frozenset({"false_alarms"})
SETS = {"coder": HERE / "coder" / "test.jsonl"}


def digest(path: Path) -> str:
    """Return the content digest of a gold file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def measured() -> dict[str, dict[str, Any]]:
    """Return, for each stage, the digest of its gold data and its figures with their intervals."""
    figures = {name: [round(x, 4) for x in values] for name, values in coder.measure("test").items()}
    return {"coder": {"data": digest(SETS["coder"]), "figures": figures}}


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
            value = result["figures"][name][0]
            if is_worse(name, value, floor):
                faults.append(f"{stage}: {name} is {value:.3f}, its floor {floor:.3f}")
    return faults


def floors_of(result: dict[str, Any]) -> dict[str, float]:
    """Return floors a margin below (or above, where less is better) what was measured."""
    return {
        name: round(values[0] + (MARGIN if name in LOWER_IS_BETTER else -MARGIN), 3)
        for name, values in result["figures"].items()
    }


def update(now: dict[str, Any], pinned: dict[str, Any], why: str | None) -> list[str]:
    """Write new floors; return what would be lowered without a reason (then nothing is written)."""
    fresh = {s: {"data": r["data"], "floors": floors_of(r), "measured": r["figures"]} for s, r in now.items()}
    lowered = [
        f"{stage}: {name} {floor:.3f} -> {fresh[stage]['floors'][name]:.3f}"
        for stage, pin in pinned.items()
        for name, floor in pin["floors"].items()
        if is_worse(name, fresh[stage]["floors"][name], floor)
    ]
    if lowered and why is None:
        return lowered
    for stage, pin in fresh.items():
        reasons = pinned.get(stage, {}).get("lowered", [])
        pin["lowered"] = [*reasons, {"figures": lowered, "why": why}] if lowered else reasons
    FLOORS.write_text(json.dumps(fresh, indent=2) + "\n", encoding="utf-8")
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
            print(f"{stage:8} {name:15} {value:.3f}  [{low:.3f}, {high:.3f}]")
    faults = update(now, pinned, given.allow_regression) if given.update else compare(now, pinned)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
