"""Whom a conflict could divide: pairs whose members stand on opposite sides of it, by signed paths.

The answer is exposure, not a forecast. Tested on three event sources (2005-2024), a conflict of A and B
did not predict that a backer of A and a backer of B fall out in the weeks after, beyond what their own past
predicts. So nothing here is a probability, and the direct ties of each pair stand beside it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.relations.counting import NO_STATE
from detente.relations.series import sum_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.relations.occurrences import Occurrence

HALF_WEIGHT = 20.0  # a balance this large (about two attacks or two acts of aid) gives an edge of weight 0.5
HOSTILE_QUADS = frozenset({3, 4})
MIN_OCCURRENCES = 2  # one happening is an anecdote, not a side taken

WHY_EXPOSURE = (
    "Exposure, not a forecast: tested on three event sources (2005-2024), a conflict of two states did not "
    "predict that a backer of the one and a backer of the other fall out in the following weeks beyond what "
    "their own past predicts (change in AUC between -0.0007 and +0.0016)."
)
FORMULA = (
    "An edge weighs w = balance / (|balance| + 20), from at least 2 occurrences; a path weighs the product "
    "of its edges; exposure is the sum over paths C-A-B-D and C-B-A-D (length 3) or A-B-D and B-A-D (length "
    "2) in which the other edges are positive and A-B is the conflict sum of A and B alone, which their "
    "negotiations do not lessen. One who has good ties with both sides is on both paths: its two ties stand "
    "beside each other."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The tie of two actors in the window: its balance, squashed to a weight between -1 and 1."""

    pair: tuple[str, str]
    balance: float
    weight: float
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The signed graph: edges with enough occurrences, and the pairs that have too few."""

    edges: Mapping[tuple[str, str], Edge]
    thin: Mapping[tuple[str, str], tuple[Occurrence, ...]]

    def edge(self, one: str, other: str) -> Edge | None:
        """Return the tie of two actors, whatever their order."""
        return self.edges.get(_pair(one, other))

    def conflict(self, one: str, other: str) -> Edge | None:
        """Return the conflict of two actors alone: the sum of quad 3 and 4, None where there is none.

        Their balance would hide it wherever they also negotiate, as those who fight mostly do.
        """
        everything = self.edges.get(_pair(one, other))
        hostile = [o for o in everything.occurrences if o.quad in HOSTILE_QUADS] if everything else []
        edge = _edge(_pair(one, other), hostile)
        return edge if len(hostile) >= MIN_OCCURRENCES and edge.weight < 0 else None

    def thin_count(self, one: str, other: str) -> int:
        """Return how many occurrences a pair has that are too few for an edge."""
        return len(self.thin.get(_pair(one, other), ()))

    def positive(self, of: str) -> list[tuple[str, Edge]]:
        """Return those whose tie with ``of`` is positive, in order of code."""
        friends = [
            (_other(pair, of), edge) for pair, edge in self.edges.items() if of in pair and edge.weight > 0
        ]
        return sorted(friends, key=lambda friend: friend[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One signed path; its contribution is the product of its edges' weights."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]

    @property
    def contribution(self) -> float:
        """The product of the weights: negative, as exactly one edge is."""
        return math.prod(edge.weight for edge in self.edges)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How far a pair stands on opposite sides; ``direct`` is its own tie, the counter-evidence."""

    pair: tuple[str, str]
    exposure: float
    paths: tuple[Path, ...]
    direct: Edge | None

    @property
    def third_parties(self) -> bool:
        """Whether neither of the two is a party to the conflict (a path of length 3)."""
        return all(len(path.edges) == 3 for path in self.paths)  # noqa: PLR2004 - C-A-B-D


def squash(balance: float) -> float:
    """Return a weight between -1 and 1 that grows with the balance ever more slowly.

    >>> squash(20.0), squash(-60.0), squash(0.0)
    (0.5, -0.75, 0.0)
    """
    return balance / (abs(balance) + HALF_WEIGHT)


