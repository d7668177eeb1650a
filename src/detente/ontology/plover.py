"""PLOVER's types, modes, contexts and sectors, read from ``data/`` into frozen records.

For loading and looking up; the numbers and words themselves live in ``data/types.toml`` and the
tables beside it, each with its source. Source of the facts: PLOVER manual, v2.0 draft of 2021.
"""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from detente.errors import OntologyError, UnknownName
from detente.records import STATUSES, content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATA_FILES = ("cameo.csv", "contexts.csv", "sectors.csv", "types.toml")

Act = tuple[str, str | None]  # a type and, where known, its mode
Value = TypeVar("Value")


class QuadClass(IntEnum):
    """The four quadrants: words or deeds, with or against (PLOVER v2.0, quad categories).

    >>> QuadClass(4).label
    'material conflict'
    """

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4

    @property
    def label(self) -> str:
        """The name as people read it."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One of the 16 types: what was done (PLOVER v2.0, event categories).

    ``recipient_required`` says that an event without a target is incomplete; ``fields`` are those
    that the record format adds for the type. The examples are ours and invented.
    """

    name: str
    quad: QuadClass
    scale: float
    recipient_required: bool
    definition: str
    examples: tuple[str, ...]
    modes: tuple[str, ...]
    fields: tuple[str, ...]
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How it was done; a mode belongs to one type, the same name under two types is two modes."""

    type: str
    name: str
    scale: float
    definition: str
    context: str | None
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What it was about (PLOVER v2.0, context table); ``absorbs`` names one it makes redundant."""

    name: str
    absorbs: str | None
    definition: str
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """The part of a society an actor belongs to, or a code that stands in a country's place.

    ``kind`` is ``sector`` or ``actor``; ``use`` ``frequent``, ``occasional`` or, for actors, empty.
    """

    code: str
    kind: str
    use: str
    secondary_only: bool
    definition: str
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A case that two types could claim and where it goes.

    ``plover_only`` marks a case that Detente itself expresses by the status of the event.
    """

    case: str
    type: str
    mode: str | None
    mistaken_for: tuple[str, ...]
    plover_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A type that PLOVER changes because it has no field for what is planned or possible."""

    status: str
    types: tuple[str, ...]
    becomes: Act
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A point on which the sources disagree, what was chosen and why."""

    id: str
    about: str
    choice: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Everything the files under ``data/`` say; ``version`` is a digest of their content.

    >>> ontology = load()
    >>> ontology.scale("RETREAT"), ontology.scale("RETREAT", "disarm")
    (6.5, 10.0)
    """

    types: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], Mode]
    contexts: Mapping[str, Context]
    sectors: Mapping[str, Sector]
    older: Mapping[str, Act]
    rewrites: tuple[Rewrite, ...]
    ties: tuple[Tie, ...]
    settled: tuple[Settlement, ...]
    version: str

    def event_type(self, name: str) -> EventType:
        """Return the type of that name, or say what is close.

        >>> load().event_type("AID").recipient_required
        True
        """
        return _find("event type", name, self.types)

    def mode(self, event_type: str, name: str) -> Mode:
        """Return the mode of that name under that type, or say what is close.

        >>> load().mode("THREATEN", "arrest").scale, load().mode("COERCE", "arrest").scale
        (-3.5, -7.0)
        """
        known = self.event_type(event_type).modes
        if name not in known:
            raise UnknownName(f"mode of {event_type}", name, known)
        return self.modes[event_type, name]

    def quad(self, event_type: str) -> int:
        """Return the quad class as a number, 1 to 4.

        >>> load().quad("RETREAT")
        2
        """
        return int(self.event_type(event_type).quad)

    def scale(self, event_type: str, mode: str | None = None) -> float:
        """Return the weight between -10 and +10; a mode's own replaces that of its type.

        >>> load().scale("ASSAULT", "unconventional")
        -10.0
        """
        if mode is None:
            return self.event_type(event_type).scale
        return self.mode(event_type, mode).scale

    def current(self, name: str) -> Act:
        """Return today's type and mode for a type name of an older PLOVER file.

        >>> load().current("INVESTIGATE"), load().current("AID")
        (('ACCUSE', 'investigate'), ('AID', None))
        """
        if name in self.older:
            return self.older[name]
        return self.event_type(name).name, None

    def tidy_contexts(
        self, contexts: Iterable[str], event_type: str, mode: str | None = None
    ) -> tuple[str, ...]:
        """Sort contexts, add the one a mode always brings, drop those that another makes redundant.

        Source: PLOVER v2.0, COERCE modes; openeventdata/PLOVER issue 13 for crime and trafficking.

        >>> load().tidy_contexts(["trafficking", "crime"], "COERCE", "cyber")
        ('cyber', 'trafficking')
        """
        names = set(contexts)
        brought = self.mode(event_type, mode).context if mode is not None else None
        if brought is not None:
            names.add(brought)
        found = [_find("context", name, self.contexts) for name in sorted(names)]
        redundant = {context.absorbs for context in found}
        return tuple(context.name for context in found if context.name not in redundant)


