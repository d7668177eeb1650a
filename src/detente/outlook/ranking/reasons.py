"""Why an answer: what each feature added to its score, and the past acts behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.outlook.ranking.features import NAMES, REASONS, as_measured
from detente.outlook.ranking.network import softmax

if TYPE_CHECKING:
    from detente.outlook.ranking.arrays import Floats
    from detente.outlook.ranking.facts import Facts
    from detente.outlook.ranking.features import Questions
    from detente.outlook.ranking.history import History
    from detente.outlook.ranking.network import Network
    from detente.outlook.ranking.questions import Sheet


STEPS = 64  # of the path; more change the third digit of a contribution
PAST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a named feature, as measured, added to the logarithm of an answer's chance."""

    feature: str
    reason: str
    value: float
    added: float


@dataclass(frozen=True, slots=True)
class Act:
    """A past act: on which day, a date where that is known, who did what to whom."""

    day: int | str
    source: str
    relation: str
    target: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A possible answer: how likely, and what carried it.

    ``score`` is the logarithm of its chance over that of the question's average candidate; it is the sum of
    what ``contributions`` added, the largest first. ``past`` lists the latest acts between the two, those of
    the same kind first; where there are none, of others on this party.
    """

    entity: str
    probability: float
    score: float
    contributions: tuple[Contribution, ...]
    past: tuple[Act, ...]

    def reasons(self) -> dict[str, float]:
        """Return what each group of features added, the largest first."""
        sums: dict[str, float] = {}
        for one in self.contributions:
            sums[one.reason] = sums.get(one.reason, 0.0) + one.added
        return dict(sorted(sums.items(), key=lambda item: -abs(item[1])))


def explain(
    facts: Facts, history: History, network: Network, question: tuple[Questions, Sheet], answers: int
) -> tuple[Answer, ...]:
    """Return the likeliest answers to one question with its sheet; somebody else is none of them.

    Contributions are integrated gradients (Sundararajan, Taly and Yan 2017) along the straight line from the
    question's average candidate: they sum to the difference of the two scores, up to the steps of the path.
    """
    questions, sheet = question
    score = network.score(sheet.features, questions.relation, sheet.starts)
    share = softmax(score, sheet.starts)
    named = np.flatnonzero(sheet.target < history.parties)
    best = named[np.argsort(-share[named], kind="stable")[:answers]]
    standard = network.standardise(sheet.features)
    average = standard[named].mean(axis=0)
    relation = int(questions.relation[0])
    return tuple(
        Answer(
            facts.entities[sheet.target[row]],
            float(share[row]),
            float(added.sum()),
            _contributions(as_measured(sheet.features[row]), added),
            _past(facts, history, questions, int(sheet.target[row])),
        )
        for row in best
        for added in [_added(network, average, standard[row], relation)]
    )


def _added(network: Network, start: Floats, end: Floats, relation: int) -> Floats:
    steps = ((np.arange(STEPS) + 0.5) / STEPS)[:, None].astype(np.float32)
    path = start + steps * (end - start)
    added: Floats = network.slopes(path, np.full(STEPS, relation)).mean(axis=0) * (end - start)
    return added


def _contributions(values: Floats, added: Floats) -> tuple[Contribution, ...]:
    order = np.argsort(-np.abs(added), kind="stable")
    return tuple(
        Contribution(NAMES[i], REASONS[i], float(values[i]), float(added[i])) for i in order if added[i]
    )


def _past(facts: Facts, history: History, questions: Questions, target: int) -> tuple[Act, ...]:
    """Return the latest acts behind an answer, seen from either end."""
    source, relation = int(questions.source[0]), int(questions.relation[0])
    turned = relation >= history.relations
    doer, done_to = (target, source) if turned else (source, target)
    act = relation % history.relations
    rows = facts.rows[: np.searchsorted(facts.rows[:, 3], history.known_until, side="right")]
    between = ((rows[:, 0] == doer) & (rows[:, 2] == done_to)) | (
        (rows[:, 0] == done_to) & (rows[:, 2] == doer)
    )
    if not between.any():
        between = (rows[:, 1] == act) & (rows[:, 0 if turned else 2] == target)
    found = rows[between]
    same = (found[:, 1] == act) & (found[:, 0] == doer)
    order = np.lexsort((-found[:, 3], ~same))[:PAST_SHOWN]
    return tuple(
        Act(facts.name_day(int(day)), facts.entities[s], facts.relations[r], facts.entities[t])
        for s, r, t, day in found[order]
    )
