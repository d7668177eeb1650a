"""What a forecast costs, beside plain counting: ``python -m benchmarks.ranking FOLDER [--split valid]``.

The peer in the same run is a plain counting baseline: eight logarithms of faded counts over the parties that
the source has met and the act's most frequent targets, weighed by L-BFGS on the latest days, with the same
exact ranks. Each runs in a process of its own, for its peak of memory. Demanded: at most ten minutes and 4 GB
on two cores for each of ICEWS14, ICEWS18 and ICEWS05-15.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.outlook import ranking
from detente.outlook.ranking.counting import fit_counting
from detente.outlook.ranking.evaluate import peak_megabytes
from detente.outlook.ranking.facts import join
from detente.outlook.ranking.features import FLOOR, party_activity
from detente.outlook.ranking.history import Columns, History, expand
from detente.outlook.ranking.network import softmax
from detente.outlook.ranking.questions import Sheet, answered, ask, blocks
from detente.outlook.ranking.scores import join_ranked, mean_reciprocal, rank_answers

if TYPE_CHECKING:
    from detente.outlook.ranking.features import Questions

READS = (
    ("act", 1),
    ("act", 3),
    ("pair", 1),
    ("pair", 3),
    ("received", 2),
    ("received", 3),
    ("party", 2),
    ("party", 3),
)
POPULAR = 100
FITTED_ON = 9000  # questions


def main() -> None:
    """Measure each in a process of its own and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="valid", choices=("valid", "test"))
    parser.add_argument("--horizon", default="single", choices=("single", "multi"))
    parser.add_argument("--alone", choices=("counting", "forecaster"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        run = count if given.alone == "counting" else forecast
        print(json.dumps(run(given.folder, given.split, given.horizon)))
        return
    print(f"machine     {platform.processor() or platform.machine()}, {os.cpu_count()} cores")
    print(f"{'':12}{'MRR':>8}{'hits@10':>9}{'fit s':>8}{'ask s':>8}{'peak MB':>9}")
    told = {}
    for one in ("counting", "forecaster"):
        command = [sys.executable, "-m", "benchmarks.ranking", *sys.argv[1:], "--alone", one]
        told[one] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        figures = (told[one][name] for name in ("mrr", "hits10", "fit", "ask", "peak"))
        print(f"{one:12}" + "{:8.2f}{:9.2f}{:8.1f}{:8.1f}{:9.0f}".format(*figures))
    seconds = {one: of["fit"] + of["ask"] for one, of in told.items()}
    print(f"the forecaster takes {seconds['forecaster'] / seconds['counting']:.1f} times as long")


def forecast(folder: Path, split: str, horizon: str) -> dict[str, float]:
    """Return the figures of the forecaster."""
    report, _, _ = ranking.evaluate_ranking(ranking.read_folder(folder), split, horizon)  # type: ignore[arg-type]
    return {
        "mrr": report.mrr,
        "hits10": report.hits10,
        "fit": report.fit_seconds,
        "ask": report.predict_seconds,
        "peak": report.peak_mb,
    }


def count(folder: Path, split: str, horizon: str) -> dict[str, float]:
    """Return the figures of plain counting; it is always fitted to be asked of the next day."""
    splits = ranking.read_folder(folder).splits
    names = list(splits)
    past, future = join([splits[name] for name in names[: names.index(split)]]), splits[split]
    started = time.perf_counter()
    history = History(join([past, future]))
    first = int(past.rows[max(0, len(past) - FITTED_ON // 2), 3])
    looks = []
    for earlier, now in blocks(past, first, 1):
        for rows in earlier:
            history.add(rows)
        for asked in (one for rows in now for one in ask(rows, history.relations)):
            sheet = fill(history, asked.questions)
            looks.append((sheet.features, np.diff(sheet.starts), answered(sheet, asked, history.parties)))
        last = now
    for rows in last:
        history.add(rows)
    features, sizes, times = (np.concatenate(part) for part in zip(*looks, strict=True))
    weights = fit_counting(features, np.append(0, np.cumsum(sizes)), times)
    fitted = time.perf_counter()
    outcomes = []
    span = 1 if horizon == "single" else future.until
    for earlier, now in blocks(future, int(future.rows[0, 3]), span):
        for rows in earlier:
            history.add(rows)
        for asked in (one for rows in now for one in ask(rows, history.relations)):
            sheet = fill(history, asked.questions)
            share = softmax(sheet.features @ weights, sheet.starts)
            outcomes.append(rank_answers(sheet, share, asked, party_activity(history)))
    figures = mean_reciprocal(join_ranked(outcomes).rank)
    done = time.perf_counter()
    return {
        "mrr": figures["mrr"],
        "hits10": figures["hits10"],
        "fit": fitted - started,
        "ask": done - fitted,
        "peak": peak_megabytes(),
    }


def fill(history: History, asked: Questions) -> Sheet:
    """Return the eight logarithms of each party met or popular, and of nobody."""
    many, places = len(asked.source), history.places
    partner, pair = expand(history.pair_of_source, asked.source)
    met = history.pair_seen[pair] <= history.known_until
    store = history.stores["received"]
    popular = np.argsort(-store.values[:, 3], kind="stable")
    popular = popular[store.values[popular, 3] > 0]
    relation = store.keys[popular] // places
    order = np.argsort(relation, kind="stable")  # of each relation the most frequent first
    starts = np.searchsorted(relation[order], np.arange(2 * history.relations + 1))
    question, place = expand(starts, asked.relation)
    near = np.arange(len(place)) - np.searchsorted(question, question) < POPULAR
    often = store.keys[popular[order[place[near]]]] % places
    nobody = np.arange(many) * places + history.parties
    key = np.unique(
        np.concatenate(
            [
                partner[met] * places + history.pairs[pair[met]] % places,
                question[near] * places + often,
                nobody,
            ]
        )
    )
    of, target = np.divmod(key, places)
    rows = Columns(asked.source[of], asked.relation[of], target)
    day = history.known_until + 1
    counts = {store: history.read(store, rows, day)[0] for store in dict(READS)}
    features = np.stack([np.log(counts[store][:, scale] + FLOOR) for store, scale in READS], axis=1)
    return Sheet(features, target, np.searchsorted(of, np.arange(many + 1)))


if __name__ == "__main__":
    main()
