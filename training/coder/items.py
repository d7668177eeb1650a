"""Examples as numbers: what the network is fed and asked, with what is not known left out of the loss."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from training.coder.annotations import EMBARGO, STATUSES

from detente import ontology
from detente.events.marking import mark_pair, tokenize_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.coder.annotations import PairExample
    from training.coder.extras import PlvExample

    from detente.events.marking import MarkedPair

NONE = "NONE"
TYPES = (NONE, *sorted(ontology.load().types))
# PLV's roots: CONCEDE and RETREAT are one there.
ROOTS = (NONE, *sorted({t for t in TYPES[1:] if t not in {"CONCEDE", "RETREAT"}} | {"YIELD"}))
# The modes of each type, "" where the words tell none.
MODES = tuple(sorted({*ontology.load().modes, ("SANCTION", EMBARGO), *((t, "") for t in TYPES[1:])}))
# Types that the two sides do together: the other direction of a PLV pair may hold them too.
MUTUAL_ROOTS = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
BACKWARD_WEIGHT = 0.3  # PLV does not say that nothing went the other way; mostly nothing did
UNKNOWN = -100  # torch's own mark for a target that is not counted

Soft = dict[int, float]


@dataclass(slots=True)
class Item:
    """One pair as numbers; an empty or UNKNOWN target is left out of the loss."""

    ids: list[int]
    first: list[int]
    second: list[int]
    types: tuple[Soft, Soft] = field(default_factory=lambda: ({}, {}))
    roots: tuple[Soft, Soft] = field(default_factory=lambda: ({}, {}))
    statuses: tuple[Soft, Soft] = field(default_factory=lambda: ({}, {}))
    modes: tuple[int, int] = (UNKNOWN, UNKNOWN)
    mutual: int = UNKNOWN
    weight: float = 1.0


def plover_root(kind: str, mode: str | None, status: str | None) -> str | None:
    """Return PLV's root of an act of ours, None where its rules give none.

    PLOVER v2.0, rewrites: a future meeting, help or trade is an AGREE, a future attack or curb a THREATEN.

    >>> plover_root("AID", None, "announced"), plover_root("SANCTION", "embargo", "fact")
    ('AGREE', 'COERCE')
    """
    if status == "denied":
        return None
    if status in {"announced", "possible"}:
        if kind in {"CONSULT", "SUPPORT", "COOPERATE", "AID"}:
            return "AGREE"
        if kind in {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"}:
            return "THREATEN"
    if kind in {"CONCEDE", "RETREAT"}:
        return "YIELD"
    if kind == "SANCTION":
        return {EMBARGO: "COERCE", "convict": "ACCUSE"}.get(mode or "", "SANCTION")
    return kind


def pair_item(example: PairExample) -> Item | None:
    """Return an annotated pair as numbers, None where a span covers no token."""
    marked = mark_pair(tokenize_text(example.text), example.first, example.second)
    if marked is None:
        return None
    sides = (example.forward or (), example.reverse or ())
    item = _item(marked, example.weight)
    item.types = _each(_soft([TYPES.index(kind) for kind, _, _ in acts] or [0]) for acts in sides)
    item.roots = _each(_roots(acts) for acts in sides)
    item.statuses = _each(_soft([STATUSES.index(s) for _, _, s in acts if s]) for acts in sides)
    item.modes = _each(_mode(acts) for acts in sides)
    if any(sides):
        item.mutual = int(bool(example.mutual))
    return item


def _roots(acts: Sequence[tuple[str, str | None, str | None]]) -> Soft:
    found = [root for act in acts if (root := plover_root(*act))]
    if acts and not found:
        return {}
    return _soft([ROOTS.index(root) for root in found] or [0])


def _mode(acts: Sequence[tuple[str, str | None, str | None]]) -> int:
    return MODES.index((acts[0][0], acts[0][1] or "")) if acts else UNKNOWN


def plv_item(example: PlvExample) -> Item | None:
    """Return a PLV sentence as numbers: the root one way, rather nothing the other way."""
    turned = example.target < example.source
    first, second = (example.target, example.source) if turned else (example.source, example.target)
    marked = mark_pair(tokenize_text(example.text), first, second)
    if marked is None:
        return None
    told: Soft = {ROOTS.index(example.root): 1.0}
    back: Soft = {} if example.root in MUTUAL_ROOTS else {0: BACKWARD_WEIGHT}
    item = _item(marked)
    item.roots = (back, told) if turned else (told, back)
    return item


def _item(marked: MarkedPair, weight: float = 1.0) -> Item:
    return Item(marked.ids, marked.first, marked.second, weight=weight)


def _soft(found: Sequence[int]) -> Soft:
    unique = sorted(set(found))
    return {index: 1 / len(unique) for index in unique}


def _each(values: Iterable) -> tuple:
    first, second = values
    return first, second
