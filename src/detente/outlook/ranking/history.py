"""All that happened before a day, kept so that what may come next can be asked quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.outlook.ranking.counts import NEVER, SCALES, Counts
from detente.outlook.ranking.facts import turned
from detente.outlook.ranking.kinds import read_kinds
from detente.outlook.ranking.profiles import LONGEST_LEAD, Leads, Profiles, make_profiles

if TYPE_CHECKING:
    from detente.outlook.ranking.arrays import Flags, Floats, Ints
    from detente.outlook.ranking.facts import Facts


GROWTH = 0.04  # profiles are made anew when the known days have grown by this share
PLAIN_STORES = {
    "act": ("source", "relation", "target"),
    "pair": ("source", "side", "target"),
    "received": ("relation", "target"),
    "done": ("source", "relation"),
    "party": ("target",),
}
PROFILED_STORES = {  # their keys need countries and kinds, which are learnt
    "country act": ("source_country", "relation", "target"),
    "act in country": ("source", "relation", "target_country"),
    "country act in country": ("source_country", "relation", "target_country"),
    "dealings with country": ("source", "target_country"),
    "countries": ("source_country", "target_country"),
    "act on kind": ("source", "relation", "target_kind"),
    "kinds": ("source_kind", "relation", "target_kind"),
    "kinds at home": ("source_country", "source_kind", "relation", "target_kind", "same_country"),
}


class Columns(NamedTuple):
    """Sources, relations and targets of as many acts, seen from either end (`Facts.both_ways`)."""

    source: Ints
    relation: Ints
    target: Ints


class History:
    """The acts before a day, counted in all the ways that a forecast needs.

    It is made with all facts that will ever be added, so that each key has its place; what was not yet added
    counts nowhere. ``add`` takes the acts of one day after another.

    >>> from detente.outlook.ranking.facts import Facts
    >>> facts = Facts(np.array([[0, 0, 1, 5], [0, 0, 1, 6]]), ("AZE", "RUS"), ("ACCUSE",))
    >>> history = History(facts)
    >>> history.add(facts.rows[:1])
    >>> values, age = history.read("act", Columns(*np.array([[0], [0], [1]])), day=6)
    >>> values.astype(float).round(2).tolist(), age.tolist()
    ([[0.61, 0.9, 0.98, 1.0]], [1.0])
    """

    def __init__(self, facts: Facts) -> None:
        """Give each key of the facts its place; add none."""
        self.parties, self.relations = len(facts.entities), len(facts.relations)
        self.places = self.parties + 1  # one more: nobody, with whom nothing ever happens
        self.kinds = read_kinds(facts.entities)
        rows = facts.both_ways()
        columns = Columns(*rows.T[:3])
        self.stores = {name: Counts(self.key(name, columns)) for name in PLAIN_STORES}
        self.pairs = np.unique(self.pair(columns))
        self.pair_of_source = np.searchsorted(self.pairs, np.arange(self.parties + 1) * self.places)
        self.pair_seen = np.full(len(self.pairs), np.iinfo(np.int64).max)
        acts = self.stores["act"].keys
        sides = 2 * self.relations
        pair = acts // (sides * self.places) * self.places + acts % self.places
        self.act_by_pair = np.argsort(pair, kind="stable")
        self.act_of_pair = np.searchsorted(pair[self.act_by_pair], np.append(self.pairs, self.places**2))
        self.act_relation = acts // self.places % sides
        self.leads = Leads(sides)
        self.profiles: Profiles | None = None
        self.profiled_on = NEVER
        self.first_day: int | None = None
        self.known_until = NEVER
        self.past: list[Ints] = []

    def add(self, rows: Ints) -> None:
        """Add the acts of one day, which is after those added before."""
        both = turned(rows, self.relations)
        columns, day = Columns(*both.T[:3]), int(rows[0, 3])
        self._add_leads(columns, day)
        for name, store in self.stores.items():
            store.add(self.key(name, columns), day)
        pair = np.searchsorted(self.pairs, self.pair(columns))
        self.pair_seen[pair] = np.minimum(self.pair_seen[pair], day)
        self.past.append(both)
        self.known_until = day
        self.first_day = day if self.first_day is None else self.first_day

    def known(self) -> Profiles:
        """Return the profiles, made anew where the past has grown enough since they were made."""
        day = self.known_until + 1
        if self.first_day is None:
            raise ValueError("a history without acts has no profiles")
        grown = day - self.profiled_on >= GROWTH * (day - self.first_day)
        if self.profiles is None or grown:
            past = np.concatenate(self.past)
            self.profiles = make_profiles(past, day, self.kinds, self.leads)
            columns = Columns(*past.T[:3])
            for name in PROFILED_STORES:
                keys = self.key(name, columns)
                self.stores[name] = Counts(keys)
                self.stores[name].add_past(keys, past[:, 3])
            self.profiled_on = day
        return self.profiles

    def read(self, store: str, columns: Columns, day: int) -> tuple[Floats, Floats]:
        """Return faded counts, shape (acts, scales), and ages in days, of what a store keeps of the acts."""
        return self.stores[store].read(self.key(store, columns), day)

    def lifts(self, columns: Columns, day: int) -> Floats:
        """Return, for each act, the sum over all acts between the two of faded count times lift toward it.

        Shape (acts, scales + 1); the last column is the number of different relations between them so far.
        """
        lift = self.known().lift
        pair = self.pair(columns)
        place = np.minimum(np.searchsorted(self.pairs, pair), len(self.pairs) - 1)
        row = np.flatnonzero(self.pairs[place] == pair)
        within, act = expand(self.act_of_pair, place[row])
        row, act = row[within], self.act_by_pair[act]
        store = self.stores["act"]
        seen = store.last[act] > NEVER
        row, act = row[seen], act[seen]
        values = store.faded(act, day)
        weighed = values * lift[self.act_relation[act], columns.relation[row]][:, None]
        sums = [np.bincount(row, weighed[:, scale], minlength=len(pair)) for scale in range(len(SCALES))]
        different = np.bincount(row, minlength=len(pair))
        return np.stack([*sums, different], axis=1).astype(np.float32)

    def met(self, columns: Columns) -> Flags:
        """Return whether the two of each act had any dealings so far."""
        return self.seen("pair", columns) | self.seen("pair", self.reversed(columns))

    def seen(self, store: str, columns: Columns) -> Flags:
        """Return whether a store has seen what it keeps of each act."""
        place, known = self.stores[store].find(self.key(store, columns))
        return known & (self.stores[store].last[place] > NEVER)

    def pair(self, columns: Columns) -> Ints:
        """Return one whole number for the two ends of each act."""
        pair: Ints = columns.source * self.places + columns.target
        return pair

    def reversed(self, columns: Columns) -> Columns:
        """Return the acts with the same two at the same ends, done by the other."""
        return columns._replace(relation=(columns.relation + self.relations) % (2 * self.relations))

    def key(self, store: str, columns: Columns) -> Ints:
        """Return one whole number for the fields of each act that a store counts by."""
        key = np.zeros(len(columns.source), np.int64)
        for field in PLAIN_STORES.get(store) or PROFILED_STORES[store]:
            values, size = self._field(field, columns)
            key = key * size + values
        return key

    def _field(self, field: str, columns: Columns) -> tuple[Ints, int]:
        if field in {"source", "target"}:
            return getattr(columns, field), self.places
        if field == "relation":
            return columns.relation, 2 * self.relations
        if field == "side":
            return (columns.relation >= self.relations).astype(np.int64), 2
        known = self.profiles
        assert known is not None
        if field == "same_country":
            same = self._padded(known.country)[columns.source] == self._padded(known.country)[columns.target]
            return same.astype(np.int64), 2
        end, _, what = field.partition("_")
        values = self._padded(known.country if what == "country" else known.kind)
        return values[getattr(columns, end)], int(values.max()) + 1

    @staticmethod
    def _padded(values: Ints) -> Ints:
        """Return the values with one more, of nobody, which is like nothing."""
        return np.append(values, values.max() + 1)

    def _add_leads(self, columns: Columns, day: int) -> None:
        pair = np.searchsorted(self.pairs, self.pair(columns))
        row, act = expand(self.act_of_pair, pair)
        act = self.act_by_pair[act]
        age = day - self.stores["act"].last[act]
        recent = age < LONGEST_LEAD
        self.leads.add(self.act_relation[act[recent]], columns.relation[row[recent]], age[recent])
        np.add.at(self.leads.seen, columns.relation, 1)


def expand(starts: Ints, of: Ints) -> tuple[Ints, Ints]:
    """Return, for groups that lie at ``starts[i]:starts[i + 1]``, the members of some, each beside its asker.

    >>> [part.tolist() for part in expand(np.array([0, 2, 3]), np.array([1, 0]))]
    [[0, 1, 1], [2, 0, 1]]
    """
    sizes = starts[of + 1] - starts[of]
    asker = np.repeat(np.arange(len(of)), sizes)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return asker, np.repeat(starts[of], sizes) + within
