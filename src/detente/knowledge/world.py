"""What the tables say, ready to be asked: states, codes, names on a day, people in office, places.

Not for reading text: which word of a sentence names whom is decided in ``actors``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from detente.errors import KnowledgeError, UnknownName
from detente.knowledge.rows import PlaceRow, holds
from detente.knowledge.spelling import MIN_SURNAME, skeleton, skeletons, spelling, spellings
from detente.knowledge.tables import no_collection, read_cells, read_rows
from detente.knowledge.words import TOKEN, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from detente.knowledge.rows import (
        Agent,
        Alias,
        Claimant,
        Code,
        State,
        Tenure,
    )
    from detente.records import ActorKind

# The kinds of alias that name a state, organisation, group or region rather than describe or hide one.
NAMING = ("name", "organisation", "group", "region", "capital", "seat", "demonym", "people")

# Where the family name stands first.
FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "KHM", "JPN", "HUN"})
# Offices whose holders are called by their own name: "King Abdullah", "Pope Leo".
CROWNED = frozenset(["king", "queen", "emir", "sultan", "crown prince", "grand duke", "prince", "pope"])

_NO_VOWELS = str.maketrans(dict.fromkeys("aeiouy"))
MIN_BARE = 4  # letters of a surname without its article

# First names beside those in the tables: families of leaders.
KIN = frozenset(
    ["barron", "brigitte", "carrie", "eric", "hunter", "ivanka", "jared", "jill", "lara", "melania",
     "michelle", "priscilla", "samantha", "tiffany", "usha", "yair"]
)  # fmt: skip

Trie = dict[Any, Any]  # token -> Trie; LEAF -> what ends here
LEAF = ""  # no token is empty

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """All tables. Days are ISO dates; codes are those of `detente.records`."""

    states: Mapping[str, State]
    codes: Mapping[str, Code]
    aliases: Mapping[str, tuple[Alias, ...]]
    tenures: tuple[Tenure, ...]
    people: Mapping[str, tuple[Tenure, ...]]
    surnames: Mapping[str, tuple[Tenure, ...]]
    spelled: Mapping[str, tuple[Tenure, ...]]
    spelled_surnames: Mapping[str, tuple[Tenure, ...]]
    crowned: Mapping[str, tuple[Tenure, ...]]
    families: Mapping[str, tuple[Tenure, ...]]
    given_names: frozenset[str]
    first_names: frozenset[tuple[str, str]]  # of each code
    agents: Mapping[str, Agent]
    trie: Trie = field(repr=False)

    def state(self, code: str) -> State:
        """Return a state by its ISO 3166 alpha-3 code, in any case; else raise `UnknownName`.

        >>> load().state("aze").name
        'Azerbaijan'
        """
        try:
            return self.states[code.upper()]
        except KeyError:
            raise UnknownName("state", code, self.current_states) from None

    @property
    def current_states(self) -> list[str]:
        """The codes of the states of today.

        >>> len(load().current_states)
        197
        """
        return [code for code, state in self.states.items() if not state.end]

    def name(self, code: str) -> str:
        """Return the English name for any code; ``UNK`` is 'unknown'.

        >>> load().name("IGO:NATO"), load().name("TUR")
        ('NATO', 'Türkiye')
        """
        if code in self.states:
            return self.states[code].name
        if code in self.codes:
            return self.codes[code].name
        if code == "UNK":
            return "unknown"
        raise UnknownName("code", code, [*self.states, *self.codes])

    def kind(self, code: str) -> ActorKind:
        """Return what a code is: state, igo, group or region."""
        return self.codes[code].kind if code in self.codes else "state"  # type: ignore[return-value]

    def resolve_name(self, text: str, on: str | None = None) -> str:
        """Return the code that a code, name, demonym, capital or seat stands for (on a day).

        >>> world = load()
        >>> [world.resolve_name(name) for name in ("AZE", "Azerbaijan", "Baku", "türkiye", "NATO")]
        ['AZE', 'AZE', 'AZE', 'TUR', 'IGO:NATO']
        """
        if text.upper() in self.states or text.upper() in self.codes:
            return text.upper()
        rows = [row for row in self.aliases.get(fold(text.strip()), ()) if row.kind in NAMING]
        codes = {row.code for row in rows if not on or row.valid(on)}
        if len(codes) == 1:
            return codes.pop()
        raise UnknownName("state or organisation", text, sorted({*self.current_states, *self._names()}))

    def _names(self) -> Iterable[str]:
        rows = (row for rows in self.aliases.values() for row in rows if row.kind == "name" and not row.end)
        return (row.alias for row in rows if not row.alias.isupper())

    def named(self, alias: str, day: str) -> tuple[Alias, ...]:
        """Return what an alias meant on a day; several where it is ambiguous, none where unknown.

        >>> [row.code for row in load().named("Nur-Sultan", "2020-01-01")]
        ['KAZ']
        """
        return tuple(row for row in self.aliases.get(fold(alias), ()) if row.valid(day))

    def holders(self, name: str) -> tuple[Tenure, ...]:
        """Return the offices a person held, by full name, in whatever romanisation.

        >>> [tenure.role for tenure in load().holders("Mark Rutte")]
        ['Secretary General', 'Prime Minister']
        >>> load().holders("Sergej Lawrow")[0].name
        'Sergei Lavrov'
        """
        return self.people.get(fold(name)) or self.spelled.get(skeleton(name), ())

    def bearers(self, surname: str) -> tuple[Tenure, ...]:
        """Return the offices of those whom a surname alone may mean, in whatever romanisation.

        >>> {tenure.name for tenure in load().bearers("Zelenskiy")}
        {'Volodymyr Zelenskyy'}
        """
        return self.surnames.get(fold(surname)) or self.spelled_surnames.get(spelling(surname), ())

    def sovereign(self, region: str, day: str) -> str | None:
        """Return the state a region lies in; None where it lies in several, or another state claims it.

        >>> world = load()
        >>> [world.sovereign(f"REG:{name}", "2025-06-01") for name in ("GAZA", "CRIMEA", "WEST")]
        ['PSE', None, None]
        """
        within = self.codes[region].within if region in self.codes else ()
        if len(within) != 1:
            return None
        held = (row for row in _claims().get(region.lower(), ()) if holds(row, day))
        claims = {row.state for row in held if row.state in self.states}
        return within[0] if claims <= {within[0]} else None

    def place(self, name: str) -> PlaceRow | None:
        """Return a town by its capitalised name, the largest of that name, or nothing.

        >>> load().place("Shusha").country
        'AZE'
        """
        towns = read_places().get(fold(name), ()) if name[:1].isupper() else ()
        return max(map(PlaceRow.of, towns), key=lambda town: town.people, default=None)


@cache
def read_places() -> Mapping[str, list[Sequence[str]]]:
    """Return the towns of each name as cells, read when the first is asked for: few are ever wanted.

    >>> [PlaceRow.of(cells).country for cells in read_places()["baku"]]
    ['AZE']
    """
    towns: dict[str, list[Sequence[str]]] = defaultdict(list)
    with no_collection():
        for cells in read_cells("places"):
            towns[fold(cells[0])].append(cells)
            for name in cells[1].split("|") if cells[1] else ():
                towns[fold(name)].append(cells)
    return towns


@cache
def _claims() -> Mapping[str, tuple[Claimant, ...]]:
    """Return who claims each region, read when the first is asked for."""
    return _grouped((row.region, row) for row in read_rows("claimants") if row.role == "claims")


@cache
def load() -> World:
    """Read the shipped tables, once for each process.

    >>> load() is load()
    True
    """
    with no_collection():
        return _load()


def _load() -> World:
    states = {row.code: row for row in read_rows("states")}
    codes = {row.code: row for row in read_rows("codes")}
    aliases = _grouped((row.alias, row) for row in read_rows("aliases"))
    tenures = read_rows("people")
    people = _grouped((name, t) for t in tenures for name in dict.fromkeys((t.name, *t.also)))
    surnames = _grouped((surname, t) for t in tenures for surname in _alone(t))
    agents = {fold(row.noun): row for row in read_rows("agents")}
    _check(states, codes, aliases, tenures)
    return World(
        states=states,
        codes=codes,
        aliases=aliases,
        tenures=tuple(tenures),
        people=people,
        surnames=surnames,
        spelled=_respelled(people, skeletons(list(people)), 1),
        spelled_surnames=_respelled(surnames, spellings(list(surnames)), MIN_SURNAME),
        crowned=_by_key((fold(t.name).split()[0], t) for t in tenures if t.role.lower() in CROWNED),
        families=_by_key((family, t) for t in tenures for family in _families(t)),
        first_names=frozenset((t.code, name.split(" ", 1)[0]) for name, ts in people.items() for t in ts),
        given_names=KIN | {name.split(" ", 1)[0] for name in people},
        agents=agents,
        trie=_trie(("alias", aliases), ("person", people), ("surname", surnames), ("agent", agents)),
    )


def _families(tenure: Tenure) -> set[str]:
    """Return the words of a name that may be the family name: it stands last, or first in East Asia."""
    words = tenure.name.lower().split() if tenure.name.isascii() else fold(tenure.name).split()
    return {words[0], words[-1]} if tenure.code in FAMILY_NAME_FIRST else {words[-1]}


def _sound_alike(one: str, other: str) -> bool:
    """Whether two spellings are of one name; the letters are compared first, romanising takes longer."""
    return one.translate(_NO_VOWELS) == other.translate(_NO_VOWELS) or spelling(one) == spelling(other)


def _alone(tenure: Tenure) -> tuple[str, ...]:
    """Return the surname that may stand alone, in the spellings of the full name's variants."""
    if not tenure.alone:
        return ()
    length = len(tenure.alone.split())
    variants = (" ".join(name.split()[-length:]) for name in tenure.also)
    name = fold(tenure.alone)
    folded = (fold(v) for v in variants)
    alike = (v for v in folded if _sound_alike(v, name))  # not the "Ali" of "Abiy Ahmed Ali"
    names = dict.fromkeys((name, *alike))
    bare = (name[3:] for name in names if name.startswith(("al-", "el-")))  # al-Sisi, el-Sisi, Sisi
    return (*names, *(name for name in bare if len(name) >= MIN_BARE))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key.lower() if key.isascii() else fold(key)].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _by_key(pairs: Iterable[tuple[str, Tenure]]) -> dict[str, tuple[Tenure, ...]]:
    groups: dict[str, dict[Tenure, None]] = defaultdict(dict)
    for key, tenure in pairs:
        groups[key][tenure] = None
    return {key: tuple(rows) for key, rows in groups.items()}


