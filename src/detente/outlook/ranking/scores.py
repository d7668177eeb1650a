"""How right forecasts were: exact ranks over all parties, and how well probabilities kept their word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.outlook.ranking.features import FLOOR
from detente.outlook.ranking.history import expand
from detente.outlook.ranking.questions import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.outlook.ranking.arrays import Flags, Floats
    from detente.outlook.ranking.questions import Asked, Sheet


BINS = 10
HITS = (1, 3, 10)
TINY = 1e-30  # a probability that is not quite nothing


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: how sure they were on average, how often right, how many."""

    confidence: float
    correct: float
    answers: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well probabilities kept their word.

    ``ece`` is the mean distance between the confidence of the first answer and how often it was right, over
    equal-sized bins; ``log_score`` the mean of -log P(what happened), lower is better.
    """

    ece: float
    log_score: float
    bins: tuple[Bin, ...]


class Ranked(NamedTuple):
    """The outcome of each question of each act; shape (acts,) each."""

    rank: Floats
    probability: Floats
    confidence: Floats
    correct: Flags


def rank_answers(sheet: Sheet, share: Floats, asked: Asked, activity: Floats) -> Ranked:
    """Return the exact rank of each true answer among all parties, time-aware filtered.

    Who is not on the sheet gets a part of somebody else's probability, as large as its part in all activity
    of those not on it. Other true answers to the same question are not counted; ties get the mean rank.
    ``activity`` (parties,) is not negative.
    """
    activity = activity.astype(np.float64) + FLOOR
    share = share.astype(np.float64)
    parties = len(activity)
    sizes = np.diff(sheet.starts)
    question = np.repeat(np.arange(len(sizes)), sizes)
    named = sheet.target < parties
    on_sheet = np.where(named, activity[np.minimum(sheet.target, parties - 1)], 0.0)
    elsewhere = share[sheet.starts[1:] - 1]
    left = np.maximum(activity.sum() - np.add.reduceat(on_sheet, sheet.starts[:-1]), FLOOR)
    unit = np.maximum(elsewhere / left, TINY)
    key = question * (parties + 1) + sheet.target
    place, found = find(key, asked.question * (parties + 1) + asked.target)
    truth = np.where(found, share[place], unit[asked.question] * activity[asked.target])
    likely = np.maximum(truth, TINY)
    is_answer = np.zeros(len(key), dtype=bool)
    is_answer[place[found]] = True
    rival = named & ~is_answer
    # on the sheet
    act, row = expand(sheet.starts, asked.question)
    rivals, theirs = rival[row], share[row]
    above = np.bincount(act, rivals & (theirs > truth[act]), minlength=len(truth))
    level = np.bincount(act, rivals & (theirs == truth[act]), minlength=len(truth))
    # elsewhere: all that are as active as would be as likely, less those on the sheet and other answers
    least = np.where(found, truth / unit[asked.question], activity[asked.target])
    order = np.sort(activity)
    above += parties - np.searchsorted(order, least, side="right")
    level += np.searchsorted(order, least, side="right") - np.searchsorted(order, least, side="left")
    above -= np.bincount(act, named[row] & (on_sheet[row] > least[act]), minlength=len(truth))
    level -= np.bincount(act, named[row] & (on_sheet[row] == least[act]), minlength=len(truth))
    other = np.unique(np.stack([asked.question, asked.target])[:, ~found], axis=1)
    starts = np.searchsorted(other[0], np.arange(len(sizes) + 1))
    act, row = expand(starts, asked.question)
    theirs = activity[other[1][row]]
    above -= np.bincount(act, theirs > least[act], minlength=len(truth))
    level -= np.bincount(act, theirs == least[act], minlength=len(truth))
    best = np.where(named, share, -1.0)
    first = np.maximum.reduceat(best, sheet.starts[:-1])[asked.question]
    correct = found & (truth == first)
    return Ranked(1 + above + level / 2, likely, first, correct)


def mean_reciprocal(rank: Floats) -> dict[str, float]:
    """Return mean reciprocal rank and hits, times 100.

    >>> mean_reciprocal(np.array([1.0, 2.0, 4.0]))
    {'mrr': 58.33, 'hits1': 33.33, 'hits3': 66.67, 'hits10': 100.0}
    """
    figures = {"mrr": np.mean(1 / rank), **{f"hits{n}": np.mean(rank <= n) for n in HITS}}
    return {name: round(100 * float(value), 2) for name, value in figures.items()}


def calibrate(ranked: Ranked, bins: int = BINS) -> Calibration:
    """Return how well the probabilities kept their word, in bins of as many answers each.

    >>> sure = Ranked(np.ones(4), np.full(4, 0.5), np.full(4, 0.5), np.array([True, False, True, False]))
    >>> calibrate(sure, bins=1).ece, round(calibrate(sure, bins=1).log_score, 3)
    (0.0, 0.693)
    """
    order = np.argsort(ranked.confidence, kind="stable")
    groups = [part for part in np.array_split(order, bins) if len(part)]
    made = tuple(
        Bin(float(ranked.confidence[part].mean()), float(ranked.correct[part].mean()), len(part))
        for part in groups
    )
    distance = sum(abs(one.confidence - one.correct) * one.answers for one in made) / len(order)
    return Calibration(float(distance), float(-np.log(ranked.probability).mean()), made)


def join_ranked(parts: Sequence[Ranked]) -> Ranked:
    """Return the outcomes of all parts."""
    return Ranked(*(np.concatenate(field) for field in zip(*parts, strict=True)))
