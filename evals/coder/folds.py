"""The five-fold measure on PLV that was taken when the shipped weights were made.

It needs an hour and PyTorch, so it stands beside the weights, with their digest: weights that were not
measured have no figures here, and the gate says so.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.intervals import Figure

MODEL = Path(str(files("detente.events") / "model"))
FIGURES = MODEL / "figures.json"


def measure() -> dict[str, Figure]:
    """Return each figure with its interval; raises `LookupError` where other weights were measured."""
    told = json.loads(FIGURES.read_text(encoding="utf-8"))
    weights = b"".join((MODEL / f"{name}.onnx").read_bytes() for name in ("pairs", "roots"))
    if told["weights"] != hashlib.sha256(weights).hexdigest()[:16]:
        raise LookupError(
            "the weights are not those that figures.json was measured with: run training.coder.train"
        )
    return {name: (value[0], value[1], value[2]) for name, value in told["plv_folds"].items()}
