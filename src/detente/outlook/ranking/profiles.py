"""What parties are like, learnt from all they did so far: country, similar parties, what leads to what.

Made anew when the known past has grown by a few per cent, never from anything later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from detente.outlook.ranking.arrays import Floats, Ints
    from detente.outlook.ranking.kinds import Kinds


RANK = 48  # dimensions in which parties are compared
TURNS = 6  # of the subspace iteration; more change the third digit only
MEMORY = 300.0  # days until an act weighs 1/e in comparing parties
LEAD = 30.0  # days until an act weighs 1/e as what led to another
LONGEST_LEAD = 200  # days; what lies further back led to nothing
PRIOR_LEAD = 0.5  # sightings of an ordinary successor that are assumed beforehand
LARGEST_LIFT = 50.0
TINY = 1e-9
SEED = 7


class Profiles(NamedTuple):
    """What is known of the parties on a day.

    ``country`` and ``kind`` are numbers, the last of each for unknown. ``deeds`` (parties, rank) and
    ``shares`` (acts received, rank) multiply to how much a party is like those that did an act to a target;
    ``circle`` and ``reach`` (both parties, rank) to how much two parties move in the same circles, each
    with the weight of the parties in ``deed_weight``, ``share_weight`` and ``circle_weight``. ``lift[a, b]``
    is how much more often b follows a between two parties than b occurs at all.
    """

    country: Ints
    kind: Ints
    received: Ints
    deeds: Floats
    shares: Floats
    deed_weight: Floats
    share_weight: Floats
    circle: Floats
    reach: Floats
    circle_weight: Floats
    lift: Floats
    frequency: Floats


class Leads:
    """How often one relation came before another between the same two parties."""

    def __init__(self, relations: int) -> None:
        """Start with nothing seen."""
        self.followed = np.zeros((relations, relations))
        self.led = np.zeros(relations)
        self.seen = np.zeros(relations)

    def add(self, earlier: Ints, later: Ints, age: Ints) -> None:
        """Note that each earlier relation was followed by a later one after so many days."""
        weight = np.exp(-age / LEAD)
        np.add.at(self.followed, (earlier, later), weight)
        np.add.at(self.led, earlier, weight)

    def frequency(self) -> Floats:
        """Return the share of each relation in all acts."""
        share: Floats = (self.seen / max(self.seen.sum(), 1.0)).astype(np.float32)
        return share

    def lift(self) -> Floats:
        """Return P(later | earlier before) / P(later), at most ``LARGEST_LIFT``; shape (acts, acts)."""
        usual = self.frequency()
        given = (self.followed + PRIOR_LEAD * usual) / (self.led[:, None] + PRIOR_LEAD)
        lift: Floats = np.minimum(given / (usual + 1e-5), LARGEST_LIFT).astype(np.float32)
        return lift


def make_profiles(past: Ints, day: int, kinds: Kinds, leads: Leads) -> Profiles:
    """Return the profiles on a day from the acts before it, given both ways (`Facts.both_ways`).

    The decompositions are truncated singular values of log(1 + faded count), each cell divided by the square
    root of its row's and column's length, by subspace iteration (Halko, Martinsson and Tropp 2011).
    """
    parties, relations = len(kinds.country), len(leads.seen)
    source, relation, target, days = past.T
    fading = np.exp(-(day - days) / MEMORY)
    cell, place = np.unique((source * relations + relation) * parties + target, return_inverse=True)
    value = np.log1p(np.bincount(place, fading))
    received, column = np.unique(cell % (relations * parties), return_inverse=True)
    deeds, shares, deed_weight, share_weight = _decompose(
        cell // (relations * parties), column, value, (parties, len(received))
    )
    pair, place = np.unique(source * parties + target, return_inverse=True)
    value = np.log1p(np.bincount(place, fading))
    circle, reach, weight, _ = _decompose(pair // parties, pair % parties, value, (parties, parties))
    return Profiles(
        _countries(source, target, kinds),
        np.where(kinds.kind < 0, kinds.kinds, kinds.kind),
        received,
        deeds,
        shares,
        deed_weight,
        share_weight,
        circle,
        reach,
        weight,
        leads.lift(),
        leads.frequency(),
    )


def _countries(source: Ints, target: Ints, kinds: Kinds) -> Ints:
    """Return each party's country; where its name tells none, the one it mostly deals with."""
    unknown = kinds.countries
    told = kinds.country[target]
    known = told >= 0
    dealings = sparse.csr_matrix(
        (np.ones(known.sum()), (source[known], told[known])), shape=(len(kinds.country), unknown + 1)
    )
    mostly = np.asarray(dealings.argmax(axis=1)).ravel()
    some = np.asarray(dealings.sum(axis=1)).ravel() > 0
    countries: Ints = np.where(kinds.country >= 0, kinds.country, np.where(some, mostly, unknown))
    return countries


def _decompose(
    row: Ints, column: Ints, value: Floats, shape: tuple[int, int]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return left and right factors of the evened matrix, and the roots of its row and column lengths."""
    lengths = [
        np.sqrt(np.sqrt(np.bincount(side, value**2, minlength=size)))
        for side, size in zip((row, column), shape, strict=True)
    ]
    evened = value / (lengths[0][row] + TINY) / (lengths[1][column] + TINY)
    matrix = sparse.csr_matrix((evened, (row, column)), shape=shape)
    rank = min(RANK, *shape)
    basis = matrix @ np.random.default_rng(SEED).standard_normal((shape[1], rank))
    for _ in range(TURNS):
        basis, _ = np.linalg.qr(matrix @ (matrix.T @ basis))
    left, right = basis.astype(np.float32), (matrix.T @ basis).astype(np.float32)
    return left, right, lengths[0].astype(np.float32), lengths[1].astype(np.float32)