@lru_cache(maxsize=1)
def load() -> Ontology:
    """Read the ontology that ships with Detente; the second call returns the same object.

    >>> load() is load()
    True
    """
    document = _read_toml("types.toml")
    try:
        return _build(document)
    except (KeyError, TypeError, ValueError) as error:
        raise OntologyError(f"ontology data: {type(error).__name__} {error}") from error


def to_plover(event_type: str, mode: str | None, status: str) -> Act:
    """Return the type and mode that PLOVER itself would record, for files that have no status.

    Source: PLOVER v2.0, AGREE, CONCEDE, THREATEN and auxiliary modes. An act of any other status
    stays as it is; whether to leave out denied events is for the writer to decide.

    >>> to_plover("CONSULT", "visit", "announced"), to_plover("CONSULT", "visit", "fact")
    (('AGREE', None), ('CONSULT', 'visit'))
    """
    ontology = load()
    ontology.scale(event_type, mode)  # an unknown name must not pass through unchanged
    if status not in STATUSES:
        raise UnknownName("status", status, STATUSES)
    for rewrite in ontology.rewrites:
        if status == rewrite.status and event_type in rewrite.types:
            return rewrite.becomes
    return event_type, mode


def read_data(name: str) -> bytes:
    """Return a data file with Unix line ends, so that a checkout on Windows has the same version.

    >>> read_data("contexts.csv").startswith(b"name,absorbs")
    True
    """
    path = files("detente.ontology") / "data" / name
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError as error:
        raise OntologyError(f"ontology data: {name} cannot be read") from error


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a data table; a row with too few or too many cells is an error.

    >>> read_rows("sectors.csv")[0]["code"]
    'AGR'
    """
    reader = csv.DictReader(io.StringIO(read_data(name).decode("utf-8"), newline=""))
    rows = list(reader)
    for row in rows:
        # DictReader marks a long row by the key None and a short one by the value None.
        if None in row or None in row.values():
            raise OntologyError(f"ontology data: {name}, line near {next(iter(row.values()))!r}")
    return rows


def _read_toml(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(read_data(name).decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"ontology data: {name}: {error}") from error


def _build(document: dict[str, Any]) -> Ontology:
    return Ontology(
        types=MappingProxyType({n: _event_type(n, t) for n, t in document["types"].items()}),
        modes=MappingProxyType(_modes(document["types"])),
        contexts=MappingProxyType({r["name"]: _context(r) for r in read_rows("contexts.csv")}),
        sectors=MappingProxyType({r["code"]: _sector(r) for r in read_rows("sectors.csv")}),
        older=MappingProxyType({name: _act(entry) for name, entry in document["older"].items()}),
        rewrites=tuple(_rewrite(entry) for entry in document["rewrite"]),
        ties=tuple(_tie(entry) for entry in document["tie"]),
        settled=tuple(Settlement(**entry) for entry in document["settled"]),
        version=content_id(*(part for name in DATA_FILES for part in (name, read_data(name)))),
    )


def _event_type(name: str, entry: dict[str, Any]) -> EventType:
    return EventType(
        name=name,
        quad=QuadClass(entry["quad"]),
        scale=float(entry["scale"]),
        recipient_required=entry["recipient_required"],
        definition=entry["definition"],
        examples=tuple(entry["examples"]),
        modes=tuple(entry.get("modes", {})),
        fields=tuple(entry.get("fields", ())),
        cited=entry["cited"],
    )


def _modes(types: dict[str, Any]) -> dict[tuple[str, str], Mode]:
    return {
        (type_name, mode_name): Mode(
            type=type_name,
            name=mode_name,
            scale=float(mode["scale"]),
            definition=mode["definition"],
            context=mode.get("context"),
            cited=entry["cited"],
        )
        for type_name, entry in types.items()
        for mode_name, mode in entry.get("modes", {}).items()
    }


def _context(row: dict[str, str]) -> Context:
    return Context(
        name=row["name"],
        absorbs=row["absorbs"] or None,
        definition=row["definition"],
        cited=row["cited"],
    )


def _sector(row: dict[str, str]) -> Sector:
    return Sector(
        code=row["code"],
        kind=row["kind"],
        use=row["use"],
        secondary_only=row["secondary_only"] == "yes",
        definition=row["definition"],
        cited=row["cited"],
    )


def _act(entry: dict[str, str]) -> Act:
    return entry["type"], entry.get("mode")


def _rewrite(entry: dict[str, Any]) -> Rewrite:
    return Rewrite(
        status=entry["status"],
        types=tuple(entry["types"]),
        becomes=_act(entry["becomes"]),
        cited=entry["cited"],
    )


def _tie(entry: dict[str, Any]) -> Tie:
    return Tie(
        case=entry["case"],
        type=entry["type"],
        mode=entry.get("mode"),
        mistaken_for=tuple(entry["not"]),
        plover_only=entry.get("plover_only", False),
    )


def _find(kind: str, name: str, known: Mapping[str, Value]) -> Value:
    if name not in known:
        raise UnknownName(kind, name, known)
    return known[name]
