"""Frames of verbs: active, passive and reduced ("downed by")."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.events.frames import HARDWARE_TYPES, NOUN_ADJECTIVES, SUBJECT_REACH, Frame, close_mutual, turn
from detente.events.grammar import PREPOSITIONS, VerbGroup, is_noun_site, read_group
from detente.events.lexicon import load_lexicon
from detente.events.phrases import (
    after_preposition,
    before_phrase,
    clause_subject,
    group_left,
    is_hardware,
    reach,
    starts_clause,
    subject_of,
    subject_of_governor,
)
from detente.events.slots import MEANT, find_targets, has_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.lexicon import Trigger
    from detente.events.tokens import Token

PARTICLE_REACH = 5  # words that may stand between a verb and its particle: "shot a jet down"
DUE = ("be", "due")  # "is due in Baku"; "is due to fly" is the verb that follows


def verb_frame(tokens: Sequence[Token], i: int, *, title: bool) -> Frame | None:
    """Return the frame of the verb at ``i``: that of its most specific trigger with two sides, else one."""
    if tokens[i].who:
        return None
    for names, triggers in load_lexicon().verbs.get(tokens[i].low, ()):
        if names <= {"base", "present"} and is_noun_site(tokens, i):
            continue
        best: Frame | None = None
        for trigger in triggers:
            frame = _try_trigger(tokens, i, names, trigger, title=title)
            if frame and frame.sources and frame.targets:
                return frame
            best = best or frame
        if best:
            return best
    return None


def _try_trigger(
    tokens: Sequence[Token], i: int, names: frozenset[str], trigger: Trigger, *, title: bool
) -> Frame | None:
    length = _phrase_length(tokens, i, trigger.words)
    if not length or (
        trigger.words == DUE and tokens[i + length : i + length + 1] and tokens[i + length].low == "to"
    ):
        return None
    if trigger.words[0] == "be":
        names = frozenset({"past", "present"})
    group = read_group(tokens, i, names, length, title=title)
    if group is None:
        return None
    if group.passive:
        return _passive(tokens, trigger, group)
    frame = _active(tokens, trigger, group)
    if names >= {"past", "participle"} and not (frame and frame.targets):
        # "downed by Turkey" without an auxiliary: the form is past and participle alike
        return _passive(tokens, trigger, replace(group, passive=True, mood="reduced")) or frame
    return frame


def _phrase_length(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> int:
    """Return how many words the trigger takes at ``i``; a particle may follow its object."""
    rest = words[1:]
    if [t.low for t in tokens[i + 1 : i + 1 + len(rest)]] == list(rest):
        return len(words)
    if len(rest) == 1:
        for k in range(i + 1, min(len(tokens), i + 1 + PARTICLE_REACH)):
            if tokens[k].low == rest[0] and rest[0] not in PREPOSITIONS - {"down", "off", "up"}:
                return 1
            if tokens[k].low in PREPOSITIONS or starts_clause(tokens[k]):
                break
    return 0


def _active(tokens: Sequence[Token], trigger: Trigger, group: VerbGroup) -> Frame | None:
    sources = _subject(tokens, trigger, group)
    end = reach(tokens, group.end)
    if trigger.objects and not has_object(tokens, group.end, end, trigger.objects):
        return None
    targets = find_targets(tokens, trigger, group, end)
    frame = Frame(
        trigger,
        "active",
        group,
        tuple(sources),
        tuple(t for t in targets if t not in sources),
        group.start,
        group.end,
    )
    if trigger.frame == "mutual":
        return close_mutual(tokens, frame)
    if not sources or _is_verbal_attack(tokens, trigger, sources):
        return None
    if not frame.targets and set(trigger.target) <= MEANT:
        return None
    return turn(frame)


def _is_verbal_attack(tokens: Sequence[Token], trigger: Trigger, sources: Sequence[int]) -> bool:
    """Whether "attack" is meant of words: a named person attacks in a speech, forces attack in the field."""
    return trigger.words == ("attack",) and all(r.kind == "person" for k in sources for r in tokens[k].who)


def _subject(tokens: Sequence[Token], trigger: Trigger, group: VerbGroup) -> list[int]:
    if group.mood in {"infinitive", "gerund"}:
        before = tokens[group.start - 1].low if group.start else ""
        direct = subject_of(tokens, group.start) if group.mood == "infinitive" and before != "," else []
        sources = direct or subject_of_governor(tokens, group.start) or clause_subject(tokens, group.start)
    else:
        sources = subject_of(tokens, group.start)
    if sources and not tokens[sources[0]].acts and trigger.type not in HARDWARE_TYPES:
        return []
    return sources


def _passive(tokens: Sequence[Token], trigger: Trigger, group: VerbGroup) -> Frame | None:
    end = reach(tokens, group.end)
    agents = _agents(tokens, trigger, group.end, end)
    if group.mood == "reduced" and not agents:
        return None
    first = _subject_start(tokens, group.start)
    if (
        trigger.objects
        and not has_object(tokens, first, group.start, trigger.objects)
        and not has_object(tokens, group.end, end, trigger.objects)
    ):
        return None
    patients = _patients(tokens, trigger, group, first, end)
    frame = Frame(
        trigger,
        "passive",
        group,
        tuple(agents),
        tuple(p for p in patients if p not in agents),
        group.start,
        group.end,
    )
    if trigger.frame == "mutual":
        return close_mutual(tokens, frame)
    if not frame.targets:
        return None
    return turn(frame)


def _agents(tokens: Sequence[Token], trigger: Trigger, start: int, end: int) -> list[int]:
    found = after_preposition(tokens, start, ("by",), end)
    if not found:
        return []
    if tokens[found[0]].acts:
        return found
    last = found[-1]
    owned = any(is_hardware(t.low) for t in tokens[last + 1 : last + 1 + NOUN_ADJECTIVES])
    return found if owned and trigger.type in HARDWARE_TYPES else []


def _subject_start(tokens: Sequence[Token], start: int) -> int:
    k = start
    while k > max(0, start - SUBJECT_REACH) and not starts_clause(tokens[k - 1]) and tokens[k - 1].low != ",":
        k -= 1
    return k


def _patients(tokens: Sequence[Token], trigger: Trigger, group: VerbGroup, first: int, end: int) -> list[int]:
    prepositions = [s for s in trigger.target if s not in MEANT | {"obj", "by"}]
    found = after_preposition(tokens, group.end, prepositions, end) or after_preposition(
        tokens, first, prepositions, group.start
    )
    if found or "obj" not in trigger.target:
        return found
    k = group.start - 1
    if k >= 1 and tokens[k].low in {"which", "that", "who"}:
        first = _subject_start(tokens, k - (tokens[k - 1].low == ","))
    elif group.mood == "reduced" and k >= 1 and tokens[k].low == "," and tokens[k - 1].who:
        return [k - 1]  # "Ukraine, invaded by Russia"
    return _passive_subject(tokens, first, group)


def _passive_subject(tokens: Sequence[Token], first: int, group: VerbGroup) -> list[int]:
    """Return the mention in the noun phrase before a passive verb, stepping over "in Syria" and the like."""
    k = group.start - 1
    while k >= first:
        if tokens[k].who:
            found = group_left(tokens, k) if tokens[k].acts else [k]
            before = before_phrase(tokens, found[0])
            if before < 0 or tokens[before].low not in PREPOSITIONS - {"of", "aboard"}:
                return found
            k = before
        elif tokens[k].low in PREPOSITIONS - {"of", "aboard"} and group.mood == "reduced":
            return []
        k -= 1
    return []
