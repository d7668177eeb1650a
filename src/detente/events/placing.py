"""Where in a sentence an act stands: its trigger word, its sides and the clause around them.

The encoder says what was done; which word says so is read from the lexicon where it knows one, else from the
weights that the encoder gave the words. The frame that comes out is what dates, quantities and status are
read by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from detente.events.frames import Frame
from detente.events.grammar import (
    AUXILIARY,
    COORDINATORS,
    DATE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    is_adverb,
    is_noun_site,
    read_group,
)
from detente.events.lexicon import Trigger, load_lexicon
from detente.events.phrases import PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.grammar import VerbGroup
    from detente.events.pairs import Act
    from detente.events.tokens import Token

CLOSED_CLASS = (
    AUXILIARY | COORDINATORS | DATE_WORDS | DETERMINERS | PREPOSITIONS | RELATIVES | PRONOUNS | {"that", "'s"}
)


def place_act(
    tokens: Sequence[Token], act: Act, frames: Sequence[Frame], offset: int, *, title: bool
) -> Frame | None:
    """Return the frame of an act; ``frames`` are the lexicon's own, ``offset`` where the sentence begins.

    None where a side stands nowhere among the tokens.
    """
    told = [f for f in frames if f.trigger.type == act.type]
    both = [
        f for f in told if _holds(tokens, f.sources, act.source) and _holds(tokens, f.targets, act.target)
    ]
    both += [
        f for f in told if _holds(tokens, (*f.sources, *f.targets), act.source, act.target) and act.mutual
    ]
    if both:
        found = both[0]
        trigger, kind, group = found.trigger, found.kind, found.group
        first, last = found.first, found.last
    else:
        at = _trigger_at(tokens, act, told, offset)
        if at is None:
            return None
        first, last = at, at + 1
        trigger, (kind, group) = _trigger(tokens, act, at), _group(tokens, at, title=title)
    source, target = _nearest(tokens, act.source, first), _nearest(tokens, act.target, first)
    if source is None or target is None:
        return None
    return Frame(trigger, kind, group, (source,), (target,), first, last, joint=act.mutual)


def _holds(tokens: Sequence[Token], indexes: Sequence[int], *codes: str) -> bool:
    return set(codes) <= {r.code for k in indexes for r in tokens[k].who}


def _nearest(tokens: Sequence[Token], code: str, at: int) -> int | None:
    """Return the mention of a code that stands nearest, one that can act before one that only describes."""
    mine = [k for k, token in enumerate(tokens) if any(r.code == code for r in token.who)]
    return min(mine, key=lambda k: (not tokens[k].acts, abs(k - at)), default=None)


def _trigger_at(tokens: Sequence[Token], act: Act, told: Sequence[Frame], offset: int) -> int | None:
    """Return the word that carries the act: the heaviest, words of the lexicon for that type first."""
    known = {f.first if f.group is None else f.group.head for f in told}
    weights = [_weight(token, act, offset) for token in tokens]
    open_class = [
        k
        for k, token in enumerate(tokens)
        if token.text[0].isalpha()
        and not token.who
        and token.low not in CLOSED_CLASS
        and not is_adverb(token)
    ]
    candidates = [k for k in open_class if k in known] or open_class
    return max(candidates, key=lambda k: weights[k], default=None)


def _weight(token: Token, act: Act, offset: int) -> float:
    start, end = token.start - offset, token.end - offset
    return sum(weight for (low, high), weight in act.words if low < end and high > start)


def _trigger(tokens: Sequence[Token], act: Act, at: int) -> Trigger:
    frame = "mutual" if act.mutual else ""
    return Trigger(act.type, act.mode, (tokens[at].low,), frozenset(), (), (), frame)


def _group(
    tokens: Sequence[Token], at: int, *, title: bool
) -> tuple[Literal["noun", "active", "passive"], VerbGroup | None]:
    """Return the kind of the word at ``at`` ("noun" or "active", "passive") and its verb group."""
    if is_noun_site(tokens, at):
        return "noun", None
    low = tokens[at].low
    forms = frozenset().union(*(names for names, _ in load_lexicon().verbs.get(low, ()))) or _forms(low)
    group = read_group(tokens, at, forms, 1, title=title) if forms else None
    if group is None:
        return "noun", None
    return ("passive" if group.passive else "active"), group


def _forms(low: str) -> frozenset[str]:
    """Guess the grammatical forms of a word from its ending; a plain word may be a noun as well."""
    if low.endswith("ed"):
        return frozenset({"past", "participle"})
    if low.endswith("ing"):
        return frozenset({"gerund"})
    return frozenset({"present"}) if low.endswith("s") and not low.endswith("ss") else frozenset({"base"})
