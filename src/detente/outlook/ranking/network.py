"""A small network that weighs the features of all candidates of a question against each other.

    score = w . x + v . relu(W2 relu(W1 x + E[relation] + b1) + b2)
    P(candidate | question) = exp(score / temperature) / sum of the same over all candidates of the question

fitted by minimising -log P of what happened (the listwise softmax loss of Cao et al. 2007, ListNet, with the
answers of a question as its distribution) with Adam (Kingma and Ba 2015) on a rate that rises and falls once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.outlook.ranking.arrays import Floats, Ints


WIDTH = 64
EPOCHS = 6
RATE = 3e-3  # the highest of the run
WARM_UP = 0.15  # share of the steps until then
BATCH = 512  # questions
DECAY = 1e-5  # of each weight at each step, times the rate's share
LEAST_SPREAD = 1e-4  # of a feature that varies at all
LARGEST = 5.0  # standard deviations; what lies further out is as far out
MOMENTS, TINY = (0.9, 0.999), 1e-8  # of Adam
START = 0.1  # of the relations' own weights
TEMPERATURES = np.geomspace(0.5, 3.0, 91)


class Examples(NamedTuple):
    """Candidates of many questions, in order of the questions.

    ``features`` (candidates, features) as `standardise` returns them, ``answered`` how often each came true
    (candidates,), ``relation`` (questions,), ``starts`` (questions + 1,) where those of each question lie.
    """

    features: Floats
    answered: Floats
    relation: Ints
    starts: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The fitted weights, and what a feature is measured against."""

    middle: Floats
    spread: Floats
    weights: dict[str, Floats]
    temperature: float = 1.0

    def standardise(self, features: Floats) -> Floats:
        """Return features in standard deviations from their middle, at most ``LARGEST``."""
        return np.clip((features - self.middle) / self.spread, -LARGEST, LARGEST)

    def score(self, features: Floats, relation: Ints, starts: Ints) -> Floats:
        """Return the score of each candidate over the temperature; features as computed, not standardised."""
        of = np.repeat(relation, np.diff(starts))
        score, _ = _forward(self.weights, self.standardise(features), of)
        scaled: Floats = score / np.float32(self.temperature)
        return scaled

    def slopes(self, features: Floats, relation: Ints) -> Floats:
        """Return how fast the score of each row grows with each standardised feature, shape of the features.

        ``features`` are standardised ones; ``relation`` has one number a row.
        """
        w = self.weights
        _, (first, second) = _forward(w, features, relation)
        back = ((second > 0) * w["v"]) @ w["W2"].T * (first > 0)
        slopes: Floats = (back @ w["W1"].T + w["w"]) / np.float32(self.temperature)
        return slopes


def softmax(score: Floats, starts: Ints) -> Floats:
    """Return probabilities that sum to one within each question.

    >>> softmax(np.array([0.0, 0.0, 3.0], np.float32), np.array([0, 2, 3])).tolist()
    [0.5, 0.5, 1.0]
    """
    sizes = np.diff(starts)
    raised = np.exp(score - np.repeat(np.maximum.reduceat(score, starts[:-1]), sizes))
    share: Floats = raised / np.repeat(np.add.reduceat(raised, starts[:-1]), sizes)
    return share


def measure_features(features: Floats) -> tuple[Floats, Floats]:
    """Return the middle and the spread of each feature; what never varies weighs nothing, later neither."""
    spread = features.std(axis=0)
    return features.mean(axis=0), np.where(spread > LEAST_SPREAD, spread, np.inf).astype(np.float32)


def fit_network(
    examples: Examples,
    middle: Floats,
    spread: Floats,
    relations: int,
    *,
    seed: int = 0,
    tell: Callable[[float], None] = lambda _: None,
) -> Network:
    """Fit the network; the same examples and seed give the same weights.

    ``tell`` hears the share of the steps done.
    """
    random = np.random.default_rng(seed)
    weights = _first_weights(examples.features.shape[1], relations, random)
    moments = [{name: np.zeros_like(value) for name, value in weights.items()} for _ in MOMENTS]
    batches = list(_batches(examples, random))
    for step, chosen in enumerate(batches):
        rate = RATE * _rise_and_fall(step / len(batches))
        for name, slope in _slopes(weights, examples, chosen).items():
            for moment, keep, power in zip(moments, MOMENTS, (1, 2), strict=True):
                moment[name] *= keep
                moment[name] += (1 - keep) * slope**power
            mean, square = (
                moment[name] / (1 - keep ** (step + 1)) for moment, keep in zip(moments, MOMENTS, strict=True)
            )
            weights[name] -= (rate * (mean / (np.sqrt(square) + TINY) + DECAY * weights[name])).astype(
                np.float32
            )
        tell((step + 1) / len(batches))
    return Network(middle, spread, weights)


