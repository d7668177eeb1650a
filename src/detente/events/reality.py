"""Whether the words around a frame take it out of the world: no such act, a condition, a story, a match.

Complements `status`, which reads the verb itself. Each check looks only at the frame's own clause and at what
opens it; what is not certain is told as `possible`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.events.attribution import in_quotes
from detente.events.grammar import DATE_WORDS, PREPOSITIONS, QUOTES, is_adverb, is_noun_site
from detente.events.phrases import SAY_FORMS, starts_clause
from detente.events.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.attribution import Speech
    from detente.events.frames import Frame
    from detente.events.tokens import Token

FACTIVE = words("factive")  # "the fact that", "news that": what follows is told as true
SUBORDINATE = words("subordinate")  # "when", "in case", "the day": with a present tense, not yet or not ever
PHRASES = [phrase.split() for phrase in words("subordinate_phrases")]
SPORT = words("sport")
ABSTRACT = words("abstract")  # "shot down the plan": no weapon
NOTHING = frozenset({"no", "neither", "nor", "nothing", "none", "little", "few", "hardly"})
PRESENT_MOODS = frozenset({"present", "base", "progressive"})
REACH_BEFORE = 6  # words before a that-clause in which its governor stands
OBJECT_AFTER = 4  # words after the target in which its head noun stands
_STORY = re.compile(
    r"(?i)\b(?:in|of) (?:the|a|an|his|her|this) (?:\w+ )?"
    r"(?:film|movie|novel|video game|board game|dream|cartoon|simulation)\b(?! of)"
    r"|\b(?:film|movie|novel|play)\b[^.]{0,20}\b(?:in which|describes|tells)\b"
    r"|: an? (?:film|novel|play)\b"
    r"|\bin the (?:final|group stage)(?=[.,;]| in | on | at |$)"  # a match, not "in the final hours"
)
STOPPED = frozenset({"stopped", "stops", "ended", "ends", "ceased", "eased", "halted", "subsided"})
VIOLENT = frozenset({"ASSAULT", "THREATEN", "PROTEST", "MOBILIZE"})


def is_denied_before(tokens: Sequence[Token], frame: Frame) -> bool:
    """Whether "neither", "no" or "nothing" denies the frame: "neither X nor Y imposed"."""
    first, last = frame.span
    before = [t.low for t in tokens[max(0, _clause_start(tokens, first)) : first]]
    if {"neither", "nor"} & {t.low for t in tokens[_clause_start(tokens, first) : last]}:
        return True
    if before[-1:] in (["not"], ["no"]) or before[:2] == ["not", "once"]:
        return True
    after = tokens[frame.group.end : frame.group.end + 1] if frame.group else []
    return any(t.low in {"nothing", "nobody", "none"} for t in after)


def is_uncertain(
    tokens: Sequence[Token], frame: Frame, speech: Speech | None, *, title: bool, text: str
) -> bool:
    """Whether the frame is a condition, a quoted string, or hangs on a noun: "the myth that X attacked"."""
    first = frame.span[0]
    opening = [t.low for t in tokens[:3]]
    if opening[0] in {"had", "should"} or opening == ["it", "was", "not"]:  # "Had X bombed Y", "It was not X"
        return True
    if _under_subordinator(tokens, frame, first):
        return True
    if _in_noun_clause(tokens, first, speech):
        return True
    if in_quotes(tokens, frame.first) and (speech is None or not speech.who):
        return True
    return title and frame.kind == "noun" and bool(re.search(r"(?i)\bwould\b|\bcould\b|\bscenarios?\b", text))


def is_elsewhere(tokens: Sequence[Token], frame: Frame, text: str) -> bool:
    """Whether the sentence tells of a match, a story, or a figure of speech."""
    lows = {t.low for t in tokens if not t.who}
    if lows & SPORT or _STORY.search(text):
        return True
    if frame.trigger.type not in VIOLENT:
        return False
    if _next_low(tokens, frame.span[1] + 1) in STOPPED:  # "fighting between X and Y stopped": the end of it
        return True
    if frame.group and frame.trigger.frame == "mutual" and _next_low(tokens, frame.group.end) == "over":
        return True  # "clashed over who invented it"
    return frame.trigger.type in {"ASSAULT", "THREATEN"} and _is_abstract(tokens, frame)


def _is_abstract(tokens: Sequence[Token], frame: Frame) -> bool:
    """Whether what is hit is an idea: "shot down Poland's hopes", not "threatened Iran over its claims"."""
    last = frame.targets[-1] if frame.targets else frame.last
    for token in tokens[last + 1 : last + 1 + OBJECT_AFTER]:
        if token.who or token.low in PREPOSITIONS or token.low == ",":
            return False
        if token.low in ABSTRACT:
            return True
    return False


def _next_low(tokens: Sequence[Token], k: int) -> str:
    return tokens[k].low if k < len(tokens) else ""


def _clause_start(tokens: Sequence[Token], first: int) -> int:
    k = first
    while k > 0 and not starts_clause(tokens[k - 1]) and tokens[k - 1].low != ",":
        k -= 1
    return k


def _under_subordinator(tokens: Sequence[Token], frame: Frame, first: int) -> bool:
    """Whether a present tense stands under "when", "in case", "once": it has not happened."""
    if frame.group is None or frame.group.mood not in PRESENT_MOODS:
        return False
    for k in range(first - 1, max(-1, first - 1 - REACH_BEFORE), -1):
        low = tokens[k].low
        if low in {",", ";", ":"} or low in QUOTES:
            return False
        if low in SUBORDINATE or any([t.low for t in tokens[k : k + len(p)]] == p for p in PHRASES):
            return True
    return False


def _in_noun_clause(tokens: Sequence[Token], first: int, speech: Speech | None) -> bool:
    """Whether "that" before the frame hangs on a noun or a demand rather than on somebody's word."""
    start = _clause_start(tokens, first)
    if start == 0 or tokens[start - 1].low != "that":
        return False
    for k in range(start - 2, max(-1, start - 2 - REACH_BEFORE), -1):
        low = tokens[k].low
        if tokens[k].who or low in DATE_WORDS or low in PREPOSITIONS or is_adverb(tokens[k]) or low.isdigit():
            continue
        if low in SAY_FORMS and not is_noun_site(tokens, k):  # "said that", not "the report that"
            return _is_nothing(tokens, k)
        return low not in FACTIVE or _is_nothing(tokens, k)
    return speech is None


def _is_nothing(tokens: Sequence[Token], k: int) -> bool:
    return any(t.low in NOTHING or t.low == "not" for t in tokens[max(0, k - REACH_BEFORE) : k])
