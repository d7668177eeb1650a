"""How well acts of the validation days are foreseen on the ICEWS benchmarks.

The data stand beside the project; without them nothing is measured. Intervals: whole days are drawn again.

    python -m evals.ranking.measure [NAME ...] [--multi] [--questions N] [--ablations]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.outlook import ranking
from detente.outlook.ranking import questions as questions_room
from detente.outlook.ranking.features import REASONS, SOURCE, compute
from detente.outlook.ranking.ranker import QUESTIONS
from evals.actors.gold import DATA
from evals.intervals import with_intervals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.outlook.ranking import Outcomes, RankingReport
    from detente.outlook.ranking.evaluate import Horizon
    from evals.intervals import Figure

HERE = Path(__file__).parent
FORECASTING = DATA / "data" / "forecasting"
FLOORS = HERE / "floors.json"  # of the whole runs; the gate has those of the short one
DIGESTS = HERE / "data.json"  # of the facts that the floors are for
NAMES = ("ICEWS14", "ICEWS18", "ICEWS05-15")
IN_SHORT = 12_000  # questions to fit on where the gate runs: a minute, and two points less


@cache
def evaluate(name: str, horizon: Horizon, questions: int) -> tuple[RankingReport, Outcomes] | None:
    """Return report and outcomes on the validation days; None where the data do not stand."""
    folder = FORECASTING / name
    if not (folder / "valid.txt").exists():
        return None
    if digest_of(folder) != json.loads(DIGESTS.read_text(encoding="utf-8"))[name]:
        raise LookupError(f"{folder} holds other facts than those the floors are for")
    report, outcomes, _ = ranking.evaluate_ranking(
        ranking.read_folder(folder), "valid", horizon, questions=questions
    )
    return report, outcomes


def digest_of(folder: Path) -> str:
    """Return the digest of the training and validation facts of a folder."""
    facts = b"".join((folder / f"{split}.txt").read_bytes() for split in ("train", "valid"))
    return hashlib.sha256(facts).hexdigest()[:16]


def measure(name: str, horizon: Horizon = "single", questions: int = QUESTIONS) -> dict[str, Figure]:
    """Return mrr and hits as shares, and the calibration error, with intervals over days."""
    found = evaluate(name, horizon, questions)
    if found is None:
        return {}
    report, outcomes = found
    rank = outcomes.ranked.rank
    gains = np.stack([np.ones(len(rank)), 1 / rank, rank <= 1, rank <= 3, rank <= 10], axis=1)  # noqa: PLR2004
    days, place = np.unique(outcomes.day, return_inverse=True)
    sums = np.zeros((len(days), gains.shape[1]))
    np.add.at(sums, place, gains)
    figures = with_intervals(list(sums), _shares)
    ece = report.calibration.ece
    return figures | {"ece": (ece, ece, ece)}


def _shares(days: Sequence[np.ndarray]) -> dict[str, float]:
    total = np.sum(days, axis=0)
    return dict(zip(("mrr", "hits1", "hits3", "hits10"), (total[1:] / total[0]).tolist(), strict=True))


@contextmanager
def without(reason: str) -> Iterator[None]:
    """Forecast without the features of one reason: they are all zero."""
    columns = [i for i, own in enumerate(REASONS) if own == reason]

    def blind(*given: object) -> np.ndarray:
        features = compute(*given)  # type: ignore[arg-type]
        features[:, columns] = 0
        return features

    questions_room.compute = blind
    try:
        yield
    finally:
        questions_room.compute = compute
        evaluate.cache_clear()


def ablate(name: str, questions: int) -> None:
    """Print what the forecast loses without each reason."""
    whole = evaluate(name, "single", questions)
    if whole is None:
        return
    print(f"{'everything':40} {whole[0].mrr:6.2f}")
    for reason in dict.fromkeys(REASONS):
        if reason == SOURCE:
            continue  # the same for all candidates: it only tells how to weigh the others
        with without(reason):
            evaluate.cache_clear()
            report, _ = evaluate(name, "single", questions)
        never = report.by_history["pair never met"]["mrr"]
        print(
            f"without {reason:32} {report.mrr:6.2f}  {report.mrr - whole[0].mrr:+.2f}  never met {never:.2f}"
        )


def faults(name: str, figures: Mapping[str, Figure]) -> list[str]:
    """Return which figures of a run lie on the wrong side of their floor, in words.

    >>> faults("ICEWS14 single", {"mrr": (0.2, 0.1, 0.3), "ece": (0.01, 0.01, 0.01)})
    ['ICEWS14 single: mrr is 0.200, its floor 0.485']
    """
    floors = json.loads(FLOORS.read_text(encoding="utf-8")).get(name, {})
    return [
        f"{name}: {figure} is {figures[figure][0]:.3f}, its floor {floor:.3f}"
        for figure, floor in floors.items()
        if (figures[figure][0] > floor if figure == "ece" else figures[figure][0] < floor)
    ]


def main() -> None:
    """Print the figures of the sets asked for; exit 1 where one falls below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--multi", action="store_true", help="knowing nothing of the split")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="to fit on")
    parser.add_argument("--ablations", action="store_true")
    given = parser.parse_args()
    low: list[str] = []
    for name in given.names:
        if given.ablations:
            ablate(name, given.questions)
            continue
        horizon: Horizon = "multi" if given.multi else "single"
        figures = measure(name, horizon, given.questions)
        if not figures:
            sys.exit(f"{name} does not stand in {FORECASTING}")
        low += faults(f"{name} {horizon}", figures) if given.questions == QUESTIONS else []
        for figure, (value, least, most) in figures.items():
            print(f"{name} {horizon} {figure:8} {value:.4f}  [{least:.4f}, {most:.4f}]")
        report, _ = evaluate(name, horizon, given.questions)
        for history, part in report.by_history.items():
            print(f"{name} {horizon} {history}: {part}")
        print(f"{name} {horizon} log score {report.calibration.log_score:.3f}, {report.fit_seconds} s + "
              f"{report.predict_seconds} s, {report.peak_mb} MB")  # fmt: skip
    if low:
        sys.exit("\n".join(low))


if __name__ == "__main__":
    main()