def build_graph(occurrences: Iterable[Occurrence]) -> Graph:
    """Return the signed graph of the window; regions, unknown groups and the undated are left out.

    So a tie's balance is the sum of the pair's years, as `pair` shows them.

    >>> build_graph([]).edges
    {}
    """
    by_pair: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        dated = occurrence.date.start is not None
        if dated and not any(code.startswith(NO_STATE) for code in occurrence.pair):
            by_pair[occurrence.pair].append(occurrence)
    enough = {pair: group for pair, group in by_pair.items() if len(group) >= MIN_OCCURRENCES}
    return Graph(
        edges={pair: _edge(pair, group) for pair, group in enough.items()},
        thin={pair: tuple(group) for pair, group in by_pair.items() if pair not in enough},
    )


def exposures(graph: Graph, a: str, b: str) -> list[Exposure]:
    """Return the pairs that the conflict of A and B sets on opposite sides, the most exposed first.

    Empty where A and B are not in conflict in the window.

    >>> exposures(build_graph([]), "ARM", "AZE")
    []
    """
    conflict = graph.conflict(a, b)
    if conflict is None:
        return []
    paths: dict[tuple[str, str], list[Path]] = defaultdict(list)
    for path in _paths(graph, a, b, conflict):
        paths[_pair(path.nodes[0], path.nodes[-1])].append(path)
    found = [_exposure(graph, pair, group) for pair, group in paths.items()]
    return sorted(found, key=lambda e: (-abs(e.exposure), e.pair))


def why_no_path(graph: Graph, conflict: tuple[str, str], pair: tuple[str, str]) -> str:
    """Say which ties are missing for a pair to stand on opposite sides of a conflict.

    >>> why_no_path(build_graph([]), ("ARM", "AZE"), ("RUS", "TUR"))[:43]
    'no path: RUS-ARM unknown (0 occurrences) an'
    """
    (a, b), (c, d) = conflict, pair
    gaps = [_gaps(graph, c, a, b, d), _gaps(graph, c, b, a, d)]
    return "no path: " + "; ".join(dict.fromkeys(gap for gap in gaps if gap))


def _gaps(graph: Graph, c: str, near: str, far: str, d: str) -> str:
    ties = [(one, other) for one, other in ((c, near), (far, d)) if one != other]
    missing = [_tie_words(graph, *tie) for tie in ties if not _is_positive(graph, *tie)]
    return " and ".join(missing)


def _is_positive(graph: Graph, one: str, other: str) -> bool:
    edge = graph.edge(one, other)
    return edge is not None and edge.weight > 0


def _tie_words(graph: Graph, one: str, other: str) -> str:
    edge = graph.edge(one, other)
    if edge:
        return f"{one}-{other} is not positive ({edge.balance:+.1f})"
    count = graph.thin_count(one, other)
    return f"{one}-{other} unknown ({count} occurrence{'' if count == 1 else 's'})"


def _paths(graph: Graph, a: str, b: str, conflict: Edge) -> list[Path]:
    with_a = [(c, edge) for c, edge in graph.positive(a) if c != b]
    with_b = [(d, edge) for d, edge in graph.positive(b) if d != a]
    short = [Path(nodes=(a, b, d), edges=(conflict, edge)) for d, edge in with_b]
    short += [Path(nodes=(b, a, c), edges=(conflict, edge)) for c, edge in with_a]
    long = [
        Path(nodes=(c, a, b, d), edges=(left, conflict, right))
        for c, left in with_a
        for d, right in with_b
        if c != d
    ]
    return short + long


def _exposure(graph: Graph, pair: tuple[str, str], paths: list[Path]) -> Exposure:
    ordered = sorted(paths, key=lambda path: (path.contribution, path.nodes))
    return Exposure(
        pair=pair,
        exposure=math.fsum(path.contribution for path in paths),
        paths=tuple(ordered),
        direct=graph.edge(*pair),
    )


def _edge(pair: tuple[str, str], occurrences: list[Occurrence]) -> Edge:
    balance = sum_up(occurrences).balance or 0.0
    return Edge(pair=pair, balance=balance, weight=squash(balance), occurrences=tuple(occurrences))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _other(pair: tuple[str, str], of: str) -> str:
    return pair[1] if pair[0] == of else pair[0]
