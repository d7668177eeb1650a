"""What the tables say, ready to be asked: states, codes, names on a day, people in office, places.

Not for reading text: which word of a sentence names whom is decided in ``actors``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from detente.errors import KnowledgeError, UnknownName
from detente.knowledge.tables import read_table
from detente.knowledge.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.records import ActorKind

# The kinds of alias that name a state, organisation, group or region rather than describe or hide one.
NAMING = ("name", "organisation", "group", "region", "capital", "seat", "demonym", "people")

Trie = dict[Any, Any]  # token -> Trie; LEAF -> what ends here
LEAF = ""  # no token is empty

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """A state: ISO 3166 codes, Correlates of War number where it has one, English name."""

    code: str
    iso2: str
    cow: str
    name: str
    cited: str


@dataclass(frozen=True, slots=True)
class Code:
    """An organisation, armed group or region: its code, kind (igo, group, region) and English name."""

    code: str
    kind: str
    name: str
    cited: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A word or phrase for a code, valid on the days from ``start`` up to, not including, ``end``.

    ``ambiguous`` words count only where the text names the same code in another way.
    """

    alias: str
    kind: str
    code: str
    sector: str | None
    start: str
    end: str
    ambiguous: bool
    cited: str

    def valid(self, day: str) -> bool:
        """Whether it meant this code on that day."""
        return self.start <= day and (not self.end or day < self.end)


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office. An open end was last checked on ``known_until``.

    ``alone`` is the surname that may stand for this person without a first name.
    """

    name: str
    also: tuple[str, ...]
    code: str
    role: str
    sector: str | None
    start: str
    end: str
    known_until: str
    alone: str
    cited: str

    def valid(self, day: str) -> bool:
        """Whether the office was held on that day, as far as known."""
        return self.start <= day and (not self.end or day < self.end)


@dataclass(frozen=True, slots=True)
class Agent:
    """A role noun: kind ``person`` (may carry a name), ``body``, ``adjective`` or ``thing``; its sector."""

    noun: str
    kind: str
    sector: str | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A town with the state it lies in and its degrees (WGS 84)."""

    name: str
    country: str
    lat: float
    lon: float
    cited: str


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """All tables. Days are ISO dates; codes are those of `detente.records`."""

    states: Mapping[str, State]
    codes: Mapping[str, Code]
    aliases: Mapping[str, tuple[Alias, ...]]
    people: Mapping[str, tuple[Tenure, ...]]
    surnames: Mapping[str, tuple[Tenure, ...]]
    agents: Mapping[str, Agent]
    places: Mapping[str, PlaceRow]
    trie: Trie = field(repr=False)

    def state(self, code: str) -> State:
        """Return a state by its ISO 3166 alpha-3 code, in any case; else raise `UnknownName`.

        >>> load().state("aze").name
        'Azerbaijan'
        """
        try:
            return self.states[code.upper()]
        except KeyError:
            raise UnknownName("state", code, self.states) from None

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
        raise UnknownName("state or organisation", text, sorted({*self.states, *self._names()}))

    def _names(self) -> Iterable[str]:
        return (row.alias for rows in self.aliases.values() for row in rows if row.kind == "name")

    def named(self, alias: str, day: str) -> tuple[Alias, ...]:
        """Return what an alias meant on a day; several where it is ambiguous, none where unknown.

        >>> [row.code for row in load().named("Nur-Sultan", "2020-01-01")]
        ['KAZ']
        """
        return tuple(row for row in self.aliases.get(fold(alias), ()) if row.valid(day))

    def holders(self, name: str) -> tuple[Tenure, ...]:
        """Return the offices a person held, by full name or known variant.

        >>> [tenure.role for tenure in load().holders("Mark Rutte")]
        ['Secretary General', 'Prime Minister']
        """
        return self.people.get(fold(name), ())

    def place(self, name: str) -> PlaceRow | None:
        """Return a town by its capitalised name, or nothing.

        >>> load().place("Shusha").country
        'AZE'
        """
        return self.places.get(fold(name)) if name[:1].isupper() else None


@cache
def load() -> World:
    """Read the shipped tables, once for each process.

    >>> load() is load()
    True
    """
    states = {row["code"]: State(**row) for row in read_table("states")}
    codes = {row["code"]: Code(**row) for row in read_table("codes")}
    aliases = _grouped((row["alias"], _alias(row)) for row in read_table("aliases"))
    tenures = [_tenure(row) for row in read_table("people")]
    people = _grouped((name, t) for t in tenures for name in dict.fromkeys((t.name, *t.also)))
    surnames = _grouped((surname, t) for t in tenures for surname in _alone(t))
    agents = {
        row["noun"]: Agent(row["noun"], row["kind"], row["sector"] or None) for row in read_table("agents")
    }
    places = {fold(row["name"]): _place(row) for row in read_table("places")}
    _check(states, codes, aliases, tenures)
    return World(
        states=states,
        codes=codes,
        aliases=aliases,
        people=people,
        surnames=surnames,
        agents={fold(noun): agent for noun, agent in agents.items()},
        places=places,
        trie=_trie(
            ("alias", aliases),
            ("person", people),
            ("surname", surnames),
            ("agent", {fold(n): a for n, a in agents.items()}),
        ),
    )


def _alias(row: dict[str, str]) -> Alias:
    return Alias(
        row["alias"],
        row["kind"],
        row["code"],
        row["sector"] or None,
        row["start"],
        row["end"],
        row["ambiguous"] == "yes",
        row["cited"],
    )


def _tenure(row: dict[str, str]) -> Tenure:
    also = tuple(row["also"].split("|")) if row["also"] else ()
    return Tenure(**(row | {"also": also, "sector": row["sector"] or None}))  # type: ignore[arg-type]


def _alone(tenure: Tenure) -> tuple[str, ...]:
    """Return the surname that may stand alone, in the spellings of the full name's variants."""
    if not tenure.alone:
        return ()
    length = len(tenure.alone.split())
    variants = (" ".join(name.split()[-length:]) for name in tenure.also)
    alike = (v for v in variants if fold(v)[0] == fold(tenure.alone)[0])
    return tuple(dict.fromkeys(fold(v) for v in (tenure.alone, *alike)))


def _place(row: dict[str, str]) -> PlaceRow:
    return PlaceRow(row["name"], row["country"], float(row["lat"]), float(row["lon"]), row["cited"])


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[fold(key)].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _trie(*tables: tuple[str, Mapping[str, Any]]) -> Trie:
    """Return one tree of tokens over the keys of all tables; a leaf holds {table: rows}."""
    root: Trie = {}
    for table, rows in tables:
        for key, value in rows.items():
            node = root
            for token in tokens(key):
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
