"""The protocol of the temporal-graph benchmarks: fit to what came before, ask each day, score."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from detente.errors import UsageError
from detente.outlook.ranking.facts import Benchmark, Facts, join
from detente.outlook.ranking.features import party_activity
from detente.outlook.ranking.history import Columns
from detente.outlook.ranking.questions import ask, blocks
from detente.outlook.ranking.ranker import QUESTIONS, fit
from detente.outlook.ranking.scores import (
    Calibration,
    Ranked,
    calibrate,
    join_ranked,
    mean_reciprocal,
    rank_answers,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.outlook.ranking.arrays import Ints
    from detente.outlook.ranking.questions import Asked
    from detente.outlook.ranking.ranker import Ranker


Horizon = Literal["single", "multi"]
Split = Literal["valid", "test"]
LONGEST_HORIZON = 60  # days ahead that are fitted for, also where more are asked
PAIR_NEW, PAIR_MET, ACT_SEEN = "pair never met", "pair met, act new", "act seen before"
HISTORIES = (PAIR_NEW, PAIR_MET, ACT_SEEN)


class Outcomes(NamedTuple):
    """What was asked and how it came out; shape (questions,) each, one for either end of every act.

    ``history`` is a place in ``HISTORIES``. A relation past the last is the turned one: its source is asked.
    """

    day: Ints
    known: Ints
    relation: Ints
    answer: Ints
    history: Ints
    ranked: Ranked


@dataclass(frozen=True, slots=True)
class RankingReport:
    """How well the targets and sources of a split's acts were foreseen.

    ``mrr hits1 hits3 hits10`` are times 100: time-aware filtered, both directions, exact ranks over all
    parties, ties at their mean rank. ``by_history`` has the same for acts between parties that never met,
    that met but not in this act, and acts seen before, with their share of the questions.
    """

    split: str
    horizon: str
    questions: int
    mrr: float
    hits1: float
    hits3: float
    hits10: float
    by_history: dict[str, dict[str, float]]
    calibration: Calibration
    fit_seconds: float
    predict_seconds: float
    peak_mb: int
    rejected: int


def evaluate_ranking(
    benchmark: Benchmark,
    split: Split = "valid",
    horizon: Horizon = "single",
    *,
    questions: int = QUESTIONS,
    tell: Callable[[str, float], None] = lambda *_: None,
) -> tuple[RankingReport, Outcomes, Ranker]:
    """Fit to all splits before one, ask each act of it from both ends, and score the answers.

    Of what comes before, only the days before its first one are known.

    The ranker that is returned remembers the split as well.

    Single: each day is asked knowing all days before it, those of the split included. Multi: the split is
    asked knowing nothing of it. Neither sees what is asked on a day.

    Raises:
        UsageError: the folder has no such split.
    """
    if split not in benchmark.splits:
        raise UsageError(f"no {split}.txt in the folder; there are {', '.join(benchmark.splits)}")
    names = list(benchmark.splits)
    future = benchmark.splits[split]
    first = int(future.rows[0, 3])
    past = join([benchmark.splits[name] for name in names[: names.index(split)]]).before(first)
    if not len(past):
        raise UsageError(f"{split}.txt begins on day {first}, before which nothing is known")
    span = future.until - first + 1
    ahead = 1 if horizon == "single" else min(span, LONGEST_HORIZON)
    started = time.perf_counter()
    whole = join([past, future])
    ranker = fit(past, horizon=ahead, questions=questions, universe=whole, tell=tell)
    fitted = time.perf_counter()
    outcomes = foresee(ranker, future, 1 if horizon == "single" else span, tell)
    done = time.perf_counter()
    report = RankingReport(
        split=split,
        horizon=horizon,
        questions=len(outcomes.day),
        **mean_reciprocal(outcomes.ranked.rank),
        by_history=_by_history(outcomes),
        calibration=calibrate(outcomes.ranked),
        fit_seconds=round(fitted - started, 1),
        predict_seconds=round(done - fitted, 1),
        peak_mb=round(peak_megabytes()),
        rejected=len(benchmark.rejected),
    )
    return report, outcomes, replace(ranker, facts=whole)


def foresee(
    ranker: Ranker, future: Facts, horizon: int, tell: Callable[[str, float], None] = lambda *_: None
) -> Outcomes:
    """Ask a ranker, whose history ends before the first day, each act of a future from both ends.

    Every ``horizon`` days it is told what happened since; what it learns stays in its history, which in the
    end holds the whole future.
    """
    parts, unadded = [], []
    begin, end = int(future.rows[0, 3]), future.until
    for earlier, now in blocks(future, begin, horizon):
        for rows in earlier:
            ranker.history.add(rows)
        ranker.history.known()
        for rows in now:
            parts += [_outcome(ranker, asked) for asked in ask(rows, ranker.history.relations)]
            tell("asking", (int(rows[0, 3]) - begin + 1) / (end - begin + 1))
        unadded = now
    for rows in unadded:
        ranker.history.add(rows)
    *fields, ranked = zip(*parts, strict=True)
    day, known, relation, answer, history = (np.concatenate(field) for field in fields)
    return Outcomes(day, known, relation, answer, history, join_ranked(ranked))


def _outcome(ranker: Ranker, asked: Asked) -> Outcomes:
    history, questions = ranker.history, asked.questions
    sheet = ranker.sheet(history, questions)
    share = ranker.probabilities(sheet, questions)
    ranked = rank_answers(sheet, share, asked, party_activity(history))
    acts = Columns(questions.source[asked.question], questions.relation[asked.question], asked.target)
    seen, met = history.seen("act", acts), history.met(acts)
    return Outcomes(
        np.full(len(asked.target), questions.day),
        acts.source,
        acts.relation,
        asked.target,
        np.where(seen, HISTORIES.index(ACT_SEEN), np.where(met, HISTORIES.index(PAIR_MET), 0)),
        ranked,
    )


def _by_history(outcomes: Outcomes) -> dict[str, dict[str, float]]:
    found = {}
    for place, name in enumerate(HISTORIES):
        these = outcomes.history == place
        if these.any():
            share = round(float(these.mean()), 4)
            found[name] = {"share": share, **mean_reciprocal(outcomes.ranked.rank[these])}
    return found


def peak_megabytes() -> float:
    """Return the most memory the process has held so far, in megabytes; 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return 0.0
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(held / (1024 * 1024 if sys.platform == "darwin" else 1024))
