"""What speaks for an answer: named figures of each possible target of each question, all from before the day.

Faded counts enter as log(count + ``FLOOR``), ages as log(1 + days). Each belongs to a reason, under which the
explanation of a forecast lists it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.outlook.ranking.counts import SCALES
from detente.outlook.ranking.history import Columns, expand

if TYPE_CHECKING:
    from detente.outlook.ranking.arrays import Floats, Ints
    from detente.outlook.ranking.history import History


FLOOR = 0.01  # added to a count before its logarithm: less than a sighting that is 4 scales old
EVENING = 0.3  # added below a share, so that one sighting of one is not all
FAST, MIDDLE, SLOW, EVER = range(len(SCALES))
SCALE_NAMES = ("2 days", "10 days", "50 days", "ever")
POPULAR, ALIKE, COMPATRIOTS = 40, 40, 25  # targets considered besides all that the source has dealt with


class Read(NamedTuple):
    """Faded counts of one store, as features: at which scales, with the age or not, for which reason."""

    name: str
    store: str
    scales: tuple[int, ...]
    age: bool
    reason: str
    reverse: bool = False  # the act is done by the other


SAME, OTHER, LEADING = (
    "this act between the two",
    "other dealings of the two",
    "what their acts led to before",
)
TARGET, SOURCE = "how often the target takes part", "what the source does"
COUNTRY, KIND, LIKE = "what compatriots do", "what parties of this kind do", "what similar parties do"
ALL_SCALES = (FAST, MIDDLE, SLOW, EVER)
READS = (
    Read("this act", "act", ALL_SCALES, age=True, reason=SAME),
    Read("this act by the other", "act", (MIDDLE, SLOW, EVER), age=True, reason=SAME, reverse=True),
    Read("any act", "pair", ALL_SCALES, age=True, reason=OTHER),
    Read("any act by the other", "pair", (MIDDLE, SLOW, EVER), age=True, reason=OTHER, reverse=True),
    Read("this act on the target", "received", ALL_SCALES, age=True, reason=TARGET),
    Read("any act on the target", "party", ALL_SCALES, age=True, reason=TARGET),
    Read("this act by compatriots", "country act", (MIDDLE, SLOW, EVER), age=True, reason=COUNTRY),
    Read("this act on compatriots", "act in country", (MIDDLE, SLOW, EVER), age=False, reason=COUNTRY),
    Read("this act between countries", "country act in country", (MIDDLE, EVER), age=False, reason=COUNTRY),
    Read("dealings with compatriots", "dealings with country", (MIDDLE, EVER), age=False, reason=COUNTRY),
    Read("dealings of countries", "countries", (MIDDLE, EVER), age=False, reason=COUNTRY),
    Read("this act on the kind", "act on kind", (SLOW, EVER), age=False, reason=KIND),
    Read("this act between kinds", "kinds", (EVER,), age=False, reason=KIND),
    Read("this act between kinds at home", "kinds at home", (SLOW, EVER), age=False, reason=KIND),
)
OF_QUESTION = (
    Read("this act by the source", "done", (MIDDLE, SLOW, EVER), age=True, reason=SOURCE),
    Read("any act of the source", "party", (MIDDLE, SLOW, EVER), age=True, reason=SOURCE),
)
OTHERS = (  # in the order in which they are computed after the reads
    *((f"share of this act of the source, {SCALE_NAMES[scale]}", SAME) for scale in (MIDDLE, SLOW, EVER)),
    *((f"share of all acts of the source, {SCALE_NAMES[scale]}", OTHER) for scale in (MIDDLE, SLOW, EVER)),
    *((f"share of all acts on the target, {SCALE_NAMES[scale]}", OTHER) for scale in (SLOW, EVER)),
    ("share of this act in those on the target", TARGET),
    *((f"lift of their acts, {name}", LEADING) for name in SCALE_NAMES),
    ("different acts between the two", OTHER),
    ("same country", COUNTRY),
    ("the target's kind is known", KIND),
    ("the source's kind is known", KIND),
    ("the target's country is known", COUNTRY),
    ("similar sources did it", LIKE),
    ("similar sources did it, evened", LIKE),
    ("in the same circles", LIKE),
    ("in the same circles, evened", LIKE),
    ("frequency of the act", SOURCE),
    ("days since the last known act", SOURCE),
    ("somebody else", TARGET),
)


def _names() -> tuple[tuple[str, str], ...]:
    names = []
    for read in (*READS, *OF_QUESTION):
        names += [(f"{read.name}, {SCALE_NAMES[scale]}", read.reason) for scale in read.scales]
        names += [(f"{read.name}, days since", read.reason)] if read.age else []
    return (*names, *OTHERS)


NAMES, REASONS = zip(*_names(), strict=True)
SIZE = len(NAMES)
AGES = np.array([name.endswith("days since") or name.startswith("days since") for name in NAMES])
FREQUENCY = NAMES.index("frequency of the act")
COUNTS = np.array([name.endswith(SCALE_NAMES) and not name.startswith("share") for name in NAMES])
PLAIN = tuple(  # for the first look at all candidates: nothing that takes long
    NAMES.index(name)
    for name in (
        *(f"this act, {scale}" for scale in SCALE_NAMES),
        *(f"any act, {scale}" for scale in SCALE_NAMES[1:]),
        "any act by the other, 50 days",
        *(f"lift of their acts, {scale}" for scale in SCALE_NAMES[1:]),
        "same country",
        *(f"this act on the target, {scale}" for scale in SCALE_NAMES[1:]),
        *(f"any act on the target, {scale}" for scale in SCALE_NAMES[1:]),
        "this act by compatriots, 50 days",
        "this act on compatriots, 50 days",
        "this act on the kind, ever",
    )
)


class Questions(NamedTuple):
    """Who is the target of these acts of these sources on this day? Shape (questions,) each."""

    source: Ints
    relation: Ints
    day: int


class Candidates(NamedTuple):
    """Possible targets, in order of the questions they answer; shape (candidates,) each."""

    question: Ints
    target: Ints


def find_candidates(history: History, asked: Questions) -> Candidates:
    """Return the targets worth a look.

    All that the source has dealt with, the most frequent targets of the act, those that move in the same
    circles, the most active compatriots.
    """
    known, places = history.known(), history.places
    partner, pair = expand(history.pair_of_source, asked.source)
    met = history.pair_seen[pair] <= history.known_until
    found = [(partner[met], history.pairs[pair[met]] % places)]
    sources, source = np.unique(asked.source, return_inverse=True)
    relations, relation = np.unique(asked.relation, return_inverse=True)
    for lists, of in (
        ([_popular(history, one) for one in relations], relation),
        (list(_alike(known.circle[sources], known.reach)), source),
        (_compatriots(history, known.country), known.country[asked.source]),
    ):
        starts = np.append(0, np.cumsum([len(one) for one in lists]))
        question, place = expand(starts, of)
        found.append((question, np.concatenate(lists)[place]))
    both = np.unique(np.concatenate([question * places + target for question, target in found]))
    return Candidates(both // places, both % places)


def _popular(history: History, relation: int) -> Ints:
    """Return the targets that an act has most often, lately counting more."""
    store = history.stores["received"]
    first, last = np.searchsorted(store.keys, [relation * history.places, (relation + 1) * history.places])
    values = store.faded(np.arange(first, last), history.known_until + 1)
    often = values[:, SLOW] + 3 * values[:, MIDDLE] + values[:, EVER] / 10
    best = np.argsort(-often, kind="stable")[:POPULAR]
    popular: Ints = store.keys[first + best[often[best] > 0]] % history.places
    return popular


def _alike(circle: Floats, reach: Floats) -> Ints:
    """Return for each party those that its own circle reaches most."""
    nearness = circle @ reach.T
    many = min(ALIKE, nearness.shape[1])
    return np.argpartition(-nearness, many - 1, axis=1)[:, :many]


def _compatriots(history: History, country: Ints) -> list[Ints]:
    """Return for each country its most active parties; none for the unknown one, the last."""
    activity = party_activity(history)
    order = np.lexsort((-activity, country))
    starts = np.searchsorted(country[order], np.arange(history.kinds.countries + 1))
    lists = [order[a:b][:COMPATRIOTS] for a, b in pairwise(starts)]
    return [*lists, np.empty(0, np.int64)]


def party_activity(history: History) -> Floats:
    """Return how active each party was, lately counting more; shape (parties,)."""
    store = history.stores["party"]
    values = store.faded(np.arange(len(store.keys)), history.known_until + 1)
    activity = np.zeros(history.parties, np.float32)
    activity[store.keys] = values[:, SLOW] + values[:, EVER] / 10
    return activity


def compute(history: History, asked: Questions, candidates: Candidates) -> Floats:
    """Return the features of each candidate, shape (candidates, ``SIZE``), in the order of ``NAMES``.

    The target ``history.parties`` stands for somebody not among the candidates. What is asked of a day after
    the first unknown one is answered from the last known day: the gap is a feature of its own.
    """
    day = history.known_until + 1
    of = candidates.question
    rows = Columns(asked.source[of], asked.relation[of], candidates.target)
    turned = history.reversed(rows)
    features: list[Floats] = []
    counts: dict[str, Floats] = {}
    for read in READS:
        values, age = history.read(read.store, turned if read.reverse else rows, day)
        counts[read.name] = values
        features += _count_features(read, values, age)
    sources = Columns(asked.source, asked.relation, asked.source)
    for read in OF_QUESTION:
        values, age = history.read(read.store, sources, day)
        counts[read.name] = values[of]
        features += [feature[of] for feature in _count_features(read, values, age)]
    features += _shares(counts)
    lifts = history.lifts(rows, day)
    features += [*np.log(lifts[:, : len(SCALES)] + FLOOR).T, lifts[:, len(SCALES)]]
    features += _profile_features(history, rows)
    gap = np.full(len(of), np.log1p(max(asked.day - history.known_until, 1)))
    features += [gap, rows.target == history.parties]
    return np.stack(features, axis=1).astype(np.float32)


def as_measured(features: Floats) -> Floats:
    """Return the features of one candidate without their logarithms: counts, days and shares as such."""
    counts = np.exp(features) - FLOOR
    measured: Floats = np.where(COUNTS, counts, np.where(AGES, np.expm1(features), features))
    measured[FREQUENCY] = np.exp(features[FREQUENCY])
    return measured


def _count_features(read: Read, values: Floats, age: Floats) -> list[Floats]:
    features = [np.log(values[:, scale] + FLOOR) for scale in read.scales]
    return [*features, np.log1p(age)] if read.age else features


def _shares(counts: dict[str, Floats]) -> list[Floats]:
    pair = counts["any act"] + counts["any act by the other"]
    act, target = counts["this act"], counts["any act on the target"]
    done, source = counts["this act by the source"], counts["any act of the source"]
    return [
        *(act[:, scale] / (done[:, scale] + EVENING) for scale in (MIDDLE, SLOW, EVER)),
        *(pair[:, scale] / (source[:, scale] + EVENING) for scale in (MIDDLE, SLOW, EVER)),
        *(pair[:, scale] / (target[:, scale] + EVENING) for scale in (SLOW, EVER)),
        counts["this act on the target"][:, SLOW] / (target[:, SLOW] + EVENING),
    ]


def _profile_features(history: History, rows: Columns) -> list[Floats]:
    known, kinds = history.known(), history.kinds
    nobody = rows.target == history.parties
    target = np.where(nobody, 0, rows.target)
    country = known.country[rows.source]
    home = (country == known.country[target]) & (country < kinds.countries)
    act = rows.relation * history.parties + target
    place = np.minimum(np.searchsorted(known.received, act), len(known.received) - 1)
    similar = np.einsum("ij,ij->i", known.deeds[rows.source], known.shares[place])
    similar *= known.received[place] == act
    circle = np.einsum("ij,ij->i", known.circle[rows.source], known.reach[target])
    of_target = [
        home,
        kinds.kind[target] >= 0,
        kinds.kind[rows.source] >= 0,
        kinds.country[target] >= 0,
        similar * known.deed_weight[rows.source] * known.share_weight[place],
        similar,
        circle * known.circle_weight[rows.source] * known.circle_weight[target],
        circle,
    ]
    return [*(feature * ~nobody for feature in of_target), np.log(known.frequency[rows.relation] + 1e-6)]
