"""Frames of nouns: "the shooting down of X by Y", "Russia's attack on X", "talks between X and Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.events.frames import NOUN_ADJECTIVES, NOUN_REACH, Frame, close_mutual
from detente.events.grammar import AUXILIARY, COORDINATORS, DATE_WORDS, PREPOSITIONS, is_adverb
from detente.events.lexicon import load_lexicon
from detente.events.phrases import after_preposition, clause_subject, group_left, reach, starts_clause
from detente.events.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.lexicon import Trigger
    from detente.events.tokens import Token

ATTENDED = words("attended")  # "after talks with X": the subject of the clause took part


def noun_frame(tokens: Sequence[Token], i: int) -> Frame | None:
    """Return the frame of the noun at ``i`` with both its sides, or None."""
    for trigger in load_lexicon().nouns.get(tokens[i].low, ()):
        last = i + len(trigger.words)
        if [t.low for t in tokens[i:last]] != list(trigger.words):
            continue
        frame = (
            _mutual_noun(tokens, trigger, i, last)
            if trigger.frame == "mutual"
            else _directed_noun(tokens, trigger, i, last)
        )
        if frame:
            return frame
    return None


def _noun_reach(tokens: Sequence[Token], last: int) -> int:
    for k in range(last, min(len(tokens), last + NOUN_REACH)):
        if starts_clause(tokens[k]) or tokens[k].low == ",":
            return k
    return min(len(tokens), last + NOUN_REACH + NOUN_REACH)


def _directed_noun(tokens: Sequence[Token], trigger: Trigger, i: int, last: int) -> Frame | None:
    end = min(reach(tokens, last), _noun_reach(tokens, last))
    targets = _first_side(tokens, last, trigger.target, end)
    if not targets:
        return None
    sources = _noun_source(tokens, trigger, i, last, end)
    if not sources or set(sources) & set(targets):
        return None
    return Frame(trigger, "noun", None, tuple(sources), tuple(targets), i, last)


def _first_side(tokens: Sequence[Token], last: int, prepositions: Sequence[str], end: int) -> list[int]:
    for k in range(last, end):
        low = tokens[k].low
        if low in AUXILIARY:  # "her visit is unlikely to please X"
            return []
        if low == "of" and k > last:  # "bombing tests the limits of": not the bombing's own
            return []
        if k > last and not (
            tokens[k].who or low in PREPOSITIONS or low in DATE_WORDS or is_adverb(tokens[k])
        ):
            return []  # a word of its own, a verb perhaps: "strikes wash ashore on"
        if low in prepositions:
            return after_preposition(tokens, k, (low,), end)
        if tokens[k].who and low not in PREPOSITIONS and tokens[k - 1].low not in {"by", "in", "on"}:
            return []
    return []


def _noun_source(tokens: Sequence[Token], trigger: Trigger, i: int, last: int, end: int) -> list[int]:
    owner = _owner(tokens, i)
    if owner:
        return owner if "possessive" in trigger.source else []
    for preposition in ("by", "from", "of"):
        if preposition in trigger.source:
            found = after_preposition(tokens, last, (preposition,), end)
            if found:
                return found
    if "subject" in trigger.source:
        return clause_subject(tokens, i)
    return []


def _owner(tokens: Sequence[Token], i: int) -> list[int]:
    """Return whose the noun at ``i`` is: "Russia's attack", "the latest Russian missile attack"."""
    for k in range(i - 1, max(-1, i - 2 - NOUN_ADJECTIVES), -1):
        token = tokens[k]
        if token.who:
            if all(r.kind == "region" for r in token.who):  # "Gaza talks" are held about it, not by it
                return []
            return group_left(tokens, k) if token.acts else [k]
        if token.low == "'s":
            continue
        if (
            token.low in PREPOSITIONS
            or token.low in COORDINATORS
            or token.low in {",", "the", "a", "an"}
            or starts_clause(token)
        ):
            return []
    return []


def _mutual_noun(tokens: Sequence[Token], trigger: Trigger, i: int, last: int) -> Frame | None:
    end = _noun_reach(tokens, last)
    between = after_preposition(tokens, last, ("between", "among"), end)
    owner = _owner(tokens, i)
    if not between and not owner and "meeting" in trigger.words:
        between = after_preposition(tokens, last, ("of",), end)
    joined = between or (owner if len({r.code for k in owner for r in tokens[k].who}) > 1 else [])
    if joined:
        return (
            close_mutual(tokens, Frame(trigger, "noun", None, (), tuple(joined), i, last))
            if between
            else _split(trigger, joined, i, last)
        )
    other = after_preposition(tokens, last, ("with",), end) if "with" in trigger.target else []
    if not other:
        return None
    sources = owner or (clause_subject(tokens, i) if _is_attended(tokens, trigger, i) else [])
    if not sources or set(sources) & set(other):
        return None
    return Frame(trigger, "noun", None, tuple(sources), tuple(other), i, last)


def _is_attended(tokens: Sequence[Token], trigger: Trigger, i: int) -> bool:
    """Whether the clause's subject took part: "after two days of talks with", "killed in a clash with"."""
    openers = ATTENDED | {"in"} if trigger.type == "ASSAULT" else ATTENDED
    return any(t.low in openers for t in tokens[max(0, i - NOUN_ADJECTIVES) : i])


def _split(trigger: Trigger, joined: Sequence[int], i: int, last: int) -> Frame:
    if len(joined) == 1:
        return Frame(trigger, "noun", None, tuple(joined), tuple(joined), i, last, joint=True)
    return Frame(trigger, "noun", None, tuple(joined[:1]), tuple(joined[1:]), i, last, joint=True)