def _respelled(
    table: Mapping[str, tuple[Tenure, ...]], keys: Iterable[str], shortest: int
) -> dict[str, tuple[Tenure, ...]]:
    """Return the rows of a table under coarser keys; keys that are too short say too little."""
    pairs = zip(keys, table.values(), strict=True)
    return _by_key((key, tenure) for key, rows in pairs if len(key) >= shortest for tenure in rows)


def _trie(*tables: tuple[str, Mapping[str, Any]]) -> Trie:
    """Return one tree of tokens over the keys of all tables; a leaf holds {table: rows}."""
    root: Trie = {}
    for table, rows in tables:
        for key, value in rows.items():
            node = root
            for token in TOKEN.findall(key):
                node = node.setdefault(token, {})
            node.setdefault(LEAF, {})[table] = value
    return root


def _check(
    states: Mapping[str, State],
    codes: Mapping[str, Code],
    aliases: Mapping[str, tuple[Alias, ...]],
    tenures: Iterable[Tenure],
) -> None:
    """Stop on a row with a code that no table explains."""
    used = {row.code for rows in aliases.values() for row in rows if row.kind != "not_state"}
    unknown = (used | {t.code for t in tenures}) - set(states) - set(codes)
    if unknown:
        raise KnowledgeError(f"codes without a name: {', '.join(sorted(unknown))}")
