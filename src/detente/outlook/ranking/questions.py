"""The questions that a day's acts answer, and the sheet of candidates on which each is decided."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.outlook.ranking.facts import turned
from detente.outlook.ranking.features import PLAIN, Candidates, Questions, compute, find_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.outlook.ranking.arrays import Flags, Floats, Ints
    from detente.outlook.ranking.facts import Facts
    from detente.outlook.ranking.history import History


KEPT = 100  # candidates of a question that the network weighs, the best at first look
AT_ONCE = 500  # questions whose features are held in memory together


class Asked(NamedTuple):
    """The questions of some acts of a day and what came true.

    ``question`` and ``target`` have one entry an act and end: which question it answers, and how.
    """

    questions: Questions
    question: Ints
    target: Ints


class Sheet(NamedTuple):
    """The candidates of some questions, each question's last one being somebody else.

    ``features`` (candidates, features), ``target`` (candidates,), ``starts`` (questions + 1,).
    """

    features: Floats
    target: Ints
    starts: Ints


def blocks(facts: Facts, first: int, horizon: int) -> Iterator[tuple[list[Ints], list[Ints]]]:
    """Yield, from a day on, the acts of ``horizon`` days at a time: what came before them, and they, by day.

    The first part is to be added before the second is asked. With a horizon of one each day is asked knowing
    all days before it; with a longer one those of a block are asked knowing the days before the block.
    """
    days, starts = np.unique(facts.rows[:, 3], return_index=True)
    by_day = [facts.rows[a:b] for a, b in pairwise(np.append(starts, len(facts)))]
    at = int(np.searchsorted(days, first))
    earlier = by_day[:at]
    while at < len(days):
        end = int(np.searchsorted(days, days[at] + horizon))
        yield earlier, by_day[at:end]
        earlier, at = by_day[at:end], end


def ask(rows: Ints, relations: int) -> Iterator[Asked]:
    """Yield the questions of a day's acts, both ways, at most ``AT_ONCE`` together."""
    both = turned(rows, relations)
    key, question = np.unique(both[:, 0] * 2 * relations + both[:, 1], return_inverse=True)
    order = np.argsort(question, kind="stable")
    for first in range(0, len(key), AT_ONCE):
        some = key[first : first + AT_ONCE]
        a, b = np.searchsorted(question[order], [first, first + len(some)])
        acts = order[a:b]
        source, relation = np.divmod(some, 2 * relations)
        yield Asked(Questions(source, relation, int(rows[0, 3])), question[acts] - first, both[acts, 2])


def draw(asked: Asked, share: float, random: np.random.Generator) -> Asked:
    """Return a random share of the questions."""
    chosen = np.flatnonzero(random.random(len(asked.questions.source)) < share)
    number = np.full(len(asked.questions.source), -1)
    number[chosen] = np.arange(len(chosen))
    kept = number[asked.question] >= 0
    questions = asked.questions
    return Asked(
        Questions(questions.source[chosen], questions.relation[chosen], questions.day),
        number[asked.question][kept],
        asked.target[kept],
    )


def fill_sheet(history: History, questions: Questions, plain: Floats, kept: int = KEPT) -> Sheet:
    """Return the best candidates at first look under the plain weights, and somebody else after them."""
    many = len(questions.source)
    found = find_candidates(history, questions)
    question = np.concatenate([found.question, np.arange(many)])
    target = np.concatenate([found.target, np.full(many, history.parties)])
    order = np.lexsort((target, question))
    candidates = Candidates(question[order], target[order])
    features = compute(history, questions, candidates)
    starts = np.searchsorted(candidates.question, np.arange(many + 1))
    return keep_best(Sheet(features, candidates.target, starts), plain, kept)


def keep_best(sheet: Sheet, plain: Floats, kept: int = KEPT) -> Sheet:
    """Return the sheet with the best candidates of each question at first look, and somebody else."""
    question = np.repeat(np.arange(len(sheet.starts) - 1), np.diff(sheet.starts))
    look = sheet.features[:, PLAIN] @ plain
    look[sheet.starts[1:] - 1] = np.inf  # somebody else stays
    order = np.lexsort((-look, question))
    best = np.sort(order[np.arange(len(order)) - sheet.starts[question] <= kept])
    sizes = np.bincount(question[best], minlength=len(sheet.starts) - 1)
    return Sheet(sheet.features[best], sheet.target[best], np.append(0, np.cumsum(sizes)))


def answered(sheet: Sheet, asked: Asked, parties: int) -> Floats:
    """Return how often each candidate of a sheet came true; somebody else for those not on it."""
    places = parties + 1
    key = np.repeat(np.arange(len(sheet.starts) - 1), np.diff(sheet.starts)) * places + sheet.target
    place, found = find(key, asked.question * places + asked.target)
    place = np.where(found, place, sheet.starts[asked.question + 1] - 1)
    times: Floats = np.bincount(place, minlength=len(key)).astype(np.float32)
    return times


def find(ordered: Ints, wanted: Ints) -> tuple[Ints, Flags]:
    """Return the place of each wanted number among ordered ones, and whether it is there."""
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return place, ordered[place] == wanted