def fit_temperature(network: Network, examples: Examples) -> Network:
    """Return the network with the temperature under which what happened was least surprising."""
    score = np.concatenate([_scores(network.weights, examples, some) for some in _in_order(examples)])
    losses = [
        -(examples.answered * np.log(softmax(score / np.float32(t), examples.starts) + TINY)).sum()
        for t in TEMPERATURES
    ]
    return replace(network, temperature=float(TEMPERATURES[int(np.argmin(losses))]))


def _forward(w: dict[str, Floats], x: Floats, relation: Ints) -> tuple[Floats, tuple[Floats, Floats]]:
    first = x @ w["W1"]
    first += w["E"][relation]
    np.maximum(first, 0, out=first)
    second = first @ w["W2"]
    second += w["b2"]
    np.maximum(second, 0, out=second)
    return x @ w["w"] + second @ w["v"], (first, second)


def _scores(w: dict[str, Floats], examples: Examples, chosen: Ints) -> Floats:
    """Return the scores of the candidates of some neighbouring questions."""
    a, b = examples.starts[[chosen[0], chosen[-1] + 1]]
    of = np.repeat(examples.relation[chosen], np.diff(examples.starts)[chosen])
    score, _ = _forward(w, examples.features[a:b].astype(np.float32), of)
    return score


def _in_order(examples: Examples) -> Iterator[Ints]:
    questions = np.arange(len(examples.relation))
    for first in range(0, len(questions), BATCH):
        yield questions[first : first + BATCH]


def _slopes(w: dict[str, Floats], examples: Examples, chosen: Ints) -> dict[str, Floats]:
    """Return the slope of the loss of some questions along each weight."""
    sizes = np.diff(examples.starts)[chosen]
    starts = np.append(0, np.cumsum(sizes))
    rows = np.repeat(examples.starts[chosen] - starts[:-1], sizes) + np.arange(starts[-1])
    x, answered = examples.features[rows].astype(np.float32), examples.answered[rows]
    score, (first, second) = _forward(w, x, np.repeat(examples.relation[chosen], sizes))
    answers = np.repeat(np.add.reduceat(answered, starts[:-1]), sizes)
    wrong = ((softmax(score, starts) * answers - answered) / answered.sum()).astype(np.float32)
    on_second = np.outer(wrong, w["v"]) * (second > 0)
    on_first = (on_second @ w["W2"].T) * (first > 0)
    on_relation = np.zeros_like(w["E"])
    np.add.at(on_relation, examples.relation[chosen], np.add.reduceat(on_first, starts[:-1]))
    return {
        "w": wrong @ x,
        "W1": x.T @ on_first,
        "E": on_relation,
        "W2": first.T @ on_second,
        "b2": on_second.sum(axis=0),
        "v": wrong @ second,
    }


def _first_weights(features: int, relations: int, random: np.random.Generator) -> dict[str, Floats]:
    def draw(*shape: int, scale: float) -> Floats:
        return (random.standard_normal(shape) * scale).astype(np.float32)

    return {
        "w": np.zeros(features, np.float32),
        "W1": draw(features, WIDTH, scale=(1 / features) ** 0.5),
        "E": draw(relations, WIDTH, scale=START),
        "W2": draw(WIDTH, WIDTH, scale=(1 / WIDTH) ** 0.5),
        "b2": np.zeros(WIDTH, np.float32),
        "v": draw(WIDTH, scale=(1 / WIDTH) ** 0.5),
    }


def _batches(examples: Examples, random: np.random.Generator) -> Iterator[Ints]:
    questions = len(examples.relation)
    for _ in range(EPOCHS):
        order = random.permutation(questions)
        for first in range(0, questions, BATCH):
            yield np.sort(order[first : first + BATCH])


def _rise_and_fall(done: float) -> float:
    """Return the share of the highest rate at a share of the run: up in a line, down as a cosine."""
    if done < WARM_UP:
        return max(done / WARM_UP, 0.04)
    return float(0.5 + 0.5 * np.cos(np.pi * (done - WARM_UP) / (1 - WARM_UP)))
