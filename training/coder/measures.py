"""What is measured while the weights are made: types on our validation pairs, roots on PLV, calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.metrics import f1_score
from training.coder.items import ROOTS, TYPES

from detente import ontology

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.coder.items import Item

Found = dict[str, Any]

# PLOVER's quad classes by root; PLV counts YIELD as material cooperation.
QUADS = {root: ontology.load().quad(root) for root in ROOTS[1:] if root != "YIELD"} | {"YIELD": 2}
CONFLICT = 3  # quad classes from here on
TEMPERATURES = tuple(round(0.6 + 0.05 * k, 2) for k in range(49))
BINS = 10


def plv_figures(items: Sequence[Item], found: Sequence[Found]) -> dict[str, float]:
    """Return macro-F1 of root, quad and conflict, the share with the right direction, and ECE."""
    gold = [_gold_root(item) for item in items]
    asked = [answer["roots"].copy() for answer in found]
    for sides in asked:
        sides[:, 0] = 0
    chosen = [int(sides.max(0).argmax()) for sides in asked]
    names, told = [ROOTS[k] for k, _ in gold], [ROOTS[k] for k in chosen]
    quads, told_quads = [QUADS[n] for n in names], [QUADS[n] for n in told]
    side = [int(sides[:, k].argmax()) for sides, k in zip(asked, chosen, strict=True)]
    confidence = np.array([sides.max() for sides in asked])
    right = np.array([a == b for a, b in zip(names, told, strict=True)])
    return {
        "root": _macro(names, told),
        "quad": _macro(quads, told_quads),
        "conflict": _macro([q >= CONFLICT for q in quads], [q >= CONFLICT for q in told_quads]),
        "direction": float(np.mean([s == d for s, (_, d) in zip(side, gold, strict=True)])),
        "ece": ece(confidence, right),
    }


def _gold_root(item: Item) -> tuple[int, int]:
    return next((k, side) for side in (0, 1) for k, share in item.roots[side].items() if k and share == 1.0)


def _macro(gold: Sequence[Any], told: Sequence[Any]) -> float:
    return round(float(f1_score(gold, told, average="macro", labels=sorted(set(gold)))), 4)


def ece(confidence: np.ndarray, right: np.ndarray) -> float:
    """Return the expected calibration error over ten bins (Naeini et al. 2015)."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in range(BINS) if (bins == b).any()]  # fmt: skip
    return round(float(sum(gaps)), 4)


def cooled(found: Sequence[Found], heat: float, head: str) -> list[Found]:
    """Return the answers with the probabilities of one head at another temperature."""
    return [answer | {head: _soften(answer[head], heat)} for answer in found]


def _soften(chances: np.ndarray, heat: float) -> np.ndarray:
    raised = np.maximum(chances, 1e-9) ** (1 / heat)
    return raised / raised.sum(-1, keepdims=True)


def temperature(items: Sequence[Item], found: Sequence[Found], head: str) -> float:
    """Return the temperature under which the validation pairs are least surprising (Guo et al. 2017)."""
    wanted = [getattr(item, head) for item in items]

    def surprise(heat: float) -> float:
        return -sum(
            share * float(np.log(_soften(answer[head], heat)[side, k] + 1e-9))
            for targets, answer in zip(wanted, found, strict=True)
            for side in (0, 1)
            for k, share in targets[side].items()
        )

    return min(TEMPERATURES, key=surprise)


def type_figures(items: Sequence[Item], found: Sequence[Found], threshold: float) -> dict[str, float]:
    """Return how the types of pairs, each way, and their statuses are told above a threshold; and ECE."""
    right = wrong = missed = empty = alarms = 0
    status = []
    for item, answer in zip(items, found, strict=True):
        pair_alarm = False
        for side in (0, 1):
            gold = {k for k in item.types[side] if k}
            told = {k for k in range(1, len(TYPES)) if answer["types"][side][k] >= threshold}
            right += len(gold & told)
            wrong += len(told - gold)
            missed += len(gold - told)
            pair_alarm |= bool(told)
            if gold & told and item.statuses[side]:
                status.append(int(answer["statuses"][side].argmax()) in item.statuses[side])
        if not any(k for side in (0, 1) for k in item.types[side]):
            empty += 1
            alarms += pair_alarm
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return {
        "precision": round(precision, 4), "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "status": round(float(np.mean(status)), 4) if status else 0.0,
        "false_alarms": round(alarms / max(1, empty), 4),
        "threshold": threshold,
        "ece": _type_ece(items, found),
    }  # fmt: skip


def _type_ece(items: Sequence[Item], found: Sequence[Found]) -> float:
    confidence, right = [], []
    for item, answer in zip(items, found, strict=True):
        for side in (0, 1):
            likeliest = int(answer["types"][side].argmax())
            confidence.append(float(answer["types"][side][likeliest]))
            right.append(likeliest in item.types[side])
    return ece(np.array(confidence), np.array(right))
