"""The plain counting forecaster: a weighted sum of logarithms of faded counts, and the floor to beat.

It looks at all candidates first; the network weighs the best of them. Alone it is what `benchmarks/ranking`
sets beside the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from detente.outlook.ranking.network import softmax

if TYPE_CHECKING:
    from detente.outlook.ranking.arrays import Floats, Ints


RIDGE = 1e-3
MOST_STEPS = 150


def fit_counting(features: Floats, starts: Ints, answered: Floats) -> Floats:
    """Return the weights under which what happened is least surprising, by L-BFGS (Liu and Nocedal 1989).

    ``features`` (candidates, features) of questions that lie at ``starts``, ``answered`` how often each came
    true; a question none of whose candidates did teaches nothing.
    """
    spread = features.std(axis=0) + 1e-6
    evened = ((features - features.mean(axis=0)) / spread).astype(np.float32)
    sizes = np.diff(starts)
    answers = np.repeat(np.add.reduceat(answered, starts[:-1]), sizes)
    total = answered.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        share = softmax(evened @ weights.astype(np.float32), starts)
        missed = -(answered * np.log(share + 1e-12)).sum() / total
        slope = evened.T @ ((share * answers - answered) / total)
        return float(missed + RIDGE * weights @ weights), slope + 2 * RIDGE * weights

    found = minimize(
        loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS}
    )
    weights: Floats = (found.x / spread).astype(np.float32)
    return weights
